"""The bundle compared with the package's list: pages, numbers on them, the index and where its links lead."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from complaintkit.languages.catalogue import load_catalogue, shipped_languages
from complaintkit.packages.labels import Labels
from complaintkit.packages.libraries import library
from complaintkit.packages.opening import Opened, content
from complaintkit.problems import Problem, error

_HINT = "make the package anew; if it says so again, report it as a fault"


def bundle_problems(package: Opened, listed: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield where the bundle and the enclosed files are not what the list says; the list is read as it stands."""
    try:
        yield from _enclosed(package, listed)
        for part in listed["bundle"]["parts"]:
            annexes = [one for one in listed["annexes"] if one["in"] == part["file"]]
            yield from _part(content(package, part["file"]), part, annexes, listed)
        pages = sum(part["pages"] for part in listed["bundle"]["parts"])
        if pages != listed["bundle"]["pages"]:
            yield _wrong("package.json", f"the list counts {listed['bundle']['pages']} pages, its parts {pages}")
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as trouble:
        yield _wrong("package.json", f"the list is not one that complaintkit wrote ({type(trouble).__name__})")


def _enclosed(package: Opened, listed: Mapping[str, Any]) -> Iterator[Problem]:
    files = [*listed["letter"], *listed["bundle"]["parts"], *(one for one in listed["annexes"] if one["file"])]
    for one in files:
        if one["file"] not in package.names:
            yield _wrong(one["file"], "the list names this file, and it is not in the package")
        elif sha256(content(package, one["file"])).hexdigest() != one["sha256"]:
            yield _wrong(one["file"], "this is not the file that the list describes: its digest is another")
    named = {one["file"] for one in files} | {"data/index.html"}
    for name in package.names:
        if name.startswith("data/") and name not in named:
            yield _wrong(name, "the list does not name this file")


def _part(
    data: bytes, part: Mapping[str, Any], annexes: Sequence[Mapping[str, Any]], listed: Mapping[str, Any]
) -> Iterator[Problem]:
    pikepdf = library("pikepdf")
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            count, links = len(document.pages), _links(document, part)
    except pikepdf.PdfError:
        yield _wrong(part["file"], "it cannot be read as PDF")
        return
    if count != part["pages"]:
        yield _wrong(part["file"], f"it has {count} pages, and the list says {part['pages']}")
        return
    texts = _texts(data, [*range(part["index"]), *(one["cover"] - part["first"] for one in annexes)])
    labels = Labels(load_catalogue(listed["language"])) if listed["language"] in shipped_languages() else None
    index = " ".join(texts[number] for number in range(part["index"]))
    for one in annexes:
        cover = texts[one["cover"] - part["first"]]
        covered = labels is None or labels.annex(one["number"]) in cover
        yield from (_wrong(part["file"], message) for message in _faults(one, links, index, covered=covered))


def _faults(one: Mapping[str, Any], links: set[int], index: str, *, covered: bool) -> Iterator[str]:
    """Yield what is wrong with one annex in the bundle."""
    number, cover = one["number"], one["cover"]
    shown = str(cover) if not one["pages"] else f"{cover}–{cover + one['pages']}"
    if cover not in links:
        yield f"no link of the index leads to page {cover}, where annex {number} begins"
    if shown not in index:
        yield f"the index does not give the pages {shown} of annex {number}"
    if not covered:
        yield f"page {cover} is not the cover sheet of annex {number}"
    for place in one["cited"]:
        if place["page"] is not None and place["page"] not in links:
            yield f"no link of the index leads to page {place['page']}, which the letter cites in annex {number}"


def _links(document: Any, part: Mapping[str, Any]) -> set[int]:
    """Return the numbers of the pages that links on the index lead to."""
    pages = {page.objgen: part["first"] + place for place, page in enumerate(document.pages)}
    named = document.Root.get("/Dests", {})
    found = set()
    for page in list(document.pages)[: part["index"]]:
        for link in page.obj.get("/Annots", []):
            target = link.get("/Dest")
            target = named.get(str(target)) if target is not None and str(target) in named else target
            if target is not None and len(target):
                found.add(pages.get(target[0].objgen, 0))
    return found


def _texts(data: bytes, places: Sequence[int]) -> dict[int, str]:
    """Return the text of some pages, counted from 0."""
    pdfium = library("pypdfium2")
    with pdfium.PdfDocument(data) as document:
        return {place: document[place].get_textpage().get_text_bounded() for place in places}


def _wrong(file: str, message: str) -> Problem:
    return error(file, "CK687", message, _HINT)
