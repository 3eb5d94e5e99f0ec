"""Days and spans as a lawyer types them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.case.spans import UNKNOWN, Span, parse_day, parse_span


@pytest.mark.parametrize(
    ("typed", "first", "last", "exact"),
    [
        ("2019-09-18", date(2019, 9, 18), date(2019, 9, 18), True),
        ("2019-02", date(2019, 2, 1), date(2019, 2, 28), False),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), False),
        ("2018", date(2018, 1, 1), date(2018, 12, 31), False),
        (2018, date(2018, 1, 1), date(2018, 12, 31), False),
        ({"from": "2018-01-16", "to": "2018-01-31"}, date(2018, 1, 16), date(2018, 1, 31), True),
        ({"from": "2018-01", "to": "2018-03"}, date(2018, 1, 1), date(2018, 3, 31), False),
    ],
)
def test_what_may_be_typed(typed: object, first: date, last: date, exact: bool) -> None:
    assert parse_span(typed) == Span(first, last, exact)


def test_an_unknown_day_is_neither() -> None:
    assert parse_span("unknown") == UNKNOWN
    assert not UNKNOWN.known


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2019-13-01", "does not exist"),
        ("2019-02-30", "does not exist"),
        ("18.9.2019", "is no date: write 2019-09-18"),
        ("last year", "is no date"),
        ({"to": "2019"}, "a period is written"),
        ({"from": "2019", "until": "2020"}, "a period is written"),
        ({"from": "2019-02-01", "to": "2019-01-01"}, "ends on or after the day it starts"),
    ],
)
def test_what_is_no_day_is_told_in_a_sentence(typed: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_span(typed)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_as_itself(day: date) -> None:
    assert parse_span(day.isoformat()).single == day
    assert parse_day(day.isoformat()) == day


@pytest.mark.parametrize("typed", ["2019", "2019-09", 0, "0", "unknown"])
def test_one_day_is_no_less_than_a_day(typed: object) -> None:
    with pytest.raises(ValueError, match="is no da"):
        parse_day(typed)
