"""HEIC: where the camera's notes stand, and how large the picture is (ISO/IEC 23008-12; boxes of ISO/IEC 14496-12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from complaintkit.evidence.reading.boxes import Box, children, find

MOST_ITEMS = 10_000
MOST_NOTES = 1024 * 1024


def size_and_notes(file: BinaryIO) -> tuple[tuple[int, int] | None, bytes, bool]:
    """Return the measures, the camera's notes, and whether the file says that it has some; none if it has no `meta`."""
    meta = next((box for box in children(file, 0, file.seek(0, 2)) if box.kind == b"meta"), None)
    if meta is None:
        return None, b"", False
    inside = Box(meta.kind, meta.start + 4, meta.end)
    sizes = [_measures(file, box) for box in find(file, inside.start, inside.end, (b"iprp", b"ipco", b"ispe"))]
    items = set(_exif_items(file, inside))
    places = [place for item, place in _places(file, inside) if item in items]
    return max(sizes, default=None, key=lambda size: size[0] * size[1]), _notes(file, places), bool(items)


def _measures(file: BinaryIO, box: Box) -> tuple[int, int]:
    """Return one picture's measures; the largest of all is the picture, the others are its tiles and previews."""
    file.seek(box.start + 4)
    return _number(file, 4), _number(file, 4)


def _number(file: BinaryIO, length: int) -> int:
    return int.from_bytes(file.read(length), "big")


def _exif_items(file: BinaryIO, meta: Box) -> Iterator[int]:
    """Yield the numbers of the items that are of the type `Exif`."""
    for listed in find(file, meta.start, meta.end, (b"iinf",)):
        file.seek(listed.start)
        begins = listed.start + (6 if _number(file, 1) == 0 else 8)
        for entry in find(file, begins, listed.end, (b"infe",)):
            file.seek(entry.start)
            wide = _number(file, 1) > 2  # noqa: PLR2004 - the third version has longer numbers
            file.seek(entry.start + 4)
            item = _number(file, 4 if wide else 2)
            file.seek(2, 1)
            if file.read(4) == b"Exif":
                yield item


def _places(file: BinaryIO, meta: Box) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the number of each item that stands in the file in one piece, with its place and length."""
    for box in find(file, meta.start, meta.end, (b"iloc",)):
        file.seek(box.start)
        version, _ = _number(file, 1), file.read(3)
        sizes = file.read(2).ljust(2, b"\0")
        offset_size, length_size, base_size, index_size = sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4, sizes[1] & 15
        wide = 4 if version > 1 else 2
        for _ in range(min(_number(file, wide), MOST_ITEMS)):
            item = _number(file, wide)
            method = _number(file, 2) & 15 if version else 0
            file.seek(2, 1)
            base = _number(file, base_size)
            for _ in range(min(_number(file, 2), MOST_ITEMS)):
                file.seek(index_size if version else 0, 1)
                place = base + _number(file, offset_size), _number(file, length_size)
                if method == 0:
                    yield item, place


def _notes(file: BinaryIO, places: list[tuple[int, int]]) -> bytes:
    """Return the notes; four bytes before them say how many more to leave out."""
    if not places:
        return b""
    place, length = places[0]
    file.seek(place)
    left_out = _number(file, 4)
    if left_out > MOST_NOTES or length > MOST_NOTES:
        return b""
    file.seek(left_out, 1)
    return file.read(max(0, length - 4 - left_out))
