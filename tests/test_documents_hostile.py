"""Templates made to do harm: each is refused, quickly, with a Problem that says what it is."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from docxtpl import DocxTemplate, InlineImage, Listing, RichText

from complaintkit.documents import limits
from complaintkit.documents.compiled import compile_template
from complaintkit.documents.package import parts_of
from complaintkit.documents.properties import CoreProperties
from complaintkit.documents.rich import RichText as OurRichText
from complaintkit.documents.rich import Run
from complaintkit.problems import Refused

Maker = Callable[..., bytes]
PROPERTIES = CoreProperties("A letter", "", "fr", date(2020, 10, 2))
PATIENCE = limits.MOST_SECONDS
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
VALUES: dict[str, Any] = {"x": "text", "d": {"k": "v"}, "l": ["v"] * 2000, "n": 3, "yes": True}


def codes(document: bytes, **context: Any) -> set[str]:
    begun = time.monotonic()
    with pytest.raises(Refused) as failure:
        compile_template(document, "my.docx").render(VALUES | context, PROPERTIES)
    assert time.monotonic() - begun < PATIENCE
    assert all(len(problem.message) < 600 for problem in failure.value.problems)
    return {problem.code for problem in failure.value.problems}


def relation(kind: str, target: str, *, external: bool = True) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="rId77" Type="{TYPE}{kind}" Target="{target}"{mode}/>'


PACKAGES = {
    "zip bomb": ({"parts": {"word/media/a.png": b"\0" * 30_000_000}}, "CK603"),
    "many members": ({"parts": {f"word/media/{number}.png": b"x" for number in range(600)}}, "CK603"),
    "the same name in other letters": ({"parts": {"word/Document.xml": b"<a/>"}}, "CK604"),
    "path upwards": ({"parts": {"../../evil.txt": b"x"}}, "CK604"),
    "path upwards, encoded": ({"parts": {"word/%2e%2e/%2E%2E/evil.txt": b"x"}}, "CK604"),
    "path of a drive": ({"parts": {"C:/evil.txt": b"x"}}, "CK604"),
    "entity of a file": (
        {
            "parts": {
                "word/header1.xml": f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:hdr {W}>&e;</w:hdr>'
            }
        },
        "CK605",
    ),
    "entities that multiply": (
        {"parts": {"word/header1.xml": f'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><w:hdr {W}>&c;</w:hdr>'}},
        "CK605",
    ),
    "entities under another name": (
        {"parts": {"word/media/a.png": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}},
        "CK605",
    ),
    "elements without end": ({"parts": {"word/header1.xml": "<a>" * 5000 + "</a>" * 5000}}, "CK605"),
    "macros": (
        {"parts": {"word/vbaProject.bin": b"x"}, "relations": relation("vbaProject", "vbaProject.bin")},
        "CK606",
    ),
    "embedded object": ({"relations": relation("oleObject", "http://a.example/x.bin")}, "CK606"),
    "attached template": ({"relations": relation("attachedTemplate", "http://a.example/x.dotm")}, "CK607"),
    "picture from outside": ({"relations": relation("image", "http://a.example/x.png")}, "CK607"),
    "link that runs": ({"relations": relation("hyperlink", "javascript:alert(1)")}, "CK607"),
    "link to a share": ({"relations": relation("hyperlink", "\\\\\\\\server\\share")}, "CK607"),
}


@pytest.mark.parametrize("case", PACKAGES)
def test_hostile_packages_are_refused(word_document: Maker, case: str) -> None:
    made, code = PACKAGES[case]
    parts = {name: text.encode() if isinstance(text, str) else text for name, text in made.get("parts", {}).items()}

    assert codes(word_document("x", parts=parts, relations=made.get("relations", ""))) == {code}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_stands_twice_is_refused(word_document: Maker) -> None:
    buffer = io.BytesIO(word_document("one"))
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("word/document.xml", "<other/>")

    assert codes(buffer.getvalue()) == {"CK604"}


def test_a_document_under_the_name_of_something_else_is_refused(word_document: Maker) -> None:
    held = parts_of(word_document("x"))
    renamed = {
        name: data.replace(b"word/document.xml", b"word/document.dat").replace(b"document.xml", b"document.dat")
        for name, data in held.items()
    }
    renamed["word/document.dat"] = renamed.pop("word/document.xml")
    types = renamed["[Content_Types].xml"].replace(
        b"<Override", b'<Default Extension="dat" ContentType="application/xml"/><Override', 1
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in (renamed | {"[Content_Types].xml": types}).items():
            package.writestr(name, data)

    assert codes(buffer.getvalue()) == {"CK608"}


def field(*pieces: str) -> str:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    ends = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"<w:p>{ends.format('begin')}{runs}{ends.format('separate')}{ends.format('end')}</w:p>"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (field(' DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'), "CK606"),
        (field(" DD", "EAUTO x y"), "CK606"),
        (field(' INCLUDEPICTURE "http://a.example/x.png"'), "CK607"),
        (field(' HYPERLINK "file://server/share"'), "CK607"),
        ('<w:p><w:fldSimple w:instr=" IncludeText &quot;C:/secret.docx&quot; "/></w:p>', "CK607"),
    ],
)
def test_fields_that_fetch_or_start_something_are_refused_at_their_place(
    word_document: Maker, body: str, code: str
) -> None:
    with pytest.raises(Refused) as failure:
        compile_template(word_document("<w:p/>" + body), "my.docx")

    (problem,) = failure.value.problems
    assert problem.code == code
    assert "document.xml, paragraph 2" in problem.message


@pytest.mark.parametrize(
    "instruction", [" PAGE ", ' HYPERLINK "https://a.example" ', ' HYPERLINK \\l "place" ', " TOC "]
)
def test_other_fields_stand(word_document: Maker, instruction: str) -> None:
    assert compile_template(word_document(field(instruction)), "my.docx").render({}, PROPERTIES)


TEMPLATES = {
    "dunder": ("{{ ''.__class__.__mro__ }}", {"CK617", "CK616"}),
    "dunder of a value": ("{{ x['__class__'] }}", {"CK616", "CK617"}),
    "dunder of a loop": ("{% for a in l %}{{ loop.__init__ }}{% endfor %}", {"CK616", "CK617"}),
    "dunder by filter": ("{{ l|map(attribute='__class__')|join }}", {"CK616", "CK617", "CK618"}),
    "dunder of rich text": ("{{ rich.runs }}", {"CK616", "CK617"}),
    "call of a method": ("{{ x.upper() }}", {"CK617"}),
    "call of a loop": ("{% for a in l recursive %}{{ loop(l) }}{% endfor %}", {"CK617"}),
    "global of jinja": ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", {"CK615", "CK617"}),
    "str.format": ("{{ '{0.__class__}'.format(x) }}", {"CK617"}),
    "percent": ("{{ '%999999999d' % 1 }}", {"CK617"}),
    "percent of a table": ("{{ '%(k)s' % d }}", {"CK617"}),
    "format filter": ("{{ '%s'|format(x) }}", {"CK614"}),
    "repeated text": ("{{ 'a' * 200000000 }}", {"CK617"}),
    "repeated list": ("{{ l * 200000000 }}", {"CK617"}),
    "power": ("{{ 9 ** 999999 }}", {"CK617"}),
    "range": ("{% for a in range(100000000) %}x{% endfor %}", {"CK615", "CK617"}),
    "loops in loops": ("{% for a in l %}" * 4 + "x" + "{% endfor %}" * 4, {"CK625"}),
    "loops in loops that leave everything out": (
        "{% for a in l %}" * 4 + "{% for b in l if not yes %}x{% endfor %}" + "{% endfor %}" * 4,
        {"CK625"},
    ),
    "much printed in loops": ("{% for a in l %}{% for b in l %}{{ big }}{% endfor %}{% endfor %}", {"CK625"}),
    "text doubled": ("{% set x = x ~ x %}" * 40 + "{{ x }}", {"CK619"}),
    "text added to itself": ("{% set x = x + x %}" * 40 + "{{ x }}", {"CK619"}),
    "list added to itself": ("{% set l = l + l %}" * 40 + "{{ l|length }}", {"CK619"}),
    "list summed": ("{{ [l, l]|sum(start=[]) }}", {"CK616"}),
    "text joined by itself": ("{{ l|join(big)|length }}", {"CK619"}),
    "text replaced by more": ("{{ big|replace('a', big)|length }}", {"CK619"}),
    "long rows": ("{{ l|batch(100000000)|list|length }}", {"CK619"}),
    "huge text": ("{{ huge }}", {"CK619"}),
    "many lines": ("{{ many }}", {"CK619"}),
    "escaping off": ("{% autoescape false %}{{ x }}{% endautoescape %}", {"CK612"}),
    "marked as safe": ("{{ x|safe }}", {"CK614"}),
    "undefined let pass": ("{{ nothing|default('') }}", {"CK614"}),
    "file included": ("{% include '/etc/passwd' %}", {"CK612"}),
    "file imported": ("{% import 'x' as y %}", {"CK612"}),
    "macro": ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", {"CK612"}),
    "catalogue as formatter": ("{{ _('{x.__class__}', x=x) }}", {"CK623"}),
    "catalogue asked for more": ("{{ _.sentences }}", {"CK616", "CK617"}),
    "the product's own names": ("{{ l|map('#turn')|list|length }}", {"CK614", "CK616", "CK625"}),
}


class Echo:
    """A catalogue of one sentence."""

    def say(self, message: str, /, **values: str | int) -> str:
        return {"Annex {number}": "Annexe {number}"}[message].format(**values)

    def say_many(self, one: str, many: str, n: int, /, **values: str | int) -> str:
        raise LookupError(one)


@pytest.mark.parametrize("attack", TEMPLATES)
@pytest.mark.parametrize("place", ["body", "header"])
def test_hostile_tags_are_refused(word_document: Maker, attack: str, place: str) -> None:
    text, expected = TEMPLATES[attack]
    document = word_document(text) if place == "body" else word_document("x", header=text)
    context = VALUES | {"big": "a" * 90_000, "huge": "a" * 2_000_000, "many": "\n" * 9_000}
    context["rich"] = OurRichText((Run("x"),))
    begun = time.monotonic()

    with pytest.raises(Refused) as failure:
        compile_template(document, "my.docx").render(context, PROPERTIES, Echo())

    assert time.monotonic() - begun < PATIENCE
    assert {problem.code for problem in failure.value.problems} <= expected


def test_a_template_that_takes_too_long_is_stopped(word_document: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_SECONDS", 0.0)

    assert codes(word_document("{% for a in l %}x{% endfor %}")) == {"CK625"}


def test_too_many_tags_are_refused(word_document: Maker) -> None:
    assert codes(word_document("{{ x }}" * 6_000)) == {"CK614"}


@pytest.mark.parametrize("value", [Listing("x"), RichText("x")])
def test_values_of_docxtpl_are_refused_with_what_to_do(word_document: Maker, value: object) -> None:
    assert codes(word_document("{{ v }}"), v=value) == {"CK626"}


def test_pictures_and_sub_documents_as_values_are_refused_with_what_to_do(word_document: Maker) -> None:
    document = word_document("{{ v }}")
    template = DocxTemplate(io.BytesIO(document))
    sub_document = type("Subdoc", (), {"__module__": "docxtpl.subdoc"})  # the class itself needs one more package

    assert codes(document, v=InlineImage(template, "x.png")) == {"CK626"}
    assert codes(document, v=[sub_document()]) == {"CK626"}


@pytest.mark.parametrize("colour", ["red", 'FFFFFF"/><w:evil/>', "12345", ""])
def test_a_colour_that_is_none_is_refused(word_document: Maker, colour: str) -> None:
    cell = "<w:tc><w:tcPr/><w:p><w:r><w:t>{% cellbg c %}x</w:t></w:r></w:p></w:tc>"
    document = word_document(f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl><w:p/>")

    assert codes(document, c=colour) == {"CK627"}


@pytest.mark.parametrize("columns", [0, -1, 64, 10**30, "two", '2"/>'])
def test_a_span_that_is_none_is_refused(word_document: Maker, columns: object) -> None:
    cell = "<w:tc><w:tcPr/><w:p><w:r><w:t>{% colspan c %}x</w:t></w:r></w:p></w:tc>"
    document = word_document(f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl><w:p/>")

    assert codes(document, c=columns) == {"CK627"}
