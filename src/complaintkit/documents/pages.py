"""What a letter is printed on and in which styles: the size of each section's page, and styles that are not defined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from complaintkit.documents.markup import parsed, relationships, w
from complaintkit.documents.package import rels_name
from complaintkit.documents.places import Paragraph, Places, paragraphs
from complaintkit.problems import Problem, did_you_mean, error, warning

_A4 = (11906, 16838)  # twentieths of a point: 210 by 297 mm
_TOLERANCE = 30
_TWIPS_TO_MM = 25.4 / 1440
_STYLES = ("pStyle", "rStyle", "tblStyle")


def wrong_pages(part: str, root: etree._Element, shown: str) -> Iterator[tuple[Paragraph | None, Problem]]:
    """Yield a warning for each section whose page is not A4 (ISO 216), which is what is printed on in the Union."""
    sections, places = list(root.iter(w("sectPr"))), Places(part, root)
    last = next(iter(reversed(tuple(paragraphs(part, root)))), None)
    if not sections:
        yield last, _warned(last, shown, "no section says how large its page is, and Word then takes US Letter")
    for section in sections:
        size = section.find(w("pgSz"))
        inside = places.of(section) or last
        measures = tuple(sorted(_number(size, name) for name in ("w", "h")))
        if not all(abs(found - wanted) <= _TOLERANCE for found, wanted in zip(measures, _A4, strict=True)):
            yield inside, _warned(inside, shown, _said(measures))


def _number(size: etree._Element | None, name: str) -> int:
    text = "0" if size is None else str(size.get(w(name), "0"))
    return int(text) if text.isdigit() else 0


def _said(measures: tuple[int, ...]) -> str:
    if not all(measures):
        return "this section does not say how large its page is, and Word then takes US Letter"
    width, height = (round(measure * _TWIPS_TO_MM) for measure in measures)
    return f"the page of this section is {width} by {height} mm, not A4 (210 by 297 mm)"


def _warned(place: Paragraph | None, shown: str, message: str) -> Problem:
    where = f"{place.place()}: " if place else ""
    return warning(shown, "CK628", where + message, "in Word: Layout, Size, A4, for the whole document")


def defined_styles(parts: Mapping[str, bytes], document: str) -> frozenset[str]:
    """Return the ids of the styles that a document defines."""
    targets = [one.target for one in relationships(parts.get(rels_name(document)), document) if one.kind == "styles"]
    trees = [parsed(parts[target]) for target in targets if target in parts]
    return frozenset(str(style.get(w("styleId"))) for tree in trees for style in tree.iter(w("style")))


def missing_styles(
    found: Iterable[Paragraph], defined: frozenset[str], shown: str
) -> Iterator[tuple[Paragraph, Problem]]:
    """Yield CK636 for each paragraph that uses a style which the document does not define."""
    for paragraph in found:
        for style in sorted(_used(paragraph) - defined):
            message = f"{paragraph.place()}: uses the style `{style}`, which is not defined"
            hint = did_you_mean(style, defined) or "define the style in the template, or take another"
            yield paragraph, error(shown, "CK636", message, hint)


def _used(paragraph: Paragraph) -> set[str]:
    element = paragraph.element
    found = [one for one in element.iter(w("pStyle"), w("rStyle")) if next(one.iterancestors(w("p")), None) is element]
    table = next(element.iterancestors(w("tbl")), None)
    if table is not None and next(table.iter(w("p")), None) is element:  # the first paragraph speaks for its table
        found += table.findall(f"{w('tblPr')}/{w('tblStyle')}")
    return {str(one.get(w("val"))) for one in found}
