"""For which days the rules use a provision of which no wording is held: what `law lint` says beside the mistakes.

A time of which no wording is held is no mistake: nothing is invented to fill it. It is a warning all the same, unless the
wording before it says so in `afterwards`, since an incident of such a day is judged by the wording of another time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from complaintkit.law.lookup import english_wordings
from complaintkit.law.rules_files import ConditionEntry, WordingEntry
from complaintkit.law.rules_folder import RulesFolder
from complaintkit.law.values import Law, Wording
from complaintkit.problems import Problem, warning
from complaintkit.source.documents import Document, Location

_DAY = timedelta(days=1)


def wordings_lacking(rules: RulesFolder, law: Law) -> Iterator[Problem]:
    """Yield a warning for each time for which the rules use a provision and hold no wording of it."""
    used = _used(rules)
    places = dict(_places(rules))
    for provision in sorted(used):
        held = english_wordings(law, provision)
        yield from _gaps(held, places)
        yield from _end(held, places)
    yield from _said_for_nothing(law, places)
    yield from _criteria(rules, law)
    for document, file in rules.recipients:
        for number, condition in enumerate(file.conditions):
            yield from _bases(document, condition, ("conditions", number), law)


def _used(rules: RulesFolder) -> set[str]:
    """Return the provisions that have criteria or that a recipient's condition cites."""
    cited = {
        basis.provision for _, file in rules.recipients for condition in file.conditions for basis in condition.bases
    }
    return {entry.provision for _, _, entry in rules.provisions} | {one for one in cited if one is not None}


Place = tuple[Document, Location]
Places = dict[tuple[str, date | None], Place]


def _places(rules: RulesFolder) -> Iterator[tuple[tuple[str, date | None], Place]]:
    for document, file in rules.wordings:
        if file.language == "en" and file.status == "official":
            for number, entry in enumerate(file.wordings):
                yield _key(entry), (document, ("wordings", number, "provision"))


def _key(entry: WordingEntry | Wording) -> tuple[str, date | None]:
    return entry.provision, entry.valid_from


def _warning(wording: Wording, places: Places, code: str, message: str, hint: str) -> Problem:
    document, at = places[_key(wording)]
    return warning(document.file, code, message, hint, at=document.place(at))


def _gaps(held: tuple[Wording, ...], places: Places) -> Iterator[Problem]:
    for before, after in pairwise(held):
        if _followed(before, after) or before.afterwards:
            continue
        message = f"of {before.provision} no wording is held from {_after(before)} to {_before(after)}"
        hint = "add it; or say with `afterwards` that it is not held, and why"
        yield _warning(before, places, "CK319", message, hint)


def _followed(before: Wording, after: Wording) -> bool:
    return before.valid_to is None or after.valid_from is None or before.valid_to + _DAY >= after.valid_from


def _after(wording: Wording) -> date | None:
    return wording.valid_to and wording.valid_to + _DAY


def _before(wording: Wording) -> date | None:
    return wording.valid_from and wording.valid_from - _DAY


def _end(held: tuple[Wording, ...], places: Places) -> Iterator[Problem]:
    if held and held[-1].valid_to is not None and not held[-1].afterwards:
        last = held[-1]
        message = f"the latest wording of {last.provision} ended on {last.valid_to}, and the rules still use it"
        hint = "add the one that followed; or say with `afterwards` what became of the provision"
        yield _warning(last, places, "CK320", message, hint)


def _said_for_nothing(law: Law, places: Places) -> Iterator[Problem]:
    for wording in law.wordings:
        if not wording.afterwards or _key(wording) not in places or wording.language != "en":
            continue
        later = [one for one in english_wordings(law, wording.provision) if _starts_later(one, wording)]
        if wording.valid_to is None or (later and _followed(wording, later[0])):
            message = f"{wording.provision}: `afterwards` speaks of a time without wording, and there is none"
            yield _warning(wording, places, "CK321", message, "take it out, or correct `to`")


def _starts_later(one: Wording, than: Wording) -> bool:
    return (one.valid_from or date.min) > (than.valid_from or date.min)


def _criteria(rules: RulesFolder, law: Law) -> Iterator[Problem]:
    for document, at, entry in rules.provisions:
        held = english_wordings(law, entry.provision)
        if held and not any(wording.quotable for wording in held):
            message = (
                f"no wording of {entry.provision} that is held can be quoted, so a letter cannot raise it with its text"
            )
            place = document.place((*at, "provision"))
            yield warning(document.file, "CK322", message, "compare the copy with its source", at=place)


def _bases(document: Document, condition: ConditionEntry, at: Location, law: Law) -> Iterator[Problem]:
    """Yield a warning for each provision cited for a time within which, or at the end of which, no wording is held."""
    following = [basis.valid_from for basis in condition.bases[1:]]
    for number, (basis, next_from) in enumerate(zip(condition.bases, [*following, None], strict=True)):
        if basis.provision is None:
            continue
        end = next_from - _DAY if next_from else date.max
        lacking = _first_day_lacking(english_wordings(law, basis.provision), basis.valid_from, end)
        if lacking is not None:
            message = f"{condition.id} cites {basis.provision} for {lacking}, a day of which no wording is held"
            hint = "begin another basis on that day, with `provision: null`"
            place = document.place((*at, "bases", number, "provision"))
            yield warning(document.file, "CK323", message, hint, at=place)


def _first_day_lacking(held: tuple[Wording, ...], first: date | None, last: date) -> date | None:
    """Return the first day of a time for which no wording is held; without a first day, from the first wording on."""
    day = first or min((wording.valid_from or date.min for wording in held), default=date.min)
    for wording in held:
        if (wording.valid_from or date.min) <= day <= (wording.valid_to or date.max):
            if wording.valid_to is None or wording.valid_to >= last:
                return None
            day = wording.valid_to + _DAY
    return day if day <= last else None
