"""The translations of the rules' own sentences: gettext files, read without a library. The key is the English sentence."""

from __future__ import annotations

import re

from complaintkit.problems import Problem, error

_LINE = re.compile(r'(?:(?P<key>msgid|msgstr)\s+)?"(?P<text>(?:[^"\\]|\\.)*)"\s*')
_ESCAPES = {r"\n": "\n", r"\"": '"', r"\\": "\\", r"\t": "\t"}
_ESCAPE = re.compile(r"\\.")


def parse_translations(text: str, shown: str) -> tuple[tuple[tuple[str, str], ...], tuple[Problem, ...]]:
    """Return the pairs of English and translated sentence of a PO file, without its header.

    A sentence marked `#, fuzzy` or left empty counts as not translated. A line that is no PO is a problem.
    """
    entries: list[dict[str, str]] = []
    problems: list[Problem] = []
    fuzzy, key = False, ""
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip(" \t\r")
        if stripped.startswith("#") or not stripped:
            fuzzy = fuzzy or (stripped.startswith("#,") and "fuzzy" in stripped)
            continue
        found = _LINE.fullmatch(stripped)
        if found is None or (found["key"] is None and not key):
            problems.append(error(shown, "CK317", "this line is no part of a translation file", _HINT, at=(number, 1)))
            continue
        key = found["key"] or key
        if found["key"] == "msgid":
            entries.append({"fuzzy": "yes" if fuzzy else ""})
            fuzzy = False
        if entries:
            entries[-1][key] = entries[-1].get(key, "") + _unescape(found["text"])
    return tuple(_pairs(entries)), tuple(problems)


_HINT = 'lines are `msgid "English sentence"`, `msgstr "its translation"` or a comment'


def _pairs(entries: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [
        (entry["msgid"], entry["msgstr"])
        for entry in entries
        if entry.get("msgid") and entry.get("msgstr") and not entry["fuzzy"]
    ]


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPES.get(found[0], found[0][1:]), text) if "\\" in text else text
