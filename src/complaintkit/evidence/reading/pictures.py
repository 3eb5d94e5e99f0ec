"""Pictures: their measures and their camera's notes, read from the heads of their parts. No picture is ever decoded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from complaintkit.evidence.reading import exif
from complaintkit.evidence.reading.faults import damaged, vast
from complaintkit.evidence.reading.heics import size_and_notes
from complaintkit.evidence.reading.values import Found, Source, read_in
from complaintkit.values import frozen

LARGEST = 100_000_000
_MOST_NOTES = 1024 * 1024
_PIECE = 1024 * 1024
_POSITION = b"GPSLatitude"
_EXIF = b"Exif\0\0"
_MARK, _APP1, _PICTURE_BEGINS = 0xFF, 0xE1, {0xD9, 0xDA}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


@frozen
class Seen:
    """Width and height of a picture, and the bytes of its camera's notes."""

    size: tuple[int, int] | None
    notes: bytes = b""
    whole: bool = True


def picture_facts(source: Source) -> Iterator[Found]:
    """Yield measures, date, device, and whether a position is in the picture."""
    with source.path.open("rb") as file:
        if _mentions(file, _POSITION):
            yield read_in("position", True, "XMP: exif:GPSLatitude")  # noqa: FBT003 - the fact is a truth value
        if source.format.name == "tiff":
            yield from _tiff(file, source)
            return
        seen = _READERS[source.format.name](file)
    if seen.size:
        yield from _size(seen.size, source)
    found = exif.notes(exif.of_bytes(seen.notes.removeprefix(_EXIF))) if seen.notes else None
    if fault := _fault(seen, found):
        yield damaged(source.shown, source.format, fault)
    if found:
        yield from exif.of_notes(found)
    elif not fault:
        yield read_in("position", False, "it has no EXIF")  # noqa: FBT003 - the fact is a truth value


def _fault(seen: Seen, found: exif.Notes | None) -> str | None:
    """Return what is missing; a picture whose notes cannot be read is not said to have no position."""
    if seen.size is None:
        return "its measures are not in it"
    if not seen.whole:
        return "its end, or what its camera noted, is missing"
    return "what its camera noted cannot be read, nor whether a position is in it" if seen.notes and not found else None


def _mentions(file: BinaryIO, mark: bytes) -> bool:
    """Tell whether a mark stands anywhere in the file: another program's notes may hold what the camera's do not."""
    file.seek(0)
    end = b""
    while piece := file.read(_PIECE):
        if mark in end + piece:
            return True
        end = piece[-len(mark) :]
    return False


def _size(size: tuple[int, int], source: Source) -> Iterator[Found]:
    yield read_in("dimensions", size, "the head of the picture")
    if size[0] * size[1] > LARGEST:
        yield vast(source.shown, *size)


def _tiff(file: BinaryIO, source: Source) -> Iterator[Found]:
    found = exif.notes(exif.within(file))
    size = exif.measures(found) if found else None
    if found is None or size is None:
        yield damaged(source.shown, source.format, "its measures are not in it")
        return
    yield from _size(size, source)
    yield read_in("pages", found.pages, "its directories")
    yield from exif.of_notes(found)


def _jpeg(file: BinaryIO) -> Seen:
    """Walk through the segments up to the first of the picture itself, then see whether the end is there."""
    file.seek(2)
    size, notes = None, b""
    for mark, length in _segments(file):
        kept = file.read(length) if mark == _APP1 and not notes else file.read(min(length, 5))
        if mark == _APP1 and kept.startswith(_EXIF):
            notes = kept
        elif mark in _FRAMES and len(kept) >= 5:  # noqa: PLR2004 - precision, height, width
            size = int.from_bytes(kept[3:5], "big"), int.from_bytes(kept[1:3], "big")
    return Seen(size, notes, _ends_with(file, b"\xff\xd9"))


def _segments(file: BinaryIO) -> Iterator[tuple[int, int]]:
    """Yield mark and length of each segment before the picture, the file standing at its content."""
    place = file.tell()
    while len(head := file.read(4)) == 4 and head[0] == _MARK:  # noqa: PLR2004
        if head[1] == _MARK:
            place += 1
        elif head[1] in _PICTURE_BEGINS:
            return
        else:
            length = max(2, int.from_bytes(head[2:], "big"))
            yield head[1], length - 2
            place += 2 + length
        file.seek(place)


def _ends_with(file: BinaryIO, mark: bytes) -> bool:
    """Tell whether the end mark stands in the last bytes; phones write something after it."""
    file.seek(max(0, file.seek(0, 2) - 256 * 1024))
    return mark in file.read()


def _png(file: BinaryIO) -> Seen:
    file.seek(8)
    size, notes, ended = None, b"", False
    while not ended and len(head := file.read(8)) == 8:  # noqa: PLR2004
        length, kind = int.from_bytes(head[:4], "big"), head[4:]
        kept = file.read(length) if length < {b"IHDR": 64, b"eXIf": _MOST_NOTES}.get(kind, 0) else b""
        if kind == b"IHDR":
            size = int.from_bytes(kept[:4], "big"), int.from_bytes(kept[4:8], "big")
        notes = kept if kind == b"eXIf" else notes
        ended = kind == b"IEND"
        file.seek(length - len(kept) + 4, 1)
    return Seen(size, notes, ended)


def _webp(file: BinaryIO) -> Seen:
    file.seek(0)
    length = int.from_bytes(file.read(12)[4:8], "little") + 8
    size, notes = None, b""
    while len(head := file.read(8)) == 8:  # noqa: PLR2004
        kind, held = head[:4], int.from_bytes(head[4:], "little")
        kept = file.read(min(held, _MOST_NOTES if kind == b"EXIF" else 10))
        size = size or _webp_size(kind, kept)
        notes = kept if kind == b"EXIF" else notes
        file.seek(held - len(kept) + held % 2, 1)
    return Seen(size, notes, file.seek(0, 2) >= length)


def _webp_size(kind: bytes, data: bytes) -> tuple[int, int] | None:
    if kind == b"VP8X":
        return int.from_bytes(data[4:7], "little") + 1, int.from_bytes(data[7:10], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        return int.from_bytes(data[6:8], "little") & 0x3FFF, int.from_bytes(data[8:10], "little") & 0x3FFF
    return None


def _gif(file: BinaryIO) -> Seen:
    file.seek(6)
    data = file.read(4)
    return Seen((int.from_bytes(data[:2], "little"), int.from_bytes(data[2:], "little")))


def _heic(file: BinaryIO) -> Seen:
    size, notes, announced = size_and_notes(file)
    return Seen(size, notes, whole=bool(notes) or not announced)


_READERS = {"jpeg": _jpeg, "png": _png, "webp": _webp, "gif": _gif, "heic": _heic}
