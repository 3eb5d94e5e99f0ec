"""The files of exhibits: how they are named, hashed in pieces, and copied in so that nobody changes them by mistake."""

from __future__ import annotations

import os
import re
import stat
import tempfile
import unicodedata
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from complaintkit.values import frozen

FOLDER = "exhibits"
UNFINISHED = ".adding-"
PIECE = 1024 * 1024
READ_ONLY = 0o444
_NUMBERED = re.compile(r"(E[1-9][0-9]{0,4})-.+")
_LONGEST_STEM = 120
_LONGEST_SUFFIX = 16


@frozen
class Fingerprint:
    """The SHA-256 of a file's bytes, in hexadecimal digits, and how many they are."""

    sha256: str
    size: int


class Changed(Exception):
    """The file was changed by somebody while it was being read."""


def readable_name(name: str) -> str:
    """Return the name so that it can be printed: bytes that are no UTF-8 are shown as a replacement mark."""
    return os.fsencode(name).decode(errors="replace")


def clean_name(original: str) -> str:
    """Return the original's name reduced to what every file system takes: letters, digits, dots and hyphens."""
    named = unicodedata.normalize("NFC", original)
    stem, dot, suffix = named.rpartition(".")
    if not dot or not stem.strip(". ") or not suffix.isalnum() or len(suffix) > _LONGEST_SUFFIX:
        stem, suffix = named, ""
    kept = _shortened(_words(stem), _LONGEST_STEM) or "file"
    ending = _shortened(suffix, _LONGEST_SUFFIX)
    return f"{kept}.{ending}" if ending else kept


def _words(text: str) -> str:
    kept = "".join(sign if sign.isalnum() or sign in "._" else "-" for sign in text)
    return re.sub(r"-*\.[-.]*|-+", lambda found: "." if "." in found[0] else "-", kept).strip("-._")


def _shortened(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore").strip("-._")


def numbered(name: str) -> str | None:
    """Return the exhibit's number that a file's name begins with, or None."""
    match = _NUMBERED.fullmatch(name)
    return match[1] if match else None


def fingerprint(path: Path) -> Fingerprint:
    """Return digest and size of a file, read in pieces; raises OSError."""
    with path.open("rb") as stream:
        return _fingerprint(_pieces(stream))


def copy_in(source: Path, folder: Path, expected: Fingerprint) -> Path:
    """Copy a file into the folder under a passing name, read-only, and return where; it is hashed while it is copied.

    Raises `Changed` if what was copied is not what was read before (`expected`), OSError if reading or writing fails.
    Nothing is left behind in either case.
    """
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=folder)
    copy = Path(name)
    try:
        with os.fdopen(handle, "wb") as target, source.open("rb") as stream:
            copied = _fingerprint(_written(_pieces(stream), target))
            target.flush()
            os.fsync(target.fileno())
        _same(copied, expected)
        copy.chmod(READ_ONLY)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return copy


def _same(copied: Fingerprint, expected: Fingerprint) -> None:
    if copied != expected:
        raise Changed


def keep(copy: Path, place: Path) -> None:
    """Give a copy its name for good; raises FileExistsError, without the copy, rather than overwrite anything."""
    if place.exists() or place.is_symlink():
        copy.unlink()
        raise FileExistsError(17, "there is a file of that name already", str(place))
    copy.rename(place)
    flush_folder(place.parent)


def flush_folder(folder: Path) -> None:
    """Wait until the names in the folder are on the disk, where the system can say so."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def files_under(folder: Path) -> tuple[Path, ...]:
    """Return everything below the folder that is not itself a folder, links included and not followed, in order."""
    found = (
        Path(place) / name for place, folders, names in os.walk(folder) for name in (*names, *_links(place, folders))
    )
    return tuple(sorted(found))


def is_plain(path: Path) -> bool:
    """Tell whether a path is an ordinary file, and not a folder, a link, a pipe or a device; raises OSError."""
    return stat.S_ISREG(path.lstat().st_mode)


def _links(place: str, folders: list[str]) -> list[str]:
    return [name for name in folders if (Path(place) / name).is_symlink()]


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(PIECE):
        yield piece


def _written(pieces: Iterator[bytes], target: BinaryIO) -> Iterator[bytes]:
    for piece in pieces:
        target.write(piece)
        yield piece


def _fingerprint(pieces: Iterator[bytes]) -> Fingerprint:
    digest, size = sha256(), 0
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
    return Fingerprint(digest.hexdigest(), size)
