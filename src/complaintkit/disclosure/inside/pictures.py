"""Pictures: what cameras and programs noted in them. What is seen in them no search finds."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress

from complaintkit.disclosure.inside.values import Blind, Piece, Raw, Words
from complaintkit.evidence.cleaning import jpeg, png, riff, tiff
from complaintkit.evidence.cleaning.values import Uncleanable

SEEN = "a picture: what is seen or written in it no search finds"
_EXTENDED = b"http://ns.adobe.com/xmp/extension/\0"
_EXTENDED_HEAD = 75
_MOST_TEXT = 16_000_000
_STRIPS = {273, 279, 324, 325}


def of_picture(data: bytes, kind: str) -> Iterator[Piece]:
    """Yield the notes in a picture, part by part, and the picture itself as what cannot be searched."""
    yield Raw("metadata", data)
    notes = _NOTES.get(kind)
    try:
        for where, note in notes(data) if notes else ():
            yield from _read(where, note)
    except (Uncleanable, struct.error, KeyError, IndexError):
        yield Blind("metadata", "the picture is damaged, and what was noted in it may not have been found")
    yield Blind("", SEEN)


def _read(where: str, note: bytes) -> Iterator[Piece]:
    """Yield a note in every way in which it can be read: nobody says how a program wrote its letters."""
    yield Words(where, note.decode("utf-8", "ignore"))
    yield Words(where, note.decode("latin-1"))
    for start in (0, 1):
        yield Words(where, note[start:].decode("utf-16-le", "ignore"))
        yield Words(where, note[start:].decode("utf-16-be", "ignore"))


def _jpeg(data: bytes) -> Iterator[tuple[str, bytes]]:
    extended = b""
    for marker, body in jpeg.segments_of(data):
        if body.startswith(_EXTENDED):
            extended += body[_EXTENDED_HEAD:]
        if marker == 0xFE or 0xE0 <= marker <= 0xEF:  # noqa: PLR2004 - comments and application data
            yield ("comment" if marker == 0xFE else "metadata"), body  # noqa: PLR2004
    if extended:
        yield "metadata (XMP)", extended


def _png(data: bytes) -> Iterator[tuple[str, bytes]]:
    for name, body in png.chunks_of(data):
        if name in {b"IDAT", b"fdAT"}:
            continue
        yield "metadata", body
        if name in {b"zTXt", b"iTXt", b"iCCP"}:
            yield "texts of the picture", b"\n".join(_unpacked(body))


def _unpacked(body: bytes) -> Iterator[bytes]:
    """Yield what is packed in a chunk, wherever in it the packed part begins."""
    at = body.find(b"\x78")
    while at >= 0:
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(body[at:], _MOST_TEXT)
        at = body.find(b"\x78", at + 1)


def _webp(data: bytes) -> Iterator[tuple[str, bytes]]:
    return (("metadata", body) for name, body in riff.chunks_of(data) if name not in riff.PICTURE)


def _tiff(data: bytes) -> Iterator[tuple[str, bytes]]:
    for page in tiff.pages_of(data):
        yield from (("metadata", value) for tag, (_, _, value) in page.items() if tag not in _STRIPS)


_NOTES: dict[str, Callable[[bytes], Iterator[tuple[str, bytes]]]] = {
    "jpeg": _jpeg,
    "png": _png,
    "webp": _webp,
    "tiff": _tiff,
}
