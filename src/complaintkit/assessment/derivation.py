"""How a last day was reckoned, line by line: the count, the move, the safe date, the act, the public holidays.

Every step names the article of Regulation (EEC, Euratom) No 1182/71 that it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from complaintkit.law.conditions import Period
from complaintkit.law.holidays import Held, Holidays, year_held
from complaintkit.law.lookup import basis_on
from complaintkit.law.periods import days_between, end_of, extended, in_words, is_working_day, last_day, safe_day
from complaintkit.law.references import parse_reference
from complaintkit.law.values import Act, RecipientCondition

_ADOPTERS = {
    "council": "the Council",
    "commission": "the European Commission",
    "parliament": "the European Parliament",
    "convention": "a Convention",
    "member-states": "the Member States",
}
_COVERED = {"council", "commission"}  # whose acts the Regulation applies to (Article 1)
_DAY = timedelta(days=1)


def reckoned(period: Period, start: date, holidays: Holidays) -> tuple[str, ...]:
    """Return the steps from the day on which a period begins to run to its last day and its safe date."""
    end = end_of(period, start, holidays.moving)
    last = last_day(period, start, holidays.moving)
    lines = [_counted(period, start, end), *_left_out(period, start, end, holidays), _moved(end, holidays)]
    if last > extended(end, holidays.moving):
        lines.append(
            f"A period of two days or more includes at least two working days: it ends on {_day(last)} (Article 3(5))."
        )
    return (*lines, _safe(period, start, end, holidays))


def _counted(period: Period, start: date, end: date) -> str:
    article = {"days": "3(2)(b)", "working_days": "2(2) and 3(3)"}.get(period.unit, "3(2)(c)")
    many = "Articles" if " and " in article else "Article"
    said = f"{in_words(period)}, that day not counted (Regulation 1182/71, Article 3(1)), end on {end.isoformat()}"
    if end == date.max:
        return f"{said}: no day after it can be reckoned with."
    if period.unit in {"months", "years"} and end.day != start.day:
        return f"{said}, the last day of a month that has no day {start.day} ({many} {article})."
    return f"{said} ({many} {article})."


def _left_out(period: Period, start: date, end: date, holidays: Holidays) -> Iterator[str]:
    """Yield the holidays that lengthened a period in working days."""
    if period.unit == "working_days":
        days = [day for day in days_between(start + _DAY, end) if day in holidays.moving and is_working_day(day)]
        if days:
            named = "; ".join(_named(day, holidays) for day in days)
            yield f"Public holidays are no working days and not counted: {named}."


def _moved(end: date, holidays: Holidays) -> str:
    if is_working_day(end, holidays.moving):
        return f"{end.isoformat()} is a {end:%A}: it is not moved (Article 3(4))."
    last = extended(end, holidays.moving)
    why = "; ".join(_no_working_day(day, holidays) for day in days_between(end, last - _DAY))
    return f"{why}: the period ends on the following working day, {last.isoformat()} (Article 3(4))."


def _no_working_day(day: date, holidays: Holidays) -> str:
    if day in holidays.moving and is_working_day(day):
        return _named(day, holidays)
    return f"{day.isoformat()} is a {day:%A}"


def _safe(period: Period, start: date, end: date, holidays: Holidays) -> str:
    found = safe_day(period, start, holidays.held)
    if found is None:
        return "There is no safe date: no working day lies between that day and the unmoved end of the period."
    passed = [day for day in days_between(found, end) if day > found and day in holidays.held and is_working_day(day)]
    named = "; ".join(_named(day, holidays) for day in passed)
    because = f" Left out as perhaps public holidays: {named}." if named else ""
    counted = ", counted without any public holiday" if period.unit == "working_days" else ""
    return (
        f"The safe date is {_day(found)}, the last working day on or before the unmoved end{counted}, "
        f"under every calendar of public holidays that is held.{because}"
    )


def _named(day: date, holidays: Holidays) -> str:
    found = holidays.on(day)
    if not found:
        return day.isoformat()
    return f"{_day(day)}, is {found[0].holiday.name} ({_where(found[0])})"


def _where(held: Held) -> str:
    return f"{held.calendar.name}; {held.status}: {held.source}"


def _day(day: date) -> str:
    return f"{day:%A} {day.isoformat()}"


def standing(condition: RecipientCondition, acts: Iterable[Act], on: date) -> str:
    """Return whether the Regulation applies to a period or is applied by analogy, and to which act.

    It applies to acts of the Council or the Commission (Article 1). Which act sets the period follows from the legal basis
    of the recipient's condition on the day.
    """
    basis = basis_on(condition, on)
    if condition.basis == "inference":
        return "This is a yardstick of practice and no period of an act; it is reckoned as Regulation 1182/71 would."
    if basis is None or basis.provision is None:
        source = f" ({basis.source})" if basis else ""
        return (
            "Regulation 1182/71 is applied by analogy: no wording is held of the act that sets this period "
            f"on {on.isoformat()}{source}."
        )
    reference = parse_reference(basis.provision)
    act = next((one for one in acts if reference is not None and one.id == reference.act), None)
    return _applied(act) if act else f"Regulation 1182/71 is applied by analogy: {basis.source}."


def _applied(act: Act) -> str:
    title = dict(act.titles).get("en", act.id)
    adopted = " and ".join(_ADOPTERS[one] for one in act.adopted_by)
    if _COVERED & set(act.adopted_by):
        return f"Regulation 1182/71 applies (its Article 1): {title} was adopted by {adopted}."
    by = f"was adopted by {adopted}" if adopted else "is recorded with nobody who adopted it"
    return (
        "Regulation 1182/71 is applied by analogy: it covers acts of the Council or the Commission (its Article 1), "
        f"and {title} {by}."
    )


def calendar_used(period: Period, start: date, holidays: Holidays) -> Iterator[str]:
    """Yield which public holidays were counted, and for which of the years that matter none are held.

    The days that matter are those about the end of the period; for a period in working days, all of it.
    """
    calendar = holidays.calendar
    if calendar is None:
        yield "No calendar of public holidays is named for this recipient: only Saturdays and Sundays move the last day."
        return
    first = start if period.unit == "working_days" else end_of(period, start)
    last = last_day(period, start, holidays.moving)
    yield (
        "Public holidays count as designated in the Member State or in the institution in which action is to be taken "
        f"(Article 2(1)); counted here are those of {calendar.name}."
    )
    for number in range(first.year, last.year + 1):
        year = year_held(calendar, number)
        if year is None:
            yield f"No public holidays are held for {number}: check them for the last days."
        elif year.until < min(last, date(number, 12, 31)):
            yield f"For {number} public holidays are held until {year.until.isoformat()} only: check them for the last days."
        else:
            yield f"For {number} they are held ({year.status}: {year.source})."
    missing = holidays.not_held(first, last)
    if missing:
        named = ", ".join(one.name for one in missing)
        yield f"The safe date does not know all days up to {last.isoformat()} of other calendars that are held: {named}."
