"""Sheets of A4 on which index, cover sheets and texts are set, with links and bookmarks. Nothing here knows a package."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from complaintkit.packages.fonts import fonts, printable
from complaintkit.packages.libraries import library
from complaintkit.packages.setting import LEADING, SIZE, wrapped

PAGE = (595.28, 841.89)
MARGIN = 56.0
_EDGE, _UNDER, _ABOVE = 24.0, 36.0, 41.89
_BOTTOM, _STAMP = 20.0, 29.89
_SMALL, _GREY, _BLACK, _BLUE = 8.5, 0.35, 0.0, (0.0, 0.2, 0.5)
_BOLD = 0.024


def frame_of(*, wide: bool) -> tuple[float, float, float, float]:
    """Return the frame for a page of an exhibit on a sheet: left, bottom, right, top."""
    width, height = (PAGE[1], PAGE[0]) if wide else PAGE
    return _EDGE, _UNDER, width - _EDGE, height - _ABOVE


class Sheets:
    """A PDF file in the making: the same calls give the same bytes."""

    def __init__(self, title: str, language: str) -> None:
        canvas = library("reportlab.pdfgen.canvas")
        fonts()
        self._out = io.BytesIO()
        self._canvas: Any = canvas.Canvas(self._out, pagesize=PAGE, invariant=1, pageCompression=1, lang=language)
        self._canvas.setTitle(title)
        self._canvas.setAuthor("")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._canvas.showOutline()
        self._width, self._height = PAGE

    def lay(self, *, wide: bool) -> None:
        """Lay the sheet across, or upright; upright is what each sheet is unless said."""
        self._width, self._height = (PAGE[1], PAGE[0]) if wide else PAGE
        self._canvas.setPageSize((self._width, self._height))

    def end_page(self) -> None:
        """Finish the sheet."""
        self._canvas.showPage()
        self.lay(wide=False)

    def finished(self) -> bytes:
        """Return the file."""
        self._canvas.save()
        return self._out.getvalue()

    def text(
        self, x: float, y: float, text: str, size: float = SIZE, *, bold: bool = False, grey: bool = False
    ) -> float:
        """Write one line and return where it ends."""
        shown, _ = printable(text)
        line = self._canvas.beginText(x, y)
        line.setFillGray(_GREY if grey else _BLACK)
        if bold:  # there is no bold cut: the outline is drawn too
            line.setTextRenderMode(2)
            self._canvas.setLineWidth(size * _BOLD)
            self._canvas.setStrokeGray(_BLACK)
        for font, piece in fonts().runs(shown):
            line.setFont(font, size)
            line.textOut(piece)
        if bold:
            line.setTextRenderMode(0)
        self._canvas.drawText(line)
        return x + fonts().width(shown, size)

    def right(
        self, x: float, y: float, text: str, size: float = SIZE, *, bold: bool = False, grey: bool = False
    ) -> None:
        """Write one line that ends at `x`."""
        self.text(x - fonts().width(printable(text)[0], size), y, text, size, bold=bold, grey=grey)

    def paragraph(
        self, x: float, y: float, text: str, width: float, size: float = SIZE, *, bold: bool = False, grey: bool = False
    ) -> float:
        """Write a text of as many lines as it takes; return the height below them."""
        for line in wrapped(printable(text)[0], width, size):
            self.text(x, y, line, size, bold=bold, grey=grey)
            y -= size * 1.35
        return y

    def lines(self, lines: Iterable[str]) -> None:
        """Fill the sheet with lines that were wrapped before."""
        y = 778.0
        for line in lines:
            if line:
                self.text(MARGIN, y, line)
            y -= LEADING

    def rule(self, y: float) -> None:
        """Draw a thin line over the sheet."""
        self._canvas.setStrokeGray(0.7)
        self._canvas.setLineWidth(0.5)
        self._canvas.line(MARGIN, y, PAGE[0] - MARGIN, y)

    def stamp(self, text: str) -> None:
        """Write a stamp into the upper right corner, outside of what the sheet shows."""
        wide = fonts().width(printable(text)[0], _SMALL)
        right, top = self._width - _EDGE, self._height - _STAMP
        self._canvas.setStrokeGray(_GREY)
        self._canvas.setLineWidth(0.7)
        self._canvas.rect(right - wide - 12, top - 4.5, wide + 12, 15)
        self.text(right - wide - 6, top, text, _SMALL)

    def footer(self, text: str) -> None:
        """Write the number of the page."""
        self.right(self._width - _EDGE, _BOTTOM, text, _SMALL, grey=True)

    def here(self, name: str) -> None:
        """Give the sheet a name that links lead to."""
        self._canvas.bookmarkPage(name)

    def bookmark(self, title: str, name: str) -> None:
        """Add a line to the bookmarks, which leads to the sheet of that name."""
        self._canvas.addOutlineEntry(printable(title)[0], name, 0)

    def link(self, name: str, box: tuple[float, float, float, float]) -> None:
        """Make a part of the sheet lead to the sheet of that name."""
        self._canvas.linkRect("", name, box, relative=0, thickness=0)
