"""Reading every file among the exhibits again, several at once, while other things are done."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from complaintkit.evidence import files
from complaintkit.evidence.files import Fingerprint
from complaintkit.problems import Problem, error

RESTORE = "put the original back from your last copy of the case; do not use the file until it is known what happened"
_WORKERS = os.cpu_count() or 2


class Hashing:
    """The reading of all files in `exhibits/`, begun at once, the largest first, so that none is waited for at the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._paths = files.files_under(folder / files.FOLDER)
        self._pool = ThreadPoolExecutor(_WORKERS)
        self._begun = {path: self._pool.submit(_read, path) for path in sorted(self._paths, key=_size, reverse=True)}

    def results(self, reading: Callable[[str], None]) -> tuple[dict[str, Fingerprint], dict[str, Problem]]:
        """Return the fingerprint of each file by its path in the case, and what could not be read.

        `reading` is told the name of each file that is waited for. Interrupted, the files that wait are not read any more.
        """
        found: dict[str, Fingerprint] = {}
        unreadable: dict[str, Problem] = {}
        try:
            for path in self._paths:
                shown = files.readable_name(path.relative_to(self._folder).as_posix())
                reading(shown)
                result = self._begun.pop(path).result()
                if isinstance(result, Fingerprint):
                    found[shown] = result
                else:
                    unreadable[shown] = error(shown, *result)
        finally:
            self._pool.shutdown(cancel_futures=True)
        return found, unreadable


def _read(path: Path) -> Fingerprint | tuple[str, str, str]:
    """Return the fingerprint of a file, or code, message and hint of why there is none."""
    try:
        if files.is_plain(path):
            return files.fingerprint(path)
    except OSError as trouble:
        message = f"This file cannot be read: {trouble.strerror or trouble}. Nothing can be said of it."
        return "CK547", message, "check its permissions and the disk, then verify again"
    return "CK546", "This is a link or no ordinary file; an exhibit is kept as a file of its own.", RESTORE


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0
