"""The bundle: index, cover sheets and the pages of all annexes in one PDF file, numbered, stamped, with links and bookmarks.

Every page of an exhibit stands, a little smaller, inside a frame on a sheet of its own, so that stamp and page number cover
nothing of it. Index, covers and texts are set first; the pages of PDF files and pictures are put into their frames after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from complaintkit.packages.covers import draw_cover
from complaintkit.packages.framing import Framed, framed
from complaintkit.packages.index import draw_heading, draw_rows, name_of, sheets_of
from complaintkit.packages.labels import Heading, Labels
from complaintkit.packages.sheets import Sheets, frame_of
from complaintkit.packages.values import Annex, Bound, Bundle, Content, Lines, Part
from complaintkit.values import frozen


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
    loose = [Bound(*pair) for pair in zip(annexes, contents, strict=True)]
    bound, index = _numbered(loose, sizes, lambda placed: len(sheets_of(placed, heading, labels)))
    binder = _Binder(tuple(bound), index, names_of(len(sizes)), heading, labels)
    return Bundle(tuple(binder.part(number) for number in range(len(sizes))), tuple(bound))


def names_of(parts: int) -> tuple[str, ...]:
    """Return the names of the bundle's files: numbers and neutral words, in the order of reading after the letter."""
    return tuple(f"{number + 2}-annexes.pdf" for number in range(parts))


def _numbered(
    bound: list[Bound], sizes: Sequence[int], sheets: Callable[[list[Bound]], int]
) -> tuple[list[Bound], int]:
    """Return the annexes with their pages, and how many sheets the index takes, which depends on them in turn."""
    index = 0
    needed = 1
    while needed > index:  # it never shrinks, so that this ends
        index = needed
        bound = _placed(bound, sizes, index)
        needed = sheets(bound)
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


@frozen
class _Binder:
    """What the files of one bundle share: where each annex stands, the sheets of the index, names, words."""

    bound: tuple[Bound, ...]
    index: int
    names: tuple[str, ...]
    heading: Heading
    labels: Labels

    @property
    def pages(self) -> int:
        return self.bound[-1].last if self.bound else self.index

    def part(self, here: int) -> Part:
        """Return one file of the bundle."""
        mine = [one for one in self.bound if one.part == here]
        first = mine[0].cover - self.index if mine else 1
        last = mine[-1].last if mine else self.index
        sheets = Sheets(self.heading.title, self.labels.language)
        self._draw_index(sheets, here, first)
        frames: list[Framed] = []
        for one in mine:
            self._draw_cover(sheets, one)
            frames += self._draw_pages(sheets, one, first)
        data = framed(sheets.finished(), frames, first)
        return Part(self.names[here], first, self.index, last - first + 1, data, sha256(data).hexdigest())

    def _draw_index(self, sheets: Sheets, here: int, first: int) -> None:
        rows = sheets_of(self.bound, self.heading, self.labels)
        elsewhere = {part: self.labels.in_file(name) for part, name in enumerate(self.names) if part != here}
        sheets.here("index")
        sheets.bookmark(self.heading.title, "index")
        draw_heading(sheets, self.heading, self.labels, self._part(here))
        for number in range(self.index):
            draw_rows(sheets, rows[number] if number < len(rows) else (), None if number else self.heading, elsewhere)
            self._finish(sheets, first + number)

    def _part(self, here: int) -> str:
        return self.labels.part(here + 1, len(self.names)) if len(self.names) > 1 else ""

    def _draw_cover(self, sheets: Sheets, one: Bound) -> None:
        sheets.here(name_of(one.cover))
        sheets.bookmark(_bookmark(one, self.labels), name_of(one.cover))
        draw_cover(sheets, one, self.labels)
        self._finish(sheets, one.cover)

    def _draw_pages(self, sheets: Sheets, one: Bound, first: int) -> Iterator[Framed]:
        """Set the sheets of an annex; yield what is to be put into their frames."""
        for page in range(1, one.content.count + 1):
            number, wide = one.cover + page, one.content.wide[page - 1]
            sheets.lay(wide=wide)
            sheets.here(name_of(number))
            sheets.stamp(self.labels.stamp(one.annex.number, page, one.content.count))
            if isinstance(one.content, Lines):
                sheets.lines(one.content.pages[page - 1])
            else:
                yield Framed(number - first, one.content, page - 1, frame_of(wide=wide))
            self._finish(sheets, number)

    def _finish(self, sheets: Sheets, number: int) -> None:
        sheets.footer(self.labels.footer(number, self.pages))
        sheets.end_page()


def _bookmark(one: Bound, labels: Labels) -> str:
    name = labels.annex(one.annex.number)
    return f"{name}: {one.annex.title}" if one.annex.title else name
