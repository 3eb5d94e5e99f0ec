"""Changing a YAML file that a person keeps: comments, order, quotes and untouched lines stay as they are.

Reading stays with `documents`; ruamel.yaml is used for the round trip only, with this project's own idea of what is text,
so that `2019-09-18`, `yes` or `14:05` are never turned into anything else. What is written is read back before it takes the
place of the old file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from complaintkit.problems import Problem, Refused, error
from complaintkit.source.documents import parse_document
from complaintkit.source.merging import keep_untouched_lines
from complaintkit.source.reading import read_text
from complaintkit.source.writing import write_atomically


def edit(path: Path, change: Callable[[Any], None], shown: str | None = None) -> None:
    """Change a YAML file in place.

    Args:
        path: the file.
        change: gets the file's data (mappings and lists that remember their comments) and changes it in place; what it
            adds is plain mappings, lists, texts, whole numbers, truth values and dates.
        shown: the file's name as problems give it; without it, its last part.

    Raises:
        Refused: where the file cannot be read as it stands; it is then left alone.
    """
    name = shown or path.name
    write_atomically(path, _as_typed(path, edited(_readable(path, name), change, name)))


def edited(text: str, change: Callable[[Any], None], shown: str) -> str:
    """Return YAML text with a change, made as `edit` makes it in a file; lines end with a line feed.

    Raises Refused where the change cannot be written without altering something else.
    """
    untouched, changed, meant = _changed(text, change, shown)
    merged = keep_untouched_lines(text, untouched, changed)
    for candidate in (merged, changed):
        written, problems = parse_document(candidate, shown)
        if written is not None and not problems and written.data == meant:
            return candidate
    raise Refused((_cannot_change(shown),))


def on_one_line(value: Any) -> Any:
    """Return a mapping or list, for use in a change, as one that is written on one line: {a: b}, [a, b]."""
    from complaintkit.source.roundtrip import on_one_line as written  # noqa: PLC0415  # slow; loaded while editing

    return written(value)


def widen(parent: Any, key: Any, name: str, more: Mapping[str, Any]) -> None:
    """Make a mapping of the value at `key`, in which it stands under `name` before `more`; its comments stay with it."""
    from complaintkit.source.roundtrip import widen as widened  # noqa: PLC0415  # slow; loaded while editing

    widened(parent, key, name, more)


def _readable(path: Path, shown: str) -> str:
    text, problems = read_text(path, shown)
    document, more = parse_document(text, shown) if text is not None else (None, ())
    if text is None or document is None or more:
        raise Refused((*problems, *more))
    return text.replace("\r\n", "\n")


def _changed(text: str, change: Callable[[Any], None], shown: str) -> tuple[str, str, Any]:
    """Return the file as the round trip writes it without the change and with it, and the data that is meant."""
    from complaintkit.source.roundtrip import RoundTrip, YAMLError  # noqa: PLC0415  # slow; only who writes needs it

    try:
        trip = RoundTrip(text)
    except (YAMLError, NotImplementedError):  # the latter for comments in places it does not know
        raise Refused((_cannot_change(shown),)) from None
    untouched = trip.dump()
    change(trip.data)
    return untouched, trip.dump(), _plain(trip.data)


def _cannot_change(shown: str) -> Problem:
    message = "this change cannot be written without altering something else in the file; nothing was written"
    return error(shown, "CK112", message, "make the change in an editor")


def _plain(data: Any) -> Any:
    """Return round-trip data as the values that reading the file gives."""
    if isinstance(data, Mapping):
        return {str(key): _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(item) for item in data]
    if data is None or isinstance(data, bool):
        return data
    return int(data) if isinstance(data, int) else str(data)


def _as_typed(path: Path, text: str) -> bytes:
    """Return the text with the line ends and the byte order mark that the file has."""
    old = path.read_bytes()
    ends = text.replace("\n", "\r\n") if b"\r\n" in old else text
    return (b"\xef\xbb\xbf" if old.startswith(b"\xef\xbb\xbf") else b"") + ends.encode("utf-8")
