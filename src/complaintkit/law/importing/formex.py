"""A Formex 4 file of EUR-Lex as blocks: consolidated acts (`CONS.ACT`) and acts of the Official Journal (`ACT`).

Formex says what everything is, so that nothing need be guessed: `PARAG` is a numbered paragraph, `ALINEA` one without a
number or a part of a numbered one, `NP` a point.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from complaintkit.law.importing.blocks import Block, Origin, clean
from complaintkit.law.importing.headings import official_languages

_ROOTS = {"CONS.ACT", "ACT", "ANNEX", "CONS.ANNEX", "GENERAL", "CONS.DOC"}
_LEFT_OUT = {
    "NOTE",
    "PREAMBLE",
    "BIB.INSTANCE",
    "FAM.COMP",
    "INFO.CONSLEG",
    "INFO.PROD",
    "TOC",
    "FINAL",
    "GR.ANNOTATION",
}
_ANNEXES = {"ANNEX", "CONS.ANNEX"}
_INLINE_LEFT_OUT = {"NOTE", "MARGIN"}
_BLOCKS = {"ALINEA", "ITEM", "LIST", "NP", "P", "PARAG", "TBL", "TXT", "GR.SEQ", "DLIST", "DLIST.ITEM", "QUOT.S"}


def read_formex(root: Any) -> tuple[Origin, list[Block]] | None:
    """Return what a file says about itself and its blocks, or None where it is no Formex file with an article."""
    if _name(root) not in _ROOTS:
        return None
    blocks = list(_blocks(root))
    if not any(block.kind == "article" for block in blocks):
        return None
    return _origin(root), blocks


def _origin(root: Any) -> Origin:
    info = next(root.iter("INFO.CONSLEG"), None)
    title = next(root.iter("TITLE"), None)
    language = _text_of(root, "LG.DOC", "LG.OJ").lower()
    return Origin(
        "formex",
        language if language in official_languages() else None,
        _text_of(root, "NO.CELEX") or None,
        _day(info.get("START.DATE", "")) if info is not None else None,
        None if info is not None else _journal(root),
        clean(_inline(title)) or None if title is not None else None,
    )


def _text_of(root: Any, *names: str) -> str:
    for name in names:
        found = next(root.iter(name), None)
        if found is not None and clean(_inline(found)):
            return clean(_inline(found))
    return ""


def _journal(root: Any) -> str | None:
    number, series = _text_of(root, "NO.OJ"), _text_of(root, "COLL")
    day = _text_of(root, "DATE")
    return f"OJ {series} {number.lstrip('0')}" + (f", {day}" if day else "") if number and series else None


def _day(digits: str) -> date | None:
    try:
        return date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    except ValueError:
        return None


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _blocks(element: Any) -> Iterator[Block]:
    name = _name(element)
    if not name or name in _LEFT_OUT:
        return
    if name in _ANNEXES:
        title = next(element.iter("TI"), None)
        yield Block("annex", clean(_inline(title)) if title is not None else "", element.sourceline)
    if name == "ARTICLE":
        yield from _article(element)
    elif name == "TITLE" or name.startswith("TI."):
        if (text := clean(_inline(element))) and _name(element.getparent()) not in _ANNEXES:
            yield Block("heading", text, element.sourceline)
    elif name in _BLOCKS:
        yield from _text(element, begins=True, deep=False)
    else:
        for child in element:
            yield from _blocks(child)
    if name in _ANNEXES:
        yield Block("end", "", element.sourceline)


def _article(article: Any) -> Iterator[Block]:
    for child in article:
        match _name(child):
            case "TI.ART":
                yield Block("article", clean(_inline(child)), child.sourceline)
            case "STI.ART" | "STI":
                yield Block("title", clean(_inline(child)), child.sourceline)
            case "":
                continue
            case _:
                yield from _text(child, begins=True, deep=False)
    yield Block("end", "", article.sourceline)


def _text(element: Any, *, begins: bool, deep: bool) -> Iterator[Block]:
    """Yield the texts and points of an element within an article."""
    name = _name(element)
    if name == "NO.PARAG":
        yield Block("number", clean(_inline(element)), element.sourceline)
    elif name == "NP":
        yield from _point(element, deep=deep)
    elif name == "TBL":
        if text := clean(_inline(element)):
            yield Block("table", text, element.sourceline, deep=deep)
    elif name and name not in _LEFT_OUT:
        yield from _runs(element, begins=begins and name in ("ALINEA", "PARAG", "P", "GR.SEQ"), deep=deep)


def _runs(element: Any, *, begins: bool, deep: bool) -> Iterator[Block]:
    run, first = [element.text or ""], begins
    for child in element:
        if _name(child) in _BLOCKS or _name(child) == "NO.PARAG":
            if said := clean("".join(run)):
                yield Block("text", said, element.sourceline, begins=first, deep=deep)
                first = False
            within = list(_text(child, begins=first, deep=deep))
            yield from within
            first = first and not any(block.kind in ("text", "point", "table") for block in within)
            run = []
        else:
            run.append(_inline(child))
        run.append(child.tail or "")
    if said := clean("".join(run)):
        yield Block("text", said, element.sourceline, begins=first, deep=deep)


def _point(point: Any, *, deep: bool) -> Iterator[Block]:
    label = next((clean(_inline(child)) for child in point if _name(child) == "NO.P"), "")
    rest = [child for child in point if _name(child) not in ("NO.P", "")]
    within = [block for child in rest for block in _text(child, begins=False, deep=True)]
    first = within[0] if within and within[0].kind == "text" else None
    yield Block("point", first.text if first else "", point.sourceline, label=label, deep=deep)
    yield from within[1:] if first else within


def _inline(element: Any) -> str:
    name = _name(element)
    if not name or name in _INLINE_LEFT_OUT:
        return ""
    if name in ("QUOT.START", "QUOT.END"):
        return _quotation_mark(element.get("CODE", ""))
    parts = [element.text or ""]
    for child in element:
        if _name(child) in ("P", "TI", "STI"):
            parts.append(" ")
        parts += [_inline(child), child.tail or ""]
    return "".join(parts)


def _quotation_mark(code: str) -> str:
    try:
        return chr(int(code, 16))
    except ValueError:
        return '"'
