"""What one recipient may not see: every spelling of every name, each with its label."""

from __future__ import annotations

from typing import Any

from complaintkit.case.values import Case, CaseFile
from complaintkit.disclosure.hidden import Hidden, hidden_strings

FILE: dict[str, Any] = {
    "format": 1,
    "title": "Invented",
    "complainant": {
        "label": "association",
        "shown_as": "the Invented Association",
        "kind": "organisation",
        "reply_to": ["a@invented.example"],
    },
    "respondent": {"institution": "eeas", "shown_as": "the Service"},
    "officials": {"head": {"post": "Head", "name": "Xerxes Quillfeather", "shown_to": ["olaf", "eeas"]}},
    "persons": {
        "witness-1": {
            "shown_as": "the first witness",
            "kind": "person",
            "name": "Zebulon  Wintergreen",
            "aliases": ["Wintergreena", "z.wintergreen@invented.example"],
            "shown_to": ["olaf"],
        },
        "witness-2": {"shown_as": "the second witness", "name": "Zebulon Quillfeather"},
        "society": {"shown_as": "the society", "kind": "organisation", "name": "Free Press Society"},
    },
}


def hidden(recipient: str, **changes: Any) -> set[Hidden]:
    return set(hidden_strings(Case(CaseFile.model_validate(FILE | changes)), recipient))


def test_a_witness_for_olaf_only_is_hidden_from_everybody_else() -> None:
    texts = {one.text: one for one in hidden("eeas") if one.label == "witness-1"}
    assert set(texts) == {
        *("Zebulon Wintergreen", "Wintergreena", "z.wintergreen@invented.example", "z.wintergreen"),
        *("Zebulon", "Wintergreen", "Wintergreen Zebulon"),
    }
    assert {one.text for one in texts.values() if one.part} == {"Zebulon", "Wintergreen"}
    assert not {one for one in hidden("olaf") if one.label == "witness-1"}
    assert {one.label for one in hidden("ombudsman")} == {"head", "witness-1", "witness-2", "society"}


def test_a_word_that_a_visible_name_has_too_is_not_hidden() -> None:
    assert {one.text for one in hidden("eeas") if one.label == "witness-2"} == {
        *("Zebulon Quillfeather", "Quillfeather Zebulon", "Zebulon"),
    }
    assert {one.text for one in hidden("olaf") if one.label == "witness-2"} == {
        *("Zebulon Quillfeather", "Quillfeather Zebulon"),
    }


def test_words_of_an_organisations_name_are_not_hidden_by_themselves() -> None:
    assert {one.text for one in hidden("eeas") if one.label == "society"} == {"Free Press Society"}


def test_words_that_the_complainant_is_called_by_identify_nobody_else() -> None:
    persons = {"witness-3": {"shown_as": "a witness", "name": "Invented Witness-Three"}}
    assert {one.text for one in hidden("olaf", persons=persons)} == {
        *("Invented Witness-Three", "Witness-Three Invented", "Witness-Three"),
    }


def test_an_ordinary_word_of_a_name_is_not_hidden_by_itself() -> None:
    person = {"shown_as": "a witness", "name": "Zebulon Richter", "ordinary_words": ["Richter"]}
    assert {one.text for one in hidden("olaf", persons={"witness-3": person})} == {
        *("Zebulon Richter", "Richter Zebulon", "Zebulon"),
    }


def test_the_longest_comes_first() -> None:
    lengths = [len(one.text) for one in hidden_strings(Case(CaseFile.model_validate(FILE)), "eeas") if not one.part]
    assert lengths == sorted(lengths, reverse=True)


def test_a_sender_that_olaf_is_not_told_of_is_hidden_from_it() -> None:
    without = hidden("olaf", treatment={"olaf": {"without_sender": True}})
    assert {one.text for one in without if one.label == "association"} == {
        "the Invented Association",
        "a@invented.example",
    }
    assert not {
        one for one in hidden("eeas", treatment={"olaf": {"without_sender": True}}) if one.label == "association"
    }
