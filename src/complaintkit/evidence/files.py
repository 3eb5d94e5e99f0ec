"""The files of exhibits: how they are named, hashed in pieces, and copied in so that nobody changes them by mistake."""

from __future__ import annotations

import os
import re
import stat
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from complaintkit.values import frozen

FOLDER = "exhibits"
UNFINISHED = ".adding-"
PIECE = 256 * 1024
SMALL = 8 * 1024 * 1024
READ_ONLY = 0o444
_NUMBERED = re.compile(r"(E[1-9][0-9]{0,4})-.+")
_LONGEST_STEM = 120
_LONGEST_SUFFIX = 16


@frozen
class Fingerprint:
    """The SHA-256 of a file's bytes, in hexadecimal digits, and how many they are."""

    sha256: str
    size: int


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
    with path.open("rb", buffering=0) as stream:
        return fingerprint_of(stream)


def fingerprint_of(stream: BinaryIO | FileIO) -> Fingerprint:
    """Return digest and size of the rest of a stream, read in pieces; raises OSError."""
    return _fingerprint(pieces_of(stream))


def written_in(pieces: Iterable[bytes | memoryview], folder: Path) -> tuple[Path, Fingerprint]:
    """Write bytes into the folder under a passing name, read-only, and return where and what they are.

    They are hashed while they are written; whoever keeps the copy sees to it that it reaches the disk (`settle`). Raises
    OSError if writing fails, and whatever `pieces` raises; nothing is left behind then.
    """
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=folder)
    copy = Path(name)
    try:
        with os.fdopen(handle, "wb", buffering=0) as target:
            read = _fingerprint(_written(pieces, target))
            os.chmod(handle if os.chmod in os.supports_fd else name, READ_ONLY)  # noqa: PTH101
            if read.size > SMALL:
                os.fsync(handle)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return copy, read


def settle(path: Path) -> None:
    """Wait until the bytes of a small copy are on the disk; `written_in` waits for large ones itself."""
    if path.stat().st_size > SMALL:
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def keep(copy: Path, place: Path) -> None:
    """Give a copy its name; raises FileExistsError, without the copy, rather than overwrite anything.

    The name is on the disk after `flush_folder`.
    """
    if place.exists() or place.is_symlink():
        copy.unlink()
        raise FileExistsError(17, "there is a file of that name already", str(place))
    copy.rename(place)


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


def pieces_of(stream: BinaryIO | FileIO) -> Iterator[memoryview]:
    """Yield the bytes of a stream piece by piece; each is overwritten by the next."""
    room = bytearray(PIECE)
    view = memoryview(room)
    while size := stream.readinto(room):  # type: ignore[union-attr]
        yield view[:size]


def _written(pieces: Iterable[bytes | memoryview], target: FileIO) -> Iterator[bytes | memoryview]:
    written = begun = 0
    for piece in pieces:
        rest = memoryview(piece)
        while rest:
            rest = rest[target.write(rest) :]
        written += len(piece)
        if written - begun >= SMALL:
            _begin_to_settle(target, begun, written - begun)
            begun = written
        yield piece


def _begin_to_settle(target: FileIO, start: int, length: int) -> None:
    """Let the disk begin with what was written, where the system can be told, so that less is waited for at the end."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(target.fileno(), start, length, os.POSIX_FADV_DONTNEED)


def _fingerprint(pieces: Iterable[bytes | memoryview]) -> Fingerprint:
    digest, size = sha256(), 0
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
    return Fingerprint(digest.hexdigest(), size)
