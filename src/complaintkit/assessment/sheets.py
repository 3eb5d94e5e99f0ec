"""The fact sheet of one incident: every question with its answer, typed or recorded, and the dates that periods need.

Equal answers are one object within an assessment, so that criteria whose answers are the same are judged once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from complaintkit.assessment.answers import Answer, answer_from_fact
from complaintkit.assessment.recorded import answers_of_case, answers_of_incident
from complaintkit.assessment.recorded_letters import approaches_about, matter_of
from complaintkit.case.values import Approach, Case, Fact, Incident, Register
from complaintkit.law.values import Question
from complaintkit.values import frozen

Days = tuple[date | None, ...]


@dataclass
class Answers:
    """Answers met so far in one assessment, each once.

    `before` is the answer to every question before an incident is looked at: what the case itself says, else unasked.
    """

    before: dict[str, Answer]
    seen: dict[Answer, Answer] = field(default_factory=dict)
    typed: dict[tuple[object, ...], Answer] = field(default_factory=dict)

    def same(self, answer: Answer) -> Answer:
        """Return the one object that stands for all answers equal to this one."""
        return self.seen.setdefault(answer, answer)

    def of_fact(self, question: str, fact: Fact, register: Register) -> Answer:
        """Return the answer of a fact that is typed; made once for each bare word that answers a question."""
        if not isinstance(fact.answer, str | bool) or fact.exhibits or fact.contradicted_by:
            return self.same(answer_from_fact(question, fact, register))
        key = (question, fact.answer, fact.vouched)
        if key not in self.typed:
            self.typed[key] = self.same(answer_from_fact(question, fact, register))
        return self.typed[key]


def answers_before(case: Case, questions: Iterable[Question]) -> Answers:
    """Return the answers before any incident is looked at."""
    return Answers({question.id: Answer(question.id, "unasked") for question in questions} | answers_of_case(case))


@frozen
class Sheet:
    """What is known of one incident, question by question.

    `known_from` is the earliest day on which the complainant may have learned of the facts, `known_by` the latest; either
    is None where nothing is held. `sent` is the day of the last approach of the incident, `raised` that of the
    complainant's own last approach about the allegation.
    """

    incident: Incident
    answers: dict[str, Answer]
    pool: Answers
    known_from: date | None
    known_by: date | None
    sent: date | None
    raised: date | None

    @cached_property
    def identities(self) -> dict[str, int]:
        """Return which object each answer is, by question: equal answers are one object of the pool."""
        return {question: id(answer) for question, answer in self.answers.items()}

    @cached_property
    def of_incident(self) -> Days:
        """Return the first and the last day of the incident."""
        return (self.incident.when.first, self.incident.when.last)

    @cached_property
    def of_knowledge(self) -> Days:
        """Return the days that periods of knowledge run from, and the one that the case itself gives."""
        since = self.incident.known_since
        return (self.known_from, self.known_by, since.first if since else None)

    @cached_property
    def of_letters(self) -> Days:
        """Return the day of the letter that a waiting runs from."""
        return (self.raised or self.sent,)

    def answer(self, question: str) -> Answer:
        """Return the answer to a question of the rules; an unasked one where nothing stands."""
        return self.answers[question]


def with_answers(sheet: Sheet, answers: Iterable[Answer]) -> Sheet:
    """Return the fact sheet with other answers in place of those to the same questions."""
    changed = {answer.question: sheet.pool.same(answer) for answer in answers}
    made = replace(sheet, answers=sheet.answers | changed)
    made.__dict__["identities"] = sheet.identities | {question: id(answer) for question, answer in changed.items()}
    return made


def sheet_of(case: Case, incident: Incident, pool: Answers) -> Sheet:
    """Return the fact sheet of an incident of the case."""
    answers = pool.before.copy()
    for question, fact in incident.facts.items():
        answers[question] = pool.of_fact(question, fact, case.register)
    for answer in answers_of_incident(case, incident):
        answers[answer.question] = pool.same(answer)
    known_from, known_by = _knowledge(incident)
    own = [a for a in approaches_about(incident) if a.by == case.file.complainant.label]
    return Sheet(incident, answers, pool, known_from, known_by, _last(incident.approaches), _last(own))


def _knowledge(incident: Incident) -> tuple[date | None, date | None]:
    """Return the earliest and the latest day of knowledge; of a silence that goes on, the latest is the one that is sure."""
    since, latest = incident.known_since, incident.known_at_latest
    by = latest.last if latest else None
    if since is None or since.first is None:
        return incident.when.last, by
    if matter_of(incident) in {"reply", "access"}:
        return since.first, by
    return since.first, since.last


def _last(approaches: Iterable[Approach]) -> date | None:
    return max((a.on.last for a in approaches if a.on.last), default=None)


def questions_by_id(questions: Iterable[Question]) -> dict[str, Question]:
    """Return the questions under their ids."""
    return {question.id: question for question in questions}
