"""Web pages: programs, what is fetched from elsewhere, remarks and names of authors go; the text stays."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator

from lxml import etree
from lxml import html as lxml_html

from complaintkit.evidence.cleaning.packages import drop
from complaintkit.evidence.cleaning.values import Cleaned, Uncleanable, once

_PROGRAMS = {
    "script",
    "noscript",
    "iframe",
    "frame",
    "object",
    "embed",
    "applet",
    "template",
    "base",
    "link",
    "form-data",
}
_FETCHED = {
    "src",
    "srcset",
    "background",
    "poster",
    "data",
    "longdesc",
    "ping",
    "cite",
    "formaction",
    "action",
    "manifest",
}
_DRAWN = {"image", "use", "feimage", "pattern", "lineargradient", "radialgradient", "textpath"}
_PUBLIC = ("http:", "https:", "mailto:", "#", "cid:", "tel:")
_INSIDE = ("cid:", "data:image/")
_FETCHING = re.compile(
    r"@import[^;]*;?|url\((?!\s*['\"]?(?:data:image/(?!svg)|cid:))[^)]*\)|(?:expression|image-set|-webkit-image-set)\([^)]*\)",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\[0-9a-f]{1,6}", re.IGNORECASE)
_REMARKS = re.compile(r"/\*.*?\*/", re.DOTALL)
_DATA = re.compile(r"data:image/[a-z+.-]+;base64,(.*)", re.IGNORECASE | re.DOTALL)


def clean_html(data: bytes, clean: Callable[[bytes], Cleaned]) -> Cleaned:
    """Return the page without programs, remarks, authors and anything that a reader's computer would fetch.

    Raises:
        Uncleanable: nothing can be made out in it.
    """
    removed: list[str] = []
    try:
        root = lxml_html.document_fromstring(data, parser=lxml_html.HTMLParser(encoding=_encoding(data)))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Uncleanable(
            "The page holds nothing that can be read.", "print it to PDF and add that as an exhibit"
        ) from None
    for element in list(root.iter()):
        word = _goes(element)
        if word:
            removed.append(word)
            drop(element)
        else:
            removed += _clean_element(element, clean)
    hidden = any(
        "display:none" in str(one.get("style", "")).replace(" ", "") or "hidden" in one.attrib
        for one in root.iter(etree.Element)
    )
    text = lxml_html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>")
    return Cleaned(_declared(text), "html", once(removed), ("hidden text",) if hidden else ())


def _encoding(data: bytes) -> str | None:
    """Return UTF-8 where the bytes are that, whatever the page says of itself; None leaves it to the page."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _declared(text: bytes) -> bytes:
    return text.replace(b"<head>", b'<head><meta charset="utf-8">', 1)


def _goes(element: etree._Element) -> str | None:
    """Return what an element is that goes altogether, None if it stays."""
    if isinstance(element, etree._Comment | etree._ProcessingInstruction | etree._Entity):  # noqa: SLF001 - so named there
        return "remarks"
    if element.tag in _PROGRAMS:
        return "programs and what is fetched from elsewhere"
    if element.tag == "input" and str(element.get("type", "")).lower() == "hidden":
        return "hidden fields"
    return "authors, programs and other descriptions" if element.tag == "meta" else None


def _clean_element(element: etree._Element, clean: Callable[[bytes], Cleaned]) -> Iterator[str]:
    if element.tag == "style":
        element.text = _plain_style(element.text or "")
    for name, value in list(element.attrib.items()):
        if str(name).startswith(("on", "data-")) or name in {"nonce", "integrity"}:
            del element.attrib[name]
            yield "programs and what is fetched from elsewhere"
        elif name == "style":
            element.set("style", _plain_style(str(value)))
        elif str(name).endswith("href") and element.tag in _DRAWN and not str(value).startswith("#"):
            del element.attrib[name]
            yield "programs and what is fetched from elsewhere"
        elif str(name).endswith("href") and not str(value).strip().lower().startswith(_PUBLIC):
            del element.attrib[name]
            yield "links to files and programs"
        elif name in _FETCHED:
            yield from _source(element, str(name), str(value).strip(), clean)


def _source(element: etree._Element, name: str, value: str, clean: Callable[[bytes], Cleaned]) -> Iterator[str]:
    """Keep a picture that is in the page itself, cleaned; take away whatever would be fetched."""
    if name == "src" and value.lower().startswith("cid:"):
        return
    found = _DATA.fullmatch(value)
    try:
        one = clean(base64.b64decode(found[1])) if found and name == "src" else None
    except (Uncleanable, binascii.Error, ValueError):
        one = None
    if one is None:
        del element.attrib[name]
        yield "programs and what is fetched from elsewhere"
        return
    kind = {"jpg": "jpeg", "tif": "tiff"}.get(one.ending, one.ending)
    element.set(name, f"data:image/{kind};base64,{base64.b64encode(one.data).decode()}")
    yield from (f"{word} of pictures" for word in one.removed)


def _plain_style(text: str) -> str:
    if _ESCAPED.search(text):  # letters written by number would hide from the search for addresses
        return ""
    return _FETCHING.sub("", _REMARKS.sub("", text))
