"""What people type where it is shorter than the model: shorthands of incident files, and their way into the model.

The story may be plain text, a paragraph a blank line, or a list of texts and mappings. What supports it may then stand once
for the whole incident: `source`, `told_by`, `exhibits` and `vouched` are taken over by each statement that has none of
these itself.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator

from complaintkit.case.values import Citations, Incident, Label, Occurrence, Source, Statement

_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
SUPPORT = ("source", "told_by", "exhibits", "vouched")


def _statements(value: Any) -> Any:
    if isinstance(value, str):
        return [{"say": " ".join(paragraph.split())} for paragraph in _BLANK_LINES.split(value.strip()) if paragraph]
    if isinstance(value, list):
        return [{"say": item} if isinstance(item, str) else item for item in value]
    return value


Told = Annotated[tuple[Statement, ...], BeforeValidator(_statements)]


class IncidentFile(Occurrence):
    """`incidents/ID.yaml`: what happened, the answers to the rules' questions, and what was sent to the institution."""

    what_happened: Told = ()
    against: Told = ()
    source: Source = "document"
    told_by: Label | None = None
    exhibits: Citations = ()
    vouched: bool = False


def to_incident(incident_id: str, file: IncidentFile) -> Incident:
    """Return the incident that a file tells of, its support handed down to the statements that have none."""
    support = {name: getattr(file, name) for name in SUPPORT if name in file.model_fields_set}
    values = {name: getattr(file, name) for name in Occurrence.model_fields}
    values["what_happened"] = _supported(file.what_happened, support)
    values["against"] = _supported(file.against, support)
    return Incident.model_construct(_fields_set=file.model_fields_set - set(SUPPORT), id=incident_id, **values)


def _supported(statements: tuple[Statement, ...], support: dict[str, Any]) -> tuple[Statement, ...]:
    if not support:
        return statements
    return tuple(
        statement if statement.model_fields_set & set(SUPPORT) else statement.model_copy(update=support)
        for statement in statements
    )
