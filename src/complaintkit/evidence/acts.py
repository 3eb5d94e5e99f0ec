"""Acts on exhibits that are registered: each is a line of the custody log, and the register's head follows it.

The log is written first. Killed in between, the log is one entry ahead of the register, which `verify` says and the next
command takes up. The moment is handed in; nothing here reads the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from complaintkit.case.values import Exhibit
from complaintkit.evidence import custody
from complaintkit.evidence.continuing import Continued, continuing
from complaintkit.evidence.register import REGISTER
from complaintkit.evidence.writing import RegisterWriter
from complaintkit.problems import Problem, Refused, did_you_mean, error
from complaintkit.values import frozen


@frozen
class Act:
    """Something done: which act of the log, to which exhibit, the bytes it is about, where they lie, what there is to say."""

    act: str
    exhibit: str
    sha256: str
    size: int
    file: str
    note: str | None = None


def act_on(exhibit: Exhibit, act: str, note: str | None = None) -> Act:
    """Return an act on the original of an exhibit."""
    return Act(act, exhibit.id, exhibit.sha256, exhibit.size, exhibit.file, note)


def record(folder: Path, acts: Iterable[Act], at: str) -> tuple[tuple[custody.Entry, ...], tuple[Problem, ...]]:
    """Log acts at the moment `at`, one entry each, and return the entries with what had to be taken up before.

    Raises Refused if nothing can be logged: no case, a register or log that is damaged, another writer at work.
    """
    with continuing(folder) as case:
        return log(case, acts, at), case.notes


def note(folder: Path, number: str, text: str, at: str) -> tuple[Problem, ...]:
    """Log a note on an exhibit; raises Refused where there is no such exhibit, or as `record` does."""
    with continuing(folder) as case:
        log(case, [act_on(exhibit_of(case, number), custody.NOTED, text)], at)
        return case.notes


def withdraw(folder: Path, number: str, why: str, at: str) -> tuple[Problem, ...]:
    """Withdraw an exhibit: it stays where it is, its number stays used, and it supports nothing any more.

    Raises Refused where there is no such exhibit, where it was withdrawn before, or as `record` does.
    """
    with continuing(folder) as case:
        exhibit = exhibit_of(case, number)
        if exhibit.withdrawn is not None:
            message = f"{exhibit.id} was withdrawn already, on {exhibit.withdrawn.at}: {exhibit.withdrawn.why}"
            raise Refused([error(REGISTER, "CK517", message, "nothing was changed")])
        begun = [one for one in case.entries if one.act == custody.WITHDRAWN and one.exhibit == exhibit.id]
        said = {"at": begun[-1].at, "why": begun[-1].note or why} if begun else {"at": at, "why": why}
        acts = [] if begun else [act_on(exhibit, custody.WITHDRAWN, why)]

        def mark(entry: Any) -> None:
            entry["withdrawn"] = said

        log(case, acts, at, {exhibit.id: mark})
        return case.notes


def exhibit_of(case: Continued, number: str) -> Exhibit:
    """Return the exhibit of that number in any letter case; raises Refused where there is none."""
    exhibit = case.register.exhibits.get(number.strip().upper())
    if exhibit is None:
        hint = did_you_mean(number, case.register.exhibits) or "`complaintkit evidence list` shows all of them"
        raise Refused([error(REGISTER, "CK510", f"There is no exhibit `{number}` in the register.", hint)])
    return exhibit


def log(
    case: Continued, acts: Iterable[Act], at: str, changes: Mapping[str, Callable[[Any], None]] | None = None
) -> tuple[custody.Entry, ...]:
    """Log acts of a locked case and let the register's head follow, together with changes of exhibits' entries in it.

    `changes` gives for each exhibit's number what changes its entry, in place.
    """
    entries = list(case.entries)
    for act in acts:
        said = {"at": at, "act": act.act, "exhibit": act.exhibit, "file": act.file, "note": act.note}
        entries.append(custody.entry_after(entries, digest=act.sha256, size=act.size, **said))  # type: ignore[arg-type]
    custody.append(case.folder / custody.LOG, *entries[len(case.entries) :])
    writer = RegisterWriter.of(case.folder, case.document)
    if changes:
        writer.change(changes, entries)
    else:
        writer.enter({}, entries)
    return tuple(entries[len(case.entries) :])
