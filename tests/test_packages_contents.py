"""What is printed of an annex: e-mails, web pages, texts, pictures, PDF pages; and what cannot be printed."""

from __future__ import annotations

import io
import zlib
from email.message import EmailMessage

import pikepdf
import pytest
from PIL import Image

from complaintkit.languages.catalogue import load_catalogue
from complaintkit.packages.contents import contents_of, pages_of
from complaintkit.packages.pictures import pictures_of
from complaintkit.packages.reading_texts import text_of
from complaintkit.packages.values import Annex, Content, Copy, Lines, Nothing, Pages, Pictures

ENGLISH = load_catalogue("en")


def printed(data: bytes, ending: str) -> Content:
    (found,) = contents_of([Annex(1, "E1", copy=Copy(data, ending, "0" * 64))], {}, ENGLISH)
    return found


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (30, 20), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 1 if mode == "1" else None).save(out, kind, **options)
    return out.getvalue()


def test_an_email_is_its_head_its_files_and_its_text() -> None:
    message = EmailMessage()
    message["From"] = "Zoë <zoe@invented.example>"
    message["Subject"] = "Réponse"
    message["X-Route"] = "not shown"
    message.set_content("Dear all,\n\nnothing came.\n")
    message.add_alternative("<p>Dear all, <b>nothing</b> came.</p>", subtype="html")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="Bericht ü.pdf")
    assert text_of(message.as_bytes(), "eml", ENGLISH).splitlines()[:7] == [
        "From: Zoë <zoe@invented.example>",
        "Subject: Réponse",
        "",
        "Attached to the message: Bericht ü.pdf",
        "",
        "Dear all,",
        "",
    ]
    assert "not shown" not in text_of(message.as_bytes(), "eml", ENGLISH)


def test_an_email_in_an_email_is_shown_below_it() -> None:
    inner = EmailMessage()
    inner["Subject"] = "The first"
    inner.set_content("first text")
    outer = EmailMessage()
    outer["Subject"] = "Forwarded"
    outer.set_content("see below")
    outer.add_attachment(inner)
    text = text_of(outer.as_bytes(), "eml", ENGLISH)
    assert text.index("see below") < text.index("Subject: The first") < text.index("first text")


def test_an_email_of_html_alone_and_a_wrong_charset_are_read() -> None:
    head = b"Subject: x\nFrom: a@b.example\nContent-Type: text/html; charset=unheard-of\n\n"
    raw = head + b"<p>caf\xe9</p><script>no</script><p>two</p>"
    text = text_of(raw, "eml", ENGLISH)
    assert "café" in text
    assert "two" in text
    assert "no" not in text.replace("noted", "")


def test_a_web_page_is_its_text_without_gaps() -> None:
    page = b"<html><head><title>t</title></head><body><p>one</p>\n\n\n<p>two &amp; three</p></body></html>"
    assert text_of(page, "html", ENGLISH) == "one\n\ntwo & three"


def test_text_is_read_in_the_charset_that_fits() -> None:
    text = "В начале было слово, и слово было у нас, и это слово было: письма остались без ответа."
    assert text_of(text.encode("cp1251"), "txt", ENGLISH) == text


def test_jpeg_and_plain_png_go_in_as_they_are() -> None:
    jpeg = picture("JPEG")
    (one,) = pictures_of(jpeg, "jpg").pictures  # type: ignore[union-attr]
    assert one.data == jpeg
    (one,) = pictures_of(picture("PNG"), "png").pictures  # type: ignore[union-attr]
    assert dict(one.entries)["/DecodeParms"].startswith("<</Predictor 15")


@pytest.mark.parametrize(
    ("kind", "ending", "mode"),
    [("PNG", "png", "RGBA"), ("PNG", "png", "P"), ("PNG", "png", "LA"), ("PNG", "png", "I;16"), ("PNG", "png", "1"),
     ("WEBP", "webp", "RGB"), ("TIFF", "tif", "1"), ("TIFF", "tif", "CMYK"), ("JPEG", "jpg", "CMYK"), ("JPEG", "jpg", "L")],
)  # fmt: skip
def test_every_kind_of_picture_is_printed(kind: str, ending: str, mode: str) -> None:
    found = pictures_of(picture(kind, mode), ending)
    assert isinstance(found, Pictures)
    assert [(one.width, one.height) for one in found.pictures] == [(30, 20)]
    (one,) = found.pictures
    if dict(one.entries)["/Filter"] == "/FlateDecode" and "/DecodeParms" not in dict(one.entries):
        assert zlib.decompress(one.data)


def test_a_scan_of_three_pages_takes_three() -> None:
    frames = [Image.new("1", (20, 30), 1) for _ in range(3)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    assert printed(out.getvalue(), "tif").count == 3


def test_transparency_is_white() -> None:
    (one,) = pictures_of(picture("PNG", "RGBA"), "png").pictures  # type: ignore[union-attr]
    assert set(zlib.decompress(one.data)) == {255}


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff nothing", picture("PNG")[:40]])
def test_a_damaged_picture_is_said(data: bytes) -> None:
    assert isinstance(pictures_of(data, "png"), Nothing)


def test_pages_that_lie_across_are_known_also_when_they_are_turned() -> None:
    document = pikepdf.new()
    for size, turn in (((300, 200), 0), ((200, 300), 0), ((200, 300), 90), ((300, 200), 270)):
        document.add_blank_page(page_size=size)
        document.pages[-1].obj["/Rotate"] = turn
    out = io.BytesIO()
    document.save(out)
    found = pages_of(out.getvalue())
    assert isinstance(found, Pages)
    assert found.wide == (True, False, True, False)


def test_what_cannot_be_printed_says_why() -> None:
    assert isinstance(printed(b"ID3", "mp3"), Nothing)
    assert isinstance(printed(b"%PDF-1.4 broken", "pdf"), Nothing)
    assert isinstance(printed("שלום".encode(), "txt"), Nothing)
    assert isinstance(printed(b"one", "txt"), Lines)
    (withheld,) = contents_of([Annex(1, "E1")], {}, ENGLISH)
    assert isinstance(withheld, Nothing)
