"""The translations of the rules' own sentences: gettext files, read without a library. The key is the English sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from complaintkit.law.values import Law
from complaintkit.problems import Problem, error

_LINE = re.compile(r'(?:(?P<key>msgid|msgid_plural|msgstr(?:\[\d\])?)\s+)?"(?P<text>(?:[^"\\]|\\.)*)"\s*')
_ESCAPES = {r"\n": "\n", r"\"": '"', r"\\": "\\", r"\t": "\t"}
_ESCAPE = re.compile(r"\\.")


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


def with_questions_in(law: Law, language: str) -> Law:
    """Return the law with its questions put in a language; what is not translated stays in English."""
    held = dict(next((pairs for code, pairs in law.translations if code == language), ()))

    def said(sentence: str) -> str:
        return held.get(sentence, sentence)

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
