"""Taking away the clear folder once its locked file is whole.

The folder is first given another name, in one step, so that under its own name it is whole or gone.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from complaintkit.problems import Problem, Refused, error

_SUFFIX = ".locked-remains"
_OPEN = 0o700


def remains_of(folder: Path) -> Path:
    """Return the name that the folder has while it is taken away."""
    return folder.with_name(folder.name + _SUFFIX)


def clear_away(folder: Path, sealed: Path) -> None:
    """Remove the folder; raises Refused (CK582), with what is left, where the system does not let go of it."""
    remains = remains_of(folder)
    try:
        folder.rename(remains)
    except OSError as trouble:
        raise Refused((_left(folder, sealed, trouble),)) from None
    finish_clearing(folder, sealed)


def finish_clearing(folder: Path, sealed: Path) -> None:
    """Remove what is left of the folder under its other name; raises Refused (CK582)."""
    remains = remains_of(folder)
    try:
        remove_folder(remains)
    except OSError as trouble:
        raise Refused((_left(remains, sealed, trouble),)) from None


def remove_folder(folder: Path) -> None:
    """Remove a folder with all in it, also what its own modes close to its owner; links are not followed."""
    for place in _folders(folder):
        place.chmod(_OPEN)
    shutil.rmtree(folder)


def _folders(top: Path) -> Iterator[Path]:
    """Yield the folder and those in it, each before it is looked into, which its mode may forbid until then."""
    yield top
    with os.scandir(top) as listed:
        entries = list(listed)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _folders(Path(entry.path))
        elif os.name == "nt":
            Path(entry.path).chmod(_OPEN)


def _left(place: Path, sealed: Path, trouble: OSError) -> Problem:
    said = trouble.strerror or str(trouble)
    message = f"this could not be removed and lies there in clear: {said}. The locked file {sealed} is whole."
    return error(str(place), "CK582", message, "remove it yourself, after closing every program that works in it")
