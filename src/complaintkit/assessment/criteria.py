"""Criteria and provisions for one incident: each criterion judged once for equal answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from complaintkit.assessment.deciding import Judge, mentions, questions_of
from complaintkit.assessment.findings import Finding, weakest
from complaintkit.assessment.kleene import all_of, any_of
from complaintkit.assessment.sheets import Sheet
from complaintkit.assessment.values import CriterionResult, Outcome, ProvisionResult, Support
from complaintkit.law.conditions import Waited, Within
from complaintkit.law.values import Combination, Criterion, Law, Provision


def result_of(criterion: Criterion, finding: Finding) -> CriterionResult:
    """Return the result that a finding gives a criterion."""
    return CriterionResult(
        criterion.id,
        criterion.text,
        finding.outcome,
        finding.support or Support.NONE,
        criterion.basis,
        finding.reasons,
        finding.exhibits,
        finding.missing,
        finding.asked,
    )


def combine(combination: Combination, outcomes: Mapping[str, Outcome]) -> Outcome:
    """Return the outcome of a provision from those of its criteria, under their ids."""
    parts = [outcomes[part] if isinstance(part, str) else combine(part, outcomes) for part in combination.parts]
    return all_of(parts) if combination.operator == "all" else any_of(parts)


def shared_conditions(law: Law) -> frozenset[str]:
    """Return the ids of criteria whose condition several provisions have in common: they propose none of them."""
    count = Counter(criterion.decided_by for provision in law.provisions for criterion in provision.criteria)
    return frozenset(c.id for p in law.provisions for c in p.criteria if count[c.decided_by] > 1)


@dataclass(slots=True)
class Bench:
    """Judges provisions incident by incident, and remembers what it judged for equal answers."""

    judge: Judge
    shared: frozenset[str]
    remembered: dict[tuple[object, ...], CriterionResult] = field(default_factory=dict)
    asked_by: dict[str, tuple[str, ...]] = field(default_factory=dict)
    provisions_seen: dict[tuple[object, ...], ProvisionResult] = field(default_factory=dict)

    def provision(self, provision: Provision, sheet: Sheet) -> ProvisionResult:
        """Return a provision's result for one incident, where every criterion is judged on that incident alone."""
        results = tuple([self.criterion(criterion, sheet) for criterion in provision.criteria])
        return self.gathered(provision, results)

    def gathered(self, provision: Provision, results: tuple[CriterionResult, ...]) -> ProvisionResult:
        """Return the provision's result from those of its criteria."""
        key = (provision.id, *map(id, results))
        if key not in self.provisions_seen:
            self.provisions_seen[key] = self._gather(provision, results)
        return self.provisions_seen[key]

    def criterion(self, criterion: Criterion, sheet: Sheet) -> CriterionResult:
        """Return the result of a criterion on one fact sheet."""
        key = self._key(criterion, sheet)
        if key is None:
            return self._kept(result_of(criterion, self.judge.decide(criterion.decided_by, sheet)))
        if key not in self.remembered:
            self.remembered[key] = result_of(criterion, self.judge.decide(criterion.decided_by, sheet))
        return self.remembered[key]

    def _key(self, criterion: Criterion, sheet: Sheet) -> tuple[object, ...] | None:
        questions = self.asked_by.get(criterion.id)
        if questions is None:
            questions = tuple(sorted(questions_of(criterion.decided_by)))
            if mentions(criterion.decided_by, (Within,)):
                questions = ("*",)
            if mentions(criterion.decided_by, (Waited,)):
                questions = ("@", *questions)
            self.asked_by[criterion.id] = questions
        if questions == ("*",):
            return None
        dates = (sheet.raised or sheet.sent,) if questions[:1] == ("@",) else ()
        return (criterion.id, *dates, *[id(sheet.answer(question)) for question in questions])

    def _kept(self, result: CriterionResult) -> CriterionResult:
        return self.remembered.setdefault(("kept", result), result)

    def _gather(self, provision: Provision, results: tuple[CriterionResult, ...]) -> ProvisionResult:
        outcome = combine(provision.met_when, {result.id: result.outcome for result in results})
        proof = [r for r in results if r.outcome is outcome or outcome is Outcome.NOT_KNOWN]
        support = weakest(r.support for r in proof if r.asked and r.reasons)
        return ProvisionResult(
            provision.id, outcome, support or Support.NONE, results, self._proposed(outcome, results)
        )

    def _proposed(self, outcome: Outcome, results: tuple[CriterionResult, ...]) -> bool:
        if outcome is Outcome.NOT_MET:
            return False
        speaking = [r for r in results if r.id not in self.shared and r.asked and r.outcome is Outcome.MET]
        return outcome is Outcome.MET or bool(speaking)
