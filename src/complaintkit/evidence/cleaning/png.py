"""PNG: the chunks that make the picture stay, everything else goes, and so does what follows the end."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from complaintkit.evidence.cleaning.exif import orientation_of, orientation_only
from complaintkit.evidence.cleaning.profiles import is_standard
from complaintkit.evidence.cleaning.values import Cleaned, Uncleanable, once

SIGNATURE = b"\x89PNG\r\n\x1a\n"
PICTURE = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"cICP"),
    *(b"acTL", b"fcTL", b"fdAT"),
}
_LABELS = {
    b"tEXt": "texts",
    b"zTXt": "texts",
    b"iTXt": "texts (XMP among them)",
    b"eXIf": "EXIF",
    b"tIME": "the time of the last change",
    b"iCCP": "a colour profile that is no standard one",
}
_LARGEST_PROFILE = 4_000_000


def clean_png(data: bytes) -> Cleaned:
    """Return the picture without texts, EXIF, times, unknown chunks and what follows its end.

    Raises:
        Uncleanable: the picture is damaged.
    """
    kept, removed, turned = [SIGNATURE], [], None
    end = len(SIGNATURE)
    for name, body in chunks_of(data):
        end += len(body) + 12
        if name in PICTURE or (name == b"iCCP" and _standard(body)):
            kept.append(_chunk(name, body))
            continue
        turned = orientation_of(body) if name == b"eXIf" else turned
        removed.append(_LABELS.get(name, "private chunks"))
    if turned:
        kept.insert(2, _chunk(b"eXIf", orientation_only(turned)))
    removed += ["data after the end of the picture"] if data[end:].strip(b"\0\r\n") else []
    return Cleaned(b"".join(kept), "png", once(removed), ("the orientation",) if turned else ())


def chunks_of(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and body of each chunk up to the end of the picture.

    Raises:
        Uncleanable: the picture is damaged.
    """
    at = len(SIGNATURE)
    while at + 12 <= len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        at += 12 + length
        if at > len(data):
            break
        yield name, body
        if name == b"IEND":
            return
    message = "The picture is damaged: it ends or breaks off before it is complete."
    raise Uncleanable(message, "open the original and save it anew, and add that as an exhibit beside it")


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")


def _standard(body: bytes) -> bool:
    name, _, packed = body.partition(b"\0")
    try:
        profile = zlib.decompressobj().decompress(packed[1:], _LARGEST_PROFILE)
    except zlib.error:
        return False
    return is_standard(profile) and len(name) < 40  # noqa: PLR2004
