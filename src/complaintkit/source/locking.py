"""One writer at a time: an advisory lock on the case folder, held by the file `.complaintkit.lock`.

Commands that only read do not lock. A lock dies with the process that holds it: where the system can lock files, by itself;
elsewhere the file names the process, and the next command looks whether it still runs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from complaintkit.problems import Problem, Refused, error

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

LOCK_FILE = ".complaintkit.lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock for the length of a `with` block.

    Raises:
        Refused: with CK701, at once, where another command holds it.
        OSError: where the folder cannot be written.
    """
    path = folder / LOCK_FILE
    try:
        descriptor = _hold(path) if fcntl else _create(path)
    except BlockingIOError:
        raise Refused((_busy(path),)) from None
    try:
        yield
    finally:
        if fcntl:
            path.unlink(missing_ok=True)
            os.close(descriptor)
        else:
            os.close(descriptor)
            path.unlink(missing_ok=True)


def _hold(path: Path) -> int:
    """Open and lock the file; the loop is for the moment in which another command lets go and deletes it."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_still_there(descriptor, path):
                with suppress(OSError):  # a full disk: the lock holds without the number
                    _name_process(descriptor)
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _is_still_there(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _create(path: Path) -> int:
    """Make the file anew, which only one process can; one that a dead process left is taken away first."""
    if path.exists() and not _is_running(_process(path)):
        _take_away(path)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError:
        raise BlockingIOError from None
    try:
        _name_process(descriptor)
    except OSError:
        os.close(descriptor)
        path.unlink(missing_ok=True)
        raise
    return descriptor


def _take_away(path: Path) -> None:
    """Delete a left lock; Windows refuses this while the process that made it has it open."""
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        raise BlockingIOError from None


def _is_running(process: int | None) -> bool:
    if process is None or os.name == "nt":  # on Windows, sending a signal to ask would end the process
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _name_process(descriptor: int) -> None:
    os.truncate(descriptor, 0)
    os.write(descriptor, f"{os.getpid()}\n".encode())


def _process(path: Path) -> int | None:
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _busy(path: Path) -> Problem:
    process = _process(path)
    who = f" (process {process})" if process else ""
    message = f"another complaintkit command is writing to this case{who}; nothing was changed"
    return error(LOCK_FILE, "CK701", message, "wait until it has ended, then try again")
