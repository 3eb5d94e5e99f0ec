"""Provisions that a letter raises, as they are typed: ids of the rules, else a hint what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from complaintkit.law.references import parse_reference
from complaintkit.law.values import Law
from complaintkit.problems import Problem, did_you_mean, error

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def parse_provisions(text: str, law: Law, source: str) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the provisions named, separated by commas or spaces, in the order of the rules, and a problem for each other.

    Args:
        text: what was typed, `17(1),12`.
        law: the rules; provisions with criteria can be raised.
        source: where it was typed, for the problems.
    """
    typed = [part for part in re.split(r"[,\s]+", text) if part]
    known = [provision.id for provision in law.provisions]
    named = {part: _spelling(part) for part in typed}
    problems = tuple(_unknown(part, law, known, source) for part in named if named[part] not in known)
    return tuple(provision for provision in known if provision in named.values()), problems


def _spelling(typed: str) -> str:
    reference = parse_reference(typed)
    return str(reference) if reference else typed


def _unknown(typed: str, law: Law, known: list[str], source: str) -> Problem:
    held = {wording.provision for wording in law.wordings}
    hint = _unnumbered(typed, held | set(known)) or _near(typed, known) or f"those of the rules are {', '.join(known)}"
    if _spelling(typed) in held:
        message = f"`{typed}` cannot be raised: its wording is held, but the rules have no criteria for it"
    else:
        message = f"`{typed}` is no provision that the rules know"
    return error(source, "CK453", message, hint)


def _unnumbered(typed: str, held: Iterable[str]) -> str | None:
    """Return the hint for `11(1)`: paragraphs without numbers are counted after a slash."""
    reference = parse_reference(typed)
    if reference is None or not (reference.paragraph or "").isdecimal():
        return None
    number = int(reference.paragraph or 0)
    by_place = str(parse_reference(f"{typed.split('(', maxsplit=1)[0]}/{number}")) if 0 < number < 10 else ""  # noqa: PLR2004
    if by_place not in held:
        return None
    return (
        f"the paragraphs of Article {reference.article} have no numbers: "
        f"its {_ORDINALS[number - 1]} paragraph is written `{by_place}`"
    )


def _near(typed: str, known: list[str]) -> str | None:
    article = re.split(r"[(/]", typed, maxsplit=1)[0]
    same = [provision for provision in known if re.split(r"[(/]", provision, maxsplit=1)[0] == article]
    return f"did you mean `{same[0]}`?" if same else did_you_mean(typed, known)


def raised_problems(raised: Iterable[str], law: Law, source: str) -> tuple[Problem, ...]:
    """Return a problem for each provision of a stored selection that the rules no longer know."""
    return parse_provisions(" ".join(raised), law, source)[1]
