"""Opening a file of EUR-Lex safely: its size and kind first, then as XML or HTML without entities and without the network."""

from __future__ import annotations

import hashlib
from html.entities import html5
from pathlib import Path
from typing import Any

from lxml import etree

from complaintkit.problems import Problem, Refused, error
from complaintkit.values import frozen

LARGEST_FILE = 30_000_000
_SAVE_AS = (
    "on EUR-Lex, choose the HTML of the text in your language and save that page, or download the Formex 4 XML file"
)
_KINDS = {b"%PDF": "a PDF", b"PK\x03\x04": "a ZIP file or a Word document", b"\xd0\xcf\x11\xe0": "an old Word document"}
_UNICODE_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@frozen
class Opened:
    """A file as a tree, with its name as problems show it and its SHA-256."""

    root: Any
    shown: str
    sha256: str


def open_act(path: Path) -> Opened:
    """Return the tree of a file.

    Raises:
        Refused: CK341 for a file that is missing, empty or too large, CK342 for one that is neither XML nor HTML, CK343 for
            one that is damaged, nested too deeply or defines entities.
    """
    shown = str(path)
    data = _bytes(path, shown)
    start = data.lstrip(b"".join(_UNICODE_MARKS) + b" \t\r\n")[:2000]
    kind = next((name for mark, name in _KINDS.items() if start.startswith(mark)), None)
    if kind:
        raise Refused([error(shown, "CK342", f"this is {kind}, in which provisions cannot be told apart", _SAVE_AS)])
    if not start.startswith(b"<") and b"\x00" not in start:
        raise Refused([not_an_act(shown)])
    return Opened(_tree(data, start, shown), shown, hashlib.sha256(data).hexdigest())


def not_an_act(shown: str) -> Problem:
    """Return the problem of a file that is neither a page nor a Formex file of EUR-Lex."""
    return error(shown, "CK342", "this is not the text of an act as EUR-Lex publishes it", _SAVE_AS)


def _bytes(path: Path, shown: str) -> bytes:
    try:
        if not path.is_file():
            kind = "a folder" if path.is_dir() else "not there"
            raise Refused([error(shown, "CK341", f"this file is {kind}", "give the file that you saved from EUR-Lex")])
        size = path.stat().st_size
        if size > LARGEST_FILE:
            message = f"this file has {size / 1e6:.0f} MB; an act of EUR-Lex has at most {LARGEST_FILE // 1_000_000} MB"
            raise Refused([error(shown, "CK341", message, _SAVE_AS)])
        data = path.read_bytes()
    except OSError as trouble:
        message = f"this file cannot be read: {trouble.strerror or trouble}"
        raise Refused([error(shown, "CK341", message, "see to it that you may read the file")]) from None
    if not data.strip():
        raise Refused([error(shown, "CK341", "this file is empty", _SAVE_AS)])
    return data


def _tree(data: bytes, start: bytes, shown: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as trouble:
        if _claims_xml(start) or b"<html" not in start.lower():
            raise Refused([_damaged(trouble, shown)]) from None
        return _html(data, shown)
    internal: Any = root.getroottree().docinfo.internalDTD
    if internal is not None and any(True for _ in internal.iterentities()):
        message = "this file defines entities of its own, which no file of EUR-Lex does; it was not read further"
        raise Refused([error(shown, "CK343", message, _SAVE_AS)])
    _write_out_entities(root, shown)
    return root


def _claims_xml(start: bytes) -> bool:
    return start.startswith(b"<?xml") or b'xmlns="http://www.w3.org/1999/xhtml"' in start


def _html(data: bytes, shown: str) -> Any:
    """Return the tree of a page that a browser wrote as HTML, if it is whole."""
    from lxml.html import HTMLParser  # noqa: PLC0415 - few files need it

    if b"</html>" not in data[-2000:].lower():
        message = "this page ends before its end: it was not saved whole"
        raise Refused([error(shown, "CK343", message, _SAVE_AS)])
    encoding = None if data.startswith(_UNICODE_MARKS) else "utf-8"
    try:
        if encoding:
            data.decode(encoding)
        return etree.fromstring(data, HTMLParser(no_network=True, huge_tree=False, encoding=encoding))
    except (etree.XMLSyntaxError, UnicodeDecodeError) as trouble:
        raise Refused([_damaged(trouble, shown)]) from None


def _damaged(trouble: Exception, shown: str) -> Problem:
    line, column = getattr(trouble, "position", (None, None))
    reason = str(trouble).partition(", line")[0]
    place = (line, column) if line and column else None
    return error(shown, "CK343", f"this file is damaged: {reason}", f"download it again: {_SAVE_AS}", at=place)


def _write_out_entities(root: Any, shown: str) -> None:
    """Put the characters in the places of the names that HTML has for them; any other name is refused."""
    for entity in list(root.iter(etree.Entity)):
        character = html5.get(f"{entity.name};") if entity.name else None
        if character is None:
            message = f"this file uses `{entity.text}`, which nothing in it explains"
            raise Refused([error(shown, "CK343", message, _SAVE_AS, at=(entity.sourceline, 1))])
        before, parent = entity.getprevious(), entity.getparent()
        text = character + (entity.tail or "")
        if before is not None:
            before.tail = (before.tail or "") + text
        else:
            parent.text = (parent.text or "") + text
        entity.tail = None
        parent.remove(entity)
