"""The three templates as shipped: what a lawyer's assistant opens in Word, and what comes out of them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import asdict, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Mm
from lxml import etree

from complaintkit.documents.check import check_package
from complaintkit.documents.compiled import CompiledTemplate, compile_template
from complaintkit.documents.properties import OFFICE_LANGUAGES, CoreProperties
from complaintkit.letters.values import Block, Letter, Section, Table
from complaintkit.locations import shipped
from complaintkit.problems import Refused

RECIPIENTS = ("ombudsman", "olaf", "eeas", "approach", "access", "confirmatory")
NAMES = [field.name for field in fields(Letter)]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

LETTER = Letter(
    recipient="eeas",
    language="en",
    on=date(2020, 10, 2),
    draft=False,
    sender=("Association", "1 Street", "1000 CITY", "COUNTRY", "office@association.example"),
    addressee=("The Institution", "For the attention of the competent authority", "1000 CITY", "COUNTRY"),
    confidential="Confidential",
    place_and_date="City, 2 October 2020",
    references=("Our reference: 17", "Your reference: 18"),
    subject="Request & “subject” <line>",
    salutation="Dear Sir or Madam,",
    overview=(("Who", "An official"), ("When", "18 September 2019")),
    opening=("First words.", "Second words."),
    sections=(
        Section(
            "facts",
            "The facts",
            (
                Block("heading", "", "September 2019"),
                Block("paragraph", "1", "Something was said.", "(Annex 1, p. 2)", "Document"),
                Block("quotation", "", "Words of the wording."),
                Block("working-quotation", "", "Words in translation."),
                Block("item", "(a)", "One thing;"),
                Block("paragraph", "2", "Nothing was answered."),
            ),
        ),
        Section("request", "The request", (Block("paragraph", "3", "An answer is asked for."),)),
    ),
    approaches=Table("Letters sent", ("Date", "To", "Reply"), (("5 February 2019", "The Delegation", "None"),)),
    closing="Yours faithfully,",
    signature=("The President", "for the Association"),
    annexes=Table("Annexes", ("No.", "Date", "What", "Language"), (("1", "5 February 2019", "Letter", "en"),) * 3),
    header="Running title",
    page_of=("Page ", " of ", ""),
    draft_mark="",
    author="",
    title="A request",
    names_sheet=None,
    to_confirm=(),
)


@pytest.fixture(scope="session", params=RECIPIENTS)
def recipient(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def source(recipient: str) -> bytes:
    return (shipped("templates") / f"{recipient}.docx").read_bytes()


@pytest.fixture(scope="session")
def template(recipient: str, source: bytes) -> CompiledTemplate:
    return compile_template(source, f"{recipient}.docx", NAMES)


def filled(template: CompiledTemplate, letter: Letter = LETTER, **changes: Any) -> bytes:
    letter = replace(letter, **changes)
    context = asdict(letter) | {"on": letter.on.isoformat()}
    return template.render(context, CoreProperties(letter.title, letter.author, letter.language, letter.on))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def shown(data: bytes) -> list[tuple[str, str]]:
    """Return style and text of each paragraph of the letter that has a text, in order, tables included."""
    root = etree.fromstring(parts(data)["word/document.xml"])
    found = []
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        pieces = [
            {f"{W}br": "\n", f"{W}tab": "\t"}.get(e.tag, e.text or "")
            for e in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab")
        ]
        if "".join(pieces):
            found.append(("" if style is None else style.get(f"{W}val"), "".join(pieces)))
    return found


def test_there_is_one_template_for_each_recipient() -> None:
    assert {path.stem for path in shipped("templates").glob("*.docx")} == set(RECIPIENTS)


def test_a_template_is_a4_in_every_section(source: bytes) -> None:
    for section in docx.Document(io.BytesIO(source)).sections:
        assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
        assert section.left_margin >= Mm(20)


def test_a_template_is_trimmed_and_names_nobody(source: bytes) -> None:
    held = parts(source)

    assert len(held["word/styles.xml"]) < 60_000
    assert not {name for name in held if re.search(r"custom|thumbnail|stylesWithEffects|comments|people|media", name)}
    assert not re.search(rb"rsid|python-docx|<dc:creator>[^<]|lastModifiedBy>[^<]", b"".join(held.values()))


def test_a_template_holds_no_sentence_of_any_language(source: bytes) -> None:
    for name in ("document", "header1", "header2", "footer1", "footer2"):
        for text in etree.fromstring(parts(source)[f"word/{name}.xml"]).iter(f"{W}t"):
            rest = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text.text or "")
            assert not re.search(r"[^\W\d]", rest), rest


def test_a_template_and_its_letter_pass_the_check(source: bytes, template: CompiledTemplate) -> None:
    assert check_package(filled(template)) == ()
    assert check_package(source) == ()


def test_a_letter_opens_in_another_reader_and_says_everything(template: CompiledTemplate) -> None:
    data = filled(template)
    docx.Document(io.BytesIO(data))

    together = "\n".join(text for _, text in shown(data))

    for text in (
        *LETTER.addressee, "Confidential", LETTER.place_and_date, *LETTER.references, LETTER.subject, LETTER.salutation,
        "Who", "An official", "First words.", "The facts", "September 2019", "Something was said. (Annex 1, p. 2) [Document]",
        "Words of the wording.", "Words in translation.", "(a)\tOne thing;", "2.\tNothing was answered.", "The request",
        "Letters sent", "The Delegation", "Yours faithfully,", "The President\nfor the Association", "Annexes",
    ):  # fmt: skip
        assert text in together, text


def test_headings_are_headings_so_that_word_can_navigate(template: CompiledTemplate) -> None:
    document = docx.Document(io.BytesIO(filled(template)))

    outline = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]

    assert [text for style, text in outline if style == "Heading 1"][:2] == ["The facts", "The request"]
    assert ("Heading 2", "September 2019") in outline
    for number, name in enumerate(("Heading 1", "Heading 2")):
        properties = document.styles[name].element.pPr
        assert properties.find(f"{W}outlineLvl").get(f"{W}val") == str(number)
        assert document.styles[name].paragraph_format.keep_with_next


def test_each_kind_of_block_has_its_style(template: CompiledTemplate) -> None:
    looks = {text.split("\t")[-1].split(" (")[0]: style for style, text in shown(filled(template))}

    assert looks["Nothing was answered."] == "NumberedParagraph"
    assert looks["Words of the wording."] == "Quotation"
    assert looks["Words in translation."] == "WorkingQuotation"
    assert looks["One thing;"] == "Item"


def test_what_introduces_a_quotation_stays_with_it_and_the_last_words_with_the_closing(
    template: CompiledTemplate,
) -> None:
    document = docx.Document(io.BytesIO(filled(template)))

    kept = {
        p.text.split("\t")[0]: p.style.paragraph_format.keep_with_next for p in document.paragraphs if "\t" in p.text
    }

    assert (kept["1."], kept["2."], kept["3."]) == (True, None, True)


def test_a_last_item_stays_with_the_closing(template: CompiledTemplate) -> None:
    section = Section("request", "The request", (Block("item", "(a)", "First;"), Block("item", "(b)", "Last.")))
    document = docx.Document(io.BytesIO(filled(template, sections=(section,))))

    kept = {p.text: p.paragraph_format.keep_with_next for p in document.paragraphs if p.style.name == "Lettered Item"}

    assert kept == {"(a)\tFirst;": None, "(b)\tLast.": True}


def test_only_the_source_of_knowledge_is_set_apart_from_a_paragraph(template: CompiledTemplate) -> None:
    document = docx.Document(io.BytesIO(filled(template)))
    (paragraph,) = [p for p in document.paragraphs if p.text.startswith("1.")]

    runs = [(run.text, run.style.name) for run in paragraph.runs if run.text]

    assert runs == [
        ("1.\tSomething was said. (Annex 1, p. 2)", "Default Paragraph Font"),
        (" [Document]", "Source of Knowledge"),
    ]


def test_pages_are_counted_by_fields_in_the_words_of_the_language(template: CompiledTemplate) -> None:
    held = parts(filled(template, page_of=("Seite ", " von ", " Seiten")))

    for name in ("word/footer1.xml", "word/footer2.xml"):
        root = etree.fromstring(held[name])
        assert [field.get(f"{W}instr").strip() for field in root.iter(f"{W}fldSimple")] == ["PAGE", "NUMPAGES"]
        assert "".join(text.text or "" for text in root.iter(f"{W}t")) == "Seite 1 von 1 Seiten"


def test_tables_repeat_their_head_and_split_no_row(template: CompiledTemplate) -> None:
    root = etree.fromstring(parts(filled(template))["word/document.xml"])
    tables = list(root.iter(f"{W}tbl"))

    assert len(tables) == 3
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in root.iter(f"{W}tr"))
    with_head = [table for table in tables if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None]
    assert len(with_head) == 2
    for table in tables:
        assert sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")) == 9070


def test_a_final_letter_has_no_draft_mark_and_a_draft_has_it_on_every_page(template: CompiledTemplate) -> None:
    def headers(mark: str) -> list[bool]:
        held = parts(filled(template, draft_mark=mark))
        return [b"DraftMark" in held[name] for name in ("word/header1.xml", "word/header2.xml")]

    assert headers("") == [False, False]
    assert headers("DRAFT – not for sending") == [True, True]


def test_the_sheet_of_names_stands_on_a_page_of_its_own_and_only_where_there_is_one(template: CompiledTemplate) -> None:
    sheet = Table("Names", ("Label", "Name"), (("head-of-delegation", "N. N."),))

    with_sheet, without = filled(template, names_sheet=sheet), filled(template)

    assert b"pageBreakBefore" in parts(with_sheet)["word/document.xml"]
    assert b"pageBreakBefore" not in parts(without)["word/document.xml"]
    assert ("TableText", "N. N.") in shown(with_sheet)


def test_what_a_letter_lacks_leaves_no_trace(template: CompiledTemplate) -> None:
    data = filled(
        template, sender=(), confidential="", references=(), overview=(), approaches=None, opening=(),
        annexes=Table("Annexes", ("No.",), ()),
    )  # fmt: skip

    assert check_package(data) == ()
    assert b"<w:tbl>" not in parts(data)["word/document.xml"]
    assert {"Confidential", "Reference", "ReturnAddress", "BodyText"}.isdisjoint({style for style, _ in shown(data)})


def test_a_long_letter_is_whole(template: CompiledTemplate) -> None:
    blocks = tuple(Block("paragraph", str(number), f"Paragraph {number}.") for number in range(1, 201))
    annexes = Table("Annexes", ("No.", "What"), tuple((str(number), "An annex") for number in range(1, 41)))

    texts = [
        text for _, text in shown(filled(template, sections=(Section("facts", "Facts", blocks),), annexes=annexes))
    ]

    assert [text for text in texts if "\tParagraph " in text] == [f"{n}.\tParagraph {n}." for n in range(1, 201)]
    assert texts.count("An annex") == 40


@pytest.mark.parametrize(
    ("addressed", "key", "order"),
    [
        (
            "ombudsman",
            "admissibility",
            ["What was tried", "Letters sent", "The request", "Yours faithfully,", "Annexes"],
        ),
        ("ombudsman", "other", ["What was tried", "The request", "Letters sent", "Yours faithfully,", "Annexes"]),
        ("eeas", "replies", ["What was tried", "Letters sent", "The request", "Yours faithfully,", "Annexes"]),
        ("eeas", "other", ["What was tried", "The request", "Letters sent", "Yours faithfully,", "Annexes"]),
        ("olaf", "other", ["What was tried", "The request", "Yours faithfully,", "Letters sent", "Annexes"]),
    ],
)
def test_the_letters_sent_stand_once_where_each_recipient_looks_for_them(
    addressed: str, key: str, order: list[str]
) -> None:
    made = compile_template((shipped("templates") / f"{addressed}.docx").read_bytes(), addressed, NAMES)
    facts, request = LETTER.sections

    letter = filled(made, sections=(facts, replace(facts, key=key, title="What was tried"), request))

    assert [text for _, text in shown(letter) if text in order] == order


def test_the_file_says_of_itself_only_what_it_is_told(template: CompiledTemplate) -> None:
    data = filled(template)
    properties = docx.Document(io.BytesIO(data)).core_properties

    assert (properties.title, properties.author, properties.language) == ("A request", "", "en-GB")
    assert (properties.last_modified_by, properties.revision, properties.comments) == ("", 0, "")
    assert properties.created.date() == properties.modified.date() == date(2020, 10, 2)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {item.date_time for item in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "Application" not in package.read("docProps/app.xml").decode()


def test_an_author_is_named_only_if_given(template: CompiledTemplate) -> None:
    data = filled(template, author="The association & friends")

    assert docx.Document(io.BytesIO(data)).core_properties.author == "The association & friends"


@pytest.mark.parametrize("language", [*sorted(OFFICE_LANGUAGES), "is"])
def test_word_checks_the_spelling_in_the_language_of_the_letter(template: CompiledTemplate, language: str) -> None:
    held = parts(filled(template, language=language))

    expected = OFFICE_LANGUAGES.get(language, language)
    assert f'<w:lang w:val="{expected}"' in held["word/styles.xml"].decode()
    assert f'<w:themeFontLang w:val="{expected}"' in held["word/settings.xml"].decode()


def test_a_name_mistyped_in_a_shipped_template_would_be_found_at_once(source: bytes) -> None:
    held = parts(source)
    held["word/document.xml"] = held["word/document.xml"].replace(b"{{ salutation }}", b"{{ salutaton }}")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in held.items():
            package.writestr(name, data)

    with pytest.raises(Refused) as failure:
        compile_template(buffer.getvalue(), "mine.docx", NAMES)

    (problem,) = failure.value.problems
    assert (problem.code, problem.hint) == ("CK615", "did you mean `salutation`?")


def test_the_templates_folder_holds_templates_only() -> None:
    assert {path.suffix for path in Path(shipped("templates")).iterdir()} <= {".docx", ".md"}
