"""Who cites what: every place of a case where an exhibit stands, and every place that names an incident."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from complaintkit.case.values import Case, Citation, Selection
from complaintkit.values import frozen


@frozen
class CitedAt:
    """A place that cites: the file, the incident if it is one's, the keys down to the citation, the pinpoint."""

    file: str
    incident: str | None
    where: str
    at: str | None = None


def citations_of(case: Case, exhibit: str) -> tuple[CitedAt, ...]:
    """Return every place of the case file and the incidents that cites an exhibit, in the order of reading."""
    return tuple(
        CitedAt(file, incident, where, citation.at)
        for file, incident, model in _parts(case)
        for where, citation in _citations(model)
        if citation.exhibit == exhibit
    )


def cited_by(case: Case) -> dict[str, tuple[str, ...]]:
    """Return, for each exhibit that is cited, the ids of the incidents that cite it; `case.yaml` stands for the case file."""
    found: dict[str, dict[str, None]] = {}
    for file, incident, model in _parts(case):
        for _, citation in _citations(model):
            found.setdefault(citation.exhibit, {})[incident or file] = None
    return {exhibit: tuple(places) for exhibit, places in found.items()}


def places_naming(case: Case, incident_id: str) -> tuple[CitedAt, ...]:
    """Return every place that would point nowhere without the incident: selections, joined claims, other incidents."""
    return (
        *(place for selection in case.selections.values() for place in _in_selection(selection, incident_id)),
        *(
            CitedAt("case.yaml", None, f"joined claim `{joined.id}`")
            for joined in case.file.joined
            if incident_id in joined.incidents
        ),
        *(
            CitedAt(f"incidents/{other.id}.yaml", other.id, f"`{key}` of {what}")
            for other in case.incidents
            if other.id != incident_id
            for key, what, label in _pointers(other)
            if label == incident_id
        ),
    )


def _parts(case: Case) -> Iterator[tuple[str, str | None, BaseModel]]:
    yield "case.yaml", None, case.file
    for incident in case.incidents:
        yield f"incidents/{incident.id}.yaml", incident.id, incident


def _citations(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Citation]]:
    """Yield each citation below a value with the keys that lead to it, as a reader would say them."""
    if isinstance(value, Citation):
        yield " ".join(path), value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _citations(getattr(value, name), (*path, name) if name != "exhibits" else path)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _citations(item, (*path, str(key)))
    elif isinstance(value, tuple):
        for number, item in enumerate(value, start=1):
            yield from _citations(item, path if isinstance(item, Citation) else (*path, str(number)))


def _in_selection(selection: Selection, incident_id: str) -> Iterator[CitedAt]:
    for part in ("chosen", "background", "left_out"):
        if any(chosen.incident == incident_id for chosen in getattr(selection, part)):
            yield CitedAt(f"selections/{selection.recipient}.yaml", None, f"`{part}`")


def _pointers(incident: Any) -> Iterator[tuple[str, str, str | None]]:
    """Yield the labels by which an incident may point to another one: key, what holds it, label."""
    for number, act in enumerate(incident.acts, start=1):
        yield "same_as", f"act {number}", act.same_as
    for number, approach in enumerate(incident.approaches, start=1):
        yield "reminder_of", f"approach {number}", approach.reminder_of
