"""Lines of at most about 100 columns."""

from __future__ import annotations

import textwrap
from functools import lru_cache

WIDTH = 100


def wrapped(text: str, first: str, rest: str) -> list[str]:
    """Return a text in lines, the first of which begins with `first` and the others with `rest`; none for no text."""
    if 0 < len(text) <= WIDTH - len(first) and text.isprintable() and text.strip() == text:
        return [first + text]  # most lines are short: nothing to break, nothing to put in order
    return list(_broken(text, first, rest))


@lru_cache(maxsize=4096)  # the same sentences of the rules stand under many incidents
def _broken(text: str, first: str, rest: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False))
