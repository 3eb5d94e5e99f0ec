"""Colour profiles: those of a standard stay, since colours depend on them; others may name a device or its owner."""

from __future__ import annotations

import struct

_STANDARD = (
    "srgb",
    "adobe rgb (1998)",
    "display p3",
    "dot gain 20%",
    "gray gamma 2.2",
    "prophoto rgb",
    "c2",
    "coated fogra39",
)
_TAGS = {
    *(b"desc", b"cprt", b"wtpt", b"bkpt", b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"chad"),
    *(b"dmnd", b"dmdd", b"vued", b"view", b"lumi", b"meas", b"tech", b"chrm", b"cicp"),
    *(b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"gamt"),
}
_NAMES = {b"desc", b"dmnd", b"dmdd", b"cprt", b"vued"}
_MAKERS = (
    "hewlett-packard",
    "iec",
    "apple",
    "adobe",
    "google",
    "copyright",
    "public domain",
    "icc",
    "artifex",
    "facebook",
)
_HEADER = 128


def is_standard(profile: bytes) -> bool:
    """Tell whether a profile names itself as a standard one and every text in it comes from a maker of profiles."""
    try:
        (count,) = struct.unpack_from(">I", profile, _HEADER)
        tags = [struct.unpack_from(">4sII", profile, _HEADER + 4 + 12 * number) for number in range(min(count, 100))]
    except struct.error:
        return False
    texts = {tag: _text(profile[at : at + size]) for tag, at, size in tags if tag in _NAMES}
    ends = max((at + size for _, at, size in tags), default=0)
    return (
        all(tag in _TAGS for tag, _, _ in tags)
        and len(profile) - ends < 4  # noqa: PLR2004 - padding to four bytes
        and texts.get(b"desc", "").startswith(_STANDARD)
        and all(_known(text) for tag, text in texts.items() if tag != b"desc")
    )


def _known(text: str) -> bool:
    return not text or text.startswith(_STANDARD) or any(maker in text for maker in _MAKERS)


def _text(tag: bytes) -> str:
    """Return the letters of a text tag, in whichever of its three forms it is written."""
    if tag[:4] == b"mluc":
        return tag[28:].decode("utf-16-be", "ignore").strip("\0 ").lower()
    body = tag[12:] if tag[:4] == b"desc" else tag[8:]
    return body.split(b"\0")[0].decode("latin-1").strip().lower()
