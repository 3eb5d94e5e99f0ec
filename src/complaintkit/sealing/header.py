"""The header of a file in the age format: who can open it, in text, under a code that shows any change.

Written from the specification c2sp.org/age (age-encryption.org/v1), sections "Header" and "ABNF definition".
"""

from __future__ import annotations

import hmac
import re
from base64 import b64decode, b64encode
from typing import BinaryIO

from complaintkit.sealing.ciphers import derived, sign
from complaintkit.sealing.refusals import Unfit, damaged
from complaintkit.values import frozen

_VERSION = b"age-encryption.org/v1\n"
_ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_COLUMNS = 64
_MAC_SIZE = 32
_LONGEST = 1024 * 1024
_WORD = re.compile(r"[!-~]+")


@frozen
class Stanza:
    """One way to open the file: what kind it is and what that kind needs, and the file key as encrypted for it."""

    arguments: tuple[str, ...]
    body: bytes


@frozen
class Header:
    """The ways to open a file, and the code over the text that they stand in."""

    stanzas: tuple[Stanza, ...]
    signed: bytes
    code: bytes

    def fits(self, file_key: bytes) -> bool:
        """Tell whether the header is the one that was written with this file key."""
        return hmac.compare_digest(sign(derived(file_key, b"", b"header"), self.signed), self.code)


def plain_base64(data: bytes) -> str:
    """Return the bytes in base64, without the signs that fill it up."""
    return b64encode(data).decode("ascii").rstrip("=")


def from_base64(text: str) -> bytes:
    """Return the bytes; raises ValueError for anything but the one spelling that they have."""
    data = b64decode(text + "=" * (-len(text) % 4), validate=True)
    if plain_base64(data) != text:
        raise ValueError("another spelling of the same bytes")
    return data


def write_header(file_key: bytes, stanzas: tuple[Stanza, ...]) -> bytes:
    """Return the header with its code."""
    signed = _VERSION + b"".join(_text(stanza) for stanza in stanzas) + b"---"
    code = sign(derived(file_key, b"", b"header"), signed)
    return signed + f" {plain_base64(code)}\n".encode()


def _text(stanza: Stanza) -> bytes:
    body = plain_base64(stanza.body)
    lines = [body[start : start + _COLUMNS] for start in range(0, len(body) + 1, _COLUMNS)]
    return "".join(f"{line}\n" for line in (f"-> {' '.join(stanza.arguments)}", *lines)).encode("ascii")


def read_header(stream: BinaryIO) -> Header:
    """Read the header, and leave the stream where the payload begins; raises Unfit (CK573) where there is none."""
    lines = _Lines(stream)
    lines.first()
    stanzas: list[Stanza] = []
    line = lines.next()
    try:
        while not line.startswith("--- "):
            stanzas.append(_stanza(line, lines))
            line = lines.next()
        code = from_base64(line.removeprefix("--- "))
    except ValueError:
        raise damaged("its header is not as it was written") from None
    if not stanzas or len(code) != _MAC_SIZE:
        raise damaged("its header is not as it was written")
    return Header(tuple(stanzas), lines.read.rpartition(b"---")[0] + b"---", code)


def _stanza(line: str, lines: _Lines) -> Stanza:
    mark, *arguments = line.split(" ")
    if mark != "->" or not arguments or not all(_WORD.fullmatch(argument) for argument in arguments):
        raise ValueError("no beginning of a stanza")
    body = last = lines.next()
    while len(last) == _COLUMNS:
        last = lines.next()
        body += last
    if len(last) > _COLUMNS:
        raise ValueError("a line too long")
    return Stanza(tuple(arguments), from_base64(body))


class _Lines:
    """The lines of a header as they are read, and all that was read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.read = b""

    def first(self) -> None:
        """Read the line that says which format and version it is."""
        line = self._stream.readline(len(_ARMOUR) + 2)
        if line.startswith(_ARMOUR):
            hint = "turn it into a binary one first: age -d FILE | tar x unpacks it as it is"
            raise Unfit("CK573", "this is a locked file in its text form (armoured), which is not read here.", hint)
        if line != _VERSION:
            raise damaged("it does not begin as a file in the age format, version 1, does")
        self.read = line

    def next(self) -> str:
        """Return the next line without its end."""
        line = self._stream.readline(_LONGEST - len(self.read))
        self.read += line
        if not line.endswith(b"\n") or not line.isascii():
            raise damaged("its header has no end")
        return line[:-1].decode("ascii")
