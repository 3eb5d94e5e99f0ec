"""The shipped templates made ready: what `compile_template` makes of them, kept under the SHA-256 of each file.

To look through a template, to patch and to parse it takes longer than to write the letter. A template that is, byte for
byte, one of those shipped needs none of it; any other is compiled in full. What is kept holds programs that jinja made, so
it is read from the installed package only, never from a folder of templates or a case. `tools/prepare.py` writes it.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from complaintkit.documents.environment import sandbox
from complaintkit.documents.filling import CompiledPart, CompiledTemplate
from complaintkit.documents.package import compressed
from complaintkit.documents.programs import runnable
from complaintkit.values import frozen

FILE = Path(__file__).with_name("prepared.json")
_JINJA = getattr(jinja2, "__version__", None)  # a program runs with the version that made it


@frozen
class Place:
    """Where a tag stands, in words."""

    words: str

    def place(self) -> str:
        """Return where the tag stands, and the tag."""
        return self.words


def prepared_template(data: bytes, shown: str) -> CompiledTemplate | None:
    """Return the template made ready if it is, byte for byte, one that is shipped; else None.

    Args:
        data: the DOCX file.
        shown: its name in messages.
    """
    held = _held(FILE)
    found = held["templates"].get(hashlib.sha256(data).hexdigest())
    return _compiled(found, shown) if found and held["jinja"] == _JINJA else None


@cache
def _held(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_bytes())
    return found


def as_json(templates: Iterable[tuple[bytes, CompiledTemplate]]) -> str:
    """Return what `prepared_template` reads: DOCX files with what they were compiled to.

    Raises:
        UnicodeDecodeError: for a template with a picture; those shipped have none.
    """
    held = {hashlib.sha256(data).hexdigest(): _plain(template) for data, template in templates}
    return json.dumps({"jinja": _JINJA, "templates": held}, ensure_ascii=False, indent=0) + "\n"


def _plain(template: CompiledTemplate) -> dict[str, Any]:
    return {
        "parts": [
            {
                "name": part.name,
                "program": part.program,
                "tags": [tag.place() if tag else None for tag in part.tags],
                "grids": part.grids,
                "pictures": part.pictures,
            }
            for part in template.parts
        ],
        "in_language": {name: data.decode() for name, data in template.in_language},
        "unchanged": {part.name: zlib.decompress(part.compressed, -15).decode() for part in template.unchanged},
    }


def _compiled(found: dict[str, Any], shown: str) -> CompiledTemplate:
    environment = sandbox()
    return CompiledTemplate(
        shown,
        tuple(
            CompiledPart(
                part["name"],
                part["program"],
                runnable(part["program"], environment),
                tuple(Place(words) if words else None for words in part["tags"]),
                part["grids"],
                part["pictures"],
            )
            for part in found["parts"]
        ),
        tuple((name, text.encode()) for name, text in found["in_language"].items()),
        tuple(compressed(name, text.encode()) for name, text in found["unchanged"].items()),
    )
