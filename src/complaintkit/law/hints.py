"""What somebody probably meant who names a provision or a recipient that the rules do not have."""

from __future__ import annotations

import re

from complaintkit.law.references import parse_reference
from complaintkit.law.values import Law
from complaintkit.problems import did_you_mean

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def recipient_hint(typed: str, law: Law) -> str:
    """Return the nearest recipient of the rules, or all of them."""
    known = [recipient.id for recipient in (*law.recipients, *law.around)]
    return did_you_mean(typed, known) or f"recipients are {', '.join(known)}"


def provision_hint(typed: str, law: Law) -> str:
    """Return the way the rules write it, the nearest provision that can be raised, or all of them."""
    known = [provision.id for provision in law.provisions]
    return _unnumbered(typed, law) or _near(typed, known) or f"those of the rules are {', '.join(known)}"


def _unnumbered(typed: str, law: Law) -> str | None:
    """Return the hint for `11(1)`: paragraphs without numbers are counted after a slash."""
    reference = parse_reference(typed)
    if reference is None or not (reference.paragraph or "").isdecimal():
        return None
    number = int(reference.paragraph or 0)
    by_place = f"{typed.partition('(')[0]}/{number}"
    held = {wording.provision for wording in law.wordings} | {provision.id for provision in law.provisions}
    if not 0 < number <= len(_ORDINALS) or str(parse_reference(by_place)) not in held:
        return None
    return (
        f"the paragraphs of Article {reference.article} have no numbers: "
        f"its {_ORDINALS[number - 1]} paragraph is written `{parse_reference(by_place)}`"
    )


def _near(typed: str, known: list[str]) -> str | None:
    article = _article(typed)
    same = [provision for provision in known if _article(provision) == article]
    if not same:
        return did_you_mean(typed, known)
    return f"did you mean {' or '.join(f'`{provision}`' for provision in same)}?"


def _article(provision: str) -> str:
    return re.split(r"[(/]", provision, maxsplit=1)[0]
