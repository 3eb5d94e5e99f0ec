"""Names in texts: found in any letter case and spacing, replaced by what letters call that person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from complaintkit.case.values import Case, Official, Person
from complaintkit.values import frozen

_SHORTEST_PART = 3
_NO_NAMES = frozenset(
    (
        "von",
        "van",
        "der",
        "den",
        "del",
        "della",
        "dos",
        "das",
        "des",
        "les",
        "las",
        "los",
        "bin",
        "ibn",
        "ben",
        "abu",
        "the",
        "and",
        "für",
        "und",
        "mac",
    )
)  # particles of names, which stand in every text
_MONTHS = frozenset(
    (
        "january",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "januar",
        "märz",
        "juni",
        "juli",
    )
)


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
    public = public_words(case)
    known = {*_of_people(case.file.officials.values(), public), *_of_people(case.file.persons.values(), public)}
    return tuple(sorted(known, key=lambda alias: (alias.part, -len(alias.name), alias.name, alias.instead)))


def _of_people(people: Iterable[Official | Person], public: frozenset[str]) -> Iterable[Alias]:
    for one in people:
        instead = one.post if isinstance(one, Official) else one.shown_as
        natural = isinstance(one, Official) or one.kind == "person"
        for name in spellings(one):
            yield Alias(name, instead)
            if natural and (turned := turned_round(name)):
                yield Alias(turned, instead)
            parts = parts_of(name, one.ordinary_words) if natural else ()
            yield from (Alias(part, instead, part=True) for part in parts if part not in public)


def spellings(one: Official | Person) -> tuple[str, ...]:
    """Return every spelling of somebody's name that the case lists, with single blanks and in composed form."""
    names = (one.name, *one.aliases)
    return tuple(unicodedata.normalize("NFC", " ".join(name.split())) for name in names if name and name.strip())


def turned_round(name: str) -> str:
    """Return a name with its last word first, as lists write it; empty for an address or a single word."""
    first, _, last = name.rpartition(" ")
    return f"{last} {first}" if first and "@" not in name else ""


def parts_of(name: str, ordinary: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the words of a name that name somebody by themselves: with a capital letter, three letters or more.

    Those that the case calls `ordinary` words are not among them, nor particles such as "von".
    """
    no_names = _NO_NAMES | {word.lower() for word in ordinary}
    words = [word.strip(",;.()'\"") for word in name.split() if "@" not in word]
    long = (word for word in words if len(word) >= _SHORTEST_PART and word.lower() not in no_names)
    return tuple(word for word in long if len(words) > 1 and not (word[0].islower() or word[0].isdigit()))


def public_words(case: Case) -> frozenset[str]:
    """Return the words by which letters call the complainant and the institution: they identify nobody else."""
    sender, respondent = case.file.complainant, case.file.respondent
    called = [sender.shown_as, respondent.shown_as, respondent.unit or ""]
    called += [sender.signatory.name or ""] if sender.signatory else []
    called += [sender.representative.shown_as] if sender.representative else []
    return frozenset(word.strip(",;.()'\"") for text in called for word in text.split())


def is_month(word: str) -> bool:
    """Tell whether a word is a month's name too, and so names nobody beside a number ("12 May")."""
    return word.lower() in _MONTHS


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
        word = rf"(?:{re.escape(alias.name)}|{re.escape(alias.name.upper())})(?!\w)"
        return re.compile(rf"(?<!\d )(?<!\d\. )(?<!\w){word}(?!\s+\d)" if is_month(alias.name) else rf"(?<!\w){word}")
    words = r"\s+".join(re.escape(word) for word in alias.name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
