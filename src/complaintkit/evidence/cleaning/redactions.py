"""The list of passages to be blacked out: a YAML file with the exhibit, the page, and a text or a rectangle.

    redactions:
      - {exhibit: E12, page: 2, text: "Invented Name"}
      - {exhibit: E12, page: 3, box: [72, 100, 300, 120]}     # left, top, right, bottom

Rectangles are counted from the upper left corner of the page as it is seen: in points on a PDF, in pixels on a picture.
Without `page`, a text is blacked out wherever it stands.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import Field

from complaintkit.case.values import ExhibitId, Model, Sentence
from complaintkit.problems import Problem, error
from complaintkit.source.documents import Document, read_document
from complaintkit.source.validation import validate
from complaintkit.values import frozen

MARK = "\N{FULL BLOCK}" * 4
_Side = Annotated[float, Field(ge=0)]
Box = tuple[float, float, float, float]


class _Line(Model):
    """One line of the list."""

    exhibit: ExhibitId
    page: int | None = Field(default=None, ge=1)
    text: Sentence | None = None
    box: tuple[_Side, _Side, _Side, _Side] | None = None


class _List(Model):
    """The file."""

    redactions: Annotated[tuple[_Line, ...], Field(min_length=1)]


@frozen
class Passage:
    """A passage to be blacked out: a text, or a box (left, top, right, bottom); where it stands in which list."""

    exhibit: str
    page: int | None
    text: str | None
    box: Box | None
    file: str
    at: tuple[int, int] | None = None

    @property
    def shown(self) -> str:
        """Return the passage as a message names it, without repeating the text that is to be hidden."""
        where = f" on page {self.page}" if self.page else ""
        return f"the {'text' if self.text else 'rectangle'}{where} for {self.exhibit}"

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return what finds the text, however its words are spaced and in capitals or not."""
        return pattern_of(self.text or "")


def pattern_of(text: str) -> re.Pattern[str]:
    """Return a pattern for the words of a text, whatever blanks or line ends stand between them."""
    return re.compile(r"\s*".join(re.escape(word) for word in text.split()), re.IGNORECASE)


def read_redactions(path: Path, shown: str) -> tuple[tuple[Passage, ...], tuple[Problem, ...]]:
    """Return the passages of a list with every mistake in it; nothing may be blacked out by a list that has any."""
    document, problems = read_document(path, shown)
    if document is None:
        return (), problems
    found, mistakes = validate(document, _List)
    problems = (*problems, *mistakes)
    if found is None:
        return (), problems
    passages = tuple(_passage(line, number, document) for number, line in enumerate(found.redactions))
    return passages, (*problems, *(problem for one in passages if (problem := _unclear(one))))


def _passage(line: _Line, number: int, document: Document) -> Passage:
    place = document.place(("redactions", number))
    return Passage(line.exhibit, line.page, line.text, line.box, document.file, place)


def _unclear(one: Passage) -> Problem | None:
    if (one.text is None) == (one.box is None):
        message = "A passage to be blacked out is either a `text` or a `box`; this one names both or neither."
        return error(one.file, "CK595", message, "leave one of the two", at=one.at)
    if one.box is not None and (one.box[0] >= one.box[2] or one.box[1] >= one.box[3]):
        message = "This rectangle is empty: it goes from left and top to right and bottom."
        return error(one.file, "CK595", message, "write box: [left, top, right, bottom]", at=one.at)
    return None
