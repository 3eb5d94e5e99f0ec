"""Putting exhibits at the end of the register as text: what a person typed above stays byte for byte, at any length.

The round trip that other commands use for edits reads and writes the whole file, which takes minutes with thousands of
exhibits. Here the new entries are written below the last one, and only the two figures of the log's head are replaced.
What is put there is read back before. A register that is laid out so that nothing can be put at its end is not for this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from complaintkit.case.writing import scalar
from complaintkit.source.documents import Document, parse_document
from complaintkit.source.writing import write_atomically
from complaintkit.values import frozen

Entries = Mapping[str, Mapping[str, Any]]
_EMPTY = re.compile(r"exhibits:[ \t]*(?:\{[ \t]*\}|null|~)?[ \t]*(#.*)?")
_CUSTODY = re.compile(r"custody:[ \t]*(#.*)?")
_NUMBER = re.compile(r"( +)E[1-9][0-9]*:")
_FLOW = re.compile(r"[{~]|null")
_FIGURE = re.compile(r"(?P<before> +(?P<key>entries|head): +)[\"']?[0-9a-f]+[\"']?(?P<after> *(?:#.*)?)$")


@frozen
class Appendable:
    """A register to which exhibits can be added at the end: its lines, and where the head of the log stands in them."""

    lines: tuple[str, ...]
    indent: str
    count_line: int
    head_line: int

    def with_more(self, entries: Entries, count: int, head: str) -> Appendable:
        """Return the register with more exhibits and another head."""
        lines = list(self.lines)
        lines[self.count_line] = _with_figure(lines[self.count_line], str(count))
        lines[self.head_line] = _with_figure(lines[self.head_line], f'"{head}"')
        lines += _written(entries, self.indent)
        return Appendable(tuple(lines), self.indent, self.count_line, self.head_line)

    def write(self, path: Path) -> None:
        """Put the register in the place of the file; raises OSError where it cannot, and the file is then as it was."""
        write_atomically(path, "".join(f"{line}\n" for line in self.lines).encode())


def appendable(document: Document) -> Appendable | None:
    """Return a register for adding at its end, or None where it is laid out another way."""
    data, text = document.data, document.text
    if "\r" in text or text.startswith("\ufeff") or next(reversed(data), None) != "exhibits":
        return None
    lines = text.removesuffix("\n").split("\n")
    head = _head(lines)
    begin = next((number for number, line in enumerate(lines) if _EMPTY.fullmatch(line)), None)
    indent = _indent(lines, begin, empty=not data["exhibits"]) if begin is not None else None
    if head is None or begin is None or indent is None:
        return None
    if not data["exhibits"]:
        lines[begin] = f"exhibits:  {_comment(lines[begin])}".rstrip()
    return Appendable(tuple(lines), indent, *head)


def readable_back(entries: Entries) -> bool:
    """Tell whether what would be written of the exhibits is read as what is meant."""
    written = "".join(f"{line}\n" for line in ("exhibits:", *_written(entries, "  ")))
    if not entries:
        return True
    document, problems = parse_document(written, "")
    return document is not None and not problems and document.data == {"exhibits": _plain(entries)}


def _head(lines: Sequence[str]) -> tuple[int, int] | None:
    """Return the lines, counted from 0, of the number of entries and of the head; None unless each has one of its own."""
    begin = next((number for number, line in enumerate(lines) if _CUSTODY.fullmatch(line)), None)
    if begin is None:
        return None
    places = {}
    for number, line in enumerate(lines[begin + 1 :], start=begin + 1):
        found = _FIGURE.match(line)
        if found:
            places[found["key"]] = number
        elif line.strip() and not line.lstrip().startswith("#"):
            break
    return (places["entries"], places["head"]) if len(places) == len(("entries", "head")) else None


def _indent(lines: Sequence[str], begin: int, *, empty: bool) -> str | None:
    """Return the blanks before an exhibit's number, or None unless each stands on a line of its own below the key."""
    below = [line for line in lines[begin + 1 :] if line.strip() and not line.lstrip().startswith("#")]
    if empty:
        return "  " if not below else None
    first = _NUMBER.match(below[0]) if below and not _FLOW.search(lines[begin]) else None
    return first[1] if first and all(line.startswith(" ") for line in below) else None


def _comment(line: str) -> str:
    match = _EMPTY.fullmatch(line)
    return (match and match[1]) or ""


def _with_figure(line: str, figure: str) -> str:
    return _FIGURE.sub(lambda found: f"{found['before']}{figure}{found['after']}", line)


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
