"""Which public holidays count at a recipient: those of its calendar, and those of every calendar that is held.

Public holidays are the days designated as such in the Member State or in the institution in which action is to be taken
(Regulation (EEC, Euratom) No 1182/71, Article 2(1)). Which of the two is meant may be doubtful, and sources may be wrong or
missing. The rule is therefore: only a holiday of the recipient's own calendar that is confirmed (verified or secondary)
moves a last day; no day that any calendar holds as a holiday, confirmed or not, is a safe day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

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

    `calendar` is the recipient's, None where it names none; `known` has every holiday that is held.
    """

    calendar: HolidayCalendar | None
    moving: frozenset[date]
    held: frozenset[date]
    known: tuple[Held, ...] = ()

    def on(self, day: date) -> tuple[Held, ...]:
        """Return the holidays of a day, those of the recipient's own calendar first."""
        found = (held for held in self.known if held.holiday.day == day)
        return tuple(sorted(found, key=lambda held: held.calendar != self.calendar))


NONE_HELD = Holidays(None, frozenset(), frozenset())


def holidays_at(law: Law, calendar_id: str | None) -> Holidays:
    """Return the holidays that count where the calendar of that id does; without one, no holiday moves a last day."""
    calendar = next((one for one in law.holidays if one.id == calendar_id), None)
    known = tuple(_all(law.holidays))
    own = (held.holiday.day for held in known if held.calendar is calendar and held.status in CONFIRMED)
    return Holidays(calendar, frozenset(own), frozenset(held.holiday.day for held in known), known)


def year_held(calendar: HolidayCalendar, year: int) -> HolidayYear | None:
    """Return what a calendar holds for a year, or None if it holds nothing."""
    return next((one for one in calendar.years if one.year == year), None)


def _all(calendars: Iterable[HolidayCalendar]) -> Iterator[Held]:
    for calendar in calendars:
        for year in calendar.years:
            for holiday in year.days:
                yield Held(calendar, year, holiday)
