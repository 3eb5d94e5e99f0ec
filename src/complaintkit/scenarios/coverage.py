"""What the scenarios of the rules cover: which outcomes of criteria and conditions, which authorities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from complaintkit.law.conditions import OutcomeWord
from complaintkit.law.values import Law
from complaintkit.scenarios.naming import outcome_read
from complaintkit.scenarios.possible import WORDS, possible_outcomes
from complaintkit.scenarios.values import Kind, Scenario
from complaintkit.values import frozen


@frozen
class Covered:
    """A criterion or a condition: the outcomes it can have, and how often each is expected of it, in the order of WORDS."""

    id: str
    possible: tuple[OutcomeWord, ...]
    expected: tuple[int, ...]

    @property
    def missing(self) -> tuple[OutcomeWord, ...]:
        """Return the outcomes that it can have and no scenario expects."""
        counted = zip(WORDS, self.expected, strict=True)
        return tuple(word for word, times in counted if word in self.possible and not times)


@frozen
class Coverage:
    """What is covered: criteria and conditions in the order of the rules; authorities read, and those no scenario names."""

    criteria: tuple[Covered, ...]
    conditions: tuple[Covered, ...]
    authorities: tuple[str, ...]
    unnamed: tuple[str, ...]

    @property
    def untested(self) -> tuple[str, ...]:
        """Return the criteria and conditions of which no scenario expects anything."""
        return tuple(one.id for one in (*self.criteria, *self.conditions) if not any(one.expected))


def coverage_of(scenarios: Iterable[Scenario], law: Law) -> Coverage:
    """Return what the scenarios cover of the rules.

    A criterion is covered by what is expected of it for an incident or over a group. An authority counts where its
    outcome was read, in text or in headnote; an opinion has none.
    """
    scenarios = tuple(scenarios)
    possible = possible_outcomes(law)
    criteria = _expected(scenarios, ("criterion", "group"))
    conditions = _expected(scenarios, ("condition",))
    named = {name for scenario in scenarios for name in scenario.authorities}
    read = tuple(authority.id for authority in law.authorities if outcome_read(authority))
    return Coverage(
        tuple(
            _covered(one.id, possible.of_criterion(one), criteria)
            for provision in law.provisions
            for one in provision.criteria
        ),
        tuple(
            _covered(f"{who.id}.{one.id}", possible.of_condition(one), conditions)
            for who in law.recipients
            for one in who.conditions
            if one.kind == "condition"
        ),
        read,
        tuple(name for name in read if name not in named),
    )


_Times = Counter[tuple[str, str]]


def _expected(scenarios: Iterable[Scenario], kinds: tuple[Kind, ...]) -> _Times:
    return Counter(
        (one.subject, one.expected) for scenario in scenarios for one in scenario.expectations if one.kind in kinds
    )


def _covered(name: str, possible: tuple[OutcomeWord, ...], times: _Times) -> Covered:
    return Covered(name, possible, tuple(times[name, word] for word in WORDS))
