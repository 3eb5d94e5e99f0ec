"""Pictures and recordings: what their makers planted in them is gone, and what is seen and heard is as it was."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from complaintkit.evidence.cleaning.cleaning import clean
from complaintkit.evidence.cleaning.exif import orientation_of, orientation_only
from complaintkit.evidence.cleaning.jpeg import segments_of
from complaintkit.evidence.cleaning.profiles import is_standard
from complaintkit.evidence.cleaning.values import Choices, Uncleanable

MARK = b"PLANTED"
ORIENTATION, MAKE, GPS, LATITUDE_REF, LATITUDE = 0x0112, 0x010F, 0x8825, 1, 2


def picture(mode: str = "RGB") -> Image.Image:
    made = Image.new("RGB", (48, 32))
    made.putdata([(x * 5 % 256, y * 7 % 256, (x + y) % 256) for y in range(32) for x in range(48)])
    return made.convert(mode)


def exif(turned: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[ORIENTATION] = turned
    made[MAKE] = "PLANTED maker"
    made.get_ifd(GPS)[LATITUDE_REF] = "N"
    made.get_ifd(GPS)[LATITUDE] = (50.0, 50.0, 30.0)
    return made


def saved(form: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture().save(out, form, **options)
    return out.getvalue()


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as opened:
        return opened.convert("RGB").tobytes()


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def planted_jpeg(turned: int = 1, **options: object) -> bytes:
    data = saved("JPEG", exif=exif(turned), comment=b"PLANTED comment", **options)
    more = [
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>PLANTED</x:xmpmeta>"),
        segment(0xED, b"Photoshop 3.0\x008BIM PLANTED"),
        segment(0xE0, b"JFXX\0\x10PLANTED thumbnail"),
        segment(0xE5, b"PLANTED by the camera"),
        segment(0xFE, b"PLANTED again"),
    ]
    return data[:2] + b"".join(more) + data[2:] + b"PLANTED film after the end"


def test_a_jpeg_with_gps_goes_in_and_a_clean_one_comes_out() -> None:
    original = planted_jpeg()
    with Image.open(io.BytesIO(original)) as opened:
        assert opened.getexif().get_ifd(GPS)[LATITUDE_REF] == "N"
    cleaned = clean(original, Choices())
    with Image.open(io.BytesIO(cleaned.data)) as opened:
        assert not opened.getexif()
        assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert MARK not in cleaned.data
    assert pixels(cleaned.data) == pixels(original)
    assert {"EXIF", "XMP", "IPTC", "comments", "thumbnails", "data after the end of the picture"} <= set(
        cleaned.removed
    )


@pytest.mark.parametrize("options", [{"progressive": True}, {"subsampling": 0}, {"optimize": True}])
def test_every_kind_of_jpeg_keeps_its_coded_data(options: dict[str, object]) -> None:
    original = planted_jpeg(**options)
    cleaned = clean(original, Choices()).data
    assert pixels(cleaned) == pixels(original)
    assert MARK not in cleaned


@pytest.mark.parametrize("turned", range(2, 9))
def test_the_orientation_is_the_only_tag_that_stays(turned: int) -> None:
    cleaned = clean(planted_jpeg(turned), Choices())
    with Image.open(io.BytesIO(cleaned.data)) as opened:
        assert dict(opened.getexif()) == {ORIENTATION: turned}
    assert cleaned.left == ("the orientation",)


@given(st.integers(2, 8))
def test_an_orientation_that_is_written_is_read(turned: int) -> None:
    assert orientation_of(orientation_only(turned)) == turned


@given(st.binary(max_size=200))
def test_no_bytes_are_too_odd_to_look_for_an_orientation_in(data: bytes) -> None:
    assert orientation_of(b"II*\0" + data) in {None, *range(2, 9)}


@given(st.binary(max_size=300))
def test_a_damaged_jpeg_is_refused_or_comes_out_without_what_describes(data: bytes) -> None:
    try:
        cleaned = clean(b"\xff\xd8\xff" + data, Choices())
    except Uncleanable:
        return
    assert not {marker for marker, _ in segments_of(cleaned.data)} & {0xFE, 0xED, 0xE5}


def test_a_profile_of_a_standard_stays_and_one_of_a_device_goes() -> None:
    standard = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    device = standard.replace("sRGB".encode("utf-16-be"), "Jane".encode("utf-16-be"))
    assert is_standard(standard)
    assert not is_standard(device)
    assert clean(saved("JPEG", icc_profile=standard), Choices()).removed == ()
    assert "a colour profile that is no standard one" in clean(saved("JPEG", icc_profile=device), Choices()).removed
    assert "a colour profile that is no standard one" in clean(saved("PNG", icc_profile=device), Choices()).removed


def test_png_loses_texts_exif_times_and_what_follows() -> None:
    texts = PngInfo()
    texts.add_text("Author", "PLANTED")
    texts.add_text("Comment", "PLANTED", zip=True)
    texts.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>PLANTED</x:xmpmeta>", zip=True)
    original = saved("PNG", pnginfo=texts, exif=exif(6)) + b"PLANTED"
    cleaned = clean(original, Choices())
    with Image.open(io.BytesIO(cleaned.data)) as opened:
        opened.load()
        assert dict(opened.getexif()) == {ORIENTATION: 6}
        assert set(opened.info) == {"exif"}
    assert MARK not in cleaned.data
    assert pixels(cleaned.data) == pixels(original)


def test_png_with_a_chunk_of_nobody_knows_what_loses_it() -> None:
    original = saved("PNG")
    odd = struct.pack(">I", 7) + b"prIV" + MARK + struct.pack(">I", zlib.crc32(b"prIV" + MARK))
    cleaned = clean(original[:33] + odd + original[33:], Choices())
    assert cleaned.data == original
    assert cleaned.removed == ("private chunks",)


@pytest.mark.parametrize("lossless", [True, False])
def test_webp_loses_exif_and_xmp(lossless: bool) -> None:
    original = saved("WEBP", exif=exif(3), xmp=b"<x:xmpmeta>PLANTED</x:xmpmeta>", lossless=lossless) + MARK
    cleaned = clean(original, Choices())
    with Image.open(io.BytesIO(cleaned.data)) as opened:
        assert dict(opened.getexif()) == {ORIENTATION: 3}
        assert "xmp" not in opened.info
    assert MARK not in cleaned.data
    assert pixels(cleaned.data) == pixels(original)


@pytest.mark.parametrize("compression", ["raw", "tiff_lzw", "jpeg", "tiff_adobe_deflate"])
def test_tiff_keeps_all_its_pages_and_nothing_else(compression: str) -> None:
    out = io.BytesIO()
    info = {270: "PLANTED description", 315: "PLANTED artist", 306: "2019:01:01 10:00:00", 700: b"<x:xmpmeta>PLANTED"}
    second = picture().rotate(180)
    picture().save(
        out, "TIFF", save_all=True, append_images=[second], tiffinfo=info, compression=compression, exif=None
    )
    cleaned = clean(out.getvalue() + MARK, Choices())
    assert MARK not in cleaned.data
    with Image.open(io.BytesIO(cleaned.data)) as opened, Image.open(out) as before:
        assert opened.n_frames == 2
        for page in range(2):
            opened.seek(page)
            before.seek(page)
            assert opened.tobytes() == before.tobytes()
            assert not {270, 315, 306, 700} & set(opened.tag_v2)


@pytest.mark.parametrize(
    "data",
    [b"GIF89a" + bytes(40), b"BM" + bytes(60), b"\0\0\0\x18ftypheic" + bytes(30), b"\xff\xd8\xff\xe0\0", b"{\\rtf1 x}"],
)
def test_what_cannot_be_cleaned_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(Uncleanable) as refused:
        clean(data, Choices())
    assert refused.value.reason
    assert refused.value.advice


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def test_a_film_keeps_its_length_and_loses_titles_places_and_times() -> None:
    head = box(b"mvhd", bytes(4) + b"\1\2\3\4\5\6\7\x08" + b"rest of it")
    tags = box(b"udta", b"PLANTED +50.8/") + box(b"meta", b"PLANTED")
    original = box(b"ftyp", b"isom\0\0\0\0") + box(b"moov", head + tags) + box(b"mdat", b"sound") + box(b"free", MARK)
    cleaned = clean(original, Choices())
    assert MARK not in cleaned.data
    assert len(cleaned.data) == len(original)
    assert b"sound" in cleaned.data
    assert b"rest of it" in cleaned.data
    assert b"\1\2\3\4" not in cleaned.data
    assert cleaned.left[0].startswith("what is heard")


def test_recordings_lose_their_tags() -> None:
    frame = b"\xff\xfb\x90\0" + bytes(60)
    tagged = b"ID3\4\0\0" + bytes([0, 0, 0, 7]) + MARK + frame + b"TAG" + MARK + bytes(118)
    assert clean(tagged, Choices()).data == frame
    chunks = b"fmt " + struct.pack("<I", 2) + b"ab" + b"LIST" + struct.pack("<I", 7) + MARK + b"\0"
    chunks += b"data" + struct.pack("<I", 4) + b"wave"
    wave = clean(b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WAVE" + chunks, Choices())
    assert MARK not in wave.data
    assert wave.data.endswith(b"wave")
