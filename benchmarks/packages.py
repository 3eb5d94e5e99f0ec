"""How long it takes to make the bundle of 30 exhibits and 150 pages, and the whole package around it.

Usage: python benchmarks/packages.py [RUNS]      (default 5 runs)

Twelve PDF files, eight e-mails, four texts, four pictures and two web pages are bound into one file of 150 pages of exhibits,
with index, cover sheets, stamps and links. The bundle is timed in one process that has just begun, with the import of its
libraries; the package is the whole command on the worked example. Medians by the clock; exit code 1 if the limit is missed.
"""

from __future__ import annotations

import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from complaintkit.evidence.cleaning.cleaning import clean
from complaintkit.evidence.cleaning.values import Choices
from complaintkit.languages.catalogue import load_catalogue
from complaintkit.packages.bundle import bind
from complaintkit.packages.contents import contents_of
from complaintkit.packages.labels import Heading, Labels
from complaintkit.packages.values import Annex, Copy, Place

LIMIT = 2.0
EXHIBITS, PAGES = 30, 150
TOOL = (sys.executable, "-c", "from complaintkit.cli.main import entry; entry()")
EXAMPLE = Path(__file__).parent.parent / "evidence"


def main() -> int:
    if len(sys.argv) > 1 and sys.argv[1] == "--bind":
        return bind_once(Path(sys.argv[2]))
    runs = int((*sys.argv, "5")[1])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_exhibits(folder)
        bundle = [timed((sys.executable, __file__, "--bind", str(folder))) for _ in range(runs)]
        package = [whole(folder / f"case-{number}") for number in range(runs)]
    found = statistics.median(bundle)
    print(f"bundle of {EXHIBITS} exhibits and {PAGES} pages: {found:.2f} s (at most {LIMIT:.0f} s)")
    print(f"package make of the example, without LibreOffice: {statistics.median(package):.2f} s")
    return int(found > LIMIT)


def timed(command: tuple[str, ...]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin


def whole(case: Path) -> float:
    shutil.copytree(EXAMPLE, case)
    return timed((*TOOL, "--case", str(case), "package", "make", "--to", "eeas", "--without-libreoffice"))


def bind_once(folder: Path) -> int:
    """Bind the exhibits once, as `package make` does: from clean copies to the finished file."""
    annexes = []
    for number, path in enumerate(sorted(folder.glob("exhibit-*")), 1):
        cleaned = clean(path.read_bytes(), Choices())
        copy = Copy(cleaned.data, cleaned.ending, sha256(cleaned.data).hexdigest())
        annexes.append(Annex(number, f"E{number}", f"Exhibit {number}", ("English",), (Place("p. 1", 1),), copy))
    labels = Labels(load_catalogue("fr"))
    contents = contents_of(annexes, {}, labels.catalogue)
    bundle = bind(annexes, contents, Heading("Annexes", ("Complaint",), ("No", "Annex")), labels)
    pages = sum(content.count for content in contents)
    assert (len(annexes), pages) == (EXHIBITS, PAGES), (len(annexes), pages)
    (folder / "bundle.pdf").write_bytes(bundle.parts[0].data)
    return 0


def write_exhibits(folder: Path) -> None:
    """Write 30 exhibits of 150 pages: 12 PDF files have 117 of them, 12 texts 27, 4 pictures 4 and 2 web pages 2."""
    files = [a_pdf(pages) for pages in (10,) * 9 + (9,) * 3]
    files += [a_mail(number, pages) for number, pages in enumerate((2,) * 5 + (3,) * 3)]
    files += [("A line of an invented text.\n" * 52 * 2).encode()] * 4
    files += [a_picture("JPEG"), a_picture("PNG"), a_picture("JPEG"), a_picture("PNG")]
    files += [b"<!DOCTYPE html><html><body><p>An invented page.</p></body></html>"] * 2
    for number, data in enumerate(files):
        (folder / f"exhibit-{number:02}").write_bytes(data)


def a_pdf(pages: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for page in range(pages):
        for line in range(45):
            canvas.drawString(
                60, 780 - line * 16, f"Line {line} of page {page}, with some words that fill it to its end."
            )
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def a_mail(number: int, pages: int) -> bytes:
    head = f"From: a@invented.example\nTo: b@invented.example\nSubject: Letter {number}\n"
    text = "A line of an invented letter, which says what a letter says.\n" * (52 * (pages - 1) + 20)
    return f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}".encode()


def a_picture(kind: str) -> bytes:
    noise = Image.frombytes("RGB", (400, 300), os.urandom(400 * 300 * 3)).resize((1600, 1200))
    out = io.BytesIO()
    noise.save(out, kind)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
