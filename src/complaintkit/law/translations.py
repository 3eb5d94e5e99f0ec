"""The translations of the rules' own sentences: gettext files, read without a library. The key is the English sentence."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path

from complaintkit.law.values import Law
from complaintkit.problems import Problem, error

_LINE = re.compile(r'(?:(?P<key>msgid|msgid_plural|msgstr(?:\[\d\])?)\s+)?"(?P<text>(?:[^"\\]|\\.)*)"\s*')
_REST_OF_LINE = r'([^"\\\n]*(?:\\.[^"\\\n]*)*)"\n'
_COMMENTS = re.compile(r"^#(?!,)[^\n]*\n", re.MULTILINE)
_PLAIN_HEADER = re.compile(r'\A(?:(?:#(?!,)[^\n]*)?\n)*msgid ""\nmsgstr ""\n(?:"(?:[^"\\\n]|\\.)*"\n)*')
_PLAIN_ENTRY = re.compile(rf'^msgid "(?!"){_REST_OF_LINE}msgstr "{_REST_OF_LINE}', re.MULTILINE)
_ESCAPES = {r"\n": "\n", r"\"": '"', r"\\": "\\", r"\t": "\t"}
_ESCAPE = re.compile(r"\\.")
_WHITE = re.compile(r"[ \t\r\n]+")
PREPARED = Path(__file__).with_name("prepared")


def sentences_of_rules(law: Law) -> tuple[str, ...]:
    """Return every sentence of the rules that may be wanted in another language, each once.

    Those are titles, criteria, the recipients' conditions, and the questions that can be answered, with their help and
    example: `incident ask` puts them, and where sources differ on an answer a letter says on which.
    """
    titles = [provision.title for provision in law.provisions]
    criteria = [criterion.text for provision in law.provisions for criterion in provision.criteria]
    conditions = [condition.text for recipient in law.recipients for condition in recipient.conditions]
    asked = [question for question in law.questions if not question.recorded]
    questions = [sentence for one in asked for sentence in (one.text, one.help, one.example)]
    return tuple(dict.fromkeys((*titles, *criteria, *conditions, *questions)))


def translated_rules(law: Law, language: str) -> Mapping[str, str]:
    """Return the rules' sentences in a language by their English (as `normal` writes it); nothing for a language without.

    Read when they are first wanted: few commands print them.
    """
    if language not in law.translations.languages:
        return {}
    return _translations_in(Path(law.translations.folder) / "translations" / f"{language}.po")


@cache
def _translations_in(path: Path) -> Mapping[str, str]:
    data = path.read_bytes()
    ready = PREPARED / f"{path.stem}.json"
    if ready.is_file():
        found = json.loads(ready.read_bytes())
        if found["source"] == hashlib.sha256(data).hexdigest():
            return dict(found["sentences"])
    return by_english(data)


def by_english(data: bytes) -> dict[str, str]:
    """Return the translations of a PO file by the English sentence."""
    pairs, _ = parse_translations(data.decode("utf-8-sig"), "")
    return {normal(source): tidy(text) for source, text in pairs}


def prepared_translations(data: bytes) -> str:
    """Return a PO file as it is kept ready in `PREPARED`, under the digest of its bytes."""
    found = {"source": hashlib.sha256(data).hexdigest(), "sentences": by_english(data)}
    return json.dumps(found, ensure_ascii=False, indent=0) + "\n"


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """Return the text composed (NFC), every run of white space as one space: the form in which sentences are compared."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def tidy(text: str) -> str:
    """Return a translation composed (NFC) and on one line; no-break spaces, which are its translator's, stay."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    untidy = (
        "  " in composed or "\n" in composed or "\t" in composed or "\r" in composed or composed.strip(" ") != composed
    )
    return _WHITE.sub(" ", composed).strip(" ") if untidy else composed


def with_questions_in(law: Law, language: str) -> Law:
    """Return the law with its questions put in a language; what is not translated stays in English."""
    held = translated_rules(law, language)

    def said(sentence: str) -> str:
        return held.get(normal(sentence), sentence)

    questions = [
        replace(one, text=said(one.text), help=said(one.help), example=said(one.example)) for one in law.questions
    ]
    return replace(law, questions=tuple(questions))


def parse_translations(text: str, shown: str) -> tuple[tuple[tuple[str, str], ...], tuple[Problem, ...]]:
    """Return the pairs of English and translated sentence of a PO file, without its header.

    A sentence marked `#, fuzzy` or left empty counts as not translated. A line that is no PO is a problem.
    """
    reading = _Reading()
    wrong = [number for number, line in enumerate(text.split("\n"), 1) if not reading.take(line.strip(" \t\r"))]
    problems = (error(shown, "CK317", "this line is no part of a translation file", _HINT, at=(n, 1)) for n in wrong)
    return tuple(_pairs(reading.entries)), tuple(problems)


def plain_pairs(text: str) -> list[tuple[str, str]] | None:
    """Return the pairs of a PO file that holds nothing but comments and entries of two lines; else None. Quick."""
    between, *found = _PLAIN_ENTRY.split(_PLAIN_HEADER.sub("", text, count=1) + "\n")
    sources, translations = found[::3], found[1::3]
    if _COMMENTS.sub("", between + "".join(found[2::3])).strip("\n"):
        return None
    return [(_unescape(source), _unescape(said)) for source, said in zip(sources, translations, strict=True) if said]


@dataclass
class _Reading:
    """The entries read so far, the key that a further line of text goes on with, and whether the next one is fuzzy."""

    entries: list[dict[str, str]] = field(default_factory=list)
    key: str = ""
    fuzzy: bool = False

    def take(self, line: str) -> bool:
        """Read one line; tell whether it could be read."""
        if not line or line.startswith("#"):
            self.fuzzy = self.fuzzy or (line.startswith("#,") and "fuzzy" in line)
            return True
        found = _LINE.fullmatch(line)
        if found is None or not (found["key"] or self.key):
            return False
        self._begin(found["key"])
        self.entries[-1][self.key] = self.entries[-1].get(self.key, "") + _unescape(found["text"])
        return True

    def _begin(self, key: str | None) -> None:
        self.key = key or self.key
        if key == "msgid" or not self.entries:
            self.entries.append({"fuzzy": "yes" if self.fuzzy else ""})
            self.fuzzy = False


_HINT = 'lines are `msgid "English sentence"`, `msgstr "its translation"` or a comment'


def _pairs(entries: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [
        (entry["msgid"], entry["msgstr"])
        for entry in entries
        if entry.get("msgid") and entry.get("msgstr") and not entry["fuzzy"]
    ]


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPES.get(found[0], found[0][1:]), text) if "\\" in text else text
