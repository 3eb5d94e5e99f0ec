"""The catalogues hold every fixed sentence that the code says, whole, with the same placeholders."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

import complaintkit
from complaintkit.languages.catalogue import (
    Catalogue,
    Untranslated,
    catalogue_file,
    load_catalogue,
    shipped_languages,
)
from complaintkit.languages.translations import Entry, parse_po

SAYING = {"say": 1, "message": 1, "say_many": 2}


def sentences_in_the_code() -> set[str]:
    """Return every first argument of `say` and `message`, and both of `say_many`, in the package's source."""
    found: set[str] = set()
    for path in Path(complaintkit.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                arguments = node.args[: SAYING.get(name_of(node.func), 0)]
                found |= {
                    one.value for one in arguments if isinstance(one, ast.Constant) and isinstance(one.value, str)
                }
    return found


def name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def entries(language: str) -> tuple[Entry, ...]:
    return parse_po(catalogue_file(language).read_text(encoding="utf-8"))


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


TRANSLATED = [language for language in shipped_languages() if language != "en"]


def test_english_french_and_german_are_shipped() -> None:
    assert shipped_languages() == ("en", "de", "fr")


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_every_sentence_and_no_other(language: str) -> None:
    assert {entry.source for entry in entries(language)} == sentences_in_the_code()


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated_and_none_is_a_guess(language: str) -> None:
    assert [entry.source for entry in entries(language) if entry.fuzzy or not entry.text] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_the_placeholders_of_their_source(language: str) -> None:
    unlike = [entry.source for entry in entries(language) if placeholders(entry.source) != placeholders(entry.text)]
    assert unlike == []


def test_every_table_of_sentences_and_every_call_is_seen() -> None:
    said = sentences_in_the_code()
    assert "The institution has not been told of this complaint." in said
    assert len(said) > 200


def test_a_value_with_braces_in_it_is_printed_as_it_is() -> None:
    assert load_catalogue("en").say("Place: {place}.", place="{x} & <b>") == "Place: {x} & <b>."


def test_a_sentence_that_is_missing_is_named() -> None:
    with pytest.raises(Untranslated, match="Nobody says this"):
        Catalogue("fr", {}).say("Nobody says this")


def test_numbers_choose_the_form_that_the_language_has_for_them() -> None:
    one, many = "{n} day has passed since the last of them.", "{n} days have passed since the last of them."
    assert load_catalogue("en").say_many(one, many, 0) == "0 days have passed since the last of them."
    assert load_catalogue("fr").say_many(one, many, 0).endswith("0 jour s'est écoulé.")
    assert load_catalogue("de").say_many(one, many, 1).endswith("1 Tag vergangen.")


def test_a_language_that_is_not_shipped_is_no_catalogue() -> None:
    with pytest.raises(KeyError):
        load_catalogue("xx")
