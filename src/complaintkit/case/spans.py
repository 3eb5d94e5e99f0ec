"""Days and spans of days, as a lawyer types them and as they are compared.

`2019-09-18` is a day, `2019-09` a month, `2018` a year, `{from: 2018-01-16, to: 2018-01-31}` a period, `unknown` neither.
All dates are calendar days at the place of the event; no time of day and no time zone is kept.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

_PARTIAL = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


@dataclass(frozen=True)
class Span:
    """From `first` to `last`, both included; both None where the day is not known, only `last` where there is no end yet.

    `exact` is False for a month or a year.
    """

    first: date | None
    last: date | None
    exact: bool = True

    @property
    def known(self) -> bool:
        """Tell whether anything is known about the day."""
        return self.first is not None

    @property
    def single(self) -> date | None:
        """Return the day if it is exactly one, else None."""
        return self.first if self.exact and self.first == self.last else None


UNKNOWN = Span(None, None)


def parse_span(value: Any) -> Span:
    """Return the span that was typed; raises ValueError with a sentence for the user."""
    if isinstance(value, Span):
        return value
    if isinstance(value, date):
        return Span(value, value)
    if isinstance(value, dict):
        return _period(value)
    text = str(value).strip()
    return UNKNOWN if text == "unknown" else _partial(text)


def parse_service(value: Any) -> Span:
    """Return the time in a post: like a span, but `{from: 2018-09-01}` has no end yet and its `last` is None."""
    if isinstance(value, dict) and "to" not in value:
        return Span(_period(value).first, None)
    return parse_span(value)


def parse_day(value: Any) -> date:
    """Return the one day that was typed; raises ValueError with a sentence for the user."""
    day = value if isinstance(value, date) else _partial(str(value).strip()).single
    if day is None:
        raise ValueError(f"`{value}` is no day: write year, month and day, 2019-09-18")
    return day


def _period(value: dict[Any, Any]) -> Span:
    if set(value) - {"from", "to"} or "from" not in value:
        raise ValueError("a period is written {from: 2018-01-16, to: 2018-01-31}")
    start, end = _partial(str(value["from"])), _partial(str(value.get("to", value["from"])))
    if start.first is None or end.last is None or end.last < start.first:
        raise ValueError(f"a period ends on or after the day it starts; this one ends on {end.last}")
    return Span(start.first, end.last, exact=start.exact and end.exact)


def _partial(text: str) -> Span:
    match = _PARTIAL.fullmatch(text)
    if match is None:
        raise ValueError(f"`{text}` is no date: write 2019-09-18, a month 2019-09, a year 2019, or unknown")
    year, month, day = int(match["year"]), match["month"], match["day"]
    try:
        if day:
            exact = date(year, int(month), int(day))
            return Span(exact, exact)
        first = date(year, int(month or 1), 1)
        last_month = int(month or 12)
        return Span(first, date(year, last_month, calendar.monthrange(year, last_month)[1]), exact=False)
    except ValueError:
        less = "correct it, or write the month or the year alone"
        raise ValueError(f"`{text}` is a day that does not exist: {less}") from None
