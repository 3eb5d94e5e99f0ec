"""Which act of the rules a file is, in which language and for which time: from what the file says and what the user adds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from complaintkit.law.celex import consolidated_number, is_celex
from complaintkit.law.importing.blocks import Origin
from complaintkit.law.importing.headings import official_languages
from complaintkit.law.importing.structure import Part, letters_of
from complaintkit.law.values import Act
from complaintkit.problems import Problem, Refused, error
from complaintkit.values import frozen

_ACT_ID = re.compile(r"(?!annex)[a-z][a-z0-9-]{0,30}")


@frozen
class Wishes:
    """What the user adds on the command line; None for what was not given."""

    act: str | None = None
    celex: str | None = None
    language: str | None = None
    first: date | None = None
    last: date | None = None


@frozen
class Asked:
    """What there is to decide from: what the file says of itself, what the user adds, and the file's name in problems."""

    origin: Origin
    wishes: Wishes
    shown: str


@frozen
class Chosen:
    """One act of a file, decided: its provisions are those of `part`, in force from `first` to `last` (None: no end).

    `first_told` says that the first day is the user's, and not that of the version in the file.
    """

    act: Act
    new_act: bool
    part: Part
    language: str
    first: date
    last: date | None
    version: str
    first_told: bool = False


def choose_language(asked: Asked) -> str:
    """Return the language of a file; raises Refused (CK344, CK345) where it is not said or said in two ways."""
    known, wishes, origin = official_languages(), asked.wishes, asked.origin
    if wishes.language and wishes.language not in known:
        message = f"`{wishes.language}` is no official language of the Union"
        raise Refused([error("--lang", "CK345", message, f"choose one of {', '.join(known)}")])
    if origin.language and wishes.language and origin.language != wishes.language:
        message = f"the file says that it is in `{origin.language}`, and --lang says `{wishes.language}`"
        hint = "leave --lang out, or give the file of that language"
        raise Refused([error(asked.shown, "CK345", message, hint)])
    language = wishes.language or origin.language
    if language is None:
        hint = "add --lang with the code of the language, such as pl"
        raise Refused([_not_said(asked.shown, "in which language it is", hint)])
    return language


def choose(asked: Asked, parts: tuple[Part, ...], acts: tuple[Act, ...], language: str) -> tuple[Chosen, ...]:
    """Return the acts in a file that are to be stored.

    The Staff Regulations and the Conditions of Employment share one number and one file: they are told apart by their titles
    where these stand above the articles, else by their order, which is that of acts.yaml.

    Raises:
        Refused: CK340 for a bad CELEX number, CK344 for what the file does not say, CK345 for what contradicts it, CK349 for
            an act that the rules do not have, CK350 where the acts in a file cannot be told apart, CK354 for an impossible
            period, CK355 for a bad id of an act.
    """
    celex = _celex(asked, acts)
    meant, new = _acts(celex, acts, language, asked)
    first, last = _period(asked)
    version = _version(asked.origin, celex)
    same = [act for act in acts if act.celex == celex] or [meant[0]]
    of_act = _told_apart(parts, same, asked.shown)
    wanted = [act for act in meant if act.id in of_act]
    told = first != asked.origin.version
    return tuple(Chosen(act, new, of_act[act.id], language, first, last, version, told) for act in wanted)


def _celex(asked: Asked, acts: tuple[Act, ...]) -> str:
    origin, wishes, shown = asked.origin, asked.wishes, asked.shown
    held = next((act.celex for act in acts if act.id == wishes.act), None)
    said = {number for number in (origin.celex, wishes.celex, held) if number}
    for number in said:
        if not is_celex(number):
            raise Refused([no_celex(shown, number)])
    if len(said) > 1:
        given = [f"the file says {origin.celex}"] if origin.celex else []
        given += [f"--celex says {wishes.celex}"] if wishes.celex else []
        given += [f"the act `{wishes.act}` of the rules is {held}"] if held else []
        hint = "leave the option out that is wrong, or give the file of that act"
        raise Refused([error(shown, "CK345", f"the numbers of the act differ: {', '.join(given)}", hint)])
    if not said:
        hint = f"add --act with one of {', '.join(act.id for act in acts)}; for another act, --act and --celex"
        raise Refused([_not_said(shown, "of which act it is (a CELEX number)", hint)])
    return said.pop()


def no_celex(shown: str, number: str) -> Problem:
    """Return the problem of a number that is not written like a CELEX number."""
    message = f"`{number}` is not written like a CELEX number, so no act has it"
    hint = "write the sector, the year, the type and the number, as EUR-Lex shows it: 32021R1163"
    return error(shown, "CK340", message, hint)


def _acts(celex: str, acts: tuple[Act, ...], language: str, asked: Asked) -> tuple[list[Act], bool]:
    """Return the acts meant, and whether they are new to the rules."""
    origin, wishes = asked.origin, asked.wishes
    held = [act for act in acts if act.celex == celex and wishes.act in (None, act.id)]
    if held:
        return held, False
    if wishes.act is None:
        message = f"the act {celex} does not stand in acts.yaml, so nothing could refer to its provisions"
        hint = f"give it a short name to add it: --act {_suggested(origin)}"
        raise Refused([error(asked.shown, "CK349", message, hint)])
    if not _ACT_ID.fullmatch(wishes.act):
        message = f"`{wishes.act}` cannot begin the id of a provision"
        raise Refused([error("--act", "CK355", message, "use small letters, digits and hyphens, as in `charter`")])
    return [Act(wishes.act, celex, ((language, origin.title or celex),))], True


def _suggested(origin: Origin) -> str:
    return {"L": "directive", "D": "decision"}.get((origin.celex or "")[5:6], "regulation")


def _period(asked: Asked) -> tuple[date, date | None]:
    origin, wishes = asked.origin, asked.wishes
    first = wishes.first or origin.version
    if first is None:
        hint = "add --from with the first day on which the act was in force, which its last articles say"
        raise Refused([_not_said(asked.shown, "from which day it is in force", hint)])
    if wishes.last and wishes.last < first:
        message = f"the last day, {wishes.last}, is before the first, {first}"
        raise Refused([error("--to", "CK354", message, "correct --to or --from")])
    return first, wishes.last


def _version(origin: Origin, celex: str) -> str:
    if origin.version is not None:
        day = f"{origin.version.day} {origin.version:%B %Y}"
        return f"{consolidated_number(celex, origin.version)} (EUR-Lex consolidated text of {day})"
    return origin.journal or f"{celex}, as the file has it"


def _not_said(shown: str, what: str, hint: str) -> Problem:
    return error(shown, "CK344", f"the file does not say {what}", hint)


def _told_apart(parts: tuple[Part, ...], acts: list[Act], shown: str) -> dict[str, Part]:
    """Return the part of the file that is each act; raises Refused (CK350) where that cannot be said."""
    if len(parts) == len(acts) == 1:
        return {acts[0].id: parts[0]}
    named = {act.id: [part for part in parts if _is_titled(part, act)] for act in acts}
    sure = {act: found[0] for act, found in named.items() if len(found) == 1}
    if len(sure) == len(acts) and len({id(part) for part in sure.values()}) == len(acts):
        return sure
    in_order = dict(zip((act.id for act in acts), parts, strict=False))
    if len(parts) == len(acts) and all(in_order[act] is part for act, part in sure.items()):
        return in_order
    raise Refused([_mixed(parts, acts, shown)])


def _is_titled(part: Part, act: Act) -> bool:
    titles = {letters_of(title) for _, title in act.titles}
    return any(letters_of(heading) in titles for heading in part.headings)


def _mixed(parts: tuple[Part, ...], acts: list[Act], shown: str) -> Problem:
    series = "; ".join(_series(parts))
    message = (
        f"the file holds {len(parts)} series of articles ({series}), and the rules know {len(acts)} acts of that number"
    )
    hint = "save a page that holds only the act meant, so that no article is taken for that of another act"
    return error(shown, "CK350", message, hint)


def _series(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        main = [article.number for article in part.articles if article.annex is None]
        yield f"Articles {main[0]} to {main[-1]}" if main else "an annex"
