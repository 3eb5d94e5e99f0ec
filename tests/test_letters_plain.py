"""Letters as plain text for web forms: blocks by question, lengths, nothing lost, nothing invented, the files to attach."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.law.loading import load_law
from complaintkit.law.values import Form, FormBlock, Law
from complaintkit.letters.plain import as_text
from complaintkit.letters.values import AnnexFile, Block, Letter, Section, Table
from complaintkit.locations import shipped

HEAD = re.compile(r"^=== (?P<title>.+) \((?P<characters>\d+) characters, (?P<words>\d+) words\) ===$", re.MULTILINE)


def paragraph(number: int, text: str, part: str = "") -> Block:
    return Block("paragraph", str(number), text, part=part)


def heading(text: str, part: str = "") -> Block:
    return Block("heading", "", text, part=part)


def allegation(index: int) -> Section:
    blocks = (
        heading("What happened", "happened"),
        heading(f"{index}. A meeting"),
        paragraph(10 * index, f"The meeting {index}."),
        heading("Why", "standards"),
        paragraph(10 * index + 1, f"The reason {index}."),
        Block("item", "(a)", f"The item {index}."),
    )
    return Section(f"allegation-{index}", f"Allegation {index}", blocks)


REQUESTS = Section(
    "requests", "Requests", (paragraph(90, "Open an inquiry."), paragraph(91, "It may be passed on.", "transfer"))
)
LETTER = Letter(
    recipient="ombudsman", language="en", on=date(2020, 10, 2), draft=False, sender=("The association", "1 Street"),
    addressee=("European Ombudsman",), confidential="", place_and_date="2 October 2020", references=(),
    subject="Complaint", salutation="Dear Sir or Madam,", overview=(), opening=("This is a complaint.",),
    sections=(allegation(1), allegation(2), REQUESTS),
    approaches=Table("Letters", ("Date",), (("1 May",),)), closing="Yours faithfully,", signature=("The association",),
    annexes=Table("Annexes", ("No", "Annex"), (("1", "The letter"),)), header="", page_of=("", "", ""), draft_mark="",
    author="", title="", names_sheet=None, to_confirm=(), annex_files=(AnnexFile(1, "E1", "exhibits/E1-letter.pdf"),),
)  # fmt: skip
FORM = Form(
    "https://form.example", "secondary", "2026-11-22", "One question was read.", "Be brief.",
    (
        FormBlock("Who", None, ("letterhead",)),
        FormBlock("What happened", "What happened?", ("allegation:happened",)),
        FormBlock("Why", None, ("allegation",)),
        FormBlock("Passing on", None, ("requests:transfer",)),
        FormBlock("Courts", None, ("admissibility:court",)),
    ),
)  # fmt: skip


def block_of(text: str, title: str) -> str:
    """Return what stands under a heading."""
    return text.partition(f"=== {title} (")[2].partition("===\n\n")[2].partition("\n===")[0].strip()


@pytest.fixture(scope="module")
def law() -> Law:
    rules, problems = load_law(shipped("regulations"))
    assert rules is not None, problems
    return rules


def test_each_question_of_the_form_is_a_block_with_what_answers_it() -> None:
    text = as_text(LETTER, FORM)
    assert block_of(text, "1. Who") == "The association\n1 Street"
    assert block_of(text, "4. Passing on") == "91. It may be passed on."


def test_allegations_stand_under_their_titles_where_there_are_several() -> None:
    told = block_of(as_text(LETTER, FORM), "2. What happened")
    assert told.splitlines() == [
        "Question: What happened?", "", "Allegation 1", "", "What happened", "", "1. A meeting", "", "10. The meeting 1.",
        "", "Allegation 2", "", "What happened", "", "2. A meeting", "", "20. The meeting 2.",
    ]  # fmt: skip


def test_an_item_goes_with_the_paragraph_that_introduces_it() -> None:
    assert "11. The reason 1.\n\n(a) The item 1." in block_of(as_text(LETTER, FORM), "3. Why")


@pytest.mark.parametrize("form", [None, FORM])
def test_items_that_are_alike_are_all_there(form: Form | None) -> None:
    item = Block("item", "(a)", "The same item.")
    blocks = (heading("Why", "standards"), paragraph(1, "One."), item, paragraph(2, "Two."), item)
    text = as_text(replace(LETTER, sections=(Section("allegation-1", "Allegation", blocks),)), form)
    assert text.count("(a) The same item.") == 2


def test_what_no_question_takes_follows_by_section() -> None:
    text = as_text(LETTER, FORM)
    assert block_of(text, "Section: Requests") == "90. Open an inquiry."
    assert block_of(text, "Table: Letters") == "Date: 1 May"


def test_a_question_that_the_letter_says_nothing_on_says_so() -> None:
    assert block_of(as_text(LETTER, FORM), "5. Courts") == "Nothing in this letter."


def test_what_is_known_of_the_form_is_said_first() -> None:
    text = as_text(LETTER, FORM)
    assert text.startswith(
        "=== The web form: ombudsman ===\n\nForm: https://form.example (secondary; looked at on 2026-11-22)"
    )
    assert "One question was read.\nBe brief.\n" in text


def test_without_a_form_the_sections_of_the_letter_are_the_blocks() -> None:
    text = as_text(LETTER)
    titles = [found["title"] for found in HEAD.finditer(text)]
    assert titles == [
        "Subject", "Opening", "Sender", "Section: Allegation 1", "Section: Allegation 2", "Section: Requests",
        "Table: Letters", "Table: Annexes", "Closing",
    ]  # fmt: skip


def test_the_files_to_attach_are_named_with_their_annexes() -> None:
    assert as_text(LETTER, FORM).endswith(
        "=== Files to attach ===\n\n1. E1-letter.pdf - The letter (exhibits/E1-letter.pdf)\n"
    )
    assert as_text(replace(LETTER, annex_files=())).endswith("=== Files to attach ===\n\nNone.\n")


def test_the_sheet_of_names_is_a_block_of_its_own_at_the_end() -> None:
    names = Table("Separate sheet", ("As called", "Name"), (("The first activist", "Zebulon"),))
    text = as_text(replace(LETTER, names_sheet=names), FORM)
    assert block_of(text, "Table: Separate sheet") == "As called: The first activist\nName: Zebulon"


@given(
    st.lists(st.tuples(st.sampled_from(["", "transfer", "court", "asked"]), st.booleans()), max_size=8),
    st.sampled_from([None, FORM]),
)
def test_nothing_is_lost_and_nothing_said_twice(parts: list[tuple[str, bool]], form: Form | None) -> None:
    blocks = [
        heading(f"Heading {n}.", part) if is_heading else paragraph(n, f"Text {n}.", part)
        for n, (part, is_heading) in enumerate(parts)
    ]
    letter = replace(LETTER, sections=(Section("admissibility", "Admissibility", tuple(blocks)), REQUESTS))
    text = as_text(letter, form)
    for block in (*blocks, *REQUESTS.blocks):
        if block.kind == "paragraph":
            assert text.count(f"{block.number}. {block.text}") == 1


def test_the_lengths_are_those_of_the_text_to_paste() -> None:
    text = as_text(LETTER, FORM)
    for found in HEAD.finditer(text):
        under = block_of(text, found["title"]).removeprefix("Question: What happened?\n\n")
        if under != "Nothing in this letter.":
            assert (len(under), len(under.split())) == (int(found["characters"]), int(found["words"]))


def test_the_shipped_forms_ask_nothing_that_was_not_read(law: Law) -> None:
    questions = [block.question for one in law.recipients if one.form for block in one.form.blocks if block.question]
    assert questions == ["Against which EU institution or body do you wish to complain?"]
    olaf = next(one for one in law.recipients if one.id == "olaf")
    assert olaf.form
    assert "were not found" in olaf.form.note
