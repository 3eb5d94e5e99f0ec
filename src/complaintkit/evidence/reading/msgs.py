"""Outlook messages: an OLE file whose streams are named by the numbers of their properties (MS-OXMSG, MS-OXPROPS).

The package that is known best for this is under the GPL, the permissive ones are young or left alone; `olefile` reads the
container, and the few properties that matter here are read below.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from complaintkit.evidence.reading.emails import of_headers
from complaintkit.evidence.reading.faults import no_bytes, not_installed, partly, strange_name, undated
from complaintkit.evidence.reading.headers import parsed
from complaintkit.evidence.reading.names import label, strange
from complaintkit.evidence.reading.pages import page_text
from complaintkit.evidence.reading.texts import of_message
from complaintkit.evidence.reading.values import Attachment, Fact, Found, Named, Party, Source, read_in
from complaintkit.values import frozen

MOST_TEXT = 64 * 1024
MOST_ITEMS = 2_000
LARGEST_SMALL = 64 * 1024 * 1024
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_EMBEDDED = "3701000D"


@frozen
class StreamContent:
    """The bytes of a stream inside an OLE file, given sector by sector."""

    path: Path
    names: tuple[str, ...]

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes in order.

        Raises:
            OSError: the file cannot be read, or the stream is damaged.
        """
        from olefile import OleFileIO  # noqa: PLC0415 - an optional library

        with OleFileIO(self.path) as ole:
            entry = _entry(ole, self.names)
            if entry is not None:
                yield from _sectors(ole, self.names, entry, entry.size)


def _entry(ole: Any, names: tuple[str, ...]) -> Any | None:
    entry = ole.root
    for name in names:
        entry = entry.kids_dict.get(name.lower())
        if entry is None:
            return None
    return entry


def _sectors(ole: Any, names: tuple[str, ...], entry: Any, most: int) -> Iterator[bytes]:
    """Yield up to `most` bytes of a stream; a chain of sectors that runs in a circle ends with its size."""
    left = min(most, entry.size)
    if entry.size < ole.minisectorcutoff:
        yield ole.openstream(list(names)).read(left)
        return
    sector = entry.isectStart
    while left > 0 and 0 <= sector < len(ole.fat):
        piece = ole.getsect(sector)[:left]
        left -= len(piece)
        yield piece
        sector = ole.fat[sector]


class _Storage:
    """A storage of the message: its properties by their number."""

    def __init__(self, ole: Any, names: tuple[str, ...], entry: Any, head: int) -> None:
        self._ole = ole
        self.names = names
        self.entry = entry
        self._fixed = dict(self._properties(head))
        self._codepage = f"cp{self.number('3FFD') or self.number('3FDE') or 1252}"

    def _properties(self, head: int) -> Iterator[tuple[str, bytes]]:
        data = self._stream("__properties_version1.0")[head:]
        for at in range(0, len(data) - 15, 16):
            tag = struct.unpack_from("<L", data, at)[0]
            yield f"{tag >> 16:04X}", data[at + 8 : at + 16]

    def _stream(self, name: str) -> bytes:
        entry = self.entry.kids_dict.get(name.lower())
        return b"".join(_sectors(self._ole, (*self.names, entry.name), entry, MOST_TEXT)) if entry is not None else b""

    def number(self, tag: str) -> int:
        """Return a property that is a number, or 0."""
        return int.from_bytes(self._fixed.get(tag, b"")[:4], "little")

    def moment(self, tag: str) -> datetime | None:
        """Return a property that is a time; it is kept in UTC."""
        ticks = int.from_bytes(self._fixed.get(tag, b""), "little")
        try:
            return _EPOCH + timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None

    def text(self, *tags: str) -> str:
        """Return the first of the properties that is a text and is there."""
        for tag in tags:
            if data := self._stream(f"__substg1.0_{tag}001F"):
                return data.decode("utf-16-le", "replace").rstrip("\0")
            if data := self._stream(f"__substg1.0_{tag}001E"):
                return self._narrow(data).rstrip("\0")
        return ""

    def _narrow(self, data: bytes) -> str:
        try:
            return data.decode("utf-8" if self._codepage == "cp65001" else self._codepage, "replace")
        except LookupError:
            return data.decode("cp1252", "replace")

    def data(self, tag: str) -> bytes:
        """Return the beginning of a property that is bytes."""
        return self._stream(f"__substg1.0_{tag}0102")

    def storages(self, start: str) -> list[_Storage]:
        """Return the storages inside whose names begin so: recipients or attachments."""
        kids = [kid for kid in self.entry.kids if kid.name.lower().startswith(start)]
        return [
            _Storage(self._ole, (*self.names, kid.name), kid, 8)
            for kid in sorted(kids, key=lambda kid: str(kid.name))[:MOST_ITEMS]
        ]


def msg_facts(source: Source) -> Iterator[Found]:
    """Yield what stands in an Outlook message."""
    try:
        from olefile import OleFileIO  # noqa: PLC0415 - an optional library
    except ImportError:
        yield not_installed(source.shown, source.format, "olefile")
        return
    with OleFileIO(source.path) as ole:
        if ole.root.size > LARGEST_SMALL:
            yield partly(source.shown, f"its short streams alone have {ole.root.size} bytes")
            return
        message = _Storage(ole, (), ole.root, 32)
        yield from _head(message, source)
        yield from _text(message)
        for storage in message.storages("__attach"):
            yield from _attachment(storage, source)


def _head(message: _Storage, source: Source) -> Iterator[Found]:
    """Yield who, when and about what: the head as it travelled first, then Outlook's own properties."""
    travelled = list(of_headers(parsed(message.text("007D").encode().splitlines()), source.shown))
    facts = {found.field: found for found in travelled if isinstance(found, Named)}
    own = {found.field: found for found in _properties(message)}
    if not message.text("007D"):
        facts = {}
    yield from (own | facts).values()
    if "date" not in own | facts:
        yield undated(source.shown, "it may never have been sent")


def _properties(message: _Storage) -> Iterator[Named]:
    sender = Party(message.text("0C1A", "0042"), message.text("5D01", "5D02", "0C1F", "0065"))
    if sender != Party("", ""):
        yield read_in("sender", sender, "PidTagSenderName, PidTagSenderSmtpAddress")
    for kind, field in ((1, "recipients"), (2, "cc")):
        people = tuple(_party(one) for one in message.storages("__recip") if one.number("0C15") == kind)
        if people:
            yield read_in(field, people, "its recipients, PidTagRecipientType")
    texts = (
        *(("subject", "0037", "PidTagSubject"), ("message_id", "1035", "PidTagInternetMessageId")),
        ("in_reply_to", "1042", "PidTagInReplyToId"),
    )
    for field, tag, where in texts:
        if said := message.text(tag).strip():
            yield read_in(field, said, where)
    if references := tuple(message.text("1039").split()):
        yield read_in("references", references, "PidTagInternetReferences")
    for tag, where in (("0039", "PidTagClientSubmitTime (UTC)"), ("0E06", "PidTagMessageDeliveryTime (UTC)")):
        if date := message.moment(tag):
            yield read_in("date", date, where)
            return


def _party(storage: _Storage) -> Party:
    return Party(storage.text("3001"), storage.text("39FE", "3003"))


def _text(message: _Storage) -> Iterator[Found]:
    if text := message.text("1000"):
        yield from of_message(text, "PidTagBody")
    elif page := message.data("1013"):
        yield from of_message(page_text(page, None), "PidTagHtml")


def _attachment(storage: _Storage, source: Source) -> Iterator[Found]:
    said = storage.text("3707", "3704", "3001")
    name = label(said) or f"attachment {storage.entry.name[-8:]}"
    if why := strange(said):
        yield strange_name(source.shown, said, why)
    media_type = storage.text("370E")
    kind: Fact[str] = Fact(media_type, "read", "PidTagAttachMimeTag")
    if not media_type:
        kind = Fact("application/octet-stream", "assumed", "the message does not say it")
    stream = storage.entry.kids_dict.get("__substg1.0_37010102")
    if stream is not None:
        content = StreamContent(source.path, (storage.entry.name, stream.name))
        yield Attachment(name, kind, Fact(stream.size, "read", "the length of its stream"), content)
        return
    if f"__substg1.0_{_EMBEDDED.lower()}" in storage.entry.kids_dict:
        kind = Fact("application/vnd.ms-outlook", "read", "PidTagAttachMethod")
    yield Attachment(name, kind, None, None)
    yield no_bytes(source.shown, name)
