"""`copies.jsonl`: one line for each copy that was made, appended to and never changed.

A line names the exhibit, the digests of original and copy, what was removed and what is left. The custody log holds the
copy's digest too, in the entry whose number the line gives, so that a line altered later does not fit the log. The log is
written before the record: what an interruption keeps out of the record is completed from the log by the next copy.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from complaintkit.case.values import Register
from complaintkit.evidence.custody import COPIED, Entry, canonical
from complaintkit.problems import Problem, error
from complaintkit.values import frozen

RECORD = "copies.jsonl"
_NOT_KNOWN = "what was removed is not known: the command was interrupted"
_REDACTED = "-redacted."
_COMPARE = "compare it with your last copy of the case, and put back what was changed"


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


def complete(folder: Path, register: Register, entries: Sequence[Entry]) -> None:
    """Write what an interruption kept out of the record, as far as the log knows it. The case must be locked."""
    known = {made.entry for made in _records(folder) if isinstance(made, CopyMade)}
    for entry in entries:
        exhibit = register.exhibits.get(entry.exhibit)
        if entry.act == COPIED and entry.seq not in known and exhibit is not None:
            made = CopyMade(
                exhibit=entry.exhibit, original_sha256=exhibit.sha256, copy_sha256=entry.sha256, size=entry.size,
                file=entry.file, at=entry.at, entry=entry.seq, removed=(_NOT_KNOWN,), left=(),
                redacted=_REDACTED in entry.file,
            )  # fmt: skip
            append(folder, made)


def record_problems(folder: Path, register: Register, entries: Sequence[Entry]) -> Iterator[Problem]:
    """Yield where the record of copies departs from the custody log, or from the register as to the originals."""
    copied = {entry.seq: entry for entry in entries if entry.act == COPIED}
    recorded: set[int] = set()
    for line, made in enumerate(_records(folder), start=1):
        if made is None or made.entry in recorded:
            what = "is not as complaintkit wrote it" if made is None else f"repeats the copy of entry {made.entry}"
            yield error(RECORD, "CK772", f"Line {line} of the record of copies {what}.", _COMPARE, at=(line, 1))
            continue
        recorded.add(made.entry)
        for what in _differences(made, copied.get(made.entry), register):
            message = f"Line {line} of the record of copies ({made.exhibit}) {what}."
            yield error(RECORD, "CK773", message, _COMPARE, at=(line, 1))
    for number, entry in copied.items():
        if number not in recorded:
            message = (
                f"A copy of {entry.exhibit} is in the custody log (entry {number}), but not in the record of copies."
            )
            hint = (
                "if copying was interrupted just then, the next `complaintkit evidence copy` completes it; otherwise "
            )
            yield error(RECORD, "CK774", message, hint + _COMPARE)


def _differences(made: CopyMade, entry: Entry | None, register: Register) -> Iterator[str]:
    if entry is None:
        yield f"names entry {made.entry} of the custody log, which is no copy"
        return
    said = (made.exhibit, made.copy_sha256, made.size, made.file, made.at)
    if said != (entry.exhibit, entry.sha256, entry.size, entry.file, entry.at):
        yield f"does not say what entry {made.entry} of the custody log says"
    original = register.exhibits.get(made.exhibit)
    if original is not None and original.sha256 != made.original_sha256:
        yield "gives another digest for the original than the register"


def _records(folder: Path) -> Iterator[CopyMade | None]:
    """Yield each line of the record, None for one that was not written here; a record that is missing has no lines."""
    try:
        written = (folder / RECORD).read_bytes()
    except FileNotFoundError:
        return
    for line in written.splitlines(keepends=True):
        yield _record(line)


def _record(line: bytes) -> CopyMade | None:
    try:
        fields = json.loads(line)
        made = CopyMade(**{**fields, "removed": tuple(fields["removed"]), "left": tuple(fields["left"])})
        right = type(made.entry) is int and isinstance(made.exhibit, str) and line_of(made) == line
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return made if right else None
