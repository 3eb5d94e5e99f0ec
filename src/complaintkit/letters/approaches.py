"""What was sent to the institution and what came back: as a table for every letter, as sentences for the Ombudsman's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from complaintkit.case.values import Approach, Incident, Reply
from complaintkit.languages.catalogue import message
from complaintkit.languages.formats import language_name
from complaintkit.letters.answers import answer_in_words
from complaintkit.letters.values import Block, Table
from complaintkit.letters.writing import Writing
from complaintkit.words import sentence_case

_CAME_BACK = {
    "acknowledgement": message("Acknowledgement of receipt ({when})."),
    "call": message("Call ({when})."),
    "meeting": message("Meeting ({when})."),
    "part": message("Reply to a part ({when})."),
    "full": message("Reply to the whole ({when})."),
    "refusal": message("Refusal ({when})."),
}
_WHY_IT_FAILS = {
    "acknowledgement": message(
        "An acknowledgement of receipt came back (date: {when}). It does not answer the letter."
    ),
    "call": message("There was a call (date: {when}). It left no answer in writing."),
    "meeting": message("There was a meeting (date: {when})."),
    "part": message("A reply came back (date: {when}). It answers a part of the letter only."),
    "full": message("A reply came back (date: {when})."),
    "refusal": message("A refusal came back (date: {when})."),
}


def approaches_of(incidents: Iterable[Incident]) -> tuple[Approach, ...]:
    """Return what was sent in these incidents, by date, each once."""
    sent = dict.fromkeys(approach for incident in incidents for approach in map(_Same, incident.approaches))
    return tuple(
        sorted((same.approach for same in sent), key=lambda one: (one.on.first is None, one.on.first, one.about))
    )


class _Same:
    """Makes two incidents' records of the same letter one, by what is in them."""

    def __init__(self, approach: Approach) -> None:
        self.approach, self._key = approach, approach.model_dump_json(exclude={"id"})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


def approaches_table(writing: Writing, incidents: Iterable[Incident]) -> Table | None:
    """Return the table of letters sent, each with date, sender, address, proof of sending and what came back."""
    rows = tuple(_row(writing, approach) for approach in approaches_of(incidents))
    if not rows:
        return None
    headers = (
        writing.say("Date"),
        writing.say("Sent by"),
        writing.say("Sent to"),
        writing.say("Subject"),
        writing.say("Proof"),
        writing.say("What came back"),
    )
    return Table(writing.say("Letters sent to the institution and what came back"), headers, rows)


def _row(writing: Writing, approach: Approach) -> tuple[str, ...]:
    date = writing.span(approach.on)
    return (
        date if not approach.reminds else writing.say("{date} (reminder)", date=date),
        sentence_case(writing.called(approach.by)),
        ". ".join(_addressed(writing, approach)),
        sentence_case(writing.own(approach.about)),
        " ".join(_proof(writing, approach)),
        " ".join(_came_back(writing, approach)),
    )


def _addressed(writing: Writing, approach: Approach) -> Iterator[str]:
    yield sentence_case(writing.own(approach.to))
    if approach.address:
        yield writing.say("Address: {address}", address=approach.address)
    if approach.how:
        yield sentence_case(writing.own(approach.how))


def _proof(writing: Writing, approach: Approach) -> Iterator[str]:
    if approach.exhibit:
        yield writing.say("Letter: {annex}.", annex=writing.annex(approach.exhibit))
    yield from _language(writing, approach)
    if approach.proof_of_sending:
        yield writing.say("Proof of sending: {annex}.", annex=writing.annex(approach.proof_of_sending))
    else:
        yield writing.say("No proof of sending is held.")
    if approach.received == "no":
        yield writing.say("The letter did not arrive, or its receipt is denied.")
    for other in approach.contradicted_by:
        answer = answer_in_words(writing, other.answer)
        where = writing.references(other.exhibits)
        yield writing.say("Another source gives: {answer} {annexes}", answer=answer, annexes=where).strip()
        if other.note:
            yield sentence_case(writing.own(other.note))


def _language(writing: Writing, approach: Approach) -> Iterator[str]:
    if approach.language:
        yield writing.say(
            "Language of the letter: {language}.", language=language_name(approach.language, writing.language)
        )


def _came_back(writing: Writing, approach: Approach) -> Iterator[str]:
    for reply in approach.came_back:
        yield writing.say(_CAME_BACK[reply.kind], when=writing.span(reply.on))
        yield from _told_of(writing, reply)
        if reply.exhibit:
            yield writing.references((reply.exhibit,))
    if approach.came_back:
        return
    if approach.reply == "none":
        yield writing.say("Nothing, as far as is known.")
    else:
        yield writing.say("Not known.")


def _told_of(writing: Writing, reply: Reply) -> Iterator[str]:
    if reply.language:
        yield writing.say(
            "Language of the reply: {language}.", language=language_name(reply.language, writing.language)
        )
    if reply.leaves_open:
        yield writing.say("What it left open: {what}.", what=writing.own(reply.leaves_open))
    if reply.note:
        yield writing.own(reply.note)


def approach_paragraphs(writing: Writing, incidents: Iterable[Incident]) -> Iterator[Block]:
    """Yield a paragraph for each letter sent: by whom, when, what about, and why the reply fails or that there was none.

    Letters that do not raise the allegation are in the table only.
    """
    for approach in approaches_of(incidents):
        if approach.raises_allegation != "no":
            cited = [one for one in (approach.exhibit, approach.proof_of_sending) if one]
            yield writing.paragraph(" ".join(_sentences(writing, approach)), writing.references(cited))


def _sentences(writing: Writing, approach: Approach) -> Iterator[str]:
    by, about, to = writing.called(approach.by), writing.own(approach.about), writing.own(approach.to)
    yield writing.say(
        "Date: {when}. Sent by: {by}. Sent to: {to}. Subject: {about}.",
        when=writing.span(approach.on), by=by, to=to, about=about,
    )  # fmt: skip
    yield from _language(writing, approach)
    if approach.reminds:
        yield writing.say("This was a reminder.")
    if approach.asks_for_answer == "yes":
        yield writing.say("An answer was asked for.")
    if approach.by != writing.case.file.complainant.label:
        yield writing.say("This letter was written by others and is not put forward as the complainant's own approach.")
    yield from _why(writing, approach)


def _why(writing: Writing, approach: Approach) -> Iterator[str]:
    for reply in approach.came_back:
        yield writing.say(_WHY_IT_FAILS[reply.kind], when=writing.span(reply.on))
        yield from _told_of(writing, reply)
    if approach.came_back:
        return
    if approach.reply == "none":
        yield writing.say("No reply has been received.")
    else:
        yield writing.say("Whether a reply was given is not known.")
