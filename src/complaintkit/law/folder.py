"""Which files of a rules folder count, and the digest that says whether two folders hold the same rules."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

SCENARIOS = "scenarios"


def files_of(folder: Path) -> list[Path]:
    """Return the files of a rules folder in the order of their paths.

    Left out are hidden files, explanations for people, and scenarios, which change no outcome.
    """
    return sorted(path for path in folder.rglob("*") if _counts(path.relative_to(folder)) and path.is_file())


def scenario_files(folder: Path) -> list[Path]:
    """Return the files in any folder `scenarios` of a rules folder, likewise: they test the rules and are none of them."""
    found = (path for path in folder.rglob(f"{SCENARIOS}/**/*") if _is_read(path.relative_to(folder)))
    return sorted({path for path in found if path.is_file()})


def _counts(path: Path) -> bool:
    return _is_read(path) and SCENARIOS not in path.parts[:-1]


def _is_read(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return not hidden and not path.name.lower().startswith("readme")


def digest_of_files(paths: Iterable[Path], folder: Path) -> str:
    """Return the SHA-256 (hex) over the paths within the folder and the bytes of the files, in the order given."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
