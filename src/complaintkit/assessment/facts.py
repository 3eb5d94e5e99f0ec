"""The tests of one answered fact: choices, numbers, dates, lists, something given. A test and an Answer make an Outcome."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from datetime import date

from complaintkit.assessment.answers import Answer
from complaintkit.assessment.values import Learned, Outcome
from complaintkit.case.spans import parse_span
from complaintkit.law import conditions as law
from complaintkit.law.values import Question


def outcome_of(condition: law.FactTest, answer: Answer) -> Outcome:
    """Return what a test says of an answer that was given; one that cannot be compared is not known."""
    return _TESTS[type(condition)](condition, answer)


def answers_for(condition: law.FactTest, wanted: Outcome, question: Question | None) -> tuple[Learned, ...]:
    """Return which answers would give the wanted outcome: one thing to find out, with its answers; none if none would."""
    several = question is not None and question.answer == "choices"
    if isinstance(condition, law.FactIs):
        choices = (question.choices or ("yes", "no")) if question else ()
        found = tuple(
            value for value in choices if _is(condition, Answer(condition.question, "answered", (value,))) is wanted
        )
        return (Learned(condition.question, found, several=several),) if found else ()
    answer = _described(condition, wanted is Outcome.MET)
    return (Learned(condition.question, (answer,), several=True),)


def _described(condition: law.FactTest, holds: bool) -> str:  # noqa: FBT001
    match condition:
        case law.FactGiven(_, expected):
            return "given" if expected is holds else "nobody"
        case law.FactNumber(_, comparison, number):
            said = f"{comparison.replace('_', ' ')} {number}"
        case law.FactDay(_, side, day):
            said = f"{side.replace('_', ' ')} {day}"
        case law.FactCount(_, minimum):
            said = f"at least {minimum}"
        case _:
            raise TypeError(type(condition).__name__)
    return said if holds else f"not {said}"


def _is(condition: law.FactIs, answer: Answer) -> Outcome:
    if condition.outcomes:
        table = dict(condition.outcomes)
        found = [Outcome(table.get(value, "not met")) for value in answer.values]
        order = (Outcome.MET, Outcome.NOT_KNOWN, Outcome.NOT_MET)
        return min(found, key=order.index, default=Outcome.NOT_MET)
    return Outcome.MET if set(condition.answers) & set(answer.values) else Outcome.NOT_MET


def _given(condition: law.FactGiven, answer: Answer) -> Outcome:
    return Outcome.MET if bool(answer.values) is condition.expected else Outcome.NOT_MET


def _number(condition: law.FactNumber, answer: Answer) -> Outcome:
    number = answer.values[0] if answer.values else ""
    if not _WHOLE.fullmatch(number):
        return Outcome.NOT_KNOWN
    return _of(_COMPARED[condition.comparison](int(number), condition.number))


def _day(condition: law.FactDay, answer: Answer) -> Outcome:
    """Compare a date; a month or a year decides only where every day of it says the same."""
    days = days_of(answer)
    if days is None:
        return Outcome.NOT_KNOWN
    later = condition.side == "on_or_after"
    found = {day >= condition.day if later else day <= condition.day for day in days}
    return _of(found.pop()) if len(found) == 1 else Outcome.NOT_KNOWN


def days_of(answer: Answer) -> tuple[date, date] | None:
    """Return the first and the last day that an answer with a date can mean: one day, or those of a month or a year.

    Where it has several dates, as for a day that is contradicted, they are the first and the last of all.
    """
    try:
        spans = [parse_span(value) for value in answer.values] if answer.state == "answered" else []
    except ValueError:
        return None
    days = [day for span in spans for day in (span.first, span.last) if day]
    return (min(days), max(days)) if days and len(days) == 2 * len(spans) else None


def _count(condition: law.FactCount, answer: Answer) -> Outcome:
    return _of(len(set(answer.values)) >= condition.minimum)


def _of(holds: bool) -> Outcome:  # noqa: FBT001
    return Outcome.MET if holds else Outcome.NOT_MET


_WHOLE = re.compile(r"-?[0-9]+")
_COMPARED: dict[law.Comparison, Callable[[int, int], bool]] = {
    "at_least": operator.ge,
    "at_most": operator.le,
    "more_than": operator.gt,
    "less_than": operator.lt,
}
_TESTS: dict[type, Callable[..., Outcome]] = {
    law.FactIs: _is,
    law.FactGiven: _given,
    law.FactNumber: _number,
    law.FactDay: _day,
    law.FactCount: _count,
}
