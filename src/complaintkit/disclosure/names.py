"""Names in texts: found in any letter case and spacing, replaced by what letters call that person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from complaintkit.case.values import Case, Official, Person


@dataclass(frozen=True)
class Alias:
    """One spelling of a name, and the words that stand for it in letters."""

    name: str
    instead: str


def aliases_of(case: Case) -> tuple[Alias, ...]:
    """Return every spelling of every name in the case, longest first, so that a full name is replaced as one."""
    known = {*_of_people(case.file.officials.values()), *_of_people(case.file.persons.values())}
    return tuple(sorted(known, key=lambda alias: (-len(alias.name), alias.name, alias.instead)))


def _of_people(people: Iterable[Official | Person]) -> Iterable[Alias]:
    for one in people:
        instead = one.post if isinstance(one, Official) else one.shown_as
        for name in (one.name, *one.aliases):
            if name and name.strip():
                yield Alias(unicodedata.normalize("NFC", " ".join(name.split())), instead)


def replacer(aliases: Iterable[Alias]) -> Callable[[str], str]:
    """Return a function that replaces every name in a text; whole words only, any letter case, any white space."""
    patterns = [(_pattern(alias.name), alias.instead) for alias in aliases]

    def replace(text: str) -> str:
        result = unicodedata.normalize("NFC", text)
        for pattern, instead in patterns:
            result = instead.join(pattern.split(result))
        return result if patterns else text

    return replace


def _pattern(name: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
