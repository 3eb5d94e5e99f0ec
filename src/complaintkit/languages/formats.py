"""Dates, lists, numbers and places in exhibits, as each language writes them (Babel and the Interinstitutional Style Guide).

Spans of time are written so that they stand after a colon or in a cell: no preposition is put before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from complaintkit.case.spans import Span
from complaintkit.languages.catalogue import load_catalogue

_LOCALES = {"en": "en_GB"}
_THIN_SPACE = "\u202f"
_QUOTES = {"en": ("“", "”"), "fr": ("«\u00a0", "\u00a0»"), "de": ("„", "“")}
_PAGE = {"en": ("p.", "pp."), "fr": ("p.", "p."), "de": ("S.", "S.")}
_PARAGRAPH = {"en": ("para.", "paras"), "fr": ("point", "points"), "de": ("Rn.", "Rn.")}
_PLACE = re.compile(r"(?P<unit>pp?\.|paras?\.?)\s*(?P<numbers>\d+(?:\s*[-–]\s*\d+)?)")
_TIME_CODE = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[-–]\s*\d{1,2}:\d{2}(?::\d{2})?)?")
_CITY_DATE = {"en": "{place}, {day}", "fr": "{place}, le {day}", "de": "{place}, den {day}"}
_MARKERS = {"en": "({letter})"}


@cache
def locale(language: str) -> Locale:
    """Return Babel's locale for a language; English is that of the institutions (day before month)."""
    return Locale.parse(_LOCALES.get(language, language))


def long_date(day: date, language: str) -> str:
    """Return "2 October 2020", "1er octobre 2020", "1. Oktober 2020"."""
    text = format_date(day, "long", locale(language))
    return re.sub(r"^1 ", "1er ", text) if language == "fr" else text


def span(when: Span, language: str) -> str:
    """Return a day, a month, a year, a period, one without an end, or the words for a day that is not known."""
    catalogue = load_catalogue(language)
    if when.first is None:
        return catalogue.say("date not known")
    if when.last is None:
        return catalogue.say("since {first}", first=_end(when, when.first, language))
    if when.single:
        return long_date(when.single, language)
    if not when.exact and _whole_year(when.first, when.last):
        return str(when.first.year)
    first, last = (_end(when, day, language) for day in (when.first, when.last))
    if when.exact and (when.first.year, when.first.month) == (when.last.year, when.last.month):
        first = first.split(" ")[0]
    return first if first == last else catalogue.say("{first} to {last}", first=first, last=last)


def _end(when: Span, day: date, language: str) -> str:
    return long_date(day, language) if when.exact else _month(day, language)


def _whole_year(first: date, last: date) -> bool:
    return (first.month, first.day, last.month, last.day, last.year) == (1, 1, 12, 31, first.year)


def _month(day: date, language: str) -> str:
    text: str = format_skeleton("yMMMM", day, locale=locale(language))
    return text


def listing(items: Iterable[str], language: str) -> str:
    """Return "a, b and c" as the language writes it; an empty text for no items."""
    return format_list(list(items), locale=locale(language))


def place_and_date(place: str | None, day: date, language: str) -> str:
    """Return the line above a letter; without a place the date alone."""
    written = long_date(day, language)
    return _CITY_DATE.get(language, _CITY_DATE["en"]).format(place=place, day=written) if place else written


def language_name(code: str, language: str) -> str:
    """Return what `language` calls the language of that code; a code that Babel does not know comes back as it is."""
    return str(locale(language).languages.get(code, code))


def number(value: int) -> str:
    """Return a number in groups of three, parted by a narrow no-break space, as all languages do (style guide 6.5)."""
    return f"{value:,}".replace(",", _THIN_SPACE)


def known_pinpoint(at: str) -> bool:
    """Tell whether a place in an exhibit is made of pages, paragraphs and time codes only, which any language can write."""
    return all(_PLACE.fullmatch(part) or _TIME_CODE.fullmatch(part) for part in _parts(at))


def pinpoint(at: str, language: str) -> str:
    """Return a place in an exhibit ("p. 2", "S. 2"); parts in words come back unchanged."""
    return ", ".join(_part(part, language) for part in _parts(at))


def _parts(at: str) -> list[str]:
    return [part.strip() for part in at.split(",")]


def _part(part: str, language: str) -> str:
    match = _PLACE.fullmatch(part)
    if match is None:
        return part
    one, many = (_PAGE if match["unit"].startswith("p.") or match["unit"] == "pp." else _PARAGRAPH)[language]
    numbers = re.sub(r"\s*[-–]\s*", "–", match["numbers"])
    return f"{many if '–' in numbers else one}\u00a0{numbers}"


def quoted(text: str, language: str) -> str:
    """Return the text between the quotation marks of the language it is in."""
    opening, closing = _QUOTES.get(language, _QUOTES["en"])
    return f"{opening}{text}{closing}"


def marker(index: int, language: str) -> str:
    """Return the marker of the item of that index, counted from 0: "(a)" in English, "a)" in French and German."""
    letters = chr(ord("a") + index % 26) * (index // 26 + 1)
    return _MARKERS.get(language, "{letter})").format(letter=letters)


def typographic(text: str) -> str:
    """Return the text with the apostrophes that letters are printed with; official wordings are left as they are."""
    return re.sub(r"(?<=\w)'(?=\w)", "’", text)
