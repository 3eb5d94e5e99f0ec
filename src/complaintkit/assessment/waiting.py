"""How long one has to wait for an answer to a letter, read from a condition of a recipient that asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from complaintkit.assessment import timing
from complaintkit.assessment.values import Outcome
from complaintkit.law.conditions import All, Any, Condition, Waited, within_it
from complaintkit.law.holidays import NONE_HELD, Holidays

Decide = Callable[[Condition], Outcome]


def waiting_ends(waits: Iterable[Waited], sent: date, holidays: Holidays = NONE_HELD) -> date | None:
    """Return the last day of the shortest of the waitings, for a letter sent on a day; None if there is none."""
    return min((timing.settled_after(one, sent, holidays) - timedelta(days=1) for one in waits), default=None)


def waits_in(condition: Condition | None, decide: Decide) -> list[Waited]:
    """Return the waitings that a condition asks for: of each alternative whose other parts hold, else all that it has.

    `decide` gives the outcome of what is no waiting.
    """
    if condition is None:
        return []
    return _open(condition, decide) or [part for part in within_it(condition) if isinstance(part, Waited)]


def _open(condition: Condition, decide: Decide) -> list[Waited]:
    match condition:
        case Waited():
            return [condition]
        case Any(parts):
            return [found for part in parts for found in _open(part, decide)]
        case All(parts):
            waits = [_open(part, decide) for part in parts]
            others = [part for part, found in zip(parts, waits, strict=True) if not found]
            if all(decide(part) is Outcome.MET for part in others):
                return [found for several in waits for found in several]
    return []
