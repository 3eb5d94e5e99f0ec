"""Finding incidents in a long list by what is typed: every word must occur, accents and case apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


def folded(text: str) -> str:
    """Return the text without accents and capitals, so that `prefet` finds `Préfet`."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def matches(text: str, *searched: str) -> bool:
    """Tell whether every word of `text` occurs somewhere in what is searched; no words match everything."""
    haystack = folded(" ".join(searched))
    return all(word in haystack for word in folded(text).split())


def matching(text: str, searched: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the keys of the (key, text) pairs whose text matches, in their order."""
    return tuple(key for key, content in searched if matches(text, content))
