"""What a letter submits: the provisions raised, with the criteria met and those the recipient is asked to establish."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from complaintkit.assessment.values import CriterionResult, GroupResult, Outcome, ProvisionResult
from complaintkit.law import lookup
from complaintkit.law.values import Combination, Criterion, Law, Provision
from complaintkit.letters.writing import Writing
from complaintkit.values import frozen


@frozen
class Finding:
    """One provision on the facts of one incident, or of the several of a group, with its outcome."""

    incidents: tuple[str, ...]
    outcome: Outcome
    proposed: bool
    criteria: tuple[CriterionResult, ...]


@frozen
class Submission:
    """One provision raised, with the findings that it is raised on."""

    provision: str
    findings: tuple[Finding, ...]
    owed_by: Literal["staff", "institution"] = "staff"

    @property
    def incidents(self) -> tuple[str, ...]:
        """Return the incidents that the provision is raised on, each once."""
        return tuple(dict.fromkeys(incident for finding in self.findings for incident in finding.incidents))

    @property
    def binds_institution(self) -> bool:
        """Tell whether it is an obligation of the institution that is raised, not one of a member of its staff."""
        return self.owed_by == "institution"

    @property
    def is_fundamental_right(self) -> bool:
        """Tell whether it is a right under the Charter, such as that to a reply."""
        return self.provision.startswith("charter:")


def findings(writing: Writing, provision: str, scope: Iterable[str]) -> tuple[Finding, ...]:
    """Return what the assessment says of a provision for the incidents in `scope`, groups included."""
    held = writing.shared.once(("results", provision), lambda: _results(writing, provision))
    wanted = set(scope)
    ids = held if len(wanted) > 1 else [one for one in wanted if one in held]
    alone = (Finding((one,), held[one].outcome, held[one].proposed, held[one].criteria) for one in ids if one in wanted)
    groups = (_of_group(group) for group in writing.assessment.groups if group.provision == provision)
    return (*alone, *(group for group in groups if not wanted.isdisjoint(group.incidents)))


def _results(writing: Writing, provision: str) -> dict[str, ProvisionResult]:
    """Return what a provision comes to for each incident by itself; nothing for one that is judged on courses of conduct."""
    rule = lookup.provision(writing.law, provision)
    if rule is not None and rule.course:
        return {}
    found = ((one.id, result) for one in writing.assessment.incidents for result in one.provisions)
    return {incident: result for incident, result in found if result.provision == provision}


def _of_group(group: GroupResult) -> Finding:
    return Finding(group.incidents, group.outcome, proposed=True, criteria=group.criteria)


def raised(writing: Writing, scope: Iterable[str] | None = None) -> tuple[Submission, ...]:
    """Return the provisions that the letter raises on the incidents in `scope`, in the order of the rules.

    Those that the selection names, else those met. A provision that is not known is raised only where it is named, on the
    incidents in which something speaks for it, or on all where nothing does in any.
    """
    if writing.recipient.around:  # it raises none
        return ()
    incidents = tuple(scope if scope is not None else (incident.id for incident in writing.chosen))
    return writing.shared.once(("raised", incidents), lambda: _raised(writing, incidents))


def _raised(writing: Writing, incidents: tuple[str, ...]) -> tuple[Submission, ...]:
    named = writing.selection.raised
    submissions = (
        Submission(
            provision.id,
            _raised_on(findings(writing, provision.id, incidents), named=provision.id in named),
            provision.owed_by,
        )
        for provision in writing.law.provisions
        if not named or provision.id in named
    )
    return tuple(submission for submission in submissions if submission.findings)


def _raised_on(found: tuple[Finding, ...], *, named: bool) -> tuple[Finding, ...]:
    met = tuple(finding for finding in found if finding.outcome == Outcome.MET)
    if not named:
        return met
    open_ = tuple(finding for finding in found if finding.outcome == Outcome.NOT_KNOWN)
    spoken_for = tuple(finding for finding in open_ if finding.proposed)
    kept = {id(finding) for finding in (*met, *(spoken_for or (() if met else open_)))}
    return tuple(finding for finding in found if id(finding) in kept)


def defined(law: Law, provision_id: str, criterion_id: str) -> Criterion | None:
    """Return the rule behind a criterion's result, or None where the rules have it no more."""
    provision = lookup.provision(law, provision_id)
    criteria = provision.criteria if provision else ()
    return next((criterion for criterion in criteria if criterion.id == criterion_id), None)


def relevant(provision: Provision, finding: Finding) -> tuple[CriterionResult, ...]:
    """Return the criteria that carry a provision on these facts, in the order of the rules.

    Of alternatives, those met; else those for which some exhibit speaks; else those that were asked; else all. So a letter
    never asks to look into something that nothing points to.
    """
    results = {_short(result.id): result for result in finding.criteria}
    wanted = _carrying(provision.met_when, results)
    return tuple(result for name, result in results.items() if name in wanted)


def _short(criterion_id: str) -> str:
    return criterion_id.rpartition(".")[2]


def _carrying(part: str | Combination, results: dict[str, CriterionResult]) -> frozenset[str]:
    if isinstance(part, str):
        return frozenset({_short(part)})
    parts = part.parts if part.operator == "all" else _alternatives(part.parts, results)
    return frozenset[str]().union(*(_carrying(inner, results) for inner in parts))


def _alternatives(
    parts: tuple[str | Combination, ...], results: dict[str, CriterionResult]
) -> tuple[str | Combination, ...]:
    by_rank: tuple[tuple[str | Combination, ...], ...] = (
        tuple(part for part in parts if _met(part, results)),
        tuple(part for part in parts if any(result.exhibits for result in _open(part, results))),
        tuple(part for part in parts if any(result.asked for result in _open(part, results))),
    )
    return next((found for found in by_rank if found), parts)


def _met(part: str | Combination, results: dict[str, CriterionResult]) -> bool:
    if isinstance(part, str):
        result = results.get(_short(part))
        return result is not None and result.outcome == Outcome.MET
    combine = all if part.operator == "all" else any
    return combine(_met(inner, results) for inner in part.parts)


def _open(part: str | Combination, results: dict[str, CriterionResult]) -> tuple[CriterionResult, ...]:
    """Return the criteria of a part that may still come to be met, none where what is not met rules the part out."""
    if isinstance(part, str):
        result = results.get(_short(part))
        return () if result is None or result.outcome == Outcome.NOT_MET else (result,)
    inside = [_open(inner, results) for inner in part.parts]
    if part.operator == "all" and not all(inside):
        return ()
    return tuple(result for found in inside for result in found)
