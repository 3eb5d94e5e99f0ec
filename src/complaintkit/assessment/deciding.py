"""Deciding a condition on the fact sheet of one incident: Condition and Sheet to Finding.

Conditions about groups and about periods of time are decided in `groups` and `timing`; this module hands them on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from complaintkit.assessment import findings, timing
from complaintkit.assessment.answers import Answer
from complaintkit.assessment.findings import Finding
from complaintkit.assessment.sheets import Sheet
from complaintkit.assessment.values import Cited, Outcome, Support
from complaintkit.law import conditions as law
from complaintkit.law.values import Question
from complaintkit.values import frozen


@frozen
class Judge:
    """Decides conditions on one day: holds the questions by id and the day of the check."""

    questions: dict[str, Question]
    on: date

    def decide(self, condition: law.Condition, sheet: Sheet) -> Finding:
        """Return the finding of a condition on one fact sheet; raises TypeError for a condition about groups."""
        match condition:
            case law.All(parts):
                return findings.together([self.decide(part, sheet) for part in parts])
            case law.Any(parts):
                return findings.alternatives([self.decide(part, sheet) for part in parts])
            case law.Not(part):
                return findings.inverted(self.decide(part, sheet))
            case law.Unknown(reason):
                return Finding(Outcome.NOT_KNOWN, reasons=(reason,), asked=False)
            case law.Within(period):
                return timing.within(period, sheet, self.on)
            case law.Waited():
                return timing.waited(condition, sheet, self.on)
            case law.FactIs() | law.FactGiven() | law.FactAtLeast():
                return self._fact(condition, sheet.answer(condition.question))
        raise TypeError(f"{type(condition).__name__} is decided over a group, not over one incident")

    def _fact(self, condition: law.FactIs | law.FactGiven | law.FactAtLeast, answer: Answer) -> Finding:
        if answer.state == "unasked":
            return self._unanswered(answer, asked=False)
        if answer.state == "unknown":
            return self._unanswered(answer, asked=True)
        outcome = _TESTS[type(condition)](condition, answer)
        return Finding(outcome, answer.support, (self._reason(answer),), answer.cited, self._still(outcome, answer))

    def _unanswered(self, answer: Answer, *, asked: bool) -> Finding:
        question = self.questions.get(answer.question)
        recorded = question is not None and question.recorded
        step = "Record in the case" if recorded else ("Find out" if asked else "Ask")
        reasons = (self._reason(answer),) if asked else ()
        missing = (f"{step}: {self._text(answer)} ({answer.question})",)
        return Finding(Outcome.NOT_KNOWN, answer.support, reasons, answer.cited, missing, asked)

    def _still(self, outcome: Outcome, answer: Answer) -> tuple[str, ...]:
        if outcome is not Outcome.NOT_KNOWN:
            return ()
        return (f"Settle: {self._text(answer)} ({answer.question}; the answer so far is “{answer.spoken}”)",)

    def _reason(self, answer: Answer) -> str:
        return f"{self._text(answer)} {answer.spoken}{_where(answer.cited)}{_how(answer.support)}"

    def _text(self, answer: Answer) -> str:
        question = self.questions.get(answer.question)
        return question.text if question else answer.question


def _where(cited: Iterable[Cited]) -> str:
    places = "; ".join(f"{c.exhibit}, {c.at}" if c.at else c.exhibit for c in cited)
    return f" ({places})" if places else ""


def _how(support: Support | None) -> str:
    return " [nothing supports this yet]" if support is Support.NONE else ""


def _is(condition: law.FactIs, answer: Answer) -> Outcome:
    if condition.outcomes:
        table = dict(condition.outcomes)
        found = [Outcome(table.get(value, "not met")) for value in answer.values]
        order = (Outcome.MET, Outcome.NOT_KNOWN, Outcome.NOT_MET)
        return min(found, key=order.index, default=Outcome.NOT_MET)
    return Outcome.MET if set(condition.answers) & set(answer.values) else Outcome.NOT_MET


def _given(condition: law.FactGiven, answer: Answer) -> Outcome:
    return Outcome.MET if bool(answer.values) is condition.expected else Outcome.NOT_MET


def _at_least(condition: law.FactAtLeast, answer: Answer) -> Outcome:
    number = answer.values[0] if answer.values else "0"
    if not number.lstrip("-").isdigit():
        return Outcome.NOT_KNOWN
    return Outcome.MET if int(number) >= condition.minimum else Outcome.NOT_MET


_TESTS: dict[type, Callable[..., Outcome]] = {
    law.FactIs: _is,
    law.FactGiven: _given,
    law.FactAtLeast: _at_least,
}


def questions_of(condition: law.Condition | None) -> frozenset[str]:
    """Return the ids of the questions that a condition asks."""
    match condition:
        case law.All(parts) | law.Any(parts):
            return frozenset().union(*map(questions_of, parts))
        case law.Not(part) | law.EveryIncident(part) | law.SomeIncident(part):
            return questions_of(part)
        case law.FactIs() | law.FactGiven() | law.FactAtLeast():
            return frozenset({condition.question})
    return frozenset()


def is_timed(condition: law.Condition) -> bool:
    """Tell whether a period of time stands anywhere in a condition."""
    match condition:
        case law.All(parts) | law.Any(parts):
            return any(map(is_timed, parts))
        case law.Not(part) | law.EveryIncident(part) | law.SomeIncident(part):
            return is_timed(part)
    return isinstance(condition, law.Within | law.Waited)
