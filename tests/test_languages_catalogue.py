"""The catalogues hold every fixed sentence that the code says, whole, with the same placeholders."""

from __future__ import annotations

import ast
import json
import shutil
import string
from pathlib import Path

import pytest
from babel import Locale

import complaintkit
from complaintkit.languages import files
from complaintkit.languages.building import build, described_languages
from complaintkit.languages.catalogue import (
    Catalogue,
    Untranslated,
    catalogue_file,
    load_catalogue,
    plural_rule,
    shipped_languages,
)
from complaintkit.languages.files import PREPARED
from complaintkit.languages.held import held
from complaintkit.languages.translations import Entry, parse_po

SAYING = {"say": 1, "message": 1, "say_many": 1}


def sentences_in_the_code() -> set[str]:
    """Return every first argument of `say`, `message` and `say_many` in the package's source."""
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


def forms_of(entry: Entry) -> tuple[str, ...]:
    return entry.forms or (entry.text,)


OFFICIAL = described_languages()
ONE, MANY = "{n} day has passed since the last of them.", "{n} days have passed since the last of them."
TRANSLATED = [language for language in shipped_languages() if language != "en"]


def test_english_french_and_german_are_shipped_and_only_official_languages_of_the_union() -> None:
    assert shipped_languages()[0] == "en"
    assert {"fr", "de"} <= set(shipped_languages()) <= set(OFFICIAL)
    assert len(OFFICIAL) == 24


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_every_sentence_and_no_other(language: str) -> None:
    assert {entry.source for entry in entries(language)} == sentences_in_the_code()


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_sentence_is_translated_and_none_is_a_guess(language: str) -> None:
    assert [entry.source for entry in entries(language) if entry.fuzzy or not all(forms_of(entry))] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_the_placeholders_of_their_source(language: str) -> None:
    unlike = [
        (entry.source, form)
        for entry in entries(language)
        for form in forms_of(entry)
        if placeholders(entry.source) != placeholders(form)
    ]
    assert unlike == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_sentence_with_a_number_has_as_many_forms_as_the_language(language: str) -> None:
    counted = [entry for entry in entries(language) if entry.many]
    assert [entry.source for entry in counted] == [ONE]
    assert len(counted[0].forms) == len(held(language)["formats"]["plural"])
    header = held(language)["header"]
    assert header["Plural-Forms"] == held(language)["formats"]["plural_forms"]
    assert header["Language"] == language


@pytest.mark.parametrize("language", OFFICIAL)
def test_numbers_fall_into_the_categories_of_cldr(language: str) -> None:
    """The rule in formats.yaml and that of CLDR name the same category; full millions in Romance languages are left out."""
    formats = held(language)["formats"]
    rule, cldr = plural_rule(formats["plural_forms"]), Locale.parse(formats.get("locale", language)).plural_form
    assert [formats["plural"][rule(n)] for n in range(1200)] == [cldr(n) for n in range(1200)]


# 0, 1, 2, 5, 21 and 101, by the rules of Unicode's CLDR for cardinal numbers
CATEGORIES = {
    "bg": "other one other other other other",
    "cs": "other one few other other other",
    "fr": "one one other other other other",
    "ga": "other one two few other other",
    "hr": "other one few other one one",
    "lt": "other one few few one one",
    "lv": "zero one other other one one",
    "mt": "few one two few other other",
    "pl": "many one few many many many",
    "ro": "few one few few other few",
    "sk": "other one few other other other",
    "sl": "other one two other other one",
}


@pytest.mark.parametrize("language", OFFICIAL)
def test_which_form_0_1_2_5_21_and_101_have(language: str) -> None:
    formats = held(language)["formats"]
    rule = plural_rule(formats["plural_forms"])
    found = [formats["plural"][rule(n)] for n in (0, 1, 2, 5, 21, 101)]
    assert found == CATEGORIES.get(language, CATEGORIES["bg"]).split()


@pytest.mark.parametrize("language", shipped_languages())
def test_every_number_is_said_in_its_form(language: str) -> None:
    said = {n: load_catalogue(language).say_many(ONE, MANY, n) for n in (0, 1, 2, 5, 21, 101)}
    assert all(str(n) in sentence for n, sentence in said.items())
    rule = plural_rule(held(language)["formats"]["plural_forms"])
    same = {(n, m) for n in said for m in said if rule(n) == rule(m)}
    assert all(said[n].replace(str(n), "#") == said[m].replace(str(m), "#") for n, m in same)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_says_that_it_is_machine_drafted_and_by_whom_it_was_reviewed(language: str) -> None:
    assert held(language)["header"]["X-Drafted-By"] == "machine"
    assert held(language)["header"]["X-Reviewed-By"]


@pytest.mark.parametrize("language", OFFICIAL)
def test_what_is_held_of_a_language_is_what_its_files_say(language: str) -> None:
    found = json.loads((PREPARED / f"{language}.json").read_text(encoding="utf-8"))
    made = build(language)
    if found["cldr"]["version"] != made["cldr"]["version"]:  # another version of CLDR than the one it was made with
        del found["cldr"], made["cldr"]
    assert found == made, "run tools/prepare.py"


def test_a_catalogue_that_was_changed_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(files.CATALOGUES, tmp_path / "catalogues")
    monkeypatch.setattr(files, "CATALOGUES", tmp_path / "catalogues")
    path = tmp_path / "catalogues" / "fr.po"
    path.write_text(path.read_text(encoding="utf-8").replace("date non connue", "date inconnue"), encoding="utf-8")
    for kept in (held, files.sources, load_catalogue):
        kept.cache_clear()
    try:
        assert held("fr")["sentences"]["date not known"] == "date inconnue"
    finally:
        for kept in (held, files.sources, load_catalogue):
            kept.cache_clear()


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
    assert load_catalogue("en").say_many(ONE, MANY, 0) == "0 days have passed since the last of them."
    assert load_catalogue("fr").say_many(ONE, MANY, 0).endswith("0 jour s'est écoulé.")
    assert load_catalogue("de").say_many(ONE, MANY, 1).endswith("1 Tag vergangen.")


def test_a_language_that_is_not_shipped_is_no_catalogue() -> None:
    with pytest.raises(KeyError):
        load_catalogue("xx")
