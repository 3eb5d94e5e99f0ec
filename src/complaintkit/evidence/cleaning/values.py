"""The values of cleaning: a cleaned file with what was taken out and what is left, and why a file cannot be cleaned."""

from __future__ import annotations

from collections.abc import Iterable

from complaintkit.values import frozen


@frozen
class Choices:
    """What the user chose: keep the route of e-mails, accept tracked changes, rebuild PDF pages as pictures."""

    keep_routing: bool = False
    accept_changes: bool = False
    as_pictures: bool = False


@frozen
class Cleaned:
    """A file ready for sending: its bytes, the ending of its name, what was removed and what is left in it."""

    data: bytes
    ending: str
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


class Uncleanable(Exception):
    """A file of which no clean copy can be made: `reason` is a sentence, `advice` what to do instead."""

    def __init__(self, reason: str, advice: str) -> None:
        self.reason, self.advice = reason, advice
        super().__init__(reason)


def once(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words in their order, each once."""
    return tuple(dict.fromkeys(words))
