"""Pictures are measured and their camera's notes read, and never decoded, whatever size they claim."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from complaintkit.evidence.reading.reading import read
from complaintkit.evidence.reading.values import FileFacts


@pytest.fixture
def reads(tmp_path: Path):
    def given_bytes(data: bytes, name: str = "picture") -> FileFacts:
        path = tmp_path / name
        path.write_bytes(data)
        return read(path, name)

    return given_bytes


def codes(facts: FileFacts) -> list[str]:
    return [problem.code for problem in facts.problems]


def notes(*, position: bool, offset: str | None = "+02:00") -> Image.Exif:
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Model], exif[Base.Artist] = "Invented", "Camera 1", "Invented Author"
    exif[Base.DateTime] = "2020:01:01 00:00:00"
    inner = exif.get_ifd(IFD.Exif)
    inner[Base.DateTimeOriginal] = "2019:09:18 14:03:00"
    if offset:
        inner[Base.OffsetTimeOriginal] = offset
    if position:
        exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (50.0, 50.0, 33.0)})
        exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLongitudeRef: "E", GPS.GPSLongitude: (4.0, 22.0, 11.0)})
    return exif


def picture(kind: str, exif: Image.Exif | None = None, **more) -> bytes:
    if kind == "TIFF" and exif:
        exif[Base.ImageWidth], exif[Base.ImageLength] = 64, 48
        return exif.tobytes().removeprefix(b"Exif\0\0")
    written = io.BytesIO()
    Image.new("RGB", (64, 48), "white").save(written, kind, **({"exif": exif} if exif else {}), **more)
    return written.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_measures_date_and_device_are_read(reads, kind):
    facts = reads(picture(kind, notes(position=False)))
    assert facts.format.name == kind.lower()
    assert facts.dimensions.value == (64, 48)
    assert facts.author.value == "Invented Author"
    assert facts.producer.value == "Invented Camera 1"
    assert facts.date.value == datetime(2019, 9, 18, 14, 3, tzinfo=timezone(timedelta(hours=2)))
    assert facts.date.where == "EXIF DateTimeOriginal"
    assert facts.position.value is False
    assert facts.problems == ()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_that_there_is_a_position_is_said_and_the_position_is_not(reads, kind):
    facts = reads(picture(kind, notes(position=True)))
    assert (facts.position.value, facts.position.how) == (True, "read")
    assert "50" not in repr(facts.position)


def test_a_camera_without_a_time_zone(reads):
    facts = reads(picture("JPEG", notes(position=False, offset=None)))
    assert facts.date.value.tzinfo is None
    assert "without a time zone" in facts.date.where


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_pictures_without_notes(reads, kind):
    facts = reads(picture(kind))
    assert facts.dimensions.value == (64, 48)
    assert facts.position.value is False
    assert facts.date is None
    assert facts.problems == ()


@pytest.mark.parametrize("lossless", [True, False])
def test_both_ways_of_webp(reads, lossless):
    assert reads(picture("WEBP", lossless=lossless)).dimensions.value == (64, 48)


def test_a_progressive_picture(reads):
    assert reads(picture("JPEG", progressive=True)).dimensions.value == (64, 48)


def test_pages_of_a_scan(reads):
    page, written = Image.new("L", (64, 48)), io.BytesIO()
    page.save(written, "TIFF", save_all=True, append_images=[page, page])
    assert reads(written.getvalue()).pages.value == 3


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))


def vast_png(side: int) -> bytes:
    head = struct.pack(">LLBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((side + 7) // 8 + 1) * 100)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_picture_of_thirty_thousand_by_thirty_thousand(reads):
    facts = reads(vast_png(30_000))
    assert facts.dimensions.value == (30_000, 30_000)
    assert codes(facts) == ["CK557"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_cut_short_keeps_its_measures(reads, kind):
    facts = reads(picture(kind, notes(position=True))[:-12])
    assert codes(facts) == ["CK552"]
    assert facts.dimensions.value == (64, 48)
    assert facts.position.value is True


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_without_its_measures(reads, kind):
    facts = reads(picture(kind)[:12])
    assert codes(facts) == ["CK552"]
    assert facts.dimensions is None


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content) + 8) + kind + content


def heic(*, exif: bytes, prefix: int = 0) -> bytes:
    """Return a picture of two tiles and notes as phones write them: an item of type Exif, its place in `iloc`."""
    tile, whole = (box(b"ispe", struct.pack(">LLL", 0, *size)) for size in ((512, 512), (4032, 3024)))
    start = box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    infe = box(b"infe", bytes([2, 0, 0, 0]) + struct.pack(">HH", 7, 0) + b"Exif\0")
    held = struct.pack(">L", prefix) + bytes(prefix) + exif

    def meta(place: int) -> bytes:
        iloc = bytes(4) + b"\x44\0" + struct.pack(">HHHHLL", 1, 7, 0, 1, place, len(held))
        inside = box(b"iinf", bytes(4) + b"\0\1" + infe) + box(b"iloc", iloc)
        return box(b"meta", bytes(4) + inside + box(b"iprp", box(b"ipco", tile + whole)))

    return start + meta(len(start) + len(meta(0)) + 8) + box(b"mdat", held)


@pytest.mark.parametrize("prefix", [0, 6])
def test_a_phone_picture_in_heic_needs_no_library(reads, prefix):
    facts = reads(heic(exif=notes(position=True).tobytes().removeprefix(b"Exif\0\0"), prefix=prefix), "photo.heic")
    assert facts.format.name == "heic"
    assert facts.dimensions.value == (4032, 3024)
    assert facts.position.value is True
    assert facts.date.where == "EXIF DateTimeOriginal"
    assert facts.problems == ()


def test_notes_that_cannot_be_read_are_never_said_to_hold_no_position(reads):
    facts = reads(heic(exif=b"something else"), "photo.heic")
    assert facts.position is None
    assert codes(facts) == ["CK552"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_position_that_only_another_program_noted(reads, kind):
    packet = b"<x:xmpmeta><rdf:Description exif:GPSLatitude='50,50.8N'/></x:xmpmeta>"
    facts = reads(picture(kind, notes(position=False)) + packet)
    assert (facts.position.value, facts.position.where) == (True, "XMP: exif:GPSLatitude")


def test_directories_that_go_in_circles_come_to_an_end(reads):
    data = bytearray(picture("TIFF"))
    start = struct.unpack_from("<L", data, 4)[0]
    count = struct.unpack_from("<H", data, start)[0]
    struct.pack_into("<L", data, start + 2 + 12 * count, start)
    assert reads(bytes(data)).dimensions.value == (64, 48)
