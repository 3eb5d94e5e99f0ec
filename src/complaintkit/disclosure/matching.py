"""`Search`: whether hidden strings stand in a text, in the name of a file, or in bytes that are no text; told by label.

A full name is found in any letter case, with or without accents, with anything but letters between its words, even between
its letters. One word of a name counts only where it is written as a name, with a capital letter, so that a witness called
Rose does not make a rose a secret; in names of files and in addresses it counts in any case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from complaintkit.disclosure.encoded import readings
from complaintkit.disclosure.folding import apart, folded, lowered, mended, squeezed
from complaintkit.disclosure.hidden import Hidden
from complaintkit.disclosure.names import is_month
from complaintkit.disclosure.needles import Needles

_SURE = 8  # so many letters in a row are no chance, whatever stands between them
_WORDS = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
# Scripts that set no blanks between words, or write what belongs to a word together with it.
_JOINED = re.compile(r"[\u0590-\u08ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PICTURED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_FEW = 3
_SEPARATED = r"[\W_]*"
_NO_LETTER_BEFORE, _NO_LETTER_AFTER = r"(?<![^\W\d_])", r"(?![^\W\d_])"
_DATE_BEFORE, _DATE_AFTER = r"(?<!\d )(?<!\d\. )", r"(?!\s+\d)"


class _Word:
    """A hidden string that is looked for word by word."""

    def __init__(self, hidden: Hidden) -> None:
        self.label, self.part = hidden.label, hidden.part
        plain = lowered(hidden.text)
        letters = _LETTERS.findall(plain)
        self.first = letters[0] if letters else plain
        self.whole = _pattern([plain])
        kept = folded(hidden.text)
        written = _pattern([kept, kept.upper(), kept.title()])
        self.written = f"{_DATE_BEFORE}{written}{_DATE_AFTER}" if is_month(hidden.text) else written
        self.letters = squeezed(plain)
        self.joined = bool(_JOINED.search(plain)) and (len(self.letters) > _FEW or bool(_PICTURED.search(plain)))

    def in_text(self, text: str, plain: str, tokens: set[str], *, name: bool) -> bool:
        if self.joined:
            return self.letters in squeezed(plain)
        if self.first not in tokens and self.letters not in tokens:
            return False
        if name or not self.part:
            return re.search(self.whole, plain) is not None
        address = rf"(?:(?<=\w[@._]){self.whole}|{self.whole}(?=[@._]\w))"
        return re.search(self.written, text) is not None or re.search(address, plain) is not None


def _pattern(spellings: Iterable[str]) -> str:
    each = (_SEPARATED.join(map(re.escape, _WORDS.findall(spelling))) for spelling in dict.fromkeys(spellings))
    return f"{_NO_LETTER_BEFORE}(?:{'|'.join(each)}){_NO_LETTER_AFTER}"


class Search:
    """A search for hidden strings; it never says the strings, only whose they are."""

    def __init__(self, hidden: Iterable[Hidden]) -> None:
        sought = [one for one in hidden if _WORDS.search(lowered(one.text))]
        sure = [one for one in sought if not one.part and _is_sure(one.text)]
        self._sure = [(squeezed(lowered(one.text)), one.label) for one in sure]
        self._words = [_Word(one) for one in sought if one not in sure]
        self.needles = Needles(sought)

    def __bool__(self) -> bool:
        return bool(self._sure or self._words)

    def in_text(self, text: str) -> set[str]:
        """Return the labels of those named in a text, or in what it says when it is decoded."""
        return self._labels(text, name=False)

    def in_name(self, name: str) -> set[str]:
        """Return the labels of those named by a file or folder's name."""
        return self._labels(name, name=True)

    def in_bytes(self, data: bytes) -> set[str]:
        """Return the labels of those named in bytes that are no text, as in what a camera or a program noted."""
        if not self:
            return set()
        found: set[str] = set()
        for window in self.needles.around(data):
            found |= self.in_text(window)
        return found

    def masked(self, name: str) -> str:
        """Return the name of a file as it may be shown: where it names somebody hidden, their label stands in it."""
        return "/".join(self._mask(part) for part in name.split("/"))

    def _mask(self, part: str) -> str:
        labels = self.in_name(part) if self else ()
        if not labels:
            return part
        ending = part.rpartition(".")[2] if "." in part else ""
        told = f"[a name of {', '.join(sorted(labels))}]"
        return f"{told}.{ending}" if ending.isalnum() and not self.in_name(ending) else told

    def _labels(self, text: str, *, name: bool) -> set[str]:
        found: set[str] = set()
        for reading in readings(text) if self and text else ():
            if isinstance(reading, bytes):
                found.update(label for near in self.needles.around(reading) for label in self._in_one(near, name=name))
            else:
                found.update(
                    label for said in _spellings(reading, name=name) for label in self._in_one(said, name=name)
                )
        return found

    def _in_one(self, text: str, *, name: bool) -> Iterator[str]:
        kept = folded(text)
        plain = kept.casefold()
        letters = squeezed(plain)
        yield from (label for sought, label in self._sure if sought in letters)
        if self._words:
            tokens = set(_LETTERS.findall(plain))
            yield from (one.label for one in self._words if one.in_text(kept, plain, tokens, name=name))


def _is_sure(text: str) -> bool:
    plain = lowered(text)
    several = len(_WORDS.findall(plain)) > 1
    return several and len(squeezed(plain)) >= _SURE


def _spellings(text: str, *, name: bool) -> Iterator[str]:
    """Yield a text, the text with divided words put together, and of a name its words set apart."""
    yield text
    whole = mended(text)
    if whole != text:
        yield whole
    if name:
        yield apart(text)
