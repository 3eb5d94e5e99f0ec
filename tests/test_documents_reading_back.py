"""A letter that would say more about itself than is wanted is found by reading the file back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from complaintkit.documents.compiled import compile_template
from complaintkit.documents.package import parts_of
from complaintkit.documents.properties import CoreProperties
from complaintkit.documents.reading_back import said_besides

Maker = Callable[..., bytes]
PROPERTIES = CoreProperties("A “letter” & more", "The Association", "fr", date(2020, 10, 2))
OLDEST = (1980, 1, 1, 0, 0, 0)


@pytest.fixture
def letter(word_document: Maker) -> bytes:
    return compile_template(word_document("{{ x }}", header="h"), "t").render({"x": "y"}, PROPERTIES)


def packed(parts: dict[str, bytes], *, day: tuple[int, ...] = OLDEST, comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, day), data)
        package.comment = comment
    return buffer.getvalue()


def found(data: bytes, properties: CoreProperties = PROPERTIES) -> str:
    problems = said_besides(data, properties)
    assert {problem.code for problem in problems} <= {"CK637"}
    return " ".join(problem.message for problem in problems)


def test_a_letter_says_what_is_wanted_and_nothing_else(letter: bytes) -> None:
    assert said_besides(letter, PROPERTIES) == ()


@pytest.mark.parametrize(
    ("changed", "name"),
    [({"author": ""}, "creator"), ({"title": "Another"}, "title"), ({"language": "de"}, "language"),
     ({"created": date(2020, 10, 3)}, "created")],
)  # fmt: skip
def test_other_properties_than_wanted(letter: bytes, changed: dict[str, object], name: str) -> None:
    assert f"the property `{name}`" in found(letter, replace(PROPERTIES, **changed))


@pytest.mark.parametrize(
    ("part", "before", "after", "told"),
    [
        (
            "docProps/core.xml",
            b"</cp:core",
            b"<cp:lastModifiedBy>A Person</cp:lastModifiedBy></cp:core",
            "lastModifiedBy",
        ),
        ("docProps/app.xml", b"</Prop", b"<Company>A Firm</Company></Prop", "`Company` is “A Firm”"),
        ("word/document.xml", b"<w:p>", b'<w:p w:rsidR="00AA11BB">', "`w:rsid`"),
        ("word/document.xml", b"<w:r>", b'<w:ins w:id="1" w:author="A"/><w:r>', "`w:author`"),
        ("word/header1.xml", b"<w:r>", b'<w:r><w:commentReference w:id="1"/>', "`w:comment`"),
        ("word/styles.xml", b"<w:docDefaults>", b'<w:rsids><w:rsid w:val="1"/></w:rsids><w:docDefaults>', "`w:rsid`"),
        (
            "word/_rels/document.xml.rels",
            b"</Relationships>",
            b'<Relationship Id="rId8" Type="x/comments" Target="comments.xml"/></Relationships>',
            "comments",
        ),
        (
            "_rels/.rels",
            b"</Relationships>",
            b'<Relationship Id="rId8" Type="x/thumbnail" Target="t.jpeg"/></Relationships>',
            "thumbnail",
        ),
    ],
)
def test_each_trace_is_found(letter: bytes, part: str, before: bytes, after: bytes, told: str) -> None:
    parts = parts_of(letter)
    assert before in parts[part]

    assert told in found(packed(parts | {part: parts[part].replace(before, after, 1)}))


def test_when_it_was_packed_is_found(letter: bytes) -> None:
    assert "when the part `word/document.xml` was written" in found(
        packed(parts_of(letter), day=(2020, 10, 2, 9, 0, 0))
    )
    assert "beside all parts" in found(packed(parts_of(letter), comment=b"A Person"))
