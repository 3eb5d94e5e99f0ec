"""The places of an incident at which an exhibit can be cited: its answers, acts, paragraphs, letters and replies.

A place is found by what somebody types for it: the question of an answer, the number or the day of an act, the `id`, the
number or the day of a letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from complaintkit.case.files import SUPPORT
from complaintkit.case.spans import Span
from complaintkit.case.values import Approach, Citation, Incident, Reply, Supported
from complaintkit.case.views import replies_in
from complaintkit.source.documents import Location
from complaintkit.values import frozen
from complaintkit.words import counted

Kind = Literal["fact", "act", "what-happened", "against", "approach", "proof-of-sending", "reply", "contradiction"]
ALL = "all"
_ONE: dict[str, str] = {"approach": "exhibit", "proof-of-sending": "proof_of_sending", "reply": "exhibit"}


@frozen
class Place:
    """One place: of which kind, the words that mean it, where it stands in the file, how a sentence names it.

    `cited` is what it cites now. `only` is the key of a place that holds one exhibit, else None. `takes_over` tells of a
    paragraph that has the support that stands once for the whole incident.
    """

    kind: Kind
    names: tuple[str, ...]
    loc: Location
    words: str
    cited: tuple[Citation, ...] = ()
    only: str | None = None
    takes_over: bool = False

    def cites(self, exhibit: str, at: str | None = None) -> bool:
        """Tell whether the place itself cites an exhibit: at the place in it that is given, or anywhere."""
        return any(one.exhibit == exhibit and at in (None, one.at) for one in self.cited)


def places_in(incident: Incident, data: Any) -> tuple[Place, ...]:
    """Return every place of an incident at which an exhibit can be cited; `data` is what its file holds."""
    return (*_facts(incident), *_acts(incident), *_told(data), *_approaches(incident))


def meant_by(places: Sequence[Place], kind: Kind, typed: str) -> tuple[Place, ...]:
    """Return the places of a kind that a word means: one, none, or several that have the same day."""
    wanted = typed.strip().lower()
    return tuple(place for place in places if place.kind == kind and wanted in place.names)


def _facts(incident: Incident) -> Iterator[Place]:
    for question, fact in incident.facts.items():
        words = f"the answer to `{question}` ({_answer(fact.answer)})"
        yield Place("fact", (question.lower(),), ("facts", question), words, fact.exhibits)
        for number, other in enumerate(fact.contradicted_by):
            loc = ("facts", question, "contradicted_by", number)
            words = f"what contradicts the answer to `{question}` ({number + 1})"
            yield Place("contradiction", (f"{question}/{number + 1}",), loc, words, other.exhibits)


def _acts(incident: Incident) -> Iterator[Place]:
    for number, act in enumerate(incident.acts):
        words = f"act {number + 1} ({act.what})"
        yield Place("act", (str(number + 1), *_day(act.on)), ("acts", number), words, act.exhibits)


def _told(data: Any) -> Iterator[Place]:
    shared = [key for key in SUPPORT if key in data]
    cited = _typed_citations(data.get("exhibits"))
    words = "what stands once for the whole story (`exhibits` of the incident)"
    yield Place("what-happened", (ALL,), (), words, cited)
    for key, kind in (("what_happened", "what-happened"), ("against", "against")):
        typed = data.get(key)
        for number, item in enumerate(typed if isinstance(typed, list) else ()):
            own = isinstance(item, dict) and any(part in item for part in SUPPORT)
            own_cited = _typed_citations(item.get("exhibits")) if isinstance(item, dict) else ()
            said = item.get("say", "") if isinstance(item, dict) else item
            words = f"paragraph {number + 1} of `{key}` ({_answer(said)})"
            over = bool(shared) and not own
            yield Place(kind, (str(number + 1),), (key, number), words, own_cited, takes_over=over)  # type: ignore[arg-type]


def _typed_citations(typed: Any) -> tuple[Citation, ...]:
    return Supported.model_validate({"exhibits": typed or []}).exhibits


def _approaches(incident: Incident) -> Iterator[Place]:
    for number, approach in enumerate(incident.approaches):
        names = (str(number + 1), *([approach.id] if approach.id else []), *_day(approach.on))
        letter = f"letter {approach.id or number + 1} ({_on(approach)}to {approach.to})"
        loc: Location = ("approaches", number)
        for kind, cited in (("approach", approach.exhibit), ("proof-of-sending", approach.proof_of_sending)):
            what = "the copy" if kind == "approach" else "the proof of sending"
            yield _single(kind, names, loc, f"{what} of {letter}", cited)  # type: ignore[arg-type]
        replies = tuple(replies_in(number, approach))
        for count, (where, reply) in enumerate(replies, start=1):
            named = tuple(f"{name}/{count}" for name in names)
            yield _single("reply", (*named, *names), where, f"{_reply(reply)}, which answers {letter}", reply.exhibit)
        for place, other in enumerate(approach.contradicted_by):
            where = (*loc, "contradicted_by", place)
            named = tuple(f"{name}/{place + 1}" for name in names)
            yield Place("contradiction", named, where, f"what contradicts {letter}", other.exhibits)


def _single(kind: Kind, names: tuple[str, ...], loc: Location, words: str, cited: Citation | None) -> Place:
    return Place(kind, names, loc, words, (cited,) if cited else (), _ONE[kind])


def _on(approach: Approach) -> str:
    day = approach.on.single
    return f"of {day}, " if day else ""


def _reply(reply: Reply) -> str:
    day = reply.on.single
    kind = {"part": "the reply to a part", "full": "the reply"}.get(reply.kind, f"the {reply.kind}")
    return f"{kind} of {day}" if day else kind


def _day(span: Span) -> tuple[str, ...]:
    return (span.single.isoformat(),) if span.single else ()


def _answer(answer: Any) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, list | tuple):
        return ", ".join(map(str, answer)) or "nobody"
    text = " ".join(str(answer).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


_LONGEST = 60


def paragraphs_as_text(data: Any, key: str) -> str | None:
    """Return how many paragraphs a story has that is typed as one text, or None where it is a list or not told."""
    typed = data.get(key)
    return (
        counted(len([part for part in typed.split("\n\n") if part.strip()]), "paragraph")
        if isinstance(typed, str)
        else None
    )
