"""One incident as text to read, the way its file tells it, with the exhibits behind each sentence."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date
from typing import Any

from complaintkit.case.spans import Span, parse_span
from complaintkit.case.values import Act, Approach, Citation, Fact, Incident, Reply, Statement, Supported

_WIDTH = 100
_BACK = "→"
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


def readable(incident: Incident) -> Iterator[str]:
    """Yield the lines of an incident: heading, who and when, then each part that is filled."""
    yield from _folded(f"{incident.title}  ({incident.id})", 0)
    yield from _folded(" · ".join(_heading(incident)), 0)
    parts: tuple[tuple[str, list[str]], ...] = (
        ("What happened", [_statement(one) for one in incident.what_happened]),
        ("What speaks against it", [_statement(one) for one in incident.against]),
        ("Acts", [_act(one) for one in incident.acts]),
        ("Answers to the questions of the rules", [_fact(name, fact) for name, fact in incident.facts.items()]),
        ("Approaches to the institution, and what came back", list(_approaches(incident))),
        ("What would put it right", list(incident.put_right)),
        ("Special categories of data", list(incident.special_categories)),
        ("Notes", [incident.notes] if incident.notes else []),
    )
    for title, lines in parts:
        if lines:
            yield f"\n{title}"
            for line in lines:
                yield from _folded(line, 4 if line.startswith(_BACK) else 2)


def _heading(incident: Incident) -> Iterator[str]:
    yield dates_of(incident.when) if incident.when.known else "date unknown"
    if incident.place:
        yield incident.place
    yield f"official: {incident.official}"
    if incident.affected:
        yield f"affected: {', '.join(incident.affected)}"
    if incident.known_since:
        yield f"known since {dates_of(incident.known_since)}"
    if incident.known_at_latest:
        yield f"known at the latest on {dates_of(incident.known_at_latest)}"


def _statement(statement: Statement) -> str:
    told = f", told by {statement.told_by}" if statement.told_by else ""
    source = f" ({statement.source}{told})" if statement.source != "document" else ""
    kept = f" [not for {', '.join(statement.not_for)}]" if statement.not_for else ""
    return f"{' '.join(statement.say.split())}{source}{_support(statement)}{kept}"


def _act(act: Act) -> str:
    towards = f", towards {', '.join(act.towards)}" if act.towards else ""
    same = f" (the same act as in {act.same_as})" if act.same_as else ""
    return f"{dates_of(act.on)}: {act.what}{f', by {act.by}' if act.by else ''}{towards}{same}{_support(act)}"


def _fact(name: str, fact: Fact) -> str:
    note = f" – {fact.note}" if fact.note else ""
    against = "".join(f"; contradicted: {_answer(other.answer)}{_support(other)}" for other in fact.contradicted_by)
    return f"{name}: {_answer(fact.answer)}{_support(fact)}{note}{against}"


def _answer(answer: Any) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, list | tuple):
        return ", ".join(str(item) for item in answer) or "nobody"
    return str(answer)


def _approaches(incident: Incident) -> Iterator[str]:
    """Yield what was sent in the order of its days, each followed by what came back."""
    for approach in sorted(incident.approaches, key=lambda one: one.on.first or date.max):
        yield _approach(approach)
        yield from map(_reply, approach.came_back)
        if not approach.came_back:
            said = "nothing came back" if approach.reply == "none" else "what came back is not known"
            yield f"{_BACK} {said}"


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
    return f"{_BACK} {dates_of(reply.on)}: {_CAME_BACK[reply.kind]}{by}{language}{answers}{left}{_cited(reply.exhibit)}{note}"


def _support(supported: Supported) -> str:
    cited = ", ".join(_exhibit(citation) for citation in supported.exhibits)
    words = [part for part in (cited, "vouched" if supported.vouched else "") if part]
    return f" [{'; '.join(words)}]" if words else ""


def _cited(citation: Citation | None) -> str:
    return f" [{_exhibit(citation)}]" if citation else ""


def _exhibit(citation: Citation) -> str:
    return f"{citation.exhibit} {citation.at}" if citation.at else citation.exhibit


def _folded(text: str, indent: int) -> list[str]:
    pad = " " * indent
    wrapped = textwrap.wrap(
        text, _WIDTH, initial_indent=pad, subsequent_indent=pad + " " * indent, break_on_hyphens=False
    )
    return wrapped or [pad]
