"""Lines of at most about 100 columns."""

from __future__ import annotations

import textwrap

WIDTH = 100


def wrapped(text: str, first: str, rest: str) -> list[str]:
    """Return a text in lines, the first of which begins with `first` and the others with `rest`; none for no text."""
    if 0 < len(text) <= WIDTH - len(first) and text.isprintable() and text.strip() == text:
        return [first + text]  # most lines are short: nothing to break, nothing to put in order
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
