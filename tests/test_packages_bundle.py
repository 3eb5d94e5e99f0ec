"""The bundle, read back: page numbers of the index, links, bookmarks, stamps, parts, and the same bytes every time."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from functools import cache

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps
from pypdf import PdfReader
from pypdf.generic import Destination
from reportlab.pdfgen.canvas import Canvas

from complaintkit.languages.catalogue import load_catalogue
from complaintkit.packages.bundle import bind
from complaintkit.packages.contents import contents_of
from complaintkit.packages.labels import Heading, Labels
from complaintkit.packages.limits import groups
from complaintkit.packages.values import Annex, Bundle, Copy, Place

LABELS = {language: Labels(load_catalogue(language)) for language in ("en", "fr", "de")}
HEADING = Heading("Table of annexes", ("Complaint: an invented matter", "2 October 2020"), ("No", "Annex"))


@cache
def a_pdf(pages: int, *, wide: bool = False, turned: int = 0) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(842, 595) if wide else (595, 842), invariant=1)
    for page in range(pages):
        canvas.drawString(60, 500, f"original page {page + 1}")
        canvas.showPage()
    canvas.save()
    return rotated(out.getvalue(), turned) if turned else out.getvalue()


def rotated(data: bytes, turned: int) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.rotate(turned, relative=False)
        document.save(out, static_id=True)
    return out.getvalue()


def annex(number: int, pages: int, *cited: int) -> Annex:
    """Return an annex of a PDF with so many pages; none is a sound, which is not printed; less than none is withheld."""
    if pages < 0:
        return Annex(number, f"E{number}")
    copy = Copy(a_pdf(pages), "pdf", "a" * 64) if pages else Copy(b"ID3", "mp3", "b" * 64)
    places = tuple(Place(f"p. {page}", page) for page in cited)
    return Annex(number, f"E{number}", f"Letter number {number}", ("Date: 2019", "Language: English"), places, copy)


def bound(annexes: list[Annex], language: str = "en", sizes: tuple[int, ...] = ()) -> Bundle:
    labels = LABELS[language]
    return bind(annexes, contents_of(annexes, {}, labels.catalogue), HEADING, labels, sizes)


def texts(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def links(reader: PdfReader, page: int) -> list[int]:
    """Return the pages, counted from 1, that the links of a page lead to, in the order in which they stand."""
    targets = [link.get_object()["/Dest"][0].get_object() for link in reader.pages[page].get("/Annots", ())]
    return [reader.get_page_number(target) + 1 for target in targets]


@settings(max_examples=15)
@given(st.lists(st.integers(-1, 4), min_size=1, max_size=40))
def test_index_links_stamps_and_bookmarks_agree_with_the_pages(pages: list[int]) -> None:
    bundle = bound([annex(number, count, *range(1, count + 1)) for number, count in enumerate(pages, 1)])
    (part,) = bundle.parts
    reader, shown = PdfReader(io.BytesIO(part.data)), texts(part.data)
    assert len(reader.pages) == part.pages == part.index + sum(1 + max(0, count) for count in pages)
    index = "\n".join(shown[: part.index])
    led = [target for number in range(part.index) for target in links(reader, number)]
    expected = part.index + 1
    for one, count in zip(bundle.annexes, pages, strict=True):
        assert one.cover == expected
        last = expected + max(0, count)
        assert re.search(rf"(?m)^{one.annex.number}\b", index)
        assert f"{expected}–{last}" in index if last > expected else str(expected) in index
        assert shown[one.cover - 1].startswith(f"Annex {one.annex.number}")
        assert {expected, *range(expected + 1, last + 1)} <= set(led)
        for page in range(1, max(0, count) + 1):
            assert f"Annex {one.annex.number}, page {page} of {count}" in shown[one.cover + page - 1]
            assert f"original page {page}" in shown[one.cover + page - 1]
        expected = last + 1
    assert all(f"Page {number} of {part.pages}" in text for number, text in enumerate(shown, 1))
    outline = [one for one in reader.outline if isinstance(one, Destination)]
    covers = [1, *(one.cover for one in bundle.annexes)]
    assert [reader.get_destination_page_number(one) + 1 for one in outline] == covers


def test_labels_are_in_the_language_of_the_letter() -> None:
    annexes = [annex(1, 2, 2), annex(2, 0), annex(3, -1)]
    french = "".join(texts(bound(annexes, "fr").parts[0].data))
    assert "Annexe 1, page 2 sur 2" in french
    assert "Page 1 sur" in french
    assert "n’est pas communiquée" in french
    assert "Anlage 1, Seite 2 von 2" in "".join(texts(bound(annexes, "de").parts[0].data))


def test_a_withheld_annex_says_only_that() -> None:
    shown = texts(bound([annex(1, 1), Annex(2, "E77")]).parts[0].data)
    assert shown[-1].split("\r\n")[:2] == ["Annex 2", "This annex is withheld."]
    assert "E77" not in "".join(shown)


def test_a_file_that_cannot_be_printed_has_a_page_that_says_where_it_is() -> None:
    shown = texts(bound([annex(1, 0)]).parts[0].data)
    assert "cannot be shown on paper" in shown[-1]
    assert "annexes/annex-01.mp3" in shown[-1]


@pytest.mark.parametrize(("wide", "turned"), [(False, 0), (True, 0), (False, 90), (True, 90), (False, 180)])
def test_pages_of_any_shape_stand_whole_inside_their_frame(*, wide: bool, turned: int) -> None:
    data = a_pdf(1, wide=wide, turned=turned)
    copy = Copy(data, "pdf", "a" * 64)
    bundle = bound([Annex(1, "E1", "A page", copy=copy)])
    with pypdfium2.PdfDocument(bundle.parts[0].data) as document:
        sheet = document[len(document) - 1]
        assert (sheet.get_width() > sheet.get_height()) == (wide != (turned == 90))
        assert "original page 1" in sheet.get_textpage().get_text_bounded()


def test_the_stamp_covers_nothing_of_the_page() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setFillGray(0)
    canvas.rect(0, 0, 595, 842, fill=1)
    canvas.save()
    bundle = bound([Annex(1, "E1", "Black", copy=Copy(out.getvalue(), "pdf", "a" * 64))])
    with pypdfium2.PdfDocument(bundle.parts[0].data) as document:
        picture = document[len(document) - 1].render(scale=1).to_pil().convert("L")
    assert picture.getpixel((300, 400)) == 0
    band = picture.crop((0, 0, picture.width, 40))
    assert sum(band.histogram()[:64]) < 0.1 * band.width * band.height  # the stamp alone, on white


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_seen_the_right_way_up(kind: str, orientation: int) -> None:
    picture = Image.new("RGB", (96, 64), "white")
    picture.paste((255, 0, 0), (0, 0, 48, 32))
    picture.paste((0, 0, 255), (48, 0, 96, 32))
    tags = Image.Exif()
    tags[0x0112] = orientation
    out = io.BytesIO()
    picture.save(out, kind, exif=tags, **({"quality": 95, "subsampling": 0} if kind == "JPEG" else {}))
    ending = {"JPEG": "jpg", "PNG": "png", "TIFF": "tif"}[kind]
    bundle = bound([Annex(1, "E1", "A picture", copy=Copy(out.getvalue(), ending, "a" * 64))])
    with Image.open(io.BytesIO(out.getvalue())) as opened:
        expected = ImageOps.exif_transpose(opened).convert("RGB")
    with pypdfium2.PdfDocument(bundle.parts[0].data) as document:
        sheet = document[len(document) - 1].render(scale=96 / 72).to_pil().convert("RGB")
    across, down = expected.size
    left, top = (sheet.width - across) // 2, _middle(sheet.height) - down // 2
    for x, y in ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)):
        seen = sheet.getpixel((left + int(x * across), top + int(y * down)))
        wanted = expected.getpixel((int(x * across), int(y * down)))
        assert all(abs(one - other) < 12 for one, other in zip(seen, wanted, strict=True)), (x, y)


def _middle(height: int) -> int:
    """Return where the middle of the frame is on a rendered sheet, which has a little more room above than below."""
    return round(height / 2 + (41.89 - 36) / 2 * 96 / 72)


def test_the_file_names_nobody_and_has_title_and_language() -> None:
    with pikepdf.open(io.BytesIO(bound([annex(1, 1)], "fr").parts[0].data)) as document:
        assert dict(document.docinfo) == {"/Title": "Table of annexes"}
        assert str(document.Root.Lang) == "fr"
        assert "/Metadata" not in document.Root


def test_parts_are_numbered_through_and_each_has_the_whole_index() -> None:
    annexes = [annex(number, 3, 1) for number in range(1, 6)]
    bundle = bound(annexes, sizes=(2, 2, 1))
    assert [part.name for part in bundle.parts] == ["2-annexes.pdf", "3-annexes.pdf", "4-annexes.pdf"]
    first = 1
    for number, part in enumerate(bundle.parts):
        assert part.first == first
        shown, reader = texts(part.data), PdfReader(io.BytesIO(part.data))
        assert all(f"Page {first + place} of {bundle.pages}" in text for place, text in enumerate(shown))
        assert reader.page_labels[0] == str(first)
        mine = [one for one in bundle.annexes if one.part == number]
        assert [first + page - 1 for page in links(reader, 0)] == [
            page for one in mine for page in (one.cover, one.cover + 1)
        ]
        assert all(f"{one.cover}–{one.last}" in shown[0] for one in bundle.annexes)
        assert f"Part {number + 1} of 3" in shown[0]
        first += part.pages


@given(st.lists(st.integers(1, 100), min_size=1, max_size=30), st.integers(1, 200))
def test_groups_hold_every_annex_once_and_keep_to_the_budget(weights: list[int], budget: int) -> None:
    found = groups(weights, budget)
    assert sum(found) == len(weights)
    rest = iter(weights)
    for size in found:
        mine = [next(rest) for _ in range(size)]
        assert len(mine) == 1 or sum(mine) <= budget


PROGRAM = """
import sys
sys.path.insert(0, "tests")
from test_packages_bundle import annex, bound
bundle = bound([annex(number, number % 4, 1) for number in range(1, 13)], "de")
print(bundle.parts[0].sha256)
"""


def test_two_processes_make_the_same_bytes() -> None:
    def made(seed: str, zone: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    assert made("1", "Asia/Tokyo") == made("2", "America/Lima")
