"""Templates with docxtpl's tags: filled exactly as docxtpl fills them, but safely, quickly and always alike."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from docxtpl import DocxTemplate
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from lxml import etree

from complaintkit.documents.check import check_package
from complaintkit.documents.compiled import compile_template
from complaintkit.documents.properties import CoreProperties
from complaintkit.problems import Problem, Refused

Maker = Callable[..., bytes]
PROPERTIES = CoreProperties("A letter", "", "fr", date(2020, 10, 2))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paragraph(text: str, style: str = "") -> str:
    looks = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{looks}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def part(document: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return package.read(name).decode()


def texts(document: bytes, name: str = "word/document.xml") -> list[str]:
    root = etree.fromstring(part(document, name).encode())
    pieces = {f"{W}t": lambda e: e.text or "", f"{W}br": lambda _: "\n", f"{W}tab": lambda _: "\t"}
    return ["".join(pieces[e.tag](e) for e in p.iter(*pieces)) for p in root.iter(f"{W}p")]


def render(document: bytes, **context: Any) -> bytes:
    return compile_template(document, "letter.docx").render(context, PROPERTIES)


def refused(document: bytes, names: list[str] | None = None, **context: Any) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as failure:
        compile_template(document, "my.docx", names).render(context, PROPERTIES)
    assert all(problem.file == "my.docx" for problem in failure.value.problems)
    return failure.value.problems


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Smith & Sons <b>x</b>", "Smith & Sons <b>x</b>"),
        ("\"quoted\" and 'quoted' and «quoted»", "\"quoted\" and 'quoted' and «quoted»"),
        ("{{ 7*7 }} {% for x in y %}", "{{ 7*7 }} {% for x in y %}"),
        ("{_{ x }_}", "{_{ x }_}"),
        ("</w:t></w:r></w:p><w:p>", "</w:t></w:r></w:p><w:p>"),
        ("before\ud800after", "beforeafter"),
        ("nul\x00bell\x07form\x0cvt\x0bfffe\ufffe", "nulbellformvtfffe"),
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("a\tb", "a\tb"),
        ("line\u2028separator", "line\nseparator"),
        ("áéőř Ελληνικά български \U0001f4dc", "áéőř Ελληνικά български \U0001f4dc"),
        ("&amp; &lt;", "&amp; &lt;"),
        (12, "12"),
    ],
)
def test_a_value_stands_in_the_letter_as_typed_and_what_follows_is_not_lost(
    word_document: Maker, value: object, shown: str
) -> None:
    letter = render(word_document(paragraph("{{ x }} – end") + paragraph("after"), header="{{ x }}"), x=value)

    assert texts(letter) == [f"{shown} – end", "after"]
    assert texts(letter, "word/header1.xml") == [shown]
    assert check_package(letter) == ()


@given(st.text(max_size=60))
def test_no_text_whatever_breaks_the_document(word_document: Maker, text: str) -> None:
    letter = render(word_document("{{ x }}"), x=text)

    assert check_package(letter) == ()
    assert len(texts(letter)) == 1


@pytest.mark.parametrize(
    "body",
    [
        paragraph("Dear {{ name }}, static &amp; kept"),
        paragraph("{%p for row in rows %}")
        + paragraph("{{ row.text }}: {{ loop.index }}")
        + paragraph("{%p endfor %}"),
        paragraph("{% if name %}yes{% else %}no{% endif %} and {{ name|upper }}"),
        paragraph("{%p if not rows %}")
        + paragraph("none")
        + paragraph("{%p else %}")
        + paragraph("some")
        + paragraph("{%p endif %}"),
        (
            "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
            f"<w:tr><w:tc>{paragraph('{%tr for row in rows %}')}</w:tc><w:tc>{paragraph('')}</w:tc></w:tr>"
            f"<w:tr><w:tc>{paragraph('{{ row.text }}')}</w:tc><w:tc>{paragraph('{{ loop.index }}')}</w:tc></w:tr>"
            f"<w:tr><w:tc>{paragraph('{%tr endfor %}')}</w:tc><w:tc>{paragraph('')}</w:tc></w:tr></w:tbl>"
        ),
        "<w:p><w:r><w:t>{</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{ na</w:t></w:r><w:r><w:t>me }}</w:t></w:r></w:p>",
        (
            "<w:p><w:r><w:t>a</w:t></w:r><w:r><w:t>{%r if rows %}</w:t></w:r><w:r><w:t>b</w:t></w:r>"
            "<w:r><w:t>{%r endif %}</w:t></w:r></w:p>"
        ),
        paragraph("{{ “quoted” }} {{ ‘a’ ~ name }}"),
        paragraph("{# a remark #}kept"),
        paragraph("{{ multiline }}| end"),
    ],
)
def test_the_same_document_comes_out_as_from_docxtpl_itself(word_document: Maker, body: str) -> None:
    context = {
        "name": "A & B <c>",
        "rows": [{"text": "one"}, {"text": "two & three"}],
        "multiline": "a\nb",
    }
    document = word_document(body, header="{{ name }}")
    original = DocxTemplate(io.BytesIO(document))
    original.render(context, jinja_env=Environment(autoescape=True))
    buffer = io.BytesIO()
    original.save(buffer)

    ours = render(document, **context)

    for name in ("word/document.xml", "word/header1.xml"):
        assert canonical(part(ours, name)) == canonical(part(buffer.getvalue(), name))


def canonical(xml: str) -> bytes:
    root = etree.fromstring(xml.encode())
    body = root.find(f"{W}body")
    for text in root.iter(f"{W}t"):
        text.attrib.clear()
    for run in [run for run in root.iter(f"{W}r") if all(not len(t) and not t.text for t in run)]:
        run.getparent().remove(run)
    return etree.tostring(root if body is None else body, method="c14n", exclusive=True)


@pytest.mark.parametrize("expression", ["nothing", "table", "flag", "items", "raw_bytes"])
def test_only_text_and_numbers_are_printed(word_document: Maker, expression: str) -> None:
    context = {"nothing": None, "table": {"a": "b"}, "flag": True, "items": ["a"]}
    if expression == "raw_bytes":
        with pytest.raises(TypeError, match=r"context\.raw_bytes is a bytes"):
            render(word_document("{{ raw_bytes }}"), raw_bytes=b"x")
        return

    (problem,) = refused(word_document("Hello {{ " + expression + " }}"), **context)

    assert problem.code == "CK618"
    assert "would print" in problem.message


@dataclass
class Secret:
    text: str = "x"


@pytest.mark.parametrize(
    "value", [Secret(), date(2020, 1, 1), {"deep": [Secret()]}, 1.5, {1, 2}, print, type("S", (str,), {})("x")]
)
def test_nothing_but_plain_values_enters_a_template(word_document: Maker, value: object) -> None:
    with pytest.raises(TypeError, match="plain values only"):
        render(word_document("{{ x }}"), x=value)


def test_a_text_of_a_hundred_thousand_lines_is_refused_at_its_tag(word_document: Maker) -> None:
    (problem,) = refused(word_document(paragraph("fine") + paragraph("Here: {{ x }}")), x="\n" * 100_000)

    assert problem.code == "CK619"
    assert "document.xml, paragraph 2, at “Here: {{ x }}”" in problem.message


ATTACKS = [
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ x.__class__ }}",
    "{{ x['__class__'] }}",
    "{{ x.upper() }}",
    "{{ d.items() }}",
    "{{ d.pop('k') }}",
    "{{ l.append('x') }}",
    "{{ x.format(1) }}",
    "{{ 'a' * 200000000 }}",
    "{{ 9 ** 999999 }}",
    "{{ lipsum() }}",
    "{{ range(100000) }}",
    "{{ x|attr('__class__') }}",
    "{{ x|safe }}",
    "{{ x|default('y') }}",
    "{{ l|map(attribute='__class__')|join }}",
    "{{ x is defined }}",
    "{{ self }}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% autoescape false %}{{ x }}{% endautoescape %}",
    "{% macro m() %}{% endmacro %}",
    "{% raw %}{{ x }}{% endraw %}",
]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("place", ["body", "header"])
def test_a_template_cannot_run_code_or_switch_safety_off(word_document: Maker, attack: str, place: str) -> None:
    document = word_document(attack) if place == "body" else word_document("text", header=attack)

    problems = refused(document, x="text", d={"k": "v"}, l=["v"])

    assert {problem.code for problem in problems} <= {"CK612", "CK613", "CK614", "CK615", "CK616", "CK617", "CK618"}
    assert all(place == "body" or "header1.xml" in problem.message for problem in problems)


def test_a_key_named_like_a_method_is_the_key(word_document: Maker) -> None:
    assert texts(render(word_document("{{ d.items }} {{ d.copy }}"), d={"items": "a", "copy": "b"})) == ["a b"]


def test_every_mistake_of_a_template_is_shown_at_once_with_its_place(word_document: Maker) -> None:
    table = (
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('{{ one + }}')}</w:tc></w:tr></w:tbl>"
    )
    body = (
        paragraph("The facts", "Heading1")
        + paragraph("Unclosed {{ name")
        + table
        + paragraph("{%p for row in rows %}")
        + paragraph("Single { name }")
        + paragraph("{%p unless x %}")
    )

    problems = refused(word_document(body, header="{{ a b }}"))

    assert [(problem.code, problem.message.split(":")[0]) for problem in problems] == [
        ("CK611", "document.xml, paragraph 2, under “The facts”, at “Unclosed {{ name”"),
        ("CK611", "document.xml, paragraph 6, under “The facts”, at “Single { name }”"),
        ("CK612", "document.xml, paragraph 7, under “The facts”, at “{%p unless x %}”"),
        ("CK613", "document.xml, paragraph 5, under “The facts”, at “{%p for row in rows %}”"),
        ("CK614", "document.xml, paragraph 4 (table 1, row 2, cell 1), under “The facts”, at “{{ one + }}”"),
        ("CK614", "header1.xml, paragraph 1, at “{{ a b }}”"),
    ]


def test_unknown_names_are_found_before_any_letter_is_made_all_at_once(word_document: Maker) -> None:
    body = paragraph("{%p for row in rowz %}") + paragraph("{{ row.text }}{{ subjekt }}") + paragraph("{%p endfor %}")

    problems = refused(word_document(body, header="{{ tittle }}"), ["rows", "subject", "title"])

    assert [(problem.code, problem.hint) for problem in problems] == [
        ("CK615", "did you mean `rows`?"),
        ("CK615", "did you mean `subject`?"),
        ("CK615", "did you mean `title`?"),
    ]
    assert "paragraph 1" in problems[0].message
    assert "paragraph 2" in problems[1].message
    assert "`{{ subjekt }}`: a letter has no `subjekt`" in problems[1].message


def test_an_undefined_name_is_an_error_never_a_gap(word_document: Maker) -> None:
    (problem,) = refused(word_document(paragraph("first") + paragraph("Dear {{ nmae }}")), name="x")

    assert (problem.code, problem.hint) == ("CK615", "did you mean `name`?")
    assert "document.xml, paragraph 2, at “Dear {{ nmae }}”: `{{ nmae }}`" in problem.message


def test_an_undefined_field_of_a_block_is_placed_and_says_what_there_is(word_document: Maker) -> None:
    body = (
        "<w:p/><w:p/>"
        + paragraph("{%p for block in blocks %}")
        + paragraph("{{ block.number }}")
        + paragraph("{{ block.txt }}")
        + paragraph("{%p endfor %}")
    )

    (problem,) = refused(word_document(body), blocks=[{"number": "1", "text": "t"}])

    assert problem.message == (
        "document.xml, paragraph 5, at “{{ block.txt }}”: `{{ block.txt }}`: `txt` is not among `number`, `text`;"
        " did you mean `text`?"
    )


@pytest.mark.parametrize(
    "condition", ["{% if nope %}a{% endif %}", "{% if nope == 1 %}a{% endif %}", "{% for x in nope %}a{% endfor %}"]
)
def test_an_undefined_name_in_a_condition_or_loop_is_an_error_too(word_document: Maker, condition: str) -> None:
    (problem,) = refused(word_document(condition))

    assert problem.code == "CK615"


def test_a_loop_over_nothing_that_can_be_looped_over_is_explained(word_document: Maker) -> None:
    (problem,) = refused(word_document("{% for x in y %}a{% endfor %}"), y=None)

    assert problem.code == "CK616"
    assert "not iterable" in problem.message


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (paragraph("{%p if a %}") + paragraph("x") + paragraph("{% endif %}"), "CK613"),
        (paragraph("{% endif %}"), "CK613"),
        (paragraph("{% if a %}{% for x in b %}{% endif %}{% endfor %}"), "CK613"),
        (paragraph("{{tr a }}"), "CK612"),
        (paragraph("{% %}"), "CK612"),
        (paragraph("{% foreach a in b %}"), "CK612"),
        (paragraph("{{ a|nofilter }}"), "CK614"),
        ('<w:p><w:bookmarkStart w:id="1" w:name="{{ a }}"/><w:bookmarkEnd w:id="1"/></w:p>', "CK612"),
    ],
)
def test_each_kind_of_mistake_has_its_code(word_document: Maker, body: str, code: str) -> None:
    assert code in {problem.code for problem in refused(word_document(body))}


@pytest.mark.parametrize(
    "text",
    [
        "{% for y in x %}" * 25 + "{% endfor %}" * 25,
        "{% if x %}" * 1500 + "{% endif %}" * 1500,
        "{{ " + "(" * 300 + "1" + ")" * 300 + " }}",
        "{{ " + "1+" * 3000 + "1 }}",
        "{{ x" + ".a" * 3000 + " }}",
        "{{ " + "1" * 5000 + " }}",
        "{{ x" + "[[" * 100 + " }}",
    ],
)
def test_a_template_that_would_exhaust_the_compiler_is_a_problem_too(word_document: Maker, text: str) -> None:
    problems = refused(word_document(text), x="a")

    assert {problem.code for problem in problems} <= {"CK613", "CK614"}
    assert all(len(problem.message) < 400 for problem in problems)


def test_columns_follow_the_headers_and_fill_the_width_of_the_table(word_document: Maker) -> None:
    def cells(*tags: str) -> str:
        return "".join(f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>{paragraph(tag)}</w:tc>' for tag in tags)

    table = (
        '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="2000"/><w:gridCol w:w="3000"/></w:tblGrid>'
        f"<w:tr>{cells('{%tc for h in t.headers %}', '{{ h }}', '{%tc endfor %}')}</w:tr>"
        f"<w:tr>{cells('{%tr for row in t.rows %}', '', '')}</w:tr>"
        f"<w:tr>{cells('{%tc for c in row %}', '{{ c }}', '{%tc endfor %}')}</w:tr>"
        f"<w:tr>{cells('{%tr endfor %}', '', '')}</w:tr></w:tbl>"
    )
    data = {
        "headers": ["No.", "Date", "What", "Tongue"],
        "rows": [["1", "5 May 2019", "A long description " * 9, "en"]] * 3,
    }

    letter = render(word_document(table + paragraph("end")), t=data)

    root = etree.fromstring(part(letter).encode())
    widths = [int(column.get(f"{W}w")) for column in root.iter(f"{W}gridCol")]
    assert len(widths) == 4
    assert sum(widths) == 9000
    assert widths[2] == max(widths)
    assert len(list(root.iter(f"{W}tc"))) == 16
    assert check_package(letter) == ()


def test_the_same_letter_has_the_same_bytes_in_every_process(word_document: Maker, tmp_path: Any) -> None:
    template = tmp_path / "t.docx"
    template.write_bytes(word_document("{% for x in xs %}{{ x }} {% endfor %}", header="{{ title }}"))
    program = (
        "import sys, pathlib, datetime, hashlib\n"
        "from complaintkit.documents.compiled import compile_template\n"
        "from complaintkit.documents.properties import CoreProperties\n"
        "made = compile_template(pathlib.Path(sys.argv[1]).read_bytes(), 't')\n"
        "day = datetime.date(2020, 10, 2)\n"
        "letter = made.render({'xs': ['a', 'b'], 'title': 'T'}, CoreProperties('T', '', 'de', day))\n"
        "print(hashlib.sha256(letter).hexdigest())\n"
    )

    def digest(seed: str, zone: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        ran = subprocess.run(
            [sys.executable, "-c", program, str(template)], env=environment, capture_output=True, check=True, text=True
        )
        return ran.stdout.strip()

    first, second = digest("1", "Pacific/Auckland"), digest("2", "America/Lima")
    here = compile_template(template.read_bytes(), "t").render(
        {"xs": ["a", "b"], "title": "T"}, CoreProperties("T", "", "de", date(2020, 10, 2))
    )
    assert first == second == hashlib.sha256(here).hexdigest()


def test_a_template_fills_any_number_of_letters(word_document: Maker) -> None:
    made = compile_template(word_document("{{ x }}"), "t")

    assert [texts(made.render({"x": str(number)}, PROPERTIES)) for number in range(3)] == [["0"], ["1"], ["2"]]


def test_the_language_of_the_letter_is_that_of_the_spell_check(word_document: Maker) -> None:
    settings = (
        '<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:rsids><w:rsid w:val="00AA11BB"/></w:rsids><w:themeFontLang w:val="en-US"/></w:settings>'
    )
    relation = (
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings"'
        ' Target="settings.xml"/>'
    )
    body = '<w:p w:rsidR="00AA11BB"><w:r><w:rPr><w:lang w:val="nl-NL"/></w:rPr><w:t>{{ x }}</w:t></w:r></w:p>'
    document = word_document(body, parts={"word/settings.xml": settings.encode()}, relations=relation)

    letter = render(document, x="y")

    assert '<w:lang w:val="fr-FR"/>' in part(letter, "word/styles.xml")
    assert '<w:themeFontLang w:val="fr-FR"/>' in part(letter, "word/settings.xml")
    assert "nl-NL" not in part(letter)
    assert "rsid" not in part(letter) + part(letter, "word/settings.xml")
