"""Fixtures that several test files share."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pexpect
import pytest
from hypothesis import settings

from complaintkit.case.writing import NewCase, case_text, register_text
from complaintkit.cli.main import entry
from complaintkit.locations import shipped

# The same examples every time, so that a run says the same tomorrow, and no limit of time that a loaded machine would miss.
# To look for new ones: pytest --hypothesis-profile=explore
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=1000, deadline=None)
settings.load_profile("same")


@pytest.fixture(scope="session")
def regulations() -> Path:
    """Return the rules folder that is shipped."""
    return shipped("regulations")


@pytest.fixture(scope="session")
def example() -> Path:
    """Return the worked example as shipped; copy it before writing."""
    return shipped("evidence")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """Return a function that runs complaintkit, with typed lines on standard input: exit code, output and messages.

    A traceback fails the test, whatever it is about.
    """

    def running(*arguments: object, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as end:
            entry([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return int(end.value.code or 0), out, err

    return running


@pytest.fixture
def terminal() -> Callable[..., pexpect.spawn]:
    """Return a function that starts complaintkit in a pseudo-terminal, standing in `folder`."""

    def started(*arguments: object, folder: Path, **environment: str) -> pexpect.spawn:
        program = "import sys; from complaintkit.cli.main import entry; entry(sys.argv[1:])"
        return pexpect.spawn(
            sys.executable,
            ["-c", program, *map(str, arguments)],
            cwd=str(folder),
            encoding="utf-8",
            timeout=30,
            env={**os.environ, "TERM": "dumb", "PYTHONUTF8": "1", "NO_COLOR": "1", **environment},
            dimensions=(40, 200),
        )

    return started


@pytest.fixture
def new_case(tmp_path: Path) -> Path:
    """Return the folder of a case that was just begun: no incident, no exhibit."""
    folder = tmp_path / "case"
    (folder / "exhibits").mkdir(parents=True)
    begun = NewCase(title="Invented case", complainant_shown_as="the Invented Association")
    (folder / "case.yaml").write_text(case_text(begun, "schemas/case.schema.json"), encoding="utf-8")
    (folder / "exhibits.yaml").write_text(register_text("schemas/exhibits.schema.json"), encoding="utf-8")
    (folder / "custody.jsonl").touch()
    return folder


@pytest.fixture(scope="session")
def word_document() -> Callable[..., bytes]:
    """Return a maker of small DOCX files: `word_document("<w:p>…</w:p>", header="…", parts={"name": b"…"})`.

    A body that is not XML becomes a paragraph of its own; `parts` are added, or taken away where they are None.
    """
    return _word_document


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def _word_document(
    body: str, *, header: str = "Header", parts: Mapping[str, bytes | None] | None = None, relations: str = ""
) -> bytes:
    held: dict[str, bytes | None] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/word/header1.xml" ContentType="{_TYPE}.header+xml"/></Types>'.encode(),
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>'.encode(),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId2" Type="{_R}/header" Target="header1.xml"/>{relations}</Relationships>'.encode(),
        "word/document.xml": f'<w:document {_W} xmlns:r="{_R}"><w:body>{_as_paragraph(body)}<w:sectPr>'
        '<w:headerReference w:type="default" r:id="rId2"/></w:sectPr></w:body></w:document>'.encode(),
        "word/styles.xml": f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:lang w:val="en-US"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>'.encode(),
        "word/header1.xml": f"<w:hdr {_W}>{_as_paragraph(header)}</w:hdr>".encode(),
    }
    held |= parts or {}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in held.items():
            if data is not None:
                package.writestr(name, data)
    return buffer.getvalue()


def _as_paragraph(text: str) -> str:
    return text if text.startswith("<") else f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
