"""PDF files through LibreOffice, played here by a small program that behaves as well or as badly as the real one."""

from __future__ import annotations

import io
import shutil
import stat
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from complaintkit.documents import pdf
from complaintkit.documents.pdf import to_pdf
from complaintkit.documents.pdf_check import look_at
from complaintkit.documents.pdf_decoration import lines_marked
from complaintkit.locations import shipped
from complaintkit.problems import Problem, Refused

Run = Callable[..., tuple[int, str, str]]
PAGE = b"1 0 obj <</Type /Page>> endobj\n"
TAGS = b"2 0 obj <</Type/Catalog/StructTreeRoot 9 0 R/MarkInfo<</Marked true>>>> endobj\n"
FONT = b"3 0 obj <</Type/FontDescriptor/FontName/BAAAAA+Serif/FontFile2 4 0 R>> endobj\n"
BARE_FONT = b"3 0 obj <</Type/FontDescriptor/FontName/Comic/Flags 4>> endobj\n"


def a_pdf(*objects: bytes) -> bytes:
    return b"".join((b"%PDF-1.7\n", *objects, b"%%EOF\n"))


GOOD = a_pdf(PAGE, TAGS, FONT)


def stand_in(folder: Path, behaviour: str) -> Path:
    """Write a program that takes LibreOffice's arguments; `behaviour` is the body of its loop over the files."""
    program = folder / "soffice"
    program.write_text(
        f"#!{sys.executable}\n"
        "import pathlib, subprocess, sys, time\n"
        "arguments = sys.argv[1:]\n"
        "out = pathlib.Path(arguments[arguments.index('--outdir') + 1])\n"
        f"good = {GOOD!r}\n"
        "for file in map(pathlib.Path, arguments[arguments.index('--outdir') + 2:]):\n"
        "    made = out / (file.stem + '.pdf')\n"
        f"    {behaviour}\n"
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


def letters(folder: Path, *names: str) -> list[Path]:
    files = [folder / name for name in names]
    for file in files:
        file.write_bytes(b"PK\3\4 a letter")
    return files


def refused(files: list[Path], out: Path, program: Path | None, timeout: float | None = None) -> tuple[Problem, ...]:
    before = set(out.iterdir())
    with pytest.raises(Refused) as failure:
        to_pdf(files, out, program, timeout)
    assert set(out.iterdir()) == before
    return failure.value.problems


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_every_letter_becomes_a_pdf_of_its_name_in_one_call(tmp_path: Path, out: Path) -> None:
    program = stand_in(tmp_path, "made.write_bytes(good)")

    made = to_pdf(letters(tmp_path, "b.docx", "a.docx"), out, program)

    assert made == (out / "b.pdf", out / "a.pdf")
    assert {file.name: file.read_bytes() for file in out.iterdir()} == {"a.pdf": GOOD, "b.pdf": GOOD}


def test_each_call_asks_for_tags_and_has_a_profile_of_its_own(tmp_path: Path, out: Path) -> None:
    seen = tmp_path / "seen"
    program = stand_in(
        tmp_path, f"made.write_bytes(good); open({str(seen)!r}, 'a').write('|'.join(arguments) + chr(10))"
    )

    for _ in range(2):
        to_pdf(letters(tmp_path, "a.docx"), out, program)

    first, second = (line.split("|") for line in seen.read_text().splitlines())
    assert "UseTaggedPDF" in " ".join(first)
    assert first[0].startswith("-env:UserInstallation=file://")
    assert first[0] != second[0]


def test_without_letters_nothing_is_started(tmp_path: Path, out: Path) -> None:
    assert to_pdf([], out, stand_in(tmp_path, "raise SystemExit(1)")) == ()


def test_without_libreoffice_it_says_how_to_get_it(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.setattr(pdf, "USUAL_PLACES", ())

    (problem,) = refused(letters(tmp_path, "a.docx"), out, None)

    assert problem.code == "CK651"
    assert "libreoffice-writer-nogui" in str(problem.hint)


def test_a_program_that_does_not_start_is_explained(tmp_path: Path, out: Path) -> None:
    program = tmp_path / "soffice"
    program.write_bytes(b"\x7fnot a program")

    assert [problem.code for problem in refused(letters(tmp_path, "a.docx"), out, program)] == ["CK651"]


def test_files_that_are_no_letters_are_all_named(tmp_path: Path, out: Path) -> None:
    program = stand_in(tmp_path, "made.write_bytes(good)")
    (tmp_path / "random.docx").write_bytes(b"\x00\x01\x02")
    (tmp_path / "empty.docx").write_bytes(b"")
    files = [tmp_path / name for name in ("random.docx", "empty.docx", "missing.docx")]

    problems = refused(files, out, program)

    assert [(problem.code, Path(problem.file).name) for problem in problems] == [
        ("CK652", "random.docx"),
        ("CK652", "empty.docx"),
        ("CK652", "missing.docx"),
    ]


def test_letters_of_the_same_name_are_refused(tmp_path: Path, out: Path) -> None:
    (tmp_path / "en").mkdir()
    files = [*letters(tmp_path, "a.docx"), *letters(tmp_path / "en", "a.docx")]

    problems = refused(files, out, stand_in(tmp_path, "made.write_bytes(good)"))

    assert [problem.code for problem in problems] == ["CK652", "CK652"]


@pytest.mark.parametrize("result", ["b'%PDF-1.7 no page %%EOF'", "b'<html>'", "b''", "good[:20]"])
def test_a_result_that_is_no_pdf_is_a_problem_although_the_program_says_all_is_well(
    tmp_path: Path, out: Path, result: str
) -> None:
    program = stand_in(tmp_path, f"made.write_bytes(good if file.stem != 'bad' else {result})")

    problems = refused(letters(tmp_path, "good.docx", "bad.docx"), out, program)

    assert [(problem.code, Path(problem.file).name) for problem in problems] == [("CK654", "bad.docx")]


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (a_pdf(PAGE, FONT), "it has no tags"),
        (a_pdf(PAGE, TAGS, BARE_FONT), "these fonts are not within it: Comic"),
        (a_pdf(PAGE, BARE_FONT), "these fonts are not within it: Comic; it has no tags"),
    ],
)
def test_a_pdf_that_is_not_fit_to_be_sent_is_not_left_behind(tmp_path: Path, out: Path, made: bytes, said: str) -> None:
    (problem,) = refused(letters(tmp_path, "a.docx"), out, stand_in(tmp_path, f"made.write_bytes({made!r})"))

    assert problem.code == "CK656"
    assert said in problem.message


@pytest.mark.parametrize(
    ("title", "fit"),
    [
        (b"/Title<FEFF0041002000260020004200E9>", True),
        (b"/Title(A & B\xe9)", True),
        (b"/Title(An error occurred)", False),
        (b"", False),
    ],
)
def test_a_pdf_bears_the_title_of_its_letter_or_is_a_page_about_an_error(
    tmp_path: Path, title: bytes, fit: bool
) -> None:
    letter = tmp_path / "a.docx"
    with zipfile.ZipFile(letter, "w") as package:
        package.writestr("docProps/core.xml", "<x><dc:title>A &amp; B\u00e9</dc:title></x>")
    info = b"5 0 obj <<" + title + b">> endobj\n"

    looked = look_at(a_pdf(PAGE, PAGE, TAGS, FONT, info), letter)

    assert looked.pages == 2
    assert bool(looked.faults) is not fit


def test_objects_in_compressed_streams_are_looked_at_as_well(tmp_path: Path) -> None:
    packed = zlib.compress(PAGE + PAGE + TAGS + BARE_FONT)
    stream = b"7 0 obj <</Type/ObjStm/N 4/Filter/FlateDecode>>\nstream\n" + packed + b"\nendstream endobj\n"

    looked = look_at(a_pdf(stream), tmp_path / "none.docx")

    assert looked.pages == 2
    assert looked.faults == ("these fonts are not within it: Comic",)


def drawn(content: bytes) -> bytes:
    """Return what a page draws once lines outside of all tags are marked; `content` is what it drew before."""
    with pikepdf.new() as file:
        file.add_blank_page()
        file.pages[0].Contents = file.make_stream(content)
        out = io.BytesIO()
        file.save(out)
    with pikepdf.open(io.BytesIO(lines_marked(out.getvalue()))) as made:
        return b" ".join(made.pages[0].Contents.read_bytes().split())


def test_lines_outside_of_all_tags_are_marked_as_decoration_and_others_left_alone() -> None:
    assert drawn(b"0 0 m 9 9 l S") == b"/Artifact BMC 0 0 m 9 9 l S EMC"
    assert drawn(b"q 1 w 0 0 9 9 re f Q") == b"q 1 w /Artifact BMC 0 0 9 9 re f EMC Q"
    tagged = b"/P <</MCID 0>> BDC 0 0 m 9 9 l S EMC"
    assert drawn(tagged) == b"/P << /MCID 0 >> BDC 0 0 m 9 9 l S EMC" or drawn(tagged) == tagged


def test_what_is_no_pdf_is_given_back_as_it_is() -> None:
    assert lines_marked(GOOD) == GOOD


def test_what_the_program_says_of_a_failure_is_passed_on(tmp_path: Path, out: Path) -> None:
    program = stand_in(tmp_path, "print('Error: source file could not be loaded')")

    (problem,) = refused(letters(tmp_path, "a.docx"), out, program)

    assert "source file could not be loaded" in problem.message


def test_a_program_that_hangs_is_ended_with_all_it_started(tmp_path: Path, out: Path) -> None:
    alive = tmp_path / "alive"
    child = f"import time, pathlib; time.sleep(1.5); pathlib.Path({str(alive)!r}).write_text('still here')"
    program = stand_in(tmp_path, f"subprocess.Popen([sys.executable, '-c', {child!r}]); time.sleep(60)")

    started = time.monotonic()
    problems = refused(letters(tmp_path, "a.docx"), out, program, timeout=0.7)

    assert [problem.code for problem in problems] == ["CK653"]
    assert time.monotonic() - started < 10
    time.sleep(1.5)
    assert not alive.exists()


def test_a_folder_that_cannot_take_the_pdf_is_explained(tmp_path: Path) -> None:
    program = stand_in(tmp_path, "made.write_bytes(good)")

    with pytest.raises(Refused) as failure:
        to_pdf(letters(tmp_path, "a.docx"), tmp_path / "nowhere", program)

    assert [problem.code for problem in failure.value.problems] == ["CK655"]


@pytest.mark.slow
@pytest.mark.skipif(pdf.find_soffice() is None, reason="LibreOffice, which makes the PDF files, is not on this machine")
def test_the_letters_of_the_example_become_tagged_pdf_files_for_everybody(tmp_path: Path, run: Run) -> None:
    case = shutil.copytree(shipped("evidence"), tmp_path / "case")

    code, said, _ = run("letter", "--case", case, "--to", "approach,access", "--lang", "en,fr", "--pdf")

    assert code == 0
    for name in ("approach.en", "approach.fr", "access.en", "access.fr"):
        reader = PdfReader(case / "letters" / f"{name}.pdf")
        root = reader.trailer["/Root"]
        assert f"{name}.pdf ({len(reader.pages)} pages)" in said
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == ("en-GB" if name.endswith("en") else "fr-FR")
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert b"pdfuaid" in root["/Metadata"].get_data()
        assert [outline["/Title"] for outline in reader.outline if isinstance(outline, dict)]
        assert reader.metadata is not None
        assert reader.metadata.author is None
        width, height = (round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:])
        assert (width, height) == (210, 297)
        assert look_at((case / "letters" / f"{name}.pdf").read_bytes(), case / "letters" / f"{name}.docx").faults == ()
