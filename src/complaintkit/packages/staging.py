"""Where a package is put together, and how it appears: whole, under its name, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from complaintkit.packages.bag import write_zip
from complaintkit.problems import Refused, error

_OTHER = "give another folder with --out"


def check_place(out: Path, target: Path, case: Path, *, overwrite: bool) -> None:
    """Raise Refused where a package cannot be put: among the originals, or where something is already."""
    originals = (case / "exhibits").resolve()
    if out.resolve().is_relative_to(originals):
        message = "the originals of the exhibits lie there, and nothing else belongs among them"
        raise Refused([error(str(out), "CK670", message, _OTHER)])
    if os.path.lexists(target) and not overwrite:
        message = "there is something of that name already, and it was kept as it is"
        hint = "type the command again with --overwrite to replace it, or give another folder with --out"
        raise Refused([error(str(target), "CK663", message, hint)])
    if target.is_dir() and not (target / "bagit.txt").is_file() and any(target.iterdir()):
        message = "the folder of that name is no package, and is not replaced"
        raise Refused([error(str(target), "CK663", message, _OTHER)])


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """Give a hidden folder beside the place where the package will be; whatever happens, it goes afterwards."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".package-", dir=out))
    except OSError as trouble:
        message = f"packages cannot be written there: {trouble.strerror or trouble}"
        raise Refused([error(str(out), "CK670", message, _OTHER)]) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of a package into a folder of its own and wait until they are on the disk."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())


def write_packed(path: Path, folder: str, files: Mapping[str, bytes]) -> None:
    """Write the package as one ZIP and wait until it is on the disk."""
    with path.open("xb") as stream:
        write_zip(stream, folder, files)
        stream.flush()
        os.fsync(stream.fileno())


def put(staged: Path, target: Path) -> None:
    """Put a finished package in its place, in that of an older one if there is one, which goes only afterwards."""
    if not os.path.lexists(target):
        staged.rename(target)
        return
    if target.is_dir() and not target.is_symlink():
        old = Path(tempfile.mkdtemp(prefix=".replaced-", dir=target.parent))
        target.rename(old / target.name)
        staged.rename(target)
        shutil.rmtree(old)
    else:
        staged.replace(target)
