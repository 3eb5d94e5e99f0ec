"""Templates with planted mistakes: all are found at once, each at its place, and shown in Word if wanted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from lxml import etree

from complaintkit.documents.annotating import annotated
from complaintkit.documents.check import check_package
from complaintkit.documents.compiled import compile_template
from complaintkit.documents.findings import Looked
from complaintkit.documents.linting import lint
from complaintkit.documents.package import parts_of
from complaintkit.documents.properties import CoreProperties
from complaintkit.letters.speaking import catalogue_sentences, letter_shape
from complaintkit.locations import shipped

Maker = Callable[..., bytes]
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A4 = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr></w:p>'
LETTER_SIZE = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="12240" w:h="15840"/></w:sectPr></w:pPr></w:p>'
PICTURE = '<w:p><w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" r:link="rId77"/></w:pict></w:r></w:p>'


def p(text: str, style: str = "") -> str:
    looks = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{looks}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def bookmark(name: str) -> str:
    return f'<w:p><w:bookmarkStart w:id="1" w:name="{name}"/><w:bookmarkEnd w:id="1"/></w:p>'


def in_cell(text: str) -> str:
    cells = f"<w:tc><w:p/></w:tc><w:tc>{p(text)}</w:tc>"
    grid = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
    return f"<w:tbl><w:tblPr/>{grid}<w:tr>{cells}</w:tr></w:tbl>"


def made(word_document: Maker, body: str, *, header: str = "{{ header }}", relations: str = "", **parts: str) -> bytes:
    """Return a template in order but for what is planted; its last section is A4."""
    named = {name.replace("__", "/").replace("_", ".", 1): text.encode() for name, text in parts.items()}
    data = word_document(body, header=header, parts=named, relations=relations)
    held = parts_of(data)
    whole = held["word/document.xml"].replace(
        b"</w:sectPr></w:body>", b'<w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, part in (held | {"word/document.xml": whole}).items():
            package.writestr(name, part)
    return buffer.getvalue()


def looked(data: bytes) -> Looked:
    return lint(data, "my.docx", letter_shape(), catalogue_sentences())


def codes(data: bytes) -> list[str]:
    return [finding.problem.code for finding in looked(data).findings]


PLANTED = (
    p("{{ subject }}", "Heading1")
    + p("{{ subject + }}")  # 1 cannot be read
    + p("{% if confidential %}{% for text in opening %}{{ text }}{% endif %}{% endfor %}")  # 2 crossed
    + in_cell("{{ salutaton }}")  # 3 unknown name, in a cell
    + p("{%p for section in sections %}")  # 4 unclosed
    + p("{{ section.titel }}")  # 5 unknown field
    + p("{ subject }")  # 6 single brackets
    + p("{{ place_and")  # 7 split over two paragraphs
    + p("_date }}")
    + p("{{ closing }}", "Nowhere")  # 8 missing style
    + p("{{ _('Nobody ever wrote this sentence.') }}")  # 9 not in the catalogue
    + LETTER_SIZE  # 10 not A4
    + PICTURE  # 11 a picture from outside
)
ON_THE_FILE = {
    "docProps__core_xml": '<a xmlns:dc="x"><dc:creator>A Person</dc:creator></a>',
    "word__vbaProject_bin": "x",
}
LINKED = f'<Relationship Id="rId77" Type="{TYPE}image" Target="http://a.example/x.png" TargetMode="External"/>'


@pytest.fixture(scope="module")
def planted(word_document: Maker) -> bytes:
    return made(word_document, PLANTED, relations=LINKED, **ON_THE_FILE)


def test_as_many_mistakes_are_found_as_were_planted_each_at_its_place(planted: bytes) -> None:
    found = looked(planted).findings

    places = [(one.problem.code, one.paragraph.number if one.paragraph else None) for one in found]

    assert places == [
        ("CK606", None),  # macros
        ("CK629", None),  # the author
        ("CK614", 2),
        ("CK613", 3),
        ("CK615", 5),
        ("CK613", 6),
        ("CK616", 7),
        ("CK611", 8),
        ("CK620", 9),
        ("CK636", 11),
        ("CK623", 12),
        ("CK628", 13),
        ("CK607", 14),
    ]
    assert found[4].paragraph is not None
    assert found[4].paragraph.cell == (1, 1, 2)
    assert found[4].problem.hint == "did you mean `salutation`?"
    assert all(one.problem.hint for one in found if one.problem.code != "CK614")
    assert all("under “{{ subject }}”" in one.problem.message for one in found[3:])


def test_ten_planted_mistakes_are_ten_findings(word_document: Maker) -> None:
    ten = PLANTED.replace(PICTURE, "")

    assert len(codes(made(word_document, ten))) == 10


@pytest.mark.parametrize("name", ["ombudsman", "olaf", "eeas"])
def test_the_shipped_templates_are_in_order(name: str) -> None:
    assert codes((shipped("templates") / f"{name}.docx").read_bytes()) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (p("Dear Sir or Madam,"), "CK624"),
        (p("{%p if confidential %} lost words") + p("{%p endif %}"), "CK622"),
        (p("{%p if confidential %}{%p endif %}"), "CK621"),
        (p("{%tr if confidential %}") + p("{%tr endif %}"), "CK621"),
        (p("{% vm %}"), "CK621"),
        (in_cell("{% vm %}"), "CK613"),
        (in_cell("{% cellbg %}"), "CK614"),
        (p("{% else %}"), "CK613"),
        (p("{{ subject|default('') }}"), "CK614"),
        (p("{% if subject is defined %}{% endif %}"), "CK614"),
        (p("{{ ngettext('Nobody wrote {n} this', 'b', 3) }}"), "CK623"),
        (p("{% for a in b %}{% endfor %}"), "CK615"),
        (p("{{ sections.title }}"), "CK616"),
        ('<w:p><w:ins w:id="1" w:author="A"><w:r><w:t>{{ subject }}</w:t></w:r></w:ins></w:p>', "CK609"),
        ('<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>', "CK629"),
        ('<w:p><w:fldSimple w:instr=" INCLUDETEXT x "/></w:p>', "CK607"),
        ('<w:p><w:bookmarkStart w:id="1" w:name="{{ subject }}"/></w:p>', "CK612"),
        ("<w:tbl><w:tblPr><w:tblStyle w:val='Grid'/></w:tblPr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "CK636"),
        (p("{{ subject }} }"), "CK611"),
        (p("{%p for s in sections %}") + bookmark("here") + p("{%p endfor %}"), "CK634"),
    ],
)
def test_each_kind_of_mistake(word_document: Maker, body: str, code: str) -> None:
    assert set(codes(made(word_document, body))) == {code}


@pytest.mark.parametrize(
    "body",
    [
        p("{%p for s in sections %}") + bookmark("_GoBack") + p("{%p endfor %}") + bookmark("here"),
        p("{%p for section in sections %}") + p("{{ section.title }}: {{ loop.index }}") + p("{%p endfor %}"),
        p("{% set first = sections|first %}{{ first.title }} {{ annexes.rows[0][1] }} {{ sender[1:]|join(', ') }}"),
        p("{% for key, text in overview %}{{ key }}{{ text }}{% endfor %}"),
        p("{{ _('Annex {number}', number=subject) }} 12 §"),
        p("{_{ 12 }_}"),
        p("{# a remark in any words #}") + p("{#p another #}"),
        p("{% if names_sheet %}{{ names_sheet.title }}{% endif %}"),
    ],
)
def test_what_is_right_is_not_found(word_document: Maker, body: str) -> None:
    assert codes(made(word_document, body)) == []


def test_a_document_from_an_office_program_names_its_maker_and_its_page() -> None:
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("{{ subject }}")
    document.save(buffer)

    found = looked(buffer.getvalue()).findings

    messages = " ".join(one.problem.message for one in found)
    assert {"CK628", "CK629"} == {one.problem.code for one in found}
    assert "python-docx" in messages
    assert "216 by 279 mm" in messages


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\3\4"])
def test_what_cannot_be_opened_is_one_finding(data: bytes) -> None:
    assert codes(data) == ["CK602"]
    assert annotated(looked(data)) is None


def test_the_annotated_copy_has_a_comment_at_each_place_and_nothing_else_changed(planted: bytes) -> None:
    found = looked(planted)
    count = len(found.findings)

    copy = annotated(found)

    assert copy is not None
    before, after = parts_of(planted), parts_of(copy)
    document = etree.fromstring(after["word/document.xml"])
    comments = etree.fromstring(after["word/comments.xml"])
    assert (
        len(list(document.iter(f"{W}commentRangeStart"))) == len(list(document.iter(f"{W}commentReference"))) == count
    )
    assert len(comments) == count
    assert {one.get(f"{W}author") for one in comments} == {"complaintkit"}
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    told = ["".join(text.text for text in one.iter(f"{W}t")) for one in comments]
    assert "error CK615: `{{ salutaton }}`: a letter has no `salutaton`did you mean `salutation`?" in told
    for mark in list(document.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd")):
        mark.getparent().remove(mark)
    for run in [one.getparent() for one in document.iter(f"{W}commentReference")]:
        run.getparent().remove(run)
    assert etree.tostring(document, method="c14n") == etree.tostring(
        etree.fromstring(before["word/document.xml"]), method="c14n"
    )


def test_the_annotated_copy_opens_in_another_reader_and_passes_the_check(word_document: Maker) -> None:
    data = made(word_document, p("{{ subjct }}") + p("{{ salutaton }}"), header="{{ heder }}")

    copy = annotated(looked(data))

    assert copy is not None
    assert check_package(copy) == ()
    opened = docx.Document(io.BytesIO(copy))
    assert len(list(opened.comments)) == 3
    assert any("header1.xml" in comment.text for comment in opened.comments)


def test_a_file_of_which_a_part_cannot_be_read_is_not_annotated(word_document: Maker) -> None:
    found = looked(word_document("{{ subjct }}", parts={"word/header1.xml": b"<!DOCTYPE x><x/>"}))

    assert {"CK605", "CK615"} <= {one.problem.code for one in found.findings}
    assert annotated(found) is None


def test_comments_that_are_there_already_stay(word_document: Maker) -> None:
    once = annotated(looked(made(word_document, p("{{ subjct }}"))))
    assert once is not None

    twice = annotated(looked(once))

    assert twice is not None
    opened = docx.Document(io.BytesIO(twice))
    assert [comment.comment_id for comment in opened.comments] == [0, 1, 2]
    assert "a comment stands here" in " ".join(comment.text for comment in opened.comments)


def test_a_template_with_its_comments_gives_letters_without_them(word_document: Maker, tmp_path: Path) -> None:
    copy = annotated(looked(made(word_document, p("Some words and {{ subject }}"))))
    assert copy is not None

    letter = compile_template(copy, "t").render(
        {"subject": "x", "header": ""}, CoreProperties("", "", "en", date(2020, 1, 1))
    )

    assert not {name for name in parts_of(letter) if "comment" in name}
    assert b"comment" not in parts_of(letter)["word/document.xml"]


@pytest.mark.parametrize("style", ["Heading2", "berschrift1", "Titre2", "Ttulo1", "Nadpis1", "1"])
def test_the_nearest_heading_is_named_whatever_the_language_of_word(word_document: Maker, style: str) -> None:
    data = made(word_document, p("Facts", style) + p("Body", "BodyText") + p("{{ subjct }}"))

    (found,) = [one for one in looked(data).findings if one.problem.code == "CK615"]

    assert found.paragraph is not None
    assert found.paragraph.heading == "Facts"
    assert "under “Facts”" in found.problem.message
