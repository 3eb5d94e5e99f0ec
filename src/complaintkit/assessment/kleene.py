"""Kleene's strong three-valued logic over outcomes: not known stays not known unless the rest decides."""

from __future__ import annotations

from collections.abc import Iterable

from complaintkit.assessment.values import Outcome

_OPPOSITE = {Outcome.MET: Outcome.NOT_MET, Outcome.NOT_MET: Outcome.MET, Outcome.NOT_KNOWN: Outcome.NOT_KNOWN}


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Return not met if one is, else not known if one is, else met; nothing at all is met."""
    found = Outcome.MET
    for outcome in outcomes:
        if outcome is Outcome.NOT_MET:
            return outcome
        if outcome is Outcome.NOT_KNOWN:
            found = outcome
    return found


def any_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Return met if one is, else not known if one is, else not met; nothing at all is not met."""
    found = Outcome.NOT_MET
    for outcome in outcomes:
        if outcome is Outcome.MET:
            return outcome
        if outcome is Outcome.NOT_KNOWN:
            found = outcome
    return found


def at_least(minimum: int, outcomes: Iterable[Outcome]) -> Outcome:
    """Return met if so many are, not met if so many can no longer be, whatever is learned, else not known."""
    found = list(outcomes)
    met = found.count(Outcome.MET)
    if met >= minimum:
        return Outcome.MET
    return Outcome.NOT_KNOWN if met + found.count(Outcome.NOT_KNOWN) >= minimum else Outcome.NOT_MET


def opposite(outcome: Outcome) -> Outcome:
    """Return met for not met and the other way round; not known stays."""
    return _OPPOSITE[outcome]
