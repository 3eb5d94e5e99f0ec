"""JPEG: segments that describe are left out, those that make the picture stay as they are. Nothing is encoded anew."""

from __future__ import annotations

from collections.abc import Iterator

from complaintkit.evidence.cleaning.exif import orientation_of, orientation_only
from complaintkit.evidence.cleaning.profiles import is_standard
from complaintkit.evidence.cleaning.values import Cleaned, Uncleanable, once

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_RESTARTS = range(0xD0, 0xD8)
_ALONE = {0x01, *_RESTARTS}
_PICTURE = {0xC4, 0xCC, 0xDB, 0xDC, 0xDD, *(set(range(0xC0, 0xD0)) - {0xC8})}
_JFIF, _EXIF, _ICC, _ADOBE = b"JFIF\0", b"Exif\0\0", b"ICC_PROFILE\0", b"Adobe"
_LABELS = (
    (_EXIF, "EXIF"),
    (b"http://ns.adobe.com/xap/", "XMP"),
    (b"http://ns.adobe.com/xmp/", "XMP"),
    (b"Photoshop", "IPTC"),
    (_ICC, "a colour profile that is no standard one"),
    (b"MPF\0", "further pictures"),
)
_DAMAGED = "The picture is damaged: it ends or breaks off before it is complete."
_ADVICE = "open the original, save it anew as PNG, and send that; or send the exhibit as a printed page"

Segment = tuple[int, bytes, bytes]


def clean_jpeg(data: bytes) -> Cleaned:
    """Return the picture without EXIF, XMP, IPTC, comments, thumbnails and what follows its end.

    The orientation is kept as the only tag; a colour profile only if it is a standard one.

    Raises:
        Uncleanable: the picture is damaged.
    """
    segments, rest = _read(data)
    profile = b"".join(body[14:] for marker, body, _ in segments if marker == 0xE2 and body.startswith(_ICC))  # noqa: PLR2004
    standard = bool(profile) and is_standard(profile)
    kept, removed = [b"\xff\xd8"], []
    for marker, body, scan in segments:
        new = _kept(marker, body, standard=standard)
        if new is not None:
            kept.append(_segment(marker, new) + scan)
        if new is None or (len(new) < len(body) and marker != _SCAN):
            removed.append(_label(marker, body))
    turned = next((found for _, body, _ in segments if (found := _orientation(body))), None)
    if turned:
        kept.insert(1, _segment(0xE1, _EXIF + orientation_only(turned)))
    left = ("the orientation",) if turned else ()
    removed += ["data after the end of the picture"] if rest.strip(b"\0\r\n") else []
    return Cleaned(b"".join([*kept, b"\xff\xd9"]), "jpg", once(removed), left)


def segments_of(data: bytes) -> list[tuple[int, bytes]]:
    """Return marker and body of each segment: what the search after cleaning looks at."""
    return [(marker, body) for marker, body, _ in _read(data)[0]]


def _kept(marker: int, body: bytes, *, standard: bool) -> bytes | None:
    """Return what of a segment stays, None if nothing does."""
    if marker in _PICTURE or marker == _SCAN:
        return body
    if marker == 0xE0 and body.startswith(_JFIF) and len(body) >= 14:  # noqa: PLR2004 - the fixed part of JFIF
        return body[:12] + b"\0\0"
    if marker == 0xEE and body.startswith(_ADOBE):  # noqa: PLR2004
        return body[:12]
    return body if marker == 0xE2 and body.startswith(_ICC) and standard else None  # noqa: PLR2004


def _label(marker: int, body: bytes) -> str:
    if marker == 0xFE:  # noqa: PLR2004
        return "comments"
    if marker == 0xE0:  # noqa: PLR2004
        return "thumbnails"
    return next((label for start, label in _LABELS if body.startswith(start)), "application data")


def _orientation(body: bytes) -> int | None:
    return orientation_of(body[6:]) if body.startswith(_EXIF) else None


def _segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body


def _read(data: bytes) -> tuple[list[Segment], bytes]:
    """Return the segments (marker, body, and for a scan its coded data) and what follows the end."""
    segments: list[Segment] = []
    at = 2
    for marker, start in _markers(data):
        if marker == _END:
            return segments, data[start:]
        length = int.from_bytes(data[start : start + 2], "big")
        body = data[start + 2 : start + length]
        if length < 2 or len(body) != length - 2:  # noqa: PLR2004 - the length counts itself
            break
        at = start + length
        segments.append((marker, body, data[at : _after_scan(data, at)] if marker == _SCAN else b""))
    if segments and segments[-1][0] == _SCAN:  # many writers forget the end
        return segments, b""
    raise Uncleanable(_DAMAGED, _ADVICE)


def _markers(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield each marker with the place after it, stepping over bodies and coded data."""
    at = 2
    while at + 1 < len(data) and data[at] == 0xFF:  # noqa: PLR2004
        while at + 1 < len(data) and data[at + 1] == 0xFF:  # noqa: PLR2004 - fill bytes
            at += 1
        if at + 1 >= len(data):
            return
        marker, at = data[at + 1], at + 2
        if marker in _ALONE:
            continue
        yield marker, at
        at += int.from_bytes(data[at : at + 2], "big")
        at = _after_scan(data, at) if marker == _SCAN else at


def _after_scan(data: bytes, at: int) -> int:
    """Return where coded data ends: at the next marker that is neither a stuffed byte nor a restart."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] != 0 and data[at + 1] not in _RESTARTS and data[at + 1] != 0xFF:  # noqa: PLR2004
            return at
        at += 1 if data[at + 1] == 0xFF else 2  # noqa: PLR2004
    return len(data)
