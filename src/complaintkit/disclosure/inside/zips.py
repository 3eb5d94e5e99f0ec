"""ZIP archives and what is built of them: Word, Excel, PowerPoint, OpenDocument. Every member, every comment."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from complaintkit.disclosure.inside.values import Blind, Inner, Name, Piece, Raw

MOST_MEMBERS = 50_000
MOST_UNPACKED = 2_000_000_000
MOST_TIMES = 1000
_ENCRYPTED = 0x1
_WORKED = (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error, OSError)


def of_zip(data: bytes) -> Iterator[Piece]:
    """Yield the members of an archive with their names; what stands beside them is searched as bytes.

    A member that is packed under a password or damaged, or an archive that swells, cannot be searched.
    """
    yield Raw("between the parts", data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _WORKED as trouble:
        yield Blind("", f"it is damaged ({trouble})")
        return
    with archive:
        members = archive.infolist()
        size = sum(one.file_size for one in members)
        if len(members) > MOST_MEMBERS or size > MOST_UNPACKED or size > MOST_TIMES * max(len(data), 1024):
            yield Blind("", "unpacked it would be far larger than any real one")
            return
        for one in members:
            yield Name("name of a part", one.filename)
            if not one.is_dir():
                yield _member(archive, one)


def _member(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> Piece:
    if one.flag_bits & _ENCRYPTED:
        return Blind(one.filename, "it is protected by a password")
    try:
        return Inner(one.filename, "", archive.read(one))
    except _WORKED as trouble:
        return Blind(one.filename, f"it is damaged ({trouble})")
