"""Passphrases: one made by chance, and whether one that a person thought of is too weak."""

from __future__ import annotations

import secrets
from pathlib import Path

from complaintkit.sealing.refusals import Unfit

SHORTEST = 14
_FEWEST = 7
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is taken for another one
_GROUPS, _IN_A_GROUP = 6, 4
_LONGEST = 4096


def made_passphrase() -> str:
    """Return six groups of four letters and digits drawn by chance: 118 bits, more than anybody can try out."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_IN_A_GROUP)) for _ in range(_GROUPS))


def weakness(passphrase: str) -> str | None:
    """Return why a passphrase can be guessed, or None where nothing speaks for it."""
    if len(passphrase) < SHORTEST:
        return f"it has {len(passphrase)} characters; under {SHORTEST} it can be found by trying"
    if len(set(passphrase.lower())) < _FEWEST:
        return "it repeats the same few characters"
    return None


def read_passphrase(path: Path) -> str:
    """Return the first line of a file, which may be a pipe (/dev/fd/3), without its end.

    Raises Unfit (CK579) where it is empty, too long or no UTF-8; OSError.
    """
    with path.open("rb") as stream:
        return passphrase_of(stream.readline(_LONGEST + 1))


def passphrase_of(line: bytes) -> str:
    """Return the passphrase that a line of bytes holds; raises Unfit (CK579)."""
    if len(line) > _LONGEST:
        raise Unfit("CK579", "the first line is longer than any passphrase", "write the passphrase on the first line")
    try:
        passphrase = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise Unfit("CK579", "the first line is no text in UTF-8", "save the file as UTF-8") from None
    if not passphrase:
        raise Unfit("CK579", "the first line, where the passphrase should be, is empty", "write it there")
    return passphrase
