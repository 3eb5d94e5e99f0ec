"""Acts as they are counted for a course of conduct: on how many days, how many, over what time.

The acts counted are those of one group, in incidents of which a criterion holds (`standing`): surely where it is met,
possibly where it is not known. Several acts on one occasion leave it open whether there was a course.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from complaintkit.assessment.answers import support_of
from complaintkit.assessment.findings import weakest
from complaintkit.assessment.values import Cited, Finding, Outcome
from complaintkit.case.values import Act, Register
from complaintkit.law.conditions import Acts, DaysWithActs, Spread
from complaintkit.law.periods import end_of, in_words
from complaintkit.values import frozen
from complaintkit.words import counted as number_of

_ONE_OCCASION = "Were the acts of that day separate occasions, or one?"
_SETTLE = "Settle whether the conduct was improper on each of these days, and date every act"


@frozen
class CountedAct:
    """One act as counted: the incident that tells of it, its day (None where it is not one known day)."""

    incident: str
    day: date | None
    act: Act


@frozen
class _Tally:
    """The acts that surely count and those that possibly do, with the proof of the latter."""

    minimum: int
    sure: tuple[CountedAct, ...]
    possible: tuple[CountedAct, ...]
    register: Register

    def finding(self, outcome: Outcome, *reasons: str, ask: str | None = None) -> Finding:
        support = weakest(support_of(counted.act, self.register) for counted in self.possible)
        missing = (ask,) if ask else ()
        return Finding(outcome, support, (_said(self.possible), *reasons), _cited(self.possible), missing)


def decide(
    condition: DaysWithActs | Acts | Spread,
    acts: Sequence[CountedAct],
    standing: Mapping[str, Outcome],
    register: Register,
) -> Finding:
    """Return what a condition that counts acts says of those of a group; `standing` is by incident."""
    if not acts:
        record = "Record each separate act with its date (acts: on, what, towards)"
        return Finding(Outcome.NOT_KNOWN, missing=(record,), asked=False)
    minimum = 2 if isinstance(condition, Spread) else condition.minimum
    sure = tuple(counted for counted in acts if standing[counted.incident] is Outcome.MET)
    possible = tuple(counted for counted in acts if standing[counted.incident] is not Outcome.NOT_MET)
    tally = _Tally(minimum, sure, possible, register)
    if len(possible) < minimum:
        needed = f"{minimum} separate acts are needed; one alone is no course of conduct."
        return tally.finding(Outcome.NOT_MET, needed)
    match condition:
        case Spread():
            return _spread(condition, tally)
        case DaysWithActs():
            return _days(tally)
    return tally.finding(Outcome.MET) if len(sure) >= minimum else tally.finding(Outcome.NOT_KNOWN, ask=_SETTLE)


def _days(tally: _Tally) -> Finding:
    if len(_days_of(tally.sure)) >= tally.minimum:
        return tally.finding(Outcome.MET)
    undated = sum(counted.day is None for counted in tally.possible)
    if len(_days_of(tally.possible)) + undated < tally.minimum:
        several = "Several acts on one occasion leave it open."
        return tally.finding(Outcome.NOT_KNOWN, several, ask=_ONE_OCCASION)
    return tally.finding(Outcome.NOT_KNOWN, ask=_SETTLE)


def _spread(condition: Spread, tally: _Tally) -> Finding:
    """Return whether the first and the last act lie so far apart; a day that is not one known day may be any of its span."""
    apart = in_words(condition.period)
    sure = _days_of(tally.sure)
    if sure and end_of(condition.period, min(sure)) <= max(sure):
        return tally.finding(Outcome.MET, f"From {min(sure)} to {max(sure)} is at least {apart}.")
    firsts = [counted.act.on.first for counted in tally.possible]
    lasts = [counted.act.on.last for counted in tally.possible]
    first = min((day for day in firsts if day), default=None)
    last = max((day for day in lasts if day), default=None)
    open_ended = None in firsts or None in lasts or first is None or last is None
    if open_ended or (first and last and end_of(condition.period, first) <= last):
        return tally.finding(Outcome.NOT_KNOWN, ask=_SETTLE)
    return tally.finding(Outcome.NOT_MET, f"The first and the last act lie less than {apart} apart.")


def _days_of(acts: Iterable[CountedAct]) -> set[date]:
    return {counted.day for counted in acts if counted.day}


def _said(acts: Sequence[CountedAct]) -> str:
    days = ", ".join(sorted(map(_day, acts)))
    return f"{number_of(len(acts), 'act')} counted ({days})." if acts else "No act counts."


def _day(counted: CountedAct) -> str:
    span = counted.act.on
    if counted.day or not span.first:
        return counted.day.isoformat() if counted.day else "undated"
    return f"between {span.first.isoformat()} and {span.last}"


def _cited(acts: Iterable[CountedAct]) -> tuple[Cited, ...]:
    return tuple(dict.fromkeys(Cited(c.exhibit, c.at) for counted in acts for c in counted.act.exhibits))
