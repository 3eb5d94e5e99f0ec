"""What one letter may cost: how long a text, how many turns of loops, how much in all, how long it may take.

A template is somebody else's file. Each limit is far above what the largest letter needs (4,000 incidents take some
hundred thousand turns and a fraction of a second) and far below what would make a computer stand still.
"""

from __future__ import annotations

import time

MOST_CHARACTERS = 1_000_000
MOST_LINES = 5_000
MOST_TURNS = 1_000_000
MOST_PRINTED = 50_000_000
MOST_SECONDS = 30.0

_TURNS_BETWEEN_LOOKS = 64


class NotPrintable(Exception):
    """A template prints something that is no text, such as a missing table or a whole list."""


class TooLong(Exception):
    """A value is longer than anything a letter holds."""


class TooMuch(Exception):
    """A template loops, prints or works more than any letter needs."""


class WrongLook(Exception):
    """A template gives a colour or a number of columns that is none."""


class Meter:
    """What the filling of one template has cost so far; raises TooMuch once that is more than a letter may cost."""

    __slots__ = ("_characters", "_ends", "_turns")

    def __init__(self) -> None:
        self._ends = time.monotonic() + MOST_SECONDS
        self._turns = 0
        self._characters = 0

    def turn(self, characters: int) -> bool:
        """Count one turn of a loop, or one value printed, and the characters it puts into the document; return True."""
        self._turns += 1
        self._characters += characters
        if self._turns > MOST_TURNS:
            raise TooMuch(f"its loops turn more than {MOST_TURNS:,} times")
        if self._characters > MOST_PRINTED:
            raise TooMuch(f"the document would have more than {MOST_PRINTED:,} characters")
        if self._turns % _TURNS_BETWEEN_LOOKS == 0 and time.monotonic() > self._ends:
            raise TooMuch(f"it takes longer than {MOST_SECONDS:.0f} seconds")
        return True


def measured(text: str) -> str:
    """Return the text; raises TooLong where it has more characters or lines than a letter can hold."""
    if len(text) > MOST_CHARACTERS or (len(text) > MOST_LINES and text.count("\n") > MOST_LINES):
        raise TooLong(f"{len(text):,} characters in {text.count(chr(10)) + 1:,} lines")
    return text
