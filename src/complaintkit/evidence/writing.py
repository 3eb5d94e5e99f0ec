"""Writing exhibits to the register, new or changed: as text in their place where that is possible, else by the round trip.

Between two writes somebody may have changed the file in an editor; it is read again then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from complaintkit.evidence import custody
from complaintkit.evidence.appending import Appendable, Entries, appendable, readable_back
from complaintkit.evidence.register import REGISTER, read_register, with_head
from complaintkit.problems import Refused, has_errors
from complaintkit.source.documents import Document, parse_document
from complaintkit.source.editing import edit

_CHECKED_WHOLE = 200_000
Changes = Mapping[str, Callable[[Any], None]]


@dataclass
class RegisterWriter:
    """The register of a locked case, to which exhibits are added batch by batch."""

    folder: Path
    appending: Appendable | None
    seen: tuple[int, int, int]

    @classmethod
    def of(cls, folder: Path, document: Document) -> RegisterWriter:
        """Return the writer for a register that was just read."""
        return cls(folder, appendable(document), _identity(folder / REGISTER))

    def enter(self, entries: Entries, log: Sequence[custody.Entry]) -> None:
        """Add exhibits to the register, with the head of the log; raises OSError, Refused, and changes nothing then."""
        path = self.folder / REGISTER
        if _identity(path) != self.seen:
            self._read_again()
        longer = self._longer(entries, log)
        if longer is None:
            edit(path, _entering(entries, log))
            self._read_again()
            return
        self._write(longer)

    def change(self, changes: Changes, log: Sequence[custody.Entry]) -> None:
        """Change entries of exhibits, with the head of the log; raises as `enter` does, and changes nothing then."""
        path = self.folder / REGISTER
        if _identity(path) != self.seen:
            self._read_again()
        changed = self.appending
        for number, change in changes.items():
            changed = changed.with_change(number, change, len(log), custody.head_of(log)) if changed else None
        if changed is None:
            edit(path, _changing(changes, log))
            self._read_again()
            return
        self._write(changed)

    def _write(self, longer: Appendable) -> None:
        longer.write(self.folder / REGISTER)
        self.appending, self.seen = longer, _identity(self.folder / REGISTER)

    def _longer(self, entries: Entries, log: Sequence[custody.Entry]) -> Appendable | None:
        """Return the register with the entries at its end, or None where it would be read as something else."""
        if self.appending is None or not readable_back(entries):
            return None
        longer = self.appending.with_more(entries, len(log), custody.head_of(log))
        return longer if self._fits(longer, entries) else None

    def _fits(self, longer: Appendable, entries: Entries) -> bool:
        """Read the whole back while it is small; of a large register, one that was read back before is known to fit."""
        if len(longer.text) > _CHECKED_WHOLE:
            return True
        document, problems = parse_document(longer.text, REGISTER)
        read = document.data["exhibits"] if document is not None and not problems else {}
        return list(read)[-len(entries) :] == list(entries) if entries else bool(document)

    def _read_again(self) -> None:
        _, document, problems = read_register(self.folder)
        if document is None or has_errors(problems):
            raise Refused(problems)
        self.appending, self.seen = appendable(document), _identity(self.folder / REGISTER)


def _identity(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _entering(entries: Entries, log: Sequence[custody.Entry]) -> Any:
    """Return the change of the register that enters exhibits together with the head of the log."""

    def change(data: Any) -> None:
        if not data.get("exhibits"):
            data["exhibits"] = {}
        for number, entry in entries.items():
            data["exhibits"][number] = dict(entry)
        with_head(log)(data)

    return change


def _changing(changes: Changes, log: Sequence[custody.Entry]) -> Any:
    """Return the change of the register that changes exhibits together with the head of the log."""

    def both(data: Any) -> None:
        for number, change in changes.items():
            change(data["exhibits"][number])
        with_head(log)(data)

    return both
