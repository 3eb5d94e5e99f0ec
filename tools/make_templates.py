"""Draft the letter templates: `python tools/make_templates.py [FOLDER]`.

The files in `templates/` are the source from then on; they are edited in Word. This script exists so that a common change
of layout can be made in all at once, and it overwrites what it finds.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from complaintkit.documents.package import CONTENT_TYPES, DECLARATION, compressed, written

SERIF = "Times New Roman"  # with Arial on every office machine; Liberation has the same widths on the others
SANS = "Arial"
INK = "1F2F4A"
RULE = "9AA5B8"
PALE = "EEF1F5"
RED = "A61C1C"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
TEXT_WIDTH = 9070  # twips: 210 mm less two margins of 25 mm
NUMBER_WIDTH = 567
WINDOW_WIDTH = 5100  # 90 mm
WINDOW_HEIGHT = 2300


@dataclass(frozen=True, slots=True)
class Look:
    """One paragraph style. Sizes in half-points, distances in twips."""

    identifier: str
    name: str
    paragraph: str = ""
    run: str = ""
    based_on: str = "Normal"
    following: str = ""

    def xml(self) -> str:
        """Return the style's definition."""
        following = f'<w:next w:val="{self.following}"/>' if self.following else ""
        return (
            f'<w:style w:type="paragraph" w:styleId="{self.identifier}"><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="{self.based_on}"/>{following}<w:qFormat/>'
            f"<w:pPr>{self.paragraph}</w:pPr><w:rPr>{self.run}</w:rPr></w:style>"
        )


def sans(size: int, *, bold: bool = False, color: str = "", italic: bool = False) -> str:
    """Return run properties in the sans face."""
    return (
        f'<w:rFonts w:ascii="{SANS}" w:hAnsi="{SANS}" w:cs="{SANS}"/>'
        + ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:i/><w:iCs/>" if italic else "")
        + (f'<w:color w:val="{color}"/>' if color else "")
        + f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def spacing(before: int = 0, after: int = 0, line: int = 0) -> str:
    """Return paragraph spacing; `line` in 240ths of a line."""
    ruled = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{ruled}/>'


def bordered(**sides: str) -> str:
    """Return paragraph borders; a side is "single 4 8", its kind, width in eighths of a point, and distance."""
    order = ("top", "left", "bottom", "right")
    drawn = ""
    for side in order:
        if side in sides:
            kind, size, space = sides[side].split()
            drawn += f'<w:{side} w:val="{kind}" w:sz="{size}" w:space="{space}" w:color="{RULE}"/>'
    return f"<w:pBdr>{drawn}</w:pBdr>"


KEEP = "<w:keepNext/>"
KEEP_LINES = "<w:keepLines/>"
ITALIC = "<w:i/><w:iCs/>"
BOLD = "<w:b/><w:bCs/>"


def size(half_points: int) -> str:
    """Return the size of a run."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def indent(left: int = 0, hanging: int = 0, right: int = 0) -> str:
    """Return indents."""
    return f'<w:ind w:left="{left}" w:right="{right}" w:hanging="{hanging}"/>'


LOOKS = (
    Look("Letterhead", "Letterhead", KEEP + spacing(0, 20), sans(26, bold=True, color=INK)),
    Look("LetterheadDetails", "Letterhead Details", KEEP + spacing(), sans(16, color="4A5568")),
    Look(
        "LetterheadRule",
        "Letterhead Rule",
        bordered(bottom="single 6 1") + '<w:spacing w:before="0" w:after="640" w:line="100" w:lineRule="exact"/>',
        size(8),
    ),
    Look("ReturnAddress", "Return Address", spacing(0, 60), sans(13, color="4A5568")),
    Look("Addressee", "Addressee", KEEP_LINES + spacing(0, 0, 252), size(22)),
    Look("Confidential", "Confidential", KEEP + spacing(0, 160), sans(19, bold=True, color=RED)),
    Look("PlaceDate", "Place and Date", spacing(0, 180) + '<w:jc w:val="right"/>', size(23)),
    Look("Reference", "Reference Line", spacing(0, 30), sans(17, color="4A5568")),
    Look(
        "Subject",
        "Subject Line",
        KEEP + KEEP_LINES + spacing(240, 240, 259),
        sans(23, bold=True, color=INK),
        following="Salutation",
    ),
    Look("Salutation", "Salutation", KEEP + spacing(0, 160), following="BodyText"),
    Look("BodyText", "Body Text", spacing(0, 140)),
    Look(
        "Heading1",
        "heading 1",
        KEEP + KEEP_LINES + spacing(320, 120) + '<w:outlineLvl w:val="0"/>',
        sans(22, bold=True, color=INK),
        following="NumberedParagraph",
    ),
    Look(
        "Heading2",
        "heading 2",
        KEEP + KEEP_LINES + spacing(200, 100) + '<w:outlineLvl w:val="1"/>',
        sans(20, bold=True, color=INK),
        following="NumberedParagraph",
    ),
    Look(
        "NumberedParagraph",
        "Numbered Paragraph",
        f'<w:tabs><w:tab w:val="left" w:pos="{NUMBER_WIDTH}"/></w:tabs>'
        + spacing(0, 140)
        + indent(NUMBER_WIDTH, NUMBER_WIDTH),
    ),
    Look("IntroducingParagraph", "Introducing Paragraph", KEEP, based_on="NumberedParagraph"),
    Look(
        "Item",
        "Lettered Item",
        f'<w:tabs><w:tab w:val="left" w:pos="{NUMBER_WIDTH + 482}"/></w:tabs>'
        + spacing(0, 90)
        + indent(NUMBER_WIDTH + 482, 482),
    ),
    Look(
        "Quotation",
        "Quotation",
        bordered(left="single 8 10") + spacing(20, 160) + indent(NUMBER_WIDTH + 340, 0, 340),
        size(21),
    ),
    Look(
        "WorkingQuotation",
        "Quotation in Working Translation",
        bordered(left="dotted 8 10") + spacing(20, 160) + indent(NUMBER_WIDTH + 340, 0, 340),
        ITALIC + size(21),
    ),
    Look("TableHead", "Table Head", KEEP + spacing(50, 50), sans(18, bold=True, color=INK)),
    Look("TableText", "Table Text", spacing(45, 45, 252), sans(18)),
    Look("OverviewLabel", "Overview Label", spacing(78, 50), sans(18, bold=True, color=INK)),
    Look("OverviewText", "Overview Text", spacing(50, 50), size(21)),
    Look("Closing", "Closing", KEEP + KEEP_LINES + spacing(280, 0)),
    Look("Signature", "Signature", KEEP_LINES + spacing(960, 240, 259)),
    Look(
        "Header",
        "header",
        bordered(bottom="single 4 4") + spacing(),
        sans(16, color="4A5568"),
    ),
    Look("Footer", "footer", spacing() + '<w:jc w:val="right"/>', sans(16, color="4A5568")),
    Look("DraftMark", "Draft Mark", spacing(0, 60), sans(18, bold=True, color=RED)),
    Look(
        "Afterwards",
        "Space after Table",
        '<w:spacing w:before="0" w:after="0" w:line="220" w:lineRule="exact"/>',
        size(8),
    ),
    Look(  # Word wants a paragraph after the last table: it must not fill a page of its own
        "TableEnd",
        "End of Table",
        '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
        size(2),
    ),
)


def styles() -> str:
    """Return the styles part."""
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for side in ("top", "bottom", "insideH")
    )
    cells = '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="{SERIF}" w:hAnsi="{SERIF}" w:eastAsia="{SERIF}" w:cs="{SERIF}"/>'
        '<w:sz w:val="23"/><w:szCs w:val="23"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/>"
        '<w:spacing w:before="0" w:after="0" w:line="269" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        + "".join(look.xml() for look in LOOKS)
        + '<w:style w:type="character" w:styleId="Knowledge"><w:name w:val="Source of Knowledge"/><w:qFormat/><w:rPr>'
        + ITALIC
        + f'<w:color w:val="4A5568"/>{size(19)}</w:rPr></w:style>'
        + '<w:style w:type="table" w:styleId="Ruled"><w:name w:val="Ruled Table"/><w:basedOn w:val="TableNormal"/>'
        + f"<w:tblPr><w:tblBorders>{rules}</w:tblBorders>{cells}</w:tblPr>"
        + '<w:tblStylePr w:type="firstRow"><w:tcPr>'
        + f'<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{INK}"/></w:tcBorders>'
        + f'<w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/></w:tcPr></w:tblStylePr></w:style>'
        + '<w:style w:type="table" w:styleId="Overview"><w:name w:val="Overview Table"/><w:basedOn w:val="TableNormal"/>'
        + f"<w:tblPr><w:tblBorders>{rules}</w:tblBorders>{cells}</w:tblPr></w:style></w:styles>"
    )


def run(text: str, style: str = "", extra: str = "") -> str:
    """Return a run of text; a tab character becomes a tab."""
    looks = (f'<w:rStyle w:val="{style}"/>' if style else "") + extra
    looks = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    pieces = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in text.split("\t"))
    return f"<w:r>{looks}{pieces}</w:r>"


def paragraph(style: str, *runs: str, extra: str = "") -> str:
    """Return a paragraph; runs that are plain text are wrapped."""
    inside = "".join(piece if piece.startswith("<") else run(piece) for piece in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{inside}</w:p>'


def only_if(condition: str, *inside: str) -> str:
    """Return blocks that are there only if the condition holds."""
    return tag("p", f"if {condition}") + "".join(inside) + tag("p", "endif")


def for_each(name: str, values: str, *inside: str) -> str:
    """Return blocks repeated for each value."""
    return tag("p", f"for {name} in {values}") + "".join(inside) + tag("p", "endfor")


def tag(scope: str, text: str) -> str:
    """Return a paragraph that holds one tag and is gone in the letter."""
    return paragraph("Normal", f"{{%{scope} {text} %}}")


def cell(width: int, inside: str, fill: str = "") -> str:
    """Return a table cell; width 0 leaves it to the table's grid."""
    preferred = f'<w:tcW w:w="{width}" w:type="dxa"/>' if width else '<w:tcW w:w="0" w:type="auto"/>'
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f"<w:tc><w:tcPr>{preferred}{shade}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, head: bool = False) -> str:
    """Return a row that is not split across pages; a head row is repeated on each."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def table(style: str, widths: tuple[int, ...], *rows: str, head: bool) -> str:
    """Return a table as wide as the text; what follows the overview is text, and what follows the others a heading."""
    after = paragraph("Afterwards" if style == "Overview" else "TableEnd")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    first = f'w:firstRow="{int(head)}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{"0620" if head else "0600"}" {first}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{after}"
    )


def overview(label_width: int, fill: str = "") -> str:
    """Return the two columns of label and text that say at a glance what the letter is about."""
    widths = (label_width, TEXT_WIDTH - label_width)
    marker = (
        cell(widths[0], paragraph("TableText", "{%tr for line in overview %}")),
        cell(widths[1], paragraph("TableText")),
    )
    end = (cell(widths[0], paragraph("TableText", "{%tr endfor %}")), cell(widths[1], paragraph("TableText")))
    line = (
        cell(widths[0], paragraph("OverviewLabel", "{{ line[0] }}"), fill),
        cell(widths[1], paragraph("OverviewText", "{{ line[1] }}")),
    )
    return only_if("overview", table("Overview", widths, row(*marker), row(*line), row(*end), head=False))


def listing(name: str, *, new_page: bool = False) -> str:
    """Return a table with as many columns as it has headers, under its title; nothing if there is no such table."""

    def columns(values: str, style: str, text: str) -> tuple[str, ...]:
        return (
            cell(0, paragraph("TableText", f"{{%tc for {text} in {values} %}}")),
            cell(0, paragraph(style, f"{{{{ {text} }}}}")),
            cell(0, paragraph("TableText", "{%tc endfor %}")),
        )

    third = TEXT_WIDTH // 3
    mark = [
        row(*(cell(0, paragraph("TableText", text)) for text in (f"{{%tr {words} %}}", "", "")))
        for words in (f"for row in {name}.rows", "endfor")
    ]
    extra = "<w:pageBreakBefore/>" if new_page else ""
    return paragraph("Heading1", f"{{{{ {name}.title }}}}", extra=extra) + table(
        "Ruled",
        (third, third, TEXT_WIDTH - 2 * third),
        row(*columns(f"{name}.headers", "TableHead", "header"), head=True),
        mark[0],
        row(*columns("row", "TableText", "text")),
        mark[1],
        head=True,
    )


def blocks() -> str:
    """Return the blocks of a section, each kind in its style.

    What introduces a quotation or items stays with them, and the letter's last words stay with its closing.
    """
    after = "{% if block.reference %} {{ block.reference }}{% endif %}"
    known = run("{% if block.source %} [{{ block.source }}]{% endif %}", "Knowledge")
    numbered = run("{{ block.number }}.\t{{ block.text }}" + after)
    ends = "loop.last and section == sections|last"
    introduces = f'(not loop.last and loop.nextitem.kind not in ("paragraph", "heading")) or ({ends})'
    item = run("{{ block.number }}\t{{ block.text }}" + after)
    return for_each(
        "block",
        "section.blocks",
        tag("p", 'if block.kind == "heading"'),
        paragraph("Heading2", "{{ block.text }}"),
        tag("p", 'elif block.kind == "quotation"'),
        paragraph("Quotation", run("{{ block.text }}" + after), known),
        tag("p", 'elif block.kind == "working-quotation"'),
        paragraph("WorkingQuotation", run("{{ block.text }}" + after), known),
        tag("p", f'elif block.kind == "item" and {ends}'),
        paragraph("Item", item, known, extra=KEEP),
        tag("p", 'elif block.kind == "item"'),
        paragraph("Item", item, known),
        tag("p", f"elif {introduces}"),
        paragraph("IntroducingParagraph", numbered, known),
        tag("p", "else"),
        paragraph("NumberedParagraph", numbered, known),
        tag("p", "endif"),
    )


def sections(*after_each: str) -> str:
    """Return all sections under their headings; `after_each` may look at `section.key`."""
    return for_each("section", "sections", paragraph("Heading1", "{{ section.title }}"), blocks(), *after_each)


def framed(style: str, text: str) -> str:
    """Return a paragraph in the frame behind the window of an envelope; paragraphs that follow each other share it.

    The frame keeps what follows out of the window. It stands in the paragraph, not in its style: LibreOffice does not
    look for it there.
    """
    frame = (
        f'<w:framePr w:w="{WINDOW_WIDTH}" w:hRule="atLeast" w:h="{WINDOW_HEIGHT}" w:hSpace="0" w:vSpace="0"'
        ' w:wrap="notBeside" w:vAnchor="text" w:hAnchor="margin" w:xAlign="left" w:y="1"/>'
    )
    return paragraph(style, text, extra=frame)


def head() -> str:
    """Return what stands above the salutation."""
    return (
        only_if("sender|length > 1", framed("ReturnAddress", '{{ sender[:4]|join(" · ") }}'))
        + framed("Addressee", "{{ addressee|lines }}")
        + only_if("confidential", paragraph("Confidential", "{{ confidential }}"))
        + paragraph("PlaceDate", "{{ place_and_date }}")
        + for_each("reference", "references", paragraph("Reference", "{{ reference }}"))
        + paragraph("Subject", "{{ subject }}")
    )


def opening() -> str:
    """Return the first paragraphs."""
    return for_each("text", "opening", paragraph("BodyText", "{{ text }}"))


def tail(*before_annexes: str) -> str:
    """Return the closing, the signature, the annexes and, on a page of its own, the sheet of names."""
    return (
        paragraph("Closing", "{{ closing }}")
        + paragraph("Signature", "{{ signature|lines }}")
        + "".join(before_annexes)
        + only_if("annexes.rows", listing("annexes"))
        + only_if("names_sheet", listing("names_sheet", new_page=True))
    )


SALUTATION = paragraph("Salutation", "{{ salutation }}")
APPROACHES = only_if("approaches", listing("approaches"))


def sections_with_approaches(key: str) -> str:
    """Return all sections, the table of letters sent after the one of that key, or after all if there is none."""
    return sections(only_if(f'approaches and section.key == "{key}"', listing("approaches"))) + only_if(
        f'approaches and "{key}" not in sections|map(attribute="key")', listing("approaches")
    )


BODIES = {
    # The overview says who complains of what; letters to the institution are part of what makes it admissible.
    "ombudsman": head() + SALUTATION + overview(2380) + opening() + sections_with_approaches("admissibility") + tail(),
    # Who, what, when, where and which documents come before everything else; letters sent are for the file.
    "olaf": head() + overview(2380, PALE) + SALUTATION + opening() + sections() + tail(APPROACHES),
    # The request itself before the overview; the letters left unanswered where a reply to them is asked for.
    "eeas": head() + SALUTATION + opening() + overview(2380) + sections_with_approaches("replies") + tail(),
    # A letter to the institution: what is asked comes with the facts, and the letters that were sent before.
    "approach": head() + SALUTATION + opening() + overview(2380) + sections_with_approaches("approaches") + tail(),
    # An application tells nothing of the facts: who asks, and for which documents.
    "access": head() + SALUTATION + opening() + overview(2380) + sections() + tail(APPROACHES),
    "confirmatory": head() + SALUTATION + opening() + overview(2380) + sections_with_approaches("application") + tail(),
}


def field(instruction: str) -> str:
    """Return a field with the number 1 until the program that opens the file counts."""
    return f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


FOOTER = paragraph(
    "Footer", "{{ page_of[0] }}", field("PAGE"), "{{ page_of[1] }}", field("NUMPAGES"), "{{ page_of[2] }}"
)
DRAFT = only_if("draft_mark", paragraph("DraftMark", "{{ draft_mark }}"))
FIRST_HEADER = (
    DRAFT
    + paragraph("Letterhead", "{{ sender[:1]|lines }}")
    + only_if("sender|length > 1", paragraph("LetterheadDetails", '{{ sender[1:]|join(" · ") }}'))
    + paragraph("LetterheadRule")
)
LATER_HEADER = DRAFT + paragraph("Header", "{{ header }}")

MARGINS = 'w:top="1701" w:right="1418" w:bottom="1418" w:left="1418" w:header="794" w:footer="680" w:gutter="0"'


def section_properties() -> str:
    """Return page size, margins, headers and footers."""
    references = (
        '<w:headerReference w:type="first" r:id="rId3"/><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="first" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
    )
    return f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar {MARGINS}/><w:titlePg/></w:sectPr>'


SETTINGS = (
    f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-GB"/></w:settings>'
)
FONT_TABLE = (
    f'<w:fonts xmlns:w="{W}">'
    f'<w:font w:name="{SERIF}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>'
    f'<w:font w:name="{SANS}"><w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
    "</w:fonts>"
)


def theme() -> str:
    """Return the smallest theme that Word takes: our ink and our faces, no effects."""
    plain = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    colours = {"dk1": "000000", "lt1": "FFFFFF", "dk2": INK, "lt2": PALE}
    colours |= {f"accent{number}": INK for number in range(1, 7)} | {"hlink": INK, "folHlink": INK}
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items())
    faces = "".join(
        f'<a:{kind}><a:latin typeface="{face}"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}>'
        for kind, face in (("majorFont", SANS), ("minorFont", SERIF))
    )
    lines = "".join(f'<a:ln w="{width}">{plain}</a:ln>' for width in (6350, 12700, 19050))
    effects = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Letter"><a:themeElements>'
        f'<a:clrScheme name="Letter">{scheme}</a:clrScheme><a:fontScheme name="Letter">{faces}</a:fontScheme>'
        f'<a:fmtScheme name="Letter"><a:fillStyleLst>{plain * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{plain * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


RELATED = (
    ("styles", "styles.xml"),
    ("settings", "settings.xml"),
    ("header", "header1.xml"),
    ("header", "header2.xml"),
    ("footer", "footer1.xml"),
    ("footer", "footer2.xml"),
    ("fontTable", "fontTable.xml"),
    ("theme", "theme/theme1.xml"),
)
THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"


def parts(body: str) -> dict[str, str]:
    """Return the parts of one template."""
    root = f'xmlns:w="{W}" xmlns:r="{R}"'
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(RELATED, start=1)
    )
    package = "http://schemas.openxmlformats.org/package/2006/"
    overrides = "".join(
        f'<Override PartName="/word/{target}" ContentType="{THEME_TYPE if kind == "theme" else f"{TYPES}{kind}+xml"}"/>'
        for kind, target in RELATED
    )
    return {
        CONTENT_TYPES: f'<Types xmlns="{package}content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPES}document.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}relationships">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}relationships">{relations}</Relationships>',
        "word/document.xml": f"<w:document {root}><w:body>{body}{section_properties()}</w:body></w:document>",
        "word/styles.xml": styles(),
        "word/settings.xml": SETTINGS,
        "word/fontTable.xml": FONT_TABLE,
        "word/theme/theme1.xml": theme(),
        "word/header1.xml": f"<w:hdr {root}>{FIRST_HEADER}</w:hdr>",
        "word/header2.xml": f"<w:hdr {root}>{LATER_HEADER}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {root}>{FOOTER}</w:ftr>",
        "word/footer2.xml": f"<w:ftr {root}>{FOOTER}</w:ftr>",
    }


def main(folder: Path) -> None:
    """Write the templates into `folder`."""
    for name, body in BODIES.items():
        members = [compressed(part, DECLARATION + text.encode()) for part, text in parts(body).items()]
        (folder / f"{name}.docx").write_bytes(written(members))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "templates")
