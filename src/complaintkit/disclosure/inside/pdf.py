"""PDF: the texts of its pages, everything that its objects say, what is attached, and what an earlier state left in it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from complaintkit.disclosure.inside.values import Blind, Inner, Piece, Raw, Words
from complaintkit.evidence.cleaning.libraries import INSTALL, needed
from complaintkit.evidence.cleaning.values import Uncleanable

_END = re.compile(rb"startxref\s+\d+\s+%%EOF\r?\n?")
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_TWO_STATES = 2
_DEEPEST = 20
_PICTURES = {"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"}


def of_pdf(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of a PDF; pages without text, and pictures on pages, cannot be searched."""
    yield Raw("between the objects", data)
    try:
        pikepdf, pypdfium2 = needed("pikepdf", "searching PDF"), needed("pypdfium2", "searching PDF")
    except Uncleanable:
        yield Blind("", f"the libraries pikepdf and pypdfium2 are needed to search it; {INSTALL}")
        return
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            yield from _objects(document, pikepdf)
    except pikepdf.PasswordError:
        yield Blind("", "it is protected by a password")
        return
    except (pikepdf.PdfError, RuntimeError, ValueError) as trouble:
        yield Blind("", f"it is damaged ({type(trouble).__name__})")
        return
    yield from _earlier(data, pikepdf)
    try:
        with pypdfium2.PdfDocument(data) as document:
            yield from _pages(document, pypdfium2)
    except pypdfium2.PdfiumError as trouble:
        yield Blind("", f"its pages cannot be read ({trouble})")


def _pages(document: Any, pdfium: Any) -> Iterator[Piece]:
    bare: list[int] = []
    pictured: list[int] = []
    garbled: list[int] = []
    before = ""
    for number, page in enumerate(document, 1):
        text = page.get_textpage().get_text_range()
        yield Words(f"page {number}", text)
        yield Words(f"pages {number - 1} and {number}", f"{before[-200:]}\n{text[:200]}")
        before = text
        kinds = {one.type for one in page.get_objects(max_depth=5)}
        if not text.strip() and kinds:
            bare.append(number)
        elif pdfium.raw.FPDF_PAGEOBJ_IMAGE in kinds:
            pictured.append(number)
        if len(_NO_TEXT.findall(text)) > len(text) / 5:
            garbled.append(number)
    for pages, why in ((bare, "no text can be read, only what is drawn or scanned"),
                       (pictured, "there are pictures, in which no search finds what is seen or written"),
                       (garbled, "letters are drawn without saying which they are")):  # fmt: skip
        if pages:
            yield Blind("", f"on {_numbers(pages)} {why}")


def _numbers(pages: list[int]) -> str:
    if len(pages) == 1:
        return f"page {pages[0]}"
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][-1] == page - 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "pages " + ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _objects(document: Any, pikepdf: Any) -> Iterator[Piece]:
    for one in document.objects:
        said = "\n".join(_said(one, pikepdf, 0))
        if said:
            yield Words(_where(one, pikepdf), said)
        if isinstance(one, pikepdf.Stream):
            yield from _of_stream(one)


def _where(one: Any, pikepdf: Any) -> str:
    """Return what an object is, so that its user finds the place."""
    if not isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        return "an object of the document"
    if one.get("/Type") == "/Annot" or ("/Subtype" in one and "/Rect" in one):
        return "a note or a field on a page"
    if "/Title" in one and ("/Parent" in one or "/Dest" in one or "/A" in one):
        return "a bookmark"
    if "/Producer" in one or "/Author" in one or "/CreationDate" in one:
        return "the document's information"
    if "/EF" in one:
        return "an attachment"
    return "a form field" if "/FT" in one else "an object of the document"


def _said(one: Any, pikepdf: Any, depth: int) -> Iterator[str]:
    """Yield strings and names in an object, but for what it refers to, which is looked at by itself."""
    if isinstance(one, pikepdf.String):
        yield str(one)
        yield bytes(one).decode("latin-1")
    elif isinstance(one, pikepdf.Name):
        yield str(one)
    elif isinstance(one, pikepdf.Array) and depth < _DEEPEST:
        for value in one:
            yield from _inner(value, pikepdf, depth)
    elif isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)) and depth < _DEEPEST:
        for key, value in one.items():
            yield str(key)
            yield from _inner(value, pikepdf, depth)


def _inner(value: Any, pikepdf: Any, depth: int) -> Iterator[str]:
    if isinstance(value, pikepdf.Object) and not value.is_indirect:
        yield from _said(value, pikepdf, depth + 1)


def _of_stream(one: Any) -> Iterator[Piece]:
    kind = one.get("/Type")
    if kind == "/EmbeddedFile":
        yield Inner("an attachment", "", _read(one))
    elif kind == "/Metadata" or one.get("/Subtype") == "/XML":
        yield Inner("metadata (XMP)", "", _read(one))
    elif one.get("/Subtype") == "/Image":
        filters = one.get("/Filter")
        raw = str(filters) in _PICTURES or any(str(each) in _PICTURES for each in _several(filters))
        yield Raw("a picture on a page", bytes(one.read_raw_bytes()) if raw else b"")
    else:
        yield Raw("what is drawn on a page", _read(one))


def _several(filters: Any) -> tuple[Any, ...]:
    try:
        return tuple(filters)
    except (TypeError, ValueError, RuntimeError):
        return ()


def _read(stream: Any) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except Exception:  # noqa: BLE001 - a filter that is not known, or damage: as it stands
        return bytes(stream.read_raw_bytes())


def _earlier(data: bytes, pikepdf: Any) -> Iterator[Piece]:
    """Yield the file as it was before its last change was appended (ISO 32000-1, 7.5.6), if it was a whole one then."""
    ends = [found.end() for found in _END.finditer(data)]
    if len(ends) < _TWO_STATES:
        return
    before = data[: ends[-2]]
    with suppress(pikepdf.PdfError, RuntimeError, ValueError), pikepdf.open(io.BytesIO(before)):
        yield Inner("an earlier state of the file", "", before)
