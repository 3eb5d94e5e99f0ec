"""Sound and film: how long, when and with what it was made, whether a position is in it. Nothing is decoded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from complaintkit.evidence.reading.boxes import Box, children, find
from complaintkit.evidence.reading.faults import damaged, not_installed
from complaintkit.evidence.reading.values import Found, Source, read_in

_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
_MOST_USER_DATA = 1024 * 1024
_POSITIONS = (b"\xa9xyz", b"loci", b"location.ISO6709")
_AMR = (12, 13, 15, 17, 19, 20, 26, 31, 5, 0, 0, 0, 0, 0, 0, 0)
_WIDE_AMR = (17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 0, 0, 0, 0, 0, 0)
_FRAMES_A_SECOND = 50


def film_facts(source: Source) -> Iterator[Found]:
    """Yield duration, date and whether there is a position, of MP4, QuickTime and M4A files."""
    with source.path.open("rb") as file:
        moov = next((box for box in children(file, 0, source.size) if box.kind == b"moov"), None)
        head = next(find(file, moov.start, moov.end, (b"mvhd",)), None) if moov else None
        if moov is None or head is None:
            yield damaged(source.shown, source.format, "what describes it is missing, as when a recording broke off")
            return
        yield from _movie_head(file, head)
        yield from _measures(file, moov)
        yield read_in("position", _has_position(file, moov), "moov: location")
    if source.format.name == "m4a":
        yield from _tags(source, ("title", "author"))


def _movie_head(file: BinaryIO, box: Box) -> Iterator[Found]:
    file.seek(box.start)
    data = file.read(32)
    wide = data[0] == 1
    made = int.from_bytes(data[4:12] if wide else data[4:8], "big")
    at = 20 if wide else 12
    scale, length = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + (12 if wide else 8)]
    if scale:
        yield read_in("duration", int.from_bytes(length, "big") / scale, "mvhd: duration")
    if made and made < 2**33:
        yield read_in("date", _EPOCH + timedelta(seconds=made), "mvhd: creation time (UTC)")


def _measures(file: BinaryIO, moov: Box) -> Iterator[Found]:
    """Yield width and height of the largest track."""
    sizes = []
    for box in find(file, moov.start, moov.end, (b"trak", b"tkhd")):
        file.seek(max(box.start, box.end - 8))
        data = file.read(8)
        sizes.append((int.from_bytes(data[:2], "big"), int.from_bytes(data[4:6], "big")))
    if any(width and height for width, height in sizes):
        yield read_in("dimensions", max(sizes, key=lambda size: size[0] * size[1]), "tkhd")


def _has_position(file: BinaryIO, moov: Box) -> bool:
    for path in ((b"udta",), (b"meta",), (b"trak", b"meta"), (b"trak", b"udta")):
        for box in find(file, moov.start, moov.end, path):
            file.seek(box.start)
            data = file.read(min(box.end - box.start, _MOST_USER_DATA))
            if any(mark in data for mark in _POSITIONS):
                return True
    return False


def sound_facts(source: Source) -> Iterator[Found]:
    """Yield duration, title and author of MP3, Ogg, Opus and WAV files."""
    yield from _tags(source, ("duration", "title", "author"))


def _tags(source: Source, fields: tuple[str, ...]) -> Iterator[Found]:
    try:
        from tinytag import TinyTag  # noqa: PLC0415 - an optional library
    except ImportError:
        yield not_installed(source.shown, source.format, "tinytag")
        return
    found = TinyTag.get(source.path, tags=True, duration="duration" in fields)
    said = {"duration": found.duration, "title": found.title, "author": found.artist}
    for field in fields:
        if said[field]:
            yield read_in(field, said[field], "the head of the recording" if field == "duration" else "its tags")


def amr_facts(source: Source) -> Iterator[Found]:
    """Yield the duration of an AMR file: each frame is a fiftieth of a second."""
    with source.path.open("rb") as file:
        wide = file.readline(16).startswith(b"#!AMR-WB")
        lengths, count = _WIDE_AMR if wide else _AMR, 0
        while head := file.read(1):
            if len(file.read(lengths[head[0] >> 3 & 15])) < lengths[head[0] >> 3 & 15]:
                yield damaged(source.shown, source.format, "its last frame is cut")
                break
            count += 1
    yield read_in("duration", count / _FRAMES_A_SECOND, "the number of its frames")


_INFO, _SCALE, _DURATION, _DATE, _APP = b"\x15\x49\xa9\x66", b"\x2a\xd7\xb1", b"\x44\x89", b"\x44\x61", b"\x57\x41"


def webm_facts(source: Source) -> Iterator[Found]:
    """Yield duration and date of a WebM or Matroska film, as far as its first part says them."""
    import struct  # noqa: PLC0415

    with source.path.open("rb") as file:
        data = file.read(64 * 1024)
    at = data.find(_INFO)
    info = data[at + 4 : at + 1024] if at >= 0 else b""
    scale = int.from_bytes(_element(info, _SCALE) or (1_000_000).to_bytes(4, "big"), "big")
    length = _element(info, _DURATION)
    if length and len(length) in {4, 8}:
        ticks = struct.unpack(">f" if len(length) == 4 else ">d", length)[0]  # noqa: PLR2004
        yield read_in("duration", ticks * scale / 1e9, "Info: Duration")
    if (made := _element(info, _DATE)) and len(made) == 8:  # noqa: PLR2004
        since = timedelta(microseconds=int.from_bytes(made, "big", signed=True) // 1000)
        yield read_in("date", datetime(2001, 1, 1, tzinfo=UTC) + since, "Info: DateUTC")
    if program := _element(info, _APP):
        yield read_in("producer", program.decode("utf-8", "replace"), "Info: WritingApp")


def _element(data: bytes, name: bytes) -> bytes | None:
    """Return the content of the first element of a name whose length is written in one byte, as these are."""
    at = data.find(name)
    if at < 0 or at + len(name) >= len(data) or not data[at + len(name)] & 0x80:
        return None
    start = at + len(name) + 1
    return data[start : start + (data[at + len(name)] & 0x7F)]
