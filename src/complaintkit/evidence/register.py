"""The register of exhibits, `exhibits.yaml`: reading it with places, and what is entered for a new exhibit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from complaintkit.case import registers
from complaintkit.case.folders import EXHIBITS_FILE
from complaintkit.case.values import Exhibit, Register
from complaintkit.evidence import custody
from complaintkit.problems import Problem, has_errors
from complaintkit.source.documents import Document
from complaintkit.values import frozen

REGISTER = EXHIBITS_FILE


@frozen
class Description:
    """What is said of an exhibit when it is added; whatever is None is left out of the register, to be typed later."""

    title: str | None = None
    kind: str | None = None
    dated: str | None = None
    made_by: str | None = None
    obtained: str | None = None
    language: str | None = None
    pages: int | None = None
    connection: str | None = None
    how_obtained: str | None = None
    received_from: str | None = None
    received: str | None = None
    reliability: str | None = None
    confidentiality: str | None = None
    disclosure: str | None = None
    special_categories: tuple[str, ...] = ()
    original_language: str | None = None
    notes: str | None = None


def read_register(folder: Path) -> tuple[Register | None, Document | None, tuple[Problem, ...]]:
    """Return the register of a case with its source for places, and what is wrong; no register where anything is faulty."""
    read = registers.read_register(folder)
    faulty = has_errors(read.problems)
    return None if faulty else read.register, read.document, read.problems


def described(place: Mapping[str, Any], said: Mapping[str, Any], description: Description) -> dict[str, Any]:
    """Return what the register says of a new exhibit, in the order of the file.

    `place` is what the tool knows (file, digest, size, moment, relations), `said` what the file itself says and what
    follows from it; what the description says counts before it. Raises pydantic's ValidationError where that is nothing
    the register can hold.
    """
    typed = {key: value for key, value in vars(description).items() if value not in (None, ())}
    known = {"title": "", "kind": "document", **said, **typed, **place}
    entry = {key: _listed(known[key]) for key in _ORDER if known.get(key) not in (None, (), [], {})}
    Exhibit.model_validate({**entry, "id": "E1"})
    return entry


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


_ORDER = tuple(name for name in Exhibit.model_fields if name != "id")


def with_head(entries: Sequence[custody.Entry]) -> Callable[[Any], None]:
    """Return the change of the register that enters the head of the log."""

    def change(data: Any) -> None:
        if not data.get("custody"):
            data["custody"] = {}
        data["custody"]["entries"] = len(entries)
        data["custody"]["head"] = custody.head_of(entries)

    return change
