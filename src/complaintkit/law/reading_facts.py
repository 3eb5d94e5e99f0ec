"""The tests of one answered fact: from the YAML beside `fact: QUESTION` to the condition, or a Mistake with its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from complaintkit.law import conditions as c
from complaintkit.law.conditions import Condition, OutcomeWord
from complaintkit.law.values import Question
from complaintkit.problems import did_you_mean
from complaintkit.source.documents import Location

_OUTCOMES = ("met", "not met", "not known")
_LISTS = ("choices", "dates", "persons")


class Mistake(Exception):
    """A part of a condition that cannot be read: where it stands, what is wrong, what to do."""

    def __init__(self, at: Location, message: str, hint: str | None = None, code: str = "CK305") -> None:
        super().__init__(message)
        self.at, self.message, self.hint, self.code = at, message, hint, code


def whole_number(value: Any, at: Location) -> int:
    """Return a whole number of at least 1; raises Mistake for anything else."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise Mistake(at, f"`{value}` is not a whole number of at least 1")
    return value


def whole_day(value: Any, at: Location) -> date:
    """Return a day written as 2019-09-18; raises Mistake for anything else, a part of a date above all."""
    try:
        return date.fromisoformat(value if isinstance(value, str) and len(value) == len("2019-09-18") else "")
    except ValueError:
        raise Mistake(at, f"`{value}` is no day", "write year, month and day, as 2019-09-18") from None


def answers_to(question: Question) -> tuple[str, ...]:
    """Return the answers that a question lets one choose from; none where it is answered freely."""
    return ("yes", "no") if question.answer == "yes-no" else question.choices


def _is(question: Question, value: Any, at: Location) -> Condition:
    return c.FactIs(question.id, (_answer(question, value, at),))


def _in(question: Question, value: Any, at: Location) -> Condition:
    if not isinstance(value, list) or not value:
        raise Mistake(at, "`in` needs a list with at least one answer")
    return c.FactIs(question.id, tuple(_answer(question, one, (*at, n)) for n, one in enumerate(value)))


def _given(question: Question, value: Any, at: Location) -> Condition:
    if not isinstance(value, bool):
        raise Mistake(at, "`given` is true or false")
    return c.FactGiven(question.id, value)


def _outcomes(question: Question, value: Any, at: Location) -> Condition:
    if not isinstance(value, dict) or not value:
        raise Mistake(at, "`outcomes` needs a table from answers to outcomes")
    for answer, outcome in value.items():
        _answer(question, answer, (*at, answer))
        if outcome not in _OUTCOMES:
            hint = did_you_mean(str(outcome), _OUTCOMES) or "write met, not met or not known"
            raise Mistake((*at, answer), f"`{outcome}` is no outcome", hint)
    _several(question, value, at)
    return c.FactIs(question.id, (), tuple((answer, cast("OutcomeWord", word)) for answer, word in value.items()))


def _several(question: Question, table: dict[str, str], at: Location) -> None:
    unnamed = [answer for answer in answers_to(question) if answer not in table]
    if len(set(table.values()) | ({"not met"} if unnamed else set())) == 1:
        message = f"every answer to `{question.id}` has the same outcome here, so the question decides nothing"
        raise Mistake(at, message, "an answer that is not named is `not met`", "CK306")


def _answer(question: Question, value: Any, at: Location) -> str:
    answers = answers_to(question)
    if not answers:
        raise Mistake(at, f"`{question.id}` has no answers to choose from", "use `given: true`", "CK304")
    if value not in answers:
        hint = did_you_mean(str(value), answers) or f"its answers are {', '.join(answers)}"
        raise Mistake(at, f"`{value}` is no answer to `{question.id}`", hint, "CK304")
    return str(value)


def _compared(comparison: c.Comparison) -> Callable[[Question, Any, Location], Condition]:
    def read(question: Question, value: Any, at: Location) -> Condition:
        _of_type(question, ("number",), "number", at)
        if value == 0 and comparison in {"at_most", "more_than"}:  # with the other two, zero would decide nothing
            return c.FactNumber(question.id, comparison, 0)
        return c.FactNumber(question.id, comparison, whole_number(value, at))

    return read


def _dated(side: c.Side) -> Callable[[Question, Any, Location], Condition]:
    def read(question: Question, value: Any, at: Location) -> Condition:
        _of_type(question, ("date",), "date", at)
        return c.FactDay(question.id, side, whole_day(value, at))

    return read


def _counted(question: Question, value: Any, at: Location) -> Condition:
    _of_type(question, _LISTS, "list", at)
    return c.FactCount(question.id, whole_number(value, at))


def _of_type(question: Question, types: tuple[str, ...], word: str, at: Location) -> None:
    if question.answer not in types:
        raise Mistake(
            at, f"the answer to `{question.id}` is no {word}", "use another test, or another question", "CK304"
        )


TESTS: dict[str, Callable[[Question, Any, Location], Condition]] = {
    "is": _is,
    "in": _in,
    "given": _given,
    "outcomes": _outcomes,
    "at_least": _compared("at_least"),
    "at_most": _compared("at_most"),
    "more_than": _compared("more_than"),
    "less_than": _compared("less_than"),
    "on_or_after": _dated("on_or_after"),
    "on_or_before": _dated("on_or_before"),
    "count_at_least": _counted,
}
