"""Changing the register as text: new exhibits at its end, an entry in its place; all else stays byte for byte.

The round trip that other commands use for edits reads and writes the whole file, which takes minutes with thousands of
exhibits. Here the new entries are written below the last one, an entry that is changed goes through the round trip by itself,
and of the rest only the two figures of the log's head are replaced. What is put there is read back before. A register that is
laid out another way is not for this.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from complaintkit.case.writing import scalar
from complaintkit.problems import Refused
from complaintkit.source.documents import Document, parse_document
from complaintkit.source.editing import edited
from complaintkit.source.writing import write_in_pieces
from complaintkit.values import frozen

Entries = Mapping[str, Mapping[str, Any]]
_BEGIN = re.compile(r"^exhibits:[ \t]*(?P<nothing>\{[ \t]*\}|null|~)?[ \t]*(?P<comment>#.*)?$", re.MULTILINE)
_CUSTODY = re.compile(r"^custody:[ \t]*(?:#.*)?$", re.MULTILINE)
_NUMBER = re.compile(r"( +)E[1-9][0-9]*:")
_SAID = re.compile(r"^[ \t]*[^\s#].*$", re.MULTILINE)
_ELSEWHERE = re.compile(r"^(?![ \n]|#|\Z)", re.MULTILINE)
_FIGURE = re.compile(r" +(?P<key>entries|head): +(?P<figure>[\"']?[0-9a-f]+[\"']?) *(?:#.*)?$")
_PIECE = 1024 * 1024


@frozen
class Appendable:
    """A register as text, and where in it the two figures of the log's head stand; `indent` stands before a number."""

    text: str
    indent: str
    count: tuple[int, int]
    head: tuple[int, int]

    def with_more(self, entries: Entries, count: int, head: str) -> Appendable:
        """Return the register with more exhibits and another head."""
        return self._spliced(count, head, (len(self.text), len(self.text), _written(entries, self.indent)))

    def with_change(self, number: str, change: Callable[[Any], None], count: int, head: str) -> Appendable | None:
        """Return the register with one entry changed, and another head; None where it cannot be changed by itself."""
        key = re.compile(rf"^{self.indent}{number}:[ \t]*(?:#.*)?$", re.MULTILINE)
        found = list(key.finditer(self.text, _begin(self.text)))
        if len(found) != 1:  # none, or a line of some text looks like it
            return None
        begin = found[0].start()
        after = re.compile(rf"^{self.indent}[^\s#].*$", re.MULTILINE).search(self.text, found[0].end())
        end = after.start() if after else len(self.text)
        try:
            changed = edited(f"exhibits:\n{self.text[begin:end]}", lambda data: change(data["exhibits"][number]), "")
        except Refused:
            return None
        first, *lines = changed.removesuffix("\n").split("\n")
        return self._spliced(count, head, (begin, end, lines)) if first == "exhibits:" else None

    def _spliced(self, count: int, head: str, change: tuple[int, int, Iterable[str]]) -> Appendable:
        """Return the register with the figures of the head, and some lines, in other words."""
        begin, end, lines = change
        figures = sorted(((*self.count, str(count)), (*self.head, f'"{head}"')))
        pieces, at = [], 0
        for start, stop, figure in figures:
            pieces += [self.text[at:start], figure]
            at = stop
        pieces += [self.text[at:begin], *(f"{line}\n" for line in lines), self.text[end:]]
        text = "".join(pieces)
        places = _head(text, _begin(text))
        return replace(self, text=text, count=places["entries"], head=places["head"])

    def write(self, path: Path) -> None:
        """Put the register in the place of the file; raises OSError where it cannot, and the file is then as it was."""
        write_in_pieces(path, (self.text[at : at + _PIECE].encode() for at in range(0, len(self.text), _PIECE)))


def appendable(document: Document) -> Appendable | None:
    """Return a register for changing it as text, or None where it is laid out another way."""
    text = document.text
    if "\r" in text or text.startswith("\ufeff") or next(reversed(document.data), None) != "exhibits":
        return None
    begin = _BEGIN.search(text)
    indent = _indent(text, begin) if begin else None
    head = _head(text, begin.start()) if begin else {}
    if begin is None or indent is None or len(head) != len(("entries", "head")):
        return None
    if begin["nothing"]:
        empty = f"exhibits:  {begin['comment'] or ''}".rstrip()
        text = f"{text[: begin.start()]}{empty}{text[begin.end() :]}"
    return Appendable(text if text.endswith("\n") else f"{text}\n", indent, head["entries"], head["head"])


def _begin(text: str) -> int:
    """Return where the exhibits begin."""
    begin = _BEGIN.search(text)
    return begin.start() if begin else len(text)


def readable_back(entries: Entries) -> bool:
    """Tell whether what would be written of the exhibits is read as what is meant."""
    written = "".join(f"{line}\n" for line in ("exhibits:", *_written(entries, "  ")))
    if not entries:
        return True
    document, problems = parse_document(written, "")
    return document is not None and not problems and document.data == {"exhibits": _plain(entries)}


def _head(text: str, end: int) -> dict[str, tuple[int, int]]:
    """Return where the number of entries and the head stand before `end`, as far as each has a line of its own."""
    begin = _CUSTODY.search(text, 0, end)
    places: dict[str, tuple[int, int]] = {}
    for line in _SAID.finditer(text, begin.end() if begin else end, end):
        found = _FIGURE.fullmatch(line[0])
        if found is None:
            break
        places[found["key"]] = line.start() + found.start("figure"), line.start() + found.end("figure")
    return places


def _indent(text: str, begin: re.Match[str]) -> str | None:
    """Return the blanks before an exhibit's number, or None unless each stands on a line of its own below the key."""
    first = _SAID.search(text, begin.end())
    if first is None:
        return "  "
    number = _NUMBER.match(first[0])
    return number[1] if number and not begin["nothing"] and not _ELSEWHERE.search(text, begin.end() + 1) else None


def _written(entries: Entries, indent: str) -> Iterator[str]:
    for number, entry in entries.items():
        yield f"{indent}{number}:"
        yield from _mapping(entry, indent * 2)


def _mapping(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield f"{indent}{key}:"
            yield from _mapping(value, f"{indent}  ")
        elif isinstance(value, list | tuple):
            yield f"{indent}{key}:"
            yield from (line for item in value for line in _item(item, f"{indent}  "))
        else:
            yield f"{indent}{key}: {_scalar(value)}"


def _item(item: Any, indent: str) -> Iterator[str]:
    if isinstance(item, Mapping):
        first, *rest = _mapping(item, "")
        yield f"{indent}- {first}"
        yield from (f"{indent}  {line}" for line in rest)
    else:
        yield f"{indent}- {_scalar(item)}"


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else scalar(str(value))


def _plain(value: Any) -> Any:
    """Return the values as reading them gives them."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
