"""Running scenarios: each is assessed once, and what the rules say is put beside what is expected."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from complaintkit.assessment import assess
from complaintkit.assessment.values import (
    Assessment,
    ClaimResult,
    ConditionResult,
    CriterionResult,
    GroupResult,
    Outcome,
    ProvisionResult,
)
from complaintkit.law.values import Law
from complaintkit.scenarios.values import NONE, Compared, Expectation, Kind, Ran, Scenario
from complaintkit.words import counted

Result = CriterionResult | ConditionResult
R = TypeVar("R", CriterionResult, ConditionResult)
_BEST_FIRST = (Outcome.MET, Outcome.NOT_KNOWN, Outcome.NOT_MET)


def run_scenarios(scenarios: Iterable[Scenario], law: Law) -> tuple[Ran, ...]:
    """Return every scenario with what was found."""
    return tuple(run_scenario(scenario, law) for scenario in scenarios)


def run_scenario(scenario: Scenario, law: Law) -> Ran:
    """Return a scenario with what the rules say of it on its day."""
    assessment = assess(scenario.case, law, scenario.on)
    compared = (_FINDERS[one.kind](assessment, scenario.of, one) for one in scenario.expectations)
    return Ran(scenario, tuple(compared))


def _provision(assessment: Assessment, incident: str, expected: Expectation) -> Compared:
    found = _provision_of(assessment, incident, expected.subject)
    return Compared(expected, found.outcome, _behind(found.criteria, found.outcome))


def _criterion(assessment: Assessment, incident: str, expected: Expectation) -> Compared:
    found = _named(_provision_of(assessment, incident, expected.subject.partition(".")[0]).criteria, expected.subject)
    return Compared(expected, found.outcome, (found,))


def _group(assessment: Assessment, incident: str, expected: Expectation) -> Compared:
    """Compare with the best outcome among the groups that contain the incident, of the provision or of one criterion."""
    provision, _, criterion = expected.subject.partition(".")
    groups = [one for one in assessment.groups if one.provision == provision and incident in one.incidents]
    if not groups:
        return Compared(expected, NONE, derivation=("No act of the incident names an official and a target.",))
    if criterion:
        results = [_named(group.criteria, expected.subject) for group in groups]
        best = min(results, key=lambda result: _BEST_FIRST.index(result.outcome))
        return Compared(expected, best.outcome, (best,))
    group = min(groups, key=lambda result: _BEST_FIRST.index(result.outcome))
    return Compared(expected, group.outcome, _behind(group.criteria, group.outcome), _acts(group))


def _claim(assessment: Assessment, incident: str, expected: Expectation) -> Compared:
    found = _claim_of(assessment, incident, expected.subject)
    return Compared(expected, found.outcome, _behind(found.conditions, found.outcome))


def _condition(assessment: Assessment, incident: str, expected: Expectation) -> Compared:
    recipient, _, condition = expected.subject.partition(".")
    found = _named(_claim_of(assessment, incident, recipient).conditions, condition)
    return Compared(expected, found.outcome, (found,))


def _deadline(assessment: Assessment, incident: str, expected: Expectation) -> Compared:
    deadline = _claim_of(assessment, incident, expected.subject).deadline
    if deadline is None:
        return Compared(expected, NONE, derivation=("No day is held from which the period could run.",))
    day = deadline.date if expected.kind == "deadline" else deadline.safe_date
    return Compared(expected, str(day or NONE), derivation=deadline.derivation)


_FINDERS: dict[Kind, Callable[[Assessment, str, Expectation], Compared]] = {
    "provision": _provision,
    "criterion": _criterion,
    "group": _group,
    "claim": _claim,
    "condition": _condition,
    "deadline": _deadline,
    "safe date": _deadline,
}


def _provision_of(assessment: Assessment, incident: str, provision: str) -> ProvisionResult:
    found = next(one for one in assessment.incidents if one.id == incident)
    return next(one for one in found.provisions if one.provision == provision)


def _claim_of(assessment: Assessment, incident: str, recipient: str) -> ClaimResult:
    found = next(one for one in assessment.recipients if one.recipient == recipient)
    return next(one for one in found.claims if incident in one.incidents)


def _named(results: Iterable[R], name: str) -> R:
    return next(one for one in results if one.id == name)


def _behind(results: Iterable[Result], outcome: Outcome) -> tuple[Result, ...]:
    """Return the parts that have the outcome of the whole, on which it rests."""
    return tuple(one for one in results if one.outcome is outcome)


def _acts(group: GroupResult) -> tuple[str, ...]:
    return (f"{counted(group.acts, 'act')} of {group.official} towards {', '.join(group.targets)}.",)
