"""Claims: one incident, or several that the case joins, put to one recipient; admissibility claim by claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from complaintkit.assessment import findings, timing
from complaintkit.assessment.deciding import Judge
from complaintkit.assessment.findings import Finding
from complaintkit.assessment.kleene import all_of, any_of
from complaintkit.assessment.sheets import Sheet
from complaintkit.assessment.values import (
    ClaimResult,
    ConditionResult,
    Deadline,
    Notice,
    Outcome,
    RecipientResult,
)
from complaintkit.case.values import Case
from complaintkit.law.conditions import All, Any, Condition, Period, Within
from complaintkit.law.values import LegalBasis, Recipient, RecipientCondition


def judge_recipient(judge: Judge, recipient: Recipient, case: Case, sheets: Mapping[str, Sheet]) -> RecipientResult:
    """Return every claim over the incidents in scope, put to one recipient on the day of the check."""
    claims = tuple(_claim(judge, recipient, name, members) for name, members in _claims(case, sheets))
    outcomes = {claim.outcome for claim in claims}
    outcome = any_of(outcomes) if claims else Outcome.NOT_KNOWN
    return RecipientResult(recipient.id, outcome, claims, _notices(recipient, judge.on))


def _claims(case: Case, sheets: Mapping[str, Sheet]) -> list[tuple[str, tuple[Sheet, ...]]]:
    """Return the claims in the order of their first incident; joined incidents in scope are one claim."""
    joined = {incident: group for group in case.file.joined for incident in group.incidents}
    found: dict[str, list[Sheet]] = {}
    for incident, sheet in sheets.items():
        group = joined.get(incident)
        found.setdefault(group.id if group else incident, []).append(sheet)
    return [(name, tuple(members)) for name, members in found.items()]


def _claim(judge: Judge, recipient: Recipient, name: str, sheets: Sequence[Sheet]) -> ClaimResult:
    deciding = [condition for condition in recipient.conditions if condition.kind == "condition"]
    results = tuple(_condition(judge, condition, sheets) for condition in deciding)
    outcome = all_of(result.outcome for result in results)
    ids = tuple(sheet.incident.id for sheet in sheets)
    return ClaimResult(name, ids, outcome, results, _deadline(deciding, sheets))


def _condition(judge: Judge, condition: RecipientCondition, sheets: Sequence[Sheet]) -> ConditionResult:
    finding = findings.together([_finding(judge, condition, sheet) for sheet in sheets])
    basis = basis_on(condition.bases, judge.on)
    reasons = finding.reasons
    if basis is not None and basis.provision is None and basis.source:
        reasons = (*reasons, basis.source)
    open_ = finding.outcome is not Outcome.MET
    left = condition.what_is_left if finding.outcome is Outcome.NOT_MET else None
    return ConditionResult(
        condition.id,
        basis.provision if basis else None,
        condition.text,
        finding.outcome,
        condition.basis,
        reasons,
        condition.cure if open_ else None,
        left,
        finding.missing if open_ else (),
    )


def _finding(judge: Judge, condition: RecipientCondition, sheet: Sheet) -> Finding:
    if condition.applies_if is not None:
        applies = judge.decide(condition.applies_if, sheet)
        if applies.outcome is Outcome.NOT_MET:
            return Finding(Outcome.MET, reasons=(condition.not_applicable or "This condition does not apply here.",))
    if condition.fixed_before is not None and judge.on < condition.fixed_before[0]:
        return Finding(Outcome(condition.fixed_before[1]), reasons=(condition.fixed_before[2],))
    if condition.decided_by is None:
        return Finding(Outcome.NOT_KNOWN, reasons=("Not decided by the facts of a case.",))
    finding = judge.decide(condition.decided_by, sheet)
    if condition.applies_if is not None and applies.outcome is Outcome.NOT_KNOWN and finding.outcome is Outcome.NOT_MET:
        return Finding(Outcome.NOT_KNOWN, finding.support, (*applies.reasons, *finding.reasons), (), applies.missing)
    return finding


def basis_on(bases: Sequence[LegalBasis], on: date) -> LegalBasis | None:
    """Return where a condition stands on a day: the basis with the latest start on or before it."""
    held = [basis for basis in bases if basis.valid_from is None or basis.valid_from <= on]
    return max(held, key=lambda basis: basis.valid_from or date.min, default=None)


def _deadline(conditions: Sequence[RecipientCondition], sheets: Sequence[Sheet]) -> Deadline | None:
    periods = [period for condition in conditions for period in _periods(condition.decided_by)]
    found = [timing.deadline(period, sheet) for period in periods for sheet in sheets]
    return min((d for d in found if d), key=lambda d: d.date, default=None)


def _periods(condition: Condition | None) -> list[Period]:
    match condition:
        case Within(period):
            return [period]
        case All(parts) | Any(parts):
            return [period for part in parts for period in _periods(part)]
    return []


def _notices(recipient: Recipient, on: date) -> tuple[Notice, ...]:
    shown = [condition for condition in recipient.conditions if condition.kind != "condition"]
    found = []
    for condition in shown:
        basis = basis_on(condition.bases, on)
        found.append(
            Notice(condition.id, condition.kind, basis.provision if basis else None, condition.text, condition.warn)
        )
    return tuple(found)
