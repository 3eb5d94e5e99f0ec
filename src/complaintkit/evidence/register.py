"""The register of exhibits, `exhibits.yaml`: reading it with places, and what is entered for a new exhibit."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from complaintkit.case.folders import EXHIBITS_FILE
from complaintkit.case.values import Exhibit, Register
from complaintkit.evidence import custody
from complaintkit.problems import Problem
from complaintkit.source.documents import Document, parse_document, read_document
from complaintkit.source.reading import LARGEST_REGISTER, check_characters, read_any_text
from complaintkit.source.validation import validate
from complaintkit.values import frozen

REGISTER = EXHIBITS_FILE
_LONG, _PIECE = 300_000, 400
_EXHIBITS = re.compile(r"exhibits:[ \t]*(#.*)?")
_NUMBER = re.compile(r" +E[1-9][0-9]*:[ \t]*$", re.MULTILINE)


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
    """Return the register of a case with its source for places, or None where it cannot be read, and what is wrong."""
    document, problems = _document(folder)
    if document is None:
        return None, None, problems
    register, mistakes = validate(document, Register, with_numbers(document.data))
    return register, document, (*problems, *mistakes)


def _document(folder: Path) -> tuple[Document | None, tuple[Problem, ...]]:
    """Return the register as a document; a long one is read piece by piece, which takes far less memory."""
    path = folder / REGISTER
    try:
        long = path.stat().st_size > _LONG
    except OSError:
        long = False
    text, problems = read_any_text(path, REGISTER, LARGEST_REGISTER) if long else (None, ())
    data = in_pieces(text) if text is not None and not problems else None
    if text is None or data is None:
        return read_document(path, REGISTER, LARGEST_REGISTER)
    return Document(REGISTER, text, data), check_characters(text, REGISTER)


def in_pieces(text: str) -> dict[str, Any] | None:
    """Return the data of a register, read some exhibits at a time; None where it has to be read as a whole.

    That is where anything is wrong with it, so that each mistake is told with its place in the file.
    """
    lines = text.splitlines(keepends=True)
    begin = next((number for number, line in enumerate(lines) if _EXHIBITS.fullmatch(line.rstrip())), None)
    if begin is None or any(line[0] not in " #\n" for line in lines[begin + 1 :]):
        return None
    starts = [number for number, line in enumerate(lines) if number > begin and _NUMBER.match(line)]
    ends = [*starts[_PIECE::_PIECE], len(lines)]
    begins = [begin + 1, *ends[:-1]]
    data = _data("".join(lines[:begin]) + "exhibits: {}\n")
    for first, last in zip(begins, ends, strict=True):
        piece = _data("exhibits:\n" + "".join(lines[first:last]))
        if data is None or piece is None or not isinstance(piece["exhibits"], dict):
            return None
        if not data["exhibits"].keys().isdisjoint(piece["exhibits"]):
            return None
        data["exhibits"].update(piece["exhibits"])
    return data


def _data(text: str) -> dict[str, Any] | None:
    document, problems = parse_document(text, REGISTER)
    return document.data if document is not None and not problems and isinstance(document.data, dict) else None


def with_numbers(data: Any) -> Any:
    """Return the register's data with each exhibit's number, which is its key in the file, as its `id`."""
    if not isinstance(data, dict) or not isinstance(data.get("exhibits"), dict):
        return {**data, "exhibits": {}} if isinstance(data, dict) and data.get("exhibits", 0) is None else data
    named = {key: {**value, "id": key} if isinstance(value, dict) else value for key, value in data["exhibits"].items()}
    return {**data, "exhibits": named}


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
