"""Two ways to do the same thing, timed in turn in one process, as a row of a table."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

HEAD = "| what | against | ours | theirs | ratio | at most |\n|---|---|---:|---:|---:|---:|"


@dataclass(frozen=True)
class Row:
    """One comparison: what is measured, against what, and the ratio it must not exceed (None: measured only)."""

    what: str
    against: str
    limit: float | None
    ours: Callable[[], Any]
    theirs: Callable[[], Any]


def measure(row: Row, runs: int, *, milliseconds: bool = False) -> int:
    """Print a row, medians of the runs in seconds or milliseconds; 1 if the ratio is over its limit, else 0."""
    ours, theirs = [], []
    for _ in range(runs + 1):  # the first of each is not counted
        ours.append(_timed(row.ours))
        theirs.append(_timed(row.theirs))
    ratio = statistics.median(mine / other for mine, other in zip(ours[1:], theirs[1:], strict=True))
    over = row.limit is not None and ratio > row.limit
    mine, other = (_written(statistics.median(each[1:]), milliseconds) for each in (ours, theirs))
    limit = "" if row.limit is None else f"{row.limit:g}"
    print(
        f"| {row.what} | {row.against} | {mine} | {other} | {ratio:.3f}{' OVER' if over else ''} | {limit} |",
        flush=True,
    )
    return int(over)


def _written(seconds: float, milliseconds: bool) -> str:  # noqa: FBT001
    return f"{1000 * seconds:.1f}" if milliseconds else f"{seconds:.3f}"


def _timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
