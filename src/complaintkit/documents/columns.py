"""Widths of the columns of a table whose contents are not known when its template is drawn."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

_CHARACTER = 102  # twips: an average letter of a 9 point sans face
_PADDING = 230
_LONGEST_WORD = 16
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
    widths = [_room(_longest_word(texts)) for texts in columns]
    if sum(widths) > total:
        return _shared(total, widths)
    for at, texts in enumerate(columns):
        more = _room(_longest_figure(texts[1:])) - widths[at]
        widths[at] += more if 0 < more <= (total - sum(widths)) // 2 else 0
    longest = [min(max(len(text) for text in texts), _LONGEST_TEXT) for texts in columns]
    return _grown(widths, [_room(length) for length in longest], total)


def _room(characters: int) -> int:
    return _PADDING + _CHARACTER * characters


def _longest_word(texts: Sequence[str]) -> int:
    return min(_LONGEST_WORD, max((len(word) for text in texts for word in text.split()), default=1))


def _longest_figure(texts: Sequence[str]) -> int:
    """Return the length of the longest short text, if most are short and some have figures; else 0."""
    short = [text for text in texts if len(text) <= _SHORT_TEXT]
    if 2 * len(short) < len(texts) or not any(re.search(r"\d", text) for text in short):
        return 0
    return max((len(text) for text in short), default=0)


def _grown(widths: Sequence[int], wanted: Sequence[int], total: int) -> list[int]:
    lacking = [max(0, want - width) for want, width in zip(wanted, widths, strict=True)]
    added = _shared(total - sum(widths), lacking if any(lacking) else widths)
    return [width + more for width, more in zip(widths, added, strict=True)]


def _shared(total: int, weights: Sequence[int]) -> list[int]:
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    shares[max(range(len(weights)), key=weights.__getitem__)] += total - sum(shares)
    return shares
