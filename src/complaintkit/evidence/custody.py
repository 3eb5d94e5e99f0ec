"""The custody log: one JSON line per thing done to an exhibit, each line chained to the one before it.

A line is canonical JSON (sorted keys, no blanks, UTF-8) of `seq`, `at`, `act`, `exhibit`, `sha256`, `size`, `file`,
`previous`, `digest` and, where there is something to say, `note`. `digest` is the SHA-256 of the canonical JSON of the line
without `digest`; `previous` is the digest of the line before, 64 zeros on the first. Since a line has one spelling only,
changing any byte of the log is found.
Times are handed in; nothing here reads the clock.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from complaintkit.problems import Problem, error
from complaintkit.values import frozen

LOG = "custody.jsonl"
NOTHING_BEFORE = "0" * 64
ADDED, VERIFIED, COPIED, SENT = "added", "verified", "copied", "sent"
WITHDRAWN, NOTED, STAMPED = "withdrawn", "noted", "stamped"
CONFIRMED = "confirmed"
WHOLE = "*"
UNFINISHED_LINE = "CK525"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_TEXTS = ("at", "act", "exhibit", "sha256", "file", "previous", "digest")
_KEEP = "put back the log from your last copy of the case, and compare it with this one to see what was changed"


@frozen
class Entry:
    """One line of the log: what was done (`act`) to which exhibit at which moment (ISO 8601 with offset).

    `exhibit` is `*` (WHOLE) for what was done to all of them. `note` is why, to whom, or what was found.
    """

    seq: int
    at: str
    act: str
    exhibit: str
    sha256: str
    size: int
    file: str
    previous: str
    digest: str
    note: str | None = None


@frozen
class Log:
    """The custody log as read: entries by line number (damaged lines are left out), lines in all, what is wrong."""

    entries: tuple[Entry, ...] = ()
    lines: int = 0
    problems: tuple[Problem, ...] = ()

    def entry(self, number: int) -> Entry | None:
        """Return the entry that calls itself by that number, or None."""
        return next((entry for entry in self.entries if entry.seq == number), None)

    @property
    def unfinished_only(self) -> bool:
        """Tell whether all that is wrong is a last line without end, as an interruption leaves it."""
        return bool(self.problems) and {problem.code for problem in self.problems} == {UNFINISHED_LINE}


def canonical(fields: Mapping[str, Any]) -> bytes:
    """Return the one spelling of a JSON object that is hashed and written."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest_of(fields: Mapping[str, Any]) -> str:
    """Return the SHA-256, in hexadecimal digits, of a line without its `digest`."""
    return sha256(canonical({key: value for key, value in fields.items() if key != "digest"})).hexdigest()


def head_of(entries: Sequence[Entry]) -> str:
    """Return the digest of the last entry, 64 zeros where there is none: what the register keeps."""
    return entries[-1].digest if entries else NOTHING_BEFORE


def entry_after(
    entries: Sequence[Entry],
    *,
    at: str,
    act: str,
    exhibit: str,
    digest: str,
    size: int,
    file: str,
    note: str | None = None,
) -> Entry:
    """Return the entry that continues the log; `digest` is that of the bytes that the act is about."""
    fields: dict[str, Any] = {
        "seq": len(entries) + 1,
        "at": at,
        "act": act,
        "exhibit": exhibit,
        "sha256": digest,
        "size": size,
        "file": file,
        "previous": head_of(entries),
        **({} if note is None else {"note": note}),
    }
    return Entry(**fields, digest=digest_of(fields))


def line_of(entry: Entry) -> bytes:
    """Return the entry as it stands in the log, with its line end."""
    return canonical(_said(entry)) + b"\n"


def _said(entry: Entry) -> dict[str, Any]:
    """Return the fields that stand in the line: all, but a note only where there is one."""
    fields = dict(vars(entry))
    if entry.note is None:
        del fields["note"]
    return fields


def append(log: Path, *entries: Entry) -> None:
    """Write entries at the end of the log and wait until they are on the disk. The case must be locked.

    Raises OSError where they cannot be written, as on a full disk; the log is then as it was.
    """
    with log.open("ab") as stream:
        before = stream.tell()
        try:
            stream.write(b"".join(map(line_of, entries)))
            stream.flush()
            os.fsync(stream.fileno())
        except OSError:
            _cut(log, before)
            raise


def _cut(log: Path, size: int) -> None:
    with suppress(OSError):
        os.truncate(log, size)


def drop_unfinished(log: Path) -> None:
    """Take away a last line that an interruption left without end. The case must be locked."""
    data = log.read_bytes()
    with log.open("r+b") as stream:
        stream.truncate(data.rfind(b"\n") + 1)
        os.fsync(stream.fileno())


def parse_log(data: bytes, shown: str = LOG) -> Log:
    """Return the log with a Problem for every line that is damaged or does not continue the chain."""
    entries: list[Entry] = []
    problems: list[Problem] = []
    expected: str | None = NOTHING_BEFORE
    *lines, rest = data.split(b"\n")
    for number, line in enumerate(lines, start=1):
        entry = _parsed(line)
        if entry is None:
            problems.append(_damaged(shown, number))
        else:
            problems.extend(_breaks(entry, number, expected, shown))
            entries.append(entry)
        expected = entry.digest if entry else None
    if rest:
        problems.append(_endless(shown, len(lines) + 1))
    return Log(tuple(entries), len(lines), tuple(problems))


def read_log(folder: Path) -> Log:
    """Return the log of a case folder with the problems in it; a missing log is a Problem, an empty one is not."""
    path = folder / LOG
    if path.exists() and not path.is_file():
        return Log(
            problems=(error(LOG, "CK521", "In the place of the custody log stands something that is no file.", _KEEP),)
        )
    try:
        return parse_log(path.read_bytes())
    except FileNotFoundError:
        message = "The custody log is missing, so nothing shows what was added when."
        return Log(problems=(error(LOG, "CK520", message, _KEEP),))
    except OSError as trouble:
        message = f"The custody log cannot be read: {trouble.strerror}."
        return Log(problems=(error(LOG, "CK521", message, "check the permissions of the file"),))


def _parsed(line: bytes) -> Entry | None:
    """Return the entry, or None unless the line is exactly what `line_of` writes."""
    try:
        fields = json.loads(line)
        right = isinstance(fields, dict) and all(isinstance(fields[key], str) for key in _TEXTS)
        right = right and isinstance(fields.get("note", ""), str)
        entry = Entry(**fields) if right and all(type(fields[key]) is int for key in ("seq", "size")) else None
        return entry if entry is not None and line_of(entry) == line + b"\n" else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _breaks(entry: Entry, number: int, expected: str | None, shown: str) -> Iterator[Problem]:
    """Yield what is wrong with an entry: its own digest, its link to the line before, its number."""
    fields = _said(entry)
    if entry.digest != digest_of(fields) or not _DIGEST.fullmatch(entry.digest):
        message = (
            f"Entry {entry.seq} of the custody log ({entry.exhibit}) was altered: its digest is not that of its text."
        )
        yield error(shown, "CK522", message, _KEEP, at=(number, 1))
    if expected not in (None, entry.previous) or entry.seq != number:
        message = (
            f"Line {number} of the custody log (entry {entry.seq}, {entry.exhibit}) does not continue the line before it:"
            " a line was altered, left out, put in or moved."
        )
        yield error(shown, "CK523", message, _KEEP, at=(number, 1))


def _damaged(shown: str, number: int) -> Problem:
    message = f"Line {number} of the custody log is not a line that complaintkit wrote: it was altered or damaged."
    return error(shown, "CK524", message, _KEEP, at=(number, 1))


def _endless(shown: str, number: int) -> Problem:
    message = (
        f"Line {number} of the custody log has no end: writing was interrupted there, or the file was cut or altered."
    )
    hint = "if complaintkit was interrupted just then, delete that unfinished last line and add the exhibit again; otherwise "
    return error(shown, UNFINISHED_LINE, message, hint + _KEEP, at=(number, 1))
