"""`copies.jsonl`: one line for each copy that was made, appended to and never changed.

A line names the exhibit, the digests of original and copy, what was removed and what is left. The custody log holds the
copy's digest too, in the entry whose number the line gives, so that a line altered later does not fit the log.
"""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path

from complaintkit.evidence.custody import canonical
from complaintkit.values import frozen

RECORD = "copies.jsonl"


@frozen
class CopyMade:
    """A copy for sending: of which exhibit, with which digests, under which name, with which entry of the custody log."""

    exhibit: str
    original_sha256: str
    copy_sha256: str
    size: int
    file: str
    at: str
    entry: int
    removed: tuple[str, ...]
    left: tuple[str, ...]
    redacted: bool = False


def line_of(made: CopyMade) -> bytes:
    """Return the copy as it stands in the record, with its line end."""
    return canonical(asdict(made)) + b"\n"


def append(folder: Path, *made: CopyMade) -> None:
    """Write copies at the end of the record and wait until they are on the disk. The case must be locked."""
    with (folder / RECORD).open("ab") as stream:
        stream.write(b"".join(map(line_of, made)))
        stream.flush()
        os.fsync(stream.fileno())
