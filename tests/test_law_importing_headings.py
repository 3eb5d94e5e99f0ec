"""Headings of articles in all 24 official languages, and their numbers as ids have them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.languages.citations import cite, cited_languages, forms_of
from complaintkit.law.importing.headings import (
    annex_number,
    article_number,
    languages_of,
    official_languages,
    plain_number,
)

CONVENTIONS = Path(__file__).parents[2] / "shared" / "recipients" / "recipients.yaml"
INSERTED = {
    "bg": "Член 12а", "cs": "Článek 12a", "da": "Artikel 12a", "de": "Artikel 12a", "el": "Άρθρο 12α", "en": "Article 12a",
    "es": "Artículo 12 bis", "et": "Artikkel 12a", "fi": "12 a artikla", "fr": "Article 12 bis", "ga": "Airteagal 12a",
    "hr": "Članak 12.a", "hu": "12a. cikk", "it": "Articolo 12 bis", "lt": "12a straipsnis", "lv": "12.a pants",
    "mt": "Artikolu 12a", "nl": "Artikel 12 bis", "pl": "Artykuł 12a", "pt": "Artigo 12.º-A", "ro": "Articolul 12a",
    "sk": "Článok 12a", "sl": "Člen 12a", "sv": "Artikel 12a",
}  # fmt: skip


def test_there_are_twenty_four_languages_and_they_are_those_that_cite() -> None:
    assert len(official_languages()) == 24
    assert official_languages() == cited_languages() == tuple(sorted(INSERTED))


@pytest.mark.parametrize(("language", "heading"), INSERTED.items())
def test_article_12a_in_every_language(language: str, heading: str) -> None:
    assert article_number(heading, language) == "12a"
    assert article_number(heading.upper(), language) == "12a"
    assert language in languages_of(heading)


@pytest.mark.skipif(not CONVENTIONS.exists(), reason="the table of conventions is not in this checkout")
def test_the_table_of_conventions_writes_it_so_too() -> None:
    table = yaml.safe_load(CONVENTIONS.read_text(encoding="utf-8"))["conventions"]["article_citation"]["languages"]
    assert set(table) == set(official_languages())
    for language, forms in table.items():
        assert article_number(forms["inserted"], language) == "12a", language


@pytest.mark.parametrize(
    ("language", "heading", "number"),
    [
        ("fr", "Article premier", "1"),
        ("fr", "Article 1er", "1"),
        ("fr", "Article 3\u00a0duodecies", "3k"),
        ("pt", "Artigo 12.o-A", "12a"),  # the ordinal sign as a raised letter o
        ("pt", "Artigo 1.º", "1"),
        ("hr", "Članak 12.", "12"),
        ("lv", "12. pants", "12"),
        ("mt", "L-Artikolu 3", "3"),
        ("el", "ΑΡΘΡΟ 22γ", "22c"),
        ("bg", "Член 22в", "22c"),
        ("en", "ARTICLE 090", "90"),
    ],
)
def test_what_else_headings_look_like(language: str, heading: str, number: str) -> None:
    assert article_number(heading, language) == number


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("en", "Article 12 bis"),
        ("fr", "Article 12a"),
        ("nl", "Artikel 12a"),
        ("el", "Άρθρο 12a"),  # a Latin letter
        ("de", "Article 12a"),
        ("en", "Article 3(1)"),
        ("en", "Articles 3 and 4"),
        ("en", "Sole Article"),
        ("en", ""),
    ],
)
def test_what_a_language_does_not_write_is_not_read(language: str, heading: str) -> None:
    assert article_number(heading, language) is None


def letters_held(language: str) -> list[str]:
    letters = {"el": "abcde", "bg": "abcde", "fr": "abcdefghijk"}
    return ["", *letters.get(language, "abcdefg")]


@given(st.sampled_from(official_languages()), st.integers(1, 200), st.data())
def test_an_article_is_read_back_as_it_is_cited(language: str, number: int, data: st.DataObject) -> None:
    article = f"{number}{data.draw(st.sampled_from(letters_held(language)))}"
    cited = cite(article, language, with_act=False).removeprefix(forms_of(language)["leading"])
    assert article_number(cited, language) == article


@pytest.mark.parametrize(
    ("language", "written", "number"),
    [("en", "3a", "3a"), ("fr", "3 bis", "3a"), ("pt", "3-A", "3a"), ("hr", "3.a", "3a"), ("fi", "3 a", "3a"),
     ("el", "3α", "3a")],
)  # fmt: skip
def test_the_numbers_of_inserted_paragraphs(language: str, written: str, number: str) -> None:
    assert plain_number(written, language) == number


@pytest.mark.parametrize(
    ("heading", "number"),
    [("ANNEX IX", "IX"), ("ANNEXE II", "II"), ("IX. MELLÉKLET", "IX"), ("ΠΑΡΑΡΤΗΜΑ ΙΧ", "IX"), ("ПРИЛОЖЕНИЕ XIII", "XIII"),
     ("ANHANG", ""), ("LIITE I", "I"), ("PART A", None), ("Annex IX shall apply", None)],
)  # fmt: skip
def test_headings_of_annexes(heading: str, number: str | None) -> None:
    assert annex_number(heading, None) == number
