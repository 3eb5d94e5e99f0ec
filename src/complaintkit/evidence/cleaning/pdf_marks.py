"""Notes and marks on the pages of a PDF: what is seen stays as a stamp without a name, what pops up goes."""

from __future__ import annotations

from typing import Any

from complaintkit.evidence.cleaning.libraries import needed

_UNSEEN = {
    "/Text": "notes", "/Popup": "notes", "/FileAttachment": "attached files", "/Sound": "sounds", "/Movie": "films",
    "/Screen": "films", "/RichMedia": "films", "/3D": "films", "/PrinterMark": "", "/TrapNet": "",
}  # fmt: skip
_LINK = {"/Type", "/Subtype", "/Rect", "/Border", "/Dest", "/A", "/QuadPoints", "/H", "/C", "/BS", "/F"}
_HIDDEN = 0x02 | 0x20
_PRINTED = 4


def clean_marks(document: Any, page: Any, removed: list[str]) -> None:
    """Rebuild the page's annotations: links and what is seen stay, authors, dates, texts and names go."""
    pikepdf = needed("pikepdf", "PDF")
    if "/Annots" not in page:
        return
    marks = [mark for mark in page.Annots if isinstance(mark, pikepdf.Dictionary)]
    kept = [new for mark in marks if (new := _kept(pikepdf, mark, removed)) is not None]
    del page["/Annots"]
    if kept:
        page["/Annots"] = document.make_indirect(pikepdf.Array([document.make_indirect(mark) for mark in kept]))


def _kept(pikepdf: Any, mark: Any, removed: list[str]) -> Any:
    kind = str(mark.get("/Subtype", ""))
    if kind == "/Link":
        return pikepdf.Dictionary({key: mark[key] for key in mark.keys() if key in _LINK})  # noqa: SIM118
    if kind in _UNSEEN or int(mark.get("/F", 0)) & _HIDDEN:
        removed.append(_UNSEEN.get(kind, "hidden marks"))
        return None
    removed.append(
        "form fields with their names and values" if kind == "/Widget" else "authors, dates and texts of marks"
    )
    look = _appearance(pikepdf, mark)
    if look is None or "/Rect" not in mark:
        return None
    shown = pikepdf.Dictionary({"/N": look})
    return pikepdf.Dictionary(
        {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.Stamp, "/Rect": mark.Rect, "/F": _PRINTED, "/AP": shown}
    )


def _appearance(pikepdf: Any, mark: Any) -> Any:
    """Return what the mark looks like now: its normal appearance, in the state it is in."""
    normal = mark.get("/AP", {}).get("/N")
    if isinstance(normal, pikepdf.Dictionary) and not isinstance(normal, pikepdf.Stream):
        normal = normal.get(str(mark.get("/AS", "/Off")))
    return normal if isinstance(normal, pikepdf.Stream) else None
