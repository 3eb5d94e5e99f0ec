"""Stretches of a file and how their bytes come out, in pieces: as they stand, or decoded as e-mail encodes them."""

from __future__ import annotations

from binascii import a2b_base64, a2b_qp
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from complaintkit.values import frozen

PIECE = 48 * 1024 * 4
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_OTHERS = bytes(sorted(set(range(256)) - set(_ALPHABET + b"=")))


@frozen
class Stretch:
    """Bytes `start` to `end` of a file; `encoding` is `base64`, `quoted-printable` or anything else for as they stand."""

    path: Path
    start: int
    end: int
    encoding: str = ""

    def chunks(self) -> Iterator[bytes]:
        """Yield the decoded bytes in pieces of at most some 200 kB.

        Raises:
            OSError: the file cannot be read.
        """
        with self.path.open("rb") as file:
            yield from decoded_chunks(file, self.start, self.end, self.encoding)


def decoded_chunks(file: BinaryIO, start: int, end: int, encoding: str) -> Iterator[bytes]:
    """Yield the bytes between two places of an open file, decoded."""
    pieces = _raw(file, start, end)
    if encoding == "base64":
        return _base64(pieces)
    return _quoted(pieces) if encoding == "quoted-printable" else pieces


def _raw(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    file.seek(start)
    left = end - start
    while left > 0 and (piece := file.read(min(PIECE, left))):
        left -= len(piece)
        yield piece


def _signs(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the signs of the alphabet up to the padding, where base64 ends, as the standard library has it."""
    for piece in pieces:
        signs, padding, _ = piece.translate(None, _OTHERS).partition(b"=")
        yield signs
        if padding:
            return


def _base64(pieces: Iterator[bytes]) -> Iterator[bytes]:
    kept = b""
    for signs in _signs(pieces):
        kept += signs
        whole = len(kept) // 4 * 4
        if whole:
            yield a2b_base64(kept[:whole])
        kept = kept[whole:]
    if len(kept) > 1:
        yield a2b_base64(kept + b"=" * (4 - len(kept)))


def _quoted(pieces: Iterator[bytes]) -> Iterator[bytes]:
    kept = b""
    for piece in pieces:
        kept += piece
        cut = kept.rfind(b"\n") + 1 or _before_escape(kept)
        if cut:
            yield a2b_qp(kept[:cut])
        kept = kept[cut:]
    if kept:
        yield a2b_qp(kept)


def _before_escape(line: bytes) -> int:
    """Return how much of an unfinished line may be decoded: not an escape that may be cut in two."""
    place = line.rfind(b"=", max(0, len(line) - 3))
    return len(line) if place < 0 else place


def base64_size(file: BinaryIO, start: int, end: int) -> int:
    """Return how many bytes a stretch in base64 decodes to."""
    return sum(len(signs) for signs in _signs(_raw(file, start, end))) * 3 // 4
