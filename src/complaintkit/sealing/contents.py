"""What a case folder holds, in a fixed order, and what in it keeps it from being locked: links, pipes, devices."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from complaintkit.problems import Problem, error
from complaintkit.source.locking import LOCK_FILE
from complaintkit.values import frozen

MODE = 0o777


@frozen
class Found:
    """A file or folder as it lies on the disk; `name` is within the case folder, with slashes, and empty for itself."""

    name: str
    folder: bool
    mode: int
    changed: int
    size: int
    number: int

    @property
    def state(self) -> tuple[object, ...]:
        """Return what is otherwise where somebody changed it; the time of the case folder itself is not in it."""
        return (self.name, self.folder, self.mode, self.changed if self.name else 0, self.size, self.number)


def contents(folder: Path) -> tuple[tuple[Found, ...], tuple[Problem, ...]]:
    """Return everything in the folder, itself first, each folder before what lies in it, and what cannot be locked.

    Raises OSError where a folder cannot be read. The folder's own lock is left out.
    """
    found: list[Found] = []
    problems: list[Problem] = []
    for name, status in _walk(folder, ""):
        if stat.S_ISDIR(status.st_mode) or stat.S_ISREG(status.st_mode):
            found.append(_found(name, status))
        else:
            problems.append(_refused(name, status.st_mode))
    return tuple(found), tuple(problems)


def _walk(folder: Path, within: str) -> Iterator[tuple[str, os.stat_result]]:
    place = folder / within
    yield within, place.lstat()
    with os.scandir(place) as listed:
        entries = sorted(listed, key=lambda entry: os.fsencode(entry.name))
    for entry in entries:
        name = f"{within}/{entry.name}" if within else entry.name
        if name == LOCK_FILE:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder, name)
        else:
            yield name, (folder / name).lstat()


def _found(name: str, status: os.stat_result) -> Found:
    is_folder = stat.S_ISDIR(status.st_mode)
    size = 0 if is_folder else status.st_size
    return Found(name, is_folder, status.st_mode & MODE, status.st_mtime_ns, size, status.st_ino)


def _refused(name: str, mode: int) -> Problem:
    shown = os.fsencode(name).decode(errors="replace")
    if stat.S_ISLNK(mode):
        message = "this is a link; what it leads to would be lost with the clear folder, so nothing was locked"
        return error(shown, "CK574", message, "put the file itself in its place, or remove the link")
    message = "this is a pipe, a socket or a device, not a file; nothing was locked"
    return error(shown, "CK574", message, "remove it from the case folder")
