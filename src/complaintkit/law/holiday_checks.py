"""What the calendars of public holidays say of themselves and what recipients say of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from complaintkit.law.periods import days_between
from complaintkit.law.rules_files import HolidayEntry, HolidaysFile, HolidayYearEntry
from complaintkit.law.rules_folder import RulesFolder
from complaintkit.problems import Problem, did_you_mean, error
from complaintkit.source.documents import Document, Location


def check_holidays(rules: RulesFolder) -> Iterator[Problem]:
    """Yield days outside their year, days and years that stand twice, and calendars that recipients name in vain."""
    for document, file in rules.holidays:
        yield from _years(document, file)
    known = [file.id for _, file in rules.holidays]
    for document, recipient in rules.recipients:
        if recipient.holidays is not None and recipient.holidays not in known:
            message = f"there is no calendar `{recipient.holidays}` in holidays/, so no holiday would count"
            hint = did_you_mean(recipient.holidays, known) or f"calendars are {', '.join(known) or 'none yet'}"
            yield error(document.file, "CK366", message, hint, at=document.place(("holidays",)))


def _years(document: Document, file: HolidaysFile) -> Iterator[Problem]:
    seen: set[int] = set()
    for number, entry in enumerate(file.years):
        at: Location = ("years", number)
        if entry.year in seen:
            message = f"the year {entry.year} stands twice, so nobody can say which list holds"
            yield error(document.file, "CK365", message, "put the days under one of them", at=_at(document, at, "year"))
        seen.add(entry.year)
        if entry.until is not None and entry.until.year != entry.year:
            message = f"`until` is a day of {entry.until.year}, not of {entry.year}"
            yield error(document.file, "CK364", message, "name a day of the year", at=_at(document, at, "until"))
        yield from _days(document, entry, at)


def _days(document: Document, entry: HolidayYearEntry, at: Location) -> Iterator[Problem]:
    seen: set[date] = set()
    until = entry.until or date(entry.year, 12, 31)
    for number, holiday in enumerate(entry.days):
        here: Location = (*at, "days", number)
        wrong = _outside(holiday, entry, until)
        if wrong:
            hint = "correct the day, or put it under its own year"
            yield error(document.file, "CK364", wrong, hint, at=_at(document, here, "on"))
            continue
        days = set(days_between(holiday.first, holiday.last or holiday.first))
        if seen & days:
            message = f"{min(seen & days)} stands twice in {entry.year}"
            yield error(document.file, "CK365", message, "take one of the two out", at=_at(document, here, "on"))
        seen |= days


def _outside(holiday: HolidayEntry, entry: HolidayYearEntry, until: date) -> str | None:
    last = holiday.last or holiday.first
    if last < holiday.first:
        return f"{holiday.name}: `to` is before `on`"
    if holiday.first.year != entry.year or last.year != entry.year:
        return f"{holiday.name} lies outside the year {entry.year} under which it stands"
    return f"{holiday.name} is after {until}, the last day that the source was read for" if last > until else None


def _at(document: Document, at: Location, key: str) -> tuple[int, int] | None:
    return document.place((*at, key)) or document.place(at)
