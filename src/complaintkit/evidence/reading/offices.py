"""Word, Excel, PowerPoint, OpenDocument and old Office files: properties, pages, first lines, without macros or links."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from complaintkit.evidence.reading.faults import damaged, locked, not_installed, partly, unknown
from complaintkit.evidence.reading.texts import of_text
from complaintkit.evidence.reading.values import Found, Source, read_in

LARGEST_PROPERTIES = 1024 * 1024
MOST_TEXT = 2 * 1024 * 1024
_ENOUGH = 20_000
_BODIES = {
    "docx": ("word/document.xml", "t", "p"),
    "xlsx": ("xl/sharedStrings.xml", "t", "si"),
    "pptx": ("ppt/slides/slide1.xml", "t", "p"),
}
_CORE = (("title", "title"), ("creator", "author"))
_META = (("title", "title"), ("initial-creator", "author"), ("creator", "author"), ("generator", "producer"))


class _Unsafe(Exception):
    """The XML declares entities, which no Office program writes."""


def office_facts(source: Source) -> Iterator[Found]:
    """Yield what stands in a DOCX, XLSX or PPTX file."""
    with ZipFile(source.path) as archive:
        yield from _guarded(_core(archive), source)
        yield from _guarded(_app(archive, source), source)
        name, text, block = _BODIES[source.format.name]
        yield from _guarded(_text(archive, name, text, block, source), source)


def open_document_facts(source: Source) -> Iterator[Found]:
    """Yield what stands in an ODT, ODS or ODP file; one under a password says only that."""
    with ZipFile(source.path) as archive:
        if b"encryption-data" in _part(archive, "META-INF/manifest.xml"):
            yield locked(source.shown, source.format)
            return
        yield from _guarded(_meta(archive), source)
        yield from _guarded(_text(archive, "content.xml", None, "p", source), source)


def locked_facts(source: Source) -> Iterator[Found]:
    """Yield that an Office file is under a password."""
    yield locked(source.shown, source.format)


def _guarded(found: Iterator[Found], source: Source) -> Iterator[Found]:
    """Yield what one part of the file gives; a damaged part does not keep the others from being read."""
    try:
        yield from found
    except (etree.XMLSyntaxError, BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as fault:
        yield damaged(source.shown, source.format, str(fault))
    except _Unsafe:
        yield damaged(source.shown, source.format, "its XML declares entities, which no Office program writes")


def _part(archive: ZipFile, name: str) -> bytes:
    """Return the beginning of a part of the file; nothing where it has none of that name."""
    try:
        with archive.open(name) as part:
            return part.read(LARGEST_PROPERTIES)
    except KeyError:
        return b""


def _parser(**more: Any) -> Any:
    return {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, **more}


def _tree(data: bytes) -> Any | None:
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        raise _Unsafe
    return etree.fromstring(data, etree.XMLParser(**_parser())) if data else None


def _texts(tree: Any | None) -> Iterator[tuple[str, str]]:
    """Yield local name and text of every element that has some."""
    for element in tree.iter() if tree is not None else ():
        if isinstance(element.tag, str) and (said := (element.text or "").strip()):
            yield etree.QName(element).localname, said


def _core(archive: ZipFile) -> Iterator[Found]:
    said = dict(_texts(_tree(_part(archive, "docProps/core.xml"))))
    for key, field in _CORE:
        if key in said:
            yield read_in(field, said[key], f"docProps/core.xml: {key}")
    yield from _dates(said, "docProps/core.xml", "created", "modified")


def _meta(archive: ZipFile) -> Iterator[Found]:
    tree = _tree(_part(archive, "meta.xml"))
    said = dict(_texts(tree))
    for key, field in _META:
        if key in said:
            yield read_in(field, said[key], f"meta.xml: {key}")
    yield from _dates(said, "meta.xml", "creation-date", "date")
    for element in tree.iter("{*}document-statistic") if tree is not None else ():
        for name, count in element.attrib.items():
            if etree.QName(name).localname == "page-count" and str(count).isdigit():
                yield read_in("pages", int(count), "meta.xml: page-count, as last saved")


def _dates(said: dict[str, str], part: str, *keys: str) -> Iterator[Found]:
    """Yield the first date that is one; a time without a zone is left without."""
    for key in keys:
        try:
            date = datetime.fromisoformat(said.get(key, ""))
        except ValueError:
            continue
        yield read_in("date", date, f"{part}: {key}")
        return


def _app(archive: ZipFile, source: Source) -> Iterator[Found]:
    said = dict(_texts(_tree(_part(archive, "docProps/app.xml"))))
    if "Application" in said:
        yield read_in("producer", said["Application"], "docProps/app.xml: Application")
    count = said.get("Pages" if source.format.name == "docx" else "Slides", "")
    if count.isdigit() and int(count):
        yield read_in("pages", int(count), "docProps/app.xml: as last saved")


def _text(archive: ZipFile, name: str, text: str | None, block: str, source: Source) -> Iterator[Found]:
    """Yield the first lines, reading no more of the body than they take."""
    if name not in archive.namelist():
        return
    lines, size, read = list[str](), 0, 0
    with archive.open(name) as part:
        for read, paragraph in _paragraphs(part, text, block):  # noqa: B007 - how much was read is said below
            lines.append(paragraph)
            size += len(paragraph)
            if size >= _ENOUGH:
                break
    if not size and read >= MOST_TEXT:
        yield partly(source.shown, "no text stands in the first part of the document")
    yield from of_text("\n".join(lines), "the beginning of the text")


def _paragraphs(part: IO[bytes], text: str | None, block: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs, each with how many bytes were read up to it, and at the end of what is read an empty one."""
    parser: Any = etree.XMLPullParser(events=("end",), **_parser())
    read = 0
    while read < MOST_TEXT and (data := part.read(64 * 1024)):
        if not read and (b"<!ENTITY" in data or b"<!DOCTYPE" in data):
            raise _Unsafe
        read += len(data)
        parser.feed(data)
        for _, element in parser.read_events():
            if isinstance(element.tag, str) and etree.QName(element).localname == block:
                yield read, _said(element, text)
                element.clear()
    if read < MOST_TEXT:
        parser.close()
    yield read, ""


def _said(element: Any, text: str | None) -> str:
    if text is None:
        return "".join(str(piece) for piece in element.itertext())
    return "".join(piece.text or "" for piece in element.iter(f"{{*}}{text}"))


def old_office_facts(source: Source) -> Iterator[Found]:
    """Yield the properties of an old Word or Excel file."""
    try:
        from olefile import OleFileIO  # noqa: PLC0415 - an optional library
    except ImportError:
        yield not_installed(source.shown, source.format, "olefile")
        return
    with OleFileIO(source.path) as ole:
        said: Any = ole.get_metadata()
    for field, value in (("title", said.title), ("author", said.author), ("producer", said.creating_application)):
        if value:
            yield read_in(field, value.decode("cp1252", "replace").strip("\0 "), "its summary")
    if isinstance(said.create_time, datetime):
        yield read_in("date", said.create_time.replace(tzinfo=UTC), "its summary: created (UTC)")
    if said.num_pages:
        yield read_in("pages", int(said.num_pages), "its summary, as last saved")


def other_ole_facts(source: Source) -> Iterator[Found]:
    """Yield that an OLE file is of no kind that is known here, or that it cannot be told without the library."""
    try:
        import olefile  # noqa: F401, PLC0415 - an optional library
    except ImportError:
        yield not_installed(source.shown, source.format, "olefile")
    else:
        yield unknown(source.shown)
