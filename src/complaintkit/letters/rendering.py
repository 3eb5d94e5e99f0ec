"""A composed letter as a DOCX file: the value's fields are what a template may print, and nothing else."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from complaintkit.documents.compiled import CompiledTemplate
from complaintkit.documents.properties import CoreProperties
from complaintkit.documents.reading_back import said_besides
from complaintkit.letters.speaking import Sentences
from complaintkit.letters.values import Letter
from complaintkit.problems import Refused

_PLAIN = frozenset({str, int, bool, type(None)})
_LISTS = frozenset({list, tuple})
NAMES = tuple(field.name for field in fields(Letter))


def render(letter: Letter, template: CompiledTemplate) -> bytes:
    """Return the letter as a DOCX file; the same letter and template give the same bytes.

    Raises:
        Refused: where the template asks for what a letter or the catalogue does not have; CK637 where the file, read
            back, says more about itself than the letter's title, language, date and author.
    """
    properties = CoreProperties(letter.title, letter.author, letter.language, letter.on)
    data = template.render(context(letter), properties, Sentences(letter.language, draft=letter.draft))
    besides = said_besides(data, properties, template.shown)
    if besides:
        raise Refused(besides)
    return data


def context(letter: Letter) -> dict[str, object]:
    """Return what a template sees: plain text, numbers, lists and mappings."""
    return {name: _plain(getattr(letter, name)) for name in NAMES}


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind in _LISTS:
        return [inner if type(inner) in _PLAIN else _plain(inner) for inner in value]
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if is_dataclass(value):
        return {name: inner if type(inner) in _PLAIN else _plain(inner) for name, inner in vars(value).items()}
    return value.isoformat() if isinstance(value, date) else value
