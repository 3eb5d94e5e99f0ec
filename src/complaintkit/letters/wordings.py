"""Quoting a provision as it was in force when the facts happened.

An official wording stands between quotation marks; a working translation without them, marked as such, with the official
English beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from complaintkit.case.values import Incident
from complaintkit.languages.formats import quoted
from complaintkit.law.lookup import best_wordings
from complaintkit.law.values import Wording
from complaintkit.letters.values import Block
from complaintkit.letters.writing import Writing

Pair = tuple[Wording | None, Wording | None]


def wording_blocks(writing: Writing, provision: str, incidents: Iterable[Incident]) -> Iterator[Block]:
    """Yield the wordings of a provision in force on the days of the incidents, each version once with its days."""
    for (own, english), days in _versions(writing, provision, incidents).items():
        if own is None and english is None:
            _refuse_missing(writing, provision, days)
            continue
        shown = writing.list(map(writing.day, days))
        cited = writing.cite_alone(provision)
        yield writing.paragraph(
            writing.say(
                "{provision}, wording in force at the time of the facts ({dates}):", provision=cited, dates=shown
            )
        )
        yield from _quotations(writing, own, english)


def _versions(writing: Writing, provision: str, incidents: Iterable[Incident]) -> dict[Pair, list[date]]:
    versions: dict[Pair, list[date]] = {}
    for incident in incidents:
        day = incident.when.last or writing.on
        days = versions.setdefault(best_wordings(writing.law, provision, writing.language, day), [])
        if day not in days:
            days.append(day)
    return versions


def _quotations(writing: Writing, own: Wording | None, english: Wording | None) -> Iterator[Block]:
    beside = (english,) if own is None or own.status == "working" else ()
    for wording in (one for one in (own, *beside) if one):
        if wording.status == "working":
            text = writing.say("Working translation, without official status: {text}", text=wording.text.strip())
            writing.working_translations.setdefault(wording.provision)
            yield Block("working-quotation", "", text)
        elif wording.quotable:
            text = quoted(wording.text.strip(), wording.language)
            if wording.language != writing.language:
                text = writing.say("Official wording in English: {text}", text=text)
            yield Block("quotation", "", text, source=_copy(writing, wording))
        else:
            writing.confirm(f"{wording.provision} is not quoted: {wording.note or 'the copy held has a known defect'}.")


def _copy(writing: Writing, wording: Wording) -> str:
    version = wording.version
    try:
        version = writing.day(date.fromisoformat(version))
    except ValueError:
        return writing.say("CELEX {celex}", celex=wording.celex)
    return writing.say("CELEX {celex}, version of {date}", celex=wording.celex, date=version)


def _refuse_missing(writing: Writing, provision: str, days: list[date]) -> None:
    when = ", ".join(day.isoformat() for day in days)
    hint = "add the wording to regulations/wordings, or do not raise the provision: `complaintkit select --raise`"
    writing.refuse("CK420", f"no wording of `{provision}` in force on {when} is held, so it cannot be quoted", hint, "")
