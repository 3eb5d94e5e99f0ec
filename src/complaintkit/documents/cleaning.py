"""What Word leaves in a template and must not reach a letter: who edited it when, comments, marks of the editor.

A letter consists of the parts below and no others; everything else in the package is left behind or, if leaving it behind
would change how the letter looks, refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from complaintkit.documents.guard import PROGRAM_KINDS
from complaintkit.documents.markup import CONTENT, RELATIONSHIPS, Relationship, parsed, relationships, w
from complaintkit.documents.package import CONTENT_TYPES, DECLARATION, rels_name
from complaintkit.documents.places import Paragraph, Places
from complaintkit.documents.properties import APPLICATION, CORE
from complaintkit.problems import Problem, Refused, error

KEPT = {
    "officeDocument", "styles", "numbering", "fontTable", "settings", "theme", "header", "footer", "footnotes",
    "endnotes", "image", "hyperlink", "font",
}  # fmt: skip
LEFT_BEHIND = {
    "thumbnail", "custom-properties", "core-properties", "extended-properties", "customXml", "customXmlProps", "comments",
    "commentsExtended", "commentsIds", "commentsExtensible", "people", "stylesWithEffects", "webSettings",
    "glossaryDocument", "printerSettings", "keyMapCustomizations", "documenttasks",
}  # fmt: skip
_DROPPED_ELEMENTS = {
    w(name)
    for name in (
        "proofErr", "lastRenderedPageBreak", "commentRangeStart", "commentRangeEnd", "commentReference", "rsids",
        "dataBinding", "permStart", "permEnd", "attachedSchema", "docVars", "noProof", "mailMerge",
    )
}  # fmt: skip
TRACKED = {w(name) for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange")}
_EDITORS_MARKS = ("rsid", "paraId", "textId", "durableId")
_DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEXT_TYPES = {_DOCUMENT_TYPE} | {
    f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    for kind in ("header", "footer", "footnotes", "endnotes")
}
_PROPERTY_TYPES = {
    CORE: "application/vnd.openxmlformats-package.core-properties+xml",
    APPLICATION: "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CORE_TYPE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_ROOT_RELATIONSHIPS = (
    f'<Relationships xmlns="{RELATIONSHIPS}">'
    f'<Relationship Id="rId1" Type="{_TYPE}officeDocument" Target="{{document}}"/>'
    f'<Relationship Id="rId2" Type="{_CORE_TYPE}" Target="{CORE}"/>'
    f'<Relationship Id="rId3" Type="{_TYPE}extended-properties" Target="{APPLICATION}"/>'
    "</Relationships>"
)


def main_document(parts: dict[str, bytes], shown: str) -> str:
    """Return the name of the part that holds the letter's text.

    Raises:
        Refused: CK608 if there is none, or if it is no Word document.
    """
    for name in _xml_by_another_name(parts):
        message = f"the part `{name}` is a text of the document under the name of something else"
        raise Refused([error(shown, "CK608", message, "save the template anew from Word")])
    for relationship in relationships(parts["_rels/.rels"], ""):
        if relationship.kind == "officeDocument" and relationship.target in parts:
            if _content_types(parts)[0].get(relationship.target) == _DOCUMENT_TYPE:
                return relationship.target
            raise Refused([error(shown, "CK608", "this is no Word document (.docx)", "save it in Word as .docx")])
    raise Refused([error(shown, "CK608", "the document's main part is missing", "save the template anew from Word")])


def _xml_by_another_name(parts: dict[str, bytes]) -> list[str]:
    kinds = _content_types(parts)[0]
    return [name for name, kind in kinds.items() if kind.endswith("xml") and not name.endswith((".xml", ".rels"))]


def parts_with_text(parts: dict[str, bytes]) -> list[str]:
    """Return the names of the parts in which tags may stand: the document, headers, footers, footnotes and endnotes."""
    overrides, _ = _content_types(parts)
    return sorted(name for name, kind in overrides.items() if name in parts and kind in _TEXT_TYPES)


def without_leftovers(parts: dict[str, bytes], shown: str) -> dict[str, bytes]:
    """Return the parts a letter consists of, cleaned, with relationships and content types that fit them.

    The property parts are named there but left out: they are written for each letter.

    Raises:
        Refused: CK606 for a part of unknown kind, CK608 without main part, CK609 for tracked changes.
    """
    document = main_document(parts, shown)
    kept = {"_rels/.rels": DECLARATION + _ROOT_RELATIONSHIPS.format(document=document).encode()}
    for name in _reachable(document, parts, shown):
        kept[name] = _cleaned(name, parts[name], shown)
        if rels_name(name) in parts:
            kept[rels_name(name)] = _kept_relationships(parts[rels_name(name)])
    kept[CONTENT_TYPES] = _types_of(kept, parts)
    return kept


def _reachable(document: str, parts: dict[str, bytes], shown: str) -> list[str]:
    found, waiting = [document], [document]
    while waiting:
        part = waiting.pop()
        for relationship in relationships(parts.get(rels_name(part)), part):
            if (
                _leads_to_part(relationship, shown)
                and relationship.target in parts
                and relationship.target not in found
            ):
                found.append(relationship.target)
                waiting.append(relationship.target)
    return found


def _leads_to_part(relationship: Relationship, shown: str) -> bool:
    if relationship.kind not in KEPT | LEFT_BEHIND:
        raise Refused([_unknown(relationship, shown)])
    return relationship.kind in KEPT and not relationship.external


def _unknown(relationship: Relationship, shown: str) -> Problem:
    message = f"the document holds something that letters do not know ({relationship.kind}: {relationship.target})"
    return error(shown, "CK606", message, "remove it in Word, or paste it as text or picture")


def unknown_relationships(parts: dict[str, bytes], document: str, shown: str) -> Iterator[tuple[None, Problem]]:
    """Yield CK606 for what the document holds and letters do not know, apart from what the guard refuses."""
    for relationship in relationships(parts.get(rels_name(document)), document):
        if relationship.kind not in KEPT | LEFT_BEHIND | PROGRAM_KINDS and not relationship.external:
            yield None, _unknown(relationship, shown)


def tracked_changes(part: str, root: etree._Element, shown: str) -> Iterator[tuple[Paragraph | None, Problem]]:
    """Yield CK609 for each paragraph with changes that nobody has accepted or refused yet."""
    places = Places(part, root)
    found = dict.fromkeys(places.of(element) for element in root.iter(*TRACKED))
    for paragraph in found:
        place = f"{paragraph.place()}: " if paragraph else ""
        message = f"{place}a change is tracked here, which would travel with every letter"
        yield paragraph, error(shown, "CK609", message, "in Word: Review, Accept all changes; then save")


def _cleaned(name: str, data: bytes, shown: str) -> bytes:
    if not name.endswith(".xml"):
        return data
    root = parsed(data)
    tracked = [problem for _, problem in tracked_changes(name, root, shown)]
    if tracked:
        raise Refused(tracked)
    drop_editors_marks(root)
    return DECLARATION + etree.tostring(root, encoding="UTF-8")


def drop_editors_marks(root: etree._Element) -> None:
    """Take out of a part what Word notes for itself: marks of proofing, places of comments, identities of edits."""
    for element in list(_leftover(root)):
        _drop(element)
    for element in root.iter(etree.Element):
        for attribute in list(element.attrib):
            if str(attribute).rpartition("}")[2].startswith(_EDITORS_MARKS):
                del element.attrib[attribute]


def _leftover(root: etree._Element) -> Iterator[etree._Element]:
    yield from root.iter(*_DROPPED_ELEMENTS)
    last_edited = {one.get(w("id")) for one in root.iter(w("bookmarkStart")) if one.get(w("name")) == "_GoBack"}
    yield from (one for one in root.iter(w("bookmarkStart"), w("bookmarkEnd")) if one.get(w("id")) in last_edited)
    for language in root.iter(w("lang")):
        run = language.getparent()
        if run is not None and getattr(run.getparent(), "tag", None) != w("rPrDefault"):
            yield language


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _kept_relationships(rels: bytes) -> bytes:
    root = parsed(rels)
    for element in list(root):
        if str(element.get("Type", "")).rpartition("/")[2] not in KEPT:
            root.remove(element)
    return DECLARATION + etree.tostring(root, encoding="UTF-8")


def _content_types(parts: dict[str, bytes]) -> tuple[dict[str, str], dict[str, str]]:
    root = parsed(parts[CONTENT_TYPES])
    overrides = {
        str(item.get("PartName", "")).lstrip("/"): str(item.get("ContentType"))
        for item in root.iter(f"{{{CONTENT}}}Override")
    }
    defaults = {
        str(item.get("Extension", "")).lower(): str(item.get("ContentType"))
        for item in root.iter(f"{{{CONTENT}}}Default")
    }
    return overrides, defaults


def _types_of(kept: dict[str, bytes], parts: dict[str, bytes]) -> bytes:
    overrides, defaults = _content_types(parts)
    endings = {name.rpartition(".")[2].lower() for name in kept}
    root = etree.fromstring(f'<Types xmlns="{CONTENT}"/>')
    for ending, kind in sorted(defaults.items()):
        if ending in endings:
            etree.SubElement(root, f"{{{CONTENT}}}Default", Extension=ending, ContentType=kind)
    for name, kind in sorted((overrides | _PROPERTY_TYPES).items()):
        if name in kept or name in _PROPERTY_TYPES:
            etree.SubElement(root, f"{{{CONTENT}}}Override", PartName=f"/{name}", ContentType=kind)
    return DECLARATION + etree.tostring(root, encoding="UTF-8")
