"""Dates, spans, lists and places in exhibits, in the official languages of the Union."""

from __future__ import annotations

import re
from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list

from complaintkit.case.spans import Span, parse_span
from complaintkit.languages import formats
from complaintkit.languages.held import held


@pytest.mark.parametrize(
    ("language", "written"), [("en", "1 October 2020"), ("fr", "1er octobre 2020"), ("de", "1. Oktober 2020")]
)
def test_a_date_is_written_out_as_the_language_does(language: str, written: str) -> None:
    assert formats.long_date(date(2020, 10, 1), language) == written


@pytest.mark.parametrize(
    ("typed", "language", "written"),
    [
        ("2019-09-18", "en", "18 September 2019"),
        ("2019-09", "fr", "septembre 2019"),
        ("2019", "de", "2019"),
        ("unknown", "fr", "date non connue"),
        ({"from": "2019-04-08", "to": "2019-04-09"}, "en", "8 to 9 April 2019"),
        ({"from": "2019-04-08", "to": "2019-04-09"}, "fr", "du 8 au 9 avril 2019"),
        ({"from": "2019-04-08", "to": "2019-04-09"}, "de", "8. bis 9. April 2019"),
        ({"from": "2018-12-31", "to": "2019-01-02"}, "en", "31 December 2018 to 2 January 2019"),
        ({"from": "2018-01", "to": "2018-03"}, "de", "Januar 2018 bis März 2018"),
    ],
)
def test_a_span_of_time_is_no_more_exact_than_it_was_typed(typed: object, language: str, written: str) -> None:
    assert formats.span(parse_span(typed), language) == written


def test_a_time_without_an_end_says_since_when() -> None:
    since = Span(date(2018, 9, 1), None)
    assert [formats.span(since, language) for language in ("en", "fr", "de")] == [
        "since 1 September 2018",
        "depuis le 1er septembre 2018",
        "seit dem 1. September 2018",
    ]


@pytest.mark.parametrize(
    ("language", "written"), [("en", "one, two and three"), ("fr", "one, two et three"), ("de", "one, two und three")]
)
def test_a_list_ends_as_the_language_ends_it(language: str, written: str) -> None:
    assert formats.listing(["one", "two", "three"], language) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "City, 2 October 2020"), ("fr", "City, le 2 octobre 2020"), ("de", "City, den 2. Oktober 2020")],
)
def test_place_and_date(language: str, written: str) -> None:
    assert formats.place_and_date("City", date(2020, 10, 2), language) == written


def test_without_a_place_the_date_stands_alone() -> None:
    assert formats.place_and_date(None, date(2020, 10, 2), "fr") == "2 octobre 2020"


@pytest.mark.parametrize(
    ("at", "language", "written"),
    [
        ("p. 2", "de", "S.\u00a02"),
        ("pp. 2-3", "en", "pp.\u00a02–3"),
        ("para. 4", "fr", "point\u00a04"),
        ("p. 2, para. 4", "de", "S.\u00a02, Rn.\u00a04"),
        ("00:01:30", "fr", "00:01:30"),
    ],
)
def test_places_in_exhibits_are_written_in_the_language(at: str, language: str, written: str) -> None:
    assert formats.known_pinpoint(at)
    assert formats.pinpoint(at, language) == written


def test_a_place_put_in_words_is_left_to_a_translator() -> None:
    assert not formats.known_pinpoint("subject line")
    assert formats.pinpoint("subject line", "fr") == "subject line"


def test_thousands_are_parted_by_a_space_that_does_not_break() -> None:
    assert formats.number(12345) == "12\u202f345"


@pytest.mark.parametrize(("language", "written"), [("en", "French"), ("fr", "français"), ("de", "Französisch")])
def test_languages_have_their_name_in_each_language(language: str, written: str) -> None:
    assert formats.language_name("fr", language) == written


def test_quotation_marks_and_markers_are_those_of_the_language() -> None:
    assert [formats.quoted("x", language) for language in ("en", "fr", "de")] == ["“x”", "«\u00a0x\u00a0»", "„x“"]
    assert [formats.marker(1, language) for language in ("en", "fr", "de")] == ["(b)", "b)", "b)"]
    assert formats.marker(27, "en") == "(bb)"


def test_apostrophes_are_printed_as_letters_print_them() -> None:
    assert formats.typographic("l'article") == "l’article"
    assert formats.typographic("'quoted'") == "'quoted'"


DATES = {
    "bg": "1 октомври 2020\u202fг.", "cs": "1. října 2020", "da": "1. oktober 2020", "de": "1. Oktober 2020",
    "el": "1η Οκτωβρίου 2020", "en": "1 October 2020", "es": "1 de octubre de 2020", "et": "1. oktoober 2020",
    "fi": "1. lokakuuta 2020", "fr": "1er octobre 2020", "ga": "1 Deireadh Fómhair 2020", "hr": "1. listopada 2020.",
    "hu": "2020. október 1.", "it": "1º ottobre 2020", "lt": "2020 m. spalio 1 d.", "lv": "2020. gada 1. oktobris",
    "mt": "1 ta’ Ottubru 2020", "nl": "1 oktober 2020", "pl": "1 października 2020 r.", "pt": "1 de outubro de 2020",
    "ro": "1 octombrie 2020", "sk": "1. októbra 2020", "sl": "1. oktober 2020", "sv": "1 oktober 2020",
}  # fmt: skip
"""CLDR's long date; the first of the month as the style guide has it (fr), or as is usual (el, it); Polish with its r."""


@pytest.mark.parametrize("language", DATES)
def test_the_first_of_october_in_every_language(language: str) -> None:
    assert formats.long_date(date(2020, 10, 1), language) == DATES[language]


@pytest.mark.parametrize("language", DATES)
def test_every_day_of_a_year_is_written_as_cldr_has_it_but_for_what_the_file_says(language: str) -> None:
    locale = Locale.parse(held(language)["formats"].get("locale", language))
    for ordinal in range(date(2020, 1, 1).toordinal(), date(2021, 1, 1).toordinal()):
        day = date.fromordinal(ordinal)
        if day.day > 1:
            assert formats.long_date(day, language).removesuffix(" r.") == format_date(day, "long", locale)


@pytest.mark.parametrize("language", DATES)
@pytest.mark.parametrize("items", [[], ["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d", "e"]])
def test_lists_are_written_as_cldr_has_them(language: str, items: list[str]) -> None:
    locale = Locale.parse(held(language)["formats"].get("locale", language))
    assert formats.listing(items, language) == format_list(items, locale=locale)


@pytest.mark.parametrize(
    ("language", "written"),
    [("hu", "2019. szeptember 18–19."), ("lt", "2019 m. rugsėjo 18–19 d."), ("lv", "2019. gada 18.–19. septembris")],
)
def test_days_of_one_month_where_the_year_comes_first(language: str, written: str) -> None:
    assert formats.days_within_month(date(2019, 9, 18), date(2019, 9, 19), language) == (None, written)


@pytest.mark.parametrize("language", [code for code in DATES if code not in {"hu", "lt", "lv"}])
def test_the_first_of_several_days_of_one_month_stands_as_in_a_whole_date(language: str) -> None:
    first, last = formats.days_within_month(date(2019, 9, 18), date(2019, 9, 19), language)
    assert first
    assert formats.long_date(date(2019, 9, 18), language).startswith(first)
    assert last == formats.long_date(date(2019, 9, 19), language)


@pytest.mark.parametrize(
    ("typed", "language", "written"),
    [
        ({"from": "2018-01", "to": "2018-03"}, "fr", "janvier 2018 à mars 2018"),
        ({"from": "2018-01", "to": "2018-03"}, "en", "January 2018 to March 2018"),
        ({"from": "2019-05-01", "to": "2019-05-02"}, "fr", "du 1er au 2 mai 2019"),
    ],
)
def test_months_take_no_article_of_a_day(typed: object, language: str, written: str) -> None:
    assert formats.span(parse_span(typed), language) == written


def test_since_a_month() -> None:
    since = Span(date(2018, 9, 1), None, exact=False)
    assert formats.span(since, "fr") == "depuis septembre 2018"
    assert formats.span(since, "de") == "seit September 2018"


@pytest.mark.parametrize(
    ("at", "language", "written"),
    [("p. 2", "hu", "2.\u00a0o."), ("pp. 2-3", "lv", "2–3.\u00a0lpp."), ("p. 2", "bg", "стр.\u00a02")],
)
def test_the_number_of_a_page_stands_where_the_language_puts_it(at: str, language: str, written: str) -> None:
    assert formats.pinpoint(at, language) == written


def test_markers_and_headings_are_in_the_alphabet_of_the_language() -> None:
    assert [formats.marker(2, language) for language in ("el", "bg", "sl")] == ["γ)", "в)", "(c)"]
    assert formats.letter(0, "el").upper() == "Α"
    assert formats.letter(24, "el") == "αα"


@pytest.mark.parametrize("language", DATES)
def test_every_kind_of_format_has_a_status_and_every_pattern_its_places(language: str) -> None:
    forms = held(language)["formats"]
    assert set(forms["status"]) == set(formats.KINDS)
    assert set(forms["status"].values()) <= {"verified", "unverified"}
    assert all("{n}" in text for text in (*forms["page"], *forms["paragraph"]))
    assert len(forms["quotes"]) == 2
    assert {"{place}", "{day}"} <= set(re.findall(r"\{\w+\}", forms["place_and_date"]))
    assert "{letter}" in forms["marker"]
    assert ("days_of_month" in forms) != ("day_of_span" in forms)


def test_a_language_without_a_code_of_two_letters_has_its_name_too() -> None:
    assert formats.language_name("ckb", "en") == "Central Kurdish"
    assert formats.language_name("xyz", "en") == "xyz"


def test_a_date_that_ends_in_a_full_stop_ends_its_sentence() -> None:
    assert formats.one_stop("Data: 16 marca 2018 r.. Urzędnik") == "Data: 16 marca 2018 r. Urzędnik"
    assert formats.one_stop("left out ... and so on") == "left out ... and so on"
