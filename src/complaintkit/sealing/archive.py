"""The archive within a locked file: a plain tar in a fixed order, which `tar x` unpacks too.

Written in POSIX's pax format, with times to the nanosecond, and without the name of whoever made it. Read with distrust:
links, devices and paths that lead out of the folder are refused, whoever wrote them.
"""

from __future__ import annotations

import os
import re
import tarfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from complaintkit.sealing.contents import MODE, Found
from complaintkit.sealing.payload import OpenedReader, SealedWriter
from complaintkit.sealing.refusals import Unfit, damaged
from complaintkit.values import frozen

PIECE = 256 * 1024
_SECOND = 1_000_000_000
_TIME = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?")


@frozen
class Entry:
    """A file or folder in the archive, without its content: `digest` is the SHA-256 of a file, empty for a folder."""

    name: str
    folder: bool
    mode: int
    changed: int
    size: int
    digest: str


class Member:
    """A file or folder of an archive that is being read; a file's content can be read once, before the next member."""

    def __init__(self, name: str, info: tarfile.TarInfo, content: IO[bytes] | None) -> None:
        self.name, self.folder = name, info.isdir()
        self.mode, self.size, self.changed = info.mode & MODE, info.size, _time(info)
        self._content, self._digest = content, sha256()

    def pieces(self) -> Iterator[bytes]:
        """Yield the content of a file, as it is hashed."""
        while self._content and (piece := self._content.read(PIECE)):
            self._digest.update(piece)
            yield piece

    def entry(self) -> Entry:
        """Return what the member is, when its content has been read."""
        digest = "" if self.folder else self._digest.hexdigest()
        return Entry(self.name, self.folder, self.mode, self.changed, self.size, digest)


def write_archive(folder: Path, found: Iterable[Found], target: SealedWriter) -> tuple[Entry, ...]:
    """Write the files and folders under the folder's own name, and return what was written.

    Raises Unfit (CK577) where a file is another one than was found, or shorter; OSError where it cannot be read.
    """
    stream = cast("BinaryIO", target)
    with tarfile.TarFile(
        fileobj=stream, mode="w", format=tarfile.PAX_FORMAT, encoding="utf-8", copybufsize=PIECE
    ) as tar:
        return tuple(_write(tar, folder, one) for one in found)


def _write(tar: tarfile.TarFile, folder: Path, one: Found) -> Entry:
    info = _info(folder.name, one)
    _forget(tar)
    if one.folder:
        tar.addfile(info)
        return Entry(one.name, True, one.mode, one.changed, 0, "")  # noqa: FBT003
    with _open(folder / one.name) as stream:
        if os.fstat(stream.fileno()).st_ino != one.number:
            raise changed(one.name)
        content = _Hashed(stream)
        try:
            tar.addfile(info, cast("IO[bytes]", content))
        except _Short:
            raise changed(one.name) from None
    return Entry(one.name, False, one.mode, one.changed, one.size, content.digest.hexdigest())  # noqa: FBT003


def _forget(tar: tarfile.TarFile) -> None:
    """Let go of the list of members, which would grow with the case."""
    cast("Any", tar).members = []


def _open(path: Path) -> BinaryIO:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags), "rb", buffering=0)


def changed(name: str) -> Unfit:
    """Return the refusal of a case that somebody changed while it was being locked (CK577)."""
    shown = os.fsencode(name).decode(errors="replace") or "the case folder"
    message = f"`{shown}` was changed while the case was being locked; the folder is as it was, and no file was written"
    return Unfit("CK577", message, "close the programs that work on the case, then type the command again")


class _Short(Exception):
    """A file ended before it should."""


class _Hashed:
    """A file that is hashed as it is read, and that must not end early."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.digest = stream, sha256()

    def read(self, size: int) -> bytes:
        piece = self._stream.read(size)
        while len(piece) < size and (more := self._stream.read(size - len(piece))):
            piece += more
        if len(piece) < size:
            raise _Short
        self.digest.update(piece)
        return piece


def _info(top: str, one: Found) -> tarfile.TarInfo:
    info = tarfile.TarInfo(f"{top}/{one.name}" if one.name else top)
    info.type = tarfile.DIRTYPE if one.folder else tarfile.REGTYPE
    info.mode, info.size = one.mode, one.size
    seconds, rest = divmod(one.changed, _SECOND)
    info.mtime = max(seconds, 0)
    if rest or seconds < 0:
        info.pax_headers = {"mtime": f"{Decimal(one.changed).scaleb(-9):f}"}
    return info


def _time(info: tarfile.TarInfo) -> int:
    text = info.pax_headers.get("mtime", "")
    return int(Decimal(text).scaleb(9)) if _TIME.fullmatch(text) else int(info.mtime) * _SECOND


def read_archive(source: OpenedReader) -> Iterator[Member]:
    """Yield the members of the one folder in the archive, and read the locked file to its end.

    Raises Unfit: CK573 where the file is damaged, CK575 where the archive holds what is not taken out of it.
    """
    top = None
    try:
        with tarfile.open(fileobj=cast("BinaryIO", source), mode="r|", encoding="utf-8", bufsize=PIECE) as tar:
            for info in tar:
                _forget(tar)
                first, name = _within(info)
                if name is None:
                    continue
                if top not in {None, first}:
                    raise _refused(info.name, "lies beside the folder of the case")
                top = first
                yield Member(name, info, tar.extractfile(info) if info.isreg() else None)
    except (tarfile.TarError, ValueError, ArithmeticError):
        raise Unfit("CK575", "what this file holds is no archive of a case (tar)", "open it with age") from None
    if not source.read_to_end() or top is None:
        raise damaged("what it holds is no archive, or goes on after its end")


def _within(info: tarfile.TarInfo) -> tuple[str, str | None]:
    """Return the folder at the top and the path within it; None for the `.` that some tar programs write first."""
    if info.type not in {tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.DIRTYPE} or info.sparse is not None:
        raise _refused(info.name, "is a link, a device or something else that is neither file nor folder")
    parts = info.name.rstrip("/").split("/") if info.isdir() else info.name.split("/")
    if parts[0] == ".":
        parts = parts[1:]
    if not parts:
        return "", None
    if any(part in {"", ".", ".."} or "\0" in part or (os.sep != "/" and set(part) & set("\\:")) for part in parts):
        raise _refused(info.name, "leads out of the folder")
    if len(parts) == 1 and not info.isdir():
        raise _refused(info.name, "lies beside the folder of the case")
    return parts[0], "/".join(parts[1:])


def _refused(name: str, why: str) -> Unfit:
    shown = ascii(name)[1:-1]
    message = f"`{shown}` in this file {why}; no case that was locked here has such a thing, so nothing was unlocked"
    return Unfit("CK575", message, "ask whoever made the file; look into it with: age -d FILE | tar tv")
