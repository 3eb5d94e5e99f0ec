"""Which outcomes a criterion or a condition can have at all: a scenario cannot be asked for what cannot be.

A question may stay unanswered, except one that every case answers by its own fields: whether an official is identified.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from complaintkit.assessment.sheets import answers_before, sheet_of
from complaintkit.case.values import Case, CaseFile, Incident
from complaintkit.law import conditions as c
from complaintkit.law.decidability import MET, NOT_KNOWN, NOT_MET, Leaf, World, evaluate, leaves_of, worlds
from complaintkit.law.values import Criterion, Law, Question, RecipientCondition
from complaintkit.values import frozen

WORDS: tuple[c.OutcomeWord, ...] = ("met", "not met", "not known")
_WORD: dict[int, c.OutcomeWord] = {MET: "met", NOT_MET: "not met", NOT_KNOWN: "not known"}
_LISTS = frozenset({"choices", "dates", "persons"})
# A case names its complainant, or it cannot be read.
_NEVER = {"complainant-identified": {"no"}}
_SAYS_NOTHING = {
    "format": 1,
    "title": "A case that says nothing",
    "complainant": {"label": "somebody", "shown_as": "somebody", "kind": "person", "staff_of_union": "unknown"},
    "respondent": {"institution": "institution", "shown_as": "an institution"},
}


@frozen
class Possible:
    """What answers can lead to, by the questions of the rules and those that every case answers."""

    questions: Mapping[str, Question]
    always: frozenset[str]

    def of_criterion(self, criterion: Criterion) -> tuple[c.OutcomeWord, ...]:
        """Return the outcomes that a criterion can have, in the order met, not met, not known."""
        return self._found((criterion.decided_by,), lambda world: evaluate(criterion.decided_by, world))

    def of_condition(self, condition: RecipientCondition) -> tuple[c.OutcomeWord, ...]:
        """Return the outcomes that a condition of a recipient can have for some claim on some day."""
        applies, decided = condition.applies_if, condition.decided_by
        found = self._found([part for part in (applies, decided) if part], lambda world: _weighed(condition, world))
        fixed = condition.fixed_before[1] if condition.fixed_before else None
        return tuple(word for word in WORDS if word in found or word == fixed)

    def _found(self, parts: Iterable[c.Condition], outcome: Callable[[World], int]) -> tuple[c.OutcomeWord, ...]:
        domains = {leaf: self._domain(leaf) for part in parts for leaf in leaves_of(part)}
        tried = worlds(domains)
        if tried is None:
            return WORDS
        found = {_WORD[outcome(world)] for world in tried}
        return tuple(word for word in WORDS if word in found)

    def _domain(self, leaf: Leaf) -> tuple[object, ...]:
        if isinstance(leaf, str):
            return self._answers(leaf)
        match leaf:
            case c.Unknown():
                return (NOT_KNOWN,)
            case c.TargetsArePersons():
                return (MET, NOT_KNOWN)
            case c.FactGiven(question, expected) if self.questions[question].answer not in _LISTS:
                return (MET, NOT_KNOWN) if expected else (NOT_MET, NOT_KNOWN)
        return (MET, NOT_MET, NOT_KNOWN)

    def _answers(self, name: str) -> tuple[str | None, ...]:
        given = [one for one in self.questions[name].choices or ("yes", "no") if one not in _NEVER.get(name, ())]
        return (*given,) if name in self.always else (*given, None)


def possible_outcomes(law: Law) -> Possible:
    """Return what tells the possible outcomes under these rules."""
    case = Case(CaseFile.model_validate(_SAYS_NOTHING))
    incident = Incident.model_validate({"id": "incident", "title": "An incident", "when": "unknown"})
    sheet = sheet_of(case, incident, answers_before(case, law.questions))
    always = frozenset(name for name, answer in sheet.answers.items() if answer.state == "answered")
    return Possible({question.id: question for question in law.questions}, always)


def _weighed(condition: RecipientCondition, world: World) -> int:
    applies = evaluate(condition.applies_if, world) if condition.applies_if else MET
    decided = evaluate(condition.decided_by, world) if condition.decided_by else NOT_KNOWN
    if applies == NOT_MET:
        return MET
    return NOT_KNOWN if applies == NOT_KNOWN and decided == NOT_MET else decided
