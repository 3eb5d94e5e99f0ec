"""The register of exhibits, `exhibits.yaml`: reading it with places, and what is entered for a new exhibit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from complaintkit.case.folders import EXHIBITS_FILE
from complaintkit.case.values import Exhibit, Register
from complaintkit.evidence import custody
from complaintkit.evidence.files import Fingerprint
from complaintkit.problems import Problem
from complaintkit.source.documents import Document, read_document
from complaintkit.source.validation import validate
from complaintkit.values import frozen

REGISTER = EXHIBITS_FILE
_KINDS = {
    "e-mail": {"eml", "msg", "emlx", "mbox"},
    "picture": {"png", "jpg", "jpeg", "gif", "tif", "tiff", "webp", "heic", "bmp"},
    "recording": {"mp3", "wav", "ogg", "m4a", "mp4", "mov", "mkv", "webm", "avi"},
}


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


def read_register(folder: Path) -> tuple[Register | None, Document | None, tuple[Problem, ...]]:
    """Return the register of a case with its source for places, or None where it cannot be read, and what is wrong."""
    document, problems = read_document(folder / REGISTER, REGISTER)
    if document is None:
        return None, None, problems
    register, mistakes = validate(document, Register, with_numbers(document.data))
    return register, document, (*problems, *mistakes)


def with_numbers(data: Any) -> Any:
    """Return the register's data with each exhibit's number, which is its key in the file, as its `id`."""
    if not isinstance(data, dict) or not isinstance(data.get("exhibits"), dict):
        return {**data, "exhibits": {}} if isinstance(data, dict) and data.get("exhibits", 0) is None else data
    named = {key: {**value, "id": key} if isinstance(value, dict) else value for key, value in data["exhibits"].items()}
    return {**data, "exhibits": named}


def described(file: str, name: str, read: Fingerprint, description: Description, at: str) -> dict[str, Any]:
    """Return what the register says of a new exhibit, in the order of the file; `name` is its original's.

    Raises pydantic's ValidationError where the description is none that the register can hold.
    """
    said = {
        "file": file,
        "sha256": read.sha256,
        "size": read.size,
        "title": description.title or name,
        "kind": description.kind or kind_of(name),
        "dated": description.dated,
        "made_by": description.made_by,
        "obtained": description.obtained,
        "language": description.language,
        "pages": description.pages,
        "added": at,
    }
    entry = {key: value for key, value in said.items() if value is not None}
    Exhibit.model_validate({**entry, "id": "E1"})
    return entry


def entering(number: str, entry: dict[str, Any], entries: Sequence[custody.Entry]) -> Callable[[Any], None]:
    """Return the change of the register that enters an exhibit together with the head of the log."""

    def change(data: Any) -> None:
        if not data.get("exhibits"):
            data["exhibits"] = {}
        data["exhibits"][number] = entry
        with_head(entries)(data)

    return change


def with_head(entries: Sequence[custody.Entry]) -> Callable[[Any], None]:
    """Return the change of the register that enters the head of the log."""

    def change(data: Any) -> None:
        if not data.get("custody"):
            data["custody"] = {}
        data["custody"]["entries"] = len(entries)
        data["custody"]["head"] = custody.head_of(entries)

    return change


def kind_of(name: str) -> str:
    """Return the kind that a file's name speaks for: e-mail, picture, recording, else document."""
    ending = name.rpartition(".")[2].lower()
    return next((kind for kind, endings in _KINDS.items() if ending in endings), "document")
