"""Cover sheets: what an annex is, where the letter cites it, which file it is, and how its pages came about."""

from __future__ import annotations

from complaintkit.packages.labels import Labels
from complaintkit.packages.sheets import MARGIN, PAGE, Sheets
from complaintkit.packages.values import Bound, Lines, Nothing

_WIDTH = PAGE[0] - 2 * MARGIN
_TOP = 620.0


def draw_cover(sheets: Sheets, one: Bound, labels: Labels) -> None:
    """Write the cover sheet of an annex; of one that is withheld, nothing but that."""
    annex = one.annex
    y = sheets.paragraph(MARGIN, _TOP, labels.annex(annex.number), _WIDTH, 30, bold=True) - 6
    if annex.copy is None:
        sheets.paragraph(MARGIN, y, labels.withheld(), _WIDTH, 12)
        return
    y = sheets.paragraph(MARGIN, y, annex.title, _WIDTH, 14) - 8
    for detail in annex.details:
        y = sheets.paragraph(MARGIN, y, detail, _WIDTH) - 1
    places = [cited(one, place.text, place.page, labels) for place in annex.places]
    if places:
        y = sheets.paragraph(MARGIN, y - 6, labels.cited(places), _WIDTH)
    y -= 14
    for note in (*_notes(one, labels), labels.enclosed(annex)):
        y = sheets.paragraph(MARGIN, y, note, _WIDTH) - 1
    sheets.paragraph(MARGIN, y, labels.digest(annex.copy.sha256), _WIDTH, 8, grey=True)


def cited(one: Bound, text: str, page: int | None, labels: Labels) -> str:
    """Return a cited place with the page of the bundle where it is, if it has one."""
    number = one.page(page) if page else None
    return text if number is None else labels.place(text, number)


def _notes(one: Bound, labels: Labels) -> list[str]:
    notes = []
    if isinstance(one.content, Nothing):
        notes.append(labels.not_printed())
    if isinstance(one.content, Lines):
        notes.append(labels.set_anew())
        notes += [labels.replaced()] if one.content.replaced else []
    if one.annex.copy and one.annex.copy.redacted:
        notes.append(labels.blacked_out())
    return notes
