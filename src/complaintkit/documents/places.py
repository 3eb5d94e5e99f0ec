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


@frozen
class Paragraph:
    """A paragraph of a part: its element and the text of its own runs, not that of text boxes inside it.

    `number` counts the paragraphs of the part from 1; `heading` is the text of the nearest heading above, or nothing.
    """

    part: str
    element: etree._Element
    text: str
    number: int
    heading: str

    def place(self) -> str:
        """Return "document.xml, paragraph 12 (table 1, row 2, cell 1), under “Facts”, at “…”"."""
        cell = self.cell()
        inside = " (table {}, row {}, cell {})".format(*cell) if cell else ""
        words = [f"{self.part.rpartition('/')[2]}, paragraph {self.number}{inside}"]
        if self.heading:
            words.append(f"under “{short(self.heading)}”")
        if self.text.strip():
            words.append(f"at “{short(self.text)}”")
        return ", ".join(words)

    def cell(self) -> tuple[int, int, int] | None:
        """Return the numbers of table, row and cell, counted from 1; None outside of tables."""
        for cell in self.element.iterancestors(w("tc")):
            row = cell.getparent()
            table = next(cell.iterancestors(w("tbl")), None)
            if row is not None and table is not None:
                root = table.getroottree().getroot()
                return _index(table, root, "tbl"), _index(row, table, "tr"), _index(cell, row, "tc")
        return None


def paragraphs(part: str, root: etree._Element) -> Iterator[Paragraph]:
    """Yield the paragraphs of a part in the order of the document."""
    heading = ""
    for number, element in enumerate(root.iter(w("p")), start=1):
        text = _own_text(element)
        yield Paragraph(part, element, text, number, heading)
        heading = text if _is_heading(element) else heading


def enclosing(part: str, element: etree._Element) -> Paragraph | None:
    """Return the paragraph that an element stands in; None outside of paragraphs."""
    inside = element if element.tag == w("p") else next(element.iterancestors(w("p")), None)
    known = paragraphs(part, element.getroottree().getroot()) if inside is not None else iter(())
    return next((paragraph for paragraph in known if paragraph.element is inside), None)


def _own_text(paragraph: etree._Element) -> str:
    texts = paragraph.iter(w("t"))
    return "".join(text.text or "" for text in texts if next(text.iterancestors(w("p")), None) is paragraph)


def _index(element: etree._Element, within: etree._Element, name: str) -> int:
    return next((number for number, other in enumerate(within.iter(w(name)), start=1) if other is element), 0)


def _is_heading(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    level = paragraph.find(f"{w('pPr')}/{w('outlineLvl')}")
    return level is not None or (style is not None and bool(_HEADING.match(str(style.get(w("val"), "")))))


def short(text: str) -> str:
    """Return the text on one line, cut where it gets long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
