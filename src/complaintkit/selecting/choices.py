"""The selection in the making, as a frozen value, and what can be done to it. Pure: nothing is read or written.

Each incident stands in exactly one role at any time. A reason belongs to the role it was given for: an incident that is
moved away and back has its reason again. Where none was given, one is suggested from the assessment (`suggesting`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    """What an incident is in the letter to one recipient."""

    CHOSEN = "chosen"
    BACKGROUND = "background"
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class Choice:
    """One incident in its role, with the reasons given so far, at most one for each role."""

    incident: str
    role: Role = Role.LEFT_OUT
    reasons: tuple[tuple[Role, str], ...] = ()

    @property
    def reason(self) -> str | None:
        """Return the reason given for the present role, or None where none was."""
        return dict(self.reasons).get(self.role)


@dataclass(frozen=True)
class Choices:
    """Every incident of the case with its role, in the order of the case; `raised` None stands for those met."""

    all: tuple[Choice, ...]
    raised: tuple[str, ...] | None = None

    def of(self, incident: str) -> Choice:
        """Return the choice made for an incident; raises KeyError if the case has none of that id."""
        for choice in self.all:
            if choice.incident == incident:
                return choice
        raise KeyError(incident)

    def incidents(self, role: Role) -> tuple[str, ...]:
        """Return the ids of the incidents in that role, in the order of the case."""
        return tuple(choice.incident for choice in self.all if choice.role is role)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the incidents chosen."""
        return self.incidents(Role.CHOSEN)


def begun(incidents: Iterable[str]) -> Choices:
    """Return the selection that nobody has touched: everything left out, provisions raised as they are met."""
    return Choices(tuple(Choice(incident) for incident in incidents))


def put(choices: Choices, incidents: Iterable[str], role: Role) -> Choices:
    """Return the selection with these incidents in that role."""
    moved = frozenset(incidents)
    return replace(
        choices,
        all=tuple(replace(choice, role=role) if choice.incident in moved else choice for choice in choices.all),
    )


def toggled(choices: Choices, incidents: Iterable[str]) -> Choices:
    """Return the selection with each of these chosen, or left out where it was chosen."""
    meant = frozenset(incidents)
    chosen = meant.intersection(choices.chosen)
    return put(put(choices, meant - chosen, Role.CHOSEN), chosen, Role.LEFT_OUT)


def turned(choices: Choices, incident: str, role: Role) -> Choices:
    """Return the selection with the incident in that role, or left out where it was in it already."""
    back = choices.of(incident).role is role
    return put(choices, (incident,), Role.LEFT_OUT if back else role)


def with_reasons(choices: Choices, reasons: Mapping[str, str | None]) -> Choices:
    """Return the selection with a reason for the present role of each incident named; None goes back to the suggestion."""
    return replace(
        choices,
        all=tuple(
            _with_reason(choice, reasons[choice.incident]) if choice.incident in reasons else choice
            for choice in choices.all
        ),
    )


def _with_reason(choice: Choice, reason: str | None) -> Choice:
    others = tuple(pair for pair in choice.reasons if pair[0] is not choice.role)
    return replace(choice, reasons=others if reason is None else (*others, (choice.role, reason)))


def raising(choices: Choices, provisions: Iterable[str] | None) -> Choices:
    """Return the selection that raises these provisions; None goes back to those met."""
    return replace(choices, raised=None if provisions is None else tuple(dict.fromkeys(provisions)))
