"""Lines of at most about 100 columns."""

from __future__ import annotations

import re
import textwrap
from functools import lru_cache

WIDTH = 100
_COMMAND = re.compile("`[^`\n]{1,60}`")
_HELD = "\x1f"  # stands for a space inside a command while lines are broken


def wrapped(text: str, first: str, rest: str) -> list[str]:
    """Return a text in lines, the first of which begins with `first` and the others with `rest`; none for no text.

    A short command between back quotes stays on one line, so that it can be copied.
    """
    if 0 < len(text) <= WIDTH - len(first) and text.isprintable() and text.strip() == text:
        return [first + text]  # most lines are short: nothing to break, nothing to put in order
    return list(_broken(text, first, rest))


@lru_cache(maxsize=4096)  # the same sentences of the rules stand under many incidents
def _broken(text: str, first: str, rest: str) -> tuple[str, ...]:
    held = _COMMAND.sub(lambda command: command[0].replace(" ", _HELD), text) if "`" in text else text
    lines = textwrap.wrap(held, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    return tuple(line.replace(_HELD, " ") for line in lines) if held is not text else tuple(lines)
