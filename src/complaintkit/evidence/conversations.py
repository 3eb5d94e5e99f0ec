"""The conversations in the register: messages and letters in order, each with what it answers, as far as the register says.

What was read in the files when they were taken in (`file_says`) and the relations that the register holds are all that is
looked at; no file is opened. A relation of the register goes before what stands in a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from complaintkit.case.values import Exhibit, Register
from complaintkit.evidence.reading.kinds import KINDS
from complaintkit.evidence.reading.threads import Message, threads
from complaintkit.evidence.reading.values import Fact, FileFacts, Party
from complaintkit.values import frozen

_WHERE = "exhibits.yaml"
_EMAIL = {name for name, kind in KINDS.items() if kind.family == "email"}
_CALLED = {"e-mail", "email"}
_PARTY = re.compile(r"(?P<name>.*?)\s*<(?P<address>[^<>]*)>")


@frozen
class Turn:
    """A message or letter in its conversation: which exhibit it answers, and which it is the same as, where there is one.

    `assumed` tells that what it answers does not stand in it but is likely, by its subject, its day and its people.
    """

    exhibit: Exhibit
    answers: str | None = None
    assumed: bool = False
    same_as: str | None = None


@frozen
class Conversation:
    """What belongs together, in order: an answer never stands before what it answers."""

    subject: str
    turns: tuple[Turn, ...]

    def answers_to(self, exhibit: str) -> tuple[Turn, ...]:
        """Return what somebody else wrote after an exhibit of the conversation, copies of the exhibit left out."""
        place = next(number for number, turn in enumerate(self.turns) if turn.exhibit.id == exhibit)
        asked = self.turns[place]
        first = asked.same_as or exhibit
        later = (turn for turn in self.turns[place + 1 :] if first not in {turn.exhibit.id, turn.same_as})
        return tuple(turn for turn in later if not same_sender(asked.exhibit, turn.exhibit))


def conversations(register: Register) -> tuple[Conversation, ...]:
    """Return the conversations of the register by the day of their first message; what was withdrawn is left out.

    A letter on paper belongs to one where a relation `reply-to` says so. A message alone is a conversation, too.
    """
    held = {number: one for number, one in register.exhibits.items() if not one.withdrawn}
    replied = {number: _replies_to(one, held) for number, one in held.items()}
    asked = {number for number in replied.values() if number}
    taking_part = [one for one in held.values() if is_message(one) or replied[one.id] or one.id in asked]
    facts = [_facts(one, held, replied[one.id]) for one in taking_part]
    return tuple(Conversation(thread.subject, _turns(thread.messages, held)) for thread in threads(facts))


def by_exhibit(register: Register) -> dict[str, Conversation]:
    """Return the conversation of each exhibit that belongs to one."""
    return {turn.exhibit.id: whole for whole in conversations(register) for turn in whole.turns}


def is_message(exhibit: Exhibit) -> bool:
    """Tell whether an exhibit is an e-mail: as its file was read when it was taken in, else as the register calls it."""
    if exhibit.file_says is None or exhibit.file_says.format is None:
        return exhibit.kind in _CALLED
    return exhibit.file_says.format in _EMAIL


def day_of(exhibit: Exhibit) -> date | None:
    """Return the day of an exhibit: on which a message was sent, else the last day that the register gives it."""
    sent = _moment(exhibit)
    return sent.value.date() if sent else None


def sender_of(exhibit: Exhibit) -> str | None:
    """Return who sent or made an exhibit, in a form that can be compared: an address, else a label or a name."""
    said = exhibit.file_says.sender if exhibit.file_says else None
    party = _party(said) if said else None
    return (party.address or party.name).casefold() if party else exhibit.made_by


def recipients_of(exhibit: Exhibit) -> frozenset[str]:
    """Return the addresses, else the names, to which a message was sent."""
    said = exhibit.file_says
    people = (_party(one) for one in (*said.recipients, *said.copies_to)) if said else ()
    return frozenset((party.address or party.name).casefold() for party in people)


def same_sender(one: Exhibit, other: Exhibit) -> bool:
    """Tell whether two exhibits are known to be by the same sender: by the address, or by the label in the register."""
    if one.made_by and other.made_by:
        return one.made_by == other.made_by
    return sender_of(one) is not None and sender_of(one) == sender_of(other)


def _replies_to(exhibit: Exhibit, held: dict[str, Exhibit]) -> str | None:
    found = (one.exhibit for one in exhibit.relations if one.kind == "reply-to" and one.exhibit != exhibit.id)
    return next((number for number in found if number in held), None)


def _facts(exhibit: Exhibit, held: dict[str, Exhibit], replied: str | None) -> FileFacts:
    """Return what the register says of an exhibit in the form in which messages are put in order."""
    said = exhibit.file_says
    own = said.in_reply_to if said else None
    named = [_id(held[replied])] if replied else [own] if own else []
    more = (*(said.references if said else ()), *([own] if own and replied else []))
    sender = said.sender if said else None
    return FileFacts(
        exhibit.id,
        KINDS["eml"],
        exhibit.size,
        Fact("message/rfc822", "read", _WHERE),
        date=_moment(exhibit),
        sender=Fact(_party(sender or exhibit.made_by or ""), "read", _WHERE),
        recipients=_people(said.recipients if said else ()),
        cc=_people(said.copies_to if said else ()),
        subject=Fact((said.subject if said else None) or exhibit.title, "read", _WHERE),
        message_id=Fact(_id(exhibit), "read", _WHERE),
        in_reply_to=Fact(named[0], "read", _WHERE) if named else None,
        references=Fact(more, "read", _WHERE) if more else None,
    )


def _id(exhibit: Exhibit) -> str:
    """Return the message id, or one that stands for it and that no message has."""
    return (exhibit.file_says.message_id if exhibit.file_says else None) or f"exhibit {exhibit.id}"


def _moment(exhibit: Exhibit) -> Fact[datetime] | None:
    said = exhibit.file_says.sent if exhibit.file_says and is_message(exhibit) else None
    try:
        found = datetime.fromisoformat(said) if said else None
    except ValueError:
        found = None
    if found is None and exhibit.dated and exhibit.dated.last:
        day = exhibit.dated.last
        found = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Fact(found, "read", _WHERE) if found else None


def _people(said: Iterable[str]) -> Fact[tuple[Party, ...]] | None:
    people = tuple(_party(one) for one in said)
    return Fact(people, "read", _WHERE) if people else None


def _party(said: str) -> Party:
    match = _PARTY.fullmatch(said.strip())
    if match:
        return Party(match["name"].strip('" '), match["address"].strip())
    return Party("", said.strip()) if "@" in said else Party(said.strip(), "")


def _turns(messages: tuple[Message, ...], held: dict[str, Exhibit]) -> tuple[Turn, ...]:
    return tuple(_each_turn(messages, held))


def _each_turn(messages: tuple[Message, ...], held: dict[str, Exhibit]) -> Iterator[Turn]:
    for message in messages:
        exhibit = held[message.facts.file]
        answers = None if message.answers is None else messages[message.answers].facts.file
        same = None if message.same_as is None else messages[message.same_as].facts.file
        yield Turn(exhibit, answers, message.how == "assumed", same)
