"""How `law show` says aloud that no wording is held for a day: what is held before it and after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from textwrap import wrap

from complaintkit.languages.formats import language_name
from complaintkit.law.lookup import held_around, paragraphs_of, wording_in_force, wordings_of
from complaintkit.law.references import parse_reference
from complaintkit.law.values import Law, Wording
from complaintkit.problems import Problem, error

_WIDTH = 100


def gap_lines(law: Law, provision: str, on: date) -> tuple[str, ...]:
    """Return the lines that stand where the wording of a provision would, if one were held for the day."""
    lines = [f"{provision}   no wording is held for {on}"]
    for said in _around(law, provision, on):
        lines += wrap(said, _WIDTH, initial_indent="    ", subsequent_indent="      ", break_on_hyphens=False)
    return (*lines, "")


def not_held_on(law: Law, ids: tuple[str, ...], on: date) -> Problem:
    """Return the problem that no wording of any of these provisions is held for a day."""
    said = [f"{one}: {', '.join(_held(law, one, on))}" for one in ids]
    if len(ids) == 1:
        said = list(_around(law, ids[0], on))
    return error("law show", "CK331", f"no wording of {', '.join(ids)} is held for {on}", "; ".join(said))


def _around(law: Law, provision: str, on: date) -> Iterator[str]:
    before, after = held_around(law, provision, on)
    yield from _held(law, provision, on)
    if before and before.afterwards:
        yield before.afterwards
    elif after and after.note and not before:
        yield f"of the wording held after: {after.note}"


def _held(law: Law, provision: str, on: date) -> Iterator[str]:
    before, after = held_around(law, provision, on)
    others = _other_languages(law, provision, on)
    if others:
        code = next(iter(others.values()))
        yield f"no English one is held, but for that day one in {' and '.join(others)}: add --lang {code}"
        return
    yield f"held before: {_period(before) if before else 'nothing'}"
    yield f"held after: {_period(after) if after else 'nothing'}"


def _other_languages(law: Law, provision: str, on: date) -> dict[str, str]:
    """Return the languages, by name, in which a wording is held for a day for which no English one is."""
    codes = sorted({wording.language for wording in wordings_of(law, provision)})
    held = [code for code in codes if wording_in_force(law, provision, code, on)]
    return {language_name(code, "en"): code for code in held}


def _period(wording: Wording) -> str:
    first = f"from {wording.valid_from}" if wording.valid_from else "from a day that is not held"
    last = f"to {wording.valid_to}" if wording.valid_to else "on"
    return f"{first} {last}" + ("" if wording.quotable else " (not to be quoted)")


def numbers_not_held(law: Law, article: str) -> tuple[str, ...]:
    """Return the ids between the first and the last numbered paragraph held of an article of which none is held."""
    held = [
        reference for one in paragraphs_of(law, article) if (reference := parse_reference(one)) and reference.paragraph
    ]
    numbers = {int(reference.paragraph) for reference in held if reference.paragraph and reference.paragraph.isdigit()}
    return tuple(f"{article}({n})" for n in range(1, max(numbers, default=0)) if n not in numbers)
