"""The first page of a PDF as a small picture, by pypdfium2, unless a picture on it would need too much memory."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any

from complaintkit.evidence.previewing.pictures import preview
from complaintkit.evidence.previewing.values import MOST_MEMORY, SIDE, Preview, nothing

_MOST_PARTS = 5_000
_BYTES_OF_A_PIXEL = 4
_one_at_a_time = Lock()  # the library is made for one thread


def first_page(path: Path) -> Preview:
    """Return the first page of the PDF at `path`, or why it cannot be shown."""
    import pypdfium2  # noqa: PLC0415 - an optional library, slow to import

    with _one_at_a_time:
        try:
            with pypdfium2.PdfDocument(path) as document:
                return _page(document) if len(document) else nothing("the PDF has no page")
        except pypdfium2.PdfiumError as fault:
            locked = "password" in str(fault).lower()
            return nothing("the PDF is locked with a password" if locked else "the PDF is damaged")


def _page(document: Any) -> Preview:
    page = document[0]
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        return nothing("the first page of the PDF has no size")
    if _largest(page) * _BYTES_OF_A_PIXEL > MOST_MEMORY:
        return nothing("a picture on its first page is too large to be made small here; open the file itself")
    picture = page.render(scale=SIDE / max(width, height), may_draw_forms=False).to_pil()
    return preview(picture, "the first page")


def _largest(page: Any) -> int:
    """Return how many pixels the largest picture on a page has, as the file says; nothing is decoded for that."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE  # noqa: PLC0415

    pictures = islice(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]), _MOST_PARTS)
    return max((width * height for width, height in (one.get_px_size() for one in pictures)), default=0)
