"""TIFF: written anew with the tags that make the picture and the picture's own bytes; nothing else comes along."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence

from complaintkit.evidence.cleaning.jpeg import clean_jpeg
from complaintkit.evidence.cleaning.profiles import is_standard
from complaintkit.evidence.cleaning.values import Cleaned, Uncleanable, once

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_PICTURE = {
    *(254, 255, 256, 257, 258, 259, 262, 263, 266, 274, 277, 278, 280, 281, 282, 283, 284, 290, 291, 292, 293, 296),
    *(297, 301, 317, 318, 319, 320, 322, 323, 332, 334, 338, 339, 340, 341, 347, 529, 530, 531, 532),
}
_STRIPS, _STRIP_SIZES, _TILES, _TILE_SIZES, _PROFILE = 273, 279, 324, 325, 34675
_PLACES = {_STRIPS: _STRIP_SIZES, _TILES: _TILE_SIZES}
_COMPRESSION, _OLD_JPEG, _JPEG, _TABLES = 259, 6, 7, 347
_LABELS = {34665: "EXIF", 34853: "GPS position", 700: "XMP", 33723: "IPTC", 34377: "IPTC", 330: "further pictures"}
_WRITTEN = "names, texts and times"
_LONG, _UNDEFINED = 4, 7
_MOST_PAGES = 10_000
_DAMAGED = (
    "The picture is damaged: what it points to is not there.",
    "open the original and save it anew as PNG or PDF",
)

Field = tuple[int, int, bytes]  # kind, count, value
Page = dict[int, Field]


def clean_tiff(data: bytes) -> Cleaned:
    """Return all pages with the tags of the picture only; raises Uncleanable for what it cannot read."""
    order = "<" if data[:2] == b"II" else ">"
    try:
        pages = pages_of(data)
        removed = [_label(tag, field) for page in pages for tag, field in page.items() if not _stays(tag, field)]
        return Cleaned(_write(data, pages, order), "tif", once(removed))
    except (struct.error, KeyError, IndexError):
        raise Uncleanable(*_DAMAGED) from None


def pages_of(data: bytes) -> list[Page]:
    """Return the tags of each page; raises struct.error or KeyError where the file is damaged."""
    order = "<" if data[:2] == b"II" else ">"
    (at,) = struct.unpack_from(order + "I", data, 4)
    pages: list[Page] = []
    seen: set[int] = set()
    while at and at not in seen and len(pages) < _MOST_PAGES:
        seen.add(at)
        (count,) = struct.unpack_from(order + "H", data, at)
        pages.append(dict(_field(data, at + 2 + 12 * number, order) for number in range(count)))
        (at,) = struct.unpack_from(order + "I", data, at + 2 + 12 * count)
    return pages


def _field(data: bytes, at: int, order: str) -> tuple[int, Field]:
    tag, kind, count = struct.unpack_from(order + "HHI", data, at)
    size = _SIZES.get(kind, 1) * count
    start = at + 8 if size <= 4 else struct.unpack_from(order + "I", data, at + 8)[0]  # noqa: PLR2004
    return tag, (kind, count, data[start : start + size])


def _stays(tag: int, field: Field) -> bool:
    pictures = {*_PICTURE, *_PLACES, *_PLACES.values()}
    return tag in pictures or (tag == _PROFILE and is_standard(field[2]))


def _label(tag: int, field: Field) -> str:
    if tag == _PROFILE:
        return "a colour profile that is no standard one"
    return _LABELS.get(tag, _WRITTEN if field[0] == 2 else "private tags")  # noqa: PLR2004 - the kind of texts


def _numbers(field: Field, order: str) -> list[int]:
    return list(struct.unpack(order + {3: "H", 4: "I"}[field[0]] * field[1], field[2]))


def _write(data: bytes, pages: list[Page], order: str) -> bytes:
    out = bytearray(data[:4] + b"\0\0\0\0")
    link = 4
    for page in pages:
        fields = {tag: field for tag, field in page.items() if _stays(tag, field)}
        compression = _numbers(page[_COMPRESSION], order)[0] if _COMPRESSION in page else 1
        if compression == _OLD_JPEG:
            raise Uncleanable("The picture is packed in an old way that cannot be cleaned.", _DAMAGED[1])
        repacked = _repacking(compression)
        if _TABLES in fields:
            tables = repacked(fields[_TABLES][2])
            fields[_TABLES] = (_UNDEFINED, len(tables), tables)
        for places, sizes in _PLACES.items():
            if places in fields:
                pieces = [repacked(piece) for piece in _pieces(data, fields, (places, sizes), order)]
                fields |= _moved(pieces, (places, sizes), out, order)
        struct.pack_into(order + "I", out, link, len(out) + len(out) % 2)
        link = _append_page(out, fields, order)
    return bytes(out)


def _repacking(compression: int) -> Callable[[bytes], bytes]:
    return (lambda part: clean_jpeg(part).data) if compression == _JPEG else bytes


def _pieces(data: bytes, fields: Page, tags: tuple[int, int], order: str) -> Iterator[bytes]:
    for at, size in zip(_numbers(fields[tags[0]], order), _numbers(fields[tags[1]], order), strict=False):
        piece = data[at : at + size]
        if len(piece) != size:
            raise Uncleanable(*_DAMAGED)
        yield piece


def _moved(pieces: Sequence[bytes], tags: tuple[int, int], out: bytearray, order: str) -> Page:
    """Put the pieces of a picture into the new file and return the fields that say where they are now."""
    places = []
    for piece in pieces:
        out += b"\0" * (len(out) % 2)
        places.append(len(out))
        out += piece
    sizes = [len(piece) for piece in pieces]
    return {
        tag: (_LONG, len(found), struct.pack(f"{order}{len(found)}I", *found))
        for tag, found in zip(tags, (places, sizes), strict=True)
    }


def _append_page(out: bytearray, fields: Page, order: str) -> int:
    """Write a directory at the end and return where the link to the next one goes."""
    out += b"\0" * (len(out) % 2)
    entries, beyond = bytearray(), bytearray()
    after = len(out) + 2 + 12 * len(fields) + 4
    for tag, (kind, count, value) in sorted(fields.items()):
        entries += struct.pack(order + "HHI", tag, kind, count)
        if len(value) <= 4:  # noqa: PLR2004
            entries += value.ljust(4, b"\0")
        else:
            entries += struct.pack(order + "I", after + len(beyond))
            beyond += value + b"\0" * (len(value) % 2)
    out += struct.pack(order + "H", len(fields)) + entries
    link = len(out)
    out += b"\0\0\0\0" + beyond
    return link
