"""Blacking out in PDF: the page becomes a picture with black boxes in it, so that nothing under a box is in the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from complaintkit.evidence.cleaning.libraries import needed
from complaintkit.evidence.cleaning.pdf_pictured import rebuilt
from complaintkit.evidence.cleaning.redactions import Box, Passage
from complaintkit.evidence.cleaning.values import Uncleanable

_EDGE = 1.5  # points around a text, for the ends of its letters
_LEFT = (
    "words in pictures, scans and marks on the pages, which are not searched: look at every page",
    "words on pages that were not made into pictures, where they are written in another way than the list says",
)


def redacted_pdf(data: bytes, passages: Sequence[Passage]) -> tuple[bytes, frozenset[Passage], tuple[str, ...]]:
    """Return the PDF with each page that holds a passage rebuilt as a picture, which passages were found, what is left.

    Outline, structure and links between pages go from the whole file.
    """
    pdfium = needed("pypdfium2", "blacking out in PDF")
    boxes: dict[int, list[Box]] = {}
    found: set[Passage] = set()
    with pdfium.PdfDocument(data) as document:
        for number in range(len(document)):
            for passage in passages:
                places = list(_places(document[number], number, passage))
                if places:
                    boxes.setdefault(number, []).extend(places)
                    found.add(passage)
    return rebuilt(data, boxes), frozenset(found), _LEFT


def _places(page: Any, number: int, passage: Passage) -> Iterator[Box]:
    """Yield where a passage stands on a page, as boxes from the upper left corner of the page as it is seen."""
    if passage.page not in {None, number + 1}:
        return
    if passage.box is not None:
        if passage.page is None:
            raise Uncleanable("A rectangle on a PDF needs its page.", "add `page:` to the line in the list")
        width, height = page.get_size()
        if passage.box[0] < width and passage.box[1] < height:
            yield passage.box
        return
    for box in text_boxes(page, passage):
        yield box[0] - _EDGE, box[1] - _EDGE, box[2] + _EDGE, box[3] + _EDGE


def text_boxes(page: Any, passage: Passage) -> Iterator[Box]:
    """Yield the boxes of a text on a page: one for each line that it runs over, and more where letters stand apart."""
    text = page.get_textpage()
    whole = text.get_text_range() if text.count_chars() else ""
    found = list(passage.pattern.finditer(whole)) if whole else []
    if not found:
        return
    bitmap = page.render(scale=1, may_draw_forms=False)
    converter = bitmap.get_posconv(page)
    indexes = _indexes(text, whole)
    for match in found:
        for index in indexes[match.start() : match.end()]:
            left, bottom, right, top = text.get_charbox(index, loose=True)
            across, down = zip(*(converter.to_bitmap(x, y) for x in (left, right) for y in (bottom, top)), strict=True)
            yield min(across), min(down), max(across), max(down)


def _indexes(text: Any, whole: str) -> list[int]:
    """Return for each sign of the text the number of its letter on the page.

    Raises Uncleanable where the two cannot be matched, since a box would then stand in the wrong place.
    """
    count = text.count_chars()
    if len(whole) != count:
        message = "The text of a page cannot be matched with the places of its letters."
        raise Uncleanable(message, "give the passage as a rectangle (`box`) instead of a text")
    return list(range(count))
