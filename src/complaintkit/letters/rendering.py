"""A composed letter as a DOCX file: the value's fields are what a template may print, and nothing else."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date
from typing import Any

from complaintkit.documents.compiled import CompiledTemplate
from complaintkit.documents.properties import CoreProperties
from complaintkit.letters.values import Letter

NAMES = tuple(field.name for field in fields(Letter))


def render(letter: Letter, template: CompiledTemplate) -> bytes:
    """Return the letter as a DOCX file; the same letter and template give the same bytes.

    Raises:
        Refused: where the template asks for what a letter does not have.
    """
    properties = CoreProperties(letter.title, letter.author, letter.language, letter.on)
    return template.render(context(letter), properties)


def context(letter: Letter) -> dict[str, object]:
    """Return what a template sees: plain text, numbers, lists and mappings."""
    plain: dict[str, object] = _plain(asdict(letter))
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
