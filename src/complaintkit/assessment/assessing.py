"""`assess`: Case and Law to Assessment. Pure; all incidents for `check`, a selection's for a letter, any for a what-if."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from complaintkit.assessment.answers import Answer
from complaintkit.assessment.claims import judge_recipient
from complaintkit.assessment.conflicts import conflicts_on, without_conflicts
from complaintkit.assessment.criteria import Bench, shared_conditions
from complaintkit.assessment.deciding import Judge
from complaintkit.assessment.findings import strongest, weakest
from complaintkit.assessment.groups import groups_of, judge_group, judge_incident
from complaintkit.assessment.sheets import Sheet, answers_before, questions_by_id, sheet_of, with_answers
from complaintkit.assessment.values import (
    Assessment,
    GroupResult,
    IncidentResult,
    Outcome,
    ProvisionResult,
    Support,
)
from complaintkit.case.values import Case
from complaintkit.law.holidays import holidays_at
from complaintkit.law.references import STAFF_REGULATIONS, parse_reference
from complaintkit.law.values import Conflict, Law
from complaintkit.problems import Problem


def assess(
    case: Case,
    law: Law,
    on: date,
    *,
    scope: Sequence[str] | None = None,
    recipient: str | None = None,
    problems: Sequence[Problem] = (),
) -> Assessment:
    """Return what the rules say of the incidents in scope on a day.

    Args:
        case: the case; its incidents are in the order of date, then id.
        law: the rules.
        on: the day of the check, on which periods are reckoned.
        scope: ids of incidents; None is all of them. Ids that the case does not have are left out.
        recipient: only the claims put to this recipient; None is every recipient of the rules.
        problems: what reading the case found, carried along.
    """
    wanted = None if scope is None else set(scope)
    incidents = [incident for incident in case.incidents if wanted is None or incident.id in wanted]
    pool = answers_before(case, law.questions)
    bench = Bench(Judge(questions_by_id(law.questions), on, holidays_at(law, None)), law, shared_conditions(law))
    sheets = [sheet_of(case, incident, pool) for incident in incidents]
    conflicts = [conflicts_on(bench, law, sheet) for sheet in sheets]
    for place, met in enumerate(conflicts):
        sheets[place] = without_conflicts(sheets[place], met) if met else sheets[place]
    results = tuple(_incident(bench, case, law, sheet, met) for sheet, met in zip(sheets, conflicts, strict=True))
    groups = _groups(bench, case, law, sheets)
    judged = _all_with_evidence(bench, _obligations(law), sheets, results)
    recipients = [r for r in law.recipients if recipient is None or r.id == recipient]
    return Assessment(
        on,
        recipient,
        tuple(judged),
        tuple(problems),
        results,
        groups,
        tuple(judge_recipient(bench, r, case, judged, law) for r in recipients),
    )


def _incident(bench: Bench, case: Case, law: Law, sheet: Sheet, conflicts: tuple[Conflict, ...]) -> IncidentResult:
    provisions = tuple(
        [
            judge_incident(bench, case, provision, sheet) if provision.course else bench.provision(provision, sheet)
            for provision in law.provisions
        ]
    )
    incident = sheet.incident
    when = incident.when
    ids = tuple([conflict.id for conflict in conflicts])
    return IncidentResult(incident.id, incident.title, when.first, when.last, provisions, when.exact, ids)


def _groups(bench: Bench, case: Case, law: Law, sheets: Sequence[Sheet]) -> tuple[GroupResult, ...]:
    found = groups_of(case, sheets)
    courses = [provision for provision in law.provisions if provision.course]
    return tuple(judge_group(bench, case, provision, group) for provision in courses for group in found)


def _all_with_evidence(
    bench: Bench, obligations: frozenset[str], sheets: list[Sheet], results: Sequence[IncidentResult]
) -> dict[str, Sheet]:
    """Return the sheets by incident with the evidence shown; they are taken out of the list, so that none is held twice."""
    sheets.reverse()
    return {result.id: _with_evidence(bench, obligations, sheets.pop(), result) for result in results}


def _with_evidence(bench: Bench, obligations: frozenset[str], sheet: Sheet, result: IncidentResult) -> Sheet:
    """Add the answer to `evidence-of-failure`: the best support among the official's obligations worth raising.

    Who is bound, and what else several provisions have in common, is no evidence of the failure: it is left out.
    """
    speaking = [p for p in result.provisions if p.proposed and p.provision in obligations]
    support = strongest(_shown_by(bench, p) for p in speaking)
    value = {Support.DOCUMENTED: "documented", Support.STATED: "stated"}.get(support, "none")
    answer = Answer("evidence-of-failure", "answered", (value,), Support.STATED)
    return with_answers(sheet, [answer])


def _shown_by(bench: Bench, result: ProvisionResult) -> Support:
    proof = [c for c in result.criteria if c.outcome is result.outcome or result.outcome is Outcome.NOT_KNOWN]
    own = [c.support for c in proof if c.answered and c.id not in bench.shared]
    return weakest(own) or Support.NONE


def _obligations(law: Law) -> frozenset[str]:
    """Return the provisions of the Staff Regulations that oblige members of staff, and not the institution."""
    of_staff = (provision.id for provision in law.provisions if provision.owed_by == "staff")
    references = ((one, parse_reference(one)) for one in of_staff)
    return frozenset(one for one, reference in references if reference and reference.act == STAFF_REGULATIONS)
