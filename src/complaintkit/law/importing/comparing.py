"""What was found in a file beside what the rules hold: the same, different and where, new, or held and not found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import Literal

from complaintkit.law.importing.choosing import Chosen
from complaintkit.law.importing.structure import Article, text_of, wordings_of
from complaintkit.law.references import Reference, parse_reference
from complaintkit.law.values import Law, Wording
from complaintkit.values import frozen

State = Literal["same", "new", "later", "differs", "kept", "not found"]
_ONE_DAY = timedelta(days=1)
_AROUND = 4
_MOST_PLACES = 3
_LONGEST_PIECE = 12
_TYPOGRAPHY = str.maketrans("’‘“”«»„‑–—", '\'\'"""""---')


@frozen
class Finding:
    """One provision: its state, the text in the file, the wording held for that time (None: none), and its period.

    `later` is a wording that begins later than the one held and ends it; `differs` one that is held for the same time with
    other words; `kept` one whose time lies within that of the one held, which it would cut in two.
    """

    provision: str
    state: State
    text: str | None
    wording: Wording | None
    first: date
    last: date | None
    places: tuple[tuple[str, str], ...] = ()
    table: bool = False


def compare(chosen: Chosen, law: Law) -> tuple[Finding, ...]:
    """Return a finding for each provision of the act in the file, then for each that is held and not found in it."""
    found, held, tables = _found(chosen, law), _official(law, chosen.language), _with_table(chosen)
    findings = tuple(_finding(chosen, held.get(one, []), one, text, tables) for one, text in found.items())
    return (*findings, *_not_found(chosen, law, found))


def _found(chosen: Chosen, law: Law) -> dict[str, str]:
    """Return the texts by id: every paragraph, and what the rules hold whole or by points."""
    found = wordings_of(chosen.part, chosen.act.id)
    whole: set[tuple[str | None, str]] = set()
    for reference in _held_references(chosen, law):
        text = None if str(reference) in found else text_of(chosen.part, reference)
        if text is not None:
            found[str(reference)] = text
            if not (reference.paragraph or reference.place or reference.point):
                whole.add((reference.annex, reference.article))
    held = {wording.provision for wording in law.wordings}
    return {one: text for one, text in found.items() if one in held or _article_of(one) not in whole}


def _article_of(provision: str) -> tuple[str | None, str] | None:
    reference = parse_reference(provision)
    return (reference.annex, reference.article) if reference and reference.place else None


def _held_references(chosen: Chosen, law: Law) -> list[Reference]:
    ids = dict.fromkeys(wording.provision for wording in law.wordings)
    references = [reference for one in ids if (reference := parse_reference(one)) is not None]
    return [reference for reference in references if reference.act == chosen.act.id]


def _with_table(chosen: Chosen) -> set[tuple[str | None, str]]:
    return {_place(article) for article in chosen.part.articles if article.table}


def _place(article: Article) -> tuple[str | None, str]:
    return article.annex, article.number


def _finding(
    chosen: Chosen, held: list[Wording], provision: str, text: str, tables: set[tuple[str | None, str]]
) -> Finding:
    reference = parse_reference(provision)
    table = reference is not None and (reference.annex, reference.article) in tables
    now = next((wording for wording in held if _covers(wording, chosen.first)), None)
    if now is None:
        last = _until_next(held, chosen)
        return Finding(provision, "new", text, None, chosen.first, last, table=table)
    if alike(now.text, text):
        return Finding(provision, "same", text, now, chosen.first, now.valid_to)
    places = difference(now.text, text)
    if now.valid_from == chosen.first:
        return Finding(provision, "differs", text, now, chosen.first, now.valid_to, places, table)
    if chosen.last is not None and chosen.last < (now.valid_to or date.max):
        return Finding(provision, "kept", text, now, chosen.first, chosen.last, places, table)
    return Finding(provision, "later", text, now, chosen.first, now.valid_to, places, table)


def _official(law: Law, language: str) -> dict[str, list[Wording]]:
    """Return the official wordings in a language by their provisions."""
    held: dict[str, list[Wording]] = {}
    for wording in law.wordings:
        if (wording.language, wording.status) == (language, "official"):
            held.setdefault(wording.provision, []).append(wording)
    return held


def _covers(wording: Wording, day: date) -> bool:
    return (wording.valid_from or date.min) <= day <= (wording.valid_to or date.max)


def _until_next(held: list[Wording], chosen: Chosen) -> date | None:
    """Return the last day of a new wording: the one given, or the day before the next one that is held."""
    following = [wording.valid_from for wording in held if wording.valid_from and wording.valid_from > chosen.first]
    ends = [day - _ONE_DAY for day in following] + ([chosen.last] if chosen.last else [])
    return min(ends, default=None)


def _not_found(chosen: Chosen, law: Law, found: dict[str, str]) -> Iterator[Finding]:
    mine = {str(reference) for reference in _held_references(chosen, law)}
    held = [wording for wording in law.wordings if wording.provision in mine and _covers(wording, chosen.first)]
    same_language = [wording for wording in held if wording.language == chosen.language]
    for wording in same_language or [wording for wording in held if wording.language == "en"]:
        if wording.provision not in found:
            yield Finding(wording.provision, "not found", None, wording, chosen.first, wording.valid_to)


def alike(one: str, other: str) -> bool:
    """Tell whether two wordings have the same words: spaces and the kinds of quotation marks and dashes do not count."""
    return _words(one) == _words(other)


def _words(text: str) -> list[str]:
    return re.sub(r"\s*\"\s*", '"', text.translate(_TYPOGRAPHY)).split()


def difference(held: str, found: str) -> tuple[tuple[str, str], ...]:
    """Return the first places where two wordings differ, each as it is held and as the file has it, with words around."""
    before, after = held.split(), found.split()
    matcher = SequenceMatcher(None, [_plain(word) for word in before], [_plain(word) for word in after], autojunk=False)
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return tuple((_piece(before, a, b), _piece(after, c, d)) for _, a, b, c, d in changes[:_MOST_PLACES])


def _plain(word: str) -> str:
    return word.translate(_TYPOGRAPHY)


def _piece(words: list[str], start: int, end: int) -> str:
    """Return the words that differ between brackets, with those around them."""
    differing = words[start:end]
    shown = differing if len(differing) <= _LONGEST_PIECE else [*differing[:_LONGEST_PIECE], "…"]
    before, after = words[max(0, start - _AROUND) : start], words[end : end + _AROUND]
    return " ".join([*(["…"] if start > _AROUND else []), *before, f"[{' '.join(shown)}]", *after])
