"""What a recipient may see: names give way to posts and labels in every text, in any spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.case.spans import parse_span
from complaintkit.case.values import Case, CaseFile, Exhibit, Incident, Register, Statement
from complaintkit.disclosure import for_recipient
from complaintkit.disclosure.names import Alias, replacer

FILE = {
    "format": 1,
    "title": "About Zebulon Wintergreen",
    "complainant": {"label": "association", "shown_as": "the association", "kind": "organisation"},
    "respondent": {"institution": "eeas", "shown_as": "the Service"},
    "officials": {"deputy-head": {"post": "Deputy Head", "name": "Xerxes Quillfeather", "shown_to": ["olaf"]}},
    "persons": {
        "activist-1": {
            "shown_as": "the first activist",
            "kind": "person",
            "name": "Zebulon Wintergreen",
            "aliases": ["Zeb"],
        },
        "zeb": {"shown_as": "somebody else"},
    },
}


def a_case(say: str, **translations: dict[str, str]) -> Case:
    statements = (Statement(say=say), Statement(say="Not for the EEAS.", not_for=("eeas",)))
    incident = Incident(
        id="meeting",
        title="A meeting",
        when=parse_span("2019"),
        affected=("zeb",),
        what_happened=statements,
        facts={"listeners": {"answer": ["zeb"]}},
    )
    exhibit = Exhibit(id="E1", file="exhibits/E1.pdf", sha256="0" * 64, size=1, title="Letter of Zeb")
    register = Register(format=1, exhibits={"E1": exhibit})
    return Case(CaseFile.model_validate(FILE), (incident,), register, {}, translations)


def said(case: Case) -> list[str]:
    return [statement.say for incident in case.incidents for statement in incident.what_happened]


@pytest.mark.parametrize(
    "written", ["Zebulon Wintergreen", "ZEBULON WINTERGREEN", "Zebulon\n  Wintergreen", "Zeb", "zebulon wintergreen"]
)
def test_a_name_is_replaced_in_any_spelling(written: str) -> None:
    shown = for_recipient(a_case(f"There was {written}, speaking."), "eeas")
    assert said(shown) == ["There was the first activist, speaking."]


def test_a_name_inside_another_word_is_left_alone() -> None:
    assert said(for_recipient(a_case("A zebra and Zebedee."), "eeas")) == ["A zebra and Zebedee."]


def test_a_single_word_of_a_persons_name_is_replaced_where_it_is_written_as_a_name() -> None:
    shown = for_recipient(a_case("Mr Quillfeather and Ms WINTERGREEN; a wintergreen is a plant."), "eeas")
    assert said(shown) == ["Mr Deputy Head and Ms the first activist; a wintergreen is a plant."]


def test_a_word_of_a_name_that_is_an_ordinary_word_is_left_alone() -> None:
    person = FILE["persons"]["activist-1"] | {"ordinary_words": ["Wintergreen"]}
    case = Case(
        CaseFile.model_validate(FILE | {"persons": {"activist-1": person}}),
        (Incident(id="a", title="Wintergreen for Zebulon Wintergreen", when="2019"),),
    )
    assert for_recipient(case, "eeas").incidents[0].title == "Wintergreen for the first activist"


def test_words_of_an_organisations_name_are_left_alone() -> None:
    file = FILE | {
        "persons": {"society": {"shown_as": "the society", "kind": "organisation", "name": "Free Press Society"}}
    }
    case = Case(
        CaseFile.model_validate(file), (Incident(id="a", title="Press of the Free Press Society", when="2019"),)
    )
    assert for_recipient(case, "eeas").incidents[0].title == "Press of the the society"


def test_letters_with_marks_are_found_however_they_are_composed() -> None:
    assert replacer([Alias("Ren\u00e9e", "the witness")])("Rene\u0301e spoke") == "the witness spoke"


def test_titles_and_exhibits_are_cleaned_too() -> None:
    shown = for_recipient(a_case("x"), "eeas")
    assert shown.file.title == "About the first activist"
    assert shown.register.exhibits["E1"].title == "Letter of the first activist"


def test_labels_are_not_texts() -> None:
    (incident,) = for_recipient(a_case("x"), "eeas").incidents
    assert incident.affected == ("zeb",)
    assert incident.facts["listeners"].answer == ["zeb"]


def test_names_are_kept_only_in_records_shown_to_the_recipient() -> None:
    for recipient, kept in (("olaf", "Xerxes Quillfeather"), ("eeas", None)):
        file = for_recipient(a_case("x"), recipient).file
        assert file.officials["deputy-head"].name == kept
        assert file.persons["activist-1"].name is None
        assert file.persons["activist-1"].aliases == ()


def test_statements_kept_from_a_recipient_are_dropped_for_it_only() -> None:
    assert said(for_recipient(a_case("x"), "eeas")) == ["x"]
    assert said(for_recipient(a_case("x"), "olaf")) == ["x", "Not for the EEAS."]


def test_translations_follow_the_cleaned_sentences() -> None:
    french = {"the first activist": "le premier militant", "Zeb spoke.": "Zeb a parlé."}
    shown = for_recipient(a_case("Zeb spoke.", fr=french), "eeas")
    assert shown.translations["fr"][said(shown)[0]] == "le premier militant a parlé."


def test_a_case_without_names_is_told_as_it_is() -> None:
    people = {"label": {"shown_as": "a person"}}
    case = Case(CaseFile.model_validate(FILE | {"officials": {}, "persons": people}))
    assert for_recipient(case, "eeas").file == case.file


@given(st.from_regex(r"Zq[a-z]{3,8}( Xw[a-z]{3,8})?", fullmatch=True), st.text(max_size=20), st.text(max_size=20))
def test_no_name_survives_as_a_word_of_its_own(name: str, before: str, after: str) -> None:
    cleaned = replacer([Alias(name, "somebody")])(f"{before} {name} {after}")
    assert name.lower() not in cleaned.lower().split()
