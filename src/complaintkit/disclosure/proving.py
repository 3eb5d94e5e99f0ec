"""`prove`: the search over everything that leaves, part by part of every file, their names and the names of folders.

Nothing it says repeats what it found: it says where, and whose it is by label. What no search can look into is listed with
the reason, for a person to look at. Files are only read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from complaintkit.disclosure.hidden import Hidden
from complaintkit.disclosure.inside.kinds import kind
from complaintkit.disclosure.inside.opening import STREAMED, pieces
from complaintkit.disclosure.inside.values import Blind, Inner, Name, Raw, Words
from complaintkit.disclosure.matching import Search
from complaintkit.values import frozen

LARGE, LARGEST = 50_000_000, 1_000_000_000
_DEEPEST = 20
_PIECE, _OVERLAP, _HEAD = 16_000_000, 4096, 4096


@frozen
class Found:
    """A string that identifies somebody: in which file, where in it, whose by label. `file` is masked where it says it."""

    file: str
    where: str
    label: str


@frozen
class Unsearchable:
    """What no search can look into, and why; a person has to look at it before it is sent."""

    file: str
    why: str


@frozen
class Proof:
    """What a search found, and what it could not look into. `clean` is no promise for the latter."""

    found: tuple[Found, ...]
    unsearchable: tuple[Unsearchable, ...]

    @property
    def clean(self) -> bool:
        """Tell whether nothing was found."""
        return not self.found


def prove(files: Path | Iterable[Path], hidden: Iterable[Hidden]) -> Proof:
    """Search files for hidden strings; a folder stands for everything in it, with the names of all folders.

    Args:
        files: a file or folder, or several. A file inside a folder is called by its path from there.
        hidden: what `hidden_strings` says of the recipient whom they go to.

    Raises:
        OSError: a file cannot be read.
    """
    search = Search(hidden)
    given = [files] if isinstance(files, Path) else list(files)
    return _together(_of_path(path, name, search) for root in given for path, name in _walked(root))


def prove_bytes(data: bytes, name: str, hidden: Iterable[Hidden]) -> Proof:
    """Search one file that is not written yet."""
    search = Search(hidden)
    return _together([(*_of_name(name, search), *_of_bytes(data, search.masked(name), "", search, 0))])


def _together(results: Iterable[Iterable[Found | Unsearchable]]) -> Proof:
    every = [one for result in results for one in result]
    found = dict.fromkeys(one for one in every if isinstance(one, Found))
    return Proof(tuple(found), tuple(dict.fromkeys(one for one in every if isinstance(one, Unsearchable))))


def _walked(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield a file, or a folder and everything in it, with its path from the folder; links are yielded, not followed."""
    yield root, root.name
    if root.is_dir() and not root.is_symlink():
        for path in sorted(root.rglob("*")):
            yield path, f"{root.name}/{path.relative_to(root).as_posix()}"


def _of_path(path: Path, name: str, search: Search) -> Iterator[Found | Unsearchable]:
    shown = search.masked(name)
    yield from (Found(shown, _NAMED, label) for label in sorted(search.in_name(path.name)))
    if path.is_symlink():
        yield Unsearchable(shown, "a link to something else, which was not followed")
    elif path.is_file():
        yield from _of_file(path, shown, search)
    elif not path.is_dir():
        yield Unsearchable(shown, "no ordinary file")


def _of_file(path: Path, shown: str, search: Search) -> Iterator[Found | Unsearchable]:
    size = path.stat().st_size
    with path.open("rb") as stream:
        reason = STREAMED.get(kind(stream.read(_HEAD))) if size > LARGE else None
        if reason is None and size <= LARGEST:
            stream.seek(0)
            yield from _of_bytes(stream.read(), shown, "", search, 0)
            return
        yield Unsearchable(shown, reason or "it is larger than 1 GB; what it packs or encodes was not searched")
        stream.seek(0)
        yield from _in_pieces(stream, shown, search)


def _in_pieces(stream: BinaryIO, shown: str, search: Search) -> Iterator[Found]:
    """Yield what is found in the bytes of a large file, without holding it in memory."""
    end = b""
    while piece := stream.read(_PIECE):
        yield from _said(shown, "", search.in_bytes(end + piece))
        end = piece[-_OVERLAP:]


_NAMED = "its name"


def _of_name(name: str, search: Search) -> Iterator[Found]:
    shown = search.masked(name)
    yield from (Found(shown, _NAMED, label) for label in sorted(search.in_name(name)))


def _of_bytes(data: bytes, shown: str, place: str, search: Search, depth: int) -> Iterator[Found | Unsearchable]:
    if depth > _DEEPEST:
        yield Unsearchable(shown, _placed(place, "files are packed into files here, deeper than any real ones"))
        return
    for piece in pieces(data):
        where = _joined(place, search.masked(piece.where) if isinstance(piece, Inner | Blind) else piece.where)
        match piece:
            case Words():
                yield from _said(shown, where, search.in_text(piece.text))
            case Name():
                yield from _said(shown, where, search.in_name(piece.name))
            case Raw():
                yield from _said(shown, where, search.in_bytes(piece.data))
            case Inner():
                yield from _said(shown, where, search.in_name(piece.name))
                yield from _of_bytes(piece.data, shown, where, search, depth + 1)
            case Blind():
                yield Unsearchable(shown, _placed(where, piece.why))


def _said(shown: str, where: str, labels: Iterable[str]) -> Iterator[Found]:
    yield from (Found(shown, where or "its content", label) for label in sorted(labels))


def _joined(place: str, where: str) -> str:
    return ", ".join(part for part in (place, where) if part)


def _placed(where: str, why: str) -> str:
    return f"{where}: {why}" if where else why
