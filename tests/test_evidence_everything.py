"""A folder with a file of every format, made here, goes through every command; a folder with every bad input goes in beside.

The builders of formats are those of the tests that read each format.
"""

from __future__ import annotations

import io
import mailbox
import runpy
import struct
import subprocess
import sys
import wave
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest
from docx import Document as WordDocument
from lxml import html
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from complaintkit.case.values import Exhibit
from complaintkit.evidence import files, taking
from complaintkit.evidence.register import Description, read_register
from complaintkit.evidence.registering import Added, Wishes, add
from complaintkit.evidence.verifying import verify
from complaintkit.problems import Problem

AT = "2026-11-22T10:00:00+01:00"
TEXT = "The meeting was about the letter, and we were told that nobody had read it."
Run = Callable[..., tuple[int, str, str]]


def builders(name: str) -> dict[str, object]:
    return runpy.run_path(str(Path(__file__).with_name(f"test_evidence_reading_{name}.py")))


def mail(
    *, charset: str | None = "utf-8", date: str | None = "Wed, 18 Sep 2019 10:05:00 +0200", more: str = ""
) -> bytes:
    dated = f"Date: {date}\n" if date else ""
    said = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n" if charset else ""
    head = f"From: One <one@invented.example>\nTo: Office <office@invented.example>\n{dated}Subject: A letter{more}\n{said}\n"
    return head.encode() + TEXT.encode() + b"\n"


def nested(depth: int) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "one@invented.example", "two@invented.example", "the innermost"
    message.set_content(TEXT)
    for number in range(depth):
        outer = EmailMessage()
        outer["From"], outer["To"], outer["Subject"] = "one@invented.example", "two@invented.example", f"level {number}"
        outer["Date"] = "Wed, 18 Sep 2019 10:05:00 +0200"
        outer.set_content("forwarded")
        outer.add_attachment(message)
        message = outer
    return message.as_bytes()


def saved(write: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    write(out)
    return out.getvalue()


def picture(kind: str) -> bytes:
    return saved(lambda out: Image.new("RGB", (64, 48), "green").save(out, kind))


def pdf(password: str | None = None) -> bytes:
    def draw(out: io.BytesIO) -> None:
        canvas = Canvas(out, invariant=True)
        canvas.drawString(72, 700, TEXT)
        canvas.save()

    if password is None:
        return saved(draw)
    with pikepdf.open(io.BytesIO(saved(draw))) as document:
        return saved(lambda out: document.save(out, encryption=pikepdf.Encryption(owner=password, user=password)))


def word() -> bytes:
    document = WordDocument()
    document.add_paragraph(TEXT)
    return saved(document.save)


def packed(**members: bytes) -> bytes:
    def write(out: io.BytesIO) -> None:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name.replace("__", "."), content)

    return saved(write)


def sound() -> bytes:
    def write(out: io.BytesIO) -> None:
        with wave.open(out, "wb") as made:
            made.setparams((1, 2, 8000, 0, "NONE", "NONE"))
            made.writeframes(bytes(1600))

    return saved(write)


def boxes(folder: Path) -> bytes:
    box = mailbox.mbox(folder / "box")
    for number in range(2):
        box.add(mail(more=f" {number}"))
    box.close()
    return (folder / "box").read_bytes()


def vast_png(side: int = 30_000) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def every_format(folder: Path) -> dict[str, bytes]:
    """Return a file of each format that is known, by a name without an ending, so that only the content tells."""
    messages, pictures, films, documents = map(builders, ("messages", "pictures", "recordings", "documents"))
    empty_notes = Image.Exif().tobytes().removeprefix(b"Exif\0\0")
    return {
        "eml": mail(), "msg": messages["Writer"]().file(messages["message"]()), "mbox": boxes(folder), "pdf": pdf(),
        "docx": word(), "odt": documents["open_document"](),
        "xlsx": documents["package"](**{
            "[Content_Types].xml": documents["TYPES"], "xl/workbook.xml": "<w/>", "xl/sharedStrings.xml": documents["SHARED"],
        }),
        "txt": TEXT.encode(), "html": f"<!doctype html><title>A page</title><p>{TEXT}".encode(),
        "mhtml": b"From: <Saved by Browser>\nSnapshot-Content-Location: https://invented.example/\nSubject: A page\n"
        b"Date: Wed, 18 Sep 2019 10:05:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
        b"--x\nContent-Type: text/html\n\n<html><p>A page.</p></html>\n--x--\n",
        "jpeg": picture("JPEG"), "png": picture("PNG"), "tiff": picture("TIFF"), "webp": picture("WEBP"),
        "heic": pictures["heic"](exif=empty_notes), "gif": picture("GIF"), "wav": sound(),
        "mp3": b"ID3\x03\0\0\0\0\0\0" + (b"\xff\xfb\x90\0" + bytes(413)) * 20, "mp4": films["film"](b"isom"),
        "mov": films["film"](b"qt  "), "zip": packed(inner__txt=b"inside the archive"),
    }  # type: ignore[operator]  # fmt: skip


@pytest.fixture
def full(new_case: Path, tmp_path: Path) -> Path:
    """Return a case into which a file of every format was taken."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, content in every_format(tmp_path).items():
        (folder / name).write_bytes(content)
    added, problems = add(new_case, [folder], Wishes(assume=True), AT)
    assert len(added) == 21
    assert [problem for problem in problems if problem.severity == "error"] == []
    return new_case


def exhibits(case: Path) -> dict[str, Exhibit]:
    register, _, problems = read_register(case)
    assert register is not None, problems
    return dict(register.exhibits)


def test_every_format_is_told_by_its_content_and_what_is_inside_is_an_exhibit_too(full: Path) -> None:
    found = {one.file_says.name: one.file_says.format for one in exhibits(full).values() if one.file_says}
    for name in every_format(full.parent):
        assert found[f"in/{name}"] == name
    assert {"inner.txt"} <= set(found)
    assert len(found) == 21 + 2 + 1, "two messages of the mailbox, one file of the archive"
    assert verify(full).problems == ()


def test_a_single_byte_that_is_changed_is_found_in_every_format_and_in_the_log(full: Path) -> None:
    for path in [*(full / one.file for one in exhibits(full).values()), full / "custody.jsonl"]:
        whole = path.read_bytes()
        path.chmod(0o644)
        for place in {0, len(whole) // 3, len(whole) - 1}:
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1 :])
            named = {problem.file for problem in verify(full).problems}
            assert path.relative_to(full).as_posix() in named, (path, place)
        path.write_bytes(whole)
    assert verify(full).problems == ()


def test_every_format_stands_on_the_sheet_and_is_copied_or_says_why_not(run: Run, full: Path, tmp_path: Path) -> None:
    assert run("evidence", "sheet", "--case", full)[0] == 0
    page = html.document_fromstring((full / "evidence-sheet.html").read_bytes())
    numbers = page.xpath("//li[contains(@class, 'card')]/@id")
    assert numbers == list(exhibits(full))
    assert len(page.xpath("//li//figure")) == len(numbers)
    _, out, errors = run("evidence", "copy", *numbers, "--to", tmp_path / "out", "--case", full)
    for number in numbers:
        assert f"{number}." in out or f"No copy of {number} was made" in errors, number
    assert run("evidence", "verify", "--case", full)[0] == 0


LONG_NAME = "é" * 125 + ".txt"
BAD = {
    "empty.pdf": (b"", "CK506", False),
    "damaged.pdf": (pdf()[:300], "CK552", True),
    "locked.pdf": (pdf("secret"), "CK553", True),
    "charset.eml": (mail(charset="utf-16") + b"\xff", "CK554", True),
    "undated.eml": (mail(date=None), "CK555", True),
    "deep.eml": (nested(12), "CK556", True),
    "vast.png": (vast_png(), "CK557", True),
    "bomb.zip": (packed(bomb__txt=bytes(300_000_000)), "CK565", True),
}


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    for name, (content, _, _) in BAD.items():
        (folder / name).write_bytes(content)
    messages = builders("messages")
    locked = messages["Writer"]().file({"EncryptedPackage": bytes(5000), "EncryptionInfo": b"x"})  # type: ignore[operator]
    (folder / "locked.docx").write_bytes(locked)
    for name in (
        "two\nlines.txt",
        "\u202etxt.exe",
        LONG_NAME,
        "Same.txt",
        "same.txt",
        "caf\u00e9.txt",
        "cafe\u0301.txt",
    ):
        (folder / name).write_text(f"the text of {name!r}", encoding="utf-8")
    (folder / "link.txt").symlink_to("/etc/hostname")
    (folder / "good.txt").write_text(TEXT)
    return folder


def taken(case: Path, bad: Path) -> tuple[dict[str, Added], list[Problem]]:
    added, problems = add(case, [bad], Description(), AT)
    return {Path(one.source).name: one for one in added}, list(problems)


def test_bad_files_are_each_a_problem_and_the_rest_goes_on(new_case: Path, bad: Path) -> None:
    added, problems = taken(new_case, bad)
    assert "good.txt" in added
    for name, (_, code, kept) in BAD.items():
        about = {problem.code for problem in problems if name in problem.file}
        assert about, name
        assert code in about, (name, about)
        assert (name in added) is kept, name
    assert {problem.code for problem in problems if "locked.docx" in problem.file} == {"CK553"}
    assert verify(new_case).problems == ()


def test_a_bomb_is_kept_as_it_is_and_nothing_of_it_is_unpacked(new_case: Path, bad: Path) -> None:
    taken(new_case, bad)
    sizes = [path.stat().st_size for path in (new_case / "exhibits").iterdir()]
    assert max(sizes) < 1_000_000


def test_names_of_any_kind_are_taken_and_none_of_them_reaches_the_screen_as_it_is(
    run: Run, new_case: Path, bad: Path
) -> None:
    _, out, errors = run("evidence", "add", bad, "--yes", "--case", new_case)
    for sign in ("\u202e", "two\nlines"):
        assert sign not in out + errors
    names = [path.name for path in (new_case / "exhibits").iterdir()]
    assert all(len(name.encode()) <= 255 and name.isprintable() and "\u202e" not in name for name in names)
    said = {one.file_says.name for one in exhibits(new_case).values() if one.file_says}
    assert {"Same.txt", "same.txt"} <= {Path(name or "").name for name in said}
    assert sum("caf" in (name or "") for name in said) == 2
    assert any(LONG_NAME in (name or "") for name in said)


def test_a_link_out_of_the_folder_is_not_followed(new_case: Path, bad: Path) -> None:
    added, problems = taken(new_case, bad)
    assert "link.txt" not in added
    assert any(problem.code == "CK509" for problem in problems)
    _, given = add(new_case, [bad / "link.txt"], Description(), AT)
    assert [problem.code for problem in given] == ["CK504"]


def test_a_full_disk_loses_nothing_that_was_taken_before(
    new_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("a")
    add(new_case, [tmp_path / "a.txt"], Description(), AT)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "b.txt").write_text("b")
    with monkeypatch.context() as patch:
        patch.setattr(files, "settle", full)
        added, problems = add(new_case, [tmp_path / "b.txt"], Description(), AT)
    assert (added, [problem.code for problem in problems]) == ((), ["CK519"])
    assert list(exhibits(new_case)) == ["E1"]
    added, _ = add(new_case, [tmp_path / "b.txt"], Description(), AT)
    assert [one.exhibit for one in added] == ["E2"]
    assert verify(new_case).problems == ()


def test_a_file_that_changes_while_it_is_read_is_not_taken_and_the_rest_is(
    new_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moving, still = tmp_path / "moving.txt", tmp_path / "still.txt"
    moving.write_text("before")
    still.write_text("still")
    real = taking.files.pieces_of

    def growing(stream: io.FileIO) -> object:
        if stream.name == str(moving) or str(stream.name).isdigit():
            with moving.open("a") as more:
                more.write("and after")
        return real(stream)

    monkeypatch.setattr(taking.files, "pieces_of", growing)
    added, problems = add(new_case, [moving, still], Description(), AT)
    assert [one.source for one in added] == [str(still)]
    assert [problem.code for problem in problems] == ["CK507"]


def test_two_processes_that_add_at_once_lose_nothing(new_case: Path, tmp_path: Path) -> None:
    program = "import sys; from complaintkit.cli.main import entry; entry(sys.argv[1:])"
    running = []
    for number in range(2):
        source = tmp_path / f"{number}"
        source.mkdir()
        for name in range(40):
            (source / f"{name}.txt").write_text(f"{number} {name}")
        command = [sys.executable, "-c", program, "evidence", "add", str(source), "--yes", "--case", str(new_case)]
        running.append((source, subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)))
    said = [(source, process.communicate(timeout=120)[1], process.returncode) for source, process in running]
    for source, errors, code in said:
        if code:
            assert "CK701" in errors
            add(new_case, [source], Description(), AT)
    assert len(exhibits(new_case)) == 80
    assert verify(new_case).problems == ()
