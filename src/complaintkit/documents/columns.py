"""Widths of the columns of a table whose contents are not known when its template is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_CHARACTER = 100  # twips: an average letter of a 9.5 point face
_PADDING = 240
_LONGEST_WORD = 16
_LONGEST_TEXT = 90


def column_widths(table: Mapping[str, Any], total: int) -> list[int]:
    """Return a width in twips per column of `table` (keys `headers`, `rows`), adding up to `total`.

    Every column has room for its longest word, if that can be; what is left goes to columns by the length of their texts.
    """
    columns = [[str(row[at]) for row in (table["headers"], *table["rows"])] for at in range(len(table["headers"]))]
    if not columns:
        return [total]
    needed = [_PADDING + _CHARACTER * _longest_word(texts) for texts in columns]
    wanted = [min(max(len(text) for text in texts), _LONGEST_TEXT) * _CHARACTER for texts in columns]
    spare = total - sum(needed)
    if spare <= 0:
        return _shared(total, needed)
    extra = [max(0, want + _PADDING - need) for need, want in zip(needed, wanted, strict=True)]
    added = _shared(spare, extra if any(extra) else needed)
    return [need + more for need, more in zip(needed, added, strict=True)]


def _longest_word(texts: Sequence[str]) -> int:
    return min(_LONGEST_WORD, max((len(word) for text in texts for word in text.split()), default=1))


def _shared(total: int, weights: Sequence[int]) -> list[int]:
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    shares[-1] += total - sum(shares)
    return shares
