"""The boxes that MP4, QuickTime, M4A and HEIC files are made of: each a length, four letters, a content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from complaintkit.values import frozen

MOST_BOXES = 10_000


@frozen
class Box:
    """A box: its four letters, and where its content stands."""

    kind: bytes
    start: int
    end: int


def children(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """Yield the boxes between two places of an open file; a box longer than there is room ends there."""
    for _ in range(MOST_BOXES):
        file.seek(start)
        head = file.read(16)
        if start + 8 > end or len(head) < 8:  # noqa: PLR2004
            return
        size, begins = int.from_bytes(head[:4], "big"), start + 8
        if size == 1:
            size, begins = int.from_bytes(head[8:], "big"), start + 16
        stop = end if size == 0 else min(end, start + size)
        if stop < begins:
            return
        yield Box(head[4:8], begins, stop)
        start = stop


def find(file: BinaryIO, start: int, end: int, path: tuple[bytes, ...]) -> Iterator[Box]:
    """Yield the boxes that lie at a path of kinds."""
    for box in children(file, start, end):
        if box.kind == path[0]:
            if len(path) == 1:
                yield box
            else:
                yield from find(file, box.start, box.end, path[1:])
