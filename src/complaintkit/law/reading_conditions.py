"""From the YAML of a condition to its value, with a problem at the place of every mistake in it.

The way conditions are written is told in `law.conditions` and atop the files of criteria; the tests of one fact are read in
`law.reading_facts`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any as Anything

from complaintkit.law import conditions as c
from complaintkit.law.conditions import Condition, Period
from complaintkit.law.periods import LONGEST, end_of
from complaintkit.law.reading_facts import TESTS, Mistake, whole_day, whole_number
from complaintkit.law.values import Question
from complaintkit.problems import Problem, did_you_mean, error
from complaintkit.source.documents import Document, Location

_ANY_DAY = date(2001, 1, 1)  # two periods are compared from the same day
_COMPANIONS: dict[str, tuple[str, ...]] = {
    "all": (),
    "any": (),
    "not": (),
    "fact": tuple(TESTS),
    "at_least": ("of",),
    "unknown": (),
    "always": (),
    "incident_day": (),
    "days_with_acts": ("where",),
    "acts": ("where",),
    "spread": ("where",),
    "incidents": ("where",),
    "every_incident": (),
    "some_incident": (),
    "targets": (),
    "within": ("of",),
    "waited": ("since", "until"),
}


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
        """Return the condition at a place of the document, or None with its problem noted."""
        try:
            return self._condition(data, at)
        except Mistake as mistake:
            place = self.document.place(mistake.at)
            self.problems.append(error(self.document.file, mistake.code, mistake.message, mistake.hint, at=place))
            return None

    def _condition(self, data: Anything, at: Location) -> Condition:
        operator = _operator(data, at)
        read: Callable[[Anything, Location], Condition] = getattr(self, _READERS[operator])
        return read(data, at)

    def _parts(self, data: Anything, at: Location) -> tuple[Condition, ...]:
        if not isinstance(data, list) or not data:
            raise Mistake(at, f"`{at[-1]}` needs a list with at least one condition", "take it out, or fill it")
        return tuple(self._condition(part, (*at, number)) for number, part in enumerate(data))

    def _all(self, data: dict[str, Anything], at: Location) -> Condition:
        return c.All(self._parts(data["all"], (*at, "all")))

    def _any(self, data: dict[str, Anything], at: Location) -> Condition:
        return c.Any(self._parts(data["any"], (*at, "any")))

    def _not(self, data: dict[str, Anything], at: Location) -> Condition:
        return c.Not(self._condition(data["not"], (*at, "not")))

    def _at_least(self, data: dict[str, Anything], at: Location) -> Condition:
        minimum = whole_number(data["at_least"], (*at, "at_least"))
        if "of" not in data:
            raise Mistake(at, "`at_least` needs `of` with a list of conditions", "or `fact` before it, for a number")
        parts = self._parts(data["of"], (*at, "of"))
        if minimum > len(parts):
            message = f"{minimum} of {len(parts)} conditions can never be met"
            raise Mistake((*at, "at_least"), message, f"write at most {len(parts)}", "CK306")
        return c.AtLeast(minimum, parts)

    def _every(self, data: dict[str, Anything], at: Location) -> Condition:
        return c.EveryIncident(self._condition(data["every_incident"], (*at, "every_incident")))

    def _some(self, data: dict[str, Anything], at: Location) -> Condition:
        return c.SomeIncident(self._condition(data["some_incident"], (*at, "some_incident")))

    def _incidents(self, data: dict[str, Anything], at: Location) -> Condition:
        minimum = whole_number(data["incidents"], (*at, "incidents"))
        if "where" not in data:
            raise Mistake(at, "`incidents` needs `where` with the condition that so many incidents must fulfil")
        return c.Incidents(minimum, self._condition(data["where"], (*at, "where")))

    def _unknown(self, data: dict[str, Anything], at: Location) -> Condition:
        value = data["unknown"]
        if not isinstance(value, str) or not value.strip():
            raise Mistake((*at, "unknown"), "here must stand the reason why it is not known, as text")
        return c.Unknown(value.strip())

    def _always(self, data: dict[str, Anything], at: Location) -> Condition:
        _exactly(data, "always", "met", at)
        return c.All(())

    def _targets(self, data: dict[str, Anything], at: Location) -> Condition:
        _exactly(data, "targets", "persons", at)
        return c.TargetsArePersons()

    def _incident_day(self, data: dict[str, Anything], at: Location) -> Condition:
        days, place = data["incident_day"], (*at, "incident_day")
        if not isinstance(days, dict) or not days or set(days) - {"from", "to"}:
            raise Mistake(place, "`incident_day` needs `from`, `to` or both, each with a day")
        first, last = (whole_day(days[key], (*place, key)) if key in days else None for key in ("from", "to"))
        if first and last and last < first:
            raise Mistake(
                (*place, "to"), "`to` is before `from`, so no incident could lie between", "exchange them", "CK306"
            )
        return c.IncidentDay(first, last)

    def _days(self, data: dict[str, Anything], at: Location) -> Condition:
        minimum = whole_number(data["days_with_acts"], (*at, "days_with_acts"))
        return c.DaysWithActs(minimum, self._where(data, at))

    def _acts(self, data: dict[str, Anything], at: Location) -> Condition:
        return c.Acts(whole_number(data["acts"], (*at, "acts")), self._where(data, at))

    def _spread(self, data: dict[str, Anything], at: Location) -> Condition:
        return c.Spread(_period(data["spread"], (*at, "spread")), self._where(data, at))

    def _where(self, data: dict[str, Anything], at: Location) -> str | None:
        where = data.get("where")
        if where is not None and where not in self.criteria:
            hint = did_you_mean(str(where), self.criteria)
            raise Mistake((*at, "where"), f"no criterion `{where}` stands in this file", hint, "CK307")
        return f"{self.owner}.{where}" if where else None

    def _within(self, data: dict[str, Anything], at: Location) -> Condition:
        return c.Within(_period(data["within"], (*at, "within")), self._day(data, "of", "knowledge", at))

    def _waited(self, data: dict[str, Anything], at: Location) -> Condition:
        waited, place = data["waited"], (*at, "waited")
        since = self._day(data, "since", "approach", at)
        until = self._day(data, "until", None, at) if "until" in data else None
        if until and since is None:
            raise Mistake((*at, "until"), "`until` needs `since: {fact: QUESTION}` beside it")
        if not isinstance(waited, dict) or not set(waited) & {"met_after", "not_met_until"}:
            period = _period(waited, place)
            return c.Waited(period, period, since, until)
        if set(waited) != {"met_after", "not_met_until"}:
            raise Mistake(
                place, "`waited` needs `met_after` and `not_met_until`, each with a period, or one period alone"
            )
        met, not_met = (_period(waited[name], (*place, name)) for name in ("met_after", "not_met_until"))
        if end_of(met, _ANY_DAY) < end_of(not_met, _ANY_DAY):
            message = "`met_after` is shorter than `not_met_until`, so both would hold at once"
            raise Mistake((*place, "met_after"), message, "exchange the two periods", "CK368")
        return c.Waited(met, not_met, since, until)

    def _day(self, data: dict[str, Anything], key: str, usual: str | None, at: Location) -> str | None:
        """Return the question whose answer is the day that a period runs from, or None for the usual day."""
        value, place = data.get(key), (*at, key)
        if value == usual:
            return None
        if not isinstance(value, dict) or set(value) != {"fact"}:
            known = f"`{usual}` or {{fact: QUESTION}}" if usual else "{fact: QUESTION}"
            raise Mistake(place, f"`{key}` must be {known}, for the day that the period runs from or to")
        question = self._question(value["fact"], (*place, "fact"))
        if question.answer != "date":
            message = f"the answer to `{question.id}` is no date, so no period can run from it"
            raise Mistake((*place, "fact"), message, "name a question that is answered with a date", "CK304")
        return question.id

    def _fact(self, data: dict[str, Anything], at: Location) -> Condition:
        question = self._question(data["fact"], (*at, "fact"))
        tests = [name for name in data if name != "fact"]
        if len(tests) > 1:
            raise Mistake(at, f"only one of {', '.join(tests)} can stand beside `fact`")
        test = tests[0] if tests else "is"
        return TESTS[test](question, data.get(test, "yes"), (*at, test if tests else "fact"))

    def _question(self, name: Anything, at: Location) -> Question:
        if isinstance(name, str) and name in self.questions:
            self.used.add(name)
            return self.questions[name]
        hint = did_you_mean(str(name), self.questions) or "questions.yaml has all the questions; add it there first"
        raise Mistake(at, f"there is no question `{name}`, so no answer could ever decide this", hint, "CK303")


def _operator(data: Anything, at: Location) -> str:
    if not isinstance(data, dict):
        raise Mistake(at, "a condition is a mapping with one operator", "write for instance `fact: on-duty`")
    companions = _COMPANIONS["fact"] if "fact" in data else ()  # `at_least` stands beside a fact, and alone
    found = [name for name in data if name in _COMPANIONS and name not in companions]
    if len(found) != 1:
        said = "has no operator" if not found else f"has more than one operator: {', '.join(found)}"
        stray = next((str(name) for name in data if name not in _COMPANIONS), "")
        hint = did_you_mean(stray, _COMPANIONS) or f"use one of {', '.join(_COMPANIONS)}"
        raise Mistake(at, f"this condition {said}", hint)
    operator = str(found[0])
    for name in data:
        if name != operator and name not in _COMPANIONS[operator]:
            meant = did_you_mean(str(name), _COMPANIONS[operator] or _COMPANIONS)
            raise Mistake((*at, name), f"`{name}` does not go with `{operator}`", meant)
    return operator


def _period(value: Anything, at: Location) -> Period:
    if not isinstance(value, dict) or len(value) != 1 or next(iter(value)) not in LONGEST:
        typed = next(iter(value), "") if isinstance(value, dict) else ""
        hint = did_you_mean(str(typed), LONGEST) or f"its units are {', '.join(LONGEST)}, one of them a period"
        raise Mistake(at, "a period is written as {years: 2}", hint, "CK367")
    unit, amount = next(iter(value.items()))
    if isinstance(amount, bool) or not isinstance(amount, int) or not 0 < amount <= LONGEST[unit]:
        message = f"`{amount}` {unit.replace('_', ' ')} are no period that a rule could set"
        raise Mistake((*at, unit), message, f"write a whole number from 1 to {LONGEST[unit]}", "CK367")
    return Period(amount, unit)


def _exactly(data: dict[str, Anything], key: str, word: str, at: Location) -> None:
    if data.get(key) != word:
        raise Mistake((*at, key), f"`{key}` must be `{word}`")


_READERS = {
    "all": "_all",
    "any": "_any",
    "not": "_not",
    "fact": "_fact",
    "at_least": "_at_least",
    "unknown": "_unknown",
    "always": "_always",
    "incident_day": "_incident_day",
    "days_with_acts": "_days",
    "acts": "_acts",
    "spread": "_spread",
    "incidents": "_incidents",
    "every_incident": "_every",
    "some_incident": "_some",
    "targets": "_targets",
    "within": "_within",
    "waited": "_waited",
}
