"""The notes that cameras leave (EXIF, which is a small TIFF): when, with what, whether where. The place is never read."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from typing import BinaryIO

from complaintkit.evidence.reading.values import Found, read_in
from complaintkit.values import frozen

Read = Callable[[int, int], bytes]
MOST_FIELDS = 512
LONGEST_FIELD = 4096
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8}
_WIDTH, _HEIGHT, _DESCRIPTION, _MAKE, _MODEL, _SOFTWARE, _CHANGED, _ARTIST = 256, 257, 270, 271, 272, 305, 306, 315
_EXIF, _GPS, _TAKEN, _TAKEN_OFFSET, _CHANGED_OFFSET = 0x8769, 0x8825, 0x9003, 0x9011, 0x9010
_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")


@frozen
class Notes:
    """The first directory of a TIFF and what its EXIF directory adds, and how many pages (directories) follow."""

    fields: dict[int, object]
    position: bool
    pages: int


def notes(read: Read) -> Notes | None:
    """Return the notes of a TIFF whose bytes `read(place, length)` gives; None where it is none."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(read(0, 4))
    if order is None:
        return None
    fields, following = _directory(read, order, struct.unpack(order + "L", read(4, 4).ljust(4, b"\0"))[0])
    inner = _number(fields.get(_EXIF))
    if inner:
        fields = {**_directory(read, order, inner)[0], **fields}
    place = _number(fields.get(_GPS))
    position = bool(place and any(tag in _directory(read, order, place)[0] for tag in (2, 4)))
    return Notes(fields, position, 1 + _following(read, order, following))


def _directory(read: Read, order: str, at: int) -> tuple[dict[int, object], int]:
    head = read(at, 2)
    if len(head) < 2:  # noqa: PLR2004
        return {}, 0
    count = min(struct.unpack(order + "H", head)[0], MOST_FIELDS)
    data = read(at + 2, 12 * count + 4)
    fields = {}
    for place in range(0, min(12 * count, len(data) - 11), 12):
        tag, kind, number = struct.unpack_from(order + "HHL", data, place)
        fields[tag] = _value(read, order, kind, number, data[place + 8 : place + 12])
    following = struct.unpack_from(order + "L", data, 12 * count)[0] if len(data) == 12 * count + 4 else 0
    return fields, following


def _value(read: Read, order: str, kind: int, number: int, inline: bytes) -> object:
    size = _SIZES.get(kind, 1) * number
    if size > LONGEST_FIELD:
        return None
    data = inline[:size] if size <= 4 else read(struct.unpack(order + "L", inline)[0], size)  # noqa: PLR2004
    if kind == 2:  # noqa: PLR2004 - text
        return data.split(b"\0")[0].decode("utf-8", "replace").strip()
    form = {3: "H", 4: "L", 13: "L"}.get(kind)
    if form and len(data) >= struct.calcsize(order + form):
        return struct.unpack_from(order + form, data)[0]
    return data


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _following(read: Read, order: str, at: int) -> int:
    """Return how many directories follow, each a page of a scan; a loop ends the count."""
    seen: set[int] = set()
    while at and at not in seen and len(seen) < 10_000:  # noqa: PLR2004
        seen.add(at)
        head = read(at, 2)
        if len(head) < 2:  # noqa: PLR2004
            break
        end = read(at + 2 + 12 * struct.unpack(order + "H", head)[0], 4)
        at = struct.unpack(order + "L", end)[0] if len(end) == 4 else 0  # noqa: PLR2004
    return len(seen)


def of_notes(found: Notes) -> Iterator[Found]:
    """Yield what a camera noted: the date first of when it was taken, then of when it was changed."""
    yield read_in("position", found.position, "EXIF GPS")
    for tag, offset, where in (
        (_TAKEN, _TAKEN_OFFSET, "EXIF DateTimeOriginal"),
        (_CHANGED, _CHANGED_OFFSET, "EXIF DateTime"),
    ):
        if date := _date(found.fields.get(tag), found.fields.get(offset)):
            yield read_in("date", date, where if date.tzinfo else f"{where} (without a time zone)")
            break
    if title := _said(found, _DESCRIPTION):
        yield read_in("title", title, "EXIF ImageDescription")
    if author := _said(found, _ARTIST):
        yield read_in("author", author, "EXIF Artist")
    if device := " ".join(filter(None, (_said(found, _MAKE), _said(found, _MODEL), _said(found, _SOFTWARE)))):
        yield read_in("producer", device, "EXIF Make, Model, Software")


def _said(found: Notes, tag: int) -> str:
    value = found.fields.get(tag)
    return value if isinstance(value, str) else ""


def _date(said: object, offset: object) -> datetime | None:
    try:
        date = datetime.strptime(str(said), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - a camera may have no time zone
    except ValueError:
        return None
    zone = _OFFSET.match(str(offset))
    if not zone:
        return date
    ahead = timedelta(hours=int(zone[2]), minutes=int(zone[3]))
    return date.replace(tzinfo=timezone(-ahead if zone[1] == "-" else ahead))


def measures(found: Notes) -> tuple[int, int] | None:
    """Return width and height as a TIFF says them."""
    width, height = _number(found.fields.get(_WIDTH)), _number(found.fields.get(_HEIGHT))
    return (width, height) if width and height else None


def within(file: BinaryIO, start: int = 0) -> Read:
    """Return a way to read from an open file, places counted from `start`."""

    def read(place: int, length: int) -> bytes:
        file.seek(start + place)
        return file.read(length)

    return read


def of_bytes(data: bytes) -> Read:
    """Return a way to read from bytes."""
    return lambda place, length: data[place : place + length]
