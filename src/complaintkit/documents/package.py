"""A DOCX file as an OPC package: read from a zip, written to a zip whose bytes depend on its contents only.

Word stamps every member with the time of saving, so the same letter made twice is never the same file. Here members have
the oldest date a zip can hold and a fixed order, and a member is compressed once: what a template does not change is
copied into each letter as ready bytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache

from complaintkit.values import frozen

CONTENT_TYPES = "[Content_Types].xml"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_UTF8_NAMES = 0x800
_DEFLATED = 8
_OLDEST_DATE = 0x21  # 1 January 1980, 00:00, in the calendar of MS-DOS
_LEVEL = 6
_SMALL = 200_000  # a letter that is worth keeping open


@frozen
class Member:
    """One part of a package, compressed and ready to be written."""

    name: str
    header: tuple[int, ...]
    compressed: bytes


def compressed(name: str, data: bytes) -> Member:
    """Return the part `name` holding `data`, compressed."""
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    packed = deflate.compress(data) + deflate.flush()
    sizes = (zlib.crc32(data), len(packed), len(data), len(name.encode()), 0)
    return Member(name, (_VERSION, _UTF8_NAMES, _DEFLATED, 0, _OLDEST_DATE, *sizes), packed)


def written(members: Iterable[Member]) -> bytes:
    """Return the zip holding the members; same members, same bytes, in whichever order they come.

    The content types come first, as readers that look at a file's beginning expect, then the parts by name.
    """
    out, directory = bytearray(), bytearray()
    ordered = sorted(members, key=_position)
    for member in ordered:
        name = member.name.encode()
        directory += _CENTRAL.pack(b"PK\1\2", _VERSION, *member.header, 0, 0, 0, 0, len(out)) + name
        out += _LOCAL.pack(b"PK\3\4", *member.header) + name + member.compressed
    end = _END.pack(b"PK\5\6", 0, 0, len(ordered), len(ordered), len(directory), len(out), 0)
    return bytes(out + directory + end)


def _position(member: Member) -> tuple[int, str]:
    first = (CONTENT_TYPES, "_rels/.rels")
    return (first.index(member.name) if member.name in first else len(first), member.name)


@frozen
class Opened:
    """A package as a stranger reads it: what the zip says of each member, its parts by name, and the zip's own comment."""

    members: tuple[zipfile.ZipInfo, ...]
    parts: Mapping[str, bytes]
    comment: bytes


def opened(data: bytes) -> Opened:
    """Return what is in a package that is known to be harmless; several look at the same letter one after the other.

    A letter of thousands of incidents is opened anew for each of them, rather than held between them.

    Raises:
        zipfile.BadZipFile: if `data` is no zip or a member is damaged.
    """
    return _opened_once(data) if len(data) <= _SMALL else _opened(data)


@lru_cache(maxsize=1)
def _opened_once(data: bytes) -> Opened:
    return _opened(data)


def _opened(data: bytes) -> Opened:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = tuple(package.infolist())
        return Opened(members, {item.filename: package.read(item) for item in members}, package.comment)


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package that is known to be harmless (see `guard` for those that are not).

    Raises:
        zipfile.BadZipFile: if `data` is no zip or a member is damaged.
    """
    package = opened(data)
    return {item.filename: package.parts[item.filename] for item in package.members if not item.is_dir()}


def rels_name(part: str) -> str:
    """Return the name of the part that holds the relationships of `part`; of the whole package for ''."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def source_of(rels: str) -> str:
    """Return the part whose relationships a part holds; '' for those of the whole package."""
    folder, _, name = rels.rpartition("/")
    outer = folder.removesuffix("_rels").rstrip("/")
    part = name.removesuffix(".rels")
    return f"{outer}/{part}" if outer and part else part
