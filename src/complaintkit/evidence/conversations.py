"""The conversations in the register: messages and letters in order, each with what it answers, as far as the register says.

What was read in the files when they were taken in (`file_says`) and the relations that the register holds are all that is
looked at; no file is opened. A relation of the register goes before what stands in a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from complaintkit.case.values import Exhibit, Register
from complaintkit.evidence.messages import is_message, moment_of, party, same_sender
from complaintkit.evidence.reading.kinds import KINDS
from complaintkit.evidence.reading.threads import Message, threads
from complaintkit.evidence.reading.values import Fact, FileFacts, Party
from complaintkit.evidence.twins import same_messages
from complaintkit.values import frozen

_WHERE = "exhibits.yaml"


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
    names = _names(register)
    facts = [_facts(one, names, replied[one.id]) for one in taking_part]
    return tuple(Conversation(thread.subject, tuple(_turns(thread.messages, held))) for thread in threads(facts))


def by_exhibit(register: Register) -> dict[str, Conversation]:
    """Return the conversation of each exhibit that belongs to one."""
    return {turn.exhibit.id: whole for whole in conversations(register) for turn in whole.turns}


def _replies_to(exhibit: Exhibit, held: dict[str, Exhibit]) -> str | None:
    found = (one.exhibit for one in exhibit.relations if one.kind == "reply-to" and one.exhibit != exhibit.id)
    return next((number for number in found if number in held), None)


@frozen
class _Names:
    """The name of each exhibit among messages, the same for copies of one message, and what other ids became of."""

    of: dict[str, str]
    instead: dict[str, str]

    def meant(self, message_id: str) -> str:
        """Return the name under which a message of that id goes here."""
        return self.instead.get(message_id, message_id)


def _names(register: Register) -> _Names:
    said = {number: one.file_says.message_id for number, one in register.exhibits.items() if one.file_says}
    names = {number: said.get(number) or f"exhibit {number}" for number in register.exhibits}
    instead = {}
    for later, earlier in same_messages(register):
        instead[names[later]] = names[earlier]
        names[later] = names[earlier]
    return _Names(names, instead)


def _facts(exhibit: Exhibit, names: _Names, replied: str | None) -> FileFacts:
    """Return what the register says of an exhibit in the form in which messages are put in order."""
    said, moment = exhibit.file_says, moment_of(exhibit)
    own = [names.meant(said.in_reply_to)] if said and said.in_reply_to else []
    named = [names.of[replied], *own] if replied else own
    more = (*(map(names.meant, said.references) if said else ()), *reversed(named[1:]))
    sender = (said.sender if said else None) or exhibit.made_by or ""
    return FileFacts(
        exhibit.id,
        KINDS["eml"],
        exhibit.size,
        Fact("message/rfc822", "read", _WHERE),
        date=Fact(moment, "read", _WHERE) if moment else None,
        sender=Fact(party(sender), "read", _WHERE) if sender else None,
        recipients=_people(said.recipients if said else ()),
        cc=_people(said.copies_to if said else ()),
        subject=Fact((said.subject if said else None) or exhibit.title, "read", _WHERE),
        message_id=Fact(names.of[exhibit.id], "read", _WHERE),
        in_reply_to=Fact(named[0], "read", _WHERE) if named else None,
        references=Fact(more, "read", _WHERE) if more else None,
    )


def _people(said: Iterable[str]) -> Fact[tuple[Party, ...]] | None:
    people = tuple(party(one) for one in said)
    return Fact(people, "read", _WHERE) if people else None


def _turns(messages: tuple[Message, ...], held: dict[str, Exhibit]) -> Iterator[Turn]:
    for message in messages:
        exhibit = held[message.facts.file]
        answers = None if message.answers is None else messages[message.answers].facts.file
        same = None if message.same_as is None else messages[message.same_as].facts.file
        yield Turn(exhibit, answers, message.how == "assumed", same)
