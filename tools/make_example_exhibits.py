"""Make the specimen exhibits of the worked example anew: files, register and custody log.

A specimen stands in for a document of the report. It says SPECIMEN, tells what the report says stands there, and pretends
nothing: no quotation, no signature, no name. The same libraries give the same bytes; run it again after an edit here.

    python tools/make_example_exhibits.py [EVIDENCE_FOLDER]
"""

from __future__ import annotations

import io
import json
import sys
import textwrap
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path

import yaml
from docx import Document
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from complaintkit.evidence.custody import ADDED, Entry, entry_after, head_of, line_of

BEGUN = datetime(2020, 10, 2, 9, 0, tzinfo=UTC)
TOLD = Path(__file__).with_name("example_exhibits.yaml")


@dataclass(frozen=True, slots=True)
class Specimen:
    """One specimen: `file` without its number, what the register says of it, and its text, one tuple a page."""

    file: str
    title: str
    kind: str
    dated: str
    made_by: str
    obtained: str
    pages: tuple[tuple[str, ...], ...]
    sender: str = ""
    to: str = ""
    day: str = ""
    language: str = "en"
    translations: list[str] = field(default_factory=list)
    disclosure: str = ""
    notes: str = ""
    replies_to: str = ""

    @property
    def suffix(self) -> str:
        """Return the ending of the file's name."""
        return Path(self.file).suffix


def specimens() -> list[Specimen]:
    """Return the specimens in the order of their numbers, as `example_exhibits.yaml` tells them."""
    told = yaml.safe_load(TOLD.read_text(encoding="utf-8"))
    return [Specimen(**{**one, "pages": tuple(tuple(page) for page in one["pages"])}) for one in told]


def banner(specimen: Specimen) -> str:
    """Return the line that every specimen begins with."""
    return f"SPECIMEN, not the document itself. {specimen.title}."


def numbered(paragraphs: tuple[str, ...]) -> list[str]:
    """Return the paragraphs with the numbers that pinpoints cite."""
    return [f"{number}. {paragraph}" for number, paragraph in enumerate(paragraphs, start=1)]


def as_email(specimen: Specimen) -> bytes:
    """Return a plain-text message; without a day in the report it has no Date."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = specimen.sender, specimen.to
    message["Subject"] = f"SPECIMEN: {specimen.title}"
    if specimen.day:
        message["Date"] = datetime.fromisoformat(f"{specimen.day}T12:00:00+00:00")
    message["Message-ID"] = f"<{Path(specimen.file).stem}@specimen.example>"
    message.set_content("\n\n".join([banner(specimen), *numbered(specimen.pages[0])]) + "\n", cte="quoted-printable")
    return message.as_bytes()


def as_text(specimen: Specimen) -> bytes:
    """Return plain text, one numbered paragraph after the other."""
    return ("\n\n".join([banner(specimen), *numbered(specimen.pages[0])]) + "\n").encode()


def as_pdf(specimen: Specimen) -> bytes:
    """Return a PDF with one page for each page of the specimen."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle(f"SPECIMEN: {specimen.title}")
    canvas.setAuthor("")
    for number, paragraphs in enumerate(specimen.pages, start=1):
        _draw_page(
            canvas, [banner(specimen), *numbered(paragraphs)], f"SPECIMEN, page {number} of {len(specimen.pages)}"
        )
    canvas.save()
    return out.getvalue()


def _draw_page(canvas: Canvas, paragraphs: list[str], footer: str) -> None:
    canvas.saveState()
    canvas.setFillGray(0.88)
    canvas.setFont("Helvetica-Bold", 84)
    canvas.translate(A4[0] / 2, A4[1] / 2)
    canvas.rotate(55)
    canvas.drawCentredString(0, 0, "SPECIMEN")
    canvas.restoreState()
    text = canvas.beginText(72, A4[1] - 90)
    text.setFont("Helvetica", 11)
    text.setLeading(15)
    for paragraph in paragraphs:
        text.textLines([*textwrap.wrap(paragraph, 84), ""])
    canvas.drawText(text)
    canvas.setFont("Helvetica", 9)
    canvas.drawCentredString(A4[0] / 2, 40, footer)
    canvas.showPage()


def as_docx(specimen: Specimen) -> bytes:
    """Return a Word document whose ZIP entries all bear the same time."""
    document = Document()
    document.add_heading("SPECIMEN", level=1)
    for paragraph in [banner(specimen), *numbered(specimen.pages[0])]:
        document.add_paragraph(paragraph)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = f"SPECIMEN: {specimen.title}", "", ""
    properties.created = properties.modified = BEGUN.replace(tzinfo=None)
    properties.last_modified_by = ""
    out = io.BytesIO()
    document.save(out)
    return _same_times(out.getvalue())


def _same_times(archive: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            fixed = zipfile.ZipInfo(entry.filename, date_time=(2020, 10, 2, 9, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o644 << 16
            fixed.create_system = 3
            after.writestr(fixed, before.read(entry))
    return out.getvalue()


def as_picture(specimen: Specimen) -> bytes:
    """Return a picture of a letter: the text drawn, and once more in its metadata for those who cannot see it."""
    lines = [
        line for text in [banner(specimen), *numbered(specimen.pages[0])] for line in [*textwrap.wrap(text, 62), ""]
    ]
    picture = Image.new("L", (744, 1052), 255)
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((30, 30, 714, 1022), outline=120, width=2)
    drawing.text((372, 90), "SPECIMEN", fill=0, font=ImageFont.load_default(48), anchor="mm")
    drawing.multiline_text((70, 160), "\n".join(lines), fill=0, font=ImageFont.load_default(19), spacing=8)
    drawing.text((372, 980), "SPECIMEN", fill=150, font=ImageFont.load_default(30), anchor="mm")
    described = "\n".join([banner(specimen), *numbered(specimen.pages[0])])
    out = io.BytesIO()
    if specimen.suffix == ".png":
        chunk = PngInfo()
        chunk.add_text("Description", described)
        picture.save(out, "PNG", pnginfo=chunk, optimize=True)
    else:
        exif = Image.Exif()
        exif[0x010E] = described
        picture.save(out, "JPEG", quality=80, exif=exif)
    return out.getvalue()


MAKERS: dict[str, Callable[[Specimen], bytes]] = {
    ".eml": as_email,
    ".txt": as_text,
    ".pdf": as_pdf,
    ".docx": as_docx,
    ".png": as_picture,
    ".jpg": as_picture,
}


def row(exhibit: str, specimen: Specimen, entry: Entry) -> list[str]:
    """Return the lines of the register for one exhibit."""
    fields = {
        "file": entry.file,
        "sha256": entry.sha256,
        "size": str(entry.size),
        "title": json.dumps(specimen.title),
        "kind": specimen.kind,
        "dated": specimen.dated,
        "made_by": specimen.made_by,
        "obtained": json.dumps(specimen.obtained),
        "disclosure": specimen.disclosure,
        "language": specimen.language,
        "translation_attached": f"[{', '.join(specimen.translations)}]",
        "pages": str(len(specimen.pages)),
        "relations": f"[{{kind: reply-to, exhibit: {specimen.replies_to}}}]" if specimen.replies_to else "",
        "added": f'"{entry.at}"',
        "notes": json.dumps(specimen.notes) if specimen.notes else "",
    }
    return [f"  {exhibit}:", *(f"    {key}: {value}" for key, value in fields.items() if value not in {"", "[]"})]


def register(rows: list[str], log: list[Entry]) -> str:
    """Return `exhibits.yaml`."""
    head = [
        "# yaml-language-server: $schema=schemas/exhibits.schema.json",
        "#",
        "# Specimens: each stands in for a document of the report and says what the report says stands there. `language` is",
        "# that of the specimen unless the report names that of the document.",
        "",
        "format: 1",
        "custody:",
        f"  entries: {len(log)}",
        f"  head: {head_of(log)}",
        "exhibits:",
    ]
    return "\n".join([*head, *rows]) + "\n"


def make(folder: Path) -> None:
    """Write all specimens, the custody log and the register into the evidence folder."""
    log: list[Entry] = []
    rows: list[str] = []
    for number, specimen in enumerate(specimens(), start=1):
        exhibit, data = f"E{number}", MAKERS[specimen.suffix](specimen)
        file = f"exhibits/{exhibit}-{specimen.file}"
        at = (BEGUN + timedelta(minutes=number - 1)).isoformat()
        digest = sha256(data).hexdigest()
        log.append(entry_after(log, at=at, act=ADDED, exhibit=exhibit, digest=digest, size=len(data), file=file))
        rows += row(exhibit, specimen, log[-1])
        path = folder / file
        path.unlink(missing_ok=True)
        path.write_bytes(data)
    (folder / "custody.jsonl").write_bytes(b"".join(line_of(entry) for entry in log))
    (folder / "exhibits.yaml").write_text(register(rows, log), encoding="utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "evidence")
