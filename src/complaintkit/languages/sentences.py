"""Every sentence of a case that a letter may print, with where it stands: what a translator has to translate."""

from __future__ import annotations

from collections.abc import Container, Iterator

from complaintkit.case.values import Approach, Case, Citation, Incident, Model
from complaintkit.languages.formats import known_pinpoint
from complaintkit.law.translations import normal

Placed = tuple[str, str]
_WORDS = frozenset({"yes", "no", "unknown", "none"})


def sentences_of(case: Case, known: Container[str] = ()) -> tuple[Placed, ...]:
    """Return (where, sentence) for everything translatable in a case, each sentence once, in the order of the folder.

    Incidents that every selection leaves out are told to nobody and need no translation; of their sentences only those in
    `known`, which are translated already, are returned.
    """
    found: dict[str, str] = {}
    told = _told(case)
    for where, text in (*_case_file(case), *_incidents(case, told)):
        if text and text.strip():
            found.setdefault(normal(text), where)
    for where, text in _incidents(case, None):
        if text and normal(text) in known:
            found.setdefault(normal(text), where)
    for exhibit in case.register.exhibits.values():
        found.setdefault(normal(exhibit.title), f"exhibits.yaml {exhibit.id}")
    return tuple((where, text) for text, where in found.items())


def every_text(case: Case) -> frozenset[str]:
    """Return every text that stands in a case, printed in letters or not: a translation of any of them is up to date."""
    return frozenset(normal(text) for part in (case.file, *case.incidents, case.register) for text in _texts(part))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple | list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _incidents(case: Case, told: set[str] | None) -> Iterator[tuple[str, str | None]]:
    for incident in case.incidents:
        if told is None or incident.id in told:
            yield from _incident(incident)


def _told(case: Case) -> set[str] | None:
    """Return the incidents that some selection tells, None where nothing was selected yet."""
    chosen = [
        one.incident for selection in case.selections.values() for one in (*selection.chosen, *selection.background)
    ]
    return set(chosen) if case.selections else None


def _case_file(case: Case) -> Iterator[tuple[str, str | None]]:
    file, place = case.file, "case.yaml"
    for text in (file.title, file.place, file.reference, file.complainant.shown_as):
        yield place, text
    yield place, file.complainant.signatory.post if file.complainant.signatory else None
    yield place, file.complainant.representative.shown_as if file.complainant.representative else None
    yield place, file.respondent.shown_as
    yield place, file.respondent.unit
    for label, official in file.officials.items():
        yield f"{place} {label}", official.post
    for label, person in file.persons.items():
        yield f"{place} {label}", person.shown_as
    for joined in file.joined:
        yield f"{place} joined {joined.id}", joined.title
    for published in file.publications:
        yield f"{place} publications", published.what
    for letter in file.sent_elsewhere:
        yield f"{place} sent_elsewhere", letter.to
        yield f"{place} sent_elsewhere", letter.about
    yield from ((f"{place} preserve", text) for text in file.preserve)
    for recipient, treatment in file.treatment.items():
        texts = (
            *treatment.asks,
            *treatment.why_serious,
            *treatment.why_this_recipient,
            *treatment.protect,
            *treatment.preserve,
            *treatment.reasons,
        )
        yield from ((f"{place} treatment {recipient}", text) for text in (treatment.confidential_parts, *texts))
    yield from ((place, at) for at in _pinpoints(file))


def _incident(incident: Incident) -> Iterator[tuple[str, str | None]]:
    place = f"incidents/{incident.id}.yaml"
    yield place, incident.title
    yield place, incident.place
    for statement in (*incident.what_happened, *incident.against):
        yield place, statement.say
    for act in incident.acts:
        yield place, act.what
    for fact in incident.facts.values():
        if fact.contradicted_by:
            answers = (fact.answer, *(other.answer for other in fact.contradicted_by))
            yield from ((place, answer) for answer in answers if _is_text(answer))
            yield from ((place, other.note) for other in fact.contradicted_by)
    for approach in incident.approaches:
        yield from ((place, text) for text in _approach(approach))
    yield from ((place, text) for text in (*incident.put_right, *incident.documents_wanted))
    yield from ((place, at) for at in _pinpoints(incident))


def _approach(approach: Approach) -> Iterator[str | None]:
    yield from (approach.to, approach.about, approach.how)
    yield from (text for reply in approach.came_back for text in (reply.leaves_open, reply.note))
    yield from (other.answer for other in approach.contradicted_by if _is_text(other.answer))
    yield from (other.note for other in approach.contradicted_by)


def _is_text(answer: object) -> bool:
    """Tell whether an answer is words of the case's own: with a space in it, and no yes or no, number, date or label."""
    return isinstance(answer, str) and answer not in _WORDS and " " in answer.strip()


def _pinpoints(value: object) -> Iterator[str]:
    """Yield every place in an exhibit that is put in words and so has to be translated."""
    if isinstance(value, Citation):
        if value.at and not known_pinpoint(value.at):
            yield value.at
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _pinpoints(getattr(value, name))
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _pinpoints(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _pinpoints(inner)
