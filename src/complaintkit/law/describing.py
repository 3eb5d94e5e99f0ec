"""A condition of the rules in plain words: which answers decide it. For `law show`, the linter and the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from complaintkit.law import conditions as c
from complaintkit.law.conditions import Condition
from complaintkit.law.periods import in_words
from complaintkit.law.values import Law, Question
from complaintkit.words import alternatives

_JOINED: dict[type, str] = {
    c.All: "all of these:",
    c.Any: "at least one of these:",
    c.Not: "not this:",
    c.EveryIncident: "in each incident of the course:",
    c.SomeIncident: "in at least one incident of the course:",
}
_PERSONS = "at least one of those at whom the acts were aimed is a natural person (an organisation alone: not known)"


def condition_in_words(condition: Condition, law: Law) -> tuple[str, ...]:
    """Return the lines that say what decides a condition; what stands within another is indented by two spaces more."""
    questions = {question.id: question for question in law.questions}
    return tuple(_lines(condition, questions, ""))


def _lines(condition: Condition, questions: Mapping[str, Question], margin: str) -> Iterator[str]:
    match condition:
        case c.All(()):
            yield f"{margin}nothing is asked for"
        case c.All(parts) | c.Any(parts) if len(parts) == 1:
            yield from _lines(parts[0], questions, margin)
        case c.Not(part) if isinstance(part, c.FactIs) and not part.outcomes:
            yield f"{margin}{_fact(part, questions, 'any other answer than ')}"
        case _:
            yield f"{margin}{_said(condition, questions)}"
            for part in c.parts_of(condition):
                yield from _lines(part, questions, f"{margin}  ")


def _said(condition: Condition, questions: Mapping[str, Question]) -> str:
    if isinstance(condition, c.FactTest):
        return _fact(condition, questions)
    match condition:
        case c.AtLeast(minimum, _):
            return f"at least {minimum} of these:"
        case c.Unknown(reason):
            return f"not decided by the answers alone: {reason}"
        case c.Incidents(minimum, _):
            return f"in at least {minimum} incidents of the course:"
        case c.TargetsArePersons():
            return _PERSONS
        case c.IncidentDay(first, last):
            since, until = f" from {first}" if first else "", f" until {last}" if last else ""
            return f"the incident lies{since}{until}"
    return _JOINED.get(type(condition)) or _counted(condition) or _timed(condition, questions)


def _counted(condition: Condition) -> str:
    where = getattr(condition, "where", None)
    counting = f", in incidents where `{where.rpartition('.')[2]}` holds" if where else ""
    match condition:
        case c.DaysWithActs(minimum, _):
            return f"acts on at least {minimum} days{counting} (several on one day: not known)"
        case c.Acts(minimum, _):
            return f"at least {minimum} separate acts{counting}"
        case c.Spread(period, _):
            return f"the first and the last act lie at least {in_words(period)} apart{counting}"
    return ""


def _timed(condition: Condition, questions: Mapping[str, Question]) -> str:
    question = getattr(condition, "question", None)
    since = f"the day that answers “{_text(question, questions)}”" if question else None
    match condition:
        case c.Within(period):
            return f"the day of the check lies within {in_words(period)} of {since or 'the complainant’s knowledge'}"
        case c.Waited(met_after, not_met_until) if met_after == not_met_until:
            return f"{in_words(met_after)} have passed since {since or 'the last letter'}"
        case c.Waited(met_after, not_met_until):
            short = f"not before {in_words(not_met_until)} have passed, and surely after {in_words(met_after)}"
            return f"{short}, from {since or 'the last letter'}"
    raise TypeError(type(condition).__name__)


def _fact(condition: c.FactTest, questions: Mapping[str, Question], prefix: str = "") -> str:
    asked = f"“{_text(condition.question, questions)}” "
    match condition:
        case c.FactIs(_, answers, ()):
            return f"{asked}{prefix}{alternatives(answers)}"
        case c.FactIs(_, _, outcomes):
            return (
                asked + ", ".join(f"{answer}: {outcome}" for answer, outcome in outcomes) + _rest(condition, questions)
            )
        case c.FactGiven(_, expected):
            return asked + ("something is answered" if expected else "nobody, or nothing")
        case c.FactNumber(_, comparison, number):
            return f"{asked}{comparison.replace('_', ' ')} {number}"
        case c.FactDay(_, side, day):
            return f"{asked}{side.replace('_', ' ')} {day}"
        case c.FactCount(_, minimum):
            return f"{asked}at least {minimum} different ones"
    raise TypeError(type(condition).__name__)


def _rest(condition: c.FactIs, questions: Mapping[str, Question]) -> str:
    """Return what becomes of the answers that a table does not name."""
    question = questions.get(condition.question)
    named = {answer for answer, _ in condition.outcomes}
    choices = (question.choices or ("yes", "no")) if question else ()
    rest = [answer for answer in choices if answer not in named]
    return f", {alternatives(rest)}: not met" if rest else ""


def _text(question: str, questions: Mapping[str, Question]) -> str:
    return questions[question].text if question in questions else question
