"""Office documents, e-mails and web pages: authors, comments, changes, routes and what is fetched are gone."""

from __future__ import annotations

import base64
import io
import zipfile
from email import message_from_bytes
from email.message import EmailMessage

import docx
import pytest
from PIL import Image

from complaintkit.documents.check import check_package
from complaintkit.evidence.cleaning.cleaning import clean
from complaintkit.evidence.cleaning.searching import parts_of, paths_in, telling
from complaintkit.evidence.cleaning.values import Choices, Uncleanable

MARK = b"PLANTED"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def photo() -> bytes:
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x010F] = "PLANTED maker"
    Image.new("RGB", (20, 20), "blue").save(out, "JPEG", exif=exif)
    return out.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def package(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return out.getvalue()


def marked(data: bytes) -> list[str]:
    return [name for name, part in members(data).items() if MARK in part or MARK.decode() in name]


def document(body: str = "", settings: str = "") -> bytes:
    made = docx.Document()
    made.core_properties.author = made.core_properties.last_modified_by = "PLANTED author"
    made.add_paragraph("Words that are seen")
    made.add_picture(io.BytesIO(photo()))
    paragraph = made.add_paragraph()
    made.add_comment(paragraph.add_run("Commented"), text="PLANTED comment", author="PLANTED", initials="P")
    out = io.BytesIO()
    made.save(out)
    parts: dict[str, str | bytes] = dict(members(out.getvalue()))
    text = parts["word/document.xml"].decode()
    text = text.replace('name="Picture 1"', 'name="PLANTED.jpg" descr="C:\\Users\\PLANTED\\photo.jpg"')
    text = text.replace("<w:body>", f'<w:body><w:p w:rsidR="00PLANTED"><w:r><w:t>First</w:t></w:r></w:p>{body}')
    parts["word/document.xml"] = text.replace('"image1.jpg"', '"PLANTED.jpg"')
    parts["word/settings.xml"] = (
        parts["word/settings.xml"].decode().replace("</w:settings>", f"{settings}</w:settings>")
    )
    rels = parts["word/_rels/document.xml.rels"].decode()
    template = f'Type="{OFFICE}/attachedTemplate" Target="file:///C:/PLANTED.dotx"'
    outside = f'<Relationship Id="rId99" {template} TargetMode="External"/>'
    parts["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", f"{outside}</Relationships>")
    return package(parts)


def test_a_word_document_loses_people_paths_comments_and_pictures_their_cameras() -> None:
    original = document(settings='<w:rsids><w:rsid w:val="00PLANTED"/></w:rsids>')
    assert len(marked(original)) >= 5
    cleaned = clean(original, Choices())
    assert marked(cleaned.data) == []
    assert telling(cleaned.data) == ()
    assert set(check_package(cleaned.data)) <= set(check_package(original))
    assert {"comments", "author, dates and other properties", "EXIF of pictures"} <= set(cleaned.removed)
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(cleaned.data)).paragraphs]
    assert texts[:2] == ["First", "Words that are seen"]
    assert "Commented" in texts


CHANGED = (
    '<w:p><w:r><w:t>Kept </w:t></w:r><w:ins w:id="1" w:author="PLANTED"><w:r><w:t>added</w:t></w:r></w:ins>'
    '<w:del w:id="2" w:author="PLANTED"><w:r><w:delText>PLANTED</w:delText></w:r></w:del></w:p>'
)


def test_changes_that_nobody_decided_on_are_refused_and_accepted_on_demand() -> None:
    original = document(CHANGED)
    with pytest.raises(Uncleanable, match="tracked changes"):
        clean(original, Choices())
    cleaned = clean(original, Choices(accept_changes=True))
    assert marked(cleaned.data) == []
    assert docx.Document(io.BytesIO(cleaned.data)).paragraphs[1].text == "Kept added"


def test_hidden_text_is_said() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r></w:p>"
    assert "hidden text" in clean(document(hidden), Choices()).left


SHEET_TYPES = "".join(
    f'<Override PartName="/{part}" ContentType="application/{kind}+xml"/>'
    for part, kind in (
        ("xl/workbook.xml", "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main"),
        ("xl/worksheets/sheet1.xml", "vnd.openxmlformats-officedocument.spreadsheetml.worksheet"),
        ("xl/comments1.xml", "vnd.openxmlformats-officedocument.spreadsheetml.comments"),
        ("docProps/core.xml", "vnd.openxmlformats-package.core-properties"),
    )
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def related(*targets: tuple[str, str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="r{n}" Type="{kind}" Target="{to}"{more}/>' for n, (kind, to, more) in enumerate(targets)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def workbook() -> bytes:
    outside = ' TargetMode="External"'
    return package(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
            f'<Default Extension="rels" ContentType="x"/><Default Extension="bin" ContentType="y"/>{SHEET_TYPES}</Types>',
            "_rels/.rels": related(
                (f"{OFFICE}/officeDocument", "xl/workbook.xml", ""),
                (f"{PACKAGE}/x/core-properties", "docProps/core.xml", ""),
            ),
            "docProps/core.xml": "<x>PLANTED</x>",
            "xl/workbook.xml": f'<workbook {SHEET} xmlns:r="{OFFICE}"><fileSharing userName="PLANTED"/><sheets>'
            '<sheet name="Seen" sheetId="1" r:id="r0"/><sheet name="Unseen" sheetId="2" state="hidden" r:id="r0"/>'
            '</sheets><externalReferences><externalReference r:id="r1"/></externalReferences></workbook>',
            "xl/_rels/workbook.xml.rels": related(
                (f"{OFFICE}/worksheet", "worksheets/sheet1.xml", ""),
                (f"{OFFICE}/externalLink", "file:///PLANTED", outside),
            ),
            "xl/worksheets/sheet1.xml": f'<worksheet {SHEET} xmlns:r="{OFFICE}"><sheetData>'
            '<row r="1"><c><f>[1]PLANTED!A1</f><v>5</v></c></row>'
            '</sheetData><pageSetup r:id="r1"/></worksheet>',
            "xl/worksheets/_rels/sheet1.xml.rels": related(
                (f"{OFFICE}/comments", "../comments1.xml", ""), (f"{OFFICE}/printerSettings", "../printer1.bin", "")
            ),
            "xl/comments1.xml": f"<comments {SHEET}><authors><author>PLANTED</author></authors></comments>",
            "xl/printer1.bin": b"PLANTED printer",
        }
    )


def test_a_workbook_loses_comments_printers_and_links_and_its_hidden_sheet_is_said() -> None:
    cleaned = clean(workbook(), Choices())
    assert marked(cleaned.data) == []
    assert sorted(members(cleaned.data)) == [
        "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/workbook.xml",
        "xl/worksheets/_rels/sheet1.xml.rels", "xl/worksheets/sheet1.xml",
    ]  # fmt: skip
    assert b"externalReference" not in members(cleaned.data)["xl/workbook.xml"]
    assert b"<pageSetup/>" in members(cleaned.data)["xl/worksheets/sheet1.xml"]
    assert cleaned.left == ("a hidden sheet (`Unseen`)",)


MANIFEST = 'xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
OPEN = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def open_document(body: str = "") -> bytes:
    files = ("content.xml", "meta.xml", "settings.xml", "Thumbnails/thumbnail.png", "Pictures/one.jpg")
    entries = "".join(f'<m:file-entry m:full-path="{one}" m:media-type="x"/>' for one in ("/", *files))
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {OPEN}><text:p>Seen<office:annotation><dc:creator>PLANTED</dc:creator>"
            f"</office:annotation> after</text:p>{body}</office:document-content>",
            "meta.xml": "<x>PLANTED</x>",
            "settings.xml": "<x>PLANTED printer</x>",
            "Thumbnails/thumbnail.png": b"PLANTED",
            "Pictures/one.jpg": photo(),
            "META-INF/manifest.xml": f"<m:manifest {MANIFEST}>{entries}</m:manifest>",
        }
    )


def test_an_open_document_keeps_its_text_and_loses_the_rest() -> None:
    cleaned = clean(open_document(), Choices())
    assert marked(cleaned.data) == []
    parts = members(cleaned.data)
    assert next(iter(parts)) == "mimetype"
    assert b"Seen after" in parts["content.xml"]
    assert b"meta.xml" not in parts["META-INF/manifest.xml"]
    assert b"Pictures/one.jpg" in parts["META-INF/manifest.xml"]
    changes = "<text:tracked-changes><text:p>PLANTED</text:p></text:tracked-changes>"
    with pytest.raises(Uncleanable, match="tracked changes"):
        clean(open_document(changes), Choices())
    assert marked(clean(open_document(changes), Choices(accept_changes=True)).data) == []


def mail(**heads: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {
        "Received": "from PLANTED.example ([10.1.2.3])", "Return-Path": "<PLANTED@invented.example>",
        "From": "sender@invented.example", "To": "reader@invented.example", "Bcc": "PLANTED@invented.example",
        "Subject": "A request", "Date": "Mon, 04 Feb 2019 10:00:00 +0100", "Message-ID": "<PLANTED@host>",
        "X-Originating-IP": "PLANTED", "DKIM-Signature": "PLANTED", "User-Agent": "PLANTED", **heads,
    }.items():  # fmt: skip
        message[name] = value
    message.set_content("The text of the request.\n")
    return message


def test_an_email_loses_its_route_and_its_attachments_are_cleaned() -> None:
    message = mail()
    message.add_alternative(
        '<html><head><meta name="author" content="PLANTED"></head><p>Seen</p></html>', subtype="html"
    )
    message.add_attachment(photo(), maintype="image", subtype="jpeg", filename="photo.jpg")
    message.add_attachment(
        b"\xd0\xcf\x11\xe0PLANTED", maintype="application", subtype="vnd.ms-outlook", filename="PLANTED.msg"
    )
    inner = mail(Subject="An inner one")
    message.add_attachment(inner)
    cleaned = clean(message.as_bytes(), Choices())
    assert not [name for name, part in parts_of(cleaned.data) if MARK in part]
    read = message_from_bytes(cleaned.data)
    assert read["Subject"] == "A request"
    assert read["Date"] == "Mon, 04 Feb 2019 10:00:00 +0100"
    names = [part.get_filename() for part in read.walk() if part.get_filename()]
    assert names == ["photo.jpg"]
    assert b"The text of the request." in cleaned.data
    assert b"left out of this copy" in cleaned.data
    assert b"An inner one" in cleaned.data
    assert "hidden recipients" in cleaned.removed


def test_the_route_stays_if_it_is_wanted_but_never_a_hidden_recipient() -> None:
    cleaned = clean(mail().as_bytes(), Choices(keep_routing=True))
    read = message_from_bytes(cleaned.data)
    assert read["Received"]
    assert read["Message-ID"]
    assert read["Bcc"] is None
    assert cleaned.left


def test_an_encrypted_email_is_refused() -> None:
    data = b"From: a@invented.example\r\nTo: b@invented.example\r\nContent-Type: application/pkcs7-mime\r\n\r\nMIAG\r\n"
    with pytest.raises(Uncleanable, match="encrypted"):
        clean(data, Choices())


def test_a_page_loses_programs_remarks_and_what_would_be_fetched() -> None:
    inside = base64.b64encode(photo()).decode()
    page = f"""<!DOCTYPE html><html><head><meta name=author content=PLANTED><title>A page</title>
      <script>PLANTED</script><link href="https://PLANTED.example/x.css"><style>p{{background:url(https://PLANTED/)}}</style>
      </head><body onload="PLANTED()"><!-- PLANTED --><p data-user="PLANTED">Wörter, die man sieht</p>
      <img src="https://PLANTED.example/pixel.gif" alt="seen"><img src="data:image/jpeg;base64,{inside}">
      <a href="file:///home/PLANTED/x">one</a><a href="https://invented.example/">two</a></body></html>"""
    cleaned = clean(page.encode(), Choices())
    assert MARK not in cleaned.data
    text = cleaned.data.decode()
    assert "Wörter, die man sieht" in text
    assert 'href="https://invented.example/"' in text
    kept = base64.b64decode(text.split("base64,")[1].split('"')[0])
    assert MARK not in kept
    assert kept.startswith(b"\xff\xd8")


@pytest.mark.parametrize("data", [b"plain words\n", "Wörter".encode(), b"\xff\xfeW\0"])
def test_a_plain_text_stays_as_it_is(data: bytes) -> None:
    assert clean(data, Choices()).data == data


def test_a_bomb_is_refused() -> None:
    parts: dict[str, str | bytes] = {f"xl/{number}": b"" for number in range(20_001)}
    with pytest.raises(Uncleanable, match="larger"):
        clean(package({"[Content_Types].xml": "<x/>", **parts}), Choices())


@pytest.mark.parametrize("path", [b"C:\\Users\\invented\\x.txt", b"/home/invented/x.txt", b"see /Users/invented/x"])
def test_a_path_that_names_a_user_is_noticed(path: bytes) -> None:
    assert paths_in(b"It was in " + path)
    assert not paths_in(b"https://invented.example/home/page")
