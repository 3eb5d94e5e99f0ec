"""Choosing for a letter around the complaint: what each incident has to do with it, in place of claims and provisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from complaintkit.assessment.requests import requests_that_count
from complaintkit.case.values import Case, Incident
from complaintkit.problems import Problem, error
from complaintkit.selecting.choices import Role
from complaintkit.selecting.summaries import Row
from complaintkit.words import counted

_APPROACH = "approach"
_CAME_BACK = {
    None: ("first letter", "no letter of the complainant's own is recorded: a first approach"),
    "none": ("unanswered", "the complainant's own letter was left unanswered: a reminder"),
    "acknowledgement": ("unanswered", "the complainant's own letter was only acknowledged: a reminder"),
    "unknown": ("own letter", "what came back to the complainant's own letter is not known"),
}
_ANSWERED = ("answered", "something came back to the complainant's own letter")
_REASONS = {
    Role.CHOSEN: "put to the institution in the complainant's own name",
    Role.BACKGROUND: "told for context only; nothing is asked on it",
    Role.LEFT_OUT: "not part of this letter",
}


def rows_of_letter(rows: Iterable[Row], letter: str, case: Case) -> tuple[Row, ...]:
    """Return the lines of the list with what the incident has to do with the letter where its claim would stand."""
    incidents = {incident.id: incident for incident in case.incidents}
    own = case.file.complainant.label
    return tuple(_told(row, letter, incidents.get(row.incident), own) for row in rows)


def _told(row: Row, letter: str, incident: Incident | None, own: str) -> Row:
    if incident is None:
        return row
    short, long = _own_letters(incident, own) if letter == _APPROACH else _documents(incident)
    return replace(row, claim=short, condition=long, searched=f"{row.searched} {short}")


def _own_letters(incident: Incident, own: str) -> tuple[str, str]:
    sent = tuple(one for one in incident.approaches if one.by == own and one.raises_allegation != "no")
    requests = requests_that_count(incident.model_copy(update={"approaches": sent}))
    return _CAME_BACK.get(requests[0].came_back if requests else None, _ANSWERED)


def _documents(incident: Incident) -> tuple[str, str]:
    said = counted(len(incident.documents_wanted), "document")
    return (said, f"{said} asked for") if incident.documents_wanted else ("none", "`documents_wanted` names none")


def suggested_for_letter(letter: str, incident: Incident | None, role: Role) -> str:
    """Return the reason suggested for telling an incident in a letter around the complaint, in this role."""
    if role is Role.CHOSEN and letter != _APPROACH and incident is not None:
        return _documents(incident)[1]
    return _REASONS[role]


def raises_nothing(option: str, letter: str) -> Problem:
    """Return the problem that provisions are named for a letter around the complaint."""
    message = f"`{letter}` is a letter around the complaint, which raises no provision"
    return error(option, "CK481", message, "choose the incidents only")
