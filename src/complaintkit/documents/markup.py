"""The names and the parser of WordprocessingML that the other modules share."""

from __future__ import annotations

import posixpath
from functools import lru_cache

from lxml import etree

from complaintkit.values import frozen

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)


def w(name: str) -> str:
    """Return the qualified name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


def parsed(data: bytes) -> etree._Element:
    """Return the root of an XML part; entities stay unresolved and nothing is fetched.

    Raises:
        etree.XMLSyntaxError: if the part is not well-formed.
    """
    return etree.fromstring(data, _PARSER)


@frozen
class Relationship:
    """A relationship of a part: `kind` is the last word of its type, `target` a part's name or an outside address."""

    identifier: str
    kind: str
    target: str
    external: bool


@lru_cache(maxsize=64)
def relationships(rels: bytes | None, part: str) -> tuple[Relationship, ...]:
    """Return the relationships of `part`, read from the bytes of its rels part; none if there is no such part."""
    if rels is None:
        return ()
    return tuple(_relationship(element, part) for element in parsed(rels).iter(f"{{{RELATIONSHIPS}}}Relationship"))


def _relationship(element: etree._Element, part: str) -> Relationship:
    external = element.get("TargetMode") == "External"
    target = str(element.get("Target", ""))
    if not external:
        target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
    kind = str(element.get("Type", "")).rpartition("/")[2]
    return Relationship(str(element.get("Id", "")), kind, target, external)
