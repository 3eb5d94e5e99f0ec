"""Periods of time as Regulation (EEC, Euratom) No 1182/71 reckons them, on calendar days.

Every function takes the public holidays that count as a set of days; `law.holidays` says which they are. A period has one
unit: months and days combined, for which a month has thirty days (Article 3(2)(d)), and hours cannot be written in the rules.
Nor can a period that is calculated backwards from an event, which Article 3(4) would not move.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from complaintkit.law.conditions import Period

_SATURDAY = 5
_DAY = timedelta(days=1)
_AT_LEAST = 2  # working days that a period of two days or more includes (Article 3(5))
_NONE: frozenset[date] = frozenset()
LONGEST = {
    "years": 100,
    "months": 1200,
    "weeks": 5200,
    "days": 36500,
    "working_days": 26000,
}  # a century: any rule is shorter


def end_of(period: Period, start: date, holidays: frozenset[date] = _NONE) -> date:
    """Return the last day of a period that an event on `start` begins, before any extension.

    The day of the event is not counted (Article 3(1), second subparagraph). Weeks, months and years end on the same day
    of the week or date, or on the last day of a month that has no such date (Article 3(2)(c)); working days leave out
    Saturdays, Sundays and public holidays (Articles 2(2) and 3(3)). A period that would end after the year 9999 ends with
    it. Raises ValueError for a unit that the Regulation does not have.
    """
    match period.unit:
        case "years":
            return _same_date(start, 12 * period.amount)
        case "months":
            return _same_date(start, period.amount)
        case "weeks":
            return _after(start, 7 * period.amount)
        case "days":
            return _after(start, period.amount)
        case "working_days":
            return _after_working_days(start, period.amount, holidays)
    raise ValueError(f"no such unit of time: {period.unit}")


def last_day(period: Period, start: date, holidays: frozenset[date] = _NONE) -> date:
    """Return the last day of a period as extended: moved to a working day, and not before the second working day.

    Article 3(4) moves a last day that is a public holiday, Sunday or Saturday to the following working day. Article 3(5)
    lets any period of two days or more include at least two working days.
    """
    moved = extended(end_of(period, start, holidays), holidays)
    if period.amount < _AT_LEAST and period.unit in {"days", "working_days"}:
        return moved
    return max(moved, _after_working_days(start, _AT_LEAST, holidays))


def is_working_day(day: date, holidays: frozenset[date] = _NONE) -> bool:
    """Tell whether the day is none of the public holidays, Sundays and Saturdays (Article 2(2))."""
    return day.weekday() < _SATURDAY and day not in holidays


def extended(day: date, holidays: frozenset[date] = _NONE) -> date:
    """Return the day, or the following working day where it is none (Article 3(4))."""
    while not is_working_day(day, holidays) and day < date.max:
        day += _DAY
    return day


def safe(day: date, start: date, holidays: frozenset[date] = _NONE) -> date | None:
    """Return the last working day on or before `day`, or None if that is not after `start`."""
    while day > start:
        if is_working_day(day, holidays):
            return day
        day -= _DAY
    return None


def safe_day(period: Period, start: date, holidays: frozenset[date] = _NONE) -> date | None:
    """Return the last working day on or before the day on which the period would end without being moved; else None.

    `holidays` are all that any calendar holds, confirmed or not. A holiday makes a period in working days longer, which is
    only safe to rely on where nothing was missed: its end is reckoned here as if there were no public holidays.
    """
    return safe(end_of(period, start), start, holidays)


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield the days from one to another, both included; none where the last is before the first."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def in_words(period: Period) -> str:
    """Return the period in English: `2 years`, `15 working days`, `1 month`."""
    unit = period.unit.replace("_", " ")
    return f"{period.amount} {unit.removesuffix('s') if period.amount == 1 else unit}"


def _same_date(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _after(start: date, days: int) -> date:
    return start + timedelta(days=days) if days <= (date.max - start).days else date.max


@lru_cache(maxsize=4096)
def _after_working_days(start: date, count: int, holidays: frozenset[date]) -> date:
    day = start
    while count > 0 and day < date.max:
        day += _DAY
        count -= is_working_day(day, holidays)
    return day
