"""One incident as text to read, the way its file tells it, with the exhibits behind each sentence."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from complaintkit.case.values import Act, Fact, Incident, Statement, Supported
from complaintkit.reports.letters_sent import BACK, dates_of, exhibit_in_words, letters_sent

_WIDTH = 100


def readable(incident: Incident) -> Iterator[str]:
    """Yield the lines of an incident: heading, who and when, then each part that is filled."""
    yield from _folded(f"{incident.title}  ({incident.id})", 0)
    yield from _folded(" · ".join(_heading(incident)), 0)
    parts: tuple[tuple[str, list[str]], ...] = (
        ("What happened", [_statement(one) for one in incident.what_happened]),
        ("What speaks against it", [_statement(one) for one in incident.against]),
        ("Acts", [_act(one) for one in incident.acts]),
        ("Answers to the questions of the rules", [_fact(name, fact) for name, fact in incident.facts.items()]),
        ("Approaches to the institution, and what came back", list(letters_sent(incident))),
        ("What would put it right", list(incident.put_right)),
        ("Documents of the institution asked for", list(incident.documents_wanted)),
        ("Special categories of data", list(incident.special_categories)),
        ("Notes", [incident.notes] if incident.notes else []),
    )
    for title, lines in parts:
        if lines:
            yield f"\n{title}"
            for line in lines:
                yield from _folded(line, 4 if line.startswith(BACK) else 2)


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


def _support(supported: Supported) -> str:
    cited = ", ".join(exhibit_in_words(citation) for citation in supported.exhibits)
    words = [part for part in (cited, "vouched" if supported.vouched else "") if part]
    return f" [{'; '.join(words)}]" if words else ""


def _folded(text: str, indent: int) -> list[str]:
    pad = " " * indent
    wrapped = textwrap.wrap(
        text, _WIDTH, initial_indent=pad, subsequent_indent=pad + " " * indent, break_on_hyphens=False
    )
    return wrapped or [pad]
