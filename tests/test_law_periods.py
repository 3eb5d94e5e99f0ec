"""Periods as Regulation 1182/71 reckons them."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.law.conditions import Period
from complaintkit.law.periods import (
    LONGEST,
    days_between,
    end_of,
    extended,
    in_words,
    is_working_day,
    last_day,
    safe,
    safe_day,
)

days = st.dates(date(1990, 1, 1), date(2090, 1, 1))
units = st.sampled_from(["days", "weeks", "months", "years", "working_days"])
periods = st.builds(Period, st.integers(1, 60), units)
DAY = timedelta(days=1)


@st.composite
def starts_with_holidays(draw) -> tuple[date, frozenset[date]]:
    """Return a day and public holidays in the months after it, some of them in rows."""
    start = draw(days)
    rows = draw(st.lists(st.tuples(st.integers(0, 120), st.integers(1, 12)), max_size=6))
    return start, frozenset(start + timedelta(days=first + more) for first, length in rows for more in range(length))


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (Period(2, "years"), date(2018, 1, 31), date(2020, 1, 31)),
        (Period(2, "years"), date(2020, 2, 29), date(2022, 2, 28)),  # no such date: the last day of that month
        (Period(4, "years"), date(2020, 2, 29), date(2024, 2, 29)),
        (Period(1, "months"), date(2019, 1, 31), date(2019, 2, 28)),
        (Period(1, "months"), date(2019, 2, 28), date(2019, 3, 28)),  # the same date, not the last day again
        (Period(2, "months"), date(2019, 12, 31), date(2020, 2, 29)),
        (Period(3, "weeks"), date(2019, 9, 18), date(2019, 10, 9)),
        (Period(15, "days"), date(2019, 9, 18), date(2019, 10, 3)),
        (Period(15, "working_days"), date(2019, 2, 13), date(2019, 3, 6)),
        (Period(1, "working_days"), date(2019, 9, 20), date(2019, 9, 23)),  # a Friday: the next working day is Monday
    ],
)
def test_the_last_day(period, start, end):
    assert end_of(period, start) == end


def test_public_holidays_are_no_working_days():
    easter_monday = frozenset({date(2019, 4, 22)})
    assert end_of(Period(2, "working_days"), date(2019, 4, 18), easter_monday) == date(2019, 4, 23)
    assert end_of(Period(2, "working_days"), date(2019, 4, 18)) == date(2019, 4, 22)


def test_a_period_that_ends_on_a_sunday_ends_on_monday_and_is_safe_on_friday():
    end = end_of(Period(2, "years"), date(2020, 10, 2))
    assert f"{end:%A}" == "Sunday"
    assert extended(end) == date(2022, 10, 3)
    assert safe(end, date(2020, 10, 2)) == date(2022, 9, 30)


def test_a_last_day_that_is_a_holiday_ends_on_the_day_after_and_is_safe_the_day_before():
    new_year = frozenset({date(2020, 1, 1), date(2020, 1, 2)})
    two_years = Period(2, "years")
    assert last_day(two_years, date(2018, 1, 1), new_year) == date(2020, 1, 3)
    assert safe_day(two_years, date(2018, 1, 1), new_year) == date(2019, 12, 31)


def test_two_days_or_more_include_two_working_days():
    friday = date(2019, 9, 20)
    assert last_day(Period(2, "days"), friday) == date(2019, 9, 24)  # Sunday, moved to Monday: only one of the two
    assert safe_day(Period(2, "days"), friday) is None
    assert last_day(Period(1, "days"), friday) == date(2019, 9, 23)
    closed = frozenset(days_between(date(2019, 12, 24), date(2020, 1, 2)))
    assert last_day(Period(1, "weeks"), date(2019, 12, 23), closed) == date(2020, 1, 6)


def test_no_safe_day_where_the_last_working_day_is_not_after_the_start():
    friday = date(2019, 9, 20)
    assert safe(friday + DAY, friday) is None


def test_the_safe_day_of_working_days_trusts_no_holiday():
    holiday = frozenset({date(2019, 9, 23)})
    assert last_day(Period(2, "working_days"), date(2019, 9, 20), holiday) == date(2019, 9, 25)
    assert safe_day(Period(2, "working_days"), date(2019, 9, 20), holiday) == date(2019, 9, 24)


def test_an_unknown_unit_is_a_bug_not_a_guess():
    with pytest.raises(ValueError, match="fortnights"):
        end_of(Period(1, "fortnights"), date(2020, 1, 1))


@pytest.mark.parametrize("unit", list(LONGEST))
def test_time_itself_ends_with_the_year_9999(unit):
    period = Period(LONGEST[unit], unit)
    assert end_of(period, date(9990, 1, 1)) == last_day(period, date(9990, 1, 1)) == date.max
    assert safe_day(period, date.max, frozenset()) is None
    assert safe_day(Period(1, "days"), date.min) == date(1, 1, 2)


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


@given(days, st.integers(1, 60), units)
def test_a_longer_period_never_ends_earlier(start, amount, unit):
    shorter, longer = Period(amount, unit), Period(amount + 1, unit)
    assert start < end_of(shorter, start) < end_of(longer, start)


@given(days, st.integers(1, 60), st.sampled_from(["days", "weeks", "months", "years"]))
def test_the_unmoved_end_is_that_of_another_library(start, amount, unit):
    assert end_of(Period(amount, unit), start) == start + relativedelta(**{unit: amount})


@given(starts_with_holidays(), st.integers(1, 40))
def test_working_days_are_those_that_one_counts_on_ones_fingers(given_days, amount):
    start, holidays = given_days
    later = (start + timedelta(days=number) for number in range(1, 400))
    working = [day for day in later if day.weekday() not in {5, 6} and day not in holidays]
    assert end_of(Period(amount, "working_days"), start, holidays) == working[amount - 1]


@given(starts_with_holidays(), periods)
def test_the_last_day_is_a_working_day_that_is_not_before_the_unmoved_one(given_days, period):
    start, holidays = given_days
    last = last_day(period, start, holidays)
    assert is_working_day(last, holidays)
    assert last >= end_of(period, start, holidays)
    between = [
        day for day in days_between(end_of(period, start, holidays), last - DAY) if is_working_day(day, holidays)
    ]
    assert len(between) <= 1  # it goes past a working day only to have two in the period


@given(starts_with_holidays(), periods)
def test_a_period_of_two_days_or_more_has_two_working_days(given_days, period):
    start, holidays = given_days
    working = [d for d in days_between(start + DAY, last_day(period, start, holidays)) if is_working_day(d, holidays)]
    assert len(working) >= (1 if period.amount == 1 and period.unit in {"days", "working_days"} else 2)


@given(starts_with_holidays(), periods)
def test_the_safe_day_is_a_working_day_not_after_the_unmoved_end(given_days, period):
    start, holidays = given_days
    found = safe_day(period, start, holidays)
    if found is not None:
        assert start < found <= end_of(period, start)
        assert is_working_day(found, holidays)
    else:
        assert not any(is_working_day(d, holidays) for d in days_between(start + DAY, end_of(period, start)))


@given(starts_with_holidays(), periods, st.integers(0, 130))
def test_one_holiday_more_only_ever_moves_the_last_day_later_and_the_safe_day_earlier(given_days, period, place):
    start, holidays = given_days
    more = holidays | {start + timedelta(days=place)}
    assert last_day(period, start, holidays) <= last_day(period, start, more)
    assert (safe_day(period, start, more) or date.min) <= (safe_day(period, start, holidays) or date.min)


@given(days, st.integers(1, 600))
def test_adding_months_never_skips_one(start, months):
    end = end_of(Period(months, "months"), start)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end + DAY).day == 1
