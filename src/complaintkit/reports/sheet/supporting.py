"""What supports what: each thing that a case says, with the exhibits that show it and the place in them; and turned round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from complaintkit.case.values import Act, Approach, Case, Citation, Contradiction, Incident, Supported
from complaintkit.case.views import citations_in_case_file, replies_in
from complaintkit.reports.letters_sent import dates_of
from complaintkit.values import frozen

_LONGEST, _BRIEF = 240, 110
CASE_FILE = "case.yaml"
_CASE_PLACES = {
    "register_extract": "the extract from a register",
    "signatory": "the authority to sign",
    "representative": "the mandate",
    "court": "whether a court deals with it",
    "olaf_investigates": "whether OLAF investigates",
    "publications": "what was published",
}


@frozen
class Cited:
    """An exhibit and the place in it, if one is given."""

    exhibit: str
    at: str | None


@frozen
class Point:
    """One thing that a case says: of what kind it is, in which words, what shows it; `vouched` if that is own knowledge."""

    kind: str
    text: str
    cited: tuple[Cited, ...] = ()
    vouched: bool = False


@frozen
class Told:
    """An incident, or the case file, with everything in it that an exhibit could show."""

    id: str
    title: str
    dated: str
    points: tuple[Point, ...]


@frozen
class Supports:
    """What an exhibit shows: which incident, what of it, and where in the exhibit."""

    told: str
    kind: str
    text: str
    at: str | None


def told(case: Case, questions: Mapping[str, str]) -> tuple[Told, ...]:
    """Return every incident with its points, the case file first if it cites anything; `questions` are texts by id."""
    incidents = (Told(one.id, one.title, dates_of(one.when), tuple(_points(one, questions))) for one in case.incidents)
    own = tuple(_in_case_file(case))
    return (*((Told(CASE_FILE, "The case itself", "", own),) if own else ()), *incidents)


def supported_by(told: Iterable[Told]) -> dict[str, tuple[Supports, ...]]:
    """Return, for each exhibit that is cited, everything that it supports."""
    found: dict[str, list[Supports]] = {}
    for one in told:
        for point in one.points:
            for cited in point.cited:
                found.setdefault(cited.exhibit, []).append(
                    Supports(one.id, point.kind, _short(point.text, _BRIEF), cited.at)
                )
    return {exhibit: tuple(places) for exhibit, places in found.items()}


def _points(incident: Incident, questions: Mapping[str, str]) -> Iterator[Point]:
    for statement in incident.what_happened:
        yield _point("what happened", statement.say, statement)
    for statement in incident.against:
        yield _point("what speaks against it", statement.say, statement)
    for act in incident.acts:
        yield _act(act)
    for question, fact in incident.facts.items():
        asked = questions.get(question, question.replace("-", " "))
        if fact.exhibits or fact.vouched or fact.answer != "unknown":
            yield _point("fact", f"{asked} {_answer(fact.answer)}", fact)
        yield from (_other(asked, one) for one in fact.contradicted_by)
    for number, approach in enumerate(incident.approaches):
        yield from _approach(number, approach)


def _act(act: Act) -> Point:
    return _point("act", f"{dates_of(act.on)}: {act.what}", act)


def _other(asked: str, other: Contradiction) -> Point:
    return _point("another answer", f"{asked} {_answer(other.answer)}", other)


def _approach(number: int, approach: Approach) -> Iterator[Point]:
    sent = f"{dates_of(approach.on)}, to {approach.to}: {approach.about}"
    yield Point("letter sent", _short(sent), _one(approach.exhibit))
    if approach.proof_of_sending:
        yield Point("proof of sending", _short(sent), _one(approach.proof_of_sending))
    for _, reply in replies_in(number, approach):
        yield Point("what came back", f"{dates_of(reply.on)}: {reply.kind}", _one(reply.exhibit))
    yield from (_other("Was it sent as said?", one) for one in approach.contradicted_by)


def _in_case_file(case: Case) -> Iterator[Point]:
    for loc, citation in citations_in_case_file(case.file):
        place = next((_CASE_PLACES[str(step)] for step in loc if str(step) in _CASE_PLACES), str(loc[0]))
        yield Point("the case file", place, _one(citation))


def _point(kind: str, text: str, supported: Supported) -> Point:
    cited = tuple(Cited(one.exhibit, one.at) for one in supported.exhibits)
    return Point(kind, _short(text), cited, supported.vouched)


def _one(citation: Citation | None) -> tuple[Cited, ...]:
    return (Cited(citation.exhibit, citation.at),) if citation else ()


def _answer(answer: Any) -> str:
    if isinstance(answer, dict):
        return "; ".join(f"{key} {_answer(value)}" for key, value in answer.items())
    return ", ".join(map(_answer, answer)) if isinstance(answer, list | tuple) else str(answer)


def _short(text: str, longest: int = _LONGEST) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest].rsplit(' ', 1)[0].rstrip(' …')} …"
