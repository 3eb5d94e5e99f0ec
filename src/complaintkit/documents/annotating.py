"""A copy of a template with a comment of Word at each finding (ECMA-376, 17.13.4: comments).

Everything else in the file stays as it is. Word knows comments in the text of the document only: what is found in a header,
a footer or a note is commented at the document's first paragraph, with its place in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import count

from lxml import etree

from complaintkit.documents.findings import Finding, Looked
from complaintkit.documents.markup import CONTENT, RELATIONSHIPS, W, parsed, relationships, w
from complaintkit.documents.package import CONTENT_TYPES, DECLARATION, compressed, rels_name, written
from complaintkit.documents.text import cleaned

_AUTHOR, _INITIALS = "complaintkit", "ck"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def annotated(looked: Looked) -> bytes | None:
    """Return the template with a comment at each finding; None where not all of it can be read, or it has no paragraph.

    The findings' own tree is written into.
    """
    root = looked.root
    first = None if root is None else next(root.iter(w("p")), None)
    unreadable = any(finding.problem.code == "CK605" for finding in looked.findings)
    if root is None or first is None or unreadable:
        return None
    parts = dict(looked.parts)
    comments, name = _comments(parts, looked.document)
    numbers = count(1 + max((_number(comment) for comment in comments.iter(w("comment"))), default=-1))
    for finding, number in zip(looked.findings, numbers, strict=False):
        in_text = finding.paragraph is not None and finding.paragraph.part == looked.document
        _mark(finding.paragraph.element if finding.paragraph and in_text else first, number)
        comments.append(_comment(number, finding, in_text=in_text))
    parts[looked.document] = DECLARATION + etree.tostring(root, encoding="UTF-8")
    parts[name] = DECLARATION + etree.tostring(comments, encoding="UTF-8")
    return written(compressed(name, data) for name, data in parts.items())


def _comments(parts: dict[str, bytes], document: str) -> tuple[etree._Element, str]:
    """Return the comments of a document and the name of their part; makes the part known where there was none."""
    for relationship in relationships(parts.get(rels_name(document)), document):
        if relationship.kind == "comments" and relationship.target in parts:
            return parsed(parts[relationship.target]), relationship.target
    folder = document.rpartition("/")[0]
    free = _unused(parts, f"{folder}/comments" if folder else "comments")
    parts[rels_name(document)] = _related(parts.get(rels_name(document)), free.rpartition("/")[2])
    types = parsed(parts[CONTENT_TYPES])
    etree.SubElement(types, f"{{{CONTENT}}}Override", PartName=f"/{free}", ContentType=_CONTENT_TYPE)
    parts[CONTENT_TYPES] = DECLARATION + etree.tostring(types, encoding="UTF-8")
    return etree.fromstring(f'<w:comments xmlns:w="{W}"/>'), free


def _unused(parts: Mapping[str, bytes], beginning: str) -> str:
    names = (f"{beginning}{number or ''}.xml" for number in count())
    return next(name for name in names if name not in parts)


def _related(rels: bytes | None, target: str) -> bytes:
    root = parsed(rels) if rels else etree.fromstring(f'<Relationships xmlns="{RELATIONSHIPS}"/>')
    taken = {str(one.get("Id")) for one in root}
    identifier = next(name for name in (f"rId{number}" for number in count(1)) if name not in taken)
    etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", Id=identifier, Type=_TYPE, Target=target)
    return DECLARATION + etree.tostring(root, encoding="UTF-8")


def _number(comment: etree._Element) -> int:
    found = re.fullmatch(r"\d{1,9}", str(comment.get(w("id"), "")))
    return int(found[0]) if found else 0


def _mark(paragraph: etree._Element, number: int) -> None:
    """Put the ends of a comment around what stands in a paragraph, after its properties."""
    begins, ends = (_element(f"commentRange{side}", {"id": str(number)}) for side in ("Start", "End"))
    properties = paragraph.find(w("pPr"))
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, begins)
    paragraph.append(ends)
    run = etree.SubElement(paragraph, w("r"))
    run.append(_element("commentReference", {"id": str(number)}))


def _comment(number: int, finding: Finding, *, in_text: bool) -> etree._Element:
    comment = _element("comment", {"id": str(number), "author": _AUTHOR, "initials": _INITIALS})
    problem = finding.problem
    message = finding.said() if in_text else problem.message
    for text in _lines(f"{problem.severity} {problem.code}: {message}", problem.hint):
        run = etree.SubElement(etree.SubElement(comment, w("p")), w("r"))
        words = etree.SubElement(run, w("t"))
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        words.text = cleaned(text)
    return comment


def _lines(*texts: str | None) -> Iterable[str]:
    return (text for text in texts if text)


def _element(name: str, attributes: Mapping[str, str]) -> etree._Element:
    element = etree.Element(w(name), nsmap={"w": W})
    for attribute, value in attributes.items():
        element.set(w(attribute), value)
    return element
