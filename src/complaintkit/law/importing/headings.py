"""Headings of articles as each official language writes them: "Article 12a", "Artículo 12 bis", "12 a artikla".

The forms are data, in `headings.yaml`. What a language does not write so is not read, and never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).with_name("headings.yaml")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LATIN_CAPITALS = str.maketrans("ΙΧІХ", "IXIX")  # Greek and Cyrillic letters that look like I and X
_FORMS = {
    "letter": r"(?P<number>\d+)(?P<suffix>[a-z]?)\.?",
    "spaced": r"(?P<number>\d+)(?: ?(?P<suffix>[a-z]))?\.?",
    "dotted": r"(?P<number>\d+)(?:\.(?P<suffix>[a-z])|\.)?\.?",
    "hyphen": r"(?P<number>\d+)(?:\.? ?[ºo°])?(?:[-‑](?P<suffix>[a-z]))?\.?",
    "bis": r"(?P<number>\d+)(?: ?(?P<suffix>{words}))?\.?",
    "greek": r"(?P<number>\d+)(?P<suffix>[{words}])?\.?",
    "cyrillic": r"(?P<number>\d+)(?P<suffix>[{words}])?\.?",
}


def official_languages() -> tuple[str, ...]:
    """Return the codes of the 24 official languages, in the order of the alphabet."""
    return tuple(sorted(_data()["languages"]))


def article_number(heading: str, language: str) -> str | None:
    """Return the number of an article, "12a", from its heading, or None where the language does not write one so."""
    text, forms = _plain(heading), _forms(language)
    for word in (forms["word"], *forms.get("also", ())):
        rest = _without(text, _plain(word), before=forms["number"] == "before")
        number = plain_number(rest, language) if rest is not None else None
        if number:
            return number
    return None


def plain_number(text: str, language: str) -> str | None:
    """Return a number with its letter as ids have it, "3a", from how the language writes it: "3 bis", "3.a", "3α"."""
    plain, forms = _plain(text), _forms(language)
    if plain in forms.get("first", ()):
        return "1"
    match = _pattern(forms["suffix"]).fullmatch(plain)
    if match is None:
        return None
    return f"{int(match['number'])}{_letter(match['suffix'] or '', forms['suffix'])}"


def annex_number(heading: str, language: str | None) -> str | None:
    """Return "IX" from the heading of an annex, an empty text for an annex without a number in Roman numerals, else None."""
    words = re.split(r"[\s.]+", unicodedata.normalize("NFC", heading).strip(" ."))
    languages = [language] if language else official_languages()
    named = {_plain(_forms(one)["annex"]) for one in languages}
    if not any(_plain(word) in named for word in words) or len(words) > 2:  # noqa: PLR2004 - the word and its number
        return None
    return next((number for word in words if (number := roman(word))), "")


def roman(word: str) -> str | None:
    """Return a Roman numeral in Latin capitals, or None for any other word."""
    number = word.translate(_LATIN_CAPITALS)
    return number if re.fullmatch(r"X{0,3}(?:IX|IV|V?I{0,3})", number) and number else None


def languages_of(heading: str) -> tuple[str, ...]:
    """Return the languages that write the heading of an article so."""
    return tuple(language for language in official_languages() if article_number(heading, language))


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(_FILE.read_bytes(), Loader=yaml.CSafeLoader)
    return data


def _forms(language: str) -> dict[str, Any]:
    forms: dict[str, Any] = _data()["languages"][language]
    return forms


@cache
def _pattern(style: str) -> re.Pattern[str]:
    words = _data()["suffixes"].get(style, ())
    joined = ("|" if style == "bis" else "").join(sorted(map(_plain, words), key=len, reverse=True))
    return re.compile(_FORMS[style].replace("{words}", joined))


def _letter(suffix: str, style: str) -> str:
    words = [_plain(word) for word in _data()["suffixes"].get(style, ())]
    return _LETTERS[words.index(suffix)] if words and suffix else suffix


def _without(text: str, word: str, *, before: bool) -> str | None:
    """Return the number that stands before or after the word, or None where the word is not there."""
    if before:
        return text.removesuffix(word).strip() if text.endswith(f" {word}") else None
    return text.removeprefix(word).strip() if text.startswith(f"{word} ") else None


def _plain(text: str) -> str:
    """Return a text without accents, in small letters, with single spaces."""
    parts = unicodedata.normalize("NFD", text.strip().casefold())
    return " ".join("".join(part for part in parts if not unicodedata.combining(part)).split())
