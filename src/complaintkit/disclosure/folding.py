"""Texts made alike before they are compared: one form of Unicode, no marks on letters, no letter case, nothing invisible.

What is found so is found however it was typed: composed or decomposed (Unicode Standard Annex 15, NFKD), with or without
accents, in wide or in ligature forms, with soft hyphens and marks of direction in it.
"""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
    "|[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]"
)
_PLAIN = str.maketrans(
    {
        "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ø": "o", "Ø": "O", "ħ": "h", "Ħ": "H", "ŧ": "t",
        "Ŧ": "T", "ı": "i", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH", "ß": "ss", "ẞ": "SS",
        "\ufffe": "-", "\x02": "-",  # how PDF libraries write the hyphen at the end of a line
    }
)  # fmt: skip
_SPECIAL = re.compile(f"[{''.join(map(chr, _PLAIN))}]")
_BROKEN = re.compile(r"[-\u2010\u2011\u00ac]\s*[\r\n\u2028\u2029\x0b\x0c]\s*")
_NOT_LETTERS = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-ZÀ-Þ])")


def folded(text: str) -> str:
    """Return the text without accents and whatever is not seen; letters keep their case."""
    if text.isascii():
        return text.replace("\x02", "-") if "\x02" in text else text
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKD", text))
    return plain.translate(_PLAIN) if _SPECIAL.search(plain) else plain


def lowered(text: str) -> str:
    """Return the text folded, without letter case."""
    return folded(text).casefold()


def squeezed(text: str) -> str:
    """Return the letters and digits only of a text that was lowered: no break or hyphen can stand in them."""
    return _NOT_LETTERS.sub("", text)


def mended(text: str) -> str:
    """Return the text with words put together that a hyphen divides at the end of a line."""
    return _BROKEN.sub("", text)


def apart(name: str) -> str:
    """Return the name of a file with blanks where words run into each other (`LetterOfSomebody`)."""
    return _CAMEL.sub(" ", name)
