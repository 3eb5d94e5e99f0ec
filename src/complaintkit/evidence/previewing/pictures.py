"""Pictures made small, within bounds of memory: what would need more than that is not decoded, which is said.

A JPEG is decoded at an eighth of its size (ITU-T T.81: its blocks of 8 by 8 hold their mean), so that one of 30,000 by 30,000
needs what one of 3,750 by 3,750 does; one in several scans has to be held whole by every decoder and counts in full.
Nothing of what a file says of itself comes along: the small picture is painted on a new sheet.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO

from complaintkit.evidence.previewing.values import MOST_MEMORY, SIDE, Preview, nothing

if TYPE_CHECKING:
    from PIL.Image import Image

_QUALITY = 72
_LARGE = 16_000_000
_BYTES = {"1": 2, "L": 1, "P": 5, "LA": 4, "I;16": 2}
_TIMES = {"WEBP": 3, "TIFF": 2, "GIF": 2, "JPEG": 1, "PNG": 1}
_COEFFICIENTS = 6
_EIGHTH = 8
_SCAN = 0xDA
_one_large = Lock()


def small_picture(path: Path) -> Preview:
    """Return the picture at `path` made small, turned as its camera says. Raises OSError where it cannot be read."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - an optional library, slow to import

    with path.open("rb") as stream, _any_size():
        scans = _needs_all_of_it(stream)
        stream.seek(0)
        try:
            with Image.open(stream) as picture:
                needed = _memory(picture, scans=scans)
                if needed > MOST_MEMORY:
                    width, height = picture.size
                    return nothing(
                        f"it is {width:,} × {height:,} pixels, too large to be made small here; open the file itself"
                    )
                with _one_large if needed > _LARGE else Lock():
                    return preview(_small(picture), "the picture")
        except UnidentifiedImageError:
            return nothing("it is no picture that can be shown, or it is damaged")
        except (OSError, SyntaxError, ValueError, EOFError, MemoryError, ArithmeticError, LookupError, TypeError):
            return nothing("the picture is damaged")


def preview(picture: Image, shows: str) -> Preview:
    """Return a small picture as a preview: on a new white sheet, so that nothing of the file comes along."""
    from PIL import Image  # noqa: PLC0415

    sheet = Image.new("RGB", picture.size, "white")
    seen = (
        picture.convert("RGBA") if picture.mode in {"P", "LA", "PA", "RGBA", "La", "RGBa"} else picture.convert("RGB")
    )
    sheet.paste(seen, mask=seen.getchannel("A") if seen.mode == "RGBA" else None)
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=_QUALITY)
    return Preview(out.getvalue(), *sheet.size, shows)


@contextmanager
def _any_size() -> Iterator[None]:
    """Let the library open pictures of any size while only their heads are read; what is decoded is bounded here."""
    from PIL import Image  # noqa: PLC0415

    before, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        yield
    finally:
        Image.MAX_IMAGE_PIXELS = before or Image.MAX_IMAGE_PIXELS


def _small(picture: Image) -> Image:
    from PIL import ImageOps  # noqa: PLC0415

    if picture.format == "JPEG":
        picture.draft(None, (SIDE, SIDE))
    picture.load()
    shown = picture.convert("RGBA") if picture.mode == "P" else picture.convert("L") if picture.mode == "1" else picture
    shown.thumbnail((SIDE, SIDE))
    if shown.mode in {"I", "I;16", "I;16B", "F"}:
        brightest = shown.getextrema()[1] or 1
        shown = shown.convert("F").point(lambda value: value * (255 / brightest)).convert("L")  # type: ignore[operator]
    return ImageOps.exif_transpose(shown)


def _memory(picture: Image, *, scans: bool) -> int:
    """Return how many bytes decoding will need, at most."""
    pixels = picture.width * picture.height
    if picture.format == "JPEG" and scans:
        return pixels * _COEFFICIENTS
    if picture.format == "JPEG":
        pixels //= min(_EIGHTH, max(1, min(picture.size) // SIDE)) ** 2
    return pixels * _BYTES.get(picture.mode, 4) * _TIMES.get(picture.format or "", 3)


def _needs_all_of_it(stream: BinaryIO) -> bool:
    """Tell whether a JPEG is in several scans: progressive, or with a scan for each of its colours."""
    if stream.read(2) != b"\xff\xd8":
        return False
    colours = 0
    while len(head := stream.read(4)) == 4 and head[0] == 0xFF:  # noqa: PLR2004 - mark and length
        length = int.from_bytes(head[2:], "big") - 2
        part = stream.read(min(length, 6))
        if head[1] == _SCAN:
            return part[:1] != bytes([colours])
        if 0xC0 <= head[1] <= 0xCF and head[1] not in {0xC4, 0xC8, 0xCC} and len(part) == 6:  # noqa: PLR2004 - T.81, B.1
            colours = part[5]
            if head[1] not in {0xC0, 0xC1}:  # neither of the sequential kinds
                return True
        stream.seek(max(length - len(part), 0), 1)
    return True
