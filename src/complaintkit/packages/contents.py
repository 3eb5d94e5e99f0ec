"""What of a clean copy is printed in the bundle: its own pages, its text set anew, its pictures, or nothing."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from complaintkit.languages.catalogue import Catalogue
from complaintkit.packages.libraries import library
from complaintkit.packages.pictures import pictures_of
from complaintkit.packages.reading_texts import text_of
from complaintkit.packages.setting import set_text
from complaintkit.packages.values import Annex, Content, Nothing, Pages

TEXTS = frozenset({"eml", "txt", "html"})
PICTURES = frozenset({"jpg", "jpeg", "png", "webp", "tif", "tiff"})
DOCUMENTS = frozenset({"docx", "odt"})
_OTHER = "files of this kind ({ending}) are not printed"


def contents_of(
    annexes: Sequence[Annex], converted: Mapping[int, Pages | Nothing], catalogue: Catalogue
) -> tuple[Content, ...]:
    """Return what is printed of each annex; `converted` holds what was made of documents, by number of annex."""
    return tuple(_content(annex, converted, catalogue) for annex in annexes)


def _content(annex: Annex, converted: Mapping[int, Pages | Nothing], catalogue: Catalogue) -> Content:
    copy = annex.copy
    if copy is None:
        return Nothing("it is withheld from this recipient")
    if copy.ending == "pdf":
        return pages_of(copy.data)
    if copy.ending in TEXTS:
        return set_text(text_of(copy.data, copy.ending, catalogue))
    if copy.ending in PICTURES:
        return pictures_of(copy.data, copy.ending)
    return converted.get(annex.number) or Nothing(_OTHER.format(ending=copy.ending))


def pages_of(data: bytes, converter: str | None = None) -> Pages | Nothing:
    """Return the pages of a PDF file, or why they cannot be printed."""
    pikepdf = library("pikepdf")
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            wide = tuple(_is_wide(page) for page in document.pages)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError) as trouble:
        return Nothing(f"the PDF cannot be read ({type(trouble).__name__})")
    return Pages(data, wide, converter) if wide else Nothing("the PDF has no pages")


def _is_wide(page: Any) -> bool:
    """Tell whether a page is wider than high as it is seen."""
    left, bottom, right, top = (float(side) for side in page.cropbox)
    turned = int(page.obj.get("/Rotate", 0)) % 180 != 0
    return (abs(top - bottom) > abs(right - left)) if turned else (abs(right - left) > abs(top - bottom))
