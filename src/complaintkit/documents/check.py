"""Whether a finished DOCX file is one that Word opens without offering to repair it.

LibreOffice forgives most of what Word calls unreadable content, so this is asked of every letter after it is made.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lxml import etree

from complaintkit.documents.markup import CONTENT, R, W, parsed, relationships, w
from complaintkit.documents.package import CONTENT_TYPES, parts_of, rels_name, source_of
from complaintkit.problems import Problem, error

_HINT = "open the template in Word, save it anew, and render again"
_UNIQUE = (
    (w("bookmarkStart"), w("id"), "bookmark"),
    (w("footnote"), w("id"), "footnote"),
    (w("endnote"), w("id"), "endnote"),
    ("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr", "id", "drawing"),
)
_NOTES = (("footnoteReference", "footnote", "word/footnotes.xml"), ("endnoteReference", "endnote", "word/endnotes.xml"))
_REFERENCES = etree.XPath("descendant-or-self::*/@r:*", namespaces={"r": R})
_OPEN_CELLS = etree.XPath("descendant-or-self::w:tc[not(*[last()][self::w:p])]", namespaces={"w": W})
_STYLED = (w("pStyle"), w("rStyle"), w("tblStyle"))
_SMALL = 20_000
_NO_DIGITS = re.compile(r"\D")


def check_package(data: bytes, shown: str = "letter.docx") -> tuple[Problem, ...]:
    """Return what Word would stumble over in a DOCX file: CK631 to CK636, all of it.

    Checked are: every part well-formed and of a declared type, every relationship's target there and every reference to
    a relationship known, identifiers unique, cells ending in a paragraph, rows fitting their table, notes and styles there.
    """
    try:
        parts = parts_of(data)
    except (zipfile.BadZipFile, EOFError, ValueError) as failure:
        return (error(shown, "CK631", f"the document is damaged: {failure}", _HINT),)
    trees: dict[str, etree._Element] = {}
    found = [error(shown, "CK631", message, _HINT) for message in _malformed(parts, trees)]
    if not found:
        found += [error(shown, code, message, _HINT) for code, message in _faults(parts, trees)]
    return tuple(found)


@lru_cache(maxsize=64)
def _common(data: bytes) -> etree._Element:
    """Return the tree of a part that most letters have alike; it is only ever read."""
    return parsed(data)


def _malformed(parts: Mapping[str, bytes], trees: dict[str, etree._Element]) -> Iterator[str]:
    for name in (CONTENT_TYPES, "_rels/.rels"):
        if name not in parts:
            yield f"the part `{name}` is missing"
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = _common(data) if len(data) <= _SMALL else parsed(data)
            except etree.XMLSyntaxError as failure:
                yield f"the part `{name}` is no XML: {failure.msg}"


def _faults(parts: Mapping[str, bytes], trees: Mapping[str, etree._Element]) -> Iterator[tuple[str, str]]:
    yield from (("CK632", message) for message in _types(parts, trees[CONTENT_TYPES]))
    yield from (("CK633", message) for message in _targets(parts))
    for name, root in trees.items():
        if name.startswith("word/") and name.endswith(".xml"):
            yield from (("CK633", message) for message in _references(name, root, parts))
            yield from (("CK634", message) for message in _duplicates(name, root))
            yield from (("CK635", message) for message in _tables(name, root))
            yield from (("CK636", message) for message in _missing(name, root, trees))


def _types(parts: Mapping[str, bytes], types: etree._Element) -> Iterator[str]:
    endings = {str(item.get("Extension", "")).lower() for item in types.iter(f"{{{CONTENT}}}Default")}
    names = [str(item.get("PartName", "")).lstrip("/") for item in types.iter(f"{{{CONTENT}}}Override")]
    for name in sorted(set(parts) - set(names) - {CONTENT_TYPES}):
        if name.rpartition(".")[2].lower() not in endings:
            yield f"nothing says what kind of part `{name}` is"
        elif name.startswith("word/") and name.endswith(".xml"):
            yield f"the part `{name}` has no content type of its own"
    for name in sorted(set(names) - set(parts)):
        yield f"a content type is declared for `{name}`, which is not there"
    if len(names) != len(set(names)):
        yield "a content type is declared twice"


def _targets(parts: Mapping[str, bytes]) -> Iterator[str]:
    for name in sorted(parts):
        if name.endswith(".rels"):
            source = source_of(name)
            found = relationships(parts[name], source)
            if source and source not in parts:
                yield f"`{name}` belongs to a part that is not there"
            if len({relationship.identifier for relationship in found}) != len(found):
                yield f"`{name}` uses an identifier twice"
            for relationship in found:
                if not relationship.external and relationship.target not in parts:
                    yield f"`{name}` points to `{relationship.target}`, which is not there"


def _references(name: str, root: etree._Element, parts: Mapping[str, bytes]) -> Iterator[str]:
    used = _found(_REFERENCES, root)
    known = {one.identifier for one in relationships(parts.get(rels_name(name)), name)} if used else set()
    for value in used:
        if value not in known:
            yield f"`{name}` refers to the relationship `{value}`, which is not there"


def _found(query: etree.XPath, root: etree._Element) -> list[str]:
    """Return what a query for attributes or elements finds, as text."""
    found = query(root)
    return [str(one) for one in found] if isinstance(found, list) else []


def _values(root: etree._Element, elements: tuple[str, ...], attribute: str) -> set[str]:
    """Return what an attribute of some elements says, each value once."""
    return {str(found) for element in root.iter(*elements) if (found := element.get(attribute)) is not None}


def _duplicates(name: str, root: etree._Element) -> Iterator[str]:
    for element, attribute, word in _UNIQUE:
        seen: set[str] = set()
        for found in root.iter(element):
            identifier = str(found.get(attribute))
            if identifier in seen:
                yield f"`{name}` has two {word}s with the number {identifier}"
            seen.add(identifier)


def _tables(name: str, root: etree._Element) -> Iterator[str]:
    for _ in _found(_OPEN_CELLS, root):
        yield f"`{name}` has a table cell that does not end with a paragraph"
    for row in root.iter(w("tr")):
        if row.find(w("tc")) is None and row.find(w("sdt")) is None:
            yield f"`{name}` has a table row without cells"
    for table in root.iter(w("tbl")):
        if table.find(w("tr")) is None and table.find(w("sdt")) is None:
            yield f"`{name}` has a table without rows"
        columns = len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
        spanning = next(table.iter(w("gridSpan")), None) is not None
        count = _span if spanning else _cells
        widest = max((count(row) for row in table.iterchildren(w("tr"))), default=0)
        if widest > columns:
            yield f"`{name}` has a table of {columns} columns with {widest} cells in a row"


def _cells(row: etree._Element) -> int:
    return len(row.findall(w("tc")))


def _span(row: etree._Element) -> int:
    spans = (cell.find(f"{w('tcPr')}/{w('gridSpan')}") for cell in row.iterchildren(w("tc")))
    return sum(1 if span is None else int(_NO_DIGITS.sub("", str(span.get(w("val"), "1"))) or 1) for span in spans)


def _missing(name: str, root: etree._Element, trees: Mapping[str, etree._Element]) -> Iterator[str]:
    for reference, note, part in _NOTES:
        held = {found.get(w("id")) for found in trees[part].iter(w(note))} if part in trees else set()
        for found in root.iter(w(reference)):
            if found.get(w("id")) not in held:
                yield f"`{name}` refers to {note} {found.get(w('id'))}, which is not there"
    if "word/styles.xml" in trees and name != "word/styles.xml" and (used := _values(root, _STYLED, w("val"))):
        for style in sorted(used - _values(trees["word/styles.xml"], (w("style"),), w("styleId"))):
            yield f"`{name}` uses the style `{style}`, which is not defined"
