"""Whether a file is a Word document that can be opened without harm; asked before anything else looks at it.

The limits are far above any letter's template: a zip of some hundred kilobytes can hold gigabytes, and a package can name
files outside it, carry programs, or fetch something the moment it is opened.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from complaintkit.documents.markup import Relationship, parsed, relationships
from complaintkit.documents.package import CONTENT_TYPES, source_of
from complaintkit.problems import Problem, Refused, error
from complaintkit.values import frozen

MOST_BYTES = 20_000_000
MOST_UNPACKED = 60_000_000
MOST_RATIO = 200
MOST_MEMBERS = 500

_SMALL = 200_000  # below this a high ratio is plain repetition, as in a part of empty table cells
_ENCRYPTED = 0x1
_GROUND = "_rels/.rels"
_GET_SHIPPED = "leave out --templates to use the shipped templates, or save the file anew in Word as .docx"
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']*)""")
_PROGRAMS = re.compile(r"vbaProject|vbaData|activeX|macrosheet|embeddings/|\.bin$|\.exe$|\.dll$", re.IGNORECASE)
_PRINTER = re.compile(r"printerSettings\d*\.bin$")  # what Word notes about a printer, and letters leave behind
PROGRAM_KINDS = {"vbaProject", "oleObject", "package", "control", "aFChunk", "subDocument", "frame"}


def read_template(path: Path, shown: str) -> bytes:
    """Return the bytes of a template.

    Raises:
        Refused: CK601 if the file is missing or cannot be read, CK603 if it is far too large to be a template.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused([error(shown, "CK603", _too_large(path.stat().st_size), _GET_SHIPPED)])
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused([error(shown, "CK601", f"there is no template at {path}", _GET_SHIPPED)]) from None
    except OSError as failure:
        raise Refused(
            [error(shown, "CK601", f"the template cannot be read: {failure.strerror}", _GET_SHIPPED)]
        ) from None


def opened(data: bytes, shown: str) -> dict[str, bytes]:
    """Return the parts of a DOCX file by name, once nothing in it can do harm.

    Raises:
        Refused: with CK602 to CK607 for everything found; see docs/problems.md.
    """
    parts, found = looked_into(data, shown)
    if found:
        raise Refused(one.problem for one in found)
    return parts


@frozen
class Suspect:
    """A problem of the file itself, with the part and, if one is at fault, the relationship that it is about."""

    problem: Problem
    part: str = ""
    relationship: str = ""


def looked_into(data: bytes, shown: str) -> tuple[dict[str, bytes], tuple[Suspect, ...]]:
    """Return the parts that can be looked at without harm, and everything that speaks against the file.

    A file whose directory or ground parts are wrong has no parts to look at; a part that is no plain XML is left out.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            outside = tuple(Suspect(problem) for problem in _outside(package, data, shown))
            parts = {} if outside else {item.filename: package.read(item) for item in _files(package)}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError) as failure:
        what = "the file is empty" if not data else f"this is no Word document, or it is damaged ({failure})"
        return {}, (Suspect(error(shown, "CK602", what, _GET_SHIPPED)),)
    found = [*outside, *(() if outside else _no_document(parts, shown))]
    if not found:
        found = list(_unsafe_xml(parts, shown))
        parts = {name: part for name, part in parts.items() if name not in {one.part for one in found}}
    if CONTENT_TYPES not in parts or _GROUND not in parts:
        return {}, tuple(found)
    return parts, (*found, *_programs(parts, shown), *_relations(parts, shown))


def _files(package: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    return (item for item in package.infolist() if not item.is_dir())


def _too_large(size: int) -> str:
    return f"the file has {size:,} bytes; a template has less than {MOST_BYTES:,}"


def _outside(package: zipfile.ZipFile, data: bytes, shown: str) -> Iterator[Problem]:
    """Yield what the zip's directory shows, before anything is unpacked."""
    items = package.infolist()
    names = [item.filename for item in items]
    unpacked = sum(item.file_size for item in items)
    if len(data) > MOST_BYTES:
        yield error(shown, "CK603", _too_large(len(data)), _GET_SHIPPED)
    if len(items) > MOST_MEMBERS:
        yield error(shown, "CK603", f"the file has {len(items)} parts; a template has some twenty", _GET_SHIPPED)
    if unpacked > MOST_UNPACKED or any(_swells(item) for item in items):
        message = f"the file would unpack to {unpacked:,} bytes from {len(data):,}: it is made to fill the memory"
        yield error(shown, "CK603", message, _GET_SHIPPED)
    twice = Counter(
        name.casefold() for name in names
    )  # names of parts are the same in any case of letters (OPC, 6.2.2)
    for name in sorted({name for name in names if twice[name.casefold()] > 1}):
        yield error(shown, "CK604", f"the part `{name}` stands twice in the file: which one counts?", _GET_SHIPPED)
    for item in items:
        if _leads_outside(item.filename):
            yield error(shown, "CK604", f"the part `{item.filename}` names a place outside the document", _GET_SHIPPED)
        if item.flag_bits & _ENCRYPTED:
            yield error(shown, "CK604", f"the part `{item.filename}` is encrypted", "remove the password in Word")


def _swells(item: zipfile.ZipInfo) -> bool:
    return item.file_size > _SMALL and item.file_size > MOST_RATIO * max(item.compress_size, 1)


def _leads_outside(name: str) -> bool:
    name = unquote(name)
    return name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/")


def _no_document(parts: dict[str, bytes], shown: str) -> Iterator[Suspect]:
    if CONTENT_TYPES not in parts or _GROUND not in parts:
        yield Suspect(error(shown, "CK602", "this is a zip file, but no Word document", _GET_SHIPPED))


def _unsafe_xml(parts: dict[str, bytes], shown: str) -> Iterator[Suspect]:
    for name, data in sorted(parts.items()):
        if name.endswith((".xml", ".rels", ".vml", ".svg")) or _looks_like_xml(data):
            reason = _xml_trouble(data)
            if reason:
                yield Suspect(error(shown, "CK605", f"the part `{name}` {reason}", _GET_SHIPPED), name)


def _looks_like_xml(data: bytes) -> bool:
    return data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def _xml_trouble(data: bytes) -> str | None:
    declared = _DECLARED.match(data[:200].removeprefix(b"\xef\xbb\xbf"))
    if b"\0" in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "is not written in UTF-8"
    if declared and declared[1].lower() not in {b"utf-8", b"us-ascii", b"ascii"}:
        return f"is not written in UTF-8 but in {declared[1].decode('ascii', 'replace')}"
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return "declares a document type, which can pull in other files"
    try:
        parsed(data)
    except etree.XMLSyntaxError as failure:
        return f"is damaged: {failure.msg}"
    return None


def _programs(parts: dict[str, bytes], shown: str) -> Iterator[Suspect]:
    for name in sorted(parts):
        if _PROGRAMS.search(name) and not _PRINTER.search(name):
            message = f"the part `{name}` is a program or an embedded object"
            yield Suspect(error(shown, "CK606", message, "save it without macros, as .docx"), name)
    if b"macroEnabled" in parts[CONTENT_TYPES]:
        message = "the document may run macros"
        yield Suspect(error(shown, "CK606", message, "save it in Word as .docx, not .docm"), CONTENT_TYPES)


def _relations(parts: dict[str, bytes], shown: str) -> Iterator[Suspect]:
    for name, data in sorted(parts.items()):
        if name.endswith(".rels"):
            for relationship in relationships(data, ""):
                for problem in _relation_trouble(relationship, name, shown):
                    yield Suspect(problem, source_of(name), relationship.identifier)


def _relation_trouble(relationship: Relationship, name: str, shown: str) -> Iterator[Problem]:
    if relationship.kind in PROGRAM_KINDS:
        message = f"`{name}` ties in a program or another document ({relationship.kind})"
        yield error(shown, "CK606", message, "remove the embedded object in Word")
    elif relationship.external and relationship.kind != "hyperlink":
        message = f"`{name}` refers to something outside the document ({relationship.kind}: {relationship.target})"
        yield error(shown, "CK607", message, _how_to_untie(relationship.kind))
    elif relationship.external and not relationship.target.lower().startswith(("http://", "https://", "mailto:")):
        message = (
            f"`{name}` has a link to {relationship.target}; only http, https and mailto links may stand in a letter"
        )
        yield error(shown, "CK607", message, "remove the link in Word")


def _how_to_untie(kind: str) -> str:
    if kind == "attachedTemplate":
        return "in Word: Developer, Document Template, Attach: Normal; then save"
    return "insert the picture or text itself instead of a link to it"
