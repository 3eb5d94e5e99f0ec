"""`template lint`, as a secretary types it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from complaintkit.locations import shipped

Run = Callable[..., tuple[int, str, str]]
Maker = Callable[..., bytes]
A4 = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


@pytest.fixture
def template(tmp_path: Path, word_document: Maker) -> Path:
    path = tmp_path / "eeas.docx"
    path.write_bytes(
        word_document(
            '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{{ subject }}</w:t></w:r></w:p>'
            "<w:p><w:r><w:t>{{ salutaton }}</w:t></w:r></w:p>",
            header="{{ header }}",
        )
    )
    return path


def test_a_shipped_template_is_in_order(run: Run) -> None:
    code, out, err = run("template", "lint", shipped("templates") / "olaf.docx")

    assert (code, err) == (0, "")
    assert out.endswith("olaf.docx is in order: letters can be made from it.\n")


def test_every_finding_has_its_place_and_what_to_do(run: Run, template: Path) -> None:
    code, out, _ = run("template", "lint", template)

    assert code == 1
    assert "1. error CK615  document.xml, paragraph 2, under “{{ subject }}”, at “{{ salutaton }}”" in out
    assert "a letter has no `salutaton`\n    → did you mean `salutation`?" in out
    assert "2. warning CK628" in out
    assert out.endswith("eeas.docx: 1 error, 1 warning.\n")


def test_warnings_alone_are_no_failure(run: Run, tmp_path: Path, word_document: Maker) -> None:
    (tmp_path / "x.docx").write_bytes(word_document("{{ subject }}", header=""))

    code, out, _ = run("template", "lint", tmp_path / "x.docx")

    assert code == 0
    assert "CK628" in out


def test_as_json(run: Run, template: Path) -> None:
    code, out, _ = run("template", "lint", template, "--format", "json")

    found = json.loads(out)
    assert code == 1
    assert found["schema"] == "complaintkit/template-lint/1"
    (unknown,) = [one for one in found["findings"] if one["code"] == "CK615"]
    assert unknown["part"] == "word/document.xml"
    assert (unknown["paragraph"], unknown["table"], unknown["heading"]) == (2, None, "{{ subject }}")
    assert unknown["text"] == "{{ salutaton }}"


def test_an_annotated_copy_is_written_once_and_replaced_only_if_asked(run: Run, template: Path) -> None:
    copy = template.with_name("eeas-annotated.docx")

    code, _, err = run("template", "lint", template, "--annotate")
    assert code == 1
    assert str(copy) in err
    first = copy.read_bytes()

    copy.write_bytes(b"what the user made of it")
    code, _, err = run("template", "lint", template, "--annotate")
    assert (code, "CK640" in err) == (1, True)
    assert copy.read_bytes() == b"what the user made of it"

    run("template", "lint", template, "--annotate", "--overwrite")
    assert copy.read_bytes() == first


@pytest.mark.parametrize(("data", "code"), [(None, "CK601"), (b"nothing of the kind", "CK602")])
def test_a_file_that_is_no_template_is_said(run: Run, tmp_path: Path, data: bytes | None, code: str) -> None:
    path = tmp_path / "x.docx"
    if data is not None:
        path.write_bytes(data)

    ended, out, err = run("template", "lint", path)

    assert ended == 1
    assert code in out + err


def test_a_file_that_cannot_be_opened_is_not_annotated(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"no")

    code, _, err = run("template", "lint", tmp_path / "x.docx", "--annotate")

    assert (code, "CK641" in err) == (1, True)
