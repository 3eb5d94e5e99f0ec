"""Exhibits that are younger than what they are cited for.

A report or a testimony is always younger than what it tells of. A letter, a picture or a recording shows what it is itself:
one that was made afterwards can at most tell of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from complaintkit.case.spans import Span
from complaintkit.case.values import Citation, Exhibit, Incident
from complaintkit.case.views import replies_in
from complaintkit.case.vocabularies import vocabularies
from complaintkit.source.documents import Location

# Kinds that tell of what happened before; `document`, where nobody said of what kind it is, is none of them.
ACCOUNTS = frozenset({
    "note", "written testimony", "interview", "official document", "register extract", "report", "publication", "web page",
    "table", "medical document", "archive", "translation",
})  # fmt: skip
_Claimed = tuple[Location, str, Span, tuple[Citation, ...]]


def dated_after(incident: Incident, exhibits: Mapping[str, Exhibit]) -> Iterator[tuple[Location, str, str]]:
    """Yield each exhibit younger than what it is cited for: where that stands, the exhibit, and a sentence.

    An answer counts for the days of its incident; one with a note has said why.
    """
    for loc, what, when, cited in _claimed(incident):
        for one in cited:
            exhibit = exhibits.get(one.exhibit)
            day = _made_after(exhibit, when.last) if exhibit and when.last else None
            if day:
                yield loc, one.exhibit, f"{one.exhibit} is dated {day}, after {what}, of {when.last}"


def _claimed(incident: Incident) -> Iterator[_Claimed]:
    """Yield what has a day and is shown by exhibits: acts, answers, letters and what came back."""
    for number, act in enumerate(incident.acts):
        yield ("acts", number), "the act that it is to show", act.on, act.exhibits
    for question, fact in incident.facts.items():
        if not fact.note:
            yield ("facts", question), "the last day of what it is to show", incident.when, fact.exhibits
    for number, approach in enumerate(incident.approaches):
        copy = (approach.exhibit,) if approach.exhibit else ()
        yield ("approaches", number), "the letter whose copy it is to be", approach.on, copy
        for loc, reply in replies_in(number, approach):
            shown = (reply.exhibit,) if reply.exhibit else ()
            yield loc, "the reply that it is to be", reply.on, shown


def _made_after(exhibit: Exhibit, last: date) -> date | None:
    """Return the first day of an exhibit that shows only what it is itself, where that is later."""
    first = exhibit.dated.first if exhibit.dated else None
    if first is None or first <= last or _tells_afterwards(exhibit.kind):
        return None
    return first


def _tells_afterwards(kind: str) -> bool:
    if kind in ACCOUNTS:
        return True
    term = vocabularies()["kind"].term(kind)
    return term is not None and term.id in ACCOUNTS
