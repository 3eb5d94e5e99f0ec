"""A file that has no name until it is complete, or a name of its own that nobody takes for the whole one.

Where the system has such files (Linux), a command that is killed leaves nothing of it on the disk.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from complaintkit.evidence.files import flush_folder

_NO_SUCH_FILES = {errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL}
_PRIVATE = 0o600


class NewFile:
    """A file in the making, open for writing and reading; `keep` gives it its name."""

    def __init__(self, stream: BinaryIO, target: Path, name: Path | None) -> None:
        self.stream, self.name, self._target = stream, name, target

    def settle(self) -> None:
        """Wait until what was written is on the disk, and go back to its beginning, to be read from there."""
        self.stream.flush()
        os.fsync(self.stream.fileno())
        if hasattr(os, "posix_fadvise"):  # what is read back comes from the disk then, where the system can
            os.posix_fadvise(self.stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        self.stream.seek(0)

    def keep(self) -> None:
        """Give the file its name; raises FileExistsError where something of that name is there by now."""
        if self.name is None:
            number = self.stream.fileno()
            os.link(f"/proc/self/fd/{number}", self._target, src_dir_fd=number, follow_symlinks=True)
        else:
            self._rename(self.name)
        flush_folder(self._target.parent)

    def _rename(self, name: Path) -> None:
        try:
            os.link(name, self._target)
        except FileExistsError:
            raise
        except OSError:  # a file system without second names
            if os.path.lexists(self._target):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(self._target)) from None
            self.stream.close()
            name.rename(self._target)


@contextmanager
def new_file(target: Path) -> Iterator[NewFile]:
    """Yield a file that only its owner can read; unless it was kept, nothing is left of it after the block.

    Raises OSError, with the name of the file that was to be, where the disk is full or cannot be written.
    """
    try:
        made = _nameless(target) or _named(target)
        try:
            with made.stream:
                yield made
        finally:
            if made.name is not None:
                made.name.unlink(missing_ok=True)
    except OSError as trouble:
        if not isinstance(trouble.filename, str) or trouble.filename.startswith("/proc/"):
            trouble.filename, trouble.filename2 = str(target), None
        raise


def _nameless(target: Path) -> NewFile | None:
    if not hasattr(os, "O_TMPFILE") or not Path("/proc/self/fd").is_dir():
        return None
    try:
        descriptor = os.open(target.parent, os.O_TMPFILE | os.O_RDWR, _PRIVATE)
    except OSError as trouble:
        if trouble.errno in _NO_SUCH_FILES and target.parent.is_dir():
            return None
        raise
    return NewFile(os.fdopen(descriptor, "w+b"), target, None)


def _named(target: Path) -> NewFile:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".unfinished", dir=target.parent)
    return NewFile(os.fdopen(descriptor, "w+b"), target, Path(name))
