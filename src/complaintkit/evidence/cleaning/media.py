"""Recordings and films: their tags are taken out where that cannot harm the sound; what is heard and seen is not touched."""

from __future__ import annotations

from complaintkit.evidence.cleaning.values import Cleaned, Uncleanable, once

_CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf"}
_DESCRIBING = {b"udta": "titles, names and places", b"meta": "titles, names and places", b"uuid": "XMP"}
_TIMES = {b"mvhd", b"tkhd", b"mdhd"}
_EMPTY = {b"free", b"skip", b"wide"}
_TAG = b"TAG"


def clean_mp3(data: bytes) -> Cleaned:
    """Return the recording without ID3 and APE tags at its beginning and end."""
    removed: list[str] = []
    while data.startswith(b"ID3"):
        size = sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
        data = data[10 + size + (10 if data[5] & 0x10 else 0) :].lstrip(b"\0")
        removed.append("ID3 tags")
    if data[-128:-125] == _TAG:
        data, removed = data[:-128], [*removed, "ID3 tags"]
    if data[-32:-24] == b"APETAGEX":
        size = int.from_bytes(data[-20:-16], "little")
        data, removed = data[: -size - (32 if data[-9] & 0x80 else 0)], [*removed, "APE tags"]
    if not data:
        raise Uncleanable("There is no sound in it besides the tags.", "look for the original of the recording")
    return Cleaned(data, "mp3", once(removed))


def clean_mp4(data: bytes) -> Cleaned:
    """Return the film with its tags overwritten by zeros, which moves nothing, and its times of making set to none.

    Raises:
        Uncleanable: a box reaches beyond its end.
    """
    out, removed = bytearray(data), list[str]()
    _blank(out, 0, len(out), removed)
    return Cleaned(bytes(out), "m4a" if data[8:11] == b"M4A" else "mp4", once(removed))


def _blank(out: bytearray, at: int, end: int, removed: list[str]) -> None:
    while at + 8 <= end:
        size, name = int.from_bytes(out[at : at + 4], "big"), bytes(out[at + 4 : at + 8])
        head = 16 if size == 1 else 8
        size = int.from_bytes(out[at + 8 : at + 16], "big") if size == 1 else size or end - at
        if size < head or at + size > end:
            message = "The film is damaged: a part of it reaches beyond its end."
            raise Uncleanable(message, "open the original and save it anew, and add that as an exhibit beside it")
        if name in _DESCRIBING:
            out[at + 4 : at + 8] = b"free"
            removed.append(_DESCRIBING[name])
        if name in _DESCRIBING or name in _EMPTY:
            out[at + head : at + size] = bytes(size - head)
        elif name in _TIMES:
            out[at + head + 4 : at + head + (20 if out[at + head] else 12)] = bytes(16 if out[at + head] else 8)
            removed.append("times of making")
        elif name in _CONTAINERS:
            _blank(out, at + head, at + size, removed)
        at += size
