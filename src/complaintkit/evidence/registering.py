"""Taking exhibits into a case: copied in read-only under a number, read, logged, registered, in that order, many at a time.

Killed at any moment, the case is left in a state that `verifying` explains and that the next addition completes: from the
journal of the addition, and where that is lost too, from the copies and the log by their digests. The moment of adding is
handed in; nothing here reads the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from complaintkit.evidence import custody, files
from complaintkit.evidence.continuing import Continued, continuing
from complaintkit.evidence.entering import Batch, Found, Intake
from complaintkit.evidence.files import Fingerprint
from complaintkit.evidence.journal import Line, end_journal, path_of, taken_before
from complaintkit.evidence.recovering import recovered
from complaintkit.evidence.register import REGISTER, Description, described
from complaintkit.evidence.saying import in_words
from complaintkit.evidence.sources import Given, files_given, shown_path
from complaintkit.evidence.taking import Held, Taken, take_all
from complaintkit.problems import Problem, error
from complaintkit.values import frozen

MOST_FILES, MOST_BYTES = 256, 1024**3


@frozen
class Added:
    """What became of one file: its number and place; `known` if the same bytes were in the case before.

    `inside` are the exhibits that were taken out of it; `resumed` tells that an interrupted addition was completed. `read`
    is what stands in the file, `assumed` what is only likely, in words.
    """

    source: str
    exhibit: str
    file: str
    fingerprint: Fingerprint
    known: bool = False
    resumed: bool = False
    inside: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


@frozen
class Wishes:
    """How to add: what is said of every file, and of single ones by path; whether what is only likely is taken.

    `progress` is told the size of each file that was dealt with.
    """

    description: Description = Description()
    each: Mapping[Path, Description] | None = None
    assume: bool = False
    progress: Callable[[int], None] = lambda _: None

    def of(self, given: Given) -> Description:
        """Return what is said of a file: as its own description says, else as that of all."""
        own = (self.each or {}).get(given.path)
        if own is None:
            return self.description
        said = {key: value for key, value in vars(own).items() if value not in (None, ())}
        return Description(**{**vars(self.description), **said})


def add(
    folder: Path, sources: Sequence[Path], wishes: Wishes | Description, at: str
) -> tuple[tuple[Added, ...], tuple[Problem, ...]]:
    """Take files, and all files in folders, into the case at the moment `at` (ISO 8601 with offset).

    A file that cannot be taken is a Problem, and the rest goes on. Messages and archives are exhibits, and so is each file
    in them. Raises Refused if nothing can be added at all: no case, a register or log that is damaged, another writer;
    pydantic's ValidationError where what is said of the files is nothing that the register can hold.
    """
    said = Wishes(wishes) if isinstance(wishes, Description) else wishes
    for description in (said.description, *(said.each or {}).values()):
        described({"file": "x", "sha256": "0" * 64, "size": 0}, {"title": "x"}, description)
    with continuing(folder) as case:
        run = _Run(case, said, at)
        run.all_of(sources)
    return tuple(run.added), tuple(run.problems)


@dataclass
class _Run:
    """One addition to a locked case."""

    case: Continued
    wishes: Wishes
    at: str
    added: list[Added] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    waiting: list[Added] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder = self.case.folder
        self.problems.extend(self.case.notes)
        for leftover in (self.folder / files.FOLDER).glob(f"{files.UNFINISHED}*"):
            leftover.unlink()
        self.intake = Intake.of(self.case, self.at)
        self.batch = Batch()

    def all_of(self, sources: Sequence[Path]) -> None:
        """Take everything, batch by batch; a disk that is full ends it, with nothing lost."""
        try:
            before = self._recover()
            given = files_given(sources, self.folder)
            held = Held(self.intake.sizes, self.intake.numbers)
            taking = take_all(given, self.folder / files.FOLDER, held, lambda one: path_of(one) in before)
            try:
                for one in taking:
                    self._one(one, before)
            finally:
                taking.close()  # type: ignore[attr-defined]
            self._commit()
            end_journal(self.folder)
        except OSError as trouble:
            self.problems.append(_stopped(trouble))

    def _recover(self) -> dict[str, Line]:
        """Complete what an interrupted addition left, and return what it had been given, by path."""
        batch, notes, lines = recovered(self.intake)
        self.problems.extend(notes)
        self.intake.commit(batch)
        return dict(taken_before([line for line in lines if line.number in self.intake.places]))

    def _one(self, one: Taken | Given | Problem, before: Mapping[str, Line]) -> None:
        if isinstance(one, Problem):
            self.problems.append(one)
        elif isinstance(one, Given):
            self._again(one, before[path_of(one)])
        else:
            self._taken(one)
        if len(self.batch.exhibits) >= MOST_FILES or self.batch.size > MOST_BYTES:
            self._commit()

    def _again(self, given: Given, line: Line) -> None:
        """Say of a file that the interrupted addition took it; it is not read a second time."""
        entry = self.intake.places[line.number]
        read = Fingerprint(entry[1], line.identity[1])
        self.waiting.append(Added(shown_path(given.path), line.number, entry[0], read, resumed=True))
        self.wishes.progress(read.size)

    def _taken(self, one: Taken) -> None:
        named, read = shown_path(one.given.path), one.fingerprint
        number = self.intake.numbers.get(read.sha256)
        if number is not None:
            if one.copy:
                one.copy.unlink()
            self.waiting.append(Added(named, number, self.intake.places[number][0], read, known=True))
        elif one.copy is not None:
            self._new(one, one.copy, named)
        self.wishes.progress(read.size)

    def _new(self, one: Taken, copy: Path, named: str) -> None:
        batch, given = Batch(), one.given
        found = Found(copy, one.fingerprint, given.name, named, self.wishes.of(given), self.wishes.assume)
        try:
            entered = self.intake.enter(found, batch)
        except BaseException:
            copy.unlink(missing_ok=True)
            raise
        self.problems.extend(batch.notes)
        batch.lines.append(Line(path_of(given), one.identity, entered.number, dict(batch.exhibits)))
        self.batch.join(batch)
        inside = tuple(number for number in batch.exhibits if number != entered.number)
        read, assumed = in_words(batch.exhibits[entered.number])
        made = Added(named, entered.number, entered.file, one.fingerprint, resumed=entered.resumed, inside=inside)
        self.waiting.append(replace(made, read=read, assumed=assumed))

    def _commit(self) -> None:
        self.intake.commit(self.batch)
        self.added.extend(self.waiting)
        self.batch, self.waiting = Batch(), []


def _stopped(trouble: OSError) -> Problem:
    message = f"Adding stopped: {trouble.strerror or trouble}. What was added before is safe; the rest was not added."
    hint = "make room on the disk, or see to its permissions, then type the same command again: it goes on from there"
    return error(REGISTER if custody.LOG not in str(trouble.filename) else custody.LOG, "CK519", message, hint)
