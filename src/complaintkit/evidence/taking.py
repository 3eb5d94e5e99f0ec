"""Copying files into the case while they are hashed: several at once, in the order given, and no more than fits ahead."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from complaintkit.evidence import files
from complaintkit.evidence.files import Fingerprint
from complaintkit.evidence.sources import Given, shown_path, unreadable, unusable
from complaintkit.problems import Problem, error
from complaintkit.values import frozen

WORKERS = max(2, min(4, os.cpu_count() or 2))
_AHEAD = 4 * WORKERS
Identity = tuple[int, int, int]


@frozen
class Taken:
    """A file that was read to its end: what it is, and its copy under a passing name.

    `copy` is None where the same bytes are in the case already.
    """

    given: Given
    identity: Identity
    fingerprint: Fingerprint
    copy: Path | None


@frozen
class Held:
    """What is in the case already: the sizes and the digests of its files."""

    sizes: Collection[int]
    digests: Collection[str]


def identity_of(path: Path) -> Identity:
    """Return what tells a file from another one, or from itself after a change: node, size, moment of change."""
    return _identity(path.stat())


def take_all(
    given: Iterable[Given | Problem], folder: Path, held: Held, skip: Callable[[Given], bool]
) -> Iterator[Taken | Given | Problem]:
    """Yield each file as it was taken into `folder`, in the order given, or why not; those to `skip` as they are.

    When it is closed before its end, copies that nobody asked for are taken away.
    """
    ahead: deque[Future[Taken | Problem] | Given | Problem] = deque()
    with ThreadPoolExecutor(WORKERS) as pool:
        try:
            for one in given:
                waits = isinstance(one, Given) and not skip(one)
                ahead.append(pool.submit(take, one, folder, held) if waits else one)  # type: ignore[arg-type]
                if len(ahead) > _AHEAD:
                    yield _result(ahead.popleft())
            while ahead:
                yield _result(ahead.popleft())
        finally:
            for rest in ahead:
                _forget(rest)


def take(given: Given, folder: Path, held: Held) -> Taken | Problem:
    """Copy a file into the folder under a passing name, unless the same bytes are held already; or say why not."""
    problem = unusable(given.path)
    if problem:
        return problem
    try:
        handle = os.open(given.path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb", buffering=0) as stream:
            before = os.fstat(handle)
            if before.st_size == 0:
                return _empty(given)
            if before.st_size in held.sizes:
                read = files.fingerprint_of(stream)
                if read.sha256 in held.digests:
                    return Taken(given, _identity(before), read, None)
                stream.seek(0)
            copy, read = files.written_in(files.pieces_of(stream), folder)
            if _identity(os.fstat(handle)) != _identity(before) or read.size != before.st_size:
                copy.unlink()
                return _changed(given)
    except OSError as trouble:
        return unreadable(shown_path(given.path), trouble)
    return Taken(given, _identity(before), read, copy)


def _identity(found: os.stat_result) -> Identity:
    return found.st_ino, found.st_size, found.st_mtime_ns


def _result(one: Future[Taken | Problem] | Given | Problem) -> Taken | Given | Problem:
    return one.result() if isinstance(one, Future) else one


def _forget(one: Future[Taken | Problem] | Given | Problem) -> None:
    if isinstance(one, Future) and not one.cancel():
        with suppress(Exception):
            result = one.result()
            if isinstance(result, Taken) and result.copy:
                result.copy.unlink(missing_ok=True)


def _empty(given: Given) -> Problem:
    message = "The file is empty; an empty file shows nothing."
    return error(shown_path(given.path), "CK506", message, "look for the original, or save the document again")


def _changed(given: Given) -> Problem:
    message = "The file changed while it was being read, so nothing can be said of its bytes."
    hint = "wait until whatever writes it has finished, then add it again"
    return error(shown_path(given.path), "CK507", message, hint)
