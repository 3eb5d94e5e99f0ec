"""One thing that is wrong with a template, and the paragraph it is wrong in."""

from __future__ import annotations

from lxml import etree

from complaintkit.documents.places import Paragraph
from complaintkit.problems import Problem
from complaintkit.values import frozen


@frozen
class Finding:
    """A problem of a template; `paragraph` is None where it belongs to the file as a whole."""

    problem: Problem
    paragraph: Paragraph | None = None

    def said(self) -> str:
        """Return the message without its place, for a comment that stands there."""
        place = self.paragraph.place() if self.paragraph else ""
        return self.problem.message.removeprefix(place).lstrip(":, ")

    def as_json(self) -> dict[str, object]:
        """Return the finding as the object that `template lint --format json` prints."""
        return {**self.problem.as_json(), **_where(self.paragraph)}


def _where(paragraph: Paragraph | None) -> dict[str, object]:
    if paragraph is None:
        return dict.fromkeys(("part", "paragraph", "table", "row", "cell", "heading", "text"))
    table, row, cell = paragraph.cell or (None, None, None)
    return {
        "part": paragraph.part,
        "paragraph": paragraph.number,
        "table": table,
        "row": row,
        "cell": cell,
        "heading": paragraph.heading or None,
        "text": paragraph.text,
    }


@frozen
class Looked:
    """What looking through a template gave: its parts as they can be read, the document's name and tree, the findings."""

    parts: dict[str, bytes]
    document: str
    root: etree._Element | None
    findings: tuple[Finding, ...]
