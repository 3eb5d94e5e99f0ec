"""Sound and film: how long, when made, whether a position is in it; the files are made by hand, box by box."""

from __future__ import annotations

import io
import struct
import wave
from datetime import UTC, datetime
from pathlib import Path

import pytest

from complaintkit.evidence.reading.reading import read
from complaintkit.evidence.reading.values import FileFacts


@pytest.fixture
def reads(tmp_path: Path):
    def given_bytes(data: bytes, name: str = "recording") -> FileFacts:
        path = tmp_path / name
        path.write_bytes(data)
        return read(path, name)

    return given_bytes


def codes(facts: FileFacts) -> list[str]:
    return [problem.code for problem in facts.problems]


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content) + 8) + kind + content


MADE = int((datetime(2019, 9, 18, 12, 3, tzinfo=UTC) - datetime(1904, 1, 1, tzinfo=UTC)).total_seconds())


def film(brand: bytes, *, position: bool = False, wide: bool = False) -> bytes:
    times = struct.pack(">QQLQ", MADE, MADE, 1000, 90_500) if wide else struct.pack(">LLLL", MADE, MADE, 1000, 90_500)
    head = box(b"mvhd", (b"\x01" if wide else b"\0") + bytes(3) + times + bytes(80))
    track = box(b"trak", box(b"tkhd", bytes(76) + struct.pack(">LL", 1920 << 16, 1080 << 16)))
    user = box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7+50.8466+004.3528/")) if position else b""
    return box(b"ftyp", brand + bytes(4) + brand) + box(b"mdat", bytes(100)) + box(b"moov", head + track + user)


@pytest.mark.parametrize(("brand", "name"), [(b"isom", "mp4"), (b"mp42", "mp4"), (b"qt  ", "mov")])
@pytest.mark.parametrize("wide", [False, True])
def test_a_film(reads, brand, name, wide):
    facts = reads(film(brand, wide=wide))
    assert facts.format.name == name
    assert facts.duration.value == 90.5
    assert facts.dimensions.value == (1920, 1080)
    assert facts.date.value == datetime(2019, 9, 18, 12, 3, tzinfo=UTC)
    assert facts.position.value is False
    assert facts.problems == ()


def test_a_film_with_a_position_says_that_there_is_one(reads):
    facts = reads(film(b"qt  ", position=True))
    assert facts.position.value is True
    assert "50.8" not in repr(facts)


def test_a_film_whose_recording_broke_off(reads):
    facts = reads(film(b"isom")[:100])
    assert facts.format.name == "mp4"
    assert codes(facts) == ["CK552"]


def test_a_voice_message_in_m4a(reads):
    facts = reads(film(b"M4A "))
    assert facts.format.name == "m4a"
    assert facts.duration.value == 90.5


def test_a_wav(reads):
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(2 * 12_000))
    facts = reads(written.getvalue())
    assert facts.format.name == "wav"
    assert facts.duration.value == pytest.approx(1.5)


def test_an_mp3(reads):
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    facts = reads(frame * 383)
    assert facts.format.name == "mp3"
    assert facts.duration.value == pytest.approx(10, abs=0.2)


def page(kind: int, granule: int, number: int, content: bytes) -> bytes:
    head = struct.pack("<4sBBqLLL", b"OggS", 0, kind, granule, 1, number, 0)
    return head + bytes([1, len(content)]) + content


def test_an_opus_voice_message(reads):
    head = b"OpusHead" + struct.pack("<BBHLHB", 1, 1, 0, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<L", 4) + b"none" + struct.pack("<L", 0)
    facts = reads(page(2, 0, 0, head) + page(0, 0, 1, tags) + page(4, 48_000 * 7, 2, bytes(20)))
    assert facts.format.name == "opus"
    assert facts.duration.value == pytest.approx(7)


@pytest.mark.parametrize(("start", "frame"), [(b"#!AMR\n", b"\x3c" + bytes(31)), (b"#!AMR-WB\n", b"\x04" + bytes(17))])
def test_an_amr_voice_message(reads, start, frame):
    facts = reads(start + frame * 150)
    assert facts.format.name == "amr"
    assert facts.duration.value == 3
    assert codes(reads(start + frame * 150 + frame[:5])) == ["CK552"]


def element(name: bytes, content: bytes) -> bytes:
    return name + bytes([0x80 | len(content)]) + content


def test_a_webm(reads):
    info = element(b"\x2a\xd7\xb1", b"\x0f\x42\x40") + element(b"\x44\x89", struct.pack(">d", 4500.0))
    head = element(b"\x1aE\xdf\xa3", element(b"\x42\x82", b"webm"))
    facts = reads(head + b"\x18\x53\x80\x67\xff" + element(b"\x15\x49\xa9\x66", info))
    assert facts.format.name == "webm"
    assert facts.duration.value == 4.5


@pytest.mark.parametrize(
    "start", [b"ID3\x04\0\0\0\0\0\x0a", b"OggS\0", b"RIFF\xff\xff\xff\xffWAVE", b"#!AMR\n", b"\x1aE\xdf\xa3"]
)
def test_noise_after_a_good_beginning_is_never_fatal(reads, start):
    facts = reads(start + bytes(range(256)) * 8)
    assert facts.format.family in {"sound", "film"}
