"""From the YAML of a condition to its value, with a problem at the place of every mistake in it.

The way conditions are written is told in `law.conditions` and atop the files of criteria.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any as Anything
from typing import cast

from complaintkit.law import conditions as c
from complaintkit.law.conditions import Condition, OutcomeWord, Period
from complaintkit.law.values import Question
from complaintkit.problems import Problem, did_you_mean, error
from complaintkit.source.documents import Document, Location

_OUTCOMES = ("met", "not met", "not known")
_UNITS = ("years", "months", "weeks", "days", "working_days")
_COMPANIONS = {
    "all": (),
    "any": (),
    "not": (),
    "fact": ("is", "in", "given", "at_least", "outcomes"),
    "unknown": (),
    "always": (),
    "days_with_acts": ("where",),
    "every_incident": (),
    "some_incident": (),
    "targets": (),
    "within": ("of",),
    "waited": ("since",),
}
_ANSWERS_OF = {"yes-no": ("yes", "no")}


class _Mistake(Exception):
    """A part of a condition that cannot be read; its problem is noted already."""


@dataclass
class ConditionReader:
    """Reads the conditions of one document and collects its problems and the questions used.

    `owner` is the provision whose criteria `where:` may name without prefix; `criteria` are those it may name.
    """

    document: Document
    questions: Mapping[str, Question]
    owner: str = ""
    criteria: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def read(self, data: Anything, at: Location) -> Condition | None:
        """Return the condition at a place of the document, or None with its problems noted."""
        before = len(self.problems)
        try:
            condition = self._condition(data, at)
        except _Mistake:
            return None
        return condition if len(self.problems) == before else None

    def _condition(self, data: Anything, at: Location) -> Condition:
        operator = self._operator(data, at)
        read: Callable[[Anything, Location], Condition] = getattr(self, _READERS[operator])
        return read(data, at)

    def _operator(self, data: Anything, at: Location) -> str:
        if not isinstance(data, dict):
            raise self._wrong(at, "a condition is a mapping with one operator", "write for instance `fact: on-duty`")
        found = [name for name in data if name in _COMPANIONS]
        if len(found) != 1:
            said = "has no operator" if not found else f"has more than one operator: {', '.join(found)}"
            stray = next((str(name) for name in data if name not in _COMPANIONS), "")
            hint = did_you_mean(stray, _COMPANIONS) or f"use one of {', '.join(_COMPANIONS)}"
            raise self._wrong(at, f"this condition {said}", hint)
        operator = found[0]
        for name in data:
            if name != operator and name not in _COMPANIONS[operator]:
                meant = did_you_mean(str(name), _COMPANIONS[operator] or _COMPANIONS)
                raise self._wrong((*at, name), f"`{name}` does not go with `{operator}`", meant)
        return str(operator)

    def _wrong(self, at: Location, message: str, hint: str | None = None, code: str = "CK305") -> _Mistake:
        self.problems.append(error(self.document.file, code, message, hint, at=self.document.place(at)))
        return _Mistake()

    def _parts(self, data: Anything, at: Location) -> tuple[Condition, ...]:
        if not isinstance(data, list) or not data:
            raise self._wrong(at, f"`{at[-1]}` needs a list with at least one condition", "take it out, or fill it")
        return tuple(self._condition(part, (*at, number)) for number, part in enumerate(data))

    def _all(self, data: dict[str, Anything], at: Location) -> Condition:
        return c.All(self._parts(data["all"], (*at, "all")))

    def _any(self, data: dict[str, Anything], at: Location) -> Condition:
        return c.Any(self._parts(data["any"], (*at, "any")))

    def _not(self, data: dict[str, Anything], at: Location) -> Condition:
        return c.Not(self._condition(data["not"], (*at, "not")))

    def _every(self, data: dict[str, Anything], at: Location) -> Condition:
        return c.EveryIncident(self._condition(data["every_incident"], (*at, "every_incident")))

    def _some(self, data: dict[str, Anything], at: Location) -> Condition:
        return c.SomeIncident(self._condition(data["some_incident"], (*at, "some_incident")))

    def _unknown(self, data: dict[str, Anything], at: Location) -> Condition:
        return c.Unknown(self._text(data["unknown"], (*at, "unknown"), "the reason why it is not known"))

    def _always(self, data: dict[str, Anything], at: Location) -> Condition:
        self._exactly(data, "always", "met", at)
        return c.All(())

    def _targets(self, data: dict[str, Anything], at: Location) -> Condition:
        self._exactly(data, "targets", "persons", at)
        return c.TargetsArePersons()

    def _days(self, data: dict[str, Anything], at: Location) -> Condition:
        minimum = self._number(data["days_with_acts"], (*at, "days_with_acts"))
        where = data.get("where")
        if where is not None and where not in self.criteria:
            hint = did_you_mean(str(where), self.criteria)
            raise self._wrong((*at, "where"), f"no criterion `{where}` stands in this file", hint, "CK307")
        return c.DaysWithActs(minimum, f"{self.owner}.{where}" if where else None)

    def _within(self, data: dict[str, Anything], at: Location) -> Condition:
        self._exactly(data, "of", "knowledge", at)
        return c.Within(self._period(data["within"], (*at, "within")))

    def _waited(self, data: dict[str, Anything], at: Location) -> Condition:
        self._exactly(data, "since", "approach", at)
        waited, place = data["waited"], (*at, "waited")
        if not isinstance(waited, dict) or set(waited) != {"met_after", "not_met_until"}:
            raise self._wrong(place, "`waited` needs `met_after` and `not_met_until`, each with a period")
        met, not_met = (self._period(waited[name], (*place, name)) for name in ("met_after", "not_met_until"))
        return c.Waited(met, not_met)

    def _fact(self, data: dict[str, Anything], at: Location) -> Condition:
        question = self._question(data["fact"], (*at, "fact"))
        tests = [name for name in data if name != "fact"]
        if len(tests) > 1:
            raise self._wrong(at, f"only one of {', '.join(tests)} can stand beside `fact`")
        test = tests[0] if tests else "is"
        read: Callable[[Question, Anything, Location], Condition] = getattr(self, _TESTS[test])
        return read(question, data.get(test, "yes"), (*at, test if tests else "fact"))

    def _question(self, name: Anything, at: Location) -> Question:
        if isinstance(name, str) and name in self.questions:
            self.used.add(name)
            return self.questions[name]
        hint = did_you_mean(str(name), self.questions) or "questions.yaml has all the questions; add it there first"
        raise self._wrong(at, f"there is no question `{name}`, so no answer could ever decide this", hint, "CK303")

    def _is(self, question: Question, value: Anything, at: Location) -> Condition:
        return c.FactIs(question.id, (self._answer(question, value, at),))

    def _in(self, question: Question, value: Anything, at: Location) -> Condition:
        if not isinstance(value, list) or not value:
            raise self._wrong(at, "`in` needs a list with at least one answer")
        return c.FactIs(question.id, tuple(self._answer(question, one, (*at, n)) for n, one in enumerate(value)))

    def _given(self, question: Question, value: Anything, at: Location) -> Condition:
        if not isinstance(value, bool):
            raise self._wrong(at, "`given` is true or false")
        return c.FactGiven(question.id, value)

    def _at_least(self, question: Question, value: Anything, at: Location) -> Condition:
        if question.answer != "number":
            raise self._wrong(at, f"the answer to `{question.id}` is no number", "use `is` or `in`", "CK304")
        return c.FactAtLeast(question.id, self._number(value, at))

    def _outcomes(self, question: Question, value: Anything, at: Location) -> Condition:
        if not isinstance(value, dict) or not value:
            raise self._wrong(at, "`outcomes` needs a table from answers to outcomes")
        for answer, outcome in value.items():
            self._answer(question, answer, (*at, answer))
            if outcome not in _OUTCOMES:
                hint = did_you_mean(str(outcome), _OUTCOMES) or "write met, not met or not known"
                raise self._wrong((*at, answer), f"`{outcome}` is no outcome", hint)
        self._several(question, value, at)
        return c.FactIs(question.id, (), tuple((answer, cast("OutcomeWord", word)) for answer, word in value.items()))

    def _several(self, question: Question, table: dict[str, str], at: Location) -> None:
        unnamed = [answer for answer in _answers(question) if answer not in table]
        if len(set(table.values()) | ({"not met"} if unnamed else set())) == 1:
            message = f"every answer to `{question.id}` has the same outcome here, so the question decides nothing"
            raise self._wrong(at, message, "an answer that is not named is `not met`", "CK306")

    def _answer(self, question: Question, value: Anything, at: Location) -> str:
        answers = _answers(question)
        if not answers:
            raise self._wrong(at, f"`{question.id}` has no answers to choose from", "use `given: true`", "CK304")
        if value not in answers:
            hint = did_you_mean(str(value), answers) or f"its answers are {', '.join(answers)}"
            raise self._wrong(at, f"`{value}` is no answer to `{question.id}`", hint, "CK304")
        return str(value)

    def _period(self, value: Anything, at: Location) -> Period:
        if not isinstance(value, dict) or len(value) != 1 or next(iter(value)) not in _UNITS:
            raise self._wrong(at, "a period is written as {years: 2}", f"its units are {', '.join(_UNITS)}")
        unit, amount = next(iter(value.items()))
        return Period(self._number(amount, (*at, unit)), unit)

    def _number(self, value: Anything, at: Location) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self._wrong(at, f"`{value}` is not a whole number of at least 1")
        return value

    def _text(self, value: Anything, at: Location, what: str) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(at, f"here must stand {what}, as text")
        return value.strip()

    def _exactly(self, data: dict[str, Anything], key: str, word: str, at: Location) -> None:
        if data.get(key) != word:
            raise self._wrong((*at, key), f"`{key}` must be `{word}`")


def _answers(question: Question) -> tuple[str, ...]:
    return _ANSWERS_OF.get(question.answer, question.choices)


_READERS = {
    "all": "_all",
    "any": "_any",
    "not": "_not",
    "fact": "_fact",
    "unknown": "_unknown",
    "always": "_always",
    "days_with_acts": "_days",
    "every_incident": "_every",
    "some_incident": "_some",
    "targets": "_targets",
    "within": "_within",
    "waited": "_waited",
}
_TESTS = {"is": "_is", "in": "_in", "given": "_given", "at_least": "_at_least", "outcomes": "_outcomes"}
