"""Archives other than ZIP that the standard library opens: gzip, bzip2, xz, tar."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator

from complaintkit.disclosure.inside.values import Blind, Inner, Name, Piece, Raw, Words

MOST_UNPACKED = 500_000_000
_DAMAGED = (OSError, EOFError, zlib.error, lzma.LZMAError, tarfile.TarError, ValueError)


def of_packed(data: bytes) -> Iterator[Piece]:
    """Yield the one file that is packed by gzip, bzip2 or xz, and what the head says."""
    yield Raw("head", data[:4096])
    try:
        with _opened(data) as stream:
            unpacked = stream.read(MOST_UNPACKED + 1)
    except _DAMAGED as trouble:
        yield Blind("", f"it is damaged ({trouble})")
        return
    if len(unpacked) > MOST_UNPACKED:
        yield Blind("", "unpacked it would be far larger than any real one")
    else:
        yield Inner("unpacked", "", unpacked)


def _opened(data: bytes) -> gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile:
    if data.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=io.BytesIO(data))
    return bz2.BZ2File(io.BytesIO(data)) if data.startswith(b"BZh") else lzma.LZMAFile(io.BytesIO(data))


def of_tar(data: bytes) -> Iterator[Piece]:
    """Yield the members of a tar archive, their names, and the names of those to whom they belonged."""
    yield Raw("between the parts", data)
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for one in archive:
                yield Name("name of a part", one.name)
                yield Words("owner of a part", f"{one.uname} {one.gname} {one.linkname}")
                content = archive.extractfile(one) if one.isfile() else None
                if content is not None:
                    yield Inner(one.name, "", content.read())
    except _DAMAGED as trouble:
        yield Blind("", f"it is damaged ({trouble})")
