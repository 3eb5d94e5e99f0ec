"""Whether every exhibit is still what it was: every byte of every file and the whole chain of the log, read again.

What it cannot find: somebody who rewrites an exhibit, the log from there on and the register together. Keep the head that
`complaintkit evidence verify` prints somewhere else (a dated e-mail to a colleague), and that is found too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from complaintkit.case.values import Exhibit, Register
from complaintkit.evidence import custody, files
from complaintkit.evidence.acts import Act, record
from complaintkit.evidence.chain import chain_problems, folder_problem
from complaintkit.evidence.cleaning.records import record_problems
from complaintkit.evidence.files import Fingerprint
from complaintkit.evidence.hashing import RESTORE, Hashing
from complaintkit.evidence.register import REGISTER, read_register
from complaintkit.evidence.stamping.keeping import check_kept
from complaintkit.problems import Problem, error, in_order
from complaintkit.source.documents import Document
from complaintkit.values import frozen

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


@frozen
class Verification:
    """What was read again, the head of the log, and everything that is not as it was."""

    exhibits: int
    size: int
    entries: int
    head: str
    problems: tuple[Problem, ...]


def verify(
    folder: Path,
    reading: Callable[[str], None] = lambda _: None,
    hashing: Hashing | None = None,
    trusted: Sequence[Certificate] = (),
) -> Verification:
    """Read every exhibit and the log of a case again; `reading` is told the name of each file that is waited for.

    `hashing` is the reading of the exhibits where it was begun before; log and register are read meanwhile. `trusted` are
    certificates that the authorities of time stamps must lead to; without them, those count that were given before.
    """
    begun = hashing or Hashing(folder)
    log = custody.read_log(folder)
    register, document, problems = read_register(folder)
    found, unreadable = begun.results(reading)
    if register is None or document is None:
        known: tuple[Problem, ...] = ()
    else:
        compared = _Comparison(folder, register, document, found, set(unreadable))
        copies = record_problems(folder, register, log.entries)
        known = (*chain_problems(register, log, document), *compared.problems(), *copies)
    away = folder_problem(folder)
    stamps = tuple(check_kept(folder, log.entries, trusted))
    return Verification(
        exhibits=len(register.exhibits) if register else 0,
        size=sum(one.size for one in found.values()),
        entries=log.lines,
        head=custody.head_of(log.entries),
        problems=in_order((*problems, *log.problems, *unreadable.values(), *known, *stamps, *([away] if away else ()))),
    )


def log_verification(folder: Path, result: Verification, at: str) -> Verification:
    """Log what a verification found, and return it with the head that the log has now.

    Raises Refused where the log cannot be continued, since then it is the log that is not as it was.
    """
    codes = ", ".join(sorted({f"{problem.code} {problem.file}" for problem in result.problems}))
    found = f"{result.exhibits} exhibits: {codes or 'nothing has changed'}"
    whole = Act(custody.VERIFIED, custody.WHOLE, result.head, result.size, files.FOLDER, found)
    (entry,), _ = record(folder, [whole], at)
    return replace(result, head=entry.digest, entries=entry.seq)


@frozen
class _Comparison:
    """The register against what lies in the folder."""

    folder: Path
    register: Register
    document: Document
    found: dict[str, Fingerprint]
    unreadable: set[str]

    def problems(self) -> list[Problem]:
        """Return what changed, is missing or was renamed, then what was put in."""
        registered = {exhibit.file for exhibit in self.register.exhibits.values()}
        strays = {file: one for file, one in self.found.items() if file not in registered}
        results: list[Problem] = []
        for exhibit in self.register.exhibits.values():
            problem, renamed_to = self._of(exhibit, strays)
            strays.pop(renamed_to or "", None)
            results.extend([problem] if problem else [])
        return [*results, *(self._stray(file, one) for file, one in strays.items())]

    def _of(self, exhibit: Exhibit, strays: dict[str, Fingerprint]) -> tuple[Problem | None, str | None]:
        """Return what is wrong with an exhibit's file, and the name it has now if it was renamed."""
        one = self.found.get(exhibit.file)
        if one is not None:
            return self._changed(exhibit, one), None
        if exhibit.file in self.unreadable:
            return None, None
        at = self.document.place(("exhibits", exhibit.id, "file"))
        now = next((file for file, other in strays.items() if other.sha256 == exhibit.sha256), None)
        if now:
            message = f"{exhibit.id} was renamed: {exhibit.file} is gone, and {now} holds its bytes."
            return error(REGISTER, "CK543", message, f"give it back its name: {exhibit.file}", at=at), now
        message = f"{exhibit.id} is missing: there is no {exhibit.file}."
        return error(REGISTER, "CK542", message, RESTORE, at=at), None

    def _changed(self, exhibit: Exhibit, one: Fingerprint) -> Problem | None:
        if one.sha256 == exhibit.sha256 and one.size == exhibit.size:
            return None
        grown = f"it has {one.size} bytes, not {exhibit.size}" if one.size != exhibit.size else "its size is the same"
        others = [other.id for other in self.register.exhibits.values() if other.sha256 == one.sha256]
        swapped = f"; these are the bytes of {others[0]}" if others and others[0] != exhibit.id else ""
        message = f"{exhibit.id} was changed after it was added: {grown}, its SHA-256 is {one.sha256}{swapped}."
        return error(exhibit.file, "CK541", message, RESTORE)

    def _stray(self, file: str, one: Fingerprint) -> Problem:
        name = file.rpartition("/")[2]
        number = files.numbered(name)
        same = next((exhibit.id for exhibit in self.register.exhibits.values() if exhibit.sha256 == one.sha256), None)
        if name.startswith(files.UNFINISHED):
            message = "This is an unfinished copy: adding an exhibit was interrupted. It is no exhibit."
            return error(file, "CK545", message, "add the original again; the unfinished copy is taken away then")
        if same:
            message = f"This file is not in the register; it is a second copy of {same}."
            return error(file, "CK544", message, "delete it, or move it out of the case")
        if number and number not in self.register.exhibits:
            message = f"{number} was copied but not registered: adding it was interrupted, or its entry was taken out."
            return error(file, "CK548", message, f"complete it with `complaintkit evidence add {file}`")
        message = (
            "This file is not in the register: it was put here by hand, so nobody knows since when it is what it is."
        )
        return error(
            file, "CK544", message, f"register it with `complaintkit evidence add {file}`, then delete this copy"
        )
