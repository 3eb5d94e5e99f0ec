"""The shipped templates made ready: the same letters as compiling them gives, and never used for other templates."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from complaintkit.documents import prepared
from complaintkit.documents.compiled import CompiledTemplate, compile_template
from complaintkit.documents.prepared import FILE, as_json, prepared_template
from complaintkit.documents.properties import CoreProperties
from complaintkit.letters.rendering import NAMES
from complaintkit.locations import shipped
from complaintkit.problems import Refused

PROPERTIES = CoreProperties("T", "", "en", date(2020, 10, 2))
TABLE = {"title": "Letters", "headers": ["Date", "To"], "rows": [["5 February 2019", "a Delegation & more"]]}
BLOCK = {"kind": "paragraph", "number": "1", "text": "Something was said.", "reference": "(Annex 1)", "source": ""}
CONTEXT: dict[str, Any] = {name: f"some {name}, “<&>”" for name in NAMES} | {
    "sender": ["Association"],
    "addressee": ["Institution"],
    "references": ["17"],
    "overview": [["Who", "An official"]],
    "opening": ["First words."],
    "sections": [{"key": "s", "title": "S", "blocks": [BLOCK]}],
    "approaches": TABLE,
    "annexes": TABLE,
    "signature": ["The President"],
    "page_of": ["Page ", " of ", ""],
    "names_sheet": TABLE,
}


@pytest.fixture(scope="module", params=["eeas", "olaf", "ombudsman"])
def template(request: pytest.FixtureRequest) -> bytes:
    return (shipped("templates") / f"{request.param}.docx").read_bytes()


@pytest.fixture(scope="module")
def made_now(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what tools/prepare.py writes with the jinja that is installed here, whichever it is."""
    file = tmp_path_factory.mktemp("prepared") / "prepared.json"
    file.write_text(as_json((data, compile_template(data, "template", NAMES)) for data in shipped_files()), "utf-8")
    return file


@pytest.fixture
def ready(template: bytes, made_now: Path, monkeypatch: pytest.MonkeyPatch) -> CompiledTemplate:
    monkeypatch.setattr(prepared, "FILE", made_now)
    found = prepared_template(template, "t.docx")
    assert found is not None
    return found


def shipped_files() -> list[bytes]:
    return [path.read_bytes() for path in sorted(shipped("templates").glob("*.docx"))]


def without_programs(held: dict[str, Any]) -> dict[str, Any]:
    return {
        digest: template | {"parts": [{**part, "program": ""} for part in template["parts"]]}
        for digest, template in held["templates"].items()
    }


def outcome(make: Callable[[], bytes]) -> object:
    try:
        return make()
    except Refused as refusal:
        return refusal.problems


def test_what_is_shipped_is_what_compiling_the_templates_gives(made_now: Path) -> None:
    held, now = json.loads(FILE.read_text("utf-8")), json.loads(made_now.read_text("utf-8"))
    assert without_programs(held) == without_programs(now), "run tools/prepare.py"
    same_jinja = held["jinja"] == now["jinja"]  # programs of another one differ, and are not run
    assert (held == now) is same_jinja, "run tools/prepare.py"


def test_a_template_made_ready_writes_the_same_bytes(template: bytes, ready: CompiledTemplate) -> None:
    letter = ready.render(CONTEXT, PROPERTIES)
    assert letter == compile_template(template, "t.docx", NAMES).render(CONTEXT, PROPERTIES)


@pytest.mark.parametrize("changed", [{"subject": None}, {"sections": 3}, {"salutation": "x" * 1_000_001}])
def test_it_names_the_same_mistakes_at_the_same_places(
    template: bytes, ready: CompiledTemplate, changed: dict[str, object]
) -> None:
    context = CONTEXT | changed
    full = compile_template(template, "t.docx", NAMES)
    told = outcome(lambda: ready.render(context, PROPERTIES))
    assert isinstance(told, tuple)
    assert told == outcome(lambda: full.render(context, PROPERTIES))


def test_a_template_of_ones_own_is_not_made_ready(template: bytes, word_document: Callable[..., bytes]) -> None:
    assert prepared_template(template + b"\0", "t.docx") is None
    assert prepared_template(word_document("{{ subject }}"), "t.docx") is None


def test_programs_of_another_jinja_are_not_run(template: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "_JINJA", "3.1.1")
    assert prepared_template(template, "t.docx") is None


def test_a_letter_from_a_shipped_template_does_not_wait_for_docxtpl(made_now: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from complaintkit.documents import prepared\n"
        "prepared.FILE = pathlib.Path(sys.argv[2])\n"
        "assert prepared.prepared_template(pathlib.Path(sys.argv[1]).read_bytes(), 't')\n"
        "print('docxtpl' in sys.modules)\n"
    )
    words = [sys.executable, "-c", program, str(shipped("templates") / "eeas.docx"), str(made_now)]
    assert subprocess.run(words, capture_output=True, check=True, text=True).stdout.strip() == "False"
