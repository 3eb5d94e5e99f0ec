"""What is said aloud: an incident that a provision is proposed for, on a day for which no quotable wording is held."""

from __future__ import annotations

from collections.abc import Iterable

from complaintkit.assessment.values import Assessment, IncidentResult
from complaintkit.law.lookup import wording_in_force
from complaintkit.law.values import Law
from complaintkit.problems import Problem, warning


def wordings_not_held(assessment: Assessment, law: Law) -> tuple[Problem, ...]:
    """Return a warning for each incident and provision worth a look whose English wording of that day is not held."""
    return tuple(problem for incident in assessment.incidents for problem in _of_incident(incident, law))


def _of_incident(incident: IncidentResult, law: Law) -> Iterable[Problem]:
    for result in incident.provisions:
        if not result.proposed or incident.last is None:
            continue
        wording = wording_in_force(law, result.provision, "en", incident.last)
        if wording is None or not wording.quotable:
            message = f"no quotable wording of {result.provision} is held for {incident.last}"
            hint = "the outcome rests on the wording of another time: compare it, and quote nothing"
            yield warning(f"incidents/{incident.id}.yaml", "CK703", message, hint)
