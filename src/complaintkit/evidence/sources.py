"""What is given to be added: files as they are, folders with everything in them that is a file. No link is followed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from complaintkit.evidence.reading.names import shown as safe
from complaintkit.problems import Problem, error, warning
from complaintkit.values import frozen
from complaintkit.words import counted, some


@frozen
class Given:
    """A file to be taken in: where it is, and its name as the register keeps it (with the folders below the one given)."""

    path: Path
    name: str


def shown_path(path: Path | str) -> str:
    """Return a path so that it can be printed on one line: what is invisible or no UTF-8 is written out."""
    return safe(os.fsencode(path).decode(errors="replace"))


def files_given(paths: Sequence[Path], case: Path) -> Iterator[Given | Problem]:
    """Yield the files that paths stand for, in order, and a problem for what is left out of folders.

    Left out are hidden files and folders, links, and the case folder itself.
    """
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            yield from _in_folder(path, case)
        else:
            yield Given(path, path.name)


def size_of(paths: Sequence[Path], case: Path) -> int:
    """Return how many bytes all files have that paths stand for; what cannot be looked at counts nothing."""
    size = 0
    for one in files_given(paths, case):
        with suppress(OSError):
            size += one.path.stat().st_size if isinstance(one, Given) else 0
    return size


def unusable(path: Path) -> Problem | None:
    """Return why a path cannot be an exhibit: missing, a link, something that is no file; None if it can."""
    named = shown_path(path)
    try:
        if not path.is_symlink() and path.is_file():
            return None
        path.lstat()
    except FileNotFoundError:
        return error(named, "CK503", "There is no such file.", "check the spelling and the folder you stand in")
    except (OSError, ValueError) as trouble:
        return unreadable(named, trouble)
    if path.is_symlink():
        return error(named, "CK504", "This is a link, and what it leads to may change.", "give the file itself")
    return error(named, "CK505", "This is no ordinary file.", "give the document as a file")


def unreadable(named: str, trouble: OSError | ValueError) -> Problem:
    """Return that a file could not be read, or its copy not written."""
    reason = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else str(trouble)
    message = f"The file could not be taken in: {reason}."
    return error(named, "CK508", message, "check the permissions and the space on the disk, then add it again")


def _in_folder(folder: Path, case: Path) -> Iterator[Given | Problem]:
    left_out: list[str] = []
    troubles: list[OSError] = []
    found = False
    for place, folders, names in os.walk(folder, onerror=troubles.append):
        here = Path(place)
        left_out += [f"{name}/" for name in folders if _is_left_out(here / name, case)]
        folders[:] = sorted(name for name in folders if not _is_left_out(here / name, case))
        for name in sorted(names):
            path = here / name
            if _is_left_out(path, case):
                left_out.append(name)
            else:
                found = True
                yield Given(path, path.relative_to(folder.parent).as_posix() if folder.name else name)
    yield from (unreadable(shown_path(trouble.filename or folder), trouble) for trouble in troubles)
    if left_out:
        yield _said_left_out(folder, left_out)
    elif not found and not troubles:
        yield warning(
            shown_path(folder), "CK509", "There is no file in this folder.", "give another folder, or the files"
        )


def _is_left_out(path: Path, case: Path) -> bool:
    return path.name.startswith(".") or path.is_symlink() or (path.is_dir() and path.samefile(case))


def _said_left_out(folder: Path, names: list[str]) -> Problem:
    message = f"{counted(len(names), 'name')} in this folder left out: {some([safe(name) for name in names])}."
    hint = "hidden files, links and the case folder itself are never taken from a folder; give such a file by itself"
    return warning(shown_path(folder), "CK509", message, hint)
