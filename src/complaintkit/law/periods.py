"""Periods of time as Regulation (EEC, Euratom) No 1182/71 reckons them.

All dates are calendar days at the seat of the recipient. No public holidays are held yet: Saturdays and Sundays are the
only days that are no working days here, and every derivation says so.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from complaintkit.law.conditions import Period

_SATURDAY = 5


def end_of(period: Period, start: date) -> date:
    """Return the last day of a period that an event on `start` begins, before any extension.

    The day of the event is not counted (Article 3(1), second subparagraph). Weeks, months and years end on the same day
    of the week or date, or on the last day of a month that has no such date (Article 3(2)(c)); working days leave out
    Saturdays and Sundays (Article 2(2)). Raises ValueError for a unit that the Regulation does not have.
    """
    match period.unit:
        case "years":
            return _same_date(start, 12 * period.amount)
        case "months":
            return _same_date(start, period.amount)
        case "weeks":
            return start + timedelta(weeks=period.amount)
        case "days":
            return start + timedelta(days=period.amount)
        case "working_days":
            return _after_working_days(start, period.amount)
    raise ValueError(f"no such unit of time: {period.unit}")


def is_working_day(day: date) -> bool:
    """Tell whether the day is neither Saturday nor Sunday (Article 2(2), without public holidays)."""
    return day.weekday() < _SATURDAY


def extended(day: date) -> date:
    """Return the day, or the next working day where it is none (Article 3(4))."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def safe(day: date, start: date) -> date | None:
    """Return the last working day on or before `day`, or None if that is not after `start`."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day if day > start else None


def in_words(period: Period) -> str:
    """Return the period in English: `2 years`, `15 working days`, `1 month`."""
    unit = period.unit.replace("_", " ")
    return f"{period.amount} {unit.removesuffix('s') if period.amount == 1 else unit}"


def _same_date(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _after_working_days(start: date, count: int) -> date:
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
