"""Reading the register of exhibits, however long it is: some exhibits at a time, each kept only as the value it becomes.

A long register is never composed as a whole. Where a Problem needs its place, only the exhibit is read again in which it
stands, with as many line ends before it as there are lines, so that lines and columns are those of the file. What is laid
out in a way that cannot be taken apart is read as a whole, like any other file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from complaintkit.case.folders import EXHIBITS_FILE
from complaintkit.case.registered import Exhibit, Register
from complaintkit.problems import Problem, error
from complaintkit.source.documents import Document, Location, Mark, parse_document, read_document, syntax_problems
from complaintkit.source.reading import LARGEST_REGISTER, check_characters, read_any_text
from complaintkit.source.validation import validate
from complaintkit.values import frozen

LONG = 100_000
_PIECE = 64_000
_BEGIN = re.compile(r"^exhibits:[ \t]*(?:#.*)?$", re.MULTILINE)
_NUMBER = re.compile(r"^ +E[1-9][0-9]*:[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"^( +)[\"']?([^\s#:\"']+)[\"']?:(?=[ \t\n]|\Z)", re.MULTILINE)
_FIRST = re.compile(r"^( +)[^\s#]", re.MULTILINE)
_ELSEWHERE = re.compile(r"^[^ #\n]", re.MULTILINE)


@frozen
class RegisterRead:
    """The register as read.

    `register` holds the exhibits that could be read, `faulty` the numbers of those that could not; it is None, and so is
    `document`, where the file as a whole could not be understood. `document` finds the places of Problems.
    """

    document: Document | None
    register: Register | None
    faulty: frozenset[str]
    problems: tuple[Problem, ...]


class LongRegister(Document):
    """A long register: its text and all that its data holds apart from the exhibits, which come some at a time."""

    def place(self, loc: Location, *, key: bool = False) -> Mark | None:
        """Return line and column as `Document` does, reading again only the exhibit in which the place is."""
        if loc[:1] != ("exhibits",) or len(loc) == 1:
            return Document(self.file, _beginning(self.text, self._begin), None).place(loc, key=key)
        found = self._entries.get(str(loc[1]))
        if found is None:  # a key that is written in some way of its own
            return super().place(loc, key=key)
        begin, end, line = found
        mark = Document(self.file, f"exhibits:\n{self.text[begin:end]}", None).place(loc, key=key)
        return mark and (mark[0] + line - 2, mark[1])

    def part(self, begin: int, end: int) -> str:
        """Return some exhibits as a file of their own, each line as far down as it is in the register."""
        return "\n" * (self.text.count("\n", 0, begin) - 1) + f"exhibits:\n{self.text[begin:end]}"

    def pieces(self) -> Iterator[tuple[int, int]]:
        """Yield where some exhibits begin and end in the text, one stretch after the other."""
        numbers = re.compile(rf"^{self._indent}E[1-9][0-9]*:[ \t]*$", re.MULTILINE)
        bounds = [self._begin + 1, *(match.start() for match in numbers.finditer(self.text, self._begin))]
        kept = [after for before, after in pairwise(bounds) if before // _PIECE != after // _PIECE]
        yield from pairwise([bounds[0], *kept, len(self.text)])

    @property
    def _begin(self) -> int:
        begin = _BEGIN.search(self.text)
        return begin.end() if begin else 0

    @property
    def _indent(self) -> str:
        """Return the blanks before the key that stands first among the exhibits."""
        first = _FIRST.search(self.text, self._begin)
        return first[1] if first else " "

    @cached_property
    def _entries(self) -> dict[str, tuple[int, int, int]]:
        """Return where the entry of each key begins and ends, and on which line; of one that stands twice the first."""
        keys = re.compile(rf"^{self._indent}[\"']?([^\s#:\"'][^:\n\"']*)[\"']?:(?=[ \t\n]|\Z)", re.MULTILINE)
        starts = [(match[1], match.start()) for match in keys.finditer(self.text, self._begin)]
        found: dict[str, tuple[int, int, int]] = {}
        line, before = 1, 0
        for (number, start), (_, end) in pairwise([*starts, ("", len(self.text))]):
            line += self.text.count("\n", before, start)
            before = start
            found.setdefault(number, (start, end, line))
        return found


def read_register(folder: Path) -> RegisterRead:
    """Return the register of a case folder, with every mistake in it."""
    path = folder / EXHIBITS_FILE
    long = _long(path)
    if long is not None:
        read = _Reader(long).register()
        if read is not None:
            return read
        wrong = syntax_problems(long.text, EXHIBITS_FILE)
        if wrong:
            return RegisterRead(None, None, frozenset(), wrong)
    document, problems = read_document(path, EXHIBITS_FILE, LARGEST_REGISTER)
    if document is None:
        return RegisterRead(None, None, frozenset(), problems)
    return _whole(document, problems)


def _long(path: Path) -> LongRegister | None:
    """Return a register that is long and can be read in pieces, else None."""
    try:
        if path.stat().st_size <= LONG:
            return None
    except OSError:
        return None
    text, problems = read_any_text(path, EXHIBITS_FILE, LARGEST_REGISTER)
    if text is None or problems or check_characters(text, EXHIBITS_FILE):
        return None
    begin = _BEGIN.search(text)
    if begin is None or _ELSEWHERE.search(text, begin.end() + 1) or not _NUMBER.search(text, begin.end()):
        return None
    document, mistakes = parse_document(_beginning(text, begin.end()), EXHIBITS_FILE)
    if document is None or mistakes or not isinstance(document.data, dict):
        return None
    return LongRegister(EXHIBITS_FILE, text, {**document.data, "exhibits": {}})


def _beginning(text: str, begin: int) -> str:
    """Return all that stands above the exhibits, as a file of its own."""
    return text[: text.rfind("\n", 0, begin) + 1] + "exhibits: {}\n"


def _whole(document: Document, problems: tuple[Problem, ...]) -> RegisterRead:
    """Return a register that is held in memory as a whole; one without `exhibits` says what is expected there."""
    data = document.data
    if isinstance(data, dict) and data.get("exhibits", 0) is None:
        data = {**data, "exhibits": {}}
    if not isinstance(data, dict) or not isinstance(data.get("exhibits"), dict):
        register, mistakes = validate(document, Register, data)
        return RegisterRead(document, register, frozenset(), (*problems, *mistakes))
    reader = _Reader(document, list(problems))
    for number, entry in data["exhibits"].items():
        reader.exhibit(number, entry)
    return reader.done({**data, "exhibits": {}})


@dataclass
class _Reader:
    """One walk through a register: exhibits and numbers of faulty ones so far, and what is wrong."""

    document: Document
    problems: list[Problem] = field(default_factory=list)
    exhibits: dict[str, Exhibit] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)

    def register(self) -> RegisterRead | None:
        """Return a long register read piece by piece; None where a piece cannot be understood by itself."""
        assert isinstance(self.document, LongRegister)  # noqa: S101 - for the type checker
        for begin, end in self.document.pieces():
            piece, mistakes = parse_document(f"exhibits:\n{self.document.text[begin:end]}", EXHIBITS_FILE)
            if mistakes:
                piece, mistakes = parse_document(self.document.part(begin, end), EXHIBITS_FILE)
            entries = piece.data.get("exhibits") if piece is not None and isinstance(piece.data, dict) else None
            if not isinstance(entries, dict):
                return None
            self.problems += mistakes
            for number, entry in entries.items():
                self.exhibit(number, entry)
        return self.done(self.document.data)

    def exhibit(self, number: str, entry: Any) -> None:
        """Take one entry; a number that was there before is a mistake, and the first one counts."""
        at: Location = ("exhibits", number)
        if number in self.exhibits or number in self.faulty:
            self.problems.append(_twice(self.document, number))
            return
        if isinstance(entry, dict) and "id" in entry:
            place = self.document.place((*at, "id"), key=True)
            message = "`id` is not typed: the key is the id"
            self.problems.append(error(EXHIBITS_FILE, "CK202", message, "delete this line", at=place))
        data = {**entry, "id": number} if isinstance(entry, dict) else {} if entry is None else entry
        exhibit, mistakes = validate(self.document, Exhibit, data, at)
        self.problems += mistakes
        if exhibit is None:
            self.faulty.add(number)
        else:
            self.exhibits[number] = exhibit

    def done(self, head: dict[str, Any]) -> RegisterRead:
        """Return what was read, with what stands above the exhibits; a head that is faulty is left out."""
        register, mistakes = validate(self.document, Register, head)
        kept = (register or Register(format=1)).model_copy(update={"exhibits": self.exhibits})
        return RegisterRead(self.document, kept, frozenset(self.faulty), (*self.problems, *mistakes))


def _twice(document: Document, number: str) -> Problem:
    """Return that an exhibit's number stands twice, in two pieces of a long register."""
    text = document.text
    found = [match for match in _KEY.finditer(text) if match[2] == number]
    first, again = (text.count("\n", 0, match.start()) + 1 for match in (found[0], found[-1]))
    message = f"`{number}` stands twice here: first on line {first}, again on line {again}"
    return error(
        EXHIBITS_FILE, "CK105", message, "keep one of the two; the first is read", at=(again, len(found[-1][1]) + 1)
    )
