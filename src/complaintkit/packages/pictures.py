"""Pictures for PDF pages. JPEG and PNG data go in as they are, so that no detail is lost; other formats are unpacked."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from complaintkit.packages.libraries import library
from complaintkit.packages.values import Nothing, Picture, Pictures

_MOST_PIXELS = 100_000_000
_COLOURS = {0: ("/DeviceGray", 1), 2: ("/DeviceRGB", 3)}
_SPACES = {"L": "/DeviceGray", "1": "/DeviceGray", "RGB": "/DeviceRGB"}
_QUALITY = 90
_ORIENTATION = 0x0112
_MOST_FRAMES = 200


def pictures_of(data: bytes, ending: str) -> Pictures | Nothing:
    """Return the pictures in a file, one for each page of a scan, or why none can be printed."""
    image = library("PIL.Image")
    library("PIL.ImageSequence")
    try:
        with image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return Nothing("the picture is too large to be printed")
            return Pictures(tuple(_pictures(opened, data, ending)))
    except (OSError, ValueError, SyntaxError, struct.error, image.DecompressionBombError, MemoryError) as trouble:
        return Nothing(f"the picture cannot be read ({type(trouble).__name__})")


def _pictures(opened: Any, data: bytes, ending: str) -> Iterator[Picture]:
    turned = opened.getexif().get(_ORIENTATION, 1)
    if ending in {"jpg", "jpeg"} and opened.format == "JPEG" and opened.mode in {"L", "RGB"}:
        yield _jpeg(data, opened, turned if turned in range(1, 9) else 1)
        return
    kept = _png(data) if opened.format == "PNG" and turned == 1 else None
    if kept is not None:
        yield kept
        return
    for number, frame in enumerate(library("PIL.ImageSequence").Iterator(opened)):
        if number >= _MOST_FRAMES:
            return
        yield _unpacked(frame, lossy=opened.format in {"JPEG", "WEBP"})


def _jpeg(data: bytes, opened: Any, turned: int) -> Picture:
    entries = (("/ColorSpace", _SPACES[opened.mode]), ("/BitsPerComponent", "8"), ("/Filter", "/DCTDecode"))
    return Picture(data, opened.width, opened.height, entries, turned)


def _png(data: bytes) -> Picture | None:
    """Return a PNG without transparency as it is (ISO 32000-1, 7.4.4.4: predictors are those of PNG), else None."""
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", data[16:29])
    chunks = list(_chunks(data))
    if interlaced or colour not in _COLOURS or any(kind == b"tRNS" for kind, _ in chunks):
        return None
    space, colours = _COLOURS[colour]
    parameters = f"<</Predictor 15 /Colors {colours} /BitsPerComponent {depth} /Columns {width}>>"
    entries = (
        ("/ColorSpace", space),
        ("/BitsPerComponent", str(depth)),
        ("/Filter", "/FlateDecode"),
        ("/DecodeParms", parameters),
    )
    packed = b"".join(content for kind, content in chunks if kind == b"IDAT")
    return Picture(packed, width, height, entries)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 8
    while place + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        yield kind, data[place + 8 : place + 8 + length]
        place += length + 12


def _unpacked(frame: Any, *, lossy: bool) -> Picture:
    """Return a picture on white ground: as JPEG where it was packed with loss before, else without loss."""
    image = _on_white(library("PIL.ImageOps").exif_transpose(frame))
    if lossy:
        out = io.BytesIO()
        image.convert("RGB").save(out, "JPEG", quality=_QUALITY, subsampling=0)
        entries = (("/ColorSpace", "/DeviceRGB"), ("/BitsPerComponent", "8"), ("/Filter", "/DCTDecode"))
        return Picture(out.getvalue(), image.width, image.height, entries)
    depth = "1" if image.mode == "1" else "8"
    entries = (("/ColorSpace", _SPACES[image.mode]), ("/BitsPerComponent", depth), ("/Filter", "/FlateDecode"))
    return Picture(zlib.compress(image.tobytes(), 6), image.width, image.height, entries)


def _on_white(frame: Any) -> Any:
    if frame.mode in _SPACES:
        return frame.copy()
    if frame.mode in {"RGBA", "LA", "PA", "P"}:
        seen = frame.convert("RGBA")
        ground = library("PIL.Image").new("RGB", seen.size, "white")
        ground.paste(seen, mask=seen.getchannel("A"))
        return ground
    return frame.convert("L" if frame.mode.startswith(("I", "F")) else "RGB")
