"""The standard case: what a scenario need not write. What it writes is merged into it, key by key."""

from __future__ import annotations

from typing import Any

CASE: dict[str, Any] = {
    "format": 1,
    "title": "A scenario",
    "complainant": {
        "label": "association",
        "shown_as": "the association",
        "kind": "organisation",
        "seat": "member-state",
        "staff_of_union": "no",
    },
    "respondent": {"institution": "eeas", "shown_as": "the institution", "kind": "union-institution"},
    "officials": {
        "official-1": {
            "post": "an official",
            "employer": "eeas",
            "category": "official",
            "service": {"from": "2015-01-01"},
        }
    },
    "persons": {
        "person-1": {"shown_as": "a first person", "kind": "person"},
        "person-2": {"shown_as": "a second person", "kind": "person"},
        "group-1": {"shown_as": "an organisation", "kind": "organisation"},
    },
    "court": {"answer": "no"},
    "olaf_investigates": {"answer": "no"},
}
INCIDENT: dict[str, Any] = {"when": "2019-09-18", "official": "official-1", "affected": ["person-1"]}
EXHIBIT: dict[str, Any] = {"sha256": "0" * 64, "size": 1, "pages": 1}
EXHIBITS: dict[str, dict[str, Any]] = {"E1": {}}


def incident(incident_id: str, written: dict[str, Any]) -> dict[str, Any]:
    """Return what a file of an incident would hold: what is written, and standard values for the rest."""
    return {"title": incident_id, **INCIDENT, **written}


def exhibit(number: str, written: dict[str, Any]) -> dict[str, Any]:
    """Return an entry of the register of exhibits likewise: a document of one page."""
    return {"id": number, "file": f"{number}.pdf", "title": f"Exhibit {number}", **EXHIBIT, **written}


def merged(standard: dict[str, Any], written: dict[str, Any]) -> dict[str, Any]:
    """Return the standard with what is written: mappings are merged, anything else takes its place."""
    found = dict(standard)
    for key, value in written.items():
        held = standard.get(key)
        both = isinstance(held, dict) and isinstance(value, dict)
        found[key] = merged(held, value) if both and held is not None else value
    return found
