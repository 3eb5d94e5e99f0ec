"""Completing an interrupted addition from its journal: what is copied and not logged, or logged and not registered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from complaintkit.evidence.entering import Batch, Entered, Intake
from complaintkit.evidence.files import Fingerprint
from complaintkit.evidence.journal import JOURNAL, Line, read_journal
from complaintkit.problems import Problem, warning
from complaintkit.words import counted


def recovered(intake: Intake) -> tuple[Batch, tuple[Problem, ...], tuple[Line, ...]]:
    """Return what the journal of an interrupted addition can complete, a word on it, and the journal's lines."""
    lines = read_journal(intake.folder)
    batch = Batch()
    for number, entry in _journalled(lines):
        if number not in intake.places and _is_whole(intake, number, entry):
            read = Fingerprint(entry["sha256"], entry["size"])
            intake.know(Entered(number, entry["file"]), read)
            intake.lying.pop(number, None)
            batch.exhibits[number] = dict(entry)
    if not batch.exhibits:
        return batch, (), lines
    message = f"{counted(len(batch.exhibits), 'exhibit')} of an addition that was interrupted completed."
    return batch, (warning(JOURNAL, "CK539", message),), lines


def _journalled(lines: Iterable[Line]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for line in lines:
        yield from line.exhibits.items()


def _is_whole(intake: Intake, number: str, entry: Mapping[str, Any]) -> bool:
    """Tell whether the copy of a journalled exhibit is what the journal says; one that is logged was flushed before."""
    try:
        read = Fingerprint(str(entry["sha256"]), int(entry["size"]))
        begun = intake.begun.get(read.sha256)
        if begun is not None and (begun.exhibit, begun.file) == (number, entry["file"]):
            return (intake.folder / begun.file).stat().st_size == read.size
        return intake.lying.get(number) == entry["file"] and intake.same(entry["file"], read)
    except (OSError, KeyError, ValueError, TypeError):
        return False
