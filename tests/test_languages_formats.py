"""Dates, spans, lists and places in exhibits, in English, French and German."""

from __future__ import annotations

from datetime import date

import pytest

from complaintkit.case.spans import Span, parse_span
from complaintkit.languages import formats


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
