"""`complaintkit evidence link --approach new`: a letter told of in an incident as the register describes its copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from complaintkit.cli.common import case_path, load_case
from complaintkit.cli.evidence_reading import exhibit_in
from complaintkit.problems import Refused, did_you_mean, error

if TYPE_CHECKING:
    from complaintkit.case.values import Case, Exhibit, Incident


def tell_of_letter(number: str, incident_id: str, at: str | None) -> int:
    """Add the letter whose copy an exhibit is to an incident; raises Refused where it is there or nobody knows by whom."""
    from complaintkit.case.folders import require_case
    from complaintkit.case.linking import letter_added
    from complaintkit.cli.incident_finding import found, path_of
    from complaintkit.source.editing import edit
    from complaintkit.source.locking import locked

    require_case(case_path())
    with locked(case_path()):
        folder = load_case(None)
        incident, case = found(folder, incident_id), folder.readable()
        exhibit = exhibit_in(case.register, number)
        path = path_of(incident_id)
        file = f"incidents/{path.name}"
        _refuse(file, incident, exhibit)
        letter = _letter(case, exhibit, at)
        edit(path, lambda data: letter_added(data, letter), file)
    click.echo(f"{file}: {exhibit.id} is told of as a letter of {letter['on']} by {letter['by']} to {letter['to']},")
    click.echo(f"  about: {letter['about']}. Correct there what is otherwise, and say whether it asks for an answer.")
    return 0


def _refuse(file: str, incident: Incident, exhibit: Exhibit) -> None:
    if any(one.exhibit and one.exhibit.exhibit == exhibit.id for one in incident.approaches):
        raise Refused(
            [
                error(
                    file,
                    "CK761",
                    f"{exhibit.id} is the copy of a letter of this incident already",
                    "nothing was changed",
                )
            ]
        )
    if exhibit.withdrawn:
        hint = "it supports nothing any more; cite another exhibit"
        raise Refused([error("exhibits.yaml", "CK762", f"{exhibit.id} was withdrawn: {exhibit.withdrawn.why}", hint)])


def _letter(case: Case, exhibit: Exhibit, at: str | None) -> dict[str, Any]:
    """Return a letter as the incident's file is to hold it: what the register says, and whom the case complains about."""
    from complaintkit.evidence.messages import day_of

    if exhibit.made_by not in case.labels:
        said = f"`{exhibit.made_by}` is no label of case.yaml" if exhibit.made_by else "the register does not say it"
        close = did_you_mean(exhibit.made_by, case.labels) if exhibit.made_by else None
        hint = close or f"write `made_by` of {exhibit.id} in exhibits.yaml: one of {', '.join(case.labels)}"
        raise Refused([error("exhibits.yaml", "CK765", f"who sent {exhibit.id} has to be known: {said}", hint)])
    subject = exhibit.file_says.subject if exhibit.file_says else None
    respondent, day = case.file.respondent, day_of(exhibit)
    return {
        "on": day.isoformat() if day else "unknown",
        "by": exhibit.made_by,
        "to": respondent.unit or respondent.shown_as,
        "about": subject or exhibit.title,
        "how": exhibit.kind,
        "exhibit": {"exhibit": exhibit.id, "at": at} if at else exhibit.id,
        "reply": "unknown",
    }
