"""Widths of the columns of a table whose contents are not known when its template is drawn."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

_EM = 180  # twips: the size of a 9 point face
_PADDING = 190  # the margins of a cell, and a little more
_BOLD = 110  # the width of a bold face, as the headers are in, in hundredths of the plain one
_NARROW, _WIDE = frozenset("fijltrI .,;:'’!|()[]-–\u00a0\u202f"), frozenset("mwMWщшжюЩШЖЮ@%—…œæŒÆωΩ")
_BREAKS = re.compile(r"(?<=[/–-])|\s+")  # a line may end after a hyphen, a dash or a stroke
_LONGEST_WORD = 30
_SHORT_TEXT = 18
_LONGEST_TEXT = 120


def column_widths(table: Mapping[str, Any], total: int) -> list[int]:
    """Return a width in twips per column of `table` (keys `headers`, `rows`), adding up to `total`.

    Every column has room for its longest word, if that can be; then those of short texts with figures, such as
    dates, get room for these on one line; what is left goes to the columns by the length of their texts.
    """
    columns = [[str(row[at]) for row in (table["headers"], *table["rows"])] for at in range(len(table["headers"]))]
    if not columns:
        return [total]
    widths = [max(_longest_word(texts[1:]), _longest_word(texts[:1]) * _BOLD // 100) for texts in columns]
    if sum(widths) > total:  # the breadth of a bold face is the first to be given up
        widths = [_longest_word(texts) for texts in columns]
    if sum(widths) > total:
        return _shared(total, widths)
    for at, texts in enumerate(columns):
        more = _longest_figure(texts[1:]) - widths[at]
        widths[at] += more if 0 < more <= (total - sum(widths)) // 2 else 0
    longest = [max(texts, key=len)[:_LONGEST_TEXT] for texts in columns]
    return _grown(widths, [room(text) for text in longest], total)


@lru_cache(maxsize=8192)
def room(text: str) -> int:
    """Return how wide a cell must be for a text on one line, in a sans face such as Arial, by classes of characters."""
    return _PADDING + sum(map(_width, text))


@cache
def _width(character: str) -> int:
    if character in _NARROW:
        return _EM * 32 // 100
    if character in _WIDE:
        return _EM * 88 // 100
    return _EM * (72 if character.isupper() else 57) // 100


def _longest_word(texts: Sequence[str]) -> int:
    words = {word[:_LONGEST_WORD] for text in texts for word in _BREAKS.split(text) if word}
    return max(map(room, words), default=_PADDING + _EM)


def _longest_figure(texts: Sequence[str]) -> int:
    """Return the room for the widest short text, if most are short and some have figures; else 0."""
    short = [text for text in texts if len(text) <= _SHORT_TEXT]
    if 2 * len(short) < len(texts) or not any(re.search(r"\d", text) for text in short):
        return 0
    return max(map(room, short), default=0)


def _grown(widths: Sequence[int], wanted: Sequence[int], total: int) -> list[int]:
    lacking = [max(0, want - width) for want, width in zip(wanted, widths, strict=True)]
    added = _shared(total - sum(widths), lacking if any(lacking) else widths)
    return [width + more for width, more in zip(widths, added, strict=True)]


def _shared(total: int, weights: Sequence[int]) -> list[int]:
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    shares[max(range(len(weights)), key=weights.__getitem__)] += total - sum(shares)
    return shares
