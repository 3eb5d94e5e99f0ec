"""The encrypted content of a file in the age format, written and read in pieces of 64 KiB, so that memory stays small.

Each piece is encrypted under its number, and the last one is marked as the last: a piece changed, moved or missing, and a
file cut short, are noticed (c2sp.org/age, section "Payload").
"""

from __future__ import annotations

import os
from typing import BinaryIO

from complaintkit.sealing.ciphers import TAG_SIZE, cipher, derived
from complaintkit.sealing.refusals import damaged

PIECE = 64 * 1024
_SEALED_PIECE = PIECE + TAG_SIZE
_NONCE_SIZE = 16


class SealedWriter:
    """A stream to write to; what is written goes to `target` encrypted. `finish` writes the last piece."""

    def __init__(self, target: BinaryIO, file_key: bytes) -> None:
        nonce = os.urandom(_NONCE_SIZE)
        target.write(nonce)
        self._target = target
        self._cipher = cipher(derived(file_key, nonce, b"payload"))
        self._held = bytearray()
        self._pieces = self._written = 0

    def write(self, data: bytes) -> int:
        """Take bytes in; the last piece is held back until it is known whether another one follows."""
        self._held += data
        self._written += len(data)
        start, end = 0, len(self._held)
        with memoryview(self._held) as held:
            while end - start > PIECE:
                self._seal(held[start : start + PIECE], last=False)
                start += PIECE
        del self._held[:start]
        return len(data)

    def tell(self) -> int:
        """Return how many bytes were taken in."""
        return self._written

    def finish(self) -> None:
        """Write the last piece, which is marked so; it is empty only if nothing was written at all."""
        self._seal(self._held, last=True)
        self._held.clear()

    def _seal(self, piece: bytes | bytearray | memoryview, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._pieces, last=last), piece, None))
        self._pieces += 1


class OpenedReader:
    """A stream to read what a sealed one holds; raises Unfit (CK573) at the first piece that is not as it was written."""

    def __init__(self, source: BinaryIO, file_key: bytes) -> None:
        nonce = source.read(_NONCE_SIZE)
        if len(nonce) != _NONCE_SIZE:
            raise damaged("it ends after its header")
        self._source = source
        self._cipher = cipher(derived(file_key, nonce, b"payload"))
        self._next = source.read(_SEALED_PIECE)
        self._held = b""
        self._pieces = 0
        self._ended = False

    def read(self, size: int) -> bytes:
        """Return the next bytes, as many as asked for unless the content ends before."""
        parts: list[bytes] = []
        while size > 0 and (self._held or self._open()):
            parts.append(self._held[:size])
            self._held = self._held[size:]
            size -= len(parts[-1])
        return b"".join(parts)

    def read_to_end(self) -> bool:
        """Read what is left and tell whether it was nothing but zeros, as after the end of an archive."""
        empty = True
        while rest := self.read(PIECE):
            empty = empty and not any(rest)
        return empty

    def _open(self) -> bool:
        """Decrypt the next piece into `_held`; False where the last one has been read."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415

        if self._ended:
            return False
        piece, self._next = self._next, self._source.read(_SEALED_PIECE)
        self._ended = not self._next
        try:
            self._held = self._cipher.decrypt(_nonce(self._pieces, last=self._ended), piece, None)
        except InvalidTag:
            raise damaged(f"what it holds is wrong or ends early, at piece {self._pieces + 1:,} of 64 KiB") from None
        if not self._held and self._pieces:
            raise damaged("its last piece is empty")
        self._pieces += 1
        return bool(self._held)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")
