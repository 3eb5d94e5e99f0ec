"""The bundle: index, cover sheets and the pages of all annexes in one PDF file, numbered, stamped, with links and bookmarks.

Every page of an exhibit stands, a little smaller, inside a frame on a sheet of its own, so that stamp and page number cover
nothing of it. Index, covers and texts are set first; the pages of PDF files and pictures are put into their frames after.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from complaintkit.packages.framing import Framed, framed
from complaintkit.packages.index import draw_heading, draw_rows, name_of, sheets_of
from complaintkit.packages.labels import Heading, Labels
from complaintkit.packages.sheets import MARGIN, PAGE, Sheets, frame_of
from complaintkit.packages.values import Annex, Bound, Bundle, Content, Lines, Nothing, Part

_SETTLED = 5


def bind(
    annexes: Sequence[Annex],
    contents: Sequence[Content],
    heading: Heading,
    labels: Labels,
    groups: Sequence[int] = (),
) -> Bundle:
    """Return the bundle of the annexes.

    Args:
        annexes: the annexes in the order of their numbers.
        contents: what is printed of each.
        heading: what stands above the index.
        labels: what is printed around, in the letter's language.
        groups: how many annexes stand in each file; by default one file holds all.
    """
    sizes = tuple(groups) or (len(annexes),)
    bound = [Bound(annex, content) for annex, content in zip(annexes, contents, strict=True)]
    bound, index = _numbered(bound, sizes, labels)
    pages = bound[-1].last if bound else index
    names = names_of(len(sizes))
    parts = []
    for here in range(len(sizes)):
        mine = [one for one in bound if one.part == here]
        first = mine[0].cover - index if mine else 1
        part = Part(names[here], first, index, (mine[-1].last if mine else index) - first + 1)
        data = _file(part, bound, here, heading, labels, pages, names)
        parts.append(replace(part, data=data, sha256=sha256(data).hexdigest()))
    return Bundle(tuple(parts), tuple(bound))


def names_of(parts: int) -> tuple[str, ...]:
    """Return the names of the bundle's files: numbers and neutral words, in the order of reading after the letter."""
    return tuple(f"{number + 2}-annexes.pdf" for number in range(parts))


def _numbered(bound: list[Bound], sizes: Sequence[int], labels: Labels) -> tuple[list[Bound], int]:
    """Return the annexes with their pages, and how many sheets the index takes, which depends on them in turn."""
    index = 1
    for _ in range(_SETTLED):
        bound = _placed(bound, sizes, index)
        needed = len(sheets_of(bound, labels))
        if needed <= index:
            break
        index = needed
    return bound, index


def _placed(bound: Sequence[Bound], sizes: Sequence[int], index: int) -> list[Bound]:
    placed: list[Bound] = []
    page, rest = 1, iter(bound)
    for part, size in enumerate(sizes):
        page += index
        for one in (next(rest) for _ in range(size)):
            placed.append(one.at(page, part))
            page = placed[-1].last + 1
    return placed


def _file(
    part: Part, bound: Sequence[Bound], here: int, heading: Heading, labels: Labels, pages: int, names: Sequence[str]
) -> bytes:
    """Return one file of the bundle."""
    sheets = Sheets(heading.title, labels.language)
    _draw_index(sheets, part, bound, here, heading, labels, pages, names)
    frames: list[Framed] = []
    for one in (one for one in bound if one.part == here):
        sheets.here(name_of(one.cover))
        sheets.bookmark(_bookmark(one, labels), name_of(one.cover))
        _draw_cover(sheets, one, labels)
        sheets.footer(labels.footer(one.cover, pages))
        sheets.end_page()
        for page in range(1, one.content.count + 1):
            number, wide = one.cover + page, one.content.wide[page - 1]
            sheets.lay(wide=wide)
            sheets.here(name_of(number))
            sheets.stamp(labels.stamp(one.annex.number, page, one.content.count))
            sheets.footer(labels.footer(number, pages))
            if isinstance(one.content, Lines):
                sheets.lines(one.content.pages[page - 1])
            else:
                frames.append(Framed(number - part.first, one.content, page - 1, frame_of(wide=wide)))
            sheets.end_page()
    return framed(sheets.finished(), frames, part.first)


def _draw_index(
    sheets: Sheets, part: Part, bound: Sequence[Bound], here: int, heading: Heading, labels: Labels, pages: int,
    names: Sequence[str],
) -> None:  # fmt: skip
    rows = sheets_of(bound, labels)
    for number in range(part.index):
        first = number == 0
        if first:
            sheets.here("index")
            sheets.bookmark(heading.title, "index")
            draw_heading(sheets, heading, labels, labels.part(here + 1, len(names)) if len(names) > 1 else "")
        if number < len(rows):
            draw_rows(sheets, rows[number], labels, here, names, first=first)
        sheets.footer(labels.footer(part.first + number, pages))
        sheets.end_page()


def _bookmark(one: Bound, labels: Labels) -> str:
    name = labels.annex(one.annex.number)
    return f"{name}: {one.annex.title}" if one.annex.title else name


def _draw_cover(sheets: Sheets, one: Bound, labels: Labels) -> None:
    """Write the cover sheet of an annex."""
    annex, width = one.annex, PAGE[0] - 2 * MARGIN
    y = sheets.paragraph(MARGIN, 620, labels.annex(annex.number), width, 30, bold=True) - 6
    if annex.copy is None:
        sheets.paragraph(MARGIN, y, labels.withheld(), width, 12)
        return
    y = sheets.paragraph(MARGIN, y, annex.title, width, 14) - 8
    for detail in annex.details:
        y = sheets.paragraph(MARGIN, y, detail, width, 10) - 1
    places = [_place(one, text, page, labels) for text, page in ((p.text, p.page) for p in annex.places)]
    if places:
        y = sheets.paragraph(MARGIN, y - 6, labels.cited(places), width, 10)
    y -= 14
    for note in _notes(one, labels):
        y = sheets.paragraph(MARGIN, y, note, width, 10) - 1
    y = sheets.paragraph(MARGIN, y, labels.enclosed(annex), width, 10) - 1
    sheets.paragraph(MARGIN, y, labels.digest(annex.copy.sha256), width, 8, grey=True)


def _place(one: Bound, text: str, page: int | None, labels: Labels) -> str:
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
