"""DOCX, XLSX and PPTX: parts that tell of people and programs are left behind, the others are cleaned."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from complaintkit.documents.cleaning import KEPT, LEFT_BEHIND
from complaintkit.documents.markup import CONTENT, RELATIONSHIPS, Relationship, relationships
from complaintkit.documents.package import CONTENT_TYPES, rels_name
from complaintkit.evidence.cleaning.office_changes import settle_changes
from complaintkit.evidence.cleaning.office_markup import clean_markup, hidden_in
from complaintkit.evidence.cleaning.packages import cleaned_pictures, drop, local, packed, text_of, tree, unpacked
from complaintkit.evidence.cleaning.values import Choices, Cleaned, once

_GONE = LEFT_BEHIND | {
    "attachedTemplate", "threadedComment", "person", "externalLink", "externalLinkPath", "vbaProject", "wordVbaData",
    "connections", "queryTable", "revisionHeaders", "revisionLog", "usernames", "origin", "signature", "control",
    "ctrlProp", "activeXControlBinary", "commentAuthors", "authors", "tags", "volatileDependencies", "xmlMaps",
    "customProperty", "classificationlabels", "recipientData", "mailMergeSource", "extensibility", "webextension",
    "webextensiontaskpanes", "attachedToolbars", "revisionInfo", "changesInfo", "documentTasks", "legacyDocTextInfo",
    "mailMergeHeaderSource", "subDocument", "aFChunk", "transform",
}  # fmt: skip
_KNOWN = KEPT | {
    "worksheet", "chartsheet", "sharedStrings", "drawing", "chart", "chartEx", "chartStyle", "chartColorStyle", "table",
    "pivotTable", "pivotCacheDefinition", "pivotCacheRecords", "calcChain", "sheetMetadata", "vmlDrawing", "diagramData",
    "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing", "themeOverride", "slide", "slideLayout",
    "slideMaster", "notesMaster", "handoutMaster", "presProps", "viewProps", "tableStyles", "package", "bibliography",
    "chartUserShapes", "tableSingleCells", "notesSlide",
}  # fmt: skip
_LABELS = {
    "core-properties": "author, dates and other properties", "extended-properties": "company, template and other properties",
    "custom-properties": "custom properties", "thumbnail": "thumbnails", "comments": "comments",
    "threadedComment": "comments", "person": "authors of comments", "people": "authors of comments",
    "printerSettings": "printer settings", "attachedTemplate": "the path of the template", "vbaProject": "programs",
    "externalLink": "links to other files", "origin": "an electronic signature", "customXml": "custom data",
}  # fmt: skip
_OTHER_FILE = re.compile(r"\[\d+\]")
_PUBLIC = ("http:", "https:", "mailto:")
_WITHOUT_TARGET = {
    "legacyDrawing", "legacyDrawingHF", "externalReference", "attachedTemplate", "control", "altChunk", "subDoc",
    "dataSource",
}  # fmt: skip


def clean_office(data: bytes, kind: str, choices: Choices, clean: Callable[[bytes], Cleaned]) -> Cleaned:
    """Return the document without properties, comments, traces of editing, paths and programs.

    Raises:
        Uncleanable: it is damaged or locked, or holds tracked changes that nobody decided on.
    """
    parts = unpacked(data)
    removed: list[str] = []
    left: list[str] = []
    kept, gone = _reachable(parts, kind, removed, left)
    for name in [name for name in kept if name.endswith((".xml", ".vml"))]:
        root = tree(kept[name])
        settle_changes(root, removed, accept=choices.accept_changes)
        clean_markup(root, removed)
        _cut_references(root, gone.get(name, set()))
        _cut_formulas(root, removed)
        left += hidden_in(root)
        kept[name] = text_of(root)
    cleaned_pictures(kept, clean, removed, left)
    kept[CONTENT_TYPES] = _declared(parts[CONTENT_TYPES], kept)
    return Cleaned(packed(kept), kind, once(removed), once(left))


def _reachable(
    parts: dict[str, bytes], kind: str, removed: list[str], left: list[str]
) -> tuple[dict[str, bytes], dict[str, set[str]]]:
    """Return the parts that stay and, for each, the identifiers of the relationships that do not."""
    kept: dict[str, bytes] = {}
    gone: dict[str, set[str]] = {}
    waiting = [""]
    while waiting:
        part = waiting.pop()
        rels = parts.get(rels_name(part))
        for one in relationships(rels, part):
            if _goes(one, kind, parts):
                gone.setdefault(part, set()).add(one.identifier)
                removed.append(_LABELS.get(one.kind, "links to other files" if one.external else f"parts ({one.kind})"))
            elif not one.external and one.target not in kept:
                left += [] if one.kind in _KNOWN else [f"a part of a kind that is not known ({one.kind})"]
                kept[one.target] = parts[one.target]
                waiting.append(one.target)
        if rels is not None:
            kept[rels_name(part)] = _without(rels, gone.get(part, set()))
    return kept, gone


def _goes(one: Relationship, kind: str, parts: dict[str, bytes]) -> bool:
    if one.external:
        return one.kind != "hyperlink" or not one.target.lower().startswith(_PUBLIC)
    in_a_sheet = one.kind == "vmlDrawing" and kind == "xlsx"
    return one.kind in _GONE or in_a_sheet or one.target not in parts


def _without(rels: bytes, gone: set[str]) -> bytes:
    root = tree(rels)
    for element in list(root.iter(f"{{{RELATIONSHIPS}}}Relationship")):
        if element.get("Id") in gone:
            root.remove(element)
    return text_of(root)


def _cut_references(root: etree._Element, gone: set[str]) -> None:
    """Take away what refers to relationships that are gone; the program would call the document damaged otherwise."""
    for element in list(root.iter(etree.Element)) if gone else ():
        for attribute, value in list(element.items()):
            if value in gone and "/relationships}" in str(attribute):
                del element.attrib[attribute]
                if local(element) in _WITHOUT_TARGET and element.getparent() is not None:
                    element.getparent().remove(element)  # type: ignore[union-attr]
    for element in list(root.iter("{*}externalReferences")):
        if not len(element) and element.getparent() is not None:
            element.getparent().remove(element)  # type: ignore[union-attr]


def _cut_formulas(root: etree._Element, removed: list[str]) -> None:
    """Leave the values of formulas that fetch from other files; without those files' names they would be damaged."""
    if local(root) not in {"worksheet", "workbook"} or "links to other files" not in removed:
        return
    for element in list(root.iter("{*}f", "{*}definedName")):
        if _OTHER_FILE.search(element.text or ""):
            drop(element)
            removed.append("formulas that fetch from other files, not their values")
    for element in list(root.iter("{*}definedNames")):
        if not len(element):
            drop(element)


def _declared(types: bytes, kept: dict[str, bytes]) -> bytes:
    root = tree(types)
    for element in list(root.iter(f"{{{CONTENT}}}Override")):
        if str(element.get("PartName", "")).lstrip("/") not in kept:
            root.remove(element)
    return text_of(root)
