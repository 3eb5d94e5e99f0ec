"""A package as it is found: a folder or a ZIP, its files by name, read piece by piece. What it says is not trusted."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import TemporaryFile
from typing import IO, Protocol

from complaintkit.packages.bag import write_zip
from complaintkit.problems import Problem, Refused, error

_PIECE = 1 << 20
_MOST_FILES, _MOST_BYTES, _MOST_RATIO = 10_000, 20_000_000_000, 200
LARGEST_READ = 500_000_000
UNREADABLE = (OSError, zipfile.BadZipFile, RuntimeError, ValueError, EOFError, zlib.error)  # RuntimeError: a password


class Opened(Protocol):
    """A package that was opened."""

    names: tuple[str, ...]
    problems: list[Problem]

    def stream(self, name: str) -> IO[bytes]:
        """Return a file for reading."""


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Give the package at a path; raises Refused with CK680 where there is none, CK685 where a ZIP cannot be opened."""
    if path.is_dir():
        yield _Folder(path)
    elif path.is_file():
        with _zip(path) as packed:
            yield packed
    else:
        message = "there is nothing of that name"
        raise Refused([error(str(path), "CK680", message, "give the folder or the ZIP that `package make` wrote")])


def digests(package: Opened, name: str) -> tuple[str, str, int]:
    """Return SHA-256, SHA-512 and size of a file; raises one of `UNREADABLE` where it cannot be read."""
    one, two, size = hashlib.sha256(), hashlib.sha512(), 0
    with package.stream(name) as stream:
        while piece := stream.read(_PIECE):
            one.update(piece)
            two.update(piece)
            size += len(piece)
    return one.hexdigest(), two.hexdigest(), size


def content(package: Opened, name: str) -> bytes:
    """Return a file that is known to be small; of a larger one, its beginning."""
    with package.stream(name) as stream:
        return stream.read(LARGEST_READ)


class _Folder:
    """A package in a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.problems: list[Problem] = []
        self.names = tuple(sorted(self._files()))

    def _files(self) -> Iterator[str]:
        for path in self._root.rglob("*"):
            name = path.relative_to(self._root).as_posix()
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                message = "this is no ordinary file but a link or something else, and no package holds such"
                self.problems.append(error(name, "CK683", message, "take it out"))
            elif path.is_file():
                yield name

    def stream(self, name: str) -> IO[bytes]:
        return (self._root / name).open("rb")


@dataclass
class _Zip:
    """A package in a ZIP of one folder."""

    archive: zipfile.ZipFile
    folder: str
    names: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)

    def stream(self, name: str) -> IO[bytes]:
        return self.archive.open(f"{self.folder}/{name}")


@contextmanager
def _zip(path: Path) -> Iterator[_Zip]:
    try:
        archive = zipfile.ZipFile(path)
    except UNREADABLE as trouble:
        message = f"this is no ZIP that can be read ({trouble})"
        raise Refused([error(str(path), "CK685", message, "ask for the file again, or make it anew")]) from None
    with archive:
        packed = _checked(archive, path)
        if not _same_frame(packed, path):
            packed.problems.append(_altered(path))
        yield packed


def _checked(archive: zipfile.ZipFile, path: Path) -> _Zip:
    """Return the ZIP with its names; raises Refused where it is made to harm or holds no single folder."""
    entries = [one for one in archive.infolist() if not one.is_dir()]
    unsafe = _unsafe(entries)
    if unsafe:
        raise Refused(
            [error(str(path), "CK685", f"this ZIP is not opened: {unsafe}", "packages of complaintkit hold no such")]
        )
    folders = {one.filename.split("/", 1)[0] for one in entries if "/" in one.filename}
    loose = [one.filename for one in entries if "/" not in one.filename]
    if len(folders) != 1 or loose:
        message = "this ZIP does not hold one folder with a package in it"
        raise Refused([error(str(path), "CK680", message, "give the ZIP that `package make --zip` wrote")])
    (folder,) = folders
    return _Zip(archive, folder, tuple(sorted(one.filename.removeprefix(f"{folder}/") for one in entries)))


def _unsafe(entries: list[zipfile.ZipInfo]) -> str | None:
    names = [one.filename for one in entries]
    if len(entries) > _MOST_FILES or sum(one.file_size for one in entries) > _MOST_BYTES:
        return "it holds far more than any package"
    if len(set(names)) < len(names):
        return "two files in it have the same name"
    if any(".." in PurePosixPath(name).parts or name.startswith("/") or "\\" in name for name in names):
        return "a name in it leads outside"
    if any(one.file_size > _MOST_RATIO * max(one.compress_size, 1_000) for one in entries):
        return "a file in it unpacks to far more than it shows"
    return None


def _same_frame(packed: _Zip, path: Path) -> bool:
    """Tell whether the ZIP is, byte by byte, what complaintkit writes for these files: nothing before, between or after."""
    with TemporaryFile() as again, path.open("rb") as given:
        try:
            write_zip(again, packed.folder, _Reading(packed))
        except UNREADABLE:
            return True  # a damaged file is named when its digest is taken
        again.seek(0)
        while True:
            one, two = again.read(_PIECE), given.read(_PIECE)
            if one != two:
                return False
            if not one:
                return True


class _Reading(dict[str, bytes]):
    """The files of a ZIP by name, each read when it is asked for."""

    def __init__(self, packed: _Zip) -> None:
        super().__init__(dict.fromkeys(packed.names, b""))
        self._packed = packed

    def __getitem__(self, name: str) -> bytes:
        with self._packed.stream(name) as stream:
            return stream.read()


def _altered(path: Path) -> Problem:
    message = (
        "the ZIP is not as complaintkit wrote it: another program packed it anew, or bytes around its files changed"
    )
    return error(str(path), "CK686", message, "unpack it and verify the folder, which says whether the files are whole")
