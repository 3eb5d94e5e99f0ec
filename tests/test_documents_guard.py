"""Files that are no template, or are made to do harm, and what a well-meant template must leave behind."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.documents import guard
from complaintkit.documents.check import check_package
from complaintkit.documents.cleaning import without_leftovers
from complaintkit.documents.compiled import compile_template
from complaintkit.documents.package import compressed, parts_of, written
from complaintkit.problems import Problem, Refused

Maker = Callable[..., bytes]
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def refused(data: bytes) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as failure:
        compile_template(data, "my.docx")
    assert all(problem.file == "my.docx" and problem.hint for problem in failure.value.problems)
    return failure.value.problems


def relation(kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="rId77" Type="{TYPE}{kind}" Target="{target}"{mode}/>'


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return buffer.getvalue()


def test_a_missing_template_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(Refused) as failure:
        guard.read_template(tmp_path / "olaf.docx", "olaf.docx")

    (problem,) = failure.value.problems
    assert problem.code == "CK601"
    assert str(tmp_path) in problem.message


def test_a_folder_in_place_of_a_template_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(Refused) as failure:
        guard.read_template(tmp_path, "olaf.docx")

    assert failure.value.problems[0].code == "CK601"


def test_a_huge_file_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "olaf.docx").open("wb") as stream:
        stream.truncate(guard.MOST_BYTES + 1)

    with pytest.raises(Refused) as failure:
        guard.read_template(tmp_path / "olaf.docx", "olaf.docx")

    assert failure.value.problems[0].code == "CK603"


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"\x00\xff" * 500, b"%PDF-1.7 something", b"{\\rtf1 text}", zipped(a=b"x")]
)
def test_what_is_no_word_document_is_refused(data: bytes) -> None:
    (problem,) = refused(data)

    assert problem.code == "CK602"


def test_every_shortened_document_is_refused(word_document: Maker) -> None:
    whole = word_document("{{ x }}")

    for length in range(0, len(whole) - 1, 97):
        assert {problem.code for problem in refused(whole[:length])} == {"CK602"}


@given(data=st.data())
def test_bytes_changed_at_random_are_a_problem_or_harmless_never_a_crash(
    word_document: Maker, data: st.DataObject
) -> None:
    changed = bytearray(word_document("{% if x %}{{ x }}{% endif %}"))
    for place in data.draw(st.lists(st.integers(0, len(changed) - 1), min_size=1, max_size=5)):
        changed[place] = data.draw(st.integers(0, 255))

    with contextlib.suppress(Refused):
        compile_template(bytes(changed), "my.docx")


def test_a_damaged_member_is_refused(word_document: Maker) -> None:
    data = bytearray(word_document("text " * 50))
    data[60:64] = b"\0\0\0\0"

    assert refused(bytes(data))[0].code == "CK602"


def test_a_small_file_that_unpacks_to_much_is_refused_before_unpacking(word_document: Maker) -> None:
    problems = refused(word_document("x", parts={"word/media/a.png": b"\0" * 30_000_000}))

    assert [problem.code for problem in problems] == ["CK603"]


def test_too_many_members_are_refused(word_document: Maker) -> None:
    problems = refused(word_document("x", parts={f"word/media/{number}.png": b"x" for number in range(600)}))

    assert [problem.code for problem in problems] == ["CK603"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_stands_twice_is_refused(word_document: Maker) -> None:
    buffer = io.BytesIO(word_document("one"))
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("word/document.xml", "<other/>")

    (problem,) = refused(buffer.getvalue())
    assert (problem.code, "word/document.xml" in problem.message) == ("CK604", True)


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/passwd", "word/../../x", "C:/x", "word\\..\\x"])
def test_names_that_lead_outside_are_refused(word_document: Maker, name: str) -> None:
    assert [problem.code for problem in refused(word_document("x", parts={name: b"x"}))] == ["CK604"]


@pytest.mark.parametrize(
    "xml",
    [
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:hdr {W}>&e;</w:hdr>'.encode(),
        f"<w:hdr {W}/>".encode("utf-16"),
        f'<?xml version="1.0" encoding="utf-16"?><w:hdr {W}/>'.encode("utf-16-le"),
        f'<?xml version="1.0" encoding="utf-7"?><w:hdr {W}/>'.encode(),
        f"<w:hdr {W}><w:p></w:hdr>".encode(),
        b"",
        b"<w:hdr>" + b"\xe9" + b"</w:hdr>",
    ],
)
def test_xml_that_is_not_plain_is_refused(word_document: Maker, xml: bytes) -> None:
    (problem,) = refused(word_document("x", parts={"word/header1.xml": xml}))

    assert (problem.code, "word/header1.xml" in problem.message) == ("CK605", True)


def test_macros_are_refused(word_document: Maker) -> None:
    document = word_document(
        "x", parts={"word/vbaProject.bin": b"x"}, relations=relation("vbaProject", "vbaProject.bin")
    )

    assert {problem.code for problem in refused(document)} == {"CK606"}


@pytest.mark.parametrize("kind", ["oleObject", "package", "aFChunk", "subDocument", "chart"])
def test_embedded_objects_are_refused(word_document: Maker, kind: str) -> None:
    document = word_document("x", parts={"word/inside.xml": b"<a/>"}, relations=relation(kind, "inside.xml"))

    assert [problem.code for problem in refused(document)] == ["CK606"]


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "file:///C:/Users/somebody/Normal.dotm"),
        ("image", "https://tracker.example/pixel.png"),
        ("hyperlink", "file://server/share"),
        ("hyperlink", "javascript:alert(1)"),
    ],
)
def test_what_refers_to_the_outside_is_refused(word_document: Maker, kind: str, target: str) -> None:
    (problem,) = refused(word_document("x", relations=relation(kind, target, external=True)))

    assert (problem.code, target in problem.message) == ("CK607", True)


@pytest.mark.parametrize("target", ["https://www.ombudsman.europa.eu", "mailto:office@association.example"])
def test_links_to_web_and_mail_are_kept(word_document: Maker, target: str) -> None:
    made = compile_template(word_document("x", relations=relation("hyperlink", target, external=True)), "t")

    assert any(member.name == "word/_rels/document.xml.rels" for member in made.unchanged)


def test_a_document_without_its_main_part_is_refused(word_document: Maker) -> None:
    assert [problem.code for problem in refused(word_document("x", parts={"word/document.xml": None}))] == ["CK608"]


def test_tracked_changes_are_refused(word_document: Maker) -> None:
    body = '<w:p><w:ins w:id="1" w:author="A person"><w:r><w:t>new</w:t></w:r></w:ins></w:p>'

    (problem,) = refused(word_document(body))
    assert problem.code == "CK609"
    assert "Accept" in str(problem.hint)


def test_what_word_leaves_in_a_template_stays_behind(word_document: Maker) -> None:
    body = (
        '<w:p w:rsidR="00A1" w:rsidRDefault="00A2"><w:proofErr w:type="spellStart"/><w:commentRangeStart w:id="0"/>'
        '<w:bookmarkStart w:id="7" w:name="_GoBack"/><w:bookmarkEnd w:id="7"/>'
        '<w:r w:rsidRPr="00A3"><w:lastRenderedPageBreak/><w:t>kept</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    comments = f'<w:comments {W}><w:comment w:id="0" w:author="A person"/></w:comments>'.encode()
    document = word_document(
        body,
        parts={
            "word/comments.xml": comments,
            "docProps/custom.xml": b"<Properties>A person</Properties>",
            "docProps/thumbnail.jpeg": b"jpeg",
            "word/stylesWithEffects.xml": b"<a/>",
            "customXml/item1.xml": b"<a>A person</a>",
            "word/printerSettings1.bin": b"A person's printer",
        },
        relations=relation("comments", "comments.xml")
        + relation("printerSettings", "printerSettings1.bin").replace("rId77", "rId78"),
    )

    kept = without_leftovers(guard.opened(document, "t"), "t")

    assert set(kept) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/header1.xml",
        "word/styles.xml",
    }
    together = b"".join(kept.values())
    for trace in (b"A person", b"rsid", b"comment", b"proofErr", b"lastRendered", b"00A", b"bookmark"):
        assert trace not in together
    assert b"kept" in kept["word/document.xml"]


def test_a_package_is_the_same_in_whichever_order_its_parts_come() -> None:
    members = [
        compressed(name, name.encode() * 10) for name in ("b.xml", "a/é.xml", "[Content_Types].xml", "_rels/.rels")
    ]

    data = written(members)

    assert data == written(reversed(members))
    assert list(parts_of(data)) == ["[Content_Types].xml", "_rels/.rels", "a/é.xml", "b.xml"]
    assert parts_of(data)["a/é.xml"] == "a/é.xml".encode() * 10


def test_a_kept_document_passes_the_check(word_document: Maker) -> None:
    kept = without_leftovers(guard.opened(word_document("x"), "t"), "t")
    properties = {"docProps/core.xml": b"<a/>", "docProps/app.xml": b"<a/>"}

    assert check_package(written(compressed(name, data) for name, data in (kept | properties).items())) == ()


def test_relationships_may_have_a_content_type_of_their_own(word_document: Maker) -> None:
    """LibreOffice declares one for `_rels/.rels`."""
    types = parts_of(word_document("x"))["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/_rels/.rels"'
        b' ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    )

    assert compile_template(word_document("x", parts={"[Content_Types].xml": types}), "t").parts == ()
