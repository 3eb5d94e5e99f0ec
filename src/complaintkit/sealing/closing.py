"""`lock_case`: a case folder to one locked file, and the clear folder away only when that file was read back whole."""

from __future__ import annotations

import os
from pathlib import Path

from complaintkit.case.folders import require_case
from complaintkit.problems import Problem, Refused, error
from complaintkit.sealing.archive import Entry, changed, read_archive, write_archive
from complaintkit.sealing.ciphers import require_cryptography
from complaintkit.sealing.clearing import clear_away, finish_clearing, remains_of
from complaintkit.sealing.contents import Found, contents
from complaintkit.sealing.header import read_header, write_header
from complaintkit.sealing.keys import FILE_KEY_SIZE, FileKey, Opener, Passphrase, PublicKey, file_key
from complaintkit.sealing.newfile import NewFile, new_file
from complaintkit.sealing.payload import OpenedReader, SealedWriter
from complaintkit.sealing.refusals import Unfit, told_of
from complaintkit.source.locking import locked
from complaintkit.values import frozen

ENDING = ".age"


@frozen
class Locked:
    """What was locked: the file and its size, how many files are in it and their size, whether the folder is gone."""

    file: Path
    size: int
    files: int
    content: int
    removed: bool


def place_of(folder: Path, out: Path | None) -> tuple[Path, Path]:
    """Return the case folder and the file to be written, both in full, once they are fit for it.

    Raises Refused: CK574 where the folder is a link, CK576 where something stands at the file's place already, CK583 where
    that place is inside the folder, CK585 where an earlier removal of the folder was interrupted; and what `require_case`
    raises where the folder is no case.
    """
    require_cryptography()
    require_case(folder)
    if folder.is_symlink():
        message = "the case folder is a link; only the link would be removed, so nothing was locked"
        raise Refused((error(str(folder), "CK574", message, "give the folder that it leads to"),))
    whole = folder.resolve()
    sealed = (out or whole.with_name(whole.name + ENDING)).absolute()
    place = sealed.parent.resolve()
    if place.is_relative_to(whole):
        message = "the locked file would lie in the folder that is removed when it is written; nothing was locked"
        raise Refused((error(str(sealed), "CK583", message, "choose a place outside the case folder"),))
    if os.path.lexists(sealed):
        raise Refused((_taken(sealed),))
    if os.path.lexists(remains_of(whole)):
        raise Refused((_remains(remains_of(whole)),))
    return whole, place / sealed.name


def _taken(place: Path) -> Problem:
    message = "something of that name is there already; it is not overwritten, and nothing was changed"
    return error(str(place), "CK576", message, "choose another name with --out, or move what is there out of the way")


def _remains(place: Path) -> Problem:
    message = "what an interrupted removal left of this case lies there in clear; nothing was locked"
    return error(str(place), "CK585", message, "remove it, once you have seen that your case holds all that is in it")


def finish_interrupted(folder: Path, out: Path | None) -> Path | None:
    """Remove what an interrupted removal left of a folder that is locked; return the locked file, or None.

    The folder was given its other name only after the locked file was whole; without that file nothing is removed.
    """
    whole = folder.absolute()
    sealed = (out or whole.with_name(whole.name + ENDING)).absolute()
    if os.path.lexists(whole) or not remains_of(whole).is_dir() or not _is_sealed(sealed):
        return None
    finish_clearing(whole, sealed)
    return sealed


def _is_sealed(sealed: Path) -> bool:
    try:
        with sealed.open("rb") as stream:
            return bool(read_header(stream).stanzas)
    except (OSError, Unfit):
        return False


def lock_case(folder: Path, sealed: Path, ways: tuple[PublicKey | Passphrase, ...], *, keep: bool = False) -> Locked:
    """Write the folder into one file that each of the ways opens, read it back, then remove the folder unless kept.

    At every moment either the folder or the file is whole. Raises Refused: CK574 for links and devices, CK576 where the
    file's name is taken, CK577 where the case changed meanwhile, CK580 where what was read back is not what was written,
    CK582 where the folder could not be removed (the file is whole then), CK701 where another command writes to the case;
    and OSError, with the folder untouched, where something cannot be read or written.
    """
    changed_before = folder.stat().st_mtime_ns
    with locked(folder), told_of(str(folder)):
        found = _lockable(folder, changed_before)
        with new_file(sealed) as made:
            key = os.urandom(FILE_KEY_SIZE)
            made.stream.write(write_header(key, tuple(way.lock(key) for way in ways)))
            entries = _write(made, key, folder, found)
            _read_back(made, entries, _openers(ways, key), sealed)
            _unchanged(folder, found)
            size = os.fstat(made.stream.fileno()).st_size
            _name(made, sealed)
        if not keep:
            clear_away(folder, sealed)
    files = [entry for entry in entries if not entry.folder]
    return Locked(sealed, size, len(files), sum(entry.size for entry in files), not keep)


def _lockable(folder: Path, changed_before: int) -> tuple[Found, ...]:
    """Return what the folder holds; its own time is that from before the lock was put into it."""
    found, problems = contents(folder)
    if problems:
        raise Refused(problems)
    own = found[0]
    return (Found(own.name, own.folder, own.mode, changed_before, own.size, own.number), *found[1:])


def _openers(ways: tuple[PublicKey | Passphrase, ...], key: bytes) -> tuple[Opener, ...]:
    """Return what opens the file as its owner will; a private key is with somebody else, so the file's own key does."""
    return tuple(way for way in ways if isinstance(way, Passphrase)) or (FileKey(key),)


def _write(made: NewFile, key: bytes, folder: Path, found: tuple[Found, ...]) -> tuple[Entry, ...]:
    target = SealedWriter(made.stream, key)
    entries = write_archive(folder, found, target)
    target.finish()
    return entries


def _read_back(made: NewFile, entries: tuple[Entry, ...], openers: tuple[Opener, ...], sealed: Path) -> None:
    """Decrypt the whole file from the disk and compare every file and folder in it with what was read."""
    made.settle()
    try:
        reader = OpenedReader(made.stream, file_key(read_header(made.stream), openers))
        same = _entries(reader) == entries
    except Unfit:
        same = False
    if not same:
        message = "what was read back from the disk is not what was written; the folder is as it was, no file was kept"
        raise Refused((error(str(sealed), "CK580", message, "try another disk with --out; this one may be failing"),))


def _entries(reader: OpenedReader) -> tuple[Entry, ...]:
    entries = []
    for member in read_archive(reader):
        for _ in member.pieces():
            pass
        entries.append(member.entry())
    return tuple(entries)


def _unchanged(folder: Path, before: tuple[Found, ...]) -> None:
    now, problems = contents(folder)
    states = {one.state for one in before} ^ {one.state for one in now}
    if states or problems:
        raise changed(min(str(state[0]) for state in states) if states else problems[0].file)


def _name(made: NewFile, sealed: Path) -> None:
    try:
        made.keep()
    except FileExistsError:
        raise Refused((_taken(sealed),)) from None
