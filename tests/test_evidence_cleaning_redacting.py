"""Blacking out: what was there is in no part of the file any more, and nothing is made if a passage is not found."""

from __future__ import annotations

import io
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import docx
import pikepdf
import pypdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from complaintkit.evidence.cleaning.cleaning import clean
from complaintkit.evidence.cleaning.redacting import redact
from complaintkit.evidence.cleaning.redactions import MARK, Passage, read_redactions
from complaintkit.evidence.cleaning.searching import parts_of, still_there
from complaintkit.evidence.cleaning.values import Choices, Uncleanable

NAME = "Plainly Invented"


def passage(text: str | None = NAME, page: int | None = None, box: tuple[float, ...] | None = None) -> Passage:
    return Passage("E1", page, None if box else text, box, "list.yaml")  # type: ignore[arg-type]


def blacked(data: bytes, *passages: Passage) -> bytes:
    cleaned, found = redact(clean(data, Choices()), passages)
    assert found == frozenset(passages)
    return cleaned.data


def pdf(turned: int = 0, *, outline: str = "An outline") -> bytes:
    out, kept = io.BytesIO(), io.BytesIO()
    drawn = canvas.Canvas(out, pagesize=(600, 800))
    drawn.bookmarkPage("there")
    drawn.addOutlineEntry(outline, "there")
    drawn.drawString(100, 700, f"The witness {NAME} was there.")
    drawn.showPage()
    drawn.drawString(100, 700, "The second page says nothing.")
    drawn.save()
    with pikepdf.open(io.BytesIO(out.getvalue())) as document:
        document.pages[0].obj["/Rotate"] = turned
        document.save(kept)
    return kept.getvalue()


def seen(data: bytes, page: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        return document[page].render(scale=1).to_pil().convert("L")


def dark(picture: Image.Image) -> tuple[int, int, int, int]:
    """Return the box around what is quite black over at least a few pixels: the boxes, not the letters."""
    small = picture.resize((picture.width // 4, picture.height // 4), Image.Resampling.BOX)
    found = small.point(lambda value: 255 if value < 40 else 0).getbbox()
    assert found
    return tuple(4 * side for side in found)  # type: ignore[return-value]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_name_in_a_pdf_is_covered_where_it_stood_and_gone_from_the_file(turned: int) -> None:
    original = pdf(turned)
    with pypdfium2.PdfDocument(original) as document:
        page = document[0]
        converter = page.render(scale=1).get_posconv(page)
        middle = converter.to_bitmap(100 + 106, 703)  # within the name, which begins some 60 points after the line
    copy = blacked(original, passage())
    box = dark(seen(copy))
    assert box[0] <= middle[0] <= box[2]
    assert box[1] <= middle[1] <= box[3]
    assert min(box[2] - box[0], box[3] - box[1]) < 25
    texts = [one.extract_text() for one in pypdf.PdfReader(io.BytesIO(copy)).pages]
    assert texts[0] == ""
    assert "second page" in texts[1]
    assert still_there(copy, [passage()]) == ()


def test_the_words_beside_the_name_can_still_be_seen() -> None:
    before, after = seen(pdf()), seen(blacked(pdf(), passage()))
    words = (98, 90, 155, 106)
    assert before.crop(words).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)) < 245
    assert abs(
        before.crop(words).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
        - after.crop(words).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    ) < 12  # fmt: skip


def test_a_name_in_the_outline_goes_with_the_outline() -> None:
    copy = blacked(pdf(outline=NAME), passage())
    assert not any(NAME.encode() in part for _, part in parts_of(copy))
    assert "/Outlines" not in pikepdf.open(io.BytesIO(copy)).Root


def test_a_rectangle_is_counted_from_the_upper_left_corner() -> None:
    copy = blacked(pdf(), passage(page=2, box=(80, 80, 400, 120)))
    assert dark(seen(copy, 1)) == (80, 80, 400, 120)
    texts = [one.extract_text() for one in pypdf.PdfReader(io.BytesIO(copy)).pages]
    assert NAME in texts[0]
    assert texts[1] == ""


def test_a_name_that_stands_on_another_page_too_is_noticed() -> None:
    out = io.BytesIO()
    drawn = canvas.Canvas(out)
    for _ in range(2):
        drawn.drawString(100, 700, NAME)
        drawn.showPage()
    drawn.save()
    one = passage(page=1)
    assert still_there(blacked(out.getvalue(), one), [one]) == (one,)
    assert still_there(blacked(out.getvalue(), passage()), [one]) == ()


def test_a_passage_that_is_not_there_is_not_found() -> None:
    _, found = redact(clean(pdf(), Choices()), [passage("Somebody Else"), passage(page=2)])
    assert found == frozenset()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_pixels_of_a_picture_are_painted_over_as_it_is_seen(form: str) -> None:
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = 6 if form != "TIFF" else 1
    picture = Image.new("RGB", (60, 40), "white")
    picture.save(out, form, exif=exif, **({"lossless": True} if form == "WEBP" else {}))
    copy = blacked(out.getvalue(), passage(box=(0, 0, 19, 9)))
    with Image.open(io.BytesIO(copy)) as opened:
        assert opened.size == ((40, 60) if form != "TIFF" else (60, 40))
        assert opened.convert("L").getpixel((5, 5)) < 20
        assert opened.convert("L").getpixel((35, 35)) > 235
        assert 0x0112 not in dict(opened.getexif()) or form == "TIFF"


def test_words_in_a_picture_are_not_searched_and_a_box_in_a_text_means_nothing() -> None:
    out = io.BytesIO()
    Image.new("L", (9, 9)).save(out, "PNG")
    with pytest.raises(Uncleanable, match="cannot be found"):
        redact(clean(out.getvalue(), Choices()), [passage()])
    with pytest.raises(Uncleanable, match="PDF files and pictures"):
        redact(clean(b"words", Choices()), [passage(box=(0, 0, 9, 9))])


def test_a_name_cut_in_pieces_by_its_look_is_replaced_in_a_word_document() -> None:
    made, out = docx.Document(), io.BytesIO()
    paragraph = made.add_paragraph("The witness ")
    for piece in ("Plai", "nly ", "Inven", "ted"):
        paragraph.add_run(piece).bold = True
    paragraph.add_run(" spoke.")
    made.sections[0].header.paragraphs[0].text = f"About {NAME.upper()}"
    made.save(out)
    copy = blacked(out.getvalue(), passage())
    assert docx.Document(io.BytesIO(copy)).paragraphs[0].text == f"The witness {MARK} spoke."
    assert still_there(copy, [passage()]) == ()


def test_a_name_in_an_email_is_replaced_in_head_text_and_attachments() -> None:
    message = EmailMessage()
    message["From"] = f"{NAME} <a@invented.example>"
    message["To"] = "b@invented.example"
    message["Subject"] = f"From {NAME}, für Sie"
    message.set_content(f"Grüße von Plainly\nInvented.\n{NAME}", cte="quoted-printable")
    message.add_alternative("<html><p>Plainly <b>Inven</b>ted</p></html>", subtype="html")
    message.add_attachment(pdf(), maintype="application", subtype="pdf", filename=f"{NAME}.pdf")
    copy = blacked(message.as_bytes(), passage())
    assert still_there(copy, [passage()]) == ()
    assert "a@invented.example" in message_from_bytes(copy)["From"]
    texts = [part.get_payload(decode=True) or b"" for part in message_from_bytes(copy).walk()]
    assert any("Grüße von" in text.decode(errors="replace") for text in texts)


def test_a_text_keeps_its_other_words() -> None:
    assert blacked(f"Ä {NAME} ö".encode(), passage()) == f"Ä {MARK} ö".encode()


def test_a_list_is_read_with_all_its_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    path.write_text(
        "redactions:\n- {exhibit: E1, page: 2, text: one}\n- {exhibit: E2, box: [1, 2, 3, 4.5]}\n", encoding="utf-8"
    )
    passages, problems = read_redactions(path, "list.yaml")
    assert problems == ()
    assert [(one.exhibit, one.page, one.text, one.box) for one in passages] == [
        ("E1", 2, "one", None), ("E2", None, None, (1, 2, 3, 4.5)),
    ]  # fmt: skip
    lines = ("{exhibit: E1}", "{exhibit: E2, box: [9, 2, 3, 4]}", "{exhibit: E2, text: a, box: [1, 2, 3, 4]}")
    path.write_text("redactions:\n" + "".join(f"- {line}\n" for line in lines), encoding="utf-8")
    assert [problem.code for problem in read_redactions(path, "list.yaml")[1]] == ["CK595"] * 3
