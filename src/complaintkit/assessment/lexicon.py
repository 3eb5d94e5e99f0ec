"""Words of a language that a letter had better not use, found in a text: whole words with their inflections, by kind.

A word counts for nothing between quotation marks, in a sentence that reports what others said or leaves a question open,
where it is denied, or as part of a phrase in which it is neutral ("criminal charges"). Better one word overlooked than an
alarm that is none: whoever is warned in vain stops reading warnings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from complaintkit.law.values import Tone
from complaintkit.values import frozen

_TOKEN = re.compile(r"\w+")
_ENTRY = re.compile(r"\w+\*?")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?;])\s+|\n\s*\n")
_QUOTED = re.compile(
    r"[“”][^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|‹[^‹›]*›|‚[^‚‘’]*[‘’](?!\w)|\"[^\"]*\"|(?<!\w)['‘](?=\S)[^'‘’\n]*['’](?!\w)"
)
_STEM = 3
_BEFORE = 4  # words before a word in which a denial of it stands


@frozen
class Entry:
    """One entry of a list: its words, each with whether it is a stem; `kind` is the list it stands in."""

    kind: str
    words: tuple[tuple[str, bool], ...]

    @property
    def beginning(self) -> str:
        """Return what a text must hold, as `plain_words` writes it, for the entry to stand in it."""
        return " " + " ".join(word for word, _ in self.words)


@frozen
class Found:
    """A word found: its kind, as it was typed, and the sentence it stands in."""

    kind: str
    word: str
    sentence: str


class Lexicon:
    """The word lists of one language, ready to look things up in."""

    def __init__(self, tone: Tone) -> None:
        self.language = tone.language
        self._first: dict[str, list[Entry]] = {}
        for kind, words in (*tone.words, ("attributed", tone.attributed), ("neutral", tone.neutral)):
            for typed in words:
                self._add(kind, typed)
        self._negations = frozenset(_plain(word) for word in tone.negations)

    def _add(self, kind: str, typed: str) -> None:
        words = tuple((_plain(word.rstrip("*")), word.endswith("*")) for word in _ENTRY.findall(typed))
        first, stem = words[0]
        self._first.setdefault(first[:_STEM] if stem else first, []).append(Entry(kind, words))

    def beginnings(self, plain: str) -> tuple[str, ...]:
        """Return the beginnings of entries that stand in a text, as `plain_words` writes it: quick, whatever its length.

        A text in which none of them stands holds nothing to be found.
        """
        entries = (entry for token in set(plain.split()) for entry in self._entries(token))
        wanted = {entry.beginning for entry in entries if entry.kind not in {"attributed", "neutral"}}
        return tuple(sorted(one for one in wanted if one in plain))

    def _entries(self, token: str) -> Iterator[Entry]:
        for key in dict.fromkeys((token, token[:_STEM])):
            for entry in self._first.get(key, ()):
                if _matches(entry.words[0], token):
                    yield entry

    def find(self, text: str) -> Iterator[Found]:
        """Yield every word that asserts, insults or claims too much, sentence by sentence, each once a sentence."""
        composed = unicodedata.normalize("NFC", text)
        unquoted = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), composed)
        start = 0
        for end in (*_SENTENCE_ENDS.finditer(unquoted), None):
            stop = end.start() if end else len(unquoted)
            yield from self._in_sentence(unquoted[start:stop], " ".join(composed[start:stop].split()))
            start = end.end() if end else stop

    def _in_sentence(self, sentence: str, shown: str) -> Iterator[Found]:
        found = list(_TOKEN.finditer(sentence))
        tokens = [_plain(one[0]) for one in found]
        spans = [(entry, at) for at, token in enumerate(tokens) for entry in self._entries(token)]
        whole = [(entry, at) for entry, at in spans if _follows(entry, tokens[at:])]
        if any(entry.kind == "attributed" for entry, _ in whole):
            return
        neutral = {at + n for entry, at in whole if entry.kind == "neutral" for n in range(len(entry.words))}
        said: set[str] = set()
        for entry, at in whole:
            denied = self._negations & set(tokens[max(0, at - _BEFORE) : at])
            typed = sentence[found[at].start() : found[at + len(entry.words) - 1].end()]
            if entry.kind == "neutral" or at in neutral or typed in said or (denied and entry.kind != "absolute"):
                continue
            said.add(typed)
            yield Found(entry.kind, " ".join(typed.split()), shown)


def _matches(word: tuple[str, bool], token: str) -> bool:
    return token.startswith(word[0]) if word[1] else token == word[0]


def _follows(entry: Entry, tokens: list[str]) -> bool:
    return len(tokens) >= len(entry.words) and all(map(_matches, entry.words, tokens))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def plain_words(text: str) -> str:
    """Return the words of a text in small letters, each with one space before it."""
    return " " + " ".join(_TOKEN.findall(_plain(text)))
