"""Where dates stand on a time line: incidents above the line, exhibits below it, none on top of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from complaintkit.case.spans import Span
from complaintkit.values import frozen

WIDTH, LEFT, RIGHT = 1000, 36, 964
ROW, MOST_ROWS, TICKS = 20, 20, 40
_SIGN, _MARK = 7.4, 12
_LONGEST = 26
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_MOST_TICKS = 12


@frozen
class Dated:
    """Something with a date: what it is called on the line, what it is in words, when, and where on the page it stands."""

    name: str
    words: str
    when: Span
    anchor: str


@frozen
class Mark:
    """A mark on the line: from `x` to `end`, `y` down, with its name at `name_x`.

    The name is `anchored` as SVG has it: `start` where it stands after the mark, `end` before it, `middle` on it.
    """

    name: str
    words: str
    anchor: str
    x: float
    end: float
    y: float
    name_x: float
    anchored: str


@frozen
class Tick:
    """A month or year written below the line."""

    x: float
    text: str


@frozen
class TimeLine:
    """Everything on the line with its places; `axis` is how far down the line stands, `more` what found no room."""

    incidents: tuple[Mark, ...]
    exhibits: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    axis: float
    height: float
    more: int
    first: date
    last: date


def time_line(incidents: Sequence[Dated], exhibits: Sequence[Dated]) -> TimeLine | None:
    """Return the time line, or None where nothing has a date. What has none is left out."""
    known = [one for one in (*incidents, *exhibits) if one.when.first and one.when.last]
    if not known:
        return None
    first = min(one.when.first for one in known if one.when.first)
    last = max(one.when.last for one in known if one.when.last)
    above, above_left = _packed(incidents, first, last)
    below, below_left = _packed(exhibits, first, last)
    axis = (max((row for _, row in above), default=-1) + 1) * ROW + 14
    end = axis + TICKS + (max((row for _, row in below), default=-1) + 1) * ROW
    return TimeLine(
        tuple(replace(mark, y=axis - 14 - row * ROW) for mark, row in above),
        tuple(replace(mark, y=axis + TICKS + 4 + row * ROW) for mark, row in below),
        tuple(_ticks(first, last)), axis, end, above_left + below_left, first, last,
    )  # fmt: skip


def _place(day: date, first: date, last: date) -> float:
    days = max((last - first).days, 1)
    return round(LEFT + (RIGHT - LEFT) * (day - first).days / days, 1)


def _packed(dated: Iterable[Dated], first: date, last: date) -> tuple[list[tuple[Mark, int]], int]:
    """Return the marks, each with the first row that has room for it, and how many found none."""
    rows: list[float] = []
    marks: list[tuple[Mark, int]] = []
    left = 0
    known = [one for one in dated if one.when.first and one.when.last]
    for one in sorted(known, key=lambda item: (item.when.first or date.max, item.when.last or date.max, item.name)):
        mark, begin, end = _mark(one, first, last)
        row = next((number for number, taken in enumerate(rows) if taken < begin), len(rows))
        if row == MOST_ROWS:
            left += 1
            continue
        rows[row:] = [end] if row == len(rows) else [end, *rows[row + 1 :]]
        marks.append((mark, row))
    return marks, left


def _mark(one: Dated, first: date, last: date) -> tuple[Mark, float, float]:
    """Return a mark without its row, and what it takes up with its name: after it, else before it, else on it."""
    x, end = (_place(day or first, first, last) for day in (one.when.first, one.when.last))
    name = one.name if len(one.name) <= _LONGEST else f"{one.name[: _LONGEST - 1]}…"
    room = len(name) * _SIGN + _MARK
    if end + room <= WIDTH:
        return Mark(name, one.words, one.anchor, x, end, 0, round(end + _MARK - 3, 1), "start"), x - _MARK, end + room
    if x - room >= 0:
        return Mark(name, one.words, one.anchor, x, end, 0, round(x - _MARK + 3, 1), "end"), x - room, end + _MARK
    return Mark(name, one.words, one.anchor, x, end, 0, round((x + end) / 2, 1), "middle"), x - _MARK, end + _MARK


def _ticks(first: date, last: date) -> Iterator[Tick]:
    """Yield the first days of months, as many as are legible; whole years where those are enough."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((step for step in _STEPS if months <= step * _MOST_TICKS), _STEPS[-1])
    if months == 0:
        yield Tick(LEFT, first.isoformat())
        return
    number = first.year * 12 + first.month - 1
    for month in range(-(-number // step) * step, last.year * 12 + last.month, step):
        day = date(month // 12, month % 12 + 1, 1)
        if day >= first:
            yield Tick(_place(day, first, last), f"{day.year}" if step >= 12 else f"{day.year}-{day.month:02}")  # noqa: PLR2004
