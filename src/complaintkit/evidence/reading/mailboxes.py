"""The messages of a mailbox (mbox), each as a stretch of its file: the bytes as they stand there, `>From` included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from complaintkit.evidence.reading.stretches import Stretch

_FROM = re.compile(rb"From \S+.*\d{2}:\d{2}")
_LONGEST_LINE = 64 * 1024


def messages(path: Path) -> Iterator[Stretch]:
    """Yield where each message stands, without the `From ` line before it and the empty line after it.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        at, start, blank, before = 0, -1, True, 0
        while line := file.readline(_LONGEST_LINE):
            if blank and line.startswith(b"From ") and _FROM.match(line):
                if start >= 0:
                    yield Stretch(path, start, max(start, at - before))
                start = at + len(line)
            at += len(line)
            blank = line in {b"\n", b"\r\n"}
            before = len(line) if blank else 0
        if start >= 0:
            yield Stretch(path, start, max(start, at - before))
