"""Text with looks of its own, the only value of a letter that is more than text: `{{r name }}` and `{{p name }}` print it.

It can do what docxtpl's RichText and RichTextParagraph do, apart from links, and is written in the order that the schema
of WordprocessingML asks for (ECMA-376, 17.3.2: run properties). A template cannot look into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from markupsafe import escape

from complaintkit.documents.text import cleaned, in_run
from complaintkit.values import frozen

Underline = Literal["", "single", "double", "thick", "dotted", "dash", "dotDash", "dotDotDash", "wave"]

_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")


@frozen
class Run:
    """A piece of text in one look; `size` counts half points, colours are six hex digits, `style` is a style's id."""

    text: str
    style: str = ""
    font: str = ""
    bold: bool = False
    italic: bool = False
    strike: bool = False
    color: str = ""
    size: int = 0
    underline: Underline = ""
    highlight: str = ""
    raised: Literal["", "superscript", "subscript"] = ""
    rtl: bool = False
    language: str = ""

    def xml(self) -> str:
        """Return the run as it stands in a paragraph; raises ValueError for a colour that is none."""
        looks = "".join(_looks(self))
        properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
        return f'<w:r>{properties}<w:t xml:space="preserve">{in_run(self.text)}</w:t></w:r>'


@frozen
class RichText:
    """Runs that follow each other inside a paragraph."""

    runs: tuple[Run, ...]

    def xml(self) -> str:
        """Return the runs."""
        return "".join(run.xml() for run in self.runs)


@frozen
class RichParagraph:
    """A paragraph: its text and, if it has one, its style's id."""

    text: RichText
    style: str = ""

    def xml(self) -> str:
        """Return the paragraph."""
        style = f'<w:pPr><w:pStyle w:val="{_safe(self.style)}"/></w:pPr>' if self.style else ""
        return f"<w:p>{style}{self.text.xml()}</w:p>"


@frozen
class RichParagraphs:
    """Paragraphs that follow each other."""

    paragraphs: tuple[RichParagraph, ...]

    def xml(self) -> str:
        """Return the paragraphs."""
        return "".join(paragraph.xml() for paragraph in self.paragraphs)


RICH = (RichText, RichParagraph, RichParagraphs)


def _looks(run: Run) -> Iterator[str]:
    """Yield the properties of a run, in the order of the schema."""
    font, size = _safe(run.font), int(run.size)
    shade = f'w:val="clear" w:color="auto" w:fill="{colour(run.highlight)}"' if run.highlight else ""
    known: tuple[tuple[object, str], ...] = (
        (run.style, f'<w:rStyle w:val="{_safe(run.style)}"/>'),
        (run.font, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'),
        (run.bold, "<w:b/><w:bCs/>" if run.rtl else "<w:b/>"),
        (run.italic, "<w:i/><w:iCs/>" if run.rtl else "<w:i/>"),
        (run.strike, "<w:strike/>"),
        (run.color, f'<w:color w:val="{colour(run.color or "auto")}"/>'),
        (run.size, f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'),
        (run.underline, f'<w:u w:val="{_safe(run.underline)}"/>'),
        (run.highlight, f"<w:shd {shade}/>"),
        (run.raised, f'<w:vertAlign w:val="{_safe(run.raised)}"/>'),
        (run.rtl, '<w:rtl w:val="true"/>'),
        (run.language, f'<w:lang w:val="{_safe(run.language)}"/>'),
    )
    return (xml for wanted, xml in known if wanted)


def colour(text: str) -> str:
    """Return a colour as Word writes it, six hex digits or `auto`; raises ValueError for anything else."""
    plain = text.strip().removeprefix("#")
    if plain != "auto" and not _COLOUR.fullmatch(plain):
        raise ValueError(f"`{text[:20]}` is no colour; colours have six hex digits, such as FFCC00")
    return plain


def _safe(text: str) -> str:
    return str(escape(cleaned(text)))
