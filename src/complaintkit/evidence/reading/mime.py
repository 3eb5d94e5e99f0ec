"""The parts of a message and where each stands in the file, found line by line.

The standard library's parser holds a message several times over in memory. Here only heads are kept; a body is a stretch
of the file that can be read when it is wanted. Heads are read with the standard library's own functions.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from complaintkit.evidence.reading.headers import Headers, parameters, parsed
from complaintkit.values import frozen

DEEPEST = 8
DEEPEST_PARTS = 40
MOST_PARTS = 10_000
LARGEST_HEAD = 1024 * 1024
_LONGEST_LINE = 64 * 1024


@frozen
class Part:
    """A part of a message: its head, and where its body stands. `messages` counts the messages around it."""

    headers: Headers
    media_type: str
    parameters: dict[str, str]
    start: int
    end: int
    messages: int
    children: tuple[Part, ...] = ()

    @property
    def encoding(self) -> str:
        """Return the transfer encoding, in lower case."""
        return (self.headers.get("content-transfer-encoding") or "").strip().lower()


@frozen
class Scanned:
    """A message taken apart: its outermost part, and what was not followed to the end."""

    part: Part
    too_deep: bool
    cut: str | None


def scan(path: Path, start: int = 0, end: int | None = None) -> Scanned:
    """Return the parts of the message that stands in a file, or in a stretch of it.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        return scan_open(file, start, end)


def scan_open(file: BinaryIO, start: int = 0, end: int | None = None) -> Scanned:
    """Do the same in a file that is open."""
    scanner = _Scanner(file, start, end)
    return Scanned(scanner.part((), 0, 0), scanner.too_deep, scanner.cut)


class _Scanner:
    """Walks through the lines once. `ended` holds the boundary that the last line was, and whether it closed its part."""

    def __init__(self, file: BinaryIO, start: int, end: int | None) -> None:
        file.seek(start)
        self._file = file
        self._at = self._line_start = start
        self._end = end
        self._left = end - start if end is not None else -1
        self.ended: tuple[bytes, bool] | None = None
        self.too_deep = False
        self.cut: str | None = None
        self._parts = 0

    def _line(self) -> bytes:
        limit = _LONGEST_LINE if self._left < 0 else min(_LONGEST_LINE, self._left)
        line = self._file.readline(limit)
        self._line_start = self._at
        self._at += len(line)
        if self._left >= 0:
            self._left -= len(line)
        return line

    def _delimiter(self, line: bytes, open_: tuple[bytes, ...]) -> bool:
        """Tell whether the line is a boundary of a part that is open; it then ends what was being read."""
        said = line[2:].rstrip()
        for boundary in reversed(open_):
            if said == boundary or (said[:-2] == boundary and said.endswith(b"--")):
                self.ended = (boundary, said != boundary)
                return True
        return False

    def _head(self, open_: tuple[bytes, ...]) -> Headers:
        lines, size = [], 0
        while line := self._line():
            if not line.strip(b"\r\n"):
                break
            if line.startswith(b"--") and open_ and self._delimiter(line, open_):
                break
            size += len(line)
            if size > LARGEST_HEAD:
                self.cut = f"the head of a part is longer than {LARGEST_HEAD} bytes"
            else:
                lines.append(line)
        return parsed(lines)

    def _skip(self, open_: tuple[bytes, ...]) -> int:
        """Read up to the next boundary; return where the body ended, without the line break before it."""
        if not open_:
            return self._to_end()
        end, ending = self._at, 0
        while line := self._line():
            if line[:2] == b"--" and self._delimiter(line, open_):
                return self._line_start - ending
            ending = 2 if line.endswith(b"\r\n") else int(line.endswith(b"\n"))
            end = self._at
        self.ended = None
        return end

    def _stopped(self) -> bool:
        return self.ended is not None

    def _to_end(self) -> int:
        """Go to the end of the message, and return where it is."""
        self.ended = None
        self._at = self._line_start = self._file.seek(0, 2) if self._end is None else self._file.seek(self._end)
        self._left = -1 if self._end is None else 0
        return self._at

    def part(self, open_: tuple[bytes, ...], depth: int, messages: int) -> Part:
        """Return the part that begins here, with all in it; `open_` are the boundaries of the parts around it."""
        self.ended = None
        self._parts += 1
        headers = self._head(open_)
        media_type, said = parameters(headers.get("content-type") or "text/plain")
        start = self._at
        if self._stopped():
            return Part(headers, media_type, said, self._line_start, self._line_start, messages)
        boundary = said.get("boundary", "").rstrip().encode("utf-8", "replace")
        if media_type.startswith("multipart/") and boundary and self._may_descend(depth, messages):
            children, end = self._children(open_, boundary, depth, messages)
            return Part(headers, media_type, said, start, max(start, end), messages, children)
        if media_type == "message/rfc822" and self._plain(headers) and self._may_descend(depth, messages + 1):
            child = self.part(open_, depth + 1, messages + 1)
            return Part(headers, media_type, said, start, max(start, child.end), messages, (child,))
        end = self._skip(open_)
        return Part(headers, media_type, said, start, max(start, end), messages)

    @staticmethod
    def _plain(headers: Headers) -> bool:
        encoding = (headers.get("content-transfer-encoding") or "").strip().lower()
        return encoding not in {"base64", "quoted-printable"}

    def _may_descend(self, depth: int, messages: int) -> bool:
        if messages > DEEPEST or depth > DEEPEST_PARTS:
            self.too_deep = True
            return False
        if self._parts > MOST_PARTS:
            self.cut = f"the message has more than {MOST_PARTS} parts"
            return False
        return True

    def _children(
        self, around: tuple[bytes, ...], own: bytes, depth: int, messages: int
    ) -> tuple[tuple[Part, ...], int]:
        """Return the parts between the boundaries, and where the part around them ends; go on to there."""
        open_, found = (*around, own), list[Part]()
        self._skip(open_)
        while self.ended == (own, False):
            if len(found) + self._parts > 2 * MOST_PARTS:
                self.cut = f"the message has more than {MOST_PARTS} parts"
                break
            found.append(self.part(open_, depth + 1, messages))
        if self.ended is None:
            self.cut = self.cut or "its last part has no end"
        end = self._skip(around) if self.ended is None or self.ended[0] == own else self._line_start
        return tuple(found), end
