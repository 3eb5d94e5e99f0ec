"""Hidden strings in bytes that are no text: looked for as bytes, in every encoding that can write them.

Decoding a film to search it would take minutes; looking for a few rows of bytes takes the time that reading takes. What is
found so is only a place to look at: the bytes around it are read as text and searched as texts are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from complaintkit.disclosure.hidden import Hidden

ENCODINGS = (
    *(
        "utf-8",
        "utf-16-le",
        "utf-16-be",
        "cp1252",
        "cp1250",
        "cp1251",
        "koi8-r",
        "iso8859-5",
        "cp866",
        "cp1253",
        "cp1254",
    ),
    *("cp1255", "cp1256", "cp1257", "iso8859-2", "iso8859-9", "mac-roman", "gb18030", "big5", "shift-jis", "euc-kr"),
)
_WIDE = {"utf-16-le", "utf-16-be"}
_AROUND = 200
_CHANCE = 5  # fewer letters come up by chance in bytes at random, so more readable ones must stand around them
_WORDS = re.compile(r"[^\W_]+")
_READABLE = re.compile(r"[\x20-\x7e\u00a0-\uffff]{8,}")


class Needles:
    """Rows of bytes to look for, each with the encoding that it would be read in."""

    def __init__(self, hidden: Iterable[Hidden]) -> None:
        words = {max(_WORDS.findall(one.text) or [""], key=len) for one in hidden} - {""}
        self._plain = {word.lower() for word in words if word.isascii()}
        self._others = dict(_encoded(words))

    def around(self, data: bytes) -> Iterator[str]:
        """Yield the texts around every place where a hidden string may stand."""
        small = data.lower() if self._plain else b""
        for word in self._plain:
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                yield from _windows(small, data, word.encode(encoding), encoding, short=len(word) < _CHANCE)
        for row, encoding in self._others.items():
            yield from _windows(data, data, row, encoding, short=len(row) < _CHANCE + 1)


def _encoded(words: Iterable[str]) -> Iterator[tuple[bytes, str]]:
    """Yield the bytes of every way to write a word with letters beyond ASCII."""
    for word in words:
        if word.isascii():
            continue
        cases = {word, word.lower(), word.upper(), word.title()}
        for written in {unicodedata.normalize(form, one) for one in cases for form in ("NFC", "NFD")}:
            for encoding in ENCODINGS:
                try:
                    yield written.encode(encoding), encoding
                except UnicodeEncodeError:
                    continue


def _windows(where: bytes, data: bytes, row: bytes, encoding: str, *, short: bool) -> Iterator[str]:
    at = where.find(row)
    while at >= 0:
        begin = max(0, at - _AROUND)
        if encoding in _WIDE:
            begin += (at - begin) % 2
        window = data[begin : at + len(row) + _AROUND].decode(encoding, "ignore")
        if short:
            yield from _READABLE.findall(window)
        else:
            yield window
        at = where.find(row, at + len(row) + _AROUND // 2)
