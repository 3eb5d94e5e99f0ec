"""Whether log, register and folder belong together: head, number of entries, and what each says of an exhibit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from complaintkit.case.values import Exhibit, Register
from complaintkit.evidence.custody import ADDED, LOG, NOTHING_BEFORE, WITHDRAWN, Entry, Log
from complaintkit.evidence.files import FOLDER
from complaintkit.evidence.register import REGISTER
from complaintkit.problems import Problem, error
from complaintkit.source.documents import Document

NOT_REGISTERED, AFTER_THE_HEAD = "CK529", "CK531"
_COMPARE = "compare both files with your last copy of the case, and put back the one that was changed"


def folder_problem(folder: Path) -> Problem | None:
    """Return that the folder of the originals leads out of the case, or None."""
    if not (folder / FOLDER).is_symlink():
        return None
    message = "The folder of the originals is a link that leads elsewhere; originals are kept inside the case."
    return error(FOLDER, "CK501", message, "replace the link by the folder itself")


def chain_problems(register: Register, log: Log, document: Document) -> tuple[Problem, ...]:
    """Return where log and register differ: a shortened log, another head, entries and exhibits without counterpart.

    What is wrong within the log itself (`log.problems`) is not repeated. `document` is the register's source.
    """
    added = {entry.exhibit: entry for entry in log.entries if entry.act == ADDED}
    return (
        *_head(register, log, document),
        *_without_register(register, log, added),
        *_withdrawn(register, log, document),
        *(
            problem
            for exhibit in register.exhibits.values()
            for problem in _of_exhibit(exhibit, added.get(exhibit.id), document, damaged=bool(log.problems))
        ),
    )


def _head(register: Register, log: Log, document: Document) -> Iterator[Problem]:
    """Yield how the log departs from the number of entries and the head that the register keeps."""
    if register.custody is None:
        if log.lines or register.exhibits:
            message = "The register does not hold the head of the custody log, so a shortened log would not be noticed."
            yield error(REGISTER, "CK527", message, _COMPARE, at=document.place(()))
        return
    count = register.custody.entries
    if log.lines < count:
        message = f"The custody log was shortened: the register counts {count} entries, the log has {log.lines}."
        yield error(LOG, "CK528", message, "put back the log from your last copy of the case")
        return
    last = log.entry(count)
    found = NOTHING_BEFORE if count == 0 else last.digest if last else None
    if found is not None and found != register.custody.head:
        message = f"The head in the register is not the digest of entry {count} of the log: one of the two was altered."
        yield error(REGISTER, "CK530", message, _COMPARE, at=document.place(("custody",), key=True))


def _without_register(register: Register, log: Log, added: dict[str, Entry]) -> Iterator[Problem]:
    """Yield the entries that the register does not know: an interrupted addition, or one put in by somebody."""
    counted = register.custody.entries if register.custody else 0
    for entry in log.entries:
        if added.get(entry.exhibit) is entry and entry.exhibit not in register.exhibits:
            yield _unregistered(entry, after_head=entry.seq > counted)
        elif entry.seq > counted and register.custody is not None:
            message = (
                f"Entry {entry.seq} of the custody log ({entry.exhibit}) came after the head that the register holds."
            )
            yield error(LOG, AFTER_THE_HEAD, message, _COMPARE, at=(entry.seq, 1))


def _withdrawn(register: Register, log: Log, document: Document) -> Iterator[Problem]:
    """Yield where only one of log and register says that an exhibit was withdrawn."""
    logged = {entry.exhibit: entry for entry in log.entries if entry.act == WITHDRAWN}
    for exhibit in register.exhibits.values():
        if exhibit.id in logged and exhibit.withdrawn is None:
            place = document.place(("exhibits", exhibit.id), key=True)
            message = f"{exhibit.id} was withdrawn on {logged[exhibit.id].at}, but the register does not say so."
            hint = f"complete it with `complaintkit evidence withdraw {exhibit.id}`, or compare with your last copy"
            yield error(REGISTER, "CK516", message, hint, at=place)
        elif exhibit.withdrawn is not None and exhibit.id not in logged and not log.problems:
            place = document.place(("exhibits", exhibit.id), key=True)
            message = f"{exhibit.id} is withdrawn in the register, but the custody log does not say so."
            hint = f"take `withdrawn` out, and type `complaintkit evidence withdraw {exhibit.id} --why ...`"
            yield error(REGISTER, "CK516", message, hint, at=place)


def _unregistered(entry: Entry, *, after_head: bool) -> Problem:
    if after_head:
        message = f"{entry.exhibit} ({entry.file}) was copied and logged but not registered: adding it was interrupted."
        return error(LOG, NOT_REGISTERED, message, _again(entry.file), at=(entry.seq, 1))
    message = f"{entry.exhibit} was added on {entry.at}, but the register does not hold it any more."
    hint = "put its entry back into exhibits.yaml from your last copy of the case; or, if adding it was interrupted, "
    return error(LOG, NOT_REGISTERED, message, hint + _again(entry.file), at=(entry.seq, 1))


def _again(file: str) -> str:
    return f"complete it with `complaintkit evidence add {file}`"


def _of_exhibit(exhibit: Exhibit, entry: Entry | None, document: Document, *, damaged: bool) -> Iterator[Problem]:
    """Yield what the log says of an exhibit otherwise than the register; `damaged` lines may be why it says nothing."""
    if entry is None:
        if not damaged:
            place = document.place(("exhibits", exhibit.id), key=True)
            message = (
                f"The custody log has no entry for {exhibit.id}: nothing shows when it was added and what it was then."
            )
            hint = "take its entry out of exhibits.yaml and add the original with `complaintkit evidence add`"
            yield error(REGISTER, "CK532", message, hint, at=place)
        return
    said = {"sha256": exhibit.sha256, "size": exhibit.size, "file": exhibit.file}
    logged = {"sha256": entry.sha256, "size": entry.size, "file": entry.file}
    for key, value in said.items():
        if logged[key] != value:
            message = f"`{key}` of {exhibit.id} is {value} in the register, but {logged[key]} in the custody log."
            at = document.place(("exhibits", exhibit.id, key))
            yield error(REGISTER, "CK533", message, _COMPARE, at=at)
