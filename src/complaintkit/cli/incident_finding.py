"""Finding the incident that an ID on the command line means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from complaintkit.cli.common import case_path, load_case
from complaintkit.problems import Refused, did_you_mean, error

if TYPE_CHECKING:
    from complaintkit.case.reading import CaseFolder
    from complaintkit.case.values import Incident


def files_of(incident_id: str) -> tuple[str, str]:
    """Return the two names that the file of an incident may have within the case."""
    return f"incidents/{incident_id}.yaml", f"incidents/{incident_id}.yml"


def found(folder: CaseFolder, incident_id: str) -> Incident:
    """Return the incident of that ID; raises Refused with its mistakes where it is faulty, or that there is none."""
    case = folder.readable()
    incident = case.incident(incident_id)
    if incident:
        return incident
    mistakes = [problem for problem in folder.problems if problem.file in files_of(incident_id)]
    hint = (
        did_you_mean(incident_id, (one.id for one in case.incidents))
        or "`complaintkit incident list` shows all of them"
    )
    missing = error("incidents", "CK721", f"There is no incident `{incident_id}` in this case.", hint)
    raise Refused(mistakes or [missing])


def path_of(incident_id: str) -> Path:
    """Return the file of an incident, be it faulty or not; raises Refused where there is none."""
    from complaintkit.case.folders import is_id

    if is_id(incident_id):
        paths = [case_path() / shown for shown in files_of(incident_id)]
        existing = next((path for path in paths if path.is_file()), None)
        if existing:
            return existing
    return case_path() / f"incidents/{found(load_case(None), incident_id).id}.yaml"
