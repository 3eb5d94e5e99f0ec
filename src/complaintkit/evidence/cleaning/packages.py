"""ZIP packages of office documents: read with limits, written without dates and without whatever a packer notes."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping

from lxml import etree

from complaintkit.documents.markup import parsed
from complaintkit.documents.package import DECLARATION, compressed, written
from complaintkit.evidence.cleaning.formats import kind_of
from complaintkit.evidence.cleaning.values import Cleaned, Uncleanable

MOST_UNPACKED = 500_000_000
MOST_MEMBERS = 20_000
_ENCRYPTED = 0x1
_ADVICE = "open it in the program it was made with, save it as PDF, and add that as an exhibit"
_PICTURES = {"jpeg", "png", "webp", "tiff"}


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package; raises Uncleanable if it is damaged, locked, or swells when unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED:
                raise Uncleanable("The document is far larger unpacked than any real one.", _ADVICE)
            if any(one.flag_bits & _ENCRYPTED for one in members):
                raise Uncleanable("The document is protected by a password.", _ADVICE)
            return {one.filename: package.read(one) for one in members if not one.is_dir()}
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, zlib.error) as trouble:
        raise Uncleanable(f"The document is damaged: {trouble}.", _ADVICE) from None


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return the package of an Office document, all parts with the same oldest date."""
    return written(compressed(name, data) for name, data in parts.items())


def tree(data: bytes) -> etree._Element:
    """Return the root of an XML part without its comments; raises Uncleanable if it is no XML."""
    try:
        return parsed(data)
    except etree.XMLSyntaxError as trouble:
        raise Uncleanable(f"The document is damaged: {trouble.msg}.", _ADVICE) from None


def text_of(root: etree._Element) -> bytes:
    """Return an XML part as bytes, without processing instructions beside the root."""
    for element in list(root.iter(etree.ProcessingInstruction)):
        drop(element)
    return DECLARATION + etree.tostring(root, encoding="UTF-8")


def drop(element: etree._Element) -> None:
    """Take an element out, leaving the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Put what stands in an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at + 1, child)
    drop(element)


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def cleaned_pictures(
    parts: dict[str, bytes], clean: Callable[[bytes], Cleaned], removed: list[str], left: list[str]
) -> None:
    """Clean the pictures and documents among the parts; what cannot be cleaned is told in `left`."""
    for name, data in parts.items():
        kind = kind_of(data)
        if name.endswith((".xml", ".rels", ".vml", ".odttf", ".fntdata")) or kind in {"xml", "txt"}:
            continue
        try:
            one = clean(data) if kind in _PICTURES or "embed" in name.lower() else None
        except Uncleanable:
            one = None
        if one is None:
            left.append(f"`{name}` inside, which was not looked into")
        else:
            parts[name] = one.data
            removed.extend(f"{word} of pictures" for word in one.removed)
            left.extend(one.left)
