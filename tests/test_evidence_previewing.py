"""What can be shown of an exhibit: small pictures within bounds of memory, first lines, and why there is neither."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from complaintkit.case.values import Exhibit
from complaintkit.evidence.previewing.pictures import small_picture
from complaintkit.evidence.previewing.previewing import preview_of, previews
from complaintkit.evidence.previewing.values import MOST_MEMORY, SIDE, Preview


def exhibit(case: Path, name: str, content: bytes, number: str = "E1", **said: object) -> Exhibit:
    (case / "exhibits" / name).write_bytes(content)
    return Exhibit(id=number, file=f"exhibits/{name}", sha256="0" * 64, size=len(content), title="Invented", **said)  # type: ignore[arg-type]


def picture(kind: str = "JPEG", size: tuple[int, int] = (800, 600), mode: str = "RGB", **how: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 1 if mode in {"1", "P"} else None).save(out, kind, **how)  # type: ignore[arg-type]
    return out.getvalue()


def pdf(text: str = "An invented letter", password: str | None = None) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    canvas.drawString(72, 700, text)
    canvas.save()
    if password is None:
        return out.getvalue()
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(out.getvalue())) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner=password, user=password))
    return locked.getvalue()


def vast_png(side: int) -> bytes:
    """Return a PNG of many pixels in few bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def shown(preview: Preview) -> Image.Image:
    assert preview.picture is not None, preview.reason
    made = Image.open(io.BytesIO(preview.picture))
    assert made.size == (preview.width, preview.height)
    assert max(made.size) <= SIDE
    return made


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"),
        ("PNG", "I;16"), ("TIFF", "RGB"), ("TIFF", "1"), ("WEBP", "RGB"), ("GIF", "P"), ("PNG", "LA"),
    ],
)  # fmt: skip
def test_pictures_of_every_kind_are_made_small(new_case: Path, kind: str, mode: str) -> None:
    made = shown(preview_of(new_case, exhibit(new_case, "E1-a.dat", picture(kind, mode=mode))))
    assert made.size == (240, 180)


def test_a_picture_is_turned_as_its_camera_says_and_loses_what_the_camera_noted(new_case: Path) -> None:
    notes = Image.Exif()
    notes[0x0112], notes[0x010F] = 6, "Invented camera"
    content = picture(exif=notes, comment=b"a secret of the camera")
    made = preview_of(new_case, exhibit(new_case, "E1-a.jpg", content))
    assert shown(made).size == (180, 240)
    assert b"Invented camera" in content
    assert b"Invented camera" not in (made.picture or b"")
    assert b"secret" not in (made.picture or b"")


def test_what_is_see_through_is_shown_on_white(new_case: Path) -> None:
    made = shown(preview_of(new_case, exhibit(new_case, "E1-a.png", picture("PNG", mode="RGBA"))))
    assert made.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("content", [vast_png(30_000), picture(size=(6_000, 6_000), mode="RGB", progressive=True)])
def test_what_would_need_too_much_memory_is_not_decoded_which_is_said(new_case: Path, content: bytes) -> None:
    made = preview_of(new_case, exhibit(new_case, "E1-a.dat", content))
    assert made.picture is None
    assert "pixels, too large to be made small here" in made.reason


def test_a_vast_photograph_is_shown_within_bounds_of_memory(tmp_path: Path) -> None:
    path = tmp_path / "vast.jpg"
    Image.new("L", (16_000, 16_000), 200).save(path, "JPEG")
    program = (
        "import sys, resource; from pathlib import Path;"
        "from complaintkit.evidence.previewing.pictures import small_picture;"
        "from PIL import Image; Image.init();"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; made = small_picture(Path(sys.argv[1]));"
        "print(made.width, made.height, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    width, height, more = map(int, done.stdout.split())
    assert (width, height) == (240, 240)
    unit = 1 if sys.platform == "darwin" else 1024
    assert more * unit < MOST_MEMORY


def test_the_first_page_of_a_pdf_is_shown(new_case: Path) -> None:
    made = preview_of(new_case, exhibit(new_case, "E1-a.pdf", pdf()))
    assert made.shows == "the first page"
    darkest, lightest = shown(made).convert("L").getextrema()
    assert darkest < 160 < lightest == 255


def test_a_page_with_a_vast_picture_is_not_decoded(new_case: Path) -> None:
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(200, 200))
        stream = document.make_stream(zlib.compress(bytes(100)))
        about = {
            "/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 30_000, "/Height": 30_000,
            "/ColorSpace": pikepdf.Name.DeviceGray, "/BitsPerComponent": 8, "/Filter": pikepdf.Name.FlateDecode,
        }  # fmt: skip
        for key, value in about.items():
            stream[key] = value
        page.obj["/Resources"] = pikepdf.Dictionary({"/XObject": pikepdf.Dictionary({"/P": stream})})
        page.obj["/Contents"] = document.make_stream(b"q 200 0 0 200 0 0 cm /P Do Q")
        out = io.BytesIO()
        document.save(out)
    made = preview_of(new_case, exhibit(new_case, "E1-a.pdf", out.getvalue()))
    assert made.reason.startswith("a picture on its first page is too large")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", pdf(password="secret"), "locked with a password"),
        ("b.pdf", pdf()[:200], "the PDF is damaged"),
        ("c.jpg", picture()[:1500], "the picture is damaged"),
        ("d.png", b"\x89PNG\r\n\x1a\n broken", "no picture that can be shown"),
        ("e.mp3", b"ID3\x03\0\0\0\0\0\0" + bytes(100), "a recording is heard"),
        ("f.zip", b"PK\x05\x06" + bytes(18), "registered by itself"),
        ("g.dat", b"\0\1\2\3" * 50, "a file of unknown kind"),
        ("h.dat", b"", "an empty file"),
    ],
)
def test_what_cannot_be_shown_gets_the_reason(new_case: Path, name: str, content: bytes, reason: str) -> None:
    made = preview_of(new_case, exhibit(new_case, f"E1-{name}", content))
    assert (made.picture, made.lines) == (None, "")
    assert reason in made.reason


def test_the_first_lines_of_texts_and_messages_are_shown_with_their_language(new_case: Path) -> None:
    message = b"From: a@invented.example\nTo: b@invented.example\nSubject: s\n\nDear office,\nthis is the letter.\n"
    text = exhibit(new_case, "E2-note.txt", "Une lettre inventée.\nDeux.".encode(), "E2", language="fr")
    one, two = previews(new_case, [exhibit(new_case, "E1-a.eml", message), text])
    assert one.lines == "Dear office,\nthis is the letter."
    assert (two.lines, two.language) == ("Une lettre inventée.\nDeux.", "fr")


def test_a_missing_file_a_link_and_a_path_out_of_the_case_are_not_opened(new_case: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("a secret elsewhere")
    held = exhibit(new_case, "E1-a.txt", b"a text")
    (new_case / "exhibits" / "E2-b.txt").symlink_to(tmp_path / "secret.txt")
    reasons = [
        preview_of(new_case, held.model_copy(update={"file": file})).reason
        for file in (
            "exhibits/none.txt",
            "exhibits/E2-b.txt",
            "../secret.txt",
            str(tmp_path / "secret.txt"),
            "exhibits",
        )
    ]
    assert reasons == [
        "its file is missing",
        "its file does not lie among the originals of the case",
        "its file does not lie among the originals of the case",
        "its file does not lie among the originals of the case",
        "its file does not lie among the originals of the case",
    ]


def test_previews_come_in_the_order_asked_for_and_are_the_same_each_time(new_case: Path) -> None:
    asked = []
    for number in range(1, 30):
        drawn = Image.new("RGB", (300, 200), "white")
        ImageDraw.Draw(drawn).text((20, 20), str(number), fill="black")
        out = io.BytesIO()
        drawn.save(out, "PNG")
        asked.append(exhibit(new_case, f"E{number}-a.png", out.getvalue(), f"E{number}"))
    first, second = list(previews(new_case, asked)), list(previews(new_case, asked))
    assert first == second
    assert first == [small_picture(new_case / one.file) for one in asked]
    assert len({one.picture for one in first}) == 29
