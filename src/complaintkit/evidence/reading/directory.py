"""The directory of a ZIP archive, looked at before it is read: an honest one is small and names few files."""

from __future__ import annotations

import struct
from pathlib import Path

MOST_MEMBERS = 50_000
LARGEST_DIRECTORY = 32 * 1024 * 1024
_END = struct.Struct("<4s4H2LH")
_LONG_PLACE = struct.Struct("<4sLQL")
_LONG_END = struct.Struct("<4sQ2H2L4Q")


def directory_problem(path: Path) -> str | None:
    """Return why the directory of the archive is not to be read; None where it may be, or where there is none."""
    members, size = _announced(path)
    if members > MOST_MEMBERS:
        return f"it names {members} files, more than the {MOST_MEMBERS} that are opened"
    if size > LARGEST_DIRECTORY:
        return f"its list of files alone has {size} bytes"
    return None


def _announced(path: Path) -> tuple[int, int]:
    """Return how many members the end of the archive announces, and how large its directory is."""
    with path.open("rb") as file:
        length = file.seek(0, 2)
        start = max(0, length - 0xFFFF - _END.size)
        file.seek(start)
        tail = file.read()
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or len(tail) - at < _END.size:
            return 0, 0
        _, _, _, _, members, size, _, _ = _END.unpack_from(tail, at)
        before = at - _LONG_PLACE.size
        if before < 0 or tail[before : before + 4] != b"PK\x06\x07":
            return members, size
        file.seek(min(_LONG_PLACE.unpack_from(tail, before)[2], length))
        long = file.read(_LONG_END.size)
    if len(long) < _LONG_END.size or not long.startswith(b"PK\x06\x06"):
        return members, size
    return _LONG_END.unpack(long)[7], _LONG_END.unpack(long)[8]
