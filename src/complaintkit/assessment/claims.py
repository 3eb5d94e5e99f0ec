"""Claims: one incident, or several that the case joins, put to one recipient; admissibility claim by claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from complaintkit.assessment import findings, timing
from complaintkit.assessment.criteria import Bench, keyed
from complaintkit.assessment.derivation import standing
from complaintkit.assessment.kleene import all_of, any_of
from complaintkit.assessment.remedies import Remedies, periods_in
from complaintkit.assessment.sheets import Sheet
from complaintkit.assessment.values import (
    ClaimResult,
    ConditionResult,
    Deadline,
    Elsewhere,
    Finding,
    Notice,
    Outcome,
    RecipientResult,
)
from complaintkit.case.values import Case
from complaintkit.law.conditions import Within
from complaintkit.law.holidays import holidays_at
from complaintkit.law.lookup import basis_on
from complaintkit.law.values import Act, Law, Recipient, RecipientCondition


def judge_recipient(
    bench: Bench, recipient: Recipient, case: Case, sheets: Mapping[str, Sheet], law: Law
) -> RecipientResult:
    """Return every claim over the incidents in scope, put to one recipient on the day of the check.

    Periods are reckoned with the public holidays of the recipient's calendar.
    """
    desk = _Desk(bench.at(holidays_at(law, recipient.holidays)), recipient, case, law.acts)
    claims = tuple([desk.claim(name, members) for name, members in _claims(case, sheets)])
    outcome = any_of({claim.outcome for claim in claims}) if claims else Outcome.NOT_KNOWN
    return RecipientResult(recipient.id, outcome, claims, _notices(recipient, bench.judge.on))


def _claims(case: Case, sheets: Mapping[str, Sheet]) -> list[tuple[str, tuple[Sheet, ...]]]:
    """Return the claims in the order of their first incident; joined incidents in scope are one claim."""
    joined = {incident: group for group in case.file.joined for incident in group.incidents}
    found: dict[str, list[Sheet]] = {}
    for incident, sheet in sheets.items():
        group = joined.get(incident)
        found.setdefault(group.id if group else incident, []).append(sheet)
    return [(name, tuple(members)) for name, members in found.items()]


class _Desk:
    """One recipient's conditions on one day; what is equal for several claims is judged once."""

    def __init__(self, bench: Bench, recipient: Recipient, case: Case, acts: Sequence[Act]) -> None:
        self.bench = bench
        self.conditions = [condition for condition in recipient.conditions if condition.kind == "condition"]
        self.remedies = Remedies(bench, case, self.conditions, acts)
        self.periods = [
            (period, standing(condition, acts, bench.judge.on))
            for condition in self.conditions
            for period in periods_in(condition.decided_by)
        ]
        where = [one.where for each in self.conditions for one in each.competent]
        deciding = [part for each in self.conditions for part in (each.applies_if, each.decided_by) if part]
        deciding += [condition for condition in where if condition]
        self.key = keyed(recipient, deciding)
        self.kept: list[Finding] = []  # so that the identity of a finding stays its own
        self.judged: dict[tuple[object, ...], tuple[ConditionResult, ...]] = {}
        self.findings: dict[tuple[object, ...], Finding] = {}
        self.results: dict[tuple[object, ...], ConditionResult] = {}
        self.deadlines: dict[tuple[object, ...], Deadline | None] = {}

    def claim(self, name: str, sheets: Sequence[Sheet]) -> ClaimResult:
        deadline = self._deadline(sheets)
        results = self._conditions(sheets, deadline)
        ids = tuple([sheet.incident.id for sheet in sheets])
        outcome = all_of([result.outcome for result in results])
        failing = [result.id for result in results if result.outcome is not Outcome.MET]
        return ClaimResult(name, ids, outcome, results, deadline, self.remedies.renewals(failing, sheets))

    def _conditions(self, sheets: Sequence[Sheet], deadline: Deadline | None) -> tuple[ConditionResult, ...]:
        key = tuple([self.key(sheet) for sheet in sheets])
        if key not in self.judged:
            self.judged[key] = tuple([self._condition(condition, sheets, deadline) for condition in self.conditions])
        return self.judged[key]

    def _condition(
        self, condition: RecipientCondition, sheets: Sequence[Sheet], deadline: Deadline | None
    ) -> ConditionResult:
        each = [self._finding(condition, sheet) for sheet in sheets]
        finding = each[0] if len(each) == 1 else findings.together(each)
        open_ = finding.outcome is not Outcome.MET
        cure = self.remedies.cure(condition, sheets, deadline) if open_ else None
        elsewhere = self.remedies.elsewhere(condition, sheets) if open_ else ()
        key = (condition.id, id(finding), cure, elsewhere)
        if key not in self.results:
            self.kept.append(finding)
            self.results[key] = _result(condition, finding, self.bench.judge.on, cure, elsewhere)
        return self.results[key]

    def _finding(self, condition: RecipientCondition, sheet: Sheet) -> Finding:
        applies = self.bench.decide(condition.applies_if, sheet) if condition.applies_if else None
        decided = self.bench.decide(condition.decided_by, sheet) if condition.decided_by else None
        key = (condition.id, id(applies), id(decided))
        if key not in self.findings:
            self.findings[key] = _weighed(condition, applies, decided, self.bench.judge.on)
        return self.findings[key]

    def _deadline(self, sheets: Sequence[Sheet]) -> Deadline | None:
        if not self.periods:
            return None
        found = [self._one_deadline(period, said, sheet) for period, said in self.periods for sheet in sheets]
        return min((each for each in found if each), key=lambda each: each.date, default=None)

    def _one_deadline(self, period: Within, said: str, sheet: Sheet) -> Deadline | None:
        answer = sheet.answer(period.question) if period.question else None
        key = (id(period), id(answer), sheet.of_knowledge)
        if key not in self.deadlines:
            self.deadlines[key] = timing.deadline(period, sheet, holidays=self.bench.judge.holidays, standing=said)
        return self.deadlines[key]


def _weighed(condition: RecipientCondition, applies: Finding | None, decided: Finding | None, on: date) -> Finding:
    if applies is not None and applies.outcome is Outcome.NOT_MET:
        return Finding(Outcome.MET, reasons=(condition.not_applicable or "This condition does not apply here.",))
    if condition.fixed_before is not None and on < condition.fixed_before[0]:
        return Finding(Outcome(condition.fixed_before[1]), reasons=(condition.fixed_before[2],))
    if decided is None:
        return Finding(Outcome.NOT_KNOWN, reasons=("Not decided by the facts of a case.",))
    if applies is not None and applies.outcome is Outcome.NOT_KNOWN and decided.outcome is Outcome.NOT_MET:
        return Finding(Outcome.NOT_KNOWN, decided.support, (*applies.reasons, *decided.reasons), (), applies.missing)
    return decided


def _result(
    condition: RecipientCondition, finding: Finding, on: date, cure: str | None, elsewhere: tuple[Elsewhere, ...]
) -> ConditionResult:
    basis = basis_on(condition, on)
    reasons = finding.reasons
    if basis is not None and basis.provision is None and basis.source:
        reasons = (*reasons, basis.source)
    return ConditionResult(
        condition.id,
        basis.provision if basis else None,
        condition.text,
        finding.outcome,
        condition.basis,
        reasons,
        cure,
        condition.what_is_left if finding.outcome is Outcome.NOT_MET else None,
        finding.missing if finding.outcome is not Outcome.MET else (),
        finding,
        elsewhere,
    )


def _notices(recipient: Recipient, on: date) -> tuple[Notice, ...]:
    shown = [condition for condition in recipient.conditions if condition.kind != "condition"]
    found = []
    for condition in shown:
        basis = basis_on(condition, on)
        found.append(
            Notice(
                condition.id,
                condition.kind,
                basis.provision if basis else None,
                condition.text,
                condition.warn,
                condition.blocks,
            )
        )
    return tuple(found)
