"""What one addition has taken in so far, in a hidden file of the case, so that an interrupted one goes on where it stopped.

Each line is JSON: a file that was given (path, node, size, moment of change) and the exhibits made of it, as the register
will hold them. The file is deleted when an addition ends; it proves nothing, and custody log and register do not need it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from complaintkit.evidence.sources import Given
from complaintkit.evidence.taking import Identity, identity_of
from complaintkit.values import frozen

JOURNAL = ".complaintkit.intake.jsonl"


@frozen
class Line:
    """A file that was given, and what the register says of each exhibit that was made of it, by number."""

    path: str
    identity: Identity
    number: str
    exhibits: Mapping[str, Mapping[str, Any]]


def read_journal(folder: Path) -> tuple[Line, ...]:
    """Return the lines that an interrupted addition left; what cannot be read is left out, and the file is missing mostly."""
    try:
        text = (folder / JOURNAL).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ()
    return tuple(line for written in text.split("\n") if (line := _line(written)) is not None)


def write_lines(folder: Path, lines: Sequence[Line]) -> None:
    """Add lines to the journal; raises OSError."""
    with (folder / JOURNAL).open("a", encoding="ascii") as stream:
        stream.writelines(json.dumps(vars(line)) + "\n" for line in lines)


def end_journal(folder: Path) -> None:
    """Delete the journal: everything that was given has been dealt with."""
    (folder / JOURNAL).unlink(missing_ok=True)


def taken_before(lines: Sequence[Line]) -> Iterator[tuple[str, Line]]:
    """Yield path and line of each file that was given then and is still the same, as far as size and moment tell."""
    for line in lines:
        try:
            if identity_of(Path(line.path)) == line.identity:
                yield line.path, line
        except (OSError, ValueError):
            continue


def path_of(given: Given) -> str:
    """Return the path by which the journal knows a file."""
    return str(given.path.absolute())


def _line(written: str) -> Line | None:
    try:
        held = json.loads(written)
        inode, size, moment = map(int, held["identity"])
        exhibits = {str(number): dict(entry) for number, entry in held["exhibits"].items()}
        return Line(str(held["path"]), (inode, size, moment), str(held["number"]), exhibits)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
