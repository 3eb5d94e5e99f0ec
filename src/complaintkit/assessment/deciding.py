"""Deciding a condition on the fact sheet of one incident: Condition and Sheet to Finding.

Conditions about groups and about periods of time are decided in `groups` and `timing`; this module hands them on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from complaintkit.assessment import facts, findings, timing
from complaintkit.assessment.answers import Answer
from complaintkit.assessment.sheets import Sheet
from complaintkit.assessment.values import Cited, Finding, Learned, Outcome, Support
from complaintkit.case.spans import Span
from complaintkit.law import conditions as law
from complaintkit.law.holidays import NONE_HELD, Holidays
from complaintkit.law.values import Question


@dataclass(frozen=True)
class Judge:
    """Decides conditions on one day: holds the questions by id, the day of the check, and the public holidays.

    A fact is decided once for each condition and answer, a period once for its days besides; conditions and answers are held
    with the finding so that they stay what they are.
    """

    questions: dict[str, Question]
    on: date
    holidays: Holidays = NONE_HELD
    facts: dict[tuple[int, int], tuple[Finding, law.FactTest, Answer]] = field(default_factory=dict)
    periods: dict[tuple[object, ...], tuple[Finding, law.Condition, tuple[Answer, ...]]] = field(default_factory=dict)

    def decide(self, condition: law.Condition, sheet: Sheet) -> Finding:
        """Return the finding of a condition on one fact sheet; raises TypeError for a condition about groups."""
        match condition:
            case law.All(parts):
                return findings.together([self.decide(part, sheet) for part in parts])
            case law.Any(parts):
                return findings.alternatives([self.decide(part, sheet) for part in parts])
            case law.AtLeast(minimum, parts):
                return findings.at_least(minimum, [self.decide(part, sheet) for part in parts])
            case law.Not(part):
                return findings.inverted(self.decide(part, sheet))
            case law.Unknown(reason):
                return Finding(Outcome.NOT_KNOWN, reasons=(reason,), asked=False)
            case law.IncidentDay():
                return _incident_day(condition, sheet)
            case law.Within() | law.Waited():
                return self._timed(condition, sheet)
            case law.FactIs() | law.FactGiven() | law.FactNumber() | law.FactDay() | law.FactCount():
                return self._fact(condition, sheet.answer(condition.question))
        raise TypeError(f"{type(condition).__name__} is decided over a group, not over one incident")

    def _fact(self, condition: law.FactTest, answer: Answer) -> Finding:
        key = (id(condition), id(answer))
        if key not in self.facts:
            self.facts[key] = (self._of_fact(condition, answer), condition, answer)
        return self.facts[key][0]

    def _of_fact(self, condition: law.FactTest, answer: Answer) -> Finding:
        if answer.state != "answered":
            return self._unanswered(condition, answer, asked=answer.state == "unknown")
        outcome = facts.outcome_of(condition, answer)
        return Finding(outcome, answer.support, (self._reason(answer),), answer.cited, self._still(outcome, answer))

    def _timed(self, condition: law.Within | law.Waited, sheet: Sheet) -> Finding:
        days = sheet.of_letters if isinstance(condition, law.Waited) else sheet.of_knowledge
        days = () if condition.question else days
        answers = tuple([sheet.answer(one) for one in (condition.question, getattr(condition, "until", None)) if one])
        key = (id(condition), days, *map(id, answers))
        if key not in self.periods:
            self.periods[key] = (self._period(condition, sheet), condition, answers)
        return self.periods[key][0]

    def _period(self, condition: law.Within | law.Waited, sheet: Sheet) -> Finding:
        if isinstance(condition, law.Waited) and condition.until is not None and condition.question is not None:
            return self._until(condition, sheet.answer(condition.question), sheet.answer(condition.until))
        if condition.question is not None:
            return self._from_day(condition, sheet.answer(condition.question), self.on)
        if isinstance(condition, law.Waited):
            return timing.waited(condition, sheet, self.on, self.holidays)
        return timing.within(condition.period, sheet, self.on, self.holidays)

    def _until(self, condition: law.Waited, since: Answer, until: Answer) -> Finding:
        """Return whether the time had passed on the day that ended the waiting: decided where each day it can mean agrees."""
        days = facts.days_of(until)
        if days is None:
            return self._unanswered(condition, until, asked=until.state != "unasked")
        if since.state != "answered":
            return self._unanswered(condition, since, asked=since.state == "unknown")
        first, last = (self._from_day(condition, since, day) for day in days)
        outcome = first.outcome if first.outcome is last.outcome else Outcome.NOT_KNOWN
        reasons = (*first.reasons, self._reason(until))  # and nothing is missing: nothing is waited for any more
        return Finding(outcome, first.support, reasons, (*first.exhibits, *until.cited))

    def _from_day(self, condition: law.Within | law.Waited, answer: Answer, on: date) -> Finding:
        days = facts.days_of(answer)
        if answer.state != "answered":
            return self._unanswered(condition, answer, asked=answer.state == "unknown")
        if days is None:
            missing = self._still(Outcome.NOT_KNOWN, answer)
            return Finding(Outcome.NOT_KNOWN, answer.support, (self._reason(answer),), answer.cited, missing)
        found = timing.from_day(condition, days, on, self.holidays)
        missing = found.missing or self._still(found.outcome, answer)
        return Finding(found.outcome, answer.support, (self._reason(answer), *found.reasons), answer.cited, missing)

    def _unanswered(self, condition: law.Condition, answer: Answer, *, asked: bool) -> Finding:
        question = self.questions.get(answer.question)
        recorded = question is not None and question.recorded
        step = "Record in the case" if recorded else ("Find out" if asked else "Ask")
        reasons = (self._reason(answer),) if asked else ()
        missing = (f"{step}: {self._text(answer)} ({answer.question})",)
        met, not_met = _deciding(condition, question)
        return Finding(
            Outcome.NOT_KNOWN, answer.support, reasons, answer.cited, missing, asked, met_if=met, not_met_if=not_met
        )

    def _still(self, outcome: Outcome, answer: Answer) -> tuple[str, ...]:
        if outcome is not Outcome.NOT_KNOWN:
            return ()
        return (f"Settle: {self._text(answer)} ({answer.question}; the answer so far is “{answer.spoken}”)",)

    def _reason(self, answer: Answer) -> str:
        return f"{self._text(answer)} {answer.spoken}{_where(answer.cited)}{_how(answer.support)}"

    def _text(self, answer: Answer) -> str:
        question = self.questions.get(answer.question)
        return question.text if question else answer.question


def _deciding(condition: law.Condition, question: Question | None) -> tuple[tuple[Learned, ...], tuple[Learned, ...]]:
    """Return the answers that would meet a condition and those by which it would fail; none where no answer is named."""
    if not isinstance(condition, law.FactTest):
        return (), ()
    met, not_met = Outcome.MET, Outcome.NOT_MET
    return facts.answers_for(condition, met, question), facts.answers_for(condition, not_met, question)


def _where(cited: Iterable[Cited]) -> str:
    places = "; ".join(f"{c.exhibit}, {c.at}" if c.at else c.exhibit for c in cited)
    return f" ({places})" if places else ""


def _how(support: Support | None) -> str:
    return " [nothing supports this yet]" if support is Support.NONE else ""


def _incident_day(condition: law.IncidentDay, sheet: Sheet) -> Finding:
    """Return whether the incident lies within the days; one that has no end yet is astride of whatever comes after."""
    when = sheet.incident.when
    first, last = condition.first or date.min, condition.last or date.max
    if when.first is None:
        ask = "Record the day of the incident (when)"
        return Finding(Outcome.NOT_KNOWN, reasons=("The day of the incident is not known.",), missing=(ask,))
    end = when.last or date.max
    said = f"The incident is of {_days(when)}; what counts is {_between(condition)}."
    if first <= when.first and end <= last:
        return Finding(Outcome.MET, Support.STATED, (said,))
    if end < first or last < when.first:
        return Finding(Outcome.NOT_MET, Support.STATED, (said,))
    ask = "Find out on which side of that day it was, or tell the two parts as two incidents"
    return Finding(Outcome.NOT_KNOWN, Support.STATED, (said,), missing=(ask,))


def _days(when: Span) -> str:
    if when.first == when.last:
        return str(when.first)
    return f"{when.first} to {when.last}" if when.last else f"{when.first} and after"


def _between(condition: law.IncidentDay) -> str:
    since = f"from {condition.first}" if condition.first else ""
    until = f"until {condition.last}" if condition.last else ""
    return f"{since} {until}".strip() or "any day"


def questions_of(condition: law.Condition | None) -> frozenset[str]:
    """Return the ids of the questions that a condition asks."""
    if condition is None:
        return frozenset()
    asking = (part for part in law.within_it(condition) if isinstance(part, law.FactTest | law.Within | law.Waited))
    return frozenset(name for part in asking for name in (part.question, getattr(part, "until", None)) if name)


def days_of(condition: law.Condition) -> frozenset[str]:
    """Return which days of a fact sheet count anywhere in a condition, as the sheet names them."""
    kinds = {law.Within: "of_knowledge", law.Waited: "of_letters", law.IncidentDay: "of_incident"}
    return frozenset(kinds[type(part)] for part in law.within_it(condition) if type(part) in kinds)
