"""Making what is held of a language from its catalogue, formats.yaml, citations.yaml and Babel (CLDR)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import babel
import yaml
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from complaintkit.languages.files import CITATIONS, FORMATS, catalogue_file, sources
from complaintkit.languages.translations import Entry, parse_po, po_header

_YEAR, _DAY = 9876, 25
_ITEMS = ("\x00", "\x01", "\x02", "\x03")


def build(language: str) -> dict[str, Any]:
    """Return what is held of a language.

    Keys: `sources` (digests of what it is made of), `formats`, `citations` (as in the YAML files), `cldr` (`version`,
    `dates` and `months` by month with {day} and {year}, `names` of the months inside a date, `alone` standing alone, `list`
    separators, `languages` by code), `sentences` and `plurals` of the catalogue, its
    `header`.

    Raises:
        KeyError: nothing is held of the language.
    """
    formats, citations = _table(FORMATS)[language], _table(CITATIONS)["languages"][language]
    entries = _entries(language)
    return {
        "sources": sources(language),
        "formats": formats,
        "citations": citations,
        "cldr": cldr(formats.get("locale", language)),
        "header": po_header(catalogue_file(language).read_text(encoding="utf-8")) if entries is not None else {},
        "sentences": {one.source: one.text for one in entries or () if one.text and not (one.fuzzy or one.forms)},
        "plurals": {
            one.source: list(one.forms) for one in entries or () if all(one.forms) and one.forms and not one.fuzzy
        },
    }


def described_languages() -> tuple[str, ...]:
    """Return the languages of which it is held how they write, in the order of the alphabet: the 24 official ones."""
    return tuple(sorted(_table(FORMATS)))


def _entries(language: str) -> tuple[Entry, ...] | None:
    path = catalogue_file(language)
    return parse_po(path.read_text(encoding="utf-8")) if path.is_file() else None


@cache
def _table(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return found


@cache
def cldr(code: str) -> dict[str, Any]:
    """Return what letters need of CLDR for one of its locales, as Babel has it."""
    locale = Locale.parse(code)
    return {
        "version": babel.__version__,
        "dates": _by_month(lambda day: format_date(day, "long", locale)),
        "months": _by_month(lambda day: format_skeleton("yMMMM", day, locale=locale)),
        "names": [locale.months["format"]["wide"][number] for number in range(1, 13)],
        "alone": [locale.months["stand-alone"]["wide"][number] for number in range(1, 13)],
        "list": _separators(locale),
        "languages": {code: name for code, name in sorted(locale.languages.items()) if re.fullmatch("[a-z]{2}", code)},
    }


def _by_month(written: Callable[[date], str]) -> list[str]:
    """Return how a date is written, month by month, with {day} and {year} where these stand."""
    dates = (written(date(_YEAR, month, _DAY)) for month in range(1, 13))
    return [text.replace(str(_YEAR), "{year}").replace(str(_DAY), "{day}") for text in dates]


def _separators(locale: Locale) -> dict[str, str]:
    """Return what stands between two items, and between the first, the middle and the last of several."""
    two, many = format_list(_ITEMS[:2], locale=locale), format_list(_ITEMS, locale=locale)
    start, middle, end = (many.split(first)[1].split(then)[0] for first, then in pairwise(_ITEMS))
    return {"two": two.split(_ITEMS[0])[1].split(_ITEMS[1])[0], "start": start, "middle": middle, "end": end}
