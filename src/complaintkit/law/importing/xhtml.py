"""A page of EUR-Lex as blocks: consolidated texts of every generation of its converter, and pages of the Official Journal.

The pages say with classes what an element is; the Official Journal's newer ones put `oj-` before them. Points stand in
grids, in tables of two columns or in indented divisions, whose first part is their marker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from complaintkit.law.celex import act_of_consolidated
from complaintkit.law.importing.blocks import NOTE, Block, Origin, clean
from complaintkit.law.importing.headings import annex_number, official_languages

_ARTICLE = {"title-article-norm", "ti-art"}
_TITLE = {"stitle-article-norm", "sti-art"}
_ANNEX = {"title-annex-1"}
_HEADING = re.compile(r"title-(?:division|gr-seq|doc|annex)|ti-(?:section|grseq|tbl)|doc-ti")
_LEFT_OUT = re.compile(r"modref|arrow|footnote|disclaimer|reference|hd-|toc-|title-fam-member|note$|title-table")
_END = {"doc-end", "separator-short", "signatory", "final"}
_NOT_SHOWN = {"script", "style", "head", "nav", "header", "footer", "col", "colgroup", "button", "form", "noscript"}
_BLOCKS = {
    "p",
    "div",
    "table",
    "tbody",
    "tr",
    "td",
    "ul",
    "ol",
    "li",
    "dl",
    "dd",
    "dt",
    "h1",
    "h2",
    "h3",
    "hr",
    "section",
}
_MARKER = r"\([^\s()]{1,6}\)|[^\W\d]{1,5}[.)]|\d{1,3}[.)]|[-—–•]"
_POINT = re.compile(rf"({_MARKER})(?:\s+(?P<text>.*))?", re.DOTALL)
_PARAGRAPH = re.compile(
    r"\s*(?P<label>\(\d{1,3}[^\s()]{0,3}(?:\s[a-z]{1,12})?\)|\d{1,3}[^\s()]{0,4}(?:\s[a-z]{1,12})?\.)"
    r"(?:\s{2,}|\s*[\u00a0\u2000-\u200a\u202f]\s*)(?P<text>.*)",
    re.DOTALL,
)
_REFERENCE = re.compile(r"\s*(0?\d{4}\S{3,12})\s+[—–-]\s+([A-Z]{2})\s+[—–-]\s+(\d{2})\.(\d{2})\.(\d{4})")


def read_page(root: Any) -> tuple[Origin, list[Block]] | None:
    """Return what a page says about itself and its blocks, or None where it has no heading of an article."""
    blocks = list(_blocks(root, deep=False))
    if not any(block.kind == "article" for block in blocks):
        return None
    return _origin(root), blocks


def _origin(root: Any) -> Origin:
    reference = _REFERENCE.match(_first(root, "reference"))
    title = clean(" ".join(_titles(root))) or None
    if reference:
        number, language, day, month, year = reference.groups()
        version = date(int(year), int(month), int(day))
        return Origin("xhtml", _language(language), act_of_consolidated(number), version, None, title)
    published = (_first(root, "hd-oj"), _first(root, "hd-date"))
    journal = f"OJ {', '.join(part for part in published if part)}" if published[0] else None
    return Origin("xhtml", _language(_first(root, "hd-lg")), None, None, journal, title)


def _language(code: str) -> str | None:
    return code.lower() if code.lower() in official_languages() else None


def _first(root: Any, name: str) -> str:
    for element in root.iter("{*}p"):
        if name in _classes(element):
            return clean(_inline(element))
    return ""


def _titles(root: Any) -> Iterator[str]:
    """Yield the parts of the title of the act, which consolidated pages have twice."""
    found: list[str] = []
    for element in root.iter("{*}p"):
        kinds = _classes(element)
        if kinds & {"title-doc-first", "title-doc-last", "doc-ti"}:
            found.append(_inline(element))
        elif found:
            break
    yield from found


def _classes(element: Any) -> set[str]:
    return {name.removeprefix("oj-") for name in (element.get("class") or "").split()}


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _blocks(element: Any, *, deep: bool) -> Iterator[Block]:
    """Yield the blocks of an element and of all within it; `deep` within a point."""
    name, classes = _name(element), _classes(element)
    if not name or name in _NOT_SHOWN or any(_LEFT_OUT.match(one) for one in classes):
        return
    if classes & _END:
        yield Block("end", "", element.sourceline)
    elif name == "p" and (kind := _heading_kind(element, classes)):
        yield Block(kind, clean(_inline(element)), element.sourceline)  # type: ignore[arg-type]
    elif "grid-list" in classes:
        yield from _point_of(list(element), deep=deep)
    elif name == "table":
        yield from _table(element, deep=deep)
    else:
        yield from _contents(element, deep=deep)


def _heading_kind(element: Any, classes: set[str]) -> str | None:
    if classes & _ARTICLE:
        return "article"
    if classes & _TITLE:
        return "title"
    if classes & _ANNEX:
        return "annex"
    if any(_HEADING.match(one) for one in classes):
        return "annex" if annex_number(clean(_inline(element)), None) is not None else "heading"
    return None


def _contents(element: Any, *, deep: bool) -> Iterator[Block]:
    """Yield the runs of text between the blocks of an element, and those blocks, in order."""
    run, line = [element.text or ""], element.sourceline
    indented = "text-indent" in (element.get("style") or "") or _is_indented(element)
    for child in element:
        if _is_block(child) or "no-parag" in _classes(child):
            yield from _texts("".join(run), line, deep=deep, indented=indented)
            if "no-parag" in _classes(child):
                yield Block("number", clean(_inline(child)), child.sourceline)
            else:
                yield from _blocks(child, deep=deep)
            run = []
        else:
            run.append(_inline(child))
        run.append(child.tail or "")
    yield from _texts("".join(run), line, deep=deep, indented=indented)


def _is_indented(element: Any) -> bool:
    parent = element.getparent()
    return parent is not None and "text-indent" in (parent.get("style") or "")


def _is_block(element: Any) -> bool:
    return _name(element) in _BLOCKS or any(_name(one) in _BLOCKS for one in element.iterdescendants())


def _texts(text: str, line: int | None, *, deep: bool, indented: bool) -> Iterator[Block]:
    if indented and (point := _POINT.fullmatch(text.strip())):
        yield Block("point", clean(point["text"] or ""), line, label=point[1], deep=deep)
        return
    numbered = None if deep or indented else _PARAGRAPH.fullmatch(text)
    if numbered:
        yield Block("number", clean(numbered["label"]), line)
    said = clean(numbered["text"] if numbered else text)
    if said:
        yield Block("text", said, line, deep=deep)


def _table(table: Any, *, deep: bool) -> Iterator[Block]:
    """Yield the rows of a table: points where the first of two cells is a marker, else what stands in the cells."""
    for row in table.iter("{*}tr"):
        if next(row.iterancestors("{*}table")) is not table:
            continue
        cells = [cell for cell in row if _name(cell) in ("td", "th")]
        if len(cells) > 1 and all(not clean(_inline(cell)) for cell in cells[:-2]) and _is_marker(cells[-2]):
            yield from _point_of(cells[-2:], deep=deep)
        elif text := " | ".join(clean(_inline(cell)) for cell in cells).strip(" |"):
            yield Block("table", text, row.sourceline, deep=deep)


def _is_marker(cell: Any) -> bool:
    return bool(re.fullmatch(_MARKER, clean(_inline(cell))))


def _point_of(parts: list[Any], *, deep: bool) -> Iterator[Block]:
    """Yield a point from its marker and what stands beside it."""
    parts = [part for part in parts if _name(part)]
    label = clean(_inline(parts[0])) if parts else ""
    within = [block for part in parts[1:] for block in _blocks(part, deep=True)]
    first = within[0] if within and within[0].kind == "text" else None
    line = parts[0].sourceline if parts else None
    yield Block("point", first.text if first else "", line, label=label, deep=deep)
    yield from within[1:] if first else within


def _inline(element: Any) -> str:
    """Return the text of an element, with a private character where a footnote is referred to."""
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterable[str]:
    if not isinstance(element.tag, str):
        return
    if _refers_to_note(element):
        yield NOTE
        return
    if _name(element) in _NOT_SHOWN:
        return
    yield " " if _name(element) == "br" else element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""


def _refers_to_note(element: Any) -> bool:
    target = element.get("href") or ""
    return _name(element) == "a" and bool(re.match(r"#(?:E\d|ntr|ntc|src\.)|[^#]*#nt[rc]", target))
