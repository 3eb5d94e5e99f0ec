"""Putting exhibits at the end of the register as text: what a person typed above stays byte for byte, at any length.

The round trip that other commands use for edits reads and writes the whole file, which takes minutes with thousands of
exhibits. Here the new entries are written below the last one, and only the two figures of the log's head are replaced.
What is put there is read back before. A register that is laid out so that nothing can be put at its end is not for this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from complaintkit.case.writing import scalar
from complaintkit.source.documents import Document, parse_document
from complaintkit.source.writing import write_atomically
from complaintkit.values import frozen

Entries = Mapping[str, Mapping[str, Any]]
_EMPTY = re.compile(r"exhibits:[ \t]*(?:\{[ \t]*\}|null|~)?[ \t]*(#.*)?")
_FIGURE = re.compile(r"^([ \t]+(?:entries|head):[ \t]+)[\"']?[0-9a-f]+[\"']?([ \t]*(?:#.*)?)$")


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
    count_line, head_line = _line(document, ("custody", "entries")), _line(document, ("custody", "head"))
    begin = _line(document, ("exhibits",))
    if None in (count_line, head_line) or count_line == head_line:
        return None
    indent = _indent(document, lines, begin or 0)
    if indent is None or not all(_FIGURE.match(lines[line or 0]) for line in (count_line, head_line)):
        return None
    if not data["exhibits"]:
        lines[begin or 0] = f"exhibits:  {_comment(lines[begin or 0])}".rstrip()
    return Appendable(tuple(lines), indent, count_line or 0, head_line or 0)


def readable_back(entries: Entries) -> bool:
    """Tell whether what would be written of the exhibits is read as what is meant."""
    written = "".join(f"{line}\n" for line in ("exhibits:", *_written(entries, "  ")))
    document, problems = parse_document(written, "")
    return document is not None and not problems and document.data == {"exhibits": _plain(entries)}


def _line(document: Document, loc: tuple[str, ...]) -> int | None:
    """Return the line, counted from 0, of a key that stands in the file; None where it does not."""
    inside = document.data
    for step in loc:
        if not isinstance(inside, dict) or step not in inside:
            return None
        inside = inside[step]
    place = document.place(loc, key=True)
    return place[0] - 1 if place else None


def _indent(document: Document, lines: list[str], begin: int) -> str | None:
    """Return the blanks before an exhibit's number, or None unless each stands on a line of its own below the key."""
    exhibits = document.data["exhibits"]
    last_used = next((line for line in reversed(lines) if line.strip() and not line.lstrip().startswith("#")), "")
    if not exhibits:
        return "  " if _EMPTY.fullmatch(lines[begin]) and last_used == lines[begin] else None
    first = next(iter(exhibits))
    place = document.place(("exhibits", first), key=True)
    if place is None or not re.fullmatch(r"exhibits:[ \t]*(#.*)?", lines[begin]) or last_used.strip() in {"...", "---"}:
        return None
    line, column = place
    blanks = lines[line - 1][: column - 1]
    return blanks if blanks and not blanks.strip() and line - 1 > begin else None


def _comment(line: str) -> str:
    match = _EMPTY.fullmatch(line)
    return (match and match[1]) or ""


def _with_figure(line: str, figure: str) -> str:
    return _FIGURE.sub(lambda found: f"{found[1]}{figure}{found[2]}", line)


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
