"""The proof: a name planted in any part of any file is found, told by label, and what cannot be searched is listed."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from base64 import b64encode
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin
from reportlab.pdfgen.canvas import Canvas

from complaintkit.disclosure.hidden import Hidden
from complaintkit.disclosure.proving import Proof, prove, prove_bytes

NAME = "Invented Witness-One"
HIDDEN = (Hidden(NAME, "witness-1"), Hidden("i.one@invented.example", "witness-1"))
W = "<w:r><w:t>{}</w:t></w:r>"


def labels(proof: Proof) -> set[str]:
    assert "Invented" not in repr(proof)
    return {one.label for one in proof.found}


def found(data: bytes, name: str = "file") -> set[str]:
    return labels(prove_bytes(data, name, HIDDEN))


def unsearchable(data: bytes) -> list[str]:
    return [one.why for one in prove_bytes(data, "file", HIDDEN).unsearchable]


def zipped(parts: dict[str, bytes], comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        archive.comment = comment
    return buffer.getvalue()


def a_pdf(draw: Callable[[Canvas], object] = lambda _: None, text: str = "Nothing is said here.") -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=1)
    canvas.drawString(72, 700, text)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def changed(change: Callable[[pikepdf.Pdf], object], data: bytes | None = None) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data or a_pdf())) as document:
        change(document)
        document.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()


def attached(document: pikepdf.Pdf) -> None:
    document.attachments["notes.txt"] = pikepdf.AttachedFileSpec(document, NAME.encode(), filename="notes.txt")


def marked(document: pikepdf.Pdf) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp["dc:creator"] = [NAME]


def noted(document: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=NAME)
    document.pages[0].Annots = document.make_indirect(pikepdf.Array([document.make_indirect(note)]))


def fielded(document: pikepdf.Pdf) -> None:
    field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="who", V=pikepdf.String(NAME))
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[document.make_indirect(field)])


def overwritten() -> bytes:
    """Return a PDF whose page said a name before it was changed by appending, as many programs change files."""
    first = a_pdf(text=NAME)
    with pikepdf.open(io.BytesIO(first)) as document:
        contents = document.pages[0].Contents.objgen[0]
    at, end = len(first), first[first.rfind(b"startxref") + 9 :].split()[0].decode()
    new = f"{contents} 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\n"
    table = f"xref\n{contents} 1\n{at:010d} 00000 n \ntrailer\n<</Prev {end} /Size 99 /Root 1 0 R>>\n"
    root = next(part for part in first.split(b"trailer")[1].split(b"/Root")[1:]).split(b"R")[0].strip().decode()
    table = table.replace("1 0 R", f"{root} R")
    return first + (new + table + f"startxref\n{at + len(new)}\n%%EOF\n").encode()


def a_mail(**attachments: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "somebody@invented.example", "Nothing"
    message.set_content("Nothing is said here.")
    for name, data in attachments.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=f"{name}.bin")
    return message.as_bytes()


def picture(form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, form, **options)
    return buffer.getvalue()


def exif() -> bytes:
    notes = Image.Exif()
    notes[0x9C9D] = NAME.encode("utf-16-le")  # what Windows calls the author
    return notes.tobytes()


def png_text(*, packed: bool) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Author", NAME, zip=packed)
    return info


RUNS = f"<w:p>{W.format('Inven')}<w:proofErr/>{W.format('ted Wit')}{W.format('ness-One')}</w:p>"
FILES: dict[str, Callable[[Callable[..., bytes]], bytes]] = {
    "docx text over runs": lambda word: word(RUNS),
    "docx header": lambda word: word("Text", header=NAME),
    "docx comment": lambda word: word("Text", parts={"word/comments.xml": f"<c><w:p>{NAME}</w:p></c>".encode()}),
    "docx attribute": lambda word: word("Text", parts={"word/people.xml": f'<a w:author="{NAME}"/>'.encode()}),
    "docx properties": lambda word: word("Text", parts={"docProps/app.xml": f"<p><Manager>{NAME}</Manager></p>".encode()}),
    "docx custom XML": lambda word: word("Text", parts={"customXml/item1.xml": f"<!--{NAME}-->".encode()}),
    "docx XML in UTF-16": lambda word: word("Text", parts={"customXml/item1.xml": f"<a>{NAME}</a>".encode("utf-16")}),
    "docx part name": lambda word: word("Text", parts={"word/media/InventedWitnessOne.bin": b"0"}),
    "docx in a docx": lambda word: word("Text", parts={"word/embeddings/one.docx": word(RUNS)}),
    "odt": lambda _: zipped({"mimetype": b"application/vnd.oasis.opendocument.text",
                             "content.xml": b"<text:p>Invented<text:s/><text:span>Witness</text:span>-One</text:p>"}),
    "xlsx": lambda _: zipped({"[Content_Types].xml": b"<a/>",
                              "xl/sharedStrings.xml": b"<si><r><t>Invented </t></r><r><t>Witness-One</t></r></si>"}),
    "zip comment": lambda _: zipped({"a.txt": b"0"}, comment=NAME.encode()),
    "zip in a zip": lambda _: zipped({"a.zip": zipped({"b.zip": zipped({"c.txt": NAME.encode()})})}),
    "zip folder name": lambda _: zipped({f"{NAME}/a.txt": b"0"}),
    "pdf text": lambda _: a_pdf(text=NAME),
    "pdf text over lines": lambda _: a_pdf(lambda page: page.drawString(72, 680, "Witness-One"), "Invented"),
    "pdf author": lambda _: a_pdf(lambda page: page.setAuthor(NAME)),
    "pdf bookmark": lambda _: a_pdf(lambda page: (page.bookmarkPage("a"), page.addOutlineEntry(NAME, "a"))),
    "pdf metadata": lambda _: changed(marked),
    "pdf attachment": lambda _: changed(attached),
    "pdf note": lambda _: changed(noted),
    "pdf field": lambda _: changed(fielded),
    "pdf earlier state": lambda _: overwritten(),
    "jpeg EXIF": lambda _: picture("JPEG", exif=exif()),
    "jpeg comment": lambda _: picture("JPEG", comment=NAME.upper()),
    "jpeg XMP": lambda _: picture("JPEG", xmp=f"<x:xmpmeta>{NAME}</x:xmpmeta>".encode()),
    "jpeg end": lambda _: picture("JPEG") + NAME.encode(),
    "png text": lambda _: picture("PNG", pnginfo=png_text(packed=False)),
    "png packed text": lambda _: picture("PNG", pnginfo=png_text(packed=True)),
    "webp EXIF": lambda _: picture("WEBP", exif=exif()),
    "tiff tag": lambda _: picture("TIFF", tiffinfo={315: NAME}),
    "mail address": lambda _: b"From: <i.one@invented.example>\nTo: <a@b.example>\nSubject: x\n\nx",
    "mail encoded subject": lambda _: b"From: a@b.c\nSubject: =?utf-8?Q?Invented_?=\n =?utf-8?B?V2l0bmVzcy1PbmU=?=\n\nx",
    "mail attachment": lambda _: a_mail(one=a_mail(two=a_mail(three=NAME.encode()))),
    "mail attachment's name": lambda _: a_mail(**{NAME: b"0"}),
    "mailbox": lambda _: b"From a Mon Jan  1 00:00:00 2019\nFrom: a@b.example\nSubject: x\n\nx\n\n"
                         b"From b Mon Jan  1 00:00:00 2019\nFrom: c@d.example\nSubject: Invented Witness-One\n\nx\n",
    "html": lambda _: b"<html><body><p>Invented <b>Wit</b>ness&#45;One</p></body></html>",
    "html attribute": lambda _: b'<html><img alt="Invented&nbsp;Witness&shy;-One"></html>',
    "html picture": lambda _: b'<html><img src="data:image/jpeg;base64,' +
                              b64encode(picture("JPEG", exif=exif())) + b'"></html>',
    "json": lambda _: json.dumps({"name": NAME.replace("e", "\u00e9")}).encode(),
    "text in UTF-16": lambda _: NAME.encode("utf-16"),
    "text in UTF-16 without a mark": lambda _: f"This was said by {NAME}, and nobody else.".encode("utf-16-le"),
    "rich text": lambda _: rb"{\rtf1\ansi Inv\'e9nt{\b ed} Witn\u233?ss-One}",
    "gzip": lambda _: gzip.compress(NAME.encode()),
    "unknown": lambda _: bytes(range(32)) + NAME.encode() + bytes(32),
}  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
def test_a_name_is_found_in_every_part_of_every_kind_of_file(kind: str, word_document: Callable[..., bytes]) -> None:
    assert found(FILES[kind](word_document)) == {"witness-1"}


def test_nothing_is_found_where_nothing_is(word_document: Callable[..., bytes]) -> None:
    for data in (
        word_document("The invented witness is one of many."),
        a_pdf(),
        a_mail(one=b"0"),
        picture("JPEG"),
        b"",
    ):
        assert found(data) == set()


def tarred(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        member = tarfile.TarInfo("a")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return buffer.getvalue()


WRAPPERS: dict[str, Callable[[bytes], bytes]] = {
    "zip": lambda data: zipped({"a": data}),
    "gzip": gzip.compress,
    "mail": lambda data: a_mail(a=data),
    "tar": tarred,
    "docx": lambda data: zipped({"[Content_Types].xml": b"<a/>", "word/embeddings/a.bin": data}),
    "pdf": lambda data: changed(
        lambda pdf: pdf.attachments.__setitem__("a", pikepdf.AttachedFileSpec(pdf, data, filename="a"))
    ),
}


@given(st.sampled_from(sorted(FILES)), st.lists(st.sampled_from(sorted(WRAPPERS)), min_size=1, max_size=3))
def test_a_name_is_found_however_deep_a_file_lies_in_others(kind: str, wrapped: list[str]) -> None:
    data = FILES[kind](lambda *_, **__: NAME.encode())
    for wrapper in wrapped:
        data = WRAPPERS[wrapper](data)
    assert found(data) == {"witness-1"}


def test_names_of_files_and_folders_are_searched_and_shown_without_the_name(tmp_path: Path) -> None:
    folder = tmp_path / "package"
    (folder / "Statements_of_invented_witness_one").mkdir(parents=True)
    (folder / "Statements_of_invented_witness_one" / "E1.txt").write_text("Nothing.")
    (folder / "empty InventedWitnessOne").mkdir()
    proof = prove(folder, HIDDEN)
    assert labels(proof) == {"witness-1"}
    assert {(one.file, one.where) for one in proof.found} == {("package/[a name of witness-1]", "its name")}


def test_several_files_are_proved_together(tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text(NAME)
    two.write_text("Nothing.")
    (found_there,) = prove([one, two], HIDDEN).found
    assert (found_there.file, found_there.where, found_there.label) == ("one.txt", "text", "witness-1")
    assert prove(two, HIDDEN).clean


def test_what_no_search_can_look_into_is_listed_with_the_reason(word_document: Callable[..., bytes]) -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf())) as document:
        document.save(locked, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    scan = a_pdf(lambda page: page.drawInlineImage(Image.new("RGB", (8, 8)), 0, 0), text="")
    for data, why in (
        (picture("JPEG"), "a picture"),
        (word_document("Text", parts={"word/media/image1.png": picture("PNG")}), "word/media/image1.png: a picture"),
        (locked.getvalue(), "password"),
        (scan, "on page 1 no text can be read"),
        (b"ID3\x03\0\0\0\0\0\0", "a recording"),
        (b"age-encryption.org/v1\n", "encrypted"),
        (b"7z\xbc\xaf\x27\x1c\0\0", "7z"),
        (b"PK\3\4 no archive", "damaged"),
        (b"%PDF-1.4 no more than this", "damaged"),
    ):
        assert any(why in one for one in unsearchable(data)), why
    assert unsearchable(word_document("Text")) == []
    assert unsearchable(a_pdf()) == []


def test_a_large_recording_is_searched_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("complaintkit.disclosure.proving.LARGE", 1000)
    monkeypatch.setattr("complaintkit.disclosure.proving._PIECE", 5000)
    film = tmp_path / "film.mp4"
    film.write_bytes(b"\0\0\0\x18ftypmp42" + bytes(4980) + NAME.encode("utf-16-le") + bytes(9000))
    proof = prove(film, HIDDEN)
    assert labels(proof) == {"witness-1"}
    assert [one.why for one in proof.unsearchable] == ["a recording: what is heard or seen in it no search finds"]


def test_a_member_that_swells_is_not_unpacked() -> None:
    assert "far larger" in unsearchable(zipped({"a": bytes(30_000_000)}))[0]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "secret.txt").write_text(NAME)
    (tmp_path / "folder" / "link").symlink_to(tmp_path / "secret.txt")
    proof = prove(tmp_path / "folder", HIDDEN)
    assert proof.clean
    assert "link" in proof.unsearchable[0].why


@given(st.binary(max_size=300))
def test_no_file_is_so_damaged_that_the_search_breaks_off(tail: bytes) -> None:
    for head in (b"PK\3\4", b"%PDF-1.7\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"RIFF",
                 b"From: a\nTo: b\nContent-Type: multipart/mixed; boundary=a\n\n", b"{\\rtf", b"II*\0", b""):  # fmt: skip
        prove_bytes(head + tail, "file", HIDDEN)
