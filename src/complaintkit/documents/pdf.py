"""Letters as tagged PDF for everybody to read (PDF/UA-1), through LibreOffice in one call.

LibreOffice says that all went well when half of the files failed, makes a PDF of random bytes, and fails when another of its
processes uses the same profile. So each call has its own profile, input must be DOCX, and each result is looked at.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from complaintkit.documents.pdf_check import look_at
from complaintkit.documents.pdf_decoration import lines_marked
from complaintkit.problems import Problem, Refused, error
from complaintkit.source.writing import write_atomically

PROGRAMS = ("soffice", "libreoffice")
USUAL_PLACES = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
)
SECONDS_TO_START = 60
SECONDS_PER_FILE = 20

# PDF/UA-1 (ISO 14289-1): tags, the language, the title in the window; headings as bookmarks besides
_WANTED = ("PDFUACompliance", "UseTaggedPDF", "ExportBookmarks")
_FILTER = "pdf:writer_pdf_Export:" + json.dumps({name: {"type": "boolean", "value": "true"} for name in _WANTED})
INSTALL = (
    "install LibreOffice Writer (Debian and Ubuntu: `apt install libreoffice-writer-nogui`; Windows and macOS: from"
    " libreoffice.org), or open the letter in Word and save it as PDF"
)


def find_soffice() -> Path | None:
    """Return the LibreOffice program of this machine, if it has one."""
    for name in PROGRAMS:
        found = shutil.which(name)
        if found:
            return Path(found)
    return next((place for place in USUAL_PLACES if place.is_file()), None)


def to_pdf(
    files: Sequence[Path], out_dir: Path, soffice: Path | None = None, timeout: float | None = None
) -> tuple[Path, ...]:
    """Return the PDF files made from the letters, in the same order, each beside none or with the letter's name.

    Args:
        files: DOCX files of different names.
        out_dir: an existing folder for the PDF files; one that is there already is replaced.
        soffice: the LibreOffice program; looked for if not given.
        timeout: seconds for the whole call; by default a minute and twenty seconds for each file.

    Raises:
        Refused: CK651 without LibreOffice, CK652 for files that are no letters or have the same name, CK653 if the time
            runs out, CK654 for each file that was not made or has no pages, CK656 for each that is not fit to be sent.
            What could not be made leaves nothing behind.
    """
    program = soffice or find_soffice()
    if program is None or not program.exists():
        where = f" at {soffice}" if soffice else " on this machine"
        raise Refused(
            [error("LibreOffice", "CK651", f"there is no LibreOffice{where}, which makes the PDF files", INSTALL)]
        )
    unfit = tuple(_unfit(files))
    if unfit:
        raise Refused(unfit)
    if not files:
        return ()
    with tempfile.TemporaryDirectory(prefix="complaintkit-pdf-") as folder:
        said = _convert(program, files, Path(folder), timeout or SECONDS_TO_START + SECONDS_PER_FILE * len(files))
        made = [Path(folder) / f"{file.stem}.pdf" for file in files]
        pairs = zip(files, made, strict=True)
        failed = [problem for file, pdf in pairs if (problem := _fault(file, pdf, said))]
        if failed:
            raise Refused(failed)
        return tuple(_placed(lines_marked(pdf.read_bytes()), out_dir / pdf.name) for pdf in made)


def _unfit(files: Sequence[Path]) -> Iterator[Problem]:
    stems = [file.stem.casefold() for file in files]
    for file in files:
        if not file.is_file():
            yield error(str(file), "CK652", "there is no such letter", "render it first with `complaintkit letter`")
        elif not _begins_with(file, b"PK\3\4"):
            yield error(str(file), "CK652", "this is no Word document", "render it anew with `complaintkit letter`")
        elif stems.count(file.stem.casefold()) > 1:
            yield error(str(file), "CK652", "two letters of the same name would become one PDF", "rename one of them")


def _begins_with(file: Path, start: bytes) -> bool:
    with file.open("rb") as stream:
        return stream.read(len(start)) == start


def _convert(program: Path, files: Sequence[Path], folder: Path, timeout: float) -> str:
    """Run LibreOffice with a profile of its own; return what it said."""
    command = [
        str(program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        _FILTER,
        "--outdir",
        str(folder),
        *(str(file.resolve()) for file in files),
    ]
    with (folder / "said.txt").open("w+b") as said:
        try:
            process = subprocess.Popen(  # noqa: S603 - a list of arguments, no shell
                command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
            )
        except OSError as failure:
            message = f"LibreOffice does not start: {failure.strerror}"
            raise Refused([error(str(program), "CK651", message, INSTALL)]) from None
        _wait(process, timeout)
        said.seek(0)
        return said.read(10_000).decode("utf-8", "replace")


def _wait(process: subprocess.Popen[bytes], timeout: float) -> None:
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired:
        message = f"LibreOffice did not finish within {timeout:.0f} seconds"
        hint = "try again; if it happens again, convert fewer letters at once or save them as PDF in Word"
        raise Refused([error("LibreOffice", "CK653", message, hint)]) from None
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and the processes it started, which otherwise keep running."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def pages_of(pdf: Path, letter: Path) -> int:
    """Return how many pages a PDF has that was made of a letter."""
    return look_at(pdf.read_bytes(), letter).pages


def _fault(file: Path, pdf: Path, said: str) -> Problem | None:
    looked = look_at(pdf.read_bytes(), file) if pdf.is_file() else None
    if looked is None or not looked.pages:
        return _failed(file, said)
    if looked.faults:
        message = f"the PDF that LibreOffice made is not fit to be sent: {'; '.join(looked.faults)}"
        hint = "open the letter in Word and save it as PDF; or install the fonts that it names and try again"
        return error(str(file), "CK656", message, hint)
    return None


def _failed(file: Path, said: str) -> Problem:
    words = [line for line in said.splitlines() if file.name in line or "rror" in line]
    reason = f": {words[-1].strip()}" if words else ""
    return error(
        str(file), "CK654", f"LibreOffice made no PDF of this letter{reason}", "open it in Word and save it as PDF"
    )


def _placed(pdf: bytes, target: Path) -> Path:
    """Put a finished file in its place in one step, so that nobody ever sees half of it."""
    try:
        write_atomically(target, pdf)
    except OSError as failure:
        message = f"the PDF cannot be written: {failure.strerror}"
        raise Refused([error(str(target), "CK655", message, "choose a folder you may write to")]) from None
    return target
