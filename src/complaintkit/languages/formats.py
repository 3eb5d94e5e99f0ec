"""Dates, lists, numbers and places in exhibits, as each language writes them (CLDR and the Interinstitutional Style Guide).

What is said of a language stands in formats.yaml; the words come from CLDR through Babel. Spans of time are written so that
they stand after a colon or in a cell: no preposition is put before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from complaintkit.case.spans import Span
from complaintkit.languages.catalogue import load_catalogue
from complaintkit.languages.held import held

_THIN_SPACE = "\u202f"
_PLACE = re.compile(r"(?P<unit>pp?\.|paras?\.?)\s*(?P<numbers>\d+(?:\s*[-–]\s*\d+)?)")
_TIME_CODE = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[-–]\s*\d{1,2}:\d{2}(?::\d{2})?)?")
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
KINDS = ("dates", "quotes", "places", "place_and_date", "marker")


def _forms(language: str) -> dict[str, Any]:
    found: dict[str, Any] = held(language)["formats"]
    return found


def _cldr(language: str) -> dict[str, Any]:
    found: dict[str, Any] = held(language)["cldr"]
    return found


def unverified_kinds(language: str) -> tuple[str, ...]:
    """Return the kinds of formats of which nobody has confirmed how the language writes them."""
    status = _forms(language)["status"]
    return tuple(kind for kind in KINDS if status.get(kind) != "verified")


@lru_cache(maxsize=4096)
def long_date(day: date, language: str) -> str:
    """Return "2 October 2020", "1er octobre 2020", "1. Oktober 2020", "2020 m. spalio 1 d."."""
    forms = _forms(language)
    number = forms.get("first", "1") if day.day == 1 else day.day
    text = str(_cldr(language)["dates"][day.month - 1].format(day=number, year=day.year))
    return str(forms["date"].format(date=text)) if "date" in forms else text


@lru_cache(maxsize=4096)
def span(when: Span, language: str) -> str:
    """Return a day, a month, a year, a period, one without an end, or the words for a day that is not known."""
    catalogue, forms = load_catalogue(language), _forms(language)
    if when.first is None:
        return catalogue.say("date not known")
    if when.last is None:
        first = _end(when, when.first, language)
        if not when.exact and "since_month" in forms:
            return str(forms["since_month"].format(first=first))
        return catalogue.say("since {first}", first=first)
    if when.single:
        return long_date(when.single, language)
    if not when.exact and _whole_year(when.first, when.last):
        return str(when.first.year)
    return _from_to(when, when.first, when.last, language)


def _from_to(when: Span, first: date, last: date, language: str) -> str:
    forms = _forms(language)
    if when.exact and (first.year, first.month) == (last.year, last.month):
        begins, ends = days_within_month(first, last, language)
    else:
        begins, ends = _end(when, first, language), _end(when, last, language)
    if begins is None or begins == ends:
        return ends
    if not when.exact and "months" in forms:
        return str(forms["months"].format(first=begins, last=ends))
    return load_catalogue(language).say("{first} to {last}", first=begins, last=ends)


def days_within_month(first: date, last: date, language: str) -> tuple[str | None, str]:
    """Return how days of one month, which is named once, are written: "8" and "9 April 2019"; or None and the whole."""
    forms = _forms(language)
    if "days_of_month" in forms:
        month = _cldr(language)["names"][first.month - 1]
        whole = forms["days_of_month"].format(year=first.year, month=month, first=first.day, last=last.day)
        return None, str(whole)
    day = forms["first"] if first.day == 1 and "first" in forms else forms["day_of_span"].format(n=first.day)
    return str(day), long_date(last, language)


def _end(when: Span, day: date, language: str) -> str:
    return long_date(day, language) if when.exact else _month(day, language)


def _whole_year(first: date, last: date) -> bool:
    return (first.month, first.day, last.month, last.day, last.year) == (1, 1, 12, 31, first.year)


def _month(day: date, language: str) -> str:
    forms, cldr = _forms(language), _cldr(language)
    if "month" in forms:
        return str(forms["month"].format(year=day.year, month=cldr["alone"][day.month - 1]))
    return str(cldr["months"][day.month - 1].format(year=day.year))


def listing(items: Iterable[str], language: str) -> str:
    """Return "a, b and c" as the language writes it (CLDR); an empty text for no items."""
    several, parted = list(items), _cldr(language)["list"]
    if len(several) <= 2:  # noqa: PLR2004 - two items have a form of their own
        return str(parted["two"]).join(several)
    first, *middle, last = several
    return f"{first}{parted['start']}{str(parted['middle']).join(middle)}{parted['end']}{last}"


def place_and_date(place: str | None, day: date, language: str) -> str:
    """Return the line above a letter; without a place the date alone."""
    written = long_date(day, language)
    return str(_forms(language)["place_and_date"].format(place=place, day=written)) if place else written


def language_name(code: str, language: str) -> str:
    """Return what `language` calls the language of that code; a code that CLDR does not know comes back as it is."""
    name = _cldr(language)["languages"].get(code)
    if name is None and re.fullmatch("[a-z]{3}(_[A-Za-z_]+)?", code):
        from babel import Locale  # noqa: PLC0415 - a language without a code of two letters is seldom named

        name = Locale.parse(_forms(language).get("locale", language)).languages.get(code)
    return str(name or code)


def number(value: int) -> str:
    """Return a number in groups of three, parted by a narrow no-break space, as all languages do (style guide 6.5)."""
    return f"{value:,}".replace(",", _THIN_SPACE)


@lru_cache(maxsize=4096)
def known_pinpoint(at: str) -> bool:
    """Tell whether a place in an exhibit is made of pages, paragraphs and time codes only, which any language can write."""
    return all(_PLACE.fullmatch(part) or _TIME_CODE.fullmatch(part) for part in _parts(at))


@lru_cache(maxsize=4096)
def pinpoint(at: str, language: str) -> str:
    """Return a place in an exhibit ("p. 2", "S. 2", "2. lpp."); parts in words come back unchanged."""
    return ", ".join(_part(part, language) for part in _parts(at))


def _parts(at: str) -> list[str]:
    return [part.strip() for part in at.split(",")]


def _part(part: str, language: str) -> str:
    match = _PLACE.fullmatch(part)
    if match is None:
        return part
    one, many = _forms(language)["page" if match["unit"] in {"p.", "pp."} else "paragraph"]
    numbers = re.sub(r"\s*[-–]\s*", "–", match["numbers"])
    return str((many if "–" in numbers else one).format(n=numbers)).replace(" ", "\u00a0")


def quoted(text: str, language: str) -> str:
    """Return the text between the quotation marks of the language it is in; of one of which none are held, English ones."""
    try:
        opening, closing = _forms(language)["quotes"]
    except KeyError:
        opening, closing = _forms("en")["quotes"]
    return f"{opening}{text}{closing}"


def marker(index: int, language: str) -> str:
    """Return the marker of the item of that index, counted from 0: "(a)" in English, "a)" in French and German."""
    return str(_forms(language)["marker"].format(letter=letter(index, language)))


def letter(index: int, language: str) -> str:
    """Return the letter of that index in the alphabet of the language, doubled where the alphabet is used up: a, b, aa."""
    alphabet = _forms(language).get("alphabet", _LATIN)
    return str(alphabet[index % len(alphabet)] * (index // len(alphabet) + 1))


def one_stop(text: str) -> str:
    """Return a sentence with one full stop where a date that ends in one stood before the sentence's own ("2018 r.")."""
    return _TWO_STOPS.sub(".", text) if ".." in text else text


def typographic(text: str) -> str:
    """Return the text with the apostrophes that letters are printed with; official wordings are left as they are."""
    return _APOSTROPHE.sub("’", text) if "'" in text else text
