"""Why a locked file cannot be opened or a key cannot be used: raised inside, told to the user as a Problem with the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from complaintkit.problems import Refused, error


class Unfit(Exception):
    """Something is not as it has to be; carries the code, the sentence and the hint of the Problem that it becomes."""

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


@contextmanager
def told_of(file: str) -> Iterator[None]:
    """Turn what is unfit within the block into Refused, with the file that it is about."""
    try:
        yield
    except Unfit as unfit:
        raise Refused((error(file, unfit.code, unfit.message, unfit.hint),)) from None


def damaged(what: str) -> Unfit:
    """Return the refusal of a file that is no whole file in the age format (CK573)."""
    message = f"this locked file is damaged, cut short or none at all: {what}. Nothing was written."
    return Unfit("CK573", message, "take another copy of the file, from a backup or from whoever gave it to you")


def no_key(message: str, hint: str) -> Unfit:
    """Return the refusal of a passphrase or key that does not open the file (CK572)."""
    return Unfit("CK572", f"{message} Nothing was changed.", hint)
