"""Requests: the letters of an incident that belong together, what shows them, and what came back to them.

Several letters make one request where a reminder names the letter it reminds of: what came back to one of them answers
all. Of several requests the one that counts is that of which most can be said: an open one before one that was answered,
one that asked for an answer before one that did not; then the least answered, the best addressed, the best shown. Those
that are alike in all this support each other, and time runs from the oldest.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from complaintkit.case.values import Approach, Incident, Reply
from complaintkit.values import frozen

_LEAST_ANSWERED = ("none", "unknown", "acknowledgement", "call", "meeting", "part", "refusal", "full")
ANSWERED = ("refusal", "full")
_BEST_SHOWN = ("received", "sent", "copy", "word-only", "denied")
_BEST_ADDRESSED = ("right", "as-addressed", "other-service", "wrong")
_ASKED = ("yes", "unknown", "no")


@frozen
class Request:
    """A letter with the reminders that name it, and everything that came back to any of them, by day.

    `unanswered` is what the case says where nothing came back: `none` or `unknown`.
    """

    letters: tuple[Approach, ...]
    replies: tuple[Reply, ...]
    unanswered: str

    @property
    def answer(self) -> Reply | None:
        """Return what answers it most: the first reply to the whole or refusal, else the last of the next best kind."""
        whole = [reply for reply in self.replies if reply.kind in ANSWERED]
        if whole:
            return whole[0]
        return max(reversed(self.replies), key=lambda one: _LEAST_ANSWERED.index(one.kind), default=None)

    @property
    def came_back(self) -> str:
        """Return the kind of what answers it most, or that nothing is known to have come back."""
        return self.answer.kind if self.answer else self.unanswered

    @property
    def asked(self) -> str:
        """Return whether one of its letters asked for an answer."""
        return min((letter.asks_for_answer for letter in self.letters), key=_ASKED.index)

    @property
    def shown(self) -> str:
        """Return what shows that it was sent or received; what came back shows that it was received."""
        if self.replies or any(letter.received == "yes" for letter in self.letters):
            return "received"
        return min(map(_sending, self.letters), key=_BEST_SHOWN.index)

    @property
    def addressed(self) -> str:
        """Return the best address that one of its letters went to."""
        return min(map(_addressing, self.letters), key=_BEST_ADDRESSED.index)


def requests_that_count(incident: Incident) -> tuple[Request, ...]:
    """Return the requests of which most can be said, alike but for their days, the oldest first; none: nothing was sent."""
    if not incident.approaches:
        return ()
    ranked = [(_rank(request), request) for request in _requests(incident.approaches)]
    best = min(rank for rank, _ in ranked)
    return tuple(sorted((request for rank, request in ranked if rank == best), key=lambda one: _day(one.letters[0])))


def _requests(approaches: Sequence[Approach]) -> list[Request]:
    """Return the letters by request: each with the reminders that name it, directly or by way of another reminder."""
    named: dict[str | None, Approach] = {letter.id: letter for letter in approaches if letter.id}
    groups: dict[int, list[Approach]] = {}
    for letter in approaches:
        groups.setdefault(id(_first_of(letter, named)), []).append(letter)
    return [_request(letters) for letters in groups.values()]


def _first_of(letter: Approach, named: dict[str | None, Approach]) -> Approach:
    seen = [letter]
    while (earlier := named.get(seen[-1].reminder_of)) is not None and earlier not in seen:
        seen.append(earlier)
    return seen[-1]


def _request(letters: Sequence[Approach]) -> Request:
    ordered = tuple(sorted(letters, key=_day))
    replies = tuple(
        sorted((one for letter in letters for one in letter.came_back), key=lambda one: one.on.first or date.max)
    )
    silent = all(letter.reply == "none" for letter in letters)
    return Request(ordered, replies, "none" if silent else "unknown")


def _rank(request: Request) -> tuple[bool, int, int, int, int]:
    return (
        request.came_back in ANSWERED,
        _ASKED.index(request.asked),
        _LEAST_ANSWERED.index(request.came_back),
        _BEST_ADDRESSED.index(request.addressed),
        _BEST_SHOWN.index(request.shown),
    )


def _day(letter: Approach) -> date:
    return letter.on.first or date.max


def _sending(letter: Approach) -> str:
    if letter.received == "no":
        return "denied"
    if letter.proof_of_sending:
        return "sent"
    return "copy" if letter.exhibit else "word-only"


def _addressing(letter: Approach) -> str:
    return "as-addressed" if letter.address_is == "unknown" else letter.address_is
