"""Making a whole folder at once: it is built beside its place and takes the place only when it is complete."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from complaintkit.problems import Refused, error


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Yield a folder that becomes `target` when the block ends well, and is taken away again when it does not.

    Raises Refused (CK720) where something stands at `target` that is not an empty folder; it is left as it is.
    """
    refuse_unless_free(target)
    place = target.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    building = place.with_name(f".{place.name}.{os.getpid()}.new")
    building.mkdir()
    try:
        yield building
        _move(building, place)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def refuse_unless_free(target: Path) -> None:
    """Raise Refused where `target` is anything but missing or an empty folder."""
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        message = "There is a file of that name, so no folder can be made there; nothing was changed."
        raise Refused([error(str(target), "CK720", message, "choose another name")])
    if any(target.iterdir()):
        message = "This folder is not empty. A new case is not mixed with other files; nothing was changed."
        raise Refused(
            [error(str(target), "CK720", message, "give a name that does not exist yet, or empty the folder")]
        )


def _move(building: Path, place: Path) -> None:
    refuse_unless_free(place)
    if not place.exists():
        building.rename(place)
        return
    for child in sorted(building.iterdir()):
        child.rename(place / child.name)
