"""`unlock_case`: a locked file to a case folder, which gets its name only when the whole file was found to be right."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from complaintkit.evidence.files import flush_folder
from complaintkit.problems import Problem, Refused, error
from complaintkit.sealing.archive import Entry, Member, read_archive
from complaintkit.sealing.ciphers import require_cryptography
from complaintkit.sealing.clearing import remove_folder
from complaintkit.sealing.header import Header, read_header
from complaintkit.sealing.keys import Opener, file_key
from complaintkit.sealing.payload import OpenedReader
from complaintkit.sealing.refusals import Unfit, told_of
from complaintkit.values import frozen

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_UNFINISHED = ".being-unlocked"
_OWNER_ONLY = 0o700


@frozen
class Unlocked:
    """What was unlocked: the folder, how many files are in it and their size."""

    folder: Path
    files: int
    content: int


def header_of(sealed: Path) -> Header:
    """Return how the file can be opened; raises Refused (CK573) where it is no locked file, OSError."""
    require_cryptography()
    with told_of(str(sealed)), sealed.open("rb") as stream:
        return read_header(stream)


def refuse_taken(target: Path) -> None:
    """Raise Refused (CK576) where something stands at the place that the folder is to have, but for an empty folder."""
    if os.path.lexists(target) and (target.is_symlink() or not target.is_dir() or any(target.iterdir())):
        message = "something is there already; unlocking never overwrites it or adds to it, and nothing was changed"
        hint = "choose another place with --into DIR, or move what is there out of the way"
        raise Refused((error(str(target), "CK576", message, hint),))


def unlock_case(sealed: Path, target: Path, openers: tuple[Opener, ...]) -> Unlocked:
    """Unpack the locked file into a new folder; the file stays as it is.

    The folder is built beside its place under another name, readable by its owner only, and takes its place in one step
    when the last byte was checked. Raises Refused: CK572 where nothing given opens the file, CK573 where it is damaged, CK575
    where it holds what no case holds, CK576 where the place is taken, CK584 where another command unlocks to it; and OSError.
    """
    require_cryptography()
    refuse_taken(target)
    with told_of(str(sealed)), sealed.open("rb") as stream:
        reader = OpenedReader(stream, file_key(read_header(stream), openers))
        with _building(target) as folder:
            entries = _unpack(reader, folder)
            refuse_taken(target)
            if os.name == "nt" and target.exists():
                target.rmdir()
            folder.rename(target)
        flush_folder(target.absolute().parent)
    files = [entry for entry in entries if not entry.folder]
    return Unlocked(target, len(files), sum(entry.size for entry in files))


@contextmanager
def _building(target: Path) -> Iterator[Path]:
    """Yield an empty folder beside the target that no other process uses; what an interruption left in it is removed."""
    place = target.absolute()
    place.parent.mkdir(parents=True, exist_ok=True)
    folder = place.with_name(place.name + _UNFINISHED)
    folder_lock = _hold(folder)
    try:
        _empty(folder)
        yield folder
    except BaseException:
        with suppress(OSError):
            remove_folder(folder)
        raise
    finally:
        if folder_lock is not None:
            os.close(folder_lock)


def _hold(folder: Path) -> int | None:
    """Make the folder, or take over one that was left, and lock it where the system can."""
    if folder.is_symlink():
        raise Refused((_busy(folder),))
    folder.mkdir(mode=_OWNER_ONLY, exist_ok=True)
    return _lock(folder) if fcntl else None


def _lock(folder: Path) -> int:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(descriptor), folder.stat()):
            return descriptor
    except (BlockingIOError, FileNotFoundError):
        pass
    os.close(descriptor)
    raise Refused((_busy(folder),))


def _busy(folder: Path) -> Problem:
    message = "another command is unlocking to this place; nothing was changed"
    return error(str(folder), "CK584", message, "wait until it has ended, then try again")


def _empty(folder: Path) -> None:
    folder.chmod(_OWNER_ONLY)
    for child in folder.iterdir():
        if child.is_dir() and not child.is_symlink():
            remove_folder(child)
        else:
            child.unlink()


def _unpack(reader: OpenedReader, folder: Path) -> tuple[Entry, ...]:
    entries = tuple(_write(member, folder) for member in read_archive(reader))
    for entry in sorted((one for one in entries if one.folder), key=_depth, reverse=True):
        os.utime(folder / entry.name, ns=(entry.changed, entry.changed))
        (folder / entry.name).chmod(entry.mode)
    if hasattr(os, "sync"):  # so that the folder is whole on the disk before the locked file may be thrown away
        os.sync()
    return entries


def _depth(entry: Entry) -> int:
    return entry.name.count("/") + bool(entry.name)


def _write(member: Member, folder: Path) -> Entry:
    place = folder / member.name
    try:
        (place if member.folder else place.parent).mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        if not member.folder:
            _write_file(member, place)
    except (FileExistsError, NotADirectoryError):
        shown = ascii(member.name)[1:-1]
        message = f"`{shown}` is in this file twice, or differs from another name in a way that this disk does not tell"
        raise Unfit("CK575", f"{message}; nothing was unlocked", "unlock it on another disk or system") from None
    return member.entry()


def _write_file(member: Member, place: Path) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with _stream(os.open(place, flags, 0o600)) as stream:
        for piece in member.pieces():
            stream.write(piece)
    os.utime(place, ns=(member.changed, member.changed))
    place.chmod(member.mode)


def _stream(descriptor: int) -> BinaryIO:
    return os.fdopen(descriptor, "wb")
