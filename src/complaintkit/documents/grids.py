"""The grid of a table (ECMA-376, 17.4.48: tblGrid), which must have as many columns as the widest of its rows.

How many cells a row has is known only when the letter is made, where a template repeats cells or lets them span columns.
Then columns are added or taken away as docxtpl does it, and the table stays as wide as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_GRID = re.compile(r"<w:tblGrid>.*?</w:tblGrid>|<w:tblGrid/>", re.DOTALL)
_COLUMN = re.compile(r'<w:gridCol(?: w:w="(\d+)")?\s*/>')
_WIDTH = re.compile(r'<w:gridCol w:w="(\d+)"')
_LOOP_OVER_HEADERS = re.compile(r"\{%\s*for \w+ in ([\w.]+)\.headers\s*%\}")
_PIECE = re.compile(
    r"<w:(tbl)>|<(/w:tbl)>|<w:(tblGrid)(?:/>|>.*?</w:tblGrid>)|<w:(tr)[ >]|<w:(tc)[ >]"
    r'|<w:(gridSpan)[^<>]*w:val="(\d+)"',
    re.DOTALL,
)
_VARYING = re.compile(r"(?:</w:tc>|<w:tr>|<w:tr [^<>]*>|</w:trPr>)\s*\{[{%]|<w:gridSpan w:val=\"\{\{")


def fitted_to_headers(source: str) -> str:
    """Give every table whose columns come from `X.headers` a grid made from what `X` holds."""
    return _TABLE.sub(_fitted, source) if ".headers" in source else source


def _fitted(table: re.Match[str]) -> str:
    loop = _LOOP_OVER_HEADERS.search(table[0])
    if not loop:
        return table[0]
    total = sum(int(width) for width in _WIDTH.findall(table[0]))
    columns = f"{{% for width in {loop[1]}|column_widths({total}) %}}"
    grid = f'<w:tblGrid>{columns}<w:gridCol w:w="{{{{ width }}}}"/>{{% endfor %}}</w:tblGrid>'
    return _GRID.sub(lambda _: grid, table[0], count=1)


def needs_repair(source: str) -> bool:
    """Tell whether a patched part has a table whose rows may turn out to have more or fewer cells than its grid."""
    rest = _TABLE.sub(lambda table: "" if "<w:tblGrid>{%" in table[0] else table[0], source)
    return bool(_VARYING.search(rest)) or any(
        row != len(_COLUMN.findall(table.grid[0])) for table in _tables(rest) if table.grid for row in table.rows
    )


def repaired(xml: str) -> str:
    """Return a part with the grid of each table as wide as the widest of its rows."""
    changed = [change for table in _tables(xml) for change in table.change()]
    for begins, ends, grid in sorted(changed, reverse=True):
        xml = xml[:begins] + grid + xml[ends:]
    return xml


def _tables(xml: str) -> Iterator[_Table]:
    """Yield the tables of a part, those inside others first."""
    open_tables: list[_Table] = []
    for piece in _PIECE.finditer(xml):
        if piece[1]:
            open_tables.append(_Table())
        elif open_tables and piece[2]:
            yield open_tables.pop()
        elif open_tables:
            open_tables[-1].take(piece)


class _Table:
    """One table while its pieces pass by: its grid, and how many columns each of its rows takes."""

    def __init__(self) -> None:
        self.grid: re.Match[str] | None = None
        self.rows: list[int] = []

    def take(self, piece: re.Match[str]) -> None:
        """Take a grid, a row, a cell or how many columns a cell spans."""
        if piece[3]:
            self.grid = self.grid or piece
        elif piece[4]:
            self.rows.append(0)
        elif self.rows:
            self.rows[-1] += 1 if piece[5] else max(0, int(piece[7]) - 1)

    def change(self) -> list[tuple[int, int, str]]:
        """Return where the grid stands and what it must become; nothing if it fits."""
        if self.grid is None:
            return []
        widths = [int(width) if width else None for width in _COLUMN.findall(self.grid[0])]
        widest = max(self.rows, default=0)
        if len(widths) == widest or not widest:
            return []
        columns = "".join(
            "<w:gridCol/>" if width is None else f'<w:gridCol w:w="{width}"/>' for width in _widths(widths, widest)
        )
        return [(*self.grid.span(), f"<w:tblGrid>{columns}</w:tblGrid>")]


def _widths(widths: list[int | None], wanted: int) -> list[int | None]:
    """Return widths for the number of columns wanted, together as wide as before (but for fractions)."""
    if any(width is None for width in widths) or not any(widths):
        return [None] * wanted
    known = [width for width in widths if width is not None]
    if wanted < len(known):
        more = int(sum(known[wanted:]) / wanted)
        return [width + more for width in known[:wanted]]
    average, fair = sum(known) / len(known), sum(known) / wanted
    return [*(int(width * fair / average) for width in known), *[int(fair)] * (wanted - len(known))]
