"""Criteria and provisions for one incident: each criterion judged once for equal answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter, itemgetter

from complaintkit.assessment.deciding import Judge, days_of, questions_of
from complaintkit.assessment.findings import together, weakest
from complaintkit.assessment.kleene import all_of, any_of
from complaintkit.assessment.sheets import Sheet
from complaintkit.assessment.values import CriterionResult, Finding, Outcome, ProvisionResult, Support
from complaintkit.law.conditions import Condition
from complaintkit.law.holidays import Holidays
from complaintkit.law.lookup import unheld_provisions
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
        finding.support is not None,
        finding,
    )


def combine(combination: Combination, outcomes: Mapping[str, Outcome]) -> Outcome:
    """Return the outcome of a provision from those of its criteria, under their ids."""
    parts = [outcomes[part] if isinstance(part, str) else combine(part, outcomes) for part in combination.parts]
    return all_of(parts) if combination.operator == "all" else any_of(parts)


def shared_conditions(law: Law) -> frozenset[str]:
    """Return the ids of criteria whose condition several provisions have in common: they propose none of them."""
    count = Counter(criterion.decided_by for provision in law.provisions for criterion in provision.criteria)
    return frozenset(c.id for p in law.provisions for c in p.criteria if count[c.decided_by] > 1)


def keyed(owner: object, conditions: Sequence[Condition]) -> Callable[[Sheet], tuple[object, ...]]:
    """Return a function from a fact sheet to what decides the owner's conditions: answers, and dates for a period."""
    questions = sorted(frozenset().union(*map(questions_of, conditions)))
    days = sorted(frozenset().union(*map(days_of, conditions)))
    dated: Callable[[Sheet], object] = attrgetter(*days) if days else _undated
    asked: Callable[[dict[str, int]], object] = itemgetter(*questions) if questions else len
    own = id(owner)

    def key(sheet: Sheet) -> tuple[object, ...]:
        return (own, dated(sheet), asked(sheet.identities))

    return key


def _undated(_sheet: Sheet) -> None:
    """Return what no day adds to a key."""


def _conditions(owner: Provision | Condition) -> list[Condition]:
    if not isinstance(owner, Provision):
        return [owner]
    proposing = [owner.proposed_if] if owner.proposed_if else []
    return [*proposing, *(criterion.decided_by for criterion in owner.criteria)]


@dataclass
class Bench:
    """Judges provisions incident by incident, and remembers what it judged for equal answers."""

    judge: Judge
    law: Law
    shared: frozenset[str]
    unheld_on: Callable[[date | None, date | None], frozenset[str]] = field(init=False)
    held: dict[tuple[date | None, date | None], frozenset[str]] = field(default_factory=dict)
    findings: dict[tuple[object, ...], Finding] = field(default_factory=dict)
    results: dict[tuple[object, ...], CriterionResult] = field(default_factory=dict)
    gathered: dict[tuple[object, ...], ProvisionResult] = field(default_factory=dict)
    keys: dict[int, Callable[[Sheet], tuple[object, ...]]] = field(default_factory=dict)
    provisions: dict[tuple[object, ...], ProvisionResult] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.unheld_on = unheld_provisions(self.law)

    def at(self, holidays: Holidays) -> Bench:
        """Return a bench that judges with other public holidays, and has judged nothing yet."""
        return Bench(replace(self.judge, holidays=holidays), self.law, self.shared)

    def provision(self, provision: Provision, sheet: Sheet) -> ProvisionResult:
        """Return a provision's result for one incident, where every criterion is judged on that incident alone."""
        unheld = self.unheld(provision, (sheet,)) if provision.id in self._without_wording(sheet) else None
        key = (*self.key(provision, sheet), unheld)
        found = self.provisions.get(key)
        if found is None:
            results = tuple([self.criterion(criterion, sheet) for criterion in provision.criteria])
            found = self.gather(provision, results, unheld, speaking=self.speaking(provision, sheet))
            self.provisions[key] = found
        return found

    def key(self, owner: Provision | Condition, sheet: Sheet) -> tuple[object, ...]:
        """Return what a condition, or all conditions of a provision, depend on: equal keys have equal findings."""
        return (self.keys.get(id(owner)) or self._keyed(owner))(sheet)

    def _keyed(self, owner: Provision | Condition) -> Callable[[Sheet], tuple[object, ...]]:
        made = self.keys[id(owner)] = keyed(owner, _conditions(owner))
        return made

    def criterion(self, criterion: Criterion, sheet: Sheet) -> CriterionResult:
        """Return the result of a criterion on one fact sheet."""
        return self.result(criterion, self.decide(criterion.decided_by, sheet))

    def result(self, criterion: Criterion, finding: Finding) -> CriterionResult:
        """Return the one object that stands for a criterion with that finding."""
        key = (criterion.id, id(finding))
        if key not in self.results:
            self.findings[key] = finding  # kept alive, so that its identity stays its own
            self.results[key] = result_of(criterion, finding)
        return self.results[key]

    def decide(self, condition: Condition, sheet: Sheet) -> Finding:
        """Return the finding of a condition about one incident, decided once for equal answers and dates."""
        key = (self.keys.get(id(condition)) or self._keyed(condition))(sheet)
        found = self.findings.get(key)
        if found is None:
            found = self.findings[key] = self.judge.decide(condition, sheet)
        return found

    def alone(self, finding: Finding) -> Finding:
        """Return what a finding of this bench is as the only one of a group, made once."""
        key = (id(finding),)
        found = self.findings.get(key)
        if found is None:
            found = self.findings[key] = together([finding])
        return found

    def speaking(self, provision: Provision, sheet: Sheet) -> bool | None:
        """Return whether the incident has what makes a lawyer look at the provision; None where the rules do not say."""
        if provision.proposed_if is None:
            return None
        return self.decide(provision.proposed_if, sheet).outcome is Outcome.MET

    def unheld(self, provision: Provision, sheets: Sequence[Sheet]) -> str | None:
        """Return the days for which no wording of a provision is held, where that goes for every incident; else None."""
        if any(provision.id not in self._without_wording(sheet) for sheet in sheets):
            return None
        return ", ".join(dict.fromkeys(str(sheet.incident.when.first) for sheet in sheets)) or None

    def _without_wording(self, sheet: Sheet) -> frozenset[str]:
        """Return the provisions of which no wording is held for the time of an incident."""
        when = sheet.incident.when
        key = (when.first, when.last)
        if key not in self.held:
            self.held[key] = self.unheld_on(*key)
        return self.held[key]

    def gather(
        self,
        provision: Provision,
        results: tuple[CriterionResult, ...],
        unheld: str | None = None,
        *,
        speaking: bool | None,
    ) -> ProvisionResult:
        """Return the provision's result from those of its criteria.

        Where no wording of it is held for the time (`unheld`), the outcome is not known whatever the criteria say: what the
        provision required then was not seen.
        """
        key = (provision.id, speaking, unheld, *map(id, results))
        if key not in self.gathered:
            made = self._gather(provision, results, speaking=speaking)
            self.gathered[key] = made if unheld is None else _of_another_time(made, unheld)
        return self.gathered[key]

    def _gather(
        self, provision: Provision, results: tuple[CriterionResult, ...], *, speaking: bool | None
    ) -> ProvisionResult:
        outcome = combine(provision.met_when, {result.id: result.outcome for result in results})
        proof = [result for result in results if result.outcome is outcome or outcome is Outcome.NOT_KNOWN]
        support = weakest(result.support for result in proof if result.answered) or Support.NONE
        if speaking is None:
            speaking = any(r.id not in self.shared and r.asked and r.outcome is Outcome.MET for r in results)
        proposed = outcome is Outcome.MET or (speaking and outcome is not Outcome.NOT_MET)
        quiet = provision.quiet and outcome is Outcome.NOT_MET and not speaking
        return ProvisionResult(provision.id, outcome, support, results, proposed and not provision.liability, quiet)


def _of_another_time(found: ProvisionResult, days: str) -> ProvisionResult:
    reason = f"No wording of {found.provision} is held for {days}: what it required then was not seen."
    add = "Add the wording of that time to the rules: complaintkit law import"
    held = CriterionResult(
        f"{found.provision}.in-force",
        "A wording of the provision is held for the time of the incident.",
        Outcome.NOT_KNOWN,
        Support.NONE,
        "statute",
        (reason,),
        (),
        (add,),
        asked=True,
        answered=False,
    )
    return replace(found, outcome=Outcome.NOT_KNOWN, criteria=(held, *found.criteria))
