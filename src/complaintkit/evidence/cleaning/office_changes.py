"""Tracked changes in Word documents: accepted if the user says so, else no copy is made."""

from __future__ import annotations

from lxml import etree

from complaintkit.documents.markup import w
from complaintkit.evidence.cleaning.packages import drop, unwrap
from complaintkit.evidence.cleaning.values import Uncleanable

_ADDED = {w(name) for name in ("ins", "moveTo")}
_TAKEN_AWAY = {w(name) for name in ("del", "moveFrom")}
_MARKS_ONLY = {w("rPr"), w("trPr"), w("tcPr"), w("numPr")}
_CHANGED_LOOK = {
    w(name)
    for name in (
        "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "numberingChange",
        "tblGridChange", "tblPrExChange", "cellIns", "cellDel", "cellMerge", "moveFromRangeStart", "moveFromRangeEnd",
        "moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd",
        "customXmlDelRangeStart", "customXmlDelRangeEnd",
    )
}  # fmt: skip


def settle_changes(root: etree._Element, removed: list[str], *, accept: bool) -> None:
    """Make tracked changes final in a part; what was struck out is gone then.

    Raises:
        Uncleanable: there are tracked changes and `accept` is False.
    """
    if next(root.iter(*_ADDED, *_TAKEN_AWAY, *_CHANGED_LOOK), None) is None:
        return
    if not accept:
        message = "The document has tracked changes: what was struck out would travel along, with who did it and when."
        raise Uncleanable(
            message, "say --accept-changes, or decide on each change in Word and add the result as an exhibit"
        )
    removed.append("tracked changes, by accepting them")
    _drop_deleted_rows(root)
    for element in list(root.iter(*_TAKEN_AWAY, *_CHANGED_LOOK)):
        drop(element)
    for element in list(root.iter(*_ADDED)):
        drop(element) if getattr(element.getparent(), "tag", None) in _MARKS_ONLY else unwrap(element)


def _drop_deleted_rows(root: etree._Element) -> None:
    for row in list(root.iter(w("tr"))):
        if row.find(f"{w('trPr')}/{w('del')}") is not None:
            drop(row)
