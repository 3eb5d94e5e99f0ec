"""Names in texts: found in any letter case and spacing, replaced by what letters call that person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from complaintkit.case.values import Case, Official, Person
from complaintkit.values import frozen

_SHORTEST_PART = 4


@frozen
class Alias:
    """One spelling of a name, and the words that stand for it in letters; `part` is one word of a person's name."""

    name: str
    instead: str
    part: bool = False


def aliases_of(case: Case) -> tuple[Alias, ...]:
    """Return every spelling of every name in the case, longest first, so that a full name is replaced as one.

    Of officials and natural persons each word of the name counts too, since texts say "Mr X" without thinking.
    """
    known = {*_of_people(case.file.officials.values()), *_of_people(case.file.persons.values())}
    return tuple(sorted(known, key=lambda alias: (alias.part, -len(alias.name), alias.name, alias.instead)))


def _of_people(people: Iterable[Official | Person]) -> Iterable[Alias]:
    for one in people:
        instead = one.post if isinstance(one, Official) else one.shown_as
        natural = isinstance(one, Official) or one.kind == "person"
        for name in (one.name, *one.aliases):
            if name and name.strip():
                written = unicodedata.normalize("NFC", " ".join(name.split()))
                yield Alias(written, instead)
                yield from (Alias(part, instead, part=True) for part in _parts(written) if natural)


def _parts(name: str) -> Iterable[str]:
    words = name.split()
    return (word for word in words if len(word) >= _SHORTEST_PART and word[0].isupper() and len(words) > 1)


def replacer(aliases: Iterable[Alias]) -> Callable[[str], str]:
    """Return a function that replaces every name in a text, in any white space and as whole words only.

    Names are found in any letter case; single words of a name only with a capital letter or in capitals, so that a
    person called Rose does not turn a rose into a witness.
    """
    patterns = [(_pattern(alias), alias.instead) for alias in aliases]

    def replace(text: str) -> str:
        result = unicodedata.normalize("NFC", text)
        for pattern, instead in patterns:
            result = instead.join(pattern.split(result))
        return result if patterns else text

    return replace


def _pattern(alias: Alias) -> re.Pattern[str]:
    if alias.part:
        return re.compile(rf"(?<!\w)(?:{re.escape(alias.name)}|{re.escape(alias.name.upper())})(?!\w)")
    words = r"\s+".join(re.escape(word) for word in alias.name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
