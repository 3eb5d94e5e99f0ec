"""What was sent to the institution and what came back, line by line in the order of its days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from complaintkit.case.spans import Span, parse_span
from complaintkit.case.values import Approach, Citation, Incident, Reply

BACK = "→"
_CAME_BACK = {
    "acknowledgement": "an acknowledgement",
    "call": "a call",
    "meeting": "a meeting",
    "part": "a reply to a part",
    "full": "a reply to the whole",
    "refusal": "a refusal",
}
_ADDRESSED = {
    "right": "a right address",
    "other-service": "another service or institution",
    "wrong": "a wrong address",
}


def dates_of(span: Span | None) -> str:
    """Return a span as it is typed: a day, a month, a year, first and last day, or unknown."""
    if span is None or span.first is None or span.last is None:
        return "unknown"
    if span.single:
        return span.single.isoformat()
    year, month, _ = span.first.isoformat().split("-")
    for shorter in (f"{year}-{month}", year):
        if span == parse_span(shorter):
            return shorter
    return f"{span.first} to {span.last}"


def letters_sent(incident: Incident) -> Iterator[str]:
    """Yield what was sent in the order of its days, each followed by what came back."""
    for approach in sorted(incident.approaches, key=lambda one: one.on.first or date.max):
        yield _approach(approach)
        yield from map(_reply, approach.came_back)
        if not approach.came_back:
            until = f" (looked for until {approach.no_reply_until})" if approach.no_reply_until else ""
            said = f"nothing came back{until}" if approach.reply == "none" else "what came back is not known"
            yield f"{BACK} {said}"


def _approach(approach: Approach) -> str:
    how = f", {approach.how}" if approach.how else ""
    name = f" ({approach.id})" if approach.id else ""
    more = "".join(f"; {part}" for part in _of_approach(approach))
    return (
        f"{dates_of(approach.on)}: {approach.by} to {approach.to}{how}, about {approach.about}{name}"
        f"{_cited(approach.exhibit)}{more}"
    )


def _of_approach(approach: Approach) -> Iterator[str]:
    if approach.reminds:
        yield f"a reminder of {approach.reminder_of}" if approach.reminder_of else "a reminder"
    if approach.asks_for_answer != "unknown":
        yield "asks for an answer" if approach.asks_for_answer == "yes" else "asks for no answer"
    if approach.address:
        yield f"address: {approach.address}"
    if approach.address_is != "unknown":
        yield _ADDRESSED[approach.address_is]
    if approach.language:
        yield f"in {approach.language}"
    if approach.proof_of_sending:
        yield f"proof of sending{_cited(approach.proof_of_sending)}"
    if approach.received != "unknown":
        yield "received" if approach.received == "yes" else "not received, or receipt denied"


def _reply(reply: Reply) -> str:
    by = f", by {reply.by}" if reply.by else ""
    language = f", in {reply.language}" if reply.language else ""
    answers = f"; answers {reply.answers}" if reply.answers else ""
    left = f"; leaves open {reply.leaves_open}" if reply.leaves_open else ""
    note = f" – {reply.note}" if reply.note else ""
    return f"{BACK} {dates_of(reply.on)}: {_CAME_BACK[reply.kind]}{by}{language}{answers}{left}{_cited(reply.exhibit)}{note}"


def _cited(citation: Citation | None) -> str:
    return f" [{exhibit_in_words(citation)}]" if citation else ""


def exhibit_in_words(citation: Citation) -> str:
    """Return an exhibit with the place in it."""
    return f"{citation.exhibit} {citation.at}" if citation.at else citation.exhibit
