"""Which public holidays count at a recipient: those of its calendar, and those of every calendar that is held.

Public holidays are the days designated as such in the Member State or in the institution in which action is to be taken
(Regulation (EEC, Euratom) No 1182/71, Article 2(1)). Which of the two is meant may be doubtful, and sources may be wrong or
missing. The rule is therefore: only a holiday of the recipient's own calendar that is confirmed (verified or secondary)
moves a last day; no day that any calendar holds as a holiday, confirmed or not, is a safe day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from complaintkit.law.values import Holiday, HolidayCalendar, HolidayYear, Law
from complaintkit.values import frozen

CONFIRMED = ("verified", "secondary")


@frozen
class Held:
    """A public holiday with the calendar and the year that hold it."""

    calendar: HolidayCalendar
    year: HolidayYear
    holiday: Holiday

    @property
    def status(self) -> str:
        """How far it is confirmed: as the holiday says itself, else as its year does."""
        return self.holiday.status or self.year.status

    @property
    def source(self) -> str:
        """Where it was read."""
        return self.holiday.source or self.year.source


@frozen
class Holidays:
    """The public holidays that count: `moving` those that move a last day, `held` those of every calendar.

    `calendar` is the recipient's, None where it names none; `calendars` are all that the rules have.
    """

    calendar: HolidayCalendar | None
    moving: frozenset[date]
    held: frozenset[date]
    calendars: tuple[HolidayCalendar, ...] = ()

    def on(self, day: date) -> tuple[Held, ...]:
        """Return the holidays of a day, those of the recipient's own calendar first."""
        return self._by_day.get(day, ())

    @cached_property
    def _by_day(self) -> dict[date, tuple[Held, ...]]:
        found: dict[date, tuple[Held, ...]] = {}
        for held in sorted(_all(self.calendars), key=lambda held: held.calendar is not self.calendar):
            found[held.holiday.day] = (*found.get(held.holiday.day, ()), held)
        return found

    def not_held(self, first: date, last: date) -> tuple[HolidayCalendar, ...]:
        """Return the other calendars that do not hold every day from one day to another."""
        years = range(first.year, last.year + 1)
        ends = {year: min(last, date(year, 12, 31)) for year in years}
        others = (one for one in self.calendars if one is not self.calendar)
        return tuple(one for one in others if any(not holds(one, end) for end in ends.values()))


NONE_HELD = Holidays(None, frozenset(), frozenset())


def holidays_at(law: Law, calendar_id: str | None) -> Holidays:
    """Return the holidays that count where the calendar of that id does; without one, no holiday moves a last day."""
    calendar = next((one for one in law.holidays if one.id == calendar_id), None)
    own = (held.holiday.day for held in _all([calendar] if calendar else []) if held.status in CONFIRMED)
    every = frozenset(held.holiday.day for held in _all(law.holidays))
    return Holidays(calendar, frozenset(own), every, law.holidays)


def year_held(calendar: HolidayCalendar, year: int) -> HolidayYear | None:
    """Return what a calendar holds for a year, or None if it holds nothing."""
    return next((one for one in calendar.years if one.year == year), None)


def holds(calendar: HolidayCalendar, day: date) -> bool:
    """Tell whether the year of a day was read in a calendar's source at least up to that day."""
    year = year_held(calendar, day.year)
    return year is not None and day <= year.until


def _all(calendars: Iterable[HolidayCalendar]) -> Iterator[Held]:
    for calendar in calendars:
        for year in calendar.years:
            for holiday in year.days:
                yield Held(calendar, year, holiday)
