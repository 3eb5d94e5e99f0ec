"""Numbers of a list as people type them: `1,3-5`."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PART = re.compile(r"(?P<first>[0-9]{1,9})(?:\s*-\s*(?P<last>[0-9]{1,9}))?")


def parse_ranges(text: str, highest: int) -> tuple[int, ...]:
    """Return the numbers meant, each once, in the order typed; commas and spaces both separate.

    Raises:
        ValueError: with a sentence for the user, where a part is no number, runs backwards or is not in 1..`highest`.
    """
    found: dict[int, None] = {}
    for part in re.sub(r"\s*-\s*", "-", text.replace(",", " ")).split():
        found.update(dict.fromkeys(_part(part, highest)))
    if not found:
        raise ValueError("no number given: write one as 4, several as 1,3-5")
    return tuple(found)


def _part(part: str, highest: int) -> range:
    match = _PART.fullmatch(part)
    if match is None:
        raise ValueError(f"`{part}` is no number: write one as 4, several as 1,3-5")
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if last < first:
        raise ValueError(f"`{part}` runs backwards: write {last}-{first}")
    if not 1 <= first <= last <= highest:
        raise ValueError(f"`{part}` is not in the list, which has the numbers 1 to {highest}")
    return range(first, last + 1)


def format_ranges(numbers: Iterable[int]) -> str:
    """Return the numbers in order as `1,3-5`; `parse_ranges` reads them back."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
