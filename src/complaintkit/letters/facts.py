"""What happened, incident by incident, in numbered paragraphs that say how each is known and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from complaintkit.case.values import Act, Citations, Fact, Incident, Statement, Supported
from complaintkit.disclosure import LEFT_OUT
from complaintkit.languages.catalogue import message
from complaintkit.languages.formats import letter
from complaintkit.law import lookup
from complaintkit.letters.answers import answer_in_words
from complaintkit.letters.values import Block, Section
from complaintkit.letters.writing import Writing
from complaintkit.words import sentence_case

_SOURCES = {
    "own": message("Own knowledge."),
    "document": message("Document."),
    "hearsay": message("Hearsay."),
}


def points(writing: Writing) -> dict[str, str]:
    """Return the letter by which each chosen incident is called: A, B, ... in the order of the letter."""
    chosen, language = writing.chosen, writing.language
    return writing.shared.once(
        ("points", language), lambda: {one.id: letter(at, language).upper() for at, one in enumerate(chosen)}
    )


def facts_section(writing: Writing) -> Section:
    """Return the section that tells every chosen incident."""
    blocks = [
        block
        for incident in writing.chosen
        for block in (incident_heading(writing, incident), *told(writing, incident))
    ]
    return Section("facts", writing.say("The facts"), tuple(blocks))


def incident_heading(writing: Writing, incident: Incident) -> Block:
    """Return the heading of an incident: its letter, title and day."""
    title, when = writing.own(incident.title), writing.span(incident.when)
    if len(writing.chosen) == 1:
        return writing.heading(writing.say("{title} ({when})", title=title, when=when))
    point = points(writing)[incident.id]
    return writing.heading(writing.say("{point}. {title} ({when})", point=point, title=title, when=when))


def told(writing: Writing, incident: Incident) -> Iterator[Block]:
    """Yield the paragraphs of an incident: the circumstances, what happened, the acts, where the sources differ."""
    yield writing.paragraph(" ".join(_circumstances(writing, incident)))
    for statement in incident.what_happened:
        yield statement_block(writing, statement)
    for act in incident.acts:
        yield _act(writing, act, incident)
    for question, fact in incident.facts.items():
        yield from _differing(writing, question, fact)


def _circumstances(writing: Writing, incident: Incident) -> Iterator[str]:
    yield writing.say("Date: {when}.", when=writing.span(incident.when))
    if incident.place:
        yield writing.say("Place: {place}.", place=writing.own(incident.place))
    elif writing.recipient.id == "olaf":  # it asks where: what is not known is said
        yield writing.say("Place: not recorded.")
    if writing.recipient.id != "ombudsman":  # there the institution is complained about, never a person
        yield _official(writing, incident)
    if incident.affected:
        yield writing.say("Affected: {people}.", people=writing.list(map(writing.called, incident.affected)))


def _official(writing: Writing, incident: Incident) -> str:
    if incident.official == "unknown":
        return writing.say("Official concerned: not identified.")
    return writing.say("Official concerned: {post}.", post=writing.called(incident.official))


def statement_block(writing: Writing, statement: Statement) -> Block:
    """Return a numbered paragraph for one statement, with its annexes and how it is known."""
    text = sentence_case(writing.own(statement.say))
    if statement.say == LEFT_OUT:
        return writing.paragraph(text, writing.references(statement.exhibits))
    return writing.paragraph(text, writing.references(statement.exhibits), _source(writing, statement))


def _source(writing: Writing, statement: Statement) -> str:
    if statement.source == "hearsay" and statement.told_by:
        told_by = writing.called(statement.told_by)
        return _with_word(writing, statement, writing.say("Hearsay; told by: {person}.", person=told_by))
    return _with_word(writing, statement, writing.say(_SOURCES[statement.source]))


def _with_word(writing: Writing, asserted: Supported, source: str) -> str:
    if not asserted.vouched or asserted.exhibits:
        return source
    return f"{source} {writing.say('Vouched for from own knowledge, without a document.')}"


def _act(writing: Writing, act: Act, incident: Incident) -> Block:
    if act.what == LEFT_OUT:
        return writing.paragraph(writing.own(act.what), writing.references(act.exhibits))
    sentences = [_what_was_done(writing, act)]
    if act.by:
        sentences.append(writing.say("By: {person}.", person=writing.called(act.by)))
    if act.towards:
        sentences.append(writing.say("Towards: {people}.", people=writing.list(map(writing.called, act.towards))))
    return writing.paragraph(
        " ".join(sentences), writing.references(act.exhibits), _source_of_act(writing, act, incident)
    )


def _source_of_act(writing: Writing, act: Act, incident: Incident) -> str:
    """Say how an act is known: by the statement that rests on the same place, so that hearsay put on paper stays hearsay."""
    if not act.exhibits:
        return writing.say("Vouched for from own knowledge, without a document.") if act.vouched else ""
    told_there = (one for one in incident.what_happened if set(one.exhibits) & set(act.exhibits))
    hearsay = next((one for one in told_there if one.source == "hearsay"), None)
    return _source(writing, hearsay) if hearsay else writing.say("Document.")


def _what_was_done(writing: Writing, act: Act) -> str:
    when, what = writing.span(act.on), writing.own(act.what)
    if act.on.single:
        return writing.say("Act of {when}: {what}.", when=when, what=what)
    if not act.on.known:
        return writing.say("Act, date not known: {what}.", what=what)
    return writing.say("Act (date: {when}): {what}.", when=when, what=what)


def _differing(writing: Writing, question: str, fact: Fact) -> Iterator[Block]:
    """Tell openly where another source gives another answer."""
    if not fact.contradicted_by:
        return
    asked = lookup.question(writing.law, question)
    text = writing.say(
        "The sources differ on this question: {question}", question=writing.rule(asked.text) if asked else question
    )
    answers: list[tuple[Any, Citations, str | None]] = [(fact.answer, fact.exhibits, None)]
    answers += [(other.answer, other.exhibits, other.note) for other in fact.contradicted_by]
    yield writing.paragraph(text)
    for index, (answer, exhibits, note) in enumerate(answers):
        words = writing.say("Answer: {answer}.", answer=answer_in_words(writing, answer))
        if note:
            words = f"{words} {sentence_case(writing.own(note))}"
        yield writing.item(index, words, writing.references(exhibits))


def against_section(writing: Writing, incidents: Sequence[Incident]) -> Section | None:
    """Return the section with what speaks against the submissions, put as fairly as the rest; None if there is nothing."""
    blocks = [
        block
        for incident in incidents
        if incident.against
        for block in (_against_heading(writing, incident), *(statement_block(writing, one) for one in incident.against))
    ]
    title = writing.say("What speaks against the submissions, or is open")
    return Section("against", title, tuple(block for block in blocks if block)) if blocks else None


def _against_heading(writing: Writing, incident: Incident) -> Block | None:
    return incident_heading(writing, incident) if len(writing.chosen) > 1 else None
