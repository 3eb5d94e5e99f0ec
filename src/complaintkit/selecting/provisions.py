"""Provisions that a letter raises, as they are typed: ids of the rules, else a hint what was meant."""

from __future__ import annotations

import re

from complaintkit.law.hints import provision_hint
from complaintkit.law.references import parse_reference
from complaintkit.law.values import Law
from complaintkit.problems import Problem, error


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
    problems = tuple(_unknown(part, law, source) for part in named if named[part] not in known)
    return tuple(provision for provision in known if provision in named.values()), problems


def _spelling(typed: str) -> str:
    reference = parse_reference(typed)
    return str(reference) if reference else typed


def _unknown(typed: str, law: Law, source: str) -> Problem:
    held = {wording.provision for wording in law.wordings}
    if _spelling(typed) in held:
        message = f"`{typed}` cannot be raised: its wording is held, but the rules have no criteria for it"
    else:
        message = f"`{typed}` is no provision that the rules know"
    return error(source, "CK453", message, provision_hint(typed, law))
