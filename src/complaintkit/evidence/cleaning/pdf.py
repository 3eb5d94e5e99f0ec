"""PDF: written anew from its pages. What stands beside the pages (information, XMP, files, programs, older states) is left.

Keys that may stay are listed, keys that are not listed go; the file is written from its beginning, so that nothing of an
earlier state stays behind.
"""

from __future__ import annotations

import io
from typing import Any

from complaintkit.evidence.cleaning.libraries import needed
from complaintkit.evidence.cleaning.pdf_marks import clean_marks
from complaintkit.evidence.cleaning.pdf_pages import clean_contents
from complaintkit.evidence.cleaning.pdf_pictures import clean_pictures
from complaintkit.evidence.cleaning.values import Cleaned, Uncleanable, once

_ROOT = {
    "/Type",
    "/Pages",
    "/PageLabels",
    "/Outlines",
    "/Dests",
    "/Names",
    "/PageMode",
    "/PageLayout",
    "/Lang",
    "/OCProperties",
}
_PAGE = {
    *(
        "/Type",
        "/Parent",
        "/Resources",
        "/MediaBox",
        "/CropBox",
        "/TrimBox",
        "/BleedBox",
        "/ArtBox",
        "/Rotate",
        "/Contents",
    ),
    *("/Annots", "/UserUnit", "/Group"),
}
_REMOVED_ANYWHERE = {
    "/Metadata": "XMP", "/PieceInfo": "private data of programs", "/LastModified": "private data of programs",
    "/AF": "attached files", "/OPI": "paths of pictures", "/Alternates": "further pictures", "/AA": "programs",
    "/JS": "programs", "/Thumb": "thumbnails", "/CreatorInfo": "names of programs", "/Measure": "positions",
    "/PtData": "positions", "/Next": "programs", "/EF": "attached files", "/StructParent": "", "/StructParents": "",
    "/PtUsage": "", "/SE": "", "/SD": "", "/Ref": "links to files", "/FFilter": "",
}  # fmt: skip
_STREAM = {"/Length", "/Filter", "/DecodeParms", "/Type", "/Subtype", "/OC"}
_KEYS = {
    "/Image": _STREAM | {
        "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent", "/ImageMask", "/Mask", "/Decode",
        "/Interpolate", "/SMask", "/SMaskInData", "/Matte",
    },
    "/Form": _STREAM | {"/FormType", "/BBox", "/Matrix", "/Resources", "/Group"},
    "/Pages": {"/Type", "/Kids", "/Count", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate"},
}  # fmt: skip
_SAID = {
    "/AcroForm": "form fields with their names and values",
    "/StructTreeRoot": "the structure for screen readers with its alternative texts",
    "/OpenAction": "programs",
    "/Perms": "an electronic signature",
    "/DSS": "an electronic signature",
    "/Collection": "attached files",
    "/Metadata": "XMP",
    "/Thumb": "thumbnails",
}
_EDGE = 1.0  # points
_ACTIONS = {"/GoTo", "/Named"}
_ADDRESSES = ("http:", "https:", "mailto:")


def clean_pdf(data: bytes) -> Cleaned:
    """Return the document rebuilt from its pages.

    Raises:
        Uncleanable: it needs a password, is damaged, or pikepdf is not installed.
    """
    pikepdf = needed("pikepdf", "PDF")
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            return _rebuilt(document, data)
    except pikepdf.PasswordError:
        message = "The PDF is protected by a password, so nothing can be said of what is in it."
        raise Uncleanable(
            message, "open it, print it to a new PDF without password, and add that as an exhibit"
        ) from None
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, RuntimeError) as trouble:
        message = f"The PDF is damaged in a way that does not let it be cleaned ({type(trouble).__name__})."
        raise Uncleanable(message, "print it to a new PDF and add that as an exhibit beside it") from None


def _rebuilt(document: Any, data: bytes) -> Cleaned:
    removed: list[str] = (
        ["older states of the file"] if data.count(b"%%EOF") > 1 + (b"/Linearized" in data[:2048]) else []
    )
    left: list[str] = []
    removed += ["the document's information"] if "/Info" in document.trailer else []
    for key in ("/Info", "/ID"):
        if key in document.trailer:
            del document.trailer[key]
    left += _layers(document.Root)
    _restrict(document.Root, _ROOT, removed)
    _only_destinations(document.Root, removed)
    for page in document.pages:
        left += _outside(page)
        _restrict(page.obj, _PAGE, removed)
        clean_marks(document, page.obj, removed)
        clean_contents(document, page.obj, left)
    for part in document.objects:
        _sweep(part, removed)
        _known_keys_only(part, removed)
    clean_pictures(document, removed, left)
    return Cleaned(_saved(document), "pdf", once(word for word in removed if word), once(left))


def _outside(page: Any) -> list[str]:
    """Say that a page is larger than what is shown of it: cutting a page to size takes nothing out of the file."""
    whole, shown = ([float(side) for side in box] for box in (page.mediabox, page.cropbox))
    if all(abs(one - other) <= _EDGE for one, other in zip(whole, shown, strict=True)):
        return []
    return ["what lies on a page outside of the part that is shown (--as-pictures takes it out)"]


def _saved(document: Any) -> bytes:
    """Return the file written from its beginning: what nothing points to any more is not in it."""
    out = io.BytesIO()
    document.save(out, deterministic_id=True, fix_metadata_version=False, recompress_flate=True)
    return out.getvalue()


def _restrict(part: Any, kept: set[str], removed: list[str]) -> None:
    for key in [key for key in part.keys() if key not in kept]:  # noqa: SIM118 - not a Python mapping
        removed.append(_SAID.get(key, _REMOVED_ANYWHERE.get(key, "")))
        del part[key]


def _only_destinations(root: Any, removed: list[str]) -> None:
    """Leave of the named things the places that links lead to; files and programs go."""
    names = root.get("/Names")
    if names is None:
        return
    removed += ["attached files"] if "/EmbeddedFiles" in names else []
    removed += ["programs"] if "/JavaScript" in names else []
    _restrict(names, {"/Dests"}, removed)


def _layers(root: Any) -> list[str]:
    """Take the names of layers away and say whether some of them are not shown."""
    layers = root.get("/OCProperties")
    if layers is None:
        return []
    for number, group in enumerate(layers.get("/OCGs", ()), start=1):
        group["/Name"] = f"Layer {number}"
        for key in ("/Usage", "/Metadata"):
            if key in group:
                del group[key]
    shown = layers.get("/D", {})
    hidden = len(shown.get("/OFF", ())) or str(shown.get("/BaseState", "")) == "/OFF"
    for key in ("/Configs",):
        if key in layers:
            del layers[key]
    for key in ("/Name", "/Creator", "/Order", "/AS"):
        if key in shown:
            del shown[key]
    return (
        ["layers that are not shown at first, with all that is on them (--as-pictures takes them out)"]
        if hidden
        else []
    )


def _sweep(part: Any, removed: list[str], depth: int = 0) -> None:
    """Take away from a dictionary and what stands in it directly every key that describes or acts."""
    pikepdf = needed("pikepdf", "PDF")
    if isinstance(part, pikepdf.Array) and depth < 50:  # noqa: PLR2004 - deeper than any real file
        for item in part:
            _sweep_inside(item, removed, depth)
    if not isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)):
        return
    for key in list(part.keys()):
        if key in _REMOVED_ANYWHERE:
            removed.append(_REMOVED_ANYWHERE[key])
            del part[key]
        elif key in {"/A", "/PA", "/OpenAction"} and _acts(part[key]):
            removed.append("programs and links to files")
            del part[key]
        else:
            _sweep_inside(part[key], removed, depth)


def _sweep_inside(value: Any, removed: list[str], depth: int) -> None:
    pikepdf = needed("pikepdf", "PDF")
    if isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect:
        _sweep(value, removed, depth + 1)


def _known_keys_only(part: Any, removed: list[str]) -> None:
    """Take away from pictures, forms and groups of pages whatever key the format does not know there."""
    pikepdf = needed("pikepdf", "PDF")
    if isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)):
        kinds = [str(part.get(key, "")) for key in ("/Subtype", "/Type")]
        kind = next(
            (one for one in kinds if one in _KEYS and (one == "/Pages" or isinstance(part, pikepdf.Stream))), None
        )
        if kind:
            _restrict(part, _KEYS[kind], removed)


def _acts(action: Any) -> bool:
    """Tell whether an action does anything but lead to a page or to a public address."""
    pikepdf = needed("pikepdf", "PDF")
    if not isinstance(action, pikepdf.Dictionary) or "/S" not in action:
        return False
    if str(action.S) == "/URI":
        return not str(action.get("/URI", "")).lower().startswith(_ADDRESSES)
    return str(action.S) not in _ACTIONS
