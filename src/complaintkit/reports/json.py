"""An Assessment as the JSON object that `check --format json` prints: `complaintkit/check/1`. What has no value is null."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from complaintkit.assessment.values import (
    Assessment,
    ClaimResult,
    ConditionResult,
    CriterionResult,
    Deadline,
    GroupResult,
    IncidentResult,
    ProvisionResult,
    RecipientResult,
)
from complaintkit.problems import in_order

SCHEMA = "complaintkit/check/1"


def as_json(assessment: Assessment) -> str:
    """Return the assessment as one JSON object, in UTF-8 text with a newline at the end."""
    return json.dumps(as_object(assessment), ensure_ascii=False, indent=1) + "\n"


def as_object(assessment: Assessment) -> dict[str, Any]:
    """Return the assessment as plain values; dates are ISO 8601, incidents in the order of date, then id."""
    return {
        "schema": SCHEMA,
        "on": assessment.on.isoformat(),
        "recipient": assessment.recipient,
        "scope": list(assessment.scope),
        "problems": [problem.as_json() for problem in in_order(assessment.problems)],
        "incidents": [_incident(result) for result in assessment.incidents],
        "groups": [_group(result) for result in assessment.groups],
        "recipients": [_recipient(result) for result in assessment.recipients],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _incident(result: IncidentResult) -> dict[str, Any]:
    return {
        "id": result.id,
        "title": result.title,
        "from": _day(result.first),
        "to": _day(result.last),
        "provisions": [_provision(provision) for provision in result.provisions],
    }


def _provision(result: ProvisionResult) -> dict[str, Any]:
    return {
        "provision": result.provision,
        "outcome": result.outcome.value,
        "support": result.support.value,
        "criteria": [_criterion(criterion) for criterion in result.criteria],
    }


def _criterion(result: CriterionResult) -> dict[str, Any]:
    return {
        "id": result.id,
        "text": result.text,
        "outcome": result.outcome.value,
        "support": result.support.value,
        "basis": result.basis,
        "reasons": list(result.reasons),
        "exhibits": [{"exhibit": cited.exhibit, "at": cited.at} for cited in result.exhibits],
        "missing": list(result.missing),
    }


def _group(result: GroupResult) -> dict[str, Any]:
    return {
        "provision": result.provision,
        "official": result.official,
        "targets": list(result.targets),
        "incidents": list(result.incidents),
        "acts": result.acts,
        "outcome": result.outcome.value,
        "support": result.support.value,
        "criteria": [_criterion(criterion) for criterion in result.criteria],
    }


def _recipient(result: RecipientResult) -> dict[str, Any]:
    return {
        "recipient": result.recipient,
        "outcome": result.outcome.value,
        "claims": [_claim(claim) for claim in result.claims],
    }


def _claim(result: ClaimResult) -> dict[str, Any]:
    return {
        "id": result.id,
        "incidents": list(result.incidents),
        "outcome": result.outcome.value,
        "conditions": [_condition(condition) for condition in result.conditions],
        "deadline": _deadline(result.deadline),
    }


def _condition(result: ConditionResult) -> dict[str, Any]:
    return {
        "id": result.id,
        "provision": result.provision,
        "text": result.text,
        "outcome": result.outcome.value,
        "basis": result.basis,
        "reasons": [*result.reasons, *result.missing],
        "cure": result.cure,
    }


def _deadline(deadline: Deadline | None) -> dict[str, Any] | None:
    if deadline is None:
        return None
    return {
        "date": deadline.date.isoformat(),
        "safe_date": _day(deadline.safe_date),
        "derivation": list(deadline.derivation),
    }
