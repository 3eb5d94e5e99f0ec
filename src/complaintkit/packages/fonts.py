"""Fonts for what we set ourselves: Noto Sans and its relatives for other scripts, from a package.

So every machine prints the same. Scripts whose letters are joined or run from right to left are not set: they would come out
wrong.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from complaintkit.packages.libraries import library, unfit
from complaintkit.problems import Refused
from complaintkit.values import frozen

MAIN = "NotoSans"
_OTHERS = ("NotoSansArmenian", "NotoSansGeorgian", "NotoSansSymbols", "NotoEmoji")
_INVISIBLE = frozenset("\ufeff\u200b\u200c\u200d\u2060\u00ad\ufe0e\ufe0f")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SHAPED = ((0x0590, 0x08FF), (0x0900, 0x0DFF), (0x0E00, 0x109F), (0x1780, 0x17FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFE))


@frozen
class Fonts:
    """The fonts with the characters that each has; a character is set in the first font that has it."""

    names: tuple[str, ...]
    glyphs: tuple[frozenset[int], ...]
    widths: tuple[dict[int, float], ...]

    def font_of(self, sign: str) -> int | None:
        """Return which font has the sign, by its place in the list; None if none has."""
        number = ord(sign)
        return next((place for place, glyphs in enumerate(self.glyphs) if number in glyphs), None)

    def runs(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the text in pieces of one font each; every sign must have been made printable before."""
        if all(ord(sign) in self.glyphs[0] for sign in text):
            yield self.names[0], text
            return
        for place, signs in groupby(text, key=lambda sign: self.font_of(sign) or 0):
            yield self.names[place], "".join(signs)

    def width(self, text: str, size: float) -> float:
        """Return how wide the text is in points."""
        return sum(self._width(sign) for sign in text) * size / 1000

    def _width(self, sign: str) -> float:
        number = ord(sign)
        main = self.widths[0].get(number)
        if main is not None:
            return main
        place = self.font_of(sign)
        return self.widths[place or 0].get(number, 600.0)


@cache
def fonts() -> Fonts:
    """Return the fonts, made known to reportlab; raises Refused where a library is missing."""
    ttfonts, metrics = library("reportlab.pdfbase.ttfonts"), library("reportlab.pdfbase.pdfmetrics")
    folder = Path(str(library("manimgx_fonts").__file__)).parent
    faces = []
    for name in (MAIN, *_OTHERS):
        path = folder / f"{name}[wght].ttf"
        if not path.is_file():
            raise Refused([unfit("manimgx_fonts", f"{path.name} is not in it")])
        font: Any = ttfonts.TTFont(name, str(path))
        metrics.registerFont(font)
        faces.append(font.face)
    return Fonts(
        (MAIN, *_OTHERS),
        tuple(frozenset(number for number in face.charToGlyph if _seen(number)) for face in faces),
        tuple(dict(face.charWidths) for face in faces),
    )


def _seen(number: int) -> bool:
    return unicodedata.category(chr(number)) not in _UNSEEN and chr(number) not in _INVISIBLE


def printable(text: str) -> tuple[str, int]:
    """Return the text with every sign that no font has written as its number, `[U+2713]`, and how many there were.

    Signs that are never seen are dropped, but those that turn the direction of writing are shown by number: they could
    make a text look like another one.
    """
    known = fonts()
    composed = unicodedata.normalize("NFC", text)
    if all(ord(sign) in known.glyphs[0] for sign in composed):
        return composed, 0
    pieces = [_shown(sign, known) for sign in composed if sign not in _INVISIBLE]
    return "".join(piece for piece, _ in pieces), sum(replaced for _, replaced in pieces)


def _shown(sign: str, known: Fonts) -> tuple[str, bool]:
    return (sign, False) if known.font_of(sign) is not None else (f"[U+{ord(sign):04X}]", True)


def needs_shaping(text: str) -> bool:
    """Tell whether the text holds a script that is joined or runs from right to left."""
    return not text.isascii() and any(first <= ord(sign) <= last for sign in text for first, last in _SHAPED)
