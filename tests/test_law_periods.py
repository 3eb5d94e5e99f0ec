"""Periods as Regulation 1182/71 reckons them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.law.conditions import Period
from complaintkit.law.periods import end_of, extended, in_words, is_working_day, safe

days = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (Period(2, "years"), date(2018, 1, 31), date(2020, 1, 31)),
        (Period(2, "years"), date(2020, 2, 29), date(2022, 2, 28)),  # no such date: the last day of that month
        (Period(1, "months"), date(2019, 1, 31), date(2019, 2, 28)),
        (Period(2, "months"), date(2019, 12, 31), date(2020, 2, 29)),
        (Period(3, "weeks"), date(2019, 9, 18), date(2019, 10, 9)),
        (Period(15, "days"), date(2019, 9, 18), date(2019, 10, 3)),
        (Period(15, "working_days"), date(2019, 2, 13), date(2019, 3, 6)),
        (Period(1, "working_days"), date(2019, 9, 20), date(2019, 9, 23)),  # a Friday: the next working day is Monday
    ],
)
def test_the_last_day(period, start, end):
    assert end_of(period, start) == end


def test_a_period_that_ends_on_a_sunday_ends_on_monday_and_is_safe_on_friday():
    end = end_of(Period(2, "years"), date(2020, 10, 2))
    assert f"{end:%A}" == "Sunday"
    assert extended(end) == date(2022, 10, 3)
    assert safe(end, date(2020, 10, 2)) == date(2022, 9, 30)


def test_no_safe_day_where_the_last_working_day_is_not_after_the_start():
    friday = date(2019, 9, 20)
    assert safe(friday + timedelta(days=1), friday) is None


def test_an_unknown_unit_is_a_bug_not_a_guess():
    with pytest.raises(ValueError, match="fortnights"):
        end_of(Period(1, "fortnights"), date(2020, 1, 1))


def test_in_words():
    assert in_words(Period(1, "months")) == "1 month"
    assert in_words(Period(15, "working_days")) == "15 working days"


@given(days)
def test_extended_and_safe_are_working_days_on_either_side(day):
    later, earlier = extended(day), safe(day, day - timedelta(days=10))
    assert is_working_day(later)
    assert earlier is not None
    assert is_working_day(earlier)
    assert earlier <= day <= later
    assert (earlier == later) is is_working_day(day)


@given(days, st.integers(1, 60), st.sampled_from(["days", "weeks", "months", "years", "working_days"]))
def test_a_longer_period_never_ends_earlier(start, amount, unit):
    shorter, longer = Period(amount, unit), Period(amount + 1, unit)
    assert start < end_of(shorter, start) < end_of(longer, start)
