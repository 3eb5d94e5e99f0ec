"""Conversations: which messages answer which, and in what order they were written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from heapq import heapify, heappop, heappush

from complaintkit.evidence.reading.values import FileFacts, How
from complaintkit.values import frozen

LONGEST_SILENCE = timedelta(days=365)
_REPLY = re.compile(
    r"^\s*(?:(?:re|aw|wg|fw|fwd|sv|vs|tr|r|rif|i|odp|pd|ynt|ref|rv|enc|antw|doorst|vl|vb|bls|hl|na|отг|ответ|отв|нa|пересл)"
    r"(?:\[\d+\])?\s*:\s*)+",
    re.IGNORECASE,
)


@frozen
class Message:
    """A message in its conversation: what it answers (a place in the thread), and whether that stands in it.

    `same_as` is the place of an earlier message with the same message id: the same message held twice.
    """

    facts: FileFacts
    answers: int | None
    how: How
    same_as: int | None = None


@frozen
class Thread:
    """A conversation: its subject, and its messages in the order of their dates, an answer never before its question."""

    subject: str
    messages: tuple[Message, ...]


def threads(facts: Iterable[FileFacts]) -> tuple[Thread, ...]:
    """Return the conversations that the messages among the files form, by the date of their first message.

    An answer is known by In-Reply-To and References (RFC 5322, section 3.6.4). Where neither leads to a message that is
    there, one whose subject begins like an answer is taken to answer the last before it with the same subject among the
    same people; that is `assumed`.
    """
    held = sorted((one for one in facts if one.format.family == "email"), key=_when)
    twins = _twins(held)
    parents = _parents(held, twins)
    together: dict[int, list[int]] = {}
    for number in range(len(held)):
        together.setdefault(_root(parents, number), []).append(number)
    return tuple(_thread(numbers, held, parents, twins) for numbers in together.values())


def _when(facts: FileFacts) -> tuple[bool, datetime, str]:
    """Order by date; a time without a zone counts as UTC, a message without a date comes last."""
    date = facts.date.value if facts.date else None
    if date is None:
        return True, datetime.max.replace(tzinfo=UTC), facts.file
    return False, date if date.tzinfo else date.replace(tzinfo=UTC), facts.file


def _twins(held: Sequence[FileFacts]) -> dict[int, int]:
    """Return which messages have the message id of an earlier one."""
    first: dict[str, int] = {}
    twins = {}
    for number, facts in enumerate(held):
        if facts.message_id:
            earlier = first.setdefault(facts.message_id.value, number)
            if earlier != number:
                twins[number] = earlier
    return twins


def _parents(held: Sequence[FileFacts], twins: Mapping[int, int]) -> dict[int, tuple[int, How]]:
    """Return what each message answers; a circle of references is cut where it would close."""
    by_id = {
        facts.message_id.value: number for number, facts in enumerate(held) if facts.message_id and number not in twins
    }
    lost: dict[str, int] = {}
    parents: dict[int, tuple[int, How]] = {}
    subjects: dict[str, list[int]] = {}
    for number, facts in enumerate(held):
        parent = _linked(number, facts, by_id, lost, parents)
        if number in twins:
            parent = (twins[number], "read")
        elif parent is None:
            parent = _assumed(facts, held, subjects)
        if parent is not None and _root(parents, parent[0]) != number:
            parents[number] = parent
        subjects.setdefault(_base(facts), []).append(number)
    return parents


def _linked(
    number: int,
    facts: FileFacts,
    by_id: Mapping[str, int],
    lost: dict[str, int],
    parents: Mapping[int, tuple[int, How]],
) -> tuple[int, How] | None:
    """Return the message that the head names; two that name the same lost one belong together, but that is assumed."""
    named = [facts.in_reply_to.value] if facts.in_reply_to else []
    named += reversed(facts.references.value) if facts.references else ()
    for identifier in named:
        found = by_id.get(identifier)
        if found is not None and found != number and _root(parents, found) != number:
            return found, "read"
    for identifier in named:
        earlier = lost.setdefault(identifier, number)
        if earlier != number:
            return earlier, "assumed"
    return None


def _assumed(facts: FileFacts, held: Sequence[FileFacts], subjects: Mapping[str, list[int]]) -> tuple[int, How] | None:
    said = facts.subject.value if facts.subject else ""
    if not _REPLY.match(said) or not _base(facts) or facts.date is None:
        return None
    for number in reversed(subjects.get(_base(facts), ())):
        near = held[number].date is not None and _when(facts)[1] - _when(held[number])[1] <= LONGEST_SILENCE
        if near and _people(facts) & _people(held[number]):
            return number, "assumed"
    return None


def _base(facts: FileFacts) -> str:
    said = facts.subject.value if facts.subject else ""
    return " ".join(_REPLY.sub("", said).casefold().split())


def _people(facts: FileFacts) -> set[str]:
    everybody = [facts.sender.value] if facts.sender else []
    everybody += [*(facts.recipients.value if facts.recipients else ()), *(facts.cc.value if facts.cc else ())]
    return {(party.address or party.name).casefold() for party in everybody}


def _root(parents: Mapping[int, tuple[int, How]], number: int) -> int:
    while number in parents:
        number = parents[number][0]
    return number


def _thread(
    numbers: Sequence[int],
    held: Sequence[FileFacts],
    parents: Mapping[int, tuple[int, How]],
    twins: Mapping[int, int],
) -> Thread:
    order = _in_order(numbers, parents)
    place = {number: at for at, number in enumerate(order)}
    messages = tuple(_message(number, held, parents, twins, place) for number in order)
    said = messages[0].facts.subject
    return Thread(_REPLY.sub("", said.value).strip() if said else "", messages)


def _message(
    number: int,
    held: Sequence[FileFacts],
    parents: Mapping[int, tuple[int, How]],
    twins: Mapping[int, int],
    place: Mapping[int, int],
) -> Message:
    if number in twins:
        return Message(held[number], None, "read", place[twins[number]])
    if number not in parents:
        return Message(held[number], None, "read")
    parent, how = parents[number]
    return Message(held[number], place[parent], how)


def _in_order(numbers: Sequence[int], parents: Mapping[int, tuple[int, How]]) -> list[int]:
    """Return the messages by date, but one with a wrong clock after what it answers."""
    known, order = set(numbers), list[int]()
    ready = [number for number in numbers if number not in parents]
    children: dict[int, list[int]] = {}
    for number in known - set(ready):
        children.setdefault(parents[number][0], []).append(number)
    heapify(ready)
    while ready:
        order.append(heappop(ready))
        for child in children.get(order[-1], ()):
            heappush(ready, child)
    return order
