"""Making exhibits of copies: a number and a name for each, what the file says, what is inside it, then log and register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from complaintkit.evidence import custody, files
from complaintkit.evidence.continuing import Continued
from complaintkit.evidence.files import Fingerprint
from complaintkit.evidence.journal import Line, write_lines
from complaintkit.evidence.reading.values import Bytes
from complaintkit.evidence.register import Description, described
from complaintkit.evidence.sources import shown_path
from complaintkit.evidence.writing import RegisterWriter
from complaintkit.problems import Problem, Refused, warning
from complaintkit.values import frozen

_SETTLING = 16
_MESSAGES = {"eml", "msg", "mhtml"}


@dataclass
class Batch:
    """Exhibits that are copied in and wait to be logged and registered together, their lines for the journal, problems."""

    exhibits: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def join(self, other: Batch) -> None:
        """Take over everything from another batch."""
        self.exhibits.update(other.exhibits)
        self.lines.extend(other.lines)

    @property
    def size(self) -> int:
        """Return how many bytes all exhibits have together."""
        return sum(entry["size"] for entry in self.exhibits.values())


@frozen
class Found:
    """A copy of which an exhibit is made: where it lies, what it is, what it was called, how problems name it.

    `description` is what is said of it; `assume` whether what is only likely is taken. `inside` is the exhibit in which it
    was found, `relation` how the two belong together, `depth` how many files it lies inside.
    """

    copy: Path
    read: Fingerprint
    name: str
    named: str
    description: Description
    assume: bool = False
    inside: str | None = None
    relation: str = "attachment-of"
    depth: int = 0


@frozen
class Entered:
    """An exhibit that was made: its number and place, and whether an interrupted addition had begun it."""

    number: str
    file: str
    resumed: bool = False


@dataclass
class Intake:
    """What is registered, logged and lying in a locked case so far.

    `numbers` gives the exhibit's number by digest, `places` file and digest by number, `begun` what only log or folder know.
    """

    folder: Path
    at: str
    entries: list[custody.Entry]
    writer: RegisterWriter
    numbers: dict[str, str]
    places: dict[str, tuple[str, str]]
    sizes: set[int]
    messages: dict[str, str]
    begun: dict[str, custody.Entry]
    lying: dict[str, str]
    highest: int

    @classmethod
    def of(cls, case: Continued, at: str) -> Intake:
        """Return the intake of a case that can be continued."""
        exhibits = case.register.exhibits
        begun = {one.sha256: one for one in case.entries if one.act == custody.ADDED and one.exhibit not in exhibits}
        logged = {entry.exhibit for entry in begun.values()}
        lying = {
            number: file for number, file in _lying(case.folder) if number not in exhibits and number not in logged
        }
        used = (*exhibits, *logged, *lying, *(entry.exhibit for entry in case.entries))
        return cls(
            case.folder,
            at,
            list(case.entries),
            RegisterWriter.of(case.folder, case.document),
            {exhibit.sha256: number for number, exhibit in exhibits.items()},
            {number: (exhibit.file, exhibit.sha256) for number, exhibit in exhibits.items()},
            {exhibit.size for exhibit in exhibits.values()},
            {
                one.file_says.message_id: one.id
                for one in exhibits.values()
                if one.file_says and one.file_says.message_id
            },
            begun,
            lying,
            max((int(number[1:]) for number in used if number[1:].isdigit()), default=0),
        )

    def enter(self, found: Found, batch: Batch) -> Entered:
        """Make an exhibit of a copy, and of each file inside it, into the batch.

        Raises OSError; pydantic's ValidationError where what is said of it is nothing that the register can hold.
        """
        from complaintkit.evidence.reading.reading import read as facts_of  # noqa: PLC0415
        from complaintkit.evidence.saying import file_says, follows  # noqa: PLC0415

        entered = self._place(found)
        self.know(entered, found.read)
        batch.exhibits[entered.number] = {}
        facts = facts_of(self.folder / entered.file, found.named)
        batch.notes.extend(facts.problems)
        holds: list[str] = []
        if facts.attachments or facts.format.family == "archive":
            holds = list(self._inside(entered, facts.format.name, found, batch))
        place = {
            "file": entered.file,
            "sha256": found.read.sha256,
            "size": found.read.size,
            "added": self.at,
            "relations": list(self._relations(facts.in_reply_to.value if facts.in_reply_to else None, found)),
            "file_says": file_says(facts, _one_line(found.name), holds),
        }
        said = follows(facts, found.name, assume=found.assume)
        batch.exhibits[entered.number] = described(place, said, found.description)
        if facts.message_id:
            self.messages.setdefault(_one_line(facts.message_id.value), entered.number)
        return entered

    def commit(self, batch: Batch) -> None:
        """Log and register the exhibits of a batch; when it returns they are on the disk. Raises OSError, Refused."""
        if not batch.exhibits:
            return
        write_lines(self.folder, batch.lines)
        with ThreadPoolExecutor(_SETTLING) as pool:  # many at once, since the disk settles them together
            list(pool.map(files.settle, [self.folder / entry["file"] for entry in batch.exhibits.values()]))
        files.flush_folder(self.folder / files.FOLDER)
        self._log(batch.exhibits)
        self.writer.enter(batch.exhibits, self.entries)

    def _log(self, exhibits: Mapping[str, Mapping[str, Any]]) -> None:
        known = {(entry.exhibit, entry.sha256) for entry in self.begun.values()}
        fresh = list(self.entries)
        for number, one in exhibits.items():
            if (number, one["sha256"]) not in known:
                fresh.append(
                    custody.entry_after(
                        fresh,
                        at=self.at,
                        act=custody.ADDED,
                        exhibit=number,
                        digest=one["sha256"],
                        size=one["size"],
                        file=one["file"],
                    )
                )
        custody.append(self.folder / custody.LOG, *fresh[len(self.entries) :])
        self.entries = fresh

    def know(self, entered: Entered, read: Fingerprint) -> None:
        """Remember number, place and digest of an exhibit that was made."""
        self.numbers[read.sha256] = entered.number
        self.places[entered.number] = entered.file, read.sha256
        self.sizes.add(read.size)

    def _place(self, found: Found) -> Entered:
        """Give a copy its number and name, or take up the same bytes where an interrupted addition left them."""
        begun = self._begun(found.read)
        if begun is not None:
            number, file = begun
            if self.same(file, found.read):
                found.copy.unlink()
            else:
                files.keep(found.copy, self.folder / file)
            return Entered(number, file, resumed=True)
        self.highest += 1
        number = f"E{self.highest}"
        file = f"{files.FOLDER}/{number}-{files.clean_name(_last(found.name))}"
        files.keep(found.copy, self.folder / file)
        return Entered(number, file)

    def _begun(self, read: Fingerprint) -> tuple[str, str] | None:
        entry = self.begun.get(read.sha256)
        if entry is not None:
            return entry.exhibit, entry.file
        found = next((number for number, file in self.lying.items() if self.same(file, read)), None)
        return (found, self.lying.pop(found)) if found else None

    def same(self, file: str, read: Fingerprint) -> bool:
        """Tell whether a file of the case has these bytes; raises OSError."""
        path = self.folder / file
        return path.is_file() and path.stat().st_size == read.size and files.fingerprint(path) == read

    def _relations(self, reply_to: str | None, found: Found) -> Iterator[dict[str, str]]:
        if found.inside:
            yield {"kind": found.relation, "exhibit": found.inside}
        asked = self.messages.get(_one_line(reply_to)) if reply_to else None
        if asked:
            yield {"kind": "reply-to", "exhibit": asked}

    def _inside(self, parent: Entered, kind: str, whole: Found, batch: Batch) -> Iterator[str]:
        """Make an exhibit of each file inside another, and yield its number; bytes that are known keep theirs."""
        from complaintkit.evidence.reading.archives import open_archive  # noqa: PLC0415

        relation = "attachment-of" if kind in _MESSAGES else "extract-of"
        own = Description(**{key: getattr(whole.description, key) for key in _INHERITED})
        own = replace(own, how_obtained=own.how_obtained or "taken-out")
        for member in open_archive(self.folder / parent.file, whole.named, whole.depth):
            if isinstance(member, Problem):
                batch.notes.append(member)
                continue
            named = f"{whole.named} › {member.name}"
            unpacked = self._unpacked(member.content, named, batch)
            if unpacked is None:
                continue
            copy, read = unpacked
            known = self.numbers.get(read.sha256)
            if known is not None:
                copy.unlink()
                yield known
            else:
                depth = whole.depth + 1
                one = Found(copy, read, member.name, named, own, whole.assume, parent.number, relation, depth)
                yield self.enter(one, batch).number

    def _unpacked(self, content: Bytes, named: str, batch: Batch) -> tuple[Path, Fingerprint] | None:
        """Write a file that was inside another one; None where it is empty or damaged, which is said."""
        try:
            copy, read = files.written_in(content.chunks(), self.folder / files.FOLDER)
        except Refused as refusal:
            batch.notes.extend(refusal.problems)
            return None
        if read.size == 0:
            copy.unlink()
            batch.notes.append(warning(named, "CK506", "The file is empty; an empty file shows nothing."))
            return None
        return copy, read


_INHERITED = ("how_obtained", "received_from", "received", "reliability", "confidentiality", "disclosure", "obtained")


def _lying(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((folder / files.FOLDER).iterdir()):
        number = files.numbered(path.name)
        if number and files.is_plain(path):
            yield number, f"{files.FOLDER}/{path.name}"


def _last(name: str) -> str:
    return name.replace("\\", "/").rstrip("/").rpartition("/")[2] or name


def _one_line(text: str) -> str:
    return " ".join(shown_path(text).split())
