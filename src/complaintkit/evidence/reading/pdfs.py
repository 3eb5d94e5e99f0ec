"""PDF: title, author, dates, pages, first lines."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from complaintkit.evidence.reading.faults import damaged, locked, not_installed, partly
from complaintkit.evidence.reading.texts import of_text
from complaintkit.evidence.reading.values import Found, Source, read_in

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_CONTENT = 2 * 1024 * 1024
LARGEST_MENDED = 64 * 1024 * 1024  # mending a damaged file takes the whole of it into memory
_INFO = (("title", "/Title"), ("author", "/Author"))


def pdf_facts(source: Source) -> Iterator[Found]:
    """Yield what stands in a PDF; one under a password says only that."""
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - an optional library
        from pypdf.errors import PyPdfError  # noqa: PLC0415
    except ImportError:
        yield not_installed(source.shown, source.format, "pypdf")
        return
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with source.path.open("rb") as file:
        try:
            reader = PdfReader(file, strict=source.size > LARGEST_MENDED)
            if reader.is_encrypted and not reader.decrypt(""):
                yield locked(source.shown, source.format)
                return
        except PyPdfError as fault:
            yield damaged(source.shown, source.format, str(fault) or "its end is missing")
            return
        yield read_in("pages", len(reader.pages), "its pages, counted")
        yield from _info(reader)
        yield from _text(reader, source)


def _info(reader: PdfReader) -> Iterator[Found]:
    info: Any = reader.metadata
    if info is None:
        return
    for field, key in _INFO:
        if said := str(info.get(key) or "").strip():
            yield read_in(field, said, f"Info {key}")
    if program := ", ".join(filter(None, (str(info.get(key) or "") for key in ("/Creator", "/Producer")))):
        yield read_in("producer", program, "Info /Creator, /Producer")
    for key in ("creation_date", "modification_date"):
        date = _date(info, key)
        if date:
            yield read_in("date", date, "Info /CreationDate" if key == "creation_date" else "Info /ModDate")
            return


def _date(info: Any, key: str) -> datetime | None:
    try:
        found = getattr(info, key)
    except (ValueError, TypeError):
        return None
    return found if isinstance(found, datetime) else None


def _text(reader: PdfReader, source: Source) -> Iterator[Found]:
    """Yield the first lines of the first page; a page whose drawing is very large is left alone."""
    page = reader.pages[0] if len(reader.pages) else None
    contents = page.get_contents() if page is not None else None
    if page is None or contents is None:
        return
    if len(contents.get_data()) > MOST_CONTENT:
        yield partly(source.shown, "the first page is drawn with so much that its text was not read")
        return
    yield from of_text(page.extract_text(), "the first page")
