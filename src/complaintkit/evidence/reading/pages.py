"""Web pages: title, author, charset, first lines, without running or fetching anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from complaintkit.evidence.reading.faults import partly, wrong_charset
from complaintkit.evidence.reading.texts import decode, of_charset, of_text
from complaintkit.evidence.reading.values import Found, Source, read_in

MOST_BYTES = 1024 * 1024
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_TITLE, _AUTHOR, _SKIPPED = "//title", "//meta[@name='author' or @name='Author']/@content", ("script", "style", "head")


def page_facts(source: Source) -> Iterator[Found]:
    """Yield what stands in an HTML file."""
    with source.path.open("rb") as file:
        data = file.read(MOST_BYTES)
    if source.size > MOST_BYTES:
        yield partly(source.shown, f"only the first {MOST_BYTES} bytes of the page were read for its facts")
    yield from of_page(data, source.shown)


def of_page(data: bytes, shown: str, charset: str | None = None) -> Iterator[Found]:
    """Yield what stands in the bytes of a page; `charset` is what a message around it says."""
    declared = _CHARSET.search(data[:4096])
    named = charset or (declared[1].decode("ascii") if declared else None)
    decoded = decode(data, named, "charset of the page")
    yield of_charset(decoded)
    if decoded.wrong:
        yield wrong_charset(shown, named or "", decoded.charset)
    tree = _tree(decoded.text)
    if tree is None:
        return
    for field, path in (("title", _TITLE), ("author", _AUTHOR)):
        if said := next((text for found in tree.xpath(path) if (text := _said(found))), None):
            yield read_in(field, said, "<title>" if field == "title" else "<meta name=author>")
    yield from of_text(_visible(tree), "the text of the page")


def page_text(data: bytes, charset: str | None) -> str:
    """Return the text that a page shows."""
    tree = _tree(decode(data, charset).text)
    return "" if tree is None else _visible(tree)


def _tree(text: str) -> html.HtmlElement | None:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    clean = text.encode("utf-8", "replace").replace(b"\0", b"")
    return html.document_fromstring(clean, parser=parser) if clean.strip() else None


def _said(found: object) -> str:
    return " ".join((found if isinstance(found, str) else str(getattr(found, "text", None) or "")).split())


_BLOCKS = frozenset(
    ("p", "div", "br", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "section", "article", "table", "ul", "pre")
)


def _visible(tree: html.HtmlElement) -> str:
    pieces: list[str] = []
    skipped = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        hidden = element.tag in _SKIPPED
        if event == "start":
            skipped += hidden
            pieces.append("\n" if element.tag in _BLOCKS else "")
            pieces.append("" if skipped else element.text or "")
        else:
            skipped -= hidden
            pieces.append("\n" if element.tag in _BLOCKS else "")
            pieces.append("" if skipped else element.tail or "")
    return "".join(pieces)
