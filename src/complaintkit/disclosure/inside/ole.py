"""Outlook messages and old Office files: OLE containers, whose streams are searched one by one (MS-CFB, MS-OXMSG)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from complaintkit.disclosure.inside.texts import decoded
from complaintkit.disclosure.inside.values import Blind, Inner, Name, Piece, Raw, Words
from complaintkit.evidence.cleaning.libraries import INSTALL

_MOST_STREAMS = 20_000
_RICH, _ATTACHED = "10090102", "37010102"
_TEXT_KINDS = ("001E", "001F")
_OLD = "an old Office file, of which programs read more than a search does"


def of_ole(data: bytes) -> Iterator[Piece]:
    """Yield every stream of the container; what is packed in a way of its own cannot be searched."""
    try:
        import olefile  # noqa: PLC0415 - an optional library
    except ImportError:
        yield Raw("", data)
        yield Blind("", f"the library olefile is needed to search it; {INSTALL}")
        return
    yield Raw("", data)
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            yield from _streams(container)
    except Exception as trouble:  # noqa: BLE001 - the library raises anything on damaged files
        yield Blind("", f"it is damaged ({type(trouble).__name__})")


def _streams(container: Any) -> Iterator[Piece]:
    names = container.listdir(streams=True, storages=False)[:_MOST_STREAMS]
    last = {path[-1] for path in names}
    if "EncryptedPackage" in last:
        yield Blind("", "it is protected by a password")
    message = "__properties_version1.0" in {path[0] for path in names}
    if not message:
        yield Blind("", _OLD)
    for path in names:
        stream = container.openstream(path).read()
        where = "/".join(path)
        yield Name("name of a part", path[-1])
        if path[-1].endswith(_ATTACHED):
            yield Inner("attachment", "", stream)
        elif path[-1].endswith(_RICH):
            yield Blind("text of the message", "its form with fonts and colours is packed; its plain form was searched")
        else:
            yield from (Words(where, text) for text in _read(path[-1], stream))


def _read(name: str, stream: bytes) -> Iterator[str]:
    if name.endswith(_TEXT_KINDS[1]):
        yield stream.decode("utf-16-le", "ignore")
        return
    yield from decoded(stream)
    if not name.endswith(_TEXT_KINDS[0]):
        yield from (stream[at:].decode(one, "ignore") for at in (0, 1) for one in ("utf-16-le", "utf-16-be"))
