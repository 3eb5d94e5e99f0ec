"""Writing a file so that it is there whole or not at all, whatever happens in between.

The bytes go into a file without a name (Linux) or a hidden one beside the target, reach the disk, and take the target's
place in one step. A command that is killed leaves the old file; a full disk leaves the old file.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

_NOT_SUPPORTED = {errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL}
_OPEN_FILES = Path("/proc/self/fd")


def write_atomically(path: Path, data: bytes, *, settle: bool = True) -> None:
    """Put `data` in the place of the file at `path`, or make the file; keeps the mode of a file that was there.

    Raises OSError where it cannot be written; the file is then as it was. Whoever writes many files to one folder may say
    `settle=False` of all but the last: each is there whole or not at all, and `settle_folder` makes their names last.
    """
    target = Path(os.path.realpath(path))
    _through_a_temporary(
        target, (data,), lambda temporary: temporary.replace(target), settle=settle or path.is_symlink()
    )


def write_in_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Do what `write_atomically` does with bytes that come one piece after the other and need not fit into memory.

    Raises OSError as it does, and whatever `pieces` raises; the file is then as it was.
    """
    target = Path(os.path.realpath(path))
    _through_a_temporary(target, pieces, lambda temporary: temporary.replace(target))


def write_new(path: Path, data: bytes, *, settle: bool = True) -> None:
    """Make the file at `path`; raises FileExistsError, and writes nothing, where something of that name is there.

    `settle` is as for `write_atomically`.
    """
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    _through_a_temporary(path, (data,), lambda temporary: _name_once(temporary, path), settle=settle)


def _through_a_temporary(
    target: Path, pieces: Iterable[bytes], finish: Callable[[Path], object], *, settle: bool = True
) -> None:
    """Write to a temporary file and let `finish` put it in its place; whatever fails, the temporary goes."""
    temporary = target.with_name(f".{target.name}.new")
    try:
        if not _write_nameless(target, temporary, pieces):
            _write_named(target, temporary, pieces)
        finish(temporary)
    except OSError as trouble:
        trouble.filename = str(target)  # which the user knows, unlike the temporary file
        raise
    finally:
        temporary.unlink(missing_ok=True)
    if settle:
        settle_folder(target.parent)


def _write_nameless(target: Path, temporary: Path, pieces: Iterable[bytes]) -> bool:
    """Write a file that has no name until it is complete; False, with no piece taken, where the system has no such files."""
    if not hasattr(os, "O_TMPFILE") or not _OPEN_FILES.is_dir():
        return False
    try:
        descriptor = os.open(target.parent, os.O_TMPFILE | os.O_WRONLY, 0o666)
    except OSError as trouble:
        if trouble.errno in _NOT_SUPPORTED and target.parent.is_dir():
            return False
        raise
    try:
        _fill(descriptor, target, pieces)
        temporary.unlink(missing_ok=True)
        source = _OPEN_FILES / str(descriptor)
        os.link(source, temporary, src_dir_fd=descriptor, follow_symlinks=True)  # as linkat, which follows
    finally:
        os.close(descriptor)
    return True


def _write_named(target: Path, temporary: Path, pieces: Iterable[bytes]) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666)
    try:
        _fill(descriptor, target, pieces)
    finally:
        os.close(descriptor)


def _fill(descriptor: int, target: Path, pieces: Iterable[bytes]) -> None:
    if target.exists() and hasattr(os, "fchmod"):
        os.fchmod(descriptor, stat.S_IMODE(target.stat().st_mode))
    for piece in pieces:
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)


def _name_once(temporary: Path, path: Path) -> None:
    """Give the file its name unless something has it; a file system without hard links gets the next best."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise
        temporary.replace(path)


def settle_folder(folder: Path) -> None:
    """Let the folder's list of names reach the disk, where the system can."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        return
    finally:
        os.close(descriptor)
