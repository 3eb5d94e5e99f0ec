"""Making copies for sending: original read and compared with its digest, cleaned, blacked out, searched, written, recorded.

The original is only read. The copy goes into a folder outside `exhibits/` under the exhibit's number, so that its name
tells nothing; nothing is overwritten. The moment is handed in; nothing here reads the clock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from complaintkit.case.values import Exhibit, Register
from complaintkit.evidence import custody, files
from complaintkit.evidence.cleaning import records
from complaintkit.evidence.cleaning.cleaning import clean
from complaintkit.evidence.cleaning.pdf_pictured import as_pictures
from complaintkit.evidence.cleaning.redacting import redact
from complaintkit.evidence.cleaning.redactions import Passage
from complaintkit.evidence.cleaning.searching import paths_in, still_there, telling
from complaintkit.evidence.cleaning.values import Choices, Cleaned, Uncleanable, once
from complaintkit.evidence.continuing import NOT_NOW, Continued, continuing
from complaintkit.evidence.register import REGISTER
from complaintkit.evidence.writing import RegisterWriter
from complaintkit.problems import Problem, Refused, did_you_mean, error
from complaintkit.source.writing import write_new
from complaintkit.values import frozen

LARGEST = 2_000_000_000


def copy_exhibits(
    folder: Path, numbers: Sequence[str], target: Path, choices: Choices, passages: Sequence[Passage], *, at: str
) -> tuple[tuple[records.CopyMade, ...], tuple[Problem, ...]]:
    """Make a copy for sending of each exhibit in the folder `target`; what cannot be copied is a Problem.

    Raises Refused if nothing can be done at all: no case, a damaged register or log, another writer at work.
    """
    with _continuing(folder) as case:
        register, entries = case.register, list(case.entries)
        _known(register, passages)
        records.complete(folder, register, entries)
        writer = RegisterWriter.of(folder, case.document)
        made: list[records.CopyMade] = []
        problems: list[Problem] = []
        wrong = _wrong_place(folder, target)
        for number in () if wrong else dict.fromkeys(numbers):
            here = [one for one in passages if one.exhibit == number]
            cleaned = cleaned_copy(folder, register, number, choices, here)
            if isinstance(cleaned, Problem):
                problems.append(cleaned)
                continue
            copies = _Copies(folder, target, at, entries, writer, redacted=bool(here))
            outcome = copies.kept(register.exhibits[number], cleaned)
            if isinstance(outcome, Problem):
                problems.append(outcome)
            else:
                made.append(outcome)
    return tuple(made), (*case.notes, *problems, *wrong, *_not_asked(passages, numbers))


@contextmanager
def _continuing(folder: Path) -> Iterator[Continued]:
    """Hold the lock of a case that can be continued; what an interruption left is taken up, as adding takes it up."""
    with ExitStack() as stack:
        try:
            case = stack.enter_context(continuing(folder))
        except Refused as refusal:
            raise Refused([_not_now() if one.code == NOT_NOW else one for one in refusal.problems]) from None
        yield case


def _not_now() -> Problem:
    message = "No copy was made: the custody log and the register do not fit together."
    return error(custody.LOG, "CK596", message, "settle first what `complaintkit evidence verify` names")


def _known(register: Register, passages: Sequence[Passage]) -> None:
    unknown = [one for one in passages if one.exhibit not in register.exhibits]
    if unknown:
        raise Refused([_no_exhibit(one.exhibit, register, one.file, one.at) for one in unknown])


def _no_exhibit(number: str, register: Register, file: str = REGISTER, at: tuple[int, int] | None = None) -> Problem:
    hint = did_you_mean(number, register.exhibits) or "`complaintkit evidence list` shows all of them"
    return error(file, "CK510", f"There is no exhibit `{number}` in the register.", hint, at=at)


def _wrong_place(folder: Path, target: Path) -> tuple[Problem, ...]:
    originals = (folder / files.FOLDER).resolve()
    if target.resolve() != originals and originals not in target.resolve().parents:
        return ()
    message = "Copies cannot be put among the originals: nobody could tell them apart then."
    return (error(files.readable_name(str(target)), "CK597", message, "give another folder with --to"),)


def _not_asked(passages: Sequence[Passage], numbers: Sequence[str]) -> tuple[Problem, ...]:
    """Say which lines of the list were not used, since their exhibits were not asked for: a slip of the pen otherwise."""
    hint = "name the exhibit in the command too, or give a list for these exhibits only"
    return tuple(
        error(
            one.file, "CK594", f"{one.exhibit} was not asked for, so {one.shown} was not looked for.", hint, at=one.at
        )
        for one in passages
        if one.exhibit not in numbers
    )


def cleaned_copy(
    folder: Path, register: Register, number: str, choices: Choices, passages: Sequence[Passage]
) -> Cleaned | Problem:
    """Return an exhibit cleaned and blacked out, after it was read back and searched, or why it cannot be."""
    exhibit = register.exhibits.get(number)
    if exhibit is None:
        return _no_exhibit(number, register)
    data = _read(folder, exhibit)
    if isinstance(data, Problem):
        return data
    try:
        if not passages:
            return _searched(exhibit, clean(data, choices))
        cleaned, found = redact(clean(data, replace(choices, as_pictures=False)), passages)
        problem = _unhidden(cleaned, passages, found)
        if problem:
            return problem
        pictured = choices.as_pictures and cleaned.ending == "pdf"
        return _searched(exhibit, as_pictures(cleaned) if pictured else cleaned)
    except Uncleanable as trouble:
        return error(exhibit.file, "CK590", f"No copy of {number} was made. {trouble.reason}", trouble.advice)
    except MemoryError:
        message = (
            f"No copy of {number} was made: cleaning needs up to four times its size in memory, which there is not."
        )
        return error(exhibit.file, "CK591", message, "close other programs, or make the copy on another computer")


def _read(folder: Path, exhibit: Exhibit) -> bytes | Problem:
    try:
        path = folder / exhibit.file
        if not files.is_plain(path) or path.stat().st_size > LARGEST:
            message = f"No copy of {exhibit.id} was made: it is no ordinary file, or larger than 2 GB."
            return error(exhibit.file, "CK591", message, "send it by another way, uncleaned, only if a lawyer agrees")
        data = path.read_bytes()
    except OSError as trouble:
        message = f"No copy of {exhibit.id} was made: it cannot be read ({trouble.strerror})."
        return error(exhibit.file, "CK591", message, "see what `complaintkit evidence verify` says")
    if sha256(data).hexdigest() != exhibit.sha256:
        message = f"No copy of {exhibit.id} was made: it is not the file that was registered, its digest is another."
        return error(exhibit.file, "CK591", message, "see what `complaintkit evidence verify` says")
    return data


def _not_found(passage: Passage) -> Problem:
    message = (
        f"Nothing was made of {passage.exhibit}: {passage.shown} was not found, so it would not have been blacked out."
    )
    hint = "check the page and the spelling; words in a scan or picture are found by no search: give a `box` for them"
    return error(passage.file, "CK593", message, hint, at=passage.at)


def _unhidden(cleaned: Cleaned, passages: Sequence[Passage], found: Collection[Passage]) -> Problem | None:
    """Return that a passage was not found, or is still in the file after it was blacked out; None if all are gone."""
    missed = [one for one in passages if one not in found]
    if missed:
        return _not_found(missed[0])
    there = still_there(cleaned.data, passages)
    if not there:
        return None
    message = f"Nothing was made of {there[0].exhibit}: {there[0].shown} is still somewhere else in the file."
    hint = "leave out `page`, so that it is blacked out everywhere; or print the exhibit to PDF and use that"
    return error(there[0].file, "CK592", message, hint, at=there[0].at)


def _searched(exhibit: Exhibit, cleaned: Cleaned) -> Cleaned | Problem:
    """Return the copy with what the search noticed, or a Problem if anything is in it that must not be."""
    again = telling(cleaned.data)
    if again:
        message = f"No copy of {exhibit.id} was made: after cleaning, it still held {', '.join(again)}."
        return error(
            exhibit.file, "CK592", message, "print it to PDF and add that as an exhibit; and report this as a fault"
        )
    return Cleaned(cleaned.data, cleaned.ending, cleaned.removed, once([*cleaned.left, *paths_in(cleaned.data)]))


@frozen
class _Copies:
    """Where copies of one command go, and the log that they are entered in."""

    folder: Path
    target: Path
    at: str
    entries: list[custody.Entry]
    writer: RegisterWriter
    redacted: bool

    def kept(self, exhibit: Exhibit, cleaned: Cleaned) -> records.CopyMade | Problem:
        """Write the copy, then the log, then the register, then the record."""
        path = self.target / f"{exhibit.id}{'-redacted' if self.redacted else ''}.{cleaned.ending}"
        problem = _written(exhibit, path, cleaned.data)
        return problem or self._recorded(exhibit, path.name, cleaned)

    def _recorded(self, exhibit: Exhibit, name: str, cleaned: Cleaned) -> records.CopyMade:
        digest, size = sha256(cleaned.data).hexdigest(), len(cleaned.data)
        entry = custody.entry_after(
            self.entries, at=self.at, act=custody.COPIED, exhibit=exhibit.id, digest=digest, size=size, file=name
        )
        custody.append(self.folder / custody.LOG, entry)
        self.entries.append(entry)
        self.writer.enter({}, self.entries)
        made = records.CopyMade(
            exhibit=exhibit.id, original_sha256=exhibit.sha256, copy_sha256=digest, size=size, file=name, at=self.at,
            entry=entry.seq, removed=cleaned.removed, left=cleaned.left, redacted=self.redacted,
        )  # fmt: skip
        records.append(self.folder, made)
        return made


def _written(exhibit: Exhibit, path: Path, data: bytes) -> Problem | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        return _unwritten(exhibit, path.parent, trouble)
    try:
        write_new(path, data)
    except FileExistsError:
        message = f"No copy of {exhibit.id} was made: there is something of that name already."
        hint = "move it away, or give another folder with --to"
        return error(files.readable_name(str(path)), "CK598", message, hint)
    except OSError as trouble:
        return _unwritten(exhibit, path, trouble)
    return None


def _unwritten(exhibit: Exhibit, path: Path, trouble: OSError) -> Problem:
    message = f"The copy of {exhibit.id} could not be written: {trouble.strerror}."
    return error(
        files.readable_name(str(path)), "CK599", message, "check the folder, its permissions and the space on the disk"
    )
