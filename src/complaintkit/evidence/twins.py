"""Messages that are the same though nothing in their heads says so: copies from two mailboxes, exports that lost the id."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from complaintkit.case.values import Exhibit, Register
from complaintkit.evidence.messages import is_message, recipients_of, sender_of

SAME_MOMENT = timedelta(minutes=2)  # the clocks of the program that sent it and of the server that took it
_Words = tuple[str, str, frozenset[str]]


def same_messages(register: Register) -> Iterator[tuple[str, str]]:
    """Yield each exhibit that is the same message as an earlier one, and that one.

    The same are the subject, the text, the people and, within two minutes, the time. Where the register has no digest of
    the text, the sender and the exact time stand for it, if one of the two has no message id. Those of one message id are
    told of by the checks of the register.
    """
    alike: dict[_Words, list[tuple[datetime, Exhibit]]] = {}
    for exhibit in register.exhibits.values():
        moment = _moment(exhibit) if exhibit.file_says and is_message(exhibit) and not exhibit.withdrawn else None
        if moment is not None:
            alike.setdefault(_words(exhibit, moment), []).append((moment, exhibit))
    for found in alike.values():
        if len(found) > 1:
            yield from _near(sorted(found, key=lambda one: (one[0], int(one[1].id[1:]))))


def _near(found: list[tuple[datetime, Exhibit]]) -> Iterator[tuple[str, str]]:
    for (before, one), (after, other) in pairwise(found):
        if after - before <= SAME_MOMENT and _id(one) != _id(other) and _comparable(one, other):
            earlier, later = sorted((one.id, other.id), key=lambda number: int(number[1:]))
            yield later, earlier


def _comparable(one: Exhibit, other: Exhibit) -> bool:
    """Tell whether the text of both is known, or one of them has no message id that could tell them apart."""
    said = [exhibit.file_says for exhibit in (one, other) if exhibit.file_says]
    return all(each.text_sha256 for each in said) or not all(each.message_id for each in said)


def _words(exhibit: Exhibit, moment: datetime) -> _Words:
    said = exhibit.file_says
    subject = " ".join(((said.subject if said else None) or "").casefold().split())
    digest = (said.text_sha256 if said else None) or f"{sender_of(exhibit)} {moment.isoformat()}"
    return subject, digest, recipients_of(exhibit)


def _id(exhibit: Exhibit) -> str:
    """Return the message id, or one that no other exhibit has."""
    return (exhibit.file_says.message_id if exhibit.file_says else None) or exhibit.id


def _moment(exhibit: Exhibit) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(exhibit.file_says.sent)) if exhibit.file_says else None
    except ValueError:
        return None
    return found.replace(tzinfo=found.tzinfo or UTC) if found else None
