"""Taking exhibits into a case: copied in read-only under a number, hashed, logged, registered, in that order.

Killed at any moment, the case is left in a state that `verifying` explains and that adding the same file again completes:
a copy under its number is taken up by its digest, and so is an entry of the log that the register does not know yet.
The moment of adding is handed in; nothing here reads the clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from complaintkit.case.folders import require_case
from complaintkit.case.values import Register
from complaintkit.evidence import custody, files
from complaintkit.evidence.chain import NOT_REGISTERED, chain_problems, folder_problem
from complaintkit.evidence.files import Fingerprint
from complaintkit.evidence.register import REGISTER, Description, described, entering, read_register
from complaintkit.problems import Problem, Refused, error, has_errors, warning
from complaintkit.source.editing import edit
from complaintkit.source.locking import locked
from complaintkit.values import frozen


@frozen
class Added:
    """What became of one file: its number and place; `known` if the same bytes were in the register before."""

    source: str
    exhibit: str
    file: str
    fingerprint: Fingerprint
    known: bool = False
    resumed: bool = False


def add(
    folder: Path, sources: Sequence[Path], description: Description, at: str
) -> tuple[tuple[Added, ...], tuple[Problem, ...]]:
    """Take files into the case at the moment `at` (ISO 8601 with offset); a file that cannot be taken is a Problem.

    Raises Refused if nothing can be added at all: no case, a register or log that is damaged, another writer at work.
    """
    require_case(folder)
    added: list[Added] = []
    problems: list[Problem] = []
    with locked(folder):
        intake = _begin(folder, description, at)
        problems.extend(intake.notes)
        for source in sources:
            outcome = intake.take(source)
            if isinstance(outcome, Problem):
                problems.append(outcome)
            else:
                added.append(outcome)
    return tuple(added), tuple(problems)


def _begin(folder: Path, description: Description, at: str) -> _Intake:
    """Return the intake of one command, after making sure that register and log can be continued."""
    register, document, problems = read_register(folder)
    if register is None or document is None or has_errors(problems):
        raise Refused(problems)
    log, notes = _continued(folder)
    broken = (*log.problems, *chain_problems(register, log, document))
    damage = [problem for problem in broken if problem.code not in {NOT_REGISTERED, "CK520"}]
    if damage or (log.problems and register.exhibits):
        raise Refused([*broken, _not_now()])
    (folder / files.FOLDER).mkdir(exist_ok=True)
    leads_away = folder_problem(folder)
    if leads_away:
        raise Refused([leads_away])
    for leftover in (folder / files.FOLDER).glob(f"{files.UNFINISHED}*"):
        leftover.unlink()
    return _Intake(folder, description, at, register, list(log.entries), notes)


def _continued(folder: Path) -> tuple[custody.Log, tuple[Problem, ...]]:
    """Return the log, without a last line that an interruption cut off, and a warning where there was one."""
    log = custody.read_log(folder)
    if not log.unfinished_only:
        return log, ()
    custody.drop_unfinished(folder / custody.LOG)
    cut = log.problems[0]
    message = "The last line of the custody log was unfinished, as an interruption leaves it; it was taken away."
    return custody.read_log(folder), (warning(custody.LOG, "CK526", message, at=(cut.line or 1, 1)),)


def _not_now() -> Problem:
    message = "Nothing was added: the custody log and the register do not fit together, and adding would hide that."
    return error(custody.LOG, "CK502", message, "see what `complaintkit evidence verify` says, and settle that first")


@dataclass
class _Intake:
    """One command that adds files to a locked case: what is registered, logged and lying there so far."""

    folder: Path
    description: Description
    at: str
    register: Register
    entries: list[custody.Entry]
    notes: tuple[Problem, ...]
    registered: dict[str, str] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.registered = {exhibit.sha256: number for number, exhibit in self.register.exhibits.items()}
        self.numbers = set(self.register.exhibits)

    def take(self, source: Path) -> Added | Problem:
        """Take one file in, or say why not; what was written of it before an interruption is taken up."""
        problem = refusal(source)
        if problem:
            return problem
        shown = files.readable_name(str(source))
        try:
            read = files.fingerprint(source)
        except OSError as trouble:
            return _unreadable(shown, trouble)
        if read.size == 0:
            message = "The file is empty; an empty file shows nothing."
            return error(shown, "CK506", message, "look for the original, or save the document again")
        if read.sha256 in self.registered:
            number = self.registered[read.sha256]
            return Added(shown, number, self._file_of(number), read, known=True)
        return self._taken(source, shown, read)

    def _file_of(self, number: str) -> str:
        return self.register.exhibits[number].file if number in self.register.exhibits else self._logged(number)

    def _logged(self, number: str) -> str:
        added = (entry for entry in reversed(self.entries) if entry.act == custody.ADDED)
        return next(entry.file for entry in added if entry.exhibit == number)

    def _taken(self, source: Path, shown: str, read: Fingerprint) -> Added | Problem:
        begun = self._begun(read)
        number, file = begun or self._place_for(source)
        try:
            if not self._same(file, read):
                files.keep(files.copy_in(source, self.folder / files.FOLDER, read), self.folder / file)
        except files.Changed:
            message = "The file changed while it was being read, so nothing can be said of its bytes."
            return error(shown, "CK507", message, "wait until whatever writes it has finished, then add it again")
        except OSError as trouble:
            return _unreadable(shown, trouble)
        self._log(number, file, read)
        self._enter(number, file, read, source)
        return Added(shown, number, file, read, resumed=begun is not None)

    def _begun(self, read: Fingerprint) -> tuple[str, str] | None:
        """Return number and place of the same bytes where an interrupted addition left them."""
        for entry in self.entries:
            if entry.act == custody.ADDED and entry.exhibit not in self.numbers and entry.sha256 == read.sha256:
                return entry.exhibit, entry.file
        return next((place for place in self._left_lying() if self._same(place[1], read)), None)

    def _left_lying(self) -> Iterator[tuple[str, str]]:
        taken = self.numbers | {entry.exhibit for entry in self.entries}
        for path in sorted((self.folder / files.FOLDER).iterdir()):
            number = files.numbered(path.name)
            if number and number not in taken and files.is_plain(path):
                yield number, f"{files.FOLDER}/{path.name}"

    def _same(self, file: str, read: Fingerprint) -> bool:
        path = self.folder / file
        return path.is_file() and path.stat().st_size == read.size and files.fingerprint(path) == read

    def _place_for(self, source: Path) -> tuple[str, str]:
        """Return the next number, never one that was used before, and the file's place under it."""
        lying = {files.numbered(path.name) or "E0" for path in (self.folder / files.FOLDER).iterdir()}
        used = {int(number[1:]) for number in (*self.numbers, *lying, *(entry.exhibit for entry in self.entries))}
        number = f"E{max(used, default=0) + 1}"
        return number, f"{files.FOLDER}/{number}-{files.clean_name(files.readable_name(source.name))}"

    def _log(self, number: str, file: str, read: Fingerprint) -> None:
        added = (entry for entry in self.entries if entry.act == custody.ADDED)
        if any(entry.exhibit == number and entry.sha256 == read.sha256 for entry in added):
            return
        entry = custody.entry_after(
            self.entries, at=self.at, act=custody.ADDED, exhibit=number, digest=read.sha256, size=read.size, file=file
        )
        custody.append(self.folder / custody.LOG, entry)
        self.entries.append(entry)

    def _enter(self, number: str, file: str, read: Fingerprint, source: Path) -> None:
        entry = described(file, files.readable_name(source.name), read, self.description, self.at)
        edit(self.folder / REGISTER, entering(number, entry, self.entries))
        self.registered[read.sha256] = number
        self.numbers.add(number)


def refusal(source: Path) -> Problem | None:
    """Return why a path cannot be an exhibit: missing, a folder, a link, something that is no file; None if it can."""
    shown = files.readable_name(str(source))
    try:
        if files.is_plain(source):
            return None
    except FileNotFoundError:
        return error(shown, "CK503", "There is no such file.", "check the spelling and the folder you stand in")
    except (OSError, ValueError) as trouble:
        return _unreadable(shown, trouble)
    if source.is_symlink():
        message = "This is a link, and what it leads to may change."
        return error(shown, "CK504", message, "give the file itself")
    if source.is_dir():
        message = "This is a folder; exhibits are registered one file at a time."
        return error(shown, "CK505", message, f"give the files in it: {shown.rstrip('/')}/*")
    return error(shown, "CK505", "This is no ordinary file.", "give the document as a file")


def _unreadable(shown: str, trouble: OSError | ValueError) -> Problem:
    reason = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else str(trouble)
    message = f"The file could not be taken in: {reason}."
    return error(shown, "CK508", message, "check the permissions and the space on the disk, then add it again")
