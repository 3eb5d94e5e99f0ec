"""The head of a message: its lines unfolded, encoded words and 8-bit text decoded, parameters and addresses taken apart."""

from __future__ import annotations

import re
from binascii import Error
from collections.abc import Iterable
from datetime import datetime
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, getaddresses, parsedate_to_datetime

from complaintkit.evidence.reading.values import Party
from complaintkit.values import frozen

_ID = re.compile(r"<[^<>\s]+>")
MOST_PARTIES = 2_000


@frozen
class Headers:
    """The fields of a head in their order, names in lower case, values unfolded."""

    fields: tuple[tuple[str, str], ...]
    strange: str | None = None  # a charset that a field names and that cannot be

    def get(self, name: str) -> str | None:
        """Return the first field of that name, decoded."""
        return next((value for key, value in self.fields if key == name), None)

    def all(self, name: str) -> tuple[str, ...]:
        """Return every field of that name."""
        return tuple(value for key, value in self.fields if key == name)


def parsed(lines: Iterable[bytes]) -> Headers:
    """Return the head whose lines are given; a line that is no field and continues none is left out."""
    fields: list[list[str]] = []
    for line in lines:
        text = _text(line).rstrip("\r\n")
        if text[:1] in {" ", "\t"}:
            if fields:
                fields[-1][1] += " " + text.strip()
            continue
        name, colon, value = text.partition(":")
        if colon and name:
            fields.append([name.strip().lower(), value.strip()])
    bad: list[str] = []
    return Headers(tuple((name, _words(value, bad)) for name, value in fields), bad[0] if bad else None)


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _words(value: str, bad: list[str]) -> str:
    """Decode encoded words (RFC 2047); a charset that cannot be is noted, and the text read as well as it can be."""
    if "=?" not in value:
        return value
    try:
        parts = decode_header(value)
    except (Error, ValueError):
        return value
    return "".join(part if isinstance(part, str) else _decoded(part, charset, bad) for part, charset in parts)


def _decoded(part: bytes, charset: str | None, bad: list[str]) -> str:
    try:
        return part.decode(charset or "ascii")
    except (LookupError, UnicodeDecodeError):
        bad.append(charset or "ascii")
        return _text(part)


def parameters(value: str, field: str = "content-type") -> tuple[str, dict[str, str]]:
    """Return the value of a field and its parameters, names in lower case, with RFC 2231's continuations and charsets."""
    if ";" not in value:
        return value.strip().lower(), {}
    message = Message()
    message[field] = value.replace("\n", " ").replace("\r", " ")
    try:
        pairs = message.get_params(header=field) or []
    except (ValueError, LookupError):
        return value.partition(";")[0].strip().lower(), {}
    named = {str(name).lower(): _collapsed(said) for name, said in pairs[1:]}
    return str(pairs[0][0]).strip().lower() if pairs else "", named


def _collapsed(said: str | tuple[str | None, str | None, str]) -> str:
    try:
        return collapse_rfc2231_value(said).strip()
    except (LookupError, ValueError):
        return str(said[-1])


def parties(values: Iterable[str]) -> tuple[Party, ...]:
    """Return the people in address fields; what is no address stands as a name."""
    found = getaddresses(list(values), strict=False) if _STRICT else getaddresses(list(values))
    return tuple(Party(name, address) for name, address in found if name or address)[:MOST_PARTIES]


def _knows_strict() -> bool:
    """Newer versions drop a whole field for one doubtful address unless told not to; what is doubtful is kept here."""
    try:
        getaddresses([], strict=False)
    except TypeError:
        return False
    return True


_STRICT = _knows_strict()


def identifiers(value: str | None) -> tuple[str, ...]:
    """Return the message ids of a field, with their brackets."""
    return tuple(dict.fromkeys(_ID.findall(value or "")))


def moment(value: str | None) -> datetime | None:
    """Return a date field as a time, without an offset where the field has none; None where it is no date."""
    try:
        return parsedate_to_datetime(value or "")
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
