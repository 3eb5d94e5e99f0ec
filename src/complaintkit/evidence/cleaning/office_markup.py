"""What stands inside the parts of Office documents and tells of people: authors, paths, names of pictures, identities."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from complaintkit.documents.cleaning import drop_editors_marks
from complaintkit.documents.markup import w
from complaintkit.evidence.cleaning.packages import drop, local

_ELEMENTS = {
    "absPath": "paths", "fileSharing": "names of users", "fileRecoveryPr": "", "writeProtection": "names of users",
    "attachedTemplate": "the path of the template", "customWorkbookViews": "names of users", "presenceInfo": "names of users",
    "docId": "", "creationId": "", "modifyVerifier": "", "webPublishing": "paths", "creator": "names of users",
    "sectionLst": "", "commentPr": "comments", "smartTagPr": "",
}  # fmt: skip
_ATTRIBUTES = {
    "refreshedBy",
    "userName",
    "lastModifiedBy",
    "initials",
    "refreshedDate",
    "saveData",
    "author",
    "savePath",
}
_IDENTITIES = "{http://schemas.microsoft.com/office/spreadsheetml/"
_DESCRIBED = {"docPr", "cNvPr"}
_NAMED = ("descr", "title", "alt", "{urn:schemas-microsoft-com:office:office}title")


def clean_markup(root: etree._Element, removed: list[str]) -> None:
    """Take out what is not seen on paper and names somebody, some place or some program."""
    drop_editors_marks(root)
    for element in list(root.iter(etree.Element)):
        if local(element) in _ELEMENTS and element is not root:
            removed.append(_ELEMENTS[local(element)] or "marks of editing")
            drop(element)
        else:
            _clean_attributes(element, removed)


def _clean_attributes(element: etree._Element, removed: list[str]) -> None:
    for attribute in list(element.attrib):
        name = str(attribute)
        if name.rpartition("}")[2] in _ATTRIBUTES or (name.startswith(_IDENTITIES) and name.endswith("}uid")):
            del element.attrib[attribute]
            removed.append("names of users" if "}uid" not in name else "marks of editing")
    for name in _NAMED:
        if element.get(name) and (
            local(element) in _DESCRIBED or str(element.tag).startswith("{urn:schemas-microsoft-com:vml}")
        ):
            del element.attrib[name]
            removed.append("names and descriptions of pictures")
    if local(element) in _DESCRIBED and element.get("name"):
        element.set("name", f"object {element.get('id', '')}".strip())


def hidden_in(root: etree._Element) -> Iterator[str]:
    """Yield what a part holds that is not shown, which stays in the copy: the user must look at it."""
    if any(one.get(w("val"), "true") not in {"0", "false", "off"} for one in root.iter(w("vanish"), w("webHidden"))):
        yield "hidden text"
    for sheet in root.iter("{*}sheet"):
        if sheet.get("state", "visible") != "visible":
            yield f"a hidden sheet (`{sheet.get('name')}`)"
    if any(one.get("hidden") in {"1", "true"} for one in root.iter("{*}row", "{*}col")):
        yield "hidden rows or columns"
    if any("\\" in (one.text or "") or "FILENAME" in (one.text or "") for one in root.iter(w("instrText"))):
        yield "fields whose codes name files or paths"
    if local(root) == "sld" and root.get("show") in {"0", "false"}:
        yield "a hidden slide"
    if any(one.get(side, "0") != "0" for one in root.iter("{*}srcRect") for side in "ltrb"):
        yield "the parts of pictures that were cut away"
    if local(root) == "notes":
        yield "speaker's notes"
    if local(root) == "pivotCacheRecords":
        yield "the data that a pivot table was made from"
