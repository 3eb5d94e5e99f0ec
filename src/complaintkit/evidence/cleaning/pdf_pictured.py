"""Pages of a PDF rebuilt as pictures: what is not seen is not there. Safe, and no longer searchable as text."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from complaintkit.evidence.cleaning.jpeg import clean_jpeg
from complaintkit.evidence.cleaning.libraries import needed
from complaintkit.evidence.cleaning.values import Cleaned, once

DOTS_PER_INCH = 200
_POINTS_PER_INCH = 72
_LARGEST = 5000  # pixels of a side
_QUALITY = 90
_HIDDEN = (
    "layers that are not shown",
    "text that is not seen",
    "a damaged picture",
    "a colour profile",
    "what lies on a page",
)
PICTURED = "text, links and structure of pages that were made into pictures"

Box = tuple[float, float, float, float]  # left, top, right, bottom, in points, of the page as it is seen


def as_pictures(cleaned: Cleaned) -> Cleaned:
    """Return a cleaned PDF with every page made into a picture."""
    data = rebuilt(cleaned.data, dict.fromkeys(range(page_count(cleaned.data)), ()))
    left = tuple(word for word in cleaned.left if not word.startswith(_HIDDEN))
    return Cleaned(data, "pdf", once([*cleaned.removed, PICTURED]), left)


def page_count(data: bytes) -> int:
    """Return how many pages a PDF has; raises Uncleanable where pypdfium2 is not installed."""
    pdfium = needed("pypdfium2", "pictures of PDF pages")
    with pdfium.PdfDocument(data) as document:
        return len(document)


def rebuilt(data: bytes, boxes: Mapping[int, Sequence[Box]]) -> bytes:
    """Return the PDF with the pages named (from 0) made into pictures, with black boxes where `boxes` says so.

    The pages that are not named are copied as they are; nothing else of the file comes along: no outline, no structure.
    """
    pikepdf = needed("pikepdf", "PDF")
    with pikepdf.open(io.BytesIO(data)) as source, pikepdf.new() as target:
        for number, page in enumerate(source.pages):
            if number in boxes:
                _append_picture(target, data, number, boxes[number])
            else:
                target.pages.append(page)
                _cut_links(target.pages[-1].obj)
        out = io.BytesIO()
        target.save(out, deterministic_id=True)
        return out.getvalue()


def _cut_links(page: Any) -> None:
    """Take away links to places in the document: through them a page that was rebuilt would come along as it was."""
    if "/Annots" in page:
        pikepdf = needed("pikepdf", "PDF")
        kept = [mark for mark in page.Annots if str(mark.get("/Subtype", "")) != "/Link"]
        page["/Annots"] = pikepdf.Array(kept)


def _append_picture(target: Any, data: bytes, number: int, boxes: Sequence[Box]) -> None:
    pikepdf = needed("pikepdf", "PDF")
    picture, width, height = rendered(data, number, boxes)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    stream = target.make_stream(clean_jpeg(out.getvalue()).data)
    for key, value in {
        "/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": picture.width, "/Height": picture.height,
        "/ColorSpace": pikepdf.Name.DeviceRGB, "/BitsPerComponent": 8, "/Filter": pikepdf.Name.DCTDecode,
    }.items():  # fmt: skip
        stream[key] = value
    target.add_blank_page(page_size=(width, height))
    page = target.pages[-1].obj
    page["/Resources"] = pikepdf.Dictionary({"/XObject": pikepdf.Dictionary({"/Picture": stream})})
    page["/Contents"] = target.make_stream(f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Picture Do Q".encode())


def rendered(data: bytes, number: int, boxes: Sequence[Box]) -> tuple[Any, float, float]:
    """Return a page (from 0) as a picture with the boxes blackened in it, and its size in points."""
    pdfium = needed("pypdfium2", "pictures of PDF pages")
    draw = needed("PIL.ImageDraw", "pictures of PDF pages")
    with pdfium.PdfDocument(data) as document:
        page = document[number]
        width, height = page.get_size()
        scale = min(DOTS_PER_INCH / _POINTS_PER_INCH, _LARGEST / max(width, height))
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    brush = draw.Draw(picture)
    for left, top, right, bottom in boxes:
        brush.rectangle((left * scale, top * scale, right * scale, bottom * scale), fill="black")
    return picture, width, height
