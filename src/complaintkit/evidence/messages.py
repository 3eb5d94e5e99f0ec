"""What the register says of a message: whether an exhibit is one, who sent it to whom, and when."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from complaintkit.case.values import Exhibit
from complaintkit.evidence.reading.kinds import KINDS
from complaintkit.evidence.reading.values import Party

_EMAIL = {name for name, kind in KINDS.items() if kind.family == "email"}
_CALLED = {"e-mail", "email"}
_PARTY = re.compile(r"(?P<name>.*?)\s*<(?P<address>[^<>]*)>")


def is_message(exhibit: Exhibit) -> bool:
    """Tell whether an exhibit is an e-mail: as its file was read when it was taken in, else as the register calls it."""
    if exhibit.file_says is None or exhibit.file_says.format is None:
        return exhibit.kind in _CALLED
    return exhibit.file_says.format in _EMAIL


def day_of(exhibit: Exhibit) -> date | None:
    """Return the day of an exhibit: on which a message was sent, else the last day that the register gives it."""
    sent = moment_of(exhibit)
    return sent.date() if sent else None


def sender_of(exhibit: Exhibit) -> str | None:
    """Return who sent or made an exhibit, in a form that can be compared: an address, else a label or a name."""
    said = exhibit.file_says.sender if exhibit.file_says else None
    sender = party(said) if said else None
    return (sender.address or sender.name).casefold() if sender else exhibit.made_by


def recipients_of(exhibit: Exhibit) -> frozenset[str]:
    """Return the addresses, else the names, to which a message was sent."""
    said = exhibit.file_says
    people = (party(one) for one in (*said.recipients, *said.copies_to)) if said else ()
    return frozenset((party.address or party.name).casefold() for party in people)


def same_sender(one: Exhibit, other: Exhibit) -> bool:
    """Tell whether two exhibits are known to be by the same sender: by the address, or by the label in the register."""
    if one.made_by and other.made_by:
        return one.made_by == other.made_by
    return sender_of(one) is not None and sender_of(one) == sender_of(other)


def moment_of(exhibit: Exhibit) -> datetime | None:
    """Return when a message was sent, as its file says; else the last day that the register gives an exhibit."""
    said = exhibit.file_says.sent if exhibit.file_says and is_message(exhibit) else None
    try:
        found = datetime.fromisoformat(said) if said else None
    except ValueError:
        found = None
    day = exhibit.dated.last if exhibit.dated else None
    return found or (datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None)


def party(said: str) -> Party:
    """Return somebody as the register writes them: `Name <address>`, a name, or an address."""
    match = _PARTY.fullmatch(said.strip())
    if match:
        return Party(match["name"].strip('" '), match["address"].strip())
    return Party("", said.strip()) if "@" in said else Party(said.strip(), "")
