"""A choice asked for in one go, as options on the command line say it: which incidents, which provisions, why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from complaintkit.law.values import Law
from complaintkit.problems import Problem, Refused, did_you_mean, error
from complaintkit.selecting.choices import Choices, Role, put, raising, with_reasons
from complaintkit.selecting.provisions import parse_provisions
from complaintkit.source.reading import check_characters

_LONGEST_REASON = 2000
_FOR_ONE = re.compile(r"(?P<incident>[a-z0-9]+(?:-[a-z0-9]+)*)=(?P<reason>.+)", re.DOTALL)


@dataclass(frozen=True)
class Request:
    """What was asked for, as typed; each text may hold several ids with commas.

    `only` are the incidents chosen, all others left out; `everything` chooses all but those told as `background`.
    `reasons` hold for the incidents named, or for one where it is written INCIDENT=TEXT.
    """

    only: tuple[str, ...] = ()
    everything: bool = False
    background: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def requested(choices: Choices, request: Request, law: Law) -> Choices:
    """Return the choices as asked for; what is not asked for stays.

    Raises:
        Refused: with everything that is wrong: unknown ids, unknown provisions, an incident in two roles, a reason that
            cannot be stored or is for no incident.
    """
    known = [choice.incident for choice in choices.all]
    only, beside = _ids(request.only), _ids(request.background)
    provisions, problems = parse_provisions(" ".join(request.raised), law, "--raise")
    problems += (*_unknown(only, known, "--only"), *_unknown(beside, known, "--background"))
    problems += tuple(_both(incident) for incident in only if incident in beside)
    named = [*([incident for incident in known if incident not in beside] if request.everything else only), *beside]
    reasons, mistakes = _reasons(request.reasons, named, known)
    if problems + mistakes:
        raise Refused(problems + mistakes)
    if only or request.everything:
        choices = put(put(choices, known, Role.LEFT_OUT), named, Role.CHOSEN)
    choices = with_reasons(put(choices, beside, Role.BACKGROUND), reasons)
    return raising(choices, provisions) if provisions else choices


def _ids(typed: Iterable[str]) -> list[str]:
    parts = (part for text in typed for part in re.split(r"[,\s]+", text))
    return list(dict.fromkeys(part for part in parts if part))


def _unknown(ids: Iterable[str], known: Sequence[str], option: str) -> list[Problem]:
    listing = "`complaintkit incident list` shows the ids"
    return [
        error(option, "CK452", f"there is no incident `{one}` in this case", did_you_mean(one, known) or listing)
        for one in ids
        if one not in known
    ]


def _both(incident: str) -> Problem:
    hint = "name it once: under --only if the letter is about it, under --background if it is told for context"
    return error("--background", "CK454", f"`{incident}` cannot be chosen and background at once", hint)


def _reasons(
    typed: Iterable[str], named: Sequence[str], known: Sequence[str]
) -> tuple[dict[str, str | None], tuple[Problem, ...]]:
    """Return the reasons by incident; one for a single incident wins over one for all those named."""
    common: dict[str, str | None] = {}
    single: dict[str, str | None] = {}
    problems: list[Problem] = []
    for text in typed:
        match = _FOR_ONE.fullmatch(text)
        if match and match["incident"] not in known:
            problems += _unknown([match["incident"]], known, "--reason")
            continue
        try:
            reason = clean_reason(match["reason"] if match else text)
        except ValueError as mistake:
            problems.append(error("--reason", "CK459", str(mistake)))
            continue
        if match:
            single[match["incident"]] = reason
        elif named:
            common = dict.fromkeys(named, reason)
        else:
            hint = "name the incidents with --only, --all or --background, or write --reason INCIDENT=TEXT"
            problems.append(error("--reason", "CK459", "this reason is for no incident", hint))
    return {**common, **single}, tuple(problems)


def clean_reason(text: str) -> str:
    """Return a reason as it is stored, on one line; raises ValueError with a sentence where it cannot be.

    An empty reason is refused: going back to the suggested one is another request.
    """
    reason = " ".join(text.split())
    if not reason:
        raise ValueError("a reason needs words")
    if len(reason) > _LONGEST_REASON:
        raise ValueError(f"this reason has {len(reason)} characters; {_LONGEST_REASON} are the most")
    found = check_characters(reason, "")
    if found:
        raise ValueError(f"this reason cannot be stored: {found[0].message}")
    return reason
