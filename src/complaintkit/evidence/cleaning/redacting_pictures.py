"""Blacking out in pictures: the pixels are painted over, and the picture is written anew without anything else."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from complaintkit.evidence.cleaning.formats import kind_of
from complaintkit.evidence.cleaning.libraries import needed
from complaintkit.evidence.cleaning.redactions import Passage
from complaintkit.evidence.cleaning.values import Uncleanable

_WRITTEN: dict[str, tuple[str, dict[str, Any]]] = {
    "jpeg": ("JPEG", {"quality": 92, "subsampling": 0}),
    "png": ("PNG", {}),
    "webp": ("WEBP", {"lossless": True}),
    "tiff": ("TIFF", {"compression": "tiff_lzw"}),
}
_MODES = {"jpeg": ("L", "RGB"), "png": ("L", "RGB", "RGBA"), "webp": ("RGB", "RGBA"), "tiff": ("L", "RGB", "RGBA")}


def redacted_picture(data: bytes, passages: Sequence[Passage]) -> tuple[bytes, frozenset[Passage]]:
    """Return the picture with the boxes black, turned upright, and which boxes touch it.

    Raises:
        Uncleanable: a text is to be blacked out, or the picture cannot be read.
    """
    if any(one.text for one in passages):
        message = "Words in a picture cannot be found."
        raise Uncleanable(message, "give the place as a rectangle in pixels: box: [left, top, right, bottom]")
    kind = kind_of(data)
    image = needed("PIL.Image", "blacking out in pictures")
    sequence = needed("PIL.ImageSequence", "blacking out in pictures")
    found: set[Passage] = set()
    try:
        with image.open(io.BytesIO(data)) as picture:
            pages = [
                _painted(frame, number, passages, found, kind)
                for number, frame in enumerate(sequence.Iterator(picture), start=1)
            ]
    except (OSError, ValueError, image.DecompressionBombError) as trouble:
        raise Uncleanable(
            f"The picture cannot be read: {trouble}.", "save it anew and add that as an exhibit"
        ) from None
    return _bytes(pages, kind), frozenset(found)


def _painted(frame: Any, number: int, passages: Sequence[Passage], found: set[Passage], kind: str) -> Any:
    upright = needed("PIL.ImageOps", "blacking out in pictures").exif_transpose(frame)
    picture = upright.convert(_mode(upright, kind))
    brush = needed("PIL.ImageDraw", "blacking out in pictures").Draw(picture)
    for one in passages:
        if one.page in {None, number} and one.box and one.box[0] < picture.width and one.box[1] < picture.height:
            brush.rectangle(one.box, fill=_black(picture.mode))
            found.add(one)
    return picture


def _mode(picture: Any, kind: str) -> str:
    clear = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    wanted = "RGBA" if clear else "L" if picture.mode in {"1", "L", "I", "I;16"} else "RGB"
    return wanted if wanted in _MODES[kind] else "RGB"


def _black(mode: str) -> Any:
    return {"L": 0, "RGB": (0, 0, 0), "RGBA": (0, 0, 0, 255)}[mode]


def _bytes(pages: list[Any], kind: str) -> bytes:
    """Return the pages written from pixels alone, so that nothing that Pillow holds beside them comes along."""
    image = needed("PIL.Image", "blacking out in pictures")
    bare = [image.frombytes(page.mode, page.size, page.tobytes()) for page in pages]
    form, options = _WRITTEN[kind]
    more = {"save_all": True, "append_images": bare[1:]} if len(bare) > 1 else {}
    out = io.BytesIO()
    bare[0].save(out, form, **options, **more)
    return out.getvalue()
