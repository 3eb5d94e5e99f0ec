"""Where in a Word document something stands, said as somebody who has it open in Word can find it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from complaintkit.documents.markup import w
from complaintkit.values import frozen

# Ids of the styles of headings as Word makes them in its languages: it leaves out letters that are not plain Latin.
_HEADING = re.compile(
    r"heading|(?:berschrift|titre|titolo|ttulo|titlu|kop|overskrift|rubrik|otsikko|nagwek|nadpis|naslov|cmsor|pealkiri"
    r"|virsraksts|antrat)\d|\d\Z",
    re.IGNORECASE,
)
_LONGEST = 70

Cell = tuple[int, int, int]


@frozen
class Paragraph:
    """A paragraph of a part: its element and the text of its own runs, not that of text boxes inside it.

    `number` counts the paragraphs of the part from 1; `heading` is the text of the nearest heading above, or nothing; `cell`
    counts table, row and cell from 1, and is None outside of tables.
    """

    part: str
    element: etree._Element
    text: str
    number: int
    heading: str
    cell: Cell | None

    def place(self) -> str:
        """Return "document.xml, paragraph 12 (table 1, row 2, cell 1), under “Facts”, at “…”"."""
        inside = " (table {}, row {}, cell {})".format(*self.cell) if self.cell else ""
        words = [f"{self.part.rpartition('/')[2]}, paragraph {self.number}{inside}"]
        if self.heading:
            words.append(f"under “{short(self.heading)}”")
        if self.text.strip():
            words.append(f"at “{short(self.text)}”")
        return ", ".join(words)


def paragraphs(part: str, root: etree._Element) -> Iterator[Paragraph]:
    """Yield the paragraphs of a part in the order of the document."""
    heading, cells = "", _cells(root)
    for number, element in enumerate(root.iter(w("p")), start=1):
        text = _own_text(element)
        inside = next(element.iterancestors(w("tc")), None)
        yield Paragraph(part, element, text, number, heading, None if inside is None else cells.get(inside))
        heading = text if _is_heading(element) else heading


class Places:
    """The paragraphs of one part, by what stands in them; counted when the first is asked for."""

    def __init__(self, part: str, root: etree._Element) -> None:
        self._part, self._root = part, root
        self._known: dict[etree._Element, Paragraph] = {}

    def of(self, element: etree._Element) -> Paragraph | None:
        """Return the paragraph that an element stands in; None outside of paragraphs."""
        inside = element if element.tag == w("p") else next(element.iterancestors(w("p")), None)
        if inside is None:
            return None
        if not self._known:
            self._known = {paragraph.element: paragraph for paragraph in paragraphs(self._part, self._root)}
        return self._known.get(inside)


def _cells(root: etree._Element) -> dict[etree._Element, Cell]:
    return {
        cell: (table_number, row_number, cell_number)
        for table_number, table in enumerate(root.iter(w("tbl")), start=1)
        for row_number, row in enumerate(table.iterchildren(w("tr")), start=1)
        for cell_number, cell in enumerate(row.iterchildren(w("tc")), start=1)
    }


def _own_text(paragraph: etree._Element) -> str:
    texts = paragraph.iter(w("t"))
    return "".join(text.text or "" for text in texts if next(text.iterancestors(w("p")), None) is paragraph)


def _is_heading(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    level = paragraph.find(f"{w('pPr')}/{w('outlineLvl')}")
    return level is not None or (style is not None and bool(_HEADING.match(str(style.get(w("val"), "")))))


def short(text: str) -> str:
    """Return the text on one line, cut where it gets long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
