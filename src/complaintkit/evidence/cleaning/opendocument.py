"""ODT, ODS and ODP: properties, settings, thumbnails, signatures and comments are left behind."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from lxml import etree

from complaintkit.evidence.cleaning.packages import cleaned_pictures, drop, local, text_of, tree, unpacked
from complaintkit.evidence.cleaning.values import Choices, Cleaned, Uncleanable, once

_MANIFEST = "META-INF/manifest.xml"
_KEPT = ("content.xml", "styles.xml", "mimetype")
_KEPT_FOLDERS = ("Pictures/", "Object ", "Fonts/", "media/")
_GONE = {
    "meta.xml": "author, dates and other properties", "settings.xml": "printer settings and others",
    "Thumbnails/": "thumbnails", "META-INF/": "an electronic signature", "Basic/": "programs", "Scripts/": "programs",
    "layout-cache": "marks of editing", "Configurations2/": "settings", "Versions/": "older states of the document",
    "VersionList.xml": "older states of the document",
}  # fmt: skip
_COMMENTS = {"annotation", "annotation-end"}
_CHANGES = {"tracked-changes", "change-start", "change-end", "change"}
_MARKS = {"soft-page-break", "script", "scripts", "event-listeners"}
_IDENTITIES = ("rsid", "paragraph-rsid")
_MANIFEST_TYPE = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path"


def clean_opendocument(data: bytes, kind: str, choices: Choices, clean: Callable[[bytes], Cleaned]) -> Cleaned:
    """Return the document without properties, settings, comments and traces of editing.

    Raises:
        Uncleanable: it is damaged or locked, or holds tracked changes that nobody decided on.
    """
    parts = unpacked(data)
    removed = [
        label for name in parts for start, label in _GONE.items() if name.startswith(start) and name != _MANIFEST
    ]
    left: list[str] = []
    kept = {name: part for name, part in parts.items() if name in _KEPT or name.startswith(_KEPT_FOLDERS)}
    kept = {name: part for name, part in kept.items() if not name.endswith(("/meta.xml", "/settings.xml"))}
    for name in [name for name in kept if name.endswith(".xml")]:
        kept[name] = _cleaned(kept[name], choices, removed, left)
    pictures = {name: part for name, part in kept.items() if name != "mimetype"}
    cleaned_pictures(pictures, clean, removed, left)
    kept |= pictures
    kept[_MANIFEST] = _manifest(parts.get(_MANIFEST), kept)
    return Cleaned(packed_open(kept), kind, once(removed), once(left))


def _cleaned(part: bytes, choices: Choices, removed: list[str], left: list[str]) -> bytes:
    root = tree(part)
    for element in list(root.iter(etree.Element)):
        name = local(element)
        if name in _CHANGES and not choices.accept_changes:
            message = (
                "The document has tracked changes: what was struck out would travel along, with who did it and when."
            )
            raise Uncleanable(
                message, "say --accept-changes, or decide on each change and add the result as an exhibit"
            )
        if name in _COMMENTS | _CHANGES | _MARKS:
            removed.append(
                "comments" if name in _COMMENTS else "tracked changes" if name in _CHANGES else "marks of editing"
            )
            drop(element)
            continue
        for attribute in [one for one in element.attrib if str(one).rpartition("}")[2] in _IDENTITIES]:
            del element.attrib[attribute]
        left += ["hidden text"] if name.startswith("hidden-") or element.get("{*}display") == "none" else []
        left += (
            ["links to files"]
            if any(str(value).startswith(("file:", "../")) for value in element.attrib.values())
            else []
        )
    return text_of(root)


def _manifest(manifest: bytes | None, kept: dict[str, bytes]) -> bytes:
    if manifest is None:
        raise Uncleanable(
            "The document is damaged: its list of parts is missing.", "save it anew and add that as an exhibit"
        )
    root = tree(manifest)
    for element in list(root):
        path = str(element.get(_MANIFEST_TYPE, ""))
        if path != "/" and path not in kept and not any(name.startswith(path) for name in kept if path.endswith("/")):
            root.remove(element)
    return text_of(root)


def packed_open(kept: dict[str, bytes]) -> bytes:
    """Return the package; its kind is told by its first bytes, so that part comes first and is not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(kept, key=lambda one: (one != "mimetype", one)):
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(info, kept[name])
    return out.getvalue()
