"""The same document as docxtpl gives, tag by tag: the canonical XML of both is compared, part by part.

Where the two differ on purpose, the difference stands in docs/templates.md and in a test at the end of this file.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docxtpl import DocxTemplate, Listing
from docxtpl import RichText as TheirRichText
from docxtpl import RichTextParagraph as TheirParagraph
from jinja2 import Environment
from lxml import etree

from complaintkit.documents.check import check_package
from complaintkit.documents.compiled import compile_template
from complaintkit.documents.package import parts_of
from complaintkit.documents.properties import CoreProperties
from complaintkit.documents.rich import RichParagraph, RichParagraphs, RichText, Run

Maker = Callable[..., bytes]
PROJECT = Path(__file__).parents[1]
PROPERTIES = CoreProperties("A letter", "", "fr", date(2020, 10, 2))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PICTURES = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"

VALUES: dict[str, Any] = {
    "name": "A & B <c> “d”",
    "rows": [
        {"text": "one", "colour": "FFCC00", "items": ["x", "y", "z"], "number": 1},
        {"text": "two & three", "colour": "00FF00", "items": ["u", "v", "w"], "number": 2},
    ],
    "headers": ["A", "B", "C", "D"],
    "nothing": [],
    "lines": "first\nsecond\n\nthird",
    "number": 3,
    "yes": True,
    "no": False,
    "colour": "CCCCCC",
}


def p(text: str, style: str = "", looks: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    run_looks = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:p>{properties}<w:r>{run_looks}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def cell(*texts: str, more: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/>{more}</w:tcPr>{"".join(p(text) for text in texts)}</w:tc>'


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(one if one.startswith('<') else cell(one) for one in cells)}</w:tr>"


def table(*rows: str, columns: tuple[int, ...] = (3000, 3000)) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def split(*pieces: str) -> str:
    """Return a paragraph whose text Word has spread over runs."""
    return "<w:p>" + "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{piece}</w:t></w:r>" for piece in pieces) + "</w:p>"


SAME = {
    # printing
    "print": p("Dear {{ name }}, static &amp; kept"),
    "print a number": p("{{ number }} and {{ number + 4 }} and {{ number * 2 }} and {{ number % 2 }}"),
    "print with looks": p("{{ name }}", "Heading1", "<w:i/>"),
    "split over runs": split("Dear {", "{ na", "me", " }", "} and", " {", "% if yes %", "}ja{% endif", " %}"),
    "spell-check marks inside": "<w:p><w:r><w:t>{{ na</w:t></w:r><w:proofErr w:type='spellStart'/><w:r><w:t>me }}"
    "</w:t></w:r><w:proofErr w:type='spellEnd'/></w:p>",
    "typographic quotes": p("{{ “quoted” }} {{ ‘a’ ~ name }}"),
    "comparison in XML": p("{% if number &gt; 2 and number &lt; 4 %}three{% endif %}"),
    "lines": p("{{ lines }}| end"),
    "lines in a table": table(row("{{ lines }}", "b")),
    "filters": p("{{ name|upper }} {{ headers|join(', ') }} {{ headers|length }} {{ name|e }} {{ headers|first }}"),
    "white space": p("  {{ name }}  {{ number }} "),
    # statements
    "if": p("{% if yes %}yes{% else %}no{% endif %}"),
    "elif": p("{% if no %}a{% elif number == 3 %}b{% else %}c{% endif %}"),
    "for": p("{% for row in rows %}{{ loop.index }}. {{ row.text }}{% if not loop.last %}; {% endif %}{% endfor %}"),
    "for else": p("{% for one in nothing %}{{ one }}{% else %}none{% endfor %}"),
    "for if": p("{% for row in rows if row.number &gt; 1 %}{{ row.text }}{% endfor %}"),
    "set": p("{% set x = name ~ number %}{{ x }}"),
    "with": p("{% with x = number %}{{ x }}{% endwith %}"),
    "loop variables": p("{% for h in headers %}{{ loop.index0 }}{{ loop.revindex }}{{ loop.length }}"
                        "{{ loop.cycle('a', 'b') }}{{ loop.first and 'f' or '' }}{% endfor %}"),
    # whole paragraphs, runs, rows, cells
    "p if": p("{%p if yes %}") + p("kept") + p("{%p else %}") + p("gone") + p("{%p endif %}") + p("after"),
    "p for": p("{%p for row in rows %}") + p("{{ row.text }}", "Heading1") + p("{%p endfor %}"),
    "p nested": p("{%p for row in rows %}") + p("{%p if row.number == 2 %}") + p("{%p for item in row['items'] %}")
    + p("{{ item }}{% if loop.first %} first{% endif %}") + p("{%p endfor %}") + p("{%p endif %}") + p("{%p endfor %}"),
    "p set": p("{%p set x = number %}") + p("{{ x }}"),
    "r if": "<w:p><w:r><w:t>a</w:t></w:r><w:r><w:t>{%r if yes %}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>b</w:t></w:r>"
    "<w:r><w:t>{%r endif %}</w:t></w:r><w:r><w:t>c</w:t></w:r></w:p>",
    "r for": "<w:p><w:r><w:t>{%r for h in headers %}</w:t></w:r><w:r><w:t>{{ h }}</w:t></w:r>"
    "<w:r><w:t>{%r endfor %}</w:t></w:r></w:p>",
    "tr for": table(row("{%tr for row in rows %}", ""), row("{{ row.text }}", "{{ loop.index }}"), row("{%tr endfor %}", "")),
    "tr if": table(row("{%tr if no %}", ""), row("a", "b"), row("{%tr else %}", ""), row("c", "d"), row("{%tr endif %}", "")),
    "tr nested": table(row("{%tr for row in rows %}", ""), row("{{ row.text }}", ""),
                       row("{%tr for i in row['items'] %}", ""), row("", "{{ i }}"),
                       row("{%tr endfor %}", ""), row("{%tr endfor %}", "")),
    "tc for, more cells than columns": table(row("{%tc for h in headers %}", "{{ h }}", "{%tc endfor %}"),
                                             columns=(1000, 2000, 3000)),
    "tc for, fewer cells than columns": table(row("{%tc for h in headers[:2] %}", "{{ h }}", "{%tc endfor %}"),
                                              columns=(1000, 2000, 3001)),
    "tc and tr": table(
        row("{%tc for h in headers %}", "{{ h }}", "{%tc endfor %}"),
        row("{%tr for row in rows %}", "", ""),
        row("{{ row.text }}", "{%tc for i in row['items'] %}", "{{ i }}", "{%tc endfor %}"),
        row("{%tr endfor %}", "", ""), columns=(3000, 3000, 3000)),
    "a grid too wide without any tag": table(row("a"), columns=(1000, 2000)) + p("{{ name }}"),
    # cells
    "cellbg": table(row(cell("{% cellbg colour %}{{ name }}"), "b")),
    "cellbg in a loop": table(row("{%tr for row in rows %}", ""), row(cell("{% cellbg row.colour %}{{ row.text }}"), "b"),
                              row("{%tr endfor %}", "")),
    "cellbg over an old colour": table(row(cell("{% cellbg 'FF0000' %}x", more='<w:shd w:val="clear" w:fill="FFFFFF"/>'))),
    "cellbg of auto": table(row(cell("{% cellbg 'auto' %}x"), "b")),
    "colspan": table(row(cell("{% colspan number - 1 %}wide")), row("a", "b")),
    "colspan over an old one": table(row(cell("{% colspan 2 %}wide", more='<w:gridSpan w:val="7"/>')), row("a", "b")),
    "colspan and cellbg": table(row(cell("{% colspan 2 %}{% cellbg colour %}{{ name }}")), row("a", "b")),
    "vm": table(row("{%tr for row in rows %}", ""), row("{% vm %}{{ name }}", "{{ row.text }}"), row("{%tr endfor %}", "")),
    "hm": table(row("{%tc for h in headers %}", "{% hm %}merged {{ name }}", "{%tc endfor %}"), row("a", "b", "c", "d"),
                columns=(1000, 1000, 1000, 1000)),
    "hm over an old span": table(
        row("{%tc for h in headers[:2] %}", cell("{% hm %}x", more='<w:gridSpan w:val="2"/>'), "{%tc endfor %}"),
        row("a", "b", "c", "d"), columns=(1000, 1000, 1000, 1000)),
    # merging, escapes, comments
    "merge with previous": p("Hello ") + p("{%- if yes %}world{% endif %}") + p("after"),
    "merge with next": p("{% if yes -%}") + p("{{ name }}") + p("{%- endif %}!"),
    "merge both": p("a{% for h in headers -%}") + p("[{{ h }}]") + p("{%- endfor %}b"),
    "escapes": p("{_{ not a tag }_} and {_% neither %_}"),
    "comment": p("a{# a remark #}b"),
    "comment with a tag in it": p("{# {{ name }} {% if x %} #}{{ name }}{{ number }}"),
    "comment of a paragraph": p("a") + p("{#p a remark #}") + p("b"),
    "comment of a row": table(row("{#tr a remark #}", ""), row("a", "b")),
    "comment of a cell": table(row("{#tc a remark #}", "a", "b")),
    "comment in a loop": p("{%p for h in headers %}") + p("{#p remark #}") + p("{{ h }}") + p("{%p endfor %}"),
    # the rest of a document
    "text box": "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
    + p("{{ name }}") + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
    "content control": f"<w:sdt><w:sdtContent>{p('{{ name }}')}</w:sdtContent></w:sdt>",
    "hyperlink": "<w:p><w:hyperlink w:anchor='x'><w:r><w:t>{{ name }}</w:t></w:r></w:hyperlink></w:p>",
    "picture in a loop": p("{%p for h in headers %}")
    + f'<w:p><w:r><w:drawing><wp:inline {PICTURES}><wp:docPr id="7" name="x"/></wp:inline></w:drawing></w:r></w:p>'
    + p("{%p endfor %}"),
    "table in a cell": table(row(cell("a") .replace("</w:tc>", table(row("{{ name }}", "b")) + p("") + "</w:tc>"), "c")),
    "static": p("a &lt; b &amp; c") + "<w:p/>" + table(row("a", "b")),
}  # fmt: skip


def theirs(document: bytes, context: dict[str, Any]) -> dict[str, bytes]:
    template = DocxTemplate(io.BytesIO(document))
    template.render(context, jinja_env=Environment(autoescape=True))
    buffer = io.BytesIO()
    template.save(buffer)
    return parts_of(buffer.getvalue())


def ours(document: bytes, context: dict[str, Any]) -> dict[str, bytes]:
    letter = compile_template(document, "t").render(context, PROPERTIES)
    return parts_of(letter)


def canonical(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    body = root.find(f"{W}body")
    for mark in list(root.iter(f"{W}proofErr")):  # what Word notes for itself never reaches a letter
        mark.getparent().remove(mark)
    for properties in root.iter(f"{W}tcPr"):  # docxtpl's order is not that of the schema
        properties[:] = sorted(properties, key=lambda element: element.tag)
    return etree.tostring(root if body is None else body, method="c14n", exclusive=True)


@pytest.mark.parametrize("body", SAME.values(), ids=SAME)
def test_the_same_document_as_docxtpl_gives(word_document: Maker, body: str) -> None:
    document = word_document(body, header="{{ name }}")

    mine, other = ours(document, VALUES), theirs(document, VALUES)

    for part in ("word/document.xml", "word/header1.xml"):
        assert canonical(mine[part]) == canonical(other[part])


@pytest.mark.parametrize("body", SAME.values(), ids=SAME)
def test_and_one_that_word_opens(word_document: Maker, body: str) -> None:
    assert check_package(compile_template(word_document(body), "t").render(VALUES, PROPERTIES)) == ()


def rich(cls: Any) -> dict[str, Any]:
    """Return the same rich texts, made with docxtpl's classes or with ours."""
    if cls is TheirRichText:
        one = TheirRichText("plain & <b>")
        one.add("bold", bold=True)
        one.add(" italic\nnext line", italic=True, underline="double")
        one.add("looks", style="Strong", color="#FF0000", size=28, font="Arial", strike=True, lang="fr-FR")
        one.add("up", superscript=True)
        one.add("down", subscript=True)
        one.add("right to left", bold=True, italic=True, rtl=True)
        paragraphs = TheirParagraph()
        paragraphs.add(one, parastyle="Heading1")
        paragraphs.add("second")
        return {"rich": one, "paragraphs": paragraphs}
    one = RichText(
        (
            Run("plain & <b>"),
            Run("bold", bold=True),
            Run(" italic\nnext line", italic=True, underline="double"),
            Run("looks", style="Strong", color="#FF0000", size=28, font="Arial", strike=True, language="fr-FR"),
            Run("up", raised="superscript"),
            Run("down", raised="subscript"),
            Run("right to left", bold=True, italic=True, rtl=True),
        )
    )
    second = RichParagraph(RichText((Run("second"),)))
    return {"rich": one, "paragraphs": RichParagraphs((RichParagraph(one, "Heading1"), second))}


def with_sorted_looks(xml: bytes) -> bytes:
    """Return the part with the properties of each run in one order: docxtpl's own is not that of the schema."""
    root = etree.fromstring(xml)
    for looks in root.iter(f"{W}rPr"):
        looks[:] = sorted(looks, key=lambda element: element.tag)
    return canonical(etree.tostring(root))


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r><w:t>a</w:t></w:r><w:r><w:t>{{r rich }}</w:t></w:r><w:r><w:t>b</w:t></w:r></w:p>",
        p("before {{r rich }} after", "Heading1", "<w:i/>"),
        p("{{p paragraphs }}") + p("after"),
        p("{%p for one in [rich, rich] %}") + p("{{r one }}") + p("{%p endfor %}"),
        table(row("{{r rich }}", "b")),
        "<w:p><w:r><w:t>{# {{r rich }} #}a</w:t></w:r><w:r><w:t>{{r rich }}</w:t></w:r></w:p>",
    ],
)
def test_rich_text_stands_as_docxtpls_own_does(word_document: Maker, body: str) -> None:
    document = word_document(body)

    mine, other = ours(document, rich(RichText)), theirs(document, rich(TheirRichText))

    assert with_sorted_looks(mine["word/document.xml"]) == with_sorted_looks(other["word/document.xml"])


def test_a_listing_is_what_every_text_of_ours_is(word_document: Maker) -> None:
    text = "one & <two>\nthree"
    document = word_document(p("{{ x }}", looks="<w:b/>"))

    mine, other = ours(document, {"x": text}), theirs(document, {"x": Listing(text)})

    assert canonical(mine["word/document.xml"]) == canonical(other["word/document.xml"])


def with_notes(word_document: Maker, text: str, kind: str = "footnote") -> bytes:
    notes = f'<w:{kind}s xmlns:w="{W[1:-1]}"><w:{kind} w:id="2">{p(text)}</w:{kind}></w:{kind}s>'
    types = word_document("x")
    held = parts_of(types)["[Content_Types].xml"].decode()
    declared = (
        f'<Override PartName="/word/{kind}s.xml"'
        f' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"/></Types>'
    )
    return word_document(
        f'<w:p><w:r><w:t>a</w:t></w:r><w:r><w:{kind}Reference w:id="2"/></w:r></w:p>',
        parts={
            f"word/{kind}s.xml": notes.encode(),
            "[Content_Types].xml": held.replace("</Types>", declared).encode(),
        },
        relations=f'<Relationship Id="rId9" Type="{NOTES.replace("footnote", kind)}" Target="{kind}s.xml"/>',
    )


@pytest.mark.parametrize("text", ["{{ name }} and {{ number }}", "{% for h in headers %}{{ h }}{% endfor %}"])
def test_footnotes_too(word_document: Maker, text: str) -> None:
    document = with_notes(word_document, text)

    mine, other = ours(document, VALUES), theirs(document, VALUES)

    for part in ("word/document.xml", "word/footnotes.xml"):
        assert canonical(mine[part]) == canonical(other[part])


def test_footers_and_headers_of_first_pages_too(word_document: Maker) -> None:
    footer = f'<w:ftr xmlns:w="{W[1:-1]}">{table(row("{%tc for h in headers %}", "{{ h }}", "{%tc endfor %}"))}</w:ftr>'
    held = parts_of(word_document("x"))["[Content_Types].xml"].decode()
    declared = (
        '<Override PartName="/word/foot.xml"'
        ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>'
    )
    document = word_document(
        p("{{ name }}"),
        parts={"word/foot.xml": footer.encode(), "[Content_Types].xml": held.replace("</Types>", declared).encode()},
        relations=f'<Relationship Id="rId9" Type="{NOTES.replace("footnotes", "footer")}" Target="foot.xml"/>',
    )

    mine, other = ours(document, VALUES), theirs(document, VALUES)

    assert texts(mine["word/foot.xml"]) == texts(other["word/foot.xml"]) == ["A", "B", "C", "D"]


LISTED = {"title": "A & B", "headers": ["No.", "Date", "What", "Where"], "rows": [["1", "5 May", "a <b>", "c – d"]] * 3}
LETTER: dict[str, Any] = {
    "sender": ["Association", "1 Street", "1000 CITY"],
    "addressee": ["The Institution", "1000 CITY"],
    "confidential": "Confidential",
    "place_and_date": "City, 2 October 2020",
    "references": ["Our reference: 17"],
    "subject": "Request & “subject” <line>",
    "salutation": "Dear Sir or Madam,",
    "overview": [["Who", "An official"], ["When", "2019"]],
    "opening": ["First words.", "Second words."],
    "sections": [
        {"key": "facts", "title": "Facts", "blocks": [
            {"kind": kind, "number": "1", "text": f"A {kind} & more", "reference": "(Annex 1)", "source": source}
            for kind in ("heading", "paragraph", "quotation", "working-quotation", "item") for source in ("", "Document")
        ]},
        {"key": "admissibility", "title": "Rules", "blocks": []},
    ],
    "approaches": LISTED,
    "closing": "Yours faithfully,",
    "signature": ["The President", "for the Association"],
    "annexes": LISTED,
    "header": "Running title",
    "page_of": ["Page ", " of ", ""],
    "draft_mark": "DRAFT",
    "names_sheet": LISTED,
}  # fmt: skip


@pytest.mark.parametrize("recipient", ["eeas", "olaf", "ombudsman"])
def test_the_shipped_templates_give_what_docxtpl_gives_apart_from_the_width_of_columns(recipient: str) -> None:
    document = (PROJECT / "templates" / f"{recipient}.docx").read_bytes()
    original = DocxTemplate(io.BytesIO(document))
    jinja = Environment(autoescape=True)
    jinja.filters["lines"] = "\n".join
    original.render(LETTER, jinja_env=jinja)
    buffer = io.BytesIO()
    original.save(buffer)

    mine, other = ours(document, LETTER), parts_of(buffer.getvalue())

    for part in ("word/document.xml", "word/header1.xml", "word/header2.xml", "word/footer1.xml"):
        assert without_grids(mine[part]) == without_grids(other[part])


def without_grids(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    for grid in list(root.iter(f"{W}tblGrid")):
        grid.getparent().remove(grid)
    return canonical(etree.tostring(root))


# Where the two differ on purpose


def texts(xml: bytes) -> list[str]:
    pieces = {f"{W}t": lambda e: e.text or "", f"{W}br": lambda _: "\n", f"{W}tab": lambda _: "\t"}
    root = etree.fromstring(xml)
    return ["".join(pieces[e.tag](e) for e in one.iter(*pieces)) for one in root.iter(f"{W}p")]


@pytest.mark.parametrize(
    ("value", "mine", "other"),
    [
        (
            "a\tb",
            ["a\tb|"],
            ["a\tb|"],
        ),  # the same text; docxtpl breaks the run, we keep the tab inside it, as Word does
        ("a\r\nb", ["a\nb|"], ["a\n\nb|"]),
        ("a\ab", ["ab|"], ["a", "b|"]),
        ("a\fb", ["ab|"], ["a", "\n", "b|"]),
        ("a\u2028b", ["a\nb|"], ["a\u2028b|"]),
        ("{_{ x }_}", ["{_{ x }_}|"], ["{{ x }}|"]),
    ],
)
def test_control_characters_and_escapes_in_values(
    word_document: Maker, value: str, mine: list[str], other: list[str]
) -> None:
    document = word_document(p("{{ x }}|"))

    assert texts(ours(document, {"x": value})["word/document.xml"]) == mine
    assert texts(theirs(document, {"x": value})["word/document.xml"]) == other


def test_a_tab_stays_in_its_run(word_document: Maker) -> None:
    document = word_document(p("{{ x }}"))

    assert ours(document, {"x": "a\tb"})["word/document.xml"].count(b"<w:r>") == 1
    assert theirs(document, {"x": "a\tb"})["word/document.xml"].count(b"<w:r>") == 3


def test_a_grid_counts_the_columns_that_cells_span(word_document: Maker) -> None:
    document = word_document(table(row(cell("{% colspan 4 %}wide")), row("a", "b"), columns=(1000, 1000)))

    columns = [part["word/document.xml"].count(b"<w:gridCol") for part in (ours(document, {}), theirs(document, {}))]

    assert columns == [4, 2]


@pytest.mark.parametrize(
    ("body", "mine", "other"),
    [
        (row(cell("{% cellbg colour %}{% colspan 1 %}x")), ["tcW", "gridSpan", "shd"], ["shd", "gridSpan", "tcW"]),
        (
            row("{%tr for h in headers %}") + row(cell("{% vm %}x", more="<w:vAlign/>")) + row("{%tr endfor %}"),
            ["tcW", "vMerge", "vAlign"],
            ["tcW", "vAlign", "vMerge"],
        ),
    ],
)
def test_the_properties_of_a_cell_stand_in_the_order_of_the_schema(
    word_document: Maker, body: str, mine: list[str], other: list[str]
) -> None:
    document = word_document(table(body, columns=(1000,)))

    for made, order in ((ours(document, VALUES), mine), (theirs(document, VALUES), other)):
        properties = next(etree.fromstring(made["word/document.xml"]).iter(f"{W}tcPr"))
        assert [element.tag.removeprefix(W) for element in properties] == order


def test_endnotes_are_filled_too(word_document: Maker) -> None:
    document = with_notes(word_document, "{{ name }}", "endnote")

    assert texts(ours(document, VALUES)["word/endnotes.xml"]) == [VALUES["name"]]
    assert texts(theirs(document, VALUES)["word/endnotes.xml"]) == ["{{ name }}"]


def test_a_plain_text_in_place_of_a_run_or_paragraph_becomes_one(word_document: Maker) -> None:
    document = word_document("<w:p><w:r><w:t>{{r name }}</w:t></w:r></w:p>" + p("{{p name }}"))

    assert texts(ours(document, VALUES)["word/document.xml"]) == [VALUES["name"], VALUES["name"]]


def test_shading_of_rich_text_has_the_pattern_that_the_schema_asks_for(word_document: Maker) -> None:
    document = word_document("<w:p><w:r><w:t>{{r x }}</w:t></w:r></w:p>")

    mine = ours(document, {"x": RichText((Run("a", highlight="FFFF00"),))})["word/document.xml"]
    other = theirs(document, {"x": TheirRichText("a", highlight="FFFF00")})["word/document.xml"]

    assert b'<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>' in mine
    assert b'<w:shd w:fill="FFFF00"/>' in other


def test_tags_in_the_properties_are_not_run_and_nothing_of_them_stays(word_document: Maker) -> None:
    """docxtpl fills title, author and subject as templates; ours writes the letter's own properties instead."""
    title = "<a xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>{{ cycler.__init__ }}</dc:title></a>"
    document = word_document(p("{{ name }}"), parts={"docProps/core.xml": title.encode()})

    core = ours(document, VALUES)["docProps/core.xml"]

    assert b"<dc:title>A letter</dc:title>" in core
    assert b"cycler" not in core


RICH_BODIES = [
    "<w:p><w:r><w:t>{{ rich_name }}</w:t></w:r><w:r><w:t>{{r rich }}</w:t></w:r></w:p>",
    p("{{p paragraphs }}"),
    p("{% for one in [rich] %}{{r one }}{% endfor %}"),
]


@pytest.mark.parametrize("seed", range(6))
def test_all_tags_in_one_document_in_any_order(word_document: Maker, seed: int) -> None:
    bodies = [body for name, body in SAME.items() if not name.startswith("merge")] + RICH_BODIES
    random.Random(seed).shuffle(bodies)
    document = word_document("".join(bodies))
    values = VALUES | {"rich_name": "a name"}

    mine, other = ours(document, values | rich(RichText)), theirs(document, values | rich(TheirRichText))

    assert with_sorted_looks(mine["word/document.xml"]) == with_sorted_looks(other["word/document.xml"])
