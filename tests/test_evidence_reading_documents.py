"""PDF, Word, Excel, OpenDocument, web pages and text: what they say of themselves, and those that are damaged or locked."""

from __future__ import annotations

import builtins
import io
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from complaintkit.evidence.reading.reading import read
from complaintkit.evidence.reading.values import FileFacts

TEXT = "The meeting of last Tuesday was not about the report, and we were told that it is not for us to ask."


@pytest.fixture
def reads(tmp_path: Path):
    def given_bytes(data: bytes, name: str = "file") -> FileFacts:
        path = tmp_path / name
        path.write_bytes(data)
        return read(path, name)

    return given_bytes


def codes(facts: FileFacts) -> list[str]:
    return [problem.code for problem in facts.problems]


def pdf(pages: int = 3) -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written)
    canvas.setTitle("An invented note")
    canvas.setAuthor("Invented Author")
    for _ in range(pages):
        canvas.drawString(72, 720, TEXT)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def locked_pdf(user: str) -> bytes:
    writer, written = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf()))), io.BytesIO()
    writer.encrypt(user, "owner", algorithm="RC4-128")
    writer.write(written)
    return written.getvalue()


def test_a_pdf(reads):
    facts = reads(pdf(), "note.pdf")
    assert facts.format.name == "pdf"
    assert (facts.title.value, facts.author.value, facts.pages.value) == ("An invented note", "Invented Author", 3)
    assert facts.date.where == "Info /CreationDate"
    assert facts.first_lines.value == TEXT
    assert facts.language.value == "en"
    assert facts.problems == ()


def test_a_pdf_under_a_password_says_only_that(reads):
    facts = reads(locked_pdf("secret"), "note.pdf")
    assert codes(facts) == ["CK553"]
    assert facts.pages is None


def test_a_pdf_that_only_forbids_printing_can_be_read(reads):
    facts = reads(locked_pdf(""), "note.pdf")
    assert facts.pages.value == 3
    assert facts.problems == ()


@pytest.mark.parametrize("end", [20, 400, -600])
def test_a_damaged_pdf(reads, end):
    facts = reads(pdf()[:end], "note.pdf")
    assert facts.format.name == "pdf"
    assert codes(facts) == ["CK552"]


def word() -> bytes:
    document, written = docx.Document(), io.BytesIO()
    document.add_paragraph(TEXT)
    document.add_paragraph("A second paragraph.")
    properties = document.core_properties
    properties.title, properties.author = "An invented letter", "Invented Author"
    properties.created = datetime(2020, 1, 2, 10, 0, tzinfo=UTC)
    document.save(written)
    return written.getvalue()


def test_a_word_document(reads):
    facts = reads(word(), "letter.docx")
    assert facts.format.name == "docx"
    assert (facts.title.value, facts.author.value) == ("An invented letter", "Invented Author")
    assert facts.date.value == datetime(2020, 1, 2, 10, 0, tzinfo=UTC)
    assert facts.date.value.utcoffset() == timedelta(0)
    assert facts.first_lines.value.splitlines() == [TEXT, "A second paragraph."]
    assert facts.problems == ()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == name else old.read(info))
    return written.getvalue()


def test_entities_are_refused_and_the_rest_is_read(reads):
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'
    facts = reads(with_part(word(), "docProps/core.xml", bomb), "letter.docx")
    assert codes(facts) == ["CK552"]
    assert facts.title is None
    assert facts.first_lines.value.startswith("The meeting")


def test_a_broken_part_does_not_hide_the_others(reads):
    facts = reads(with_part(word(), "word/document.xml", b"<w:document"), "letter.docx")
    assert codes(facts) == ["CK552"]
    assert facts.title.value == "An invented letter"


def test_a_body_of_a_gigabyte_is_not_unpacked(reads):
    body = b"<d>" + b" " * (200 * 1024 * 1024) + b"</d>"
    assert codes(reads(with_part(word(), "word/document.xml", body), "letter.docx")) == ["CK561"]


def package(**parts: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
SHARED = "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>Day</t></si><si><t>Sum</t></si></sst>"


def test_a_workbook(reads):
    data = package(**{"[Content_Types].xml": TYPES, "xl/workbook.xml": "<w/>", "xl/sharedStrings.xml": SHARED})
    facts = reads(data, "table.xlsx")
    assert facts.format.name == "xlsx"
    assert facts.first_lines.value == "Day\nSum"


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
META = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"


def open_document(manifest: str = "<m/>") -> bytes:
    meta = (
        f"<o:m xmlns:o='{OFFICE}' xmlns:m='{META}' xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>A note</dc:title>"
        "<m:initial-creator>Invented Author</m:initial-creator><m:creation-date>2020-01-02T10:00:00</m:creation-date>"
        "<m:document-statistic m:page-count='4'/></o:m>"
    )
    content = f"<o:d xmlns:o='{OFFICE}' xmlns:t='urn:x'><t:p>{TEXT}</t:p></o:d>"
    kind = "application/vnd.oasis.opendocument.text"
    return package(**{"mimetype": kind, "META-INF/manifest.xml": manifest, "meta.xml": meta, "content.xml": content})


def test_an_open_document(reads):
    facts = reads(open_document(), "note.odt")
    assert facts.format.name == "odt"
    assert (facts.title.value, facts.author.value, facts.pages.value) == ("A note", "Invented Author", 4)
    assert facts.date.value == datetime(2020, 1, 2, 10, 0)  # noqa: DTZ001 - the file says no time zone
    assert facts.first_lines.value == TEXT


def test_an_open_document_under_a_password(reads):
    assert codes(reads(open_document("<m><encryption-data/></m>"), "note.odt")) == ["CK553"]


def test_a_zip_is_a_zip(reads):
    assert reads(package(**{"a.txt": "x"}), "some.zip").format.name == "zip"


def test_a_name_that_does_not_fit_the_content(reads):
    facts = reads(pdf(), "holiday.jpg")
    assert facts.format.name == "pdf"
    assert codes(facts) == ["CK550"]
    assert "`.jpg`" in facts.problems[0].message


@pytest.mark.parametrize("name", ["note", "note.bak", "note.2019"])
def test_an_ending_of_nobody_says_nothing(reads, name):
    assert codes(reads(pdf(), name)) == []


def test_no_bytes(reads):
    facts = reads(b"", "note.pdf")
    assert facts.format.name == "empty"
    assert codes(facts) == ["CK551"]


def test_bytes_that_are_nothing_known(reads):
    assert codes(reads(bytes(range(256)), "what.xyz")) == ["CK559"]


def test_the_name_in_a_problem_is_safe_to_print(tmp_path):
    path = tmp_path / "two\nlines\u202e.pdf"
    path.write_bytes(b"")
    (problem,) = read(path, path.name).problems
    assert problem.file == "two\\u000alines\\u202e.pdf"


PAGE = (
    "<!DOCTYPE html><html><head><title>A\n notice</title><meta name=author content='Invented Author'></head>"
    f"<body><script>no()</script><p>{TEXT}</p><p>Café</p></body></html>"
)


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_a_web_page(reads, charset):
    facts = reads(PAGE.replace("<head>", f"<head><meta charset={charset}>").encode(charset), "notice.html")
    assert facts.format.name == "html"
    assert (facts.title.value, facts.author.value) == ("A notice", "Invented Author")
    assert facts.first_lines.value.splitlines() == [TEXT, "Café"]
    assert facts.charset.value == charset
    assert facts.problems == ()


def test_a_page_in_another_charset_than_it_says(reads):
    facts = reads(PAGE.replace("<head>", "<head><meta charset=utf-8>").encode("cp1252"), "notice.html")
    assert codes(facts) == ["CK554"]
    assert "Café" in facts.first_lines.value


def test_a_page_fetches_nothing_and_follows_no_entity(reads, tmp_path):
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    page = (
        f"<!DOCTYPE html [<!ENTITY x SYSTEM 'file://{tmp_path}/secret.txt'>]><html><body><p>&x; said</p></body></html>"
    )
    assert "secret" not in str(reads(page.encode(), "page.html").first_lines)


RUSSIAN = "Мы не были на этом собрании, и нам не сказали, что это было так, как они говорят."


@pytest.mark.parametrize(
    ("data", "charset", "how"),
    [
        (TEXT.encode(), "ascii", "assumed"),
        ("Straße – größer".encode(), "utf-8", "assumed"),
        ("Straße".encode("utf-8-sig"), "utf-8", "read"),
        ("Straße".encode("utf-16"), "utf-16", "read"),
        (RUSSIAN.encode("cp1251"), "cp1251", "assumed"),
        (RUSSIAN.encode("koi8-r"), "koi8_r", "assumed"),
        ("Das ist nicht für uns, und die Größe ist es auch nicht".encode("cp1252"), "cp1252", "assumed"),
    ],
)
def test_charsets_of_plain_text(reads, data, charset, how):
    facts = reads(data, "note.txt")
    assert facts.format.name == "txt"
    assert (facts.charset.value, facts.charset.how) == (charset, how)


def test_a_missing_library_is_said_and_the_file_is_still_what_it_is(reads, monkeypatch):
    real = builtins.__import__

    def missing(name, *rest):
        if name.split(".")[0] == "pypdf":
            raise ImportError(name=name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    facts = reads(pdf(), "note.pdf")
    assert facts.format.name == "pdf"
    assert codes(facts) == ["CK560"]
    assert "complaintkit[evidence]" in facts.problems[0].hint
