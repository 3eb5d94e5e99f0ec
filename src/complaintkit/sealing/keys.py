"""The ways to lock and to open: a recipient's public key, the private key that fits, a passphrase.

What is secret is never printed: the values that hold it are plain dataclasses, because `@frozen` prints every field.
Written from the specification c2sp.org/age, sections "The X25519 recipient type" and "The scrypt recipient type".
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import Protocol

from complaintkit.sealing.bech32 import decode
from complaintkit.sealing.ciphers import KEY_SIZE, TAG_SIZE, derived, public_of, shared, stretched, unwrap, wrap
from complaintkit.sealing.header import Header, Stanza, from_base64, plain_base64
from complaintkit.sealing.refusals import Unfit, damaged, no_key
from complaintkit.values import frozen

FILE_KEY_SIZE = 16
_BODY_SIZE = FILE_KEY_SIZE + TAG_SIZE
_SALT_SIZE = 16
_X25519 = b"age-encryption.org/v1/X25519"
_SCRYPT = b"age-encryption.org/v1/scrypt"
WORK = 18  # as other age tools take it: 256 MiB and about a second for each guess
MOST_WORK = 22  # what other age tools still open
_WORK = re.compile(r"[1-9][0-9]?")
_MAKE_KEYS = "a recipient is `age1` and 58 letters and digits, as `age-keygen` prints it"


class Recipient(Protocol):
    """Somebody or something that a file can be locked to."""

    def lock(self, file_key: bytes) -> Stanza:
        """Return the file key, encrypted so that only this recipient can read it."""


class Opener(Protocol):
    """Something that may open a file."""

    def open(self, header: Header) -> bytes | None:
        """Return the file key, or None where this does not open the file; raises Unfit where the header is damaged."""


@frozen
class PublicKey:
    """The public key of a recipient."""

    key: bytes

    def lock(self, file_key: bytes) -> Stanza:
        """Return the file key, encrypted for whoever holds the private key."""
        passing = os.urandom(KEY_SIZE)
        share = public_of(passing)
        key = derived(shared(passing, self.key), share + self.key, _X25519)
        return Stanza(("X25519", plain_base64(share)), wrap(key, file_key))


@dataclass(frozen=True, repr=False)
class PrivateKey:
    """The private key of a recipient; age calls it an identity."""

    key: bytes

    def __repr__(self) -> str:
        return "PrivateKey(…)"

    @property
    def public(self) -> PublicKey:
        """Return the key that others lock files to."""
        return PublicKey(public_of(self.key))

    def open(self, header: Header) -> bytes | None:
        """Return the file key, or None where nothing in the header is for this key."""
        bodies = [_share_and_body(stanza) for stanza in header.stanzas if stanza.arguments[0] == "X25519"]
        keys = (unwrap(self._key_for(share), body) for share, body in bodies)
        return next((key for key in keys if key is not None), None)

    def _key_for(self, share: bytes) -> bytes:
        try:
            secret = shared(self.key, share)
        except ValueError:
            raise damaged("a key in its header is none") from None
        return derived(secret, share + self.public.key, _X25519)


@dataclass(frozen=True, repr=False)
class Passphrase:
    """A passphrase; locks a file and opens it. `work` is the power of two of the rounds."""

    text: str
    work: int = WORK

    def __repr__(self) -> str:
        return "Passphrase(…)"

    def lock(self, file_key: bytes) -> Stanza:
        """Return the file key, encrypted with the passphrase."""
        salt = os.urandom(_SALT_SIZE)
        key = stretched(self.text.encode(), _SCRYPT + salt, self.work)
        return Stanza(("scrypt", plain_base64(salt), str(self.work)), wrap(key, file_key))

    def open(self, header: Header) -> bytes | None:
        """Return the file key, or None where it is another passphrase, or none at all, that opens the file."""
        if not needs_passphrase(header):
            return None
        salt, work, body = _salt_work_and_body(header.stanzas[0])
        try:
            key = stretched(self.text.encode(), _SCRYPT + salt, work)
        except MemoryError:
            message = f"to open this file takes {1 << work >> 10:,} MiB of memory, which this computer does not have."
            raise no_key(message, "close other programs, or open it on another computer") from None
        return unwrap(key, body)


@dataclass(frozen=True, repr=False)
class FileKey:
    """The key of the file itself, held by whoever has just written it."""

    key: bytes

    def __repr__(self) -> str:
        return "FileKey(…)"

    def open(self, header: Header) -> bytes | None:  # noqa: ARG002
        """Return the key."""
        return self.key


def needs_passphrase(header: Header) -> bool:
    """Tell whether the file is locked with a passphrase; raises Unfit where it is so and not by it alone."""
    kinds = [stanza.arguments[0] for stanza in header.stanzas]
    if "scrypt" in kinds and len(kinds) > 1:
        raise damaged("its header names a passphrase and something else, which no age tool writes")
    return kinds == ["scrypt"]


def file_key(header: Header, openers: tuple[Opener, ...]) -> bytes:
    """Return the file key that the first fitting opener finds; raises Unfit: CK572 where none does, CK573."""
    for opener in openers:
        key = opener.open(header)
        if key is not None:
            if not header.fits(key):
                raise damaged("its header was changed after it was written")
            return key
    if needs_passphrase(header):
        raise no_key(
            "the passphrase is wrong (or the first lines of the file are damaged).",
            "type it again; small and capital letters and blanks count",
        )
    raise no_key("the key does not open this file.", "give the private key of one of those it was locked to")


def parse_recipient(text: str) -> PublicKey:
    """Return the public key that is spelled so; raises Unfit (CK571), which never repeats a private key."""
    prefix, key = _decoded(text)
    if prefix == "age" and len(key) == KEY_SIZE:
        return PublicKey(key)
    if prefix.startswith("age-secret-key"):
        message = "this is a private key, which must stay with its owner; a case is locked to the public one"
        raise Unfit("CK571", message, "show the public key that belongs to it with `age-keygen -y FILE`")
    raise Unfit("CK571", "this is a recipient of a kind that is not known here (X25519 is)", _MAKE_KEYS)


def parse_identity(text: str) -> PrivateKey:
    """Return the private key that is spelled so; raises Unfit (CK571), which never repeats it."""
    prefix, key = _decoded(text)
    if prefix == "age-secret-key-" and len(key) == KEY_SIZE:
        return PrivateKey(key)
    message = "this is no private key of the kind that is known here (X25519: `AGE-SECRET-KEY-1…`)"
    raise Unfit("CK571", message, "give the file that `age-keygen` wrote")


def _decoded(text: str) -> tuple[str, bytes]:
    try:
        return decode(text.strip())
    except ValueError as reason:
        raise Unfit("CK571", f"this is no key in the age format: {reason}", _MAKE_KEYS) from None


def _share_and_body(stanza: Stanza) -> tuple[bytes, bytes]:
    match stanza.arguments:
        case (_, share) if (key := _bytes(share, KEY_SIZE)) and len(stanza.body) == _BODY_SIZE:
            return key, stanza.body
    raise damaged("a recipient in its header is not as it was written")


def _salt_work_and_body(stanza: Stanza) -> tuple[bytes, int, bytes]:
    match stanza.arguments:
        case (_, text, work) if (salt := _bytes(text, _SALT_SIZE)) and len(stanza.body) == _BODY_SIZE:
            if _WORK.fullmatch(work) and int(work) <= MOST_WORK:
                return salt, int(work), stanza.body
    raise damaged("what its header says of the passphrase is not as it was written, or asks for too much work")


def _bytes(text: str, size: int) -> bytes | None:
    try:
        data = from_base64(text)
    except ValueError:
        return None
    return data if len(data) == size else None
