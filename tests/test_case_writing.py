"""New files of a case: whatever was typed is read back as it was typed, and comments stand beside it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.case.files import IncidentFile
from complaintkit.case.values import CaseFile, Citation, Model, Register
from complaintkit.case.writing import (
    NewCase,
    NewIncident,
    block,
    case_text,
    incident_id,
    incident_text,
    register_text,
    scalar,
    yaml_span,
)
from complaintkit.source.documents import parse_document
from complaintkit.source.reading import check_characters
from complaintkit.source.validation import validate

TYPED = st.text(max_size=60).map(str.strip).filter(lambda text: bool(text) and not check_characters(text, ""))
ONE_LINE = TYPED.filter(lambda text: "\n" not in text and "\r" not in text)


def read(text: str) -> object:
    document, problems = parse_document(text, "new.yaml")
    assert problems == ()
    assert document is not None
    return document.data


@given(ONE_LINE)
def test_a_text_of_one_line_is_read_back_as_it_was_typed(text: str) -> None:
    assert read(f"key: {scalar(text)}\n") == {"key": text}


@given(st.lists(ONE_LINE, min_size=1, max_size=4))
def test_paragraphs_are_read_back_as_they_were_typed(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    value = read(f"key: {block(text)}\n")
    assert isinstance(value, dict)
    assert value["key"].rstrip("\n") == text


@given(TYPED, TYPED, TYPED)
def test_an_incident_of_any_texts_is_one_that_can_be_read(title: str, place: str, told: str) -> None:
    answers = NewIncident(
        title=title,
        when="2018-01 to 2018-02",
        place=place,
        what_happened=told,
        exhibits=(Citation(exhibit="E1", at=place),),
    )
    document, problems = parse_document(incident_text(answers, "../schemas/incident.schema.json"), "new.yaml")
    assert problems == ()
    assert document is not None
    incident, mistakes = validate(document, IncidentFile)
    assert mistakes == ()
    assert incident is not None
    assert (incident.title, incident.place) == (title, place)
    assert incident.exhibits[0].at == place


@given(ONE_LINE, ONE_LINE, ONE_LINE)
def test_a_case_of_any_texts_is_one_that_can_be_read(title: str, name: str, post: str) -> None:
    answers = NewCase(
        title=title, complainant_shown_as=name, official="deputy-head", official_post=post, as_of=date(2026, 1, 31)
    )
    document, problems = parse_document(case_text(answers, "schemas/case.schema.json"), "case.yaml")
    assert problems == ()
    assert document is not None
    case, mistakes = validate(document, CaseFile)
    assert mistakes == ()
    assert case is not None
    assert (case.title, case.complainant.shown_as, case.officials["deputy-head"].post) == (title, name, post)


def test_a_new_register_has_the_head_of_an_empty_log() -> None:
    document, _ = parse_document(register_text("schemas/exhibits.schema.json"), "exhibits.yaml")
    assert document is not None
    register, mistakes = validate(document, Register)
    assert mistakes == ()
    assert register is not None
    assert register.custody is not None
    assert (register.custody.entries, register.custody.head) == (0, "0" * 64)


@pytest.mark.parametrize(
    ("title", "when", "made"),
    [
        ("Meeting with the group", "2019-09-18", "2019-09-18-meeting-with-the-group"),
        ("Visits", "2018-01-16 to 2018-01-31", "2018-01-16-visits"),
        ("Visits", "2018-05", "2018-05-visits"),
        ("Élections & Co", "unknown", "elections-co"),
        ("письмо", "unknown", "incident"),
        ("word " * 60, "2019", "2019" + "-word" * 15),
    ],
)
def test_an_id_is_made_of_the_first_day_and_the_title(title: str, when: str, made: str) -> None:
    assert incident_id(title, when) == made


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("2019-09-18", "2019-09-18"),
        ("2019", "2019"),
        ("unknown", "unknown"),
        ("2018-01 to 2018-03", "{from: 2018-01, to: 2018-03}"),
    ],
)
def test_days_and_periods_are_written_as_they_are_typed(typed: str, written: str) -> None:
    assert yaml_span(typed) == written


@pytest.mark.parametrize("typed", ["soon", "2019-02-30", "2019 to 2018", "2019 to", "to 2019", "unknown to 2019"])
def test_what_is_no_day_and_no_period_is_said(typed: str) -> None:
    with pytest.raises(ValueError, match=r"date|day|period"):
        yaml_span(typed)


@pytest.mark.parametrize(
    ("text", "model"),
    [
        (case_text(NewCase(title="A", complainant_shown_as="B", official_post="Head"), "x"), CaseFile),
        (case_text(NewCase(title="A", complainant_shown_as="B", complainant_kind="person"), "x"), CaseFile),
        (incident_text(NewIncident(title="A", when="2019"), "x"), IncidentFile),
    ],
    ids=["case with an official", "case of a person", "incident"],
)
def test_every_key_that_stands_there_as_a_comment_can_be_taken_into_use_as_it_is(text: str, model: type[Model]) -> None:
    used = re.sub(r"(?m)^( *)# (?=[a-z_]+:(?: |$)| {2,})", r"\1", text)
    assert used.count("\n#") < text.count("\n#")
    document, problems = parse_document(used, "new.yaml")
    assert problems == ()
    assert document is not None
    value, mistakes = validate(document, model)
    assert [mistake.as_line() for mistake in mistakes] == []
    assert value is not None
