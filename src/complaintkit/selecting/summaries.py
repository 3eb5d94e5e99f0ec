"""One incident in a few words: its best provisions, its claim, the reason that the assessment suggests, and why."""

from __future__ import annotations

from dataclasses import dataclass

from complaintkit.assessment.values import (
    Assessment,
    ClaimResult,
    ConditionResult,
    CriterionResult,
    IncidentResult,
    Outcome,
    ProvisionResult,
)
from complaintkit.selecting.choices import Role

_FAILING = (Outcome.NOT_MET, Outcome.NOT_KNOWN)


@dataclass(frozen=True)
class Row:
    """One line of the list: what is shown, why the first `condition` fails, and `searched`, in which a filter looks."""

    incident: str
    when: str
    title: str
    provisions: str
    claim: str
    condition: str
    searched: str


def claims_of(assessment: Assessment) -> tuple[ClaimResult, ...]:
    """Return the claims of an assessment for one recipient."""
    return tuple(claim for recipient in assessment.recipients for claim in recipient.claims)


def claim_about(assessment: Assessment, incident: str) -> ClaimResult | None:
    """Return the claim that an incident belongs to, or None if it belongs to none."""
    return next((claim for claim in claims_of(assessment) if incident in claim.incidents), None)


def first_open(claim: ClaimResult) -> ConditionResult | None:
    """Return the first condition not met, else the first not known, else None."""
    for outcome in _FAILING:
        for condition in claim.conditions:
            if condition.outcome is outcome:
                return condition
    return None


def rows(assessment: Assessment) -> tuple[Row, ...]:
    """Return a line for each incident, in the order of the assessment."""
    claims = {incident: claim for claim in claims_of(assessment) for incident in claim.incidents}
    return tuple(_row(incident, claims.get(incident.id)) for incident in assessment.incidents)


def _row(incident: IncidentResult, claim: ClaimResult | None) -> Row:
    when, provisions, put = incident.days, _provisions(incident), _claim(claim)
    return Row(
        incident.id,
        when,
        incident.title,
        provisions,
        put,
        stands(claim),
        f"{incident.id} {when} {incident.title} {provisions} {put}",
    )


def _provisions(incident: IncidentResult) -> str:
    best = worth_a_look(incident)
    parts = []
    for outcome in (Outcome.MET, Outcome.NOT_KNOWN):
        ids = [result.provision for result in best if result.outcome is outcome]
        parts += [f"{outcome} {', '.join(ids)}"] if ids else []
    return "; ".join(parts) or "none met or open"


def worth_a_look(incident: IncidentResult) -> tuple[ProvisionResult, ...]:
    """Return the provisions met, then those not known for which something speaks."""
    met = [result for result in incident.provisions if result.outcome is Outcome.MET]
    proposed = [result for result in incident.provisions if result.proposed and result.outcome is Outcome.NOT_KNOWN]
    return (*met, *proposed)


def _claim(claim: ClaimResult | None) -> str:
    if claim is None:
        return "no claim"
    condition = first_open(claim)
    return "met" if condition is None else f"{condition.id} {condition.outcome}"


def stands(claim: ClaimResult | None) -> str:
    """Return how a claim stands: the first condition that is not met or not known, with its first reason."""
    if claim is None:
        return "no claim"
    condition = first_open(claim)
    return "admissible as far as known" if condition is None else condition_line(condition)


def condition_line(condition: ConditionResult) -> str:
    """Return a condition with its outcome and first reason."""
    reason = condition.reasons[0] if condition.reasons else condition.text
    return f"{condition.id} {condition.outcome}: {_sentence(reason)}"


def suggested_reason(assessment: Assessment, incident: str, role: Role) -> str:
    """Return the reason that the assessment of all incidents suggests for telling an incident in this role."""
    claim = claim_about(assessment, incident)
    if claim is None or claim.outcome is Outcome.MET:
        return _ADMISSIBLE[role]
    if role is Role.CHOSEN:
        return f"chosen although {stands(claim)}" if claim.outcome is Outcome.NOT_MET else f"open: {stands(claim)}"
    return f"told for context only; {stands(claim)}" if role is Role.BACKGROUND else stands(claim)


_ADMISSIBLE = {
    Role.CHOSEN: "claim admissible as far as known",
    Role.BACKGROUND: "told for context only; no finding on it is asked for",
    Role.LEFT_OUT: "not put to this recipient; the claim is admissible as far as known",
}


def _sentence(text: str) -> str:
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def explanation(assessment: Assessment, incident: str) -> tuple[tuple[int, str], ...]:
    """Return why the rules say what they say of an incident: (indentation, line) pairs, provisions first, then the claim."""
    result = next(result for result in assessment.incidents if result.id == incident)
    claim = claim_about(assessment, incident)
    shown = worth_a_look(result)
    others = [other for other in result.provisions if other not in shown]
    return (
        *(line for provision in shown for line in _explained(provision)),
        *((0, f"{other.provision}: {other.outcome}. {_briefly(other)}") for other in others),
        *(_claim_explained(claim) if claim else ((0, "No claim to this recipient."),)),
    )


def _explained(result: ProvisionResult) -> list[tuple[int, str]]:
    lines = [(0, f"{result.provision}: {result.outcome}, {result.support}")]
    for criterion in result.criteria:
        lines.append((1, f"{criterion.outcome}: {criterion.text}"))
        lines.extend((2, line) for line in _because(criterion))
    return lines


def _because(criterion: CriterionResult) -> list[str]:
    exhibits = ", ".join(f"{cited.exhibit} {cited.at}" if cited.at else cited.exhibit for cited in criterion.exhibits)
    missing = () if criterion.outcome is Outcome.MET else criterion.missing
    return [
        *criterion.reasons,
        *([f"Exhibits: {exhibits}."] if exhibits else []),
        *(f"Missing: {line}" for line in missing),
    ]


def _briefly(result: ProvisionResult) -> str:
    failing = next((c for outcome in _FAILING for c in result.criteria if c.outcome is outcome), None)
    if failing is None:
        return ""
    return failing.reasons[0] if failing.asked and failing.reasons else f"Not asked yet: {failing.text}"


def _claim_explained(claim: ClaimResult) -> list[tuple[int, str]]:
    lines = [
        (0, f"Claim {claim.id}: {'admissible as far as known' if claim.outcome is Outcome.MET else claim.outcome}")
    ]
    for condition in claim.conditions:
        if condition.outcome is not Outcome.MET:
            lines.append((1, f"{condition.id} {condition.outcome}: {condition.text}"))
            lines.extend((2, reason) for reason in condition.reasons)
            lines.extend((2, f"Cure: {cure}") for cure in (condition.cure,) if cure)
            lines.extend((2, f"What is left: {left}") for left in (condition.left,) if left)
    if claim.deadline:
        lines.append((1, f"Last day {claim.deadline.date}" + _safe(claim.deadline.safe_date)))
        lines.extend((2, line) for line in claim.deadline.derivation)
    return lines


def _safe(day: object | None) -> str:
    return f", on the safe side {day}" if day else ""
