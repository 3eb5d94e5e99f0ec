"""Faults that make Word call a document damaged, planted one by one in a sound one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from complaintkit.documents.check import check_package
from complaintkit.documents.compiled import compile_template
from complaintkit.documents.package import compressed, parts_of, written
from complaintkit.documents.properties import CoreProperties

Maker = Callable[..., bytes]
GRID = "<w:tblGrid><w:gridCol/></w:tblGrid>"
ROW = "<w:tr><w:tc><w:p/></w:tc></w:tr>"


def sound(make: Maker, body: str = "text") -> dict[str, bytes]:
    letter = compile_template(make(body), "t").render({}, CoreProperties("T", "", "en", date(2020, 10, 2)))
    return parts_of(letter)


def found(parts: dict[str, bytes]) -> set[str]:
    problems = check_package(written(compressed(name, data) for name, data in parts.items()), "letter.docx")
    assert all(problem.file == "letter.docx" and problem.hint and problem.severity == "error" for problem in problems)
    return {problem.code for problem in problems}


def test_a_sound_document_has_no_fault(word_document: Maker) -> None:
    assert found(sound(word_document)) == set()


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\3\4 broken"])
def test_what_is_no_zip_is_one_fault(data: bytes) -> None:
    assert [problem.code for problem in check_package(data)] == ["CK631"]


@pytest.mark.parametrize("missing", ["[Content_Types].xml", "_rels/.rels"])
def test_a_package_without_its_ground_parts(word_document: Maker, missing: str) -> None:
    parts = sound(word_document)
    del parts[missing]

    assert found(parts) == {"CK631"}


def test_a_part_that_is_no_xml(word_document: Maker) -> None:
    assert found(sound(word_document) | {"word/header1.xml": b"<w:hdr>"}) == {"CK631"}


def test_a_part_of_undeclared_kind(word_document: Maker) -> None:
    assert found(sound(word_document) | {"word/media/a.png": b"x"}) == {"CK632"}


def test_a_lost_override_of_a_content_type(word_document: Maker) -> None:
    parts = sound(word_document)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"/word/header1.xml", b"/word/header9.xml")

    assert found(parts) == {"CK632"}


def test_a_relationship_to_a_part_that_is_not_there(word_document: Maker) -> None:
    parts = sound(word_document)
    del parts["word/header1.xml"]

    assert found(parts) == {"CK632", "CK633"}


def test_a_reference_to_an_unknown_relationship(word_document: Maker) -> None:
    parts = sound(word_document)
    parts["word/document.xml"] = parts["word/document.xml"].replace(b'r:id="rId2"', b'r:id="rId99"')

    assert found(parts) == {"CK633"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkStart w:id="1" w:name="b"/></w:p>', "CK634"),
        ("<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc/></w:tr></w:tbl>", "CK635"),
        (
            f"<w:tbl>{GRID}<w:tr><w:tc><w:p/><w:tbl>{GRID}{ROW}</w:tbl></w:tc></w:tr></w:tbl>",
            "CK635",
        ),
        ("<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr/></w:tbl>", "CK635"),
        (f"<w:tbl>{GRID}</w:tbl>", "CK635"),
        (f"<w:tbl><w:tblGrid/>{ROW}</w:tbl>", "CK635"),
        ('<w:p><w:r><w:footnoteReference w:id="4"/></w:r></w:p>', "CK636"),
        ('<w:p><w:pPr><w:pStyle w:val="Nowhere"/></w:pPr></w:p>', "CK636"),
    ],
)
def test_faults_inside_the_text(word_document: Maker, body: str, code: str) -> None:
    assert found(sound(word_document, body)) == {code}
