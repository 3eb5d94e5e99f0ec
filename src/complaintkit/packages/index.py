"""The index of a bundle: one row for each annex, with the page where it begins and the places that the letter cites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from complaintkit.packages.fonts import fonts, printable
from complaintkit.packages.labels import Heading, Labels
from complaintkit.packages.setting import wrapped
from complaintkit.packages.sheets import MARGIN, PAGE, Sheets
from complaintkit.packages.values import Bound
from complaintkit.values import frozen

_NUMBER, _RIGHT = 34.0, 54.0
_TITLE, _DETAIL = 10.0, 8.5
_STEP = 1.35
_WIDTH = PAGE[0] - 2 * MARGIN - _NUMBER - _RIGHT
_HEADING, _ACROSS = 17.0, PAGE[0] - 2 * MARGIN
_HIGHEST, _LATER, _LOWEST = 775.0, 770.0, 60.0
_BETWEEN = 9.0


@frozen
class Chip:
    """A cited place in the index: its text, and the page of the bundle that it leads to, if any."""

    text: str
    page: int | None


@frozen
class Row:
    """One row of the index, wrapped."""

    bound: Bound
    title: tuple[str, ...]
    details: tuple[str, ...]
    places: tuple[tuple[Chip, ...], ...]
    pages: str

    @property
    def height(self) -> float:
        """Return how high the row is."""
        return (len(self.title) * _TITLE + (len(self.details) + len(self.places)) * _DETAIL) * _STEP + _BETWEEN


def sheets_of(annexes: Sequence[Bound], heading: Heading, labels: Labels) -> tuple[tuple[Row, ...], ...]:
    """Return the rows of the index, sheet by sheet."""
    sheets: list[list[Row]] = [[]]
    left = _top(heading) - _LOWEST
    for row in (_row(bound, labels) for bound in annexes):
        if row.height > left and sheets[-1]:
            sheets.append([])
            left = _LATER - _LOWEST
        sheets[-1].append(row)
        left -= row.height
    return tuple(map(tuple, sheets))


def _top(heading: Heading) -> float:
    """Return where the first row begins below the heading, with room for a line that says which part this is."""
    titles = len(wrapped(printable(heading.title)[0], _ACROSS, _HEADING))
    lines = sum(len(wrapped(printable(line)[0], _ACROSS, _TITLE)) for line in heading.lines)
    return _HIGHEST - titles * _HEADING * _STEP - (lines + 1) * _TITLE * _STEP - 44


def _row(bound: Bound, labels: Labels) -> Row:
    annex = bound.annex
    withheld = annex.copy is None
    title = labels.withheld() if withheld else annex.title
    details = () if withheld else wrapped(printable(" · ".join(annex.details))[0], _WIDTH, _DETAIL)
    pages = str(bound.cover) if bound.last == bound.cover else f"{bound.cover}–{bound.last}"
    return Row(
        bound,
        tuple(wrapped(printable(title)[0], _WIDTH, _TITLE)),
        tuple(details),
        tuple(_chips(bound, labels)),
        pages,
    )


def _chips(bound: Bound, labels: Labels) -> Iterator[tuple[Chip, ...]]:
    """Yield the cited places line by line; the first is the label before them."""
    places = [] if bound.annex.copy is None else list(bound.annex.places)
    if not places:
        return
    line = [Chip(labels.cited([]).strip(), None)]
    for number, place in enumerate(places):
        page = bound.page(place.page) if place.page else None
        text = place.text if page is None else labels.place(place.text, page)
        chip = Chip(text + (";" if number + 1 < len(places) else ""), page)
        if _wide([*line, chip]) > _WIDTH:
            yield tuple(line)
            line = []
        line.append(chip)
    yield tuple(line)


def _wide(line: Sequence[Chip]) -> float:
    return fonts().width(" ".join(printable(chip.text)[0] for chip in line), _DETAIL)


def name_of(page: int) -> str:
    """Return the name under which links lead to a page of the bundle."""
    return f"page-{page}"


def draw_heading(sheets: Sheets, heading: Heading, labels: Labels, part: str) -> None:
    """Write what stands above the index."""
    y = sheets.paragraph(MARGIN, _HIGHEST, heading.title, _ACROSS, _HEADING, bold=True) - 4
    for line in heading.lines:
        y = sheets.paragraph(MARGIN, y, line, _ACROSS, _TITLE)
    if part:
        sheets.text(MARGIN, y, part, _TITLE, bold=True)
    top = _top(heading) + 20
    sheets.text(MARGIN, top, heading.columns[0], _DETAIL, grey=True)
    sheets.text(MARGIN + _NUMBER, top, heading.columns[1], _DETAIL, grey=True)
    sheets.right(PAGE[0] - MARGIN, top, labels.page_column(), _DETAIL, grey=True)
    sheets.rule(top - 6)


def draw_rows(sheets: Sheets, rows: Sequence[Row], heading: Heading | None, elsewhere: Mapping[int, str]) -> None:
    """Write the rows of one sheet of the index, below the heading if that is given.

    `elsewhere` says for the other parts of the bundle in which file they are; rows of those have no links.
    """
    y = _LATER if heading is None else _top(heading)
    for row in rows:
        _draw_row(sheets, row, y, elsewhere.get(row.bound.part, ""))
        y -= row.height


def _draw_row(sheets: Sheets, row: Row, top: float, elsewhere: str) -> None:
    sheets.text(MARGIN, top, str(row.bound.annex.number), _TITLE, bold=True)
    sheets.right(PAGE[0] - MARGIN, top, row.pages, _TITLE)
    if elsewhere:
        sheets.right(PAGE[0] - MARGIN, top - _DETAIL * _STEP, elsewhere, 6.5, grey=True)
    y = top
    for line in row.title:
        sheets.text(MARGIN + _NUMBER, y, line, _TITLE)
        y -= _TITLE * _STEP
    if not elsewhere:
        sheets.link(name_of(row.bound.cover), (MARGIN, y + 8, PAGE[0] - MARGIN, top + _TITLE))
    for line in row.details:
        sheets.text(MARGIN + _NUMBER, y, line, _DETAIL, grey=True)
        y -= _DETAIL * _STEP
    for chips in row.places:
        _draw_chips(sheets, chips, y, linked=not elsewhere)
        y -= _DETAIL * _STEP
    sheets.rule(y + 3)


def _draw_chips(sheets: Sheets, chips: Sequence[Chip], y: float, *, linked: bool) -> None:
    x = MARGIN + _NUMBER
    for chip in chips:
        end = sheets.text(x, y, chip.text, _DETAIL, grey=True)
        if chip.page is not None and linked:
            sheets.link(name_of(chip.page), (x, y - 2, end, y + _DETAIL))
        x = end + fonts().width(" ", _DETAIL)
