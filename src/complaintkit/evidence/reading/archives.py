"""`open_archive`: the files inside a ZIP archive, a mailbox or a message, one after the other, and never more than fits.

An archive can be made to fill the disk (a bomb), to write where it should not (names that lead out, links) or to show
one thing to one program and another to the next (two members of one name, members that overlap). What is refused is said
and stays in the archive, which is registered itself; the rest goes on.
"""

from __future__ import annotations

import stat
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from complaintkit.evidence.reading import faults
from complaintkit.evidence.reading.directory import MOST_MEMBERS, directory_problem
from complaintkit.evidence.reading.mailboxes import messages
from complaintkit.evidence.reading.names import leads_out, same_name, shown, strange
from complaintkit.evidence.reading.reading import read
from complaintkit.evidence.reading.recognising import recognise
from complaintkit.evidence.reading.values import Bytes
from complaintkit.problems import Problem, Refused
from complaintkit.values import frozen

_PIECE = 256 * 1024
_ENCRYPTED = 0x1
_UNIX = 3


@frozen
class Limits:
    """How much an archive may hold: how often larger than packed, how large each and all, how deep in each other."""

    ratio: int = 200
    ratio_from: int = 10 * 1024 * 1024
    member: int = 20 * 1024**3
    total: int = 20 * 1024**3
    members: int = MOST_MEMBERS
    depth: int = 8


@frozen
class Member:
    """A file inside another. `name` is safe to show; `size` what the archive says; `content` gives the bytes.

    The content of a ZIP archive's member can be read until the next member is asked for.
    """

    name: str
    size: int | None
    media_type: str | None
    content: Bytes


def open_archive(
    path: Path, file: str | None = None, depth: int = 0, limits: Limits | None = None
) -> Iterator[Member | Problem]:
    """Yield the files inside the archive or message at `path`, and a problem for each that is not taken.

    `depth` says in how many archives and messages the file itself lies; `file` how problems name it. A file of another
    kind yields nothing.

    Raises:
        OSError: the file cannot be read.
    """
    allowed, named = limits or Limits(), shown(file or str(path))
    held = recognise(path)
    if held.name not in _OPENERS and held.name not in {"7z", "rar", "gz"}:
        return
    if held.name not in _OPENERS:
        yield faults.unopened(named, held)
    elif depth >= allowed.depth:
        yield faults.too_deep(named, allowed.depth)
    else:
        yield from _OPENERS[held.name](path, named, allowed)


def _zip(path: Path, file: str, limits: Limits) -> Iterator[Member | Problem]:
    if why := directory_problem(path):
        yield faults.refused_size(file, path.name, why)
        return
    try:
        archive = ZipFile(path)
    except Exception as fault:
        if isinstance(fault, OSError) and not faults.by_content(fault):
            raise
        yield faults.damaged(file, recognise(path), str(fault))
        return
    with archive:
        yield from _members(archive, file, limits)


def _members(archive: ZipFile, file: str, limits: Limits) -> Iterator[Member | Problem]:
    names: dict[str, str] = {}
    overlapping = _overlapping(archive)
    total = count = 0
    for info in archive.infolist():
        name = info.orig_filename
        if info.filename.endswith("/") and info.file_size == 0:
            continue
        refusal = _refusal(info, file, limits, overlapping) or _too_much(info, file, limits, total, count)
        if refusal is None and names.get(same_name(name)) == name:
            refusal = faults.refused_twin(file, name)
        if refusal:
            yield refusal
            continue
        yield from _strange(name, names, file)
        names[same_name(name)] = name
        total, count = total + info.file_size, count + 1
        yield Member(shown(name), info.file_size, None, _Unpacked(archive, info, file))


def _strange(name: str, names: dict[str, str], file: str) -> Iterator[Problem]:
    if why := strange(name):
        yield faults.strange_name(file, name, why)
    if (twin := names.get(same_name(name))) is not None:
        alike = unicodedata.normalize("NFC", name) == unicodedata.normalize("NFC", twin)
        differs = "in how its letters are encoded (Unicode form)" if alike else "in case"
        yield faults.strange_name(file, name, f"differs from `{shown(twin)}` only {differs}")


def _refusal(info: ZipInfo, file: str, limits: Limits, overlapping: set[int]) -> Problem | None:
    """Return why a member is not taken: its name, its kind, a password, how it is packed; None where it may be."""
    name = info.orig_filename
    if why := leads_out(name):
        return faults.refused_name(file, name, why)
    if what := _no_file(info):
        return faults.refused_kind(file, name, what)
    if info.flag_bits & _ENCRYPTED:
        return faults.refused_locked(file, name)
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        return faults.refused_damaged(
            file, name, f"it is packed in a way (method {info.compress_type}) not opened here"
        )
    if info.header_offset in overlapping:
        return faults.refused_size(file, name, "its bytes are those of other members too, as in a bomb")
    if info.file_size > limits.ratio_from and info.file_size > limits.ratio * max(1, info.compress_size):
        return faults.refused_size(file, name, f"it would be over {limits.ratio} times larger unpacked, as in a bomb")
    return None


def _no_file(info: ZipInfo) -> str | None:
    mode = info.external_attr >> 16 if info.create_system == _UNIX else 0
    if stat.S_ISLNK(mode):
        return "a link"
    return None if not stat.S_IFMT(mode) or stat.S_ISREG(mode) else "a folder, a pipe or a device"


def _too_much(info: ZipInfo, file: str, limits: Limits, total: int, count: int) -> Problem | None:
    if info.file_size > limits.member or total + info.file_size > limits.total:
        return faults.refused_size(file, info.orig_filename, f"all together would be over {limits.total} bytes")
    if count >= limits.members:
        return faults.refused_size(file, info.orig_filename, f"the archive has more than {limits.members} files")
    return None


def _overlapping(archive: ZipFile) -> set[int]:
    """Return where members begin whose bytes run into the next one's."""
    places = sorted((info.header_offset, info.compress_size) for info in archive.infolist())
    ends = [*(start for start, _ in places[1:]), archive.start_dir]
    return {start for (start, size), end in zip(places, ends, strict=False) if start + 30 + size > end}


@frozen
class _Unpacked:
    """The content of a member of a ZIP archive that is open."""

    archive: ZipFile
    info: ZipInfo
    file: str

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes in pieces; they are checked against the sum that the archive keeps when the end is reached.

        Raises:
            Refused: the member is damaged; what came before must not be used.
        """
        try:
            with self.archive.open(self.info) as member:
                while piece := member.read(_PIECE):
                    yield piece
        except Exception as fault:  # the library raises anything on damaged archives
            if isinstance(fault, OSError) and not faults.by_content(fault):
                raise
            detail = f"it is damaged ({fault})" if str(fault) else "it is damaged"
            raise Refused([faults.refused_damaged(self.file, self.info.orig_filename, detail)]) from fault


def _mailbox(path: Path, file: str, limits: Limits) -> Iterator[Member | Problem]:
    for number, place in enumerate(messages(path), 1):
        if number > limits.members:
            yield faults.refused_size(file, f"message {number}", f"the mailbox has more than {limits.members} messages")
            return
        yield Member(f"message-{number}.eml", place.end - place.start, "message/rfc822", place)


def _message(path: Path, file: str, _: Limits) -> Iterator[Member | Problem]:
    """Yield the attachments; problems of their names and of the message come with the message's own facts."""
    for attachment in read(path, file).attachments:
        if attachment.content is not None:
            size = attachment.size.value if attachment.size else None
            yield Member(attachment.name, size, attachment.media_type.value, attachment.content)


_OPENERS: dict[str, Callable[[Path, str, Limits], Iterator[Member | Problem]]] = {
    "zip": _zip,
    "mbox": _mailbox,
    "eml": _message,
    "msg": _message,
}
