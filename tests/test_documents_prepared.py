"""The shipped templates made ready: the same letters as compiling them gives, and never used for other templates."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
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


def ready(data: bytes) -> CompiledTemplate:
    found = prepared_template(data, "t.docx")
    assert found is not None, "run tools/prepare.py"
    return found


def outcome(make: Callable[[], bytes]) -> object:
    try:
        return make()
    except Refused as refusal:
        return refusal.problems


def test_what_is_shipped_is_what_compiling_the_templates_gives() -> None:
    files = [path.read_bytes() for path in sorted(shipped("templates").glob("*.docx"))]
    compiled = [(data, compile_template(data, "template", NAMES)) for data in files]
    assert FILE.read_text(encoding="utf-8") == as_json(compiled), "run tools/prepare.py"


def test_a_template_made_ready_writes_the_same_bytes(template: bytes) -> None:
    letter = ready(template).render(CONTEXT, PROPERTIES)
    assert letter == compile_template(template, "t.docx", NAMES).render(CONTEXT, PROPERTIES)


@pytest.mark.parametrize("changed", [{"subject": None}, {"sections": 3}, {"salutation": "x" * 1_000_001}])
def test_it_names_the_same_mistakes_at_the_same_places(template: bytes, changed: dict[str, object]) -> None:
    context = CONTEXT | changed
    full = compile_template(template, "t.docx", NAMES)
    told = outcome(lambda: ready(template).render(context, PROPERTIES))
    assert isinstance(told, tuple)
    assert told == outcome(lambda: full.render(context, PROPERTIES))


def test_a_template_of_ones_own_is_not_made_ready(template: bytes, word_document: Callable[..., bytes]) -> None:
    assert prepared_template(template + b"\0", "t.docx") is None
    assert prepared_template(word_document("{{ subject }}"), "t.docx") is None


def test_programs_of_another_jinja_are_not_run(template: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "_JINJA", "3.1.1")
    assert prepared_template(template, "t.docx") is None


def test_a_letter_from_a_shipped_template_does_not_wait_for_docxtpl() -> None:
    program = (
        "import sys, pathlib\n"
        "from complaintkit.documents.prepared import prepared_template\n"
        "assert prepared_template(pathlib.Path(sys.argv[1]).read_bytes(), 't')\n"
        "print('docxtpl' in sys.modules)\n"
    )
    path = shipped("templates") / "eeas.docx"
    ran = subprocess.run(
        [sys.executable, "-c", program, str(path)], env=dict(os.environ), capture_output=True, check=True, text=True
    )
    assert ran.stdout.strip() == "False"
