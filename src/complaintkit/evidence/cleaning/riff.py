"""WebP and WAVE: files of chunks in one RIFF container. The chunks of picture and sound stay, everything else goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from complaintkit.evidence.cleaning.exif import orientation_of, orientation_only
from complaintkit.evidence.cleaning.profiles import is_standard
from complaintkit.evidence.cleaning.values import Cleaned, Uncleanable, once

PICTURE = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"}
SOUND = {b"fmt ", b"data", b"fact"}
_FRAME = 16
_HAS_PROFILE, _HAS_EXIF, _HAS_XMP = 0x20, 0x08, 0x04
_LABELS = {
    b"EXIF": "EXIF",
    b"XMP ": "XMP",
    b"ICCP": "a colour profile that is no standard one",
    b"LIST": "titles and names",
    b"bext": "broadcast notes",
    b"iXML": "notes of the recorder",
    b"id3 ": "ID3 tags",
}


def clean_webp(data: bytes) -> Cleaned:
    """Return the picture without EXIF, XMP, unknown chunks and what follows its end; raises Uncleanable if damaged."""
    chunks = list(chunks_of(data))
    profile = any(name == b"ICCP" and is_standard(body) for name, body in chunks)
    kept = [(name, _frame(name, body)) for name, body in chunks if name in PICTURE or (name == b"ICCP" and profile)]
    turned = next((orientation_of(body.removeprefix(b"Exif\0\0")) for name, body in chunks if name == b"EXIF"), None)
    if turned:
        kept.append((b"EXIF", orientation_only(turned)))
    flags = (_HAS_PROFILE if profile else 0) | (_HAS_EXIF if turned else 0)
    kept = [(name, _flagged(name, body, flags)) for name, body in kept]
    left = ("the orientation",) if turned else ()
    return Cleaned(_riff(b"WEBP", kept), "webp", _removed(chunks, {name for name, _ in kept}, data), left)


def clean_wave(data: bytes) -> Cleaned:
    """Return the recording without titles, names and notes; raises Uncleanable if it is damaged."""
    chunks = list(chunks_of(data))
    kept = [(name, body) for name, body in chunks if name in SOUND]
    return Cleaned(_riff(b"WAVE", kept), "wav", _removed(chunks, SOUND, data))


def chunks_of(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and body of each chunk within the declared size; raises Uncleanable if one breaks off."""
    yield from _chunks(data[: _end(data)], 12)


def _chunks(data: bytes, at: int) -> Iterator[tuple[bytes, bytes]]:
    while at + 8 <= len(data):
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + length]
        if len(body) != length:
            message = "The file is damaged: it breaks off before it is complete."
            raise Uncleanable(message, "open the original, save it anew, and add that as an exhibit beside it")
        yield name, body
        at += 8 + length + length % 2


def _end(data: bytes) -> int:
    return 8 + int.from_bytes(data[4:8], "little")


def _frame(name: bytes, body: bytes) -> bytes:
    """Return a frame of an animation with the chunks of its picture only."""
    if name != b"ANMF":
        return body
    return body[:_FRAME] + _written((one, inner) for one, inner in _chunks(body, _FRAME) if one in PICTURE)


def _flagged(name: bytes, body: bytes, flags: int) -> bytes:
    if name != b"VP8X":
        return body
    return bytes([body[0] & ~(_HAS_PROFILE | _HAS_EXIF | _HAS_XMP) | flags]) + body[1:]


def _removed(chunks: Iterable[tuple[bytes, bytes]], kept: set[bytes], data: bytes) -> tuple[str, ...]:
    gone = [_LABELS.get(name, "private chunks") for name, _ in chunks if name not in kept or name == b"EXIF"]
    return once([*gone, *(["data after the end"] if data[_end(data) :].strip(b"\0") else [])])


def _written(chunks: Iterable[tuple[bytes, bytes]]) -> bytes:
    return b"".join(name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2) for name, body in chunks)


def _riff(form: bytes, chunks: Iterable[tuple[bytes, bytes]]) -> bytes:
    content = form + _written(chunks)
    return b"RIFF" + len(content).to_bytes(4, "little") + content
