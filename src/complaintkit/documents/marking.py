"""Which tag of the document each tag of a patched part is.

docxtpl moves tags, adds some and takes some away, so each is marked before: its number, in blanks and tabs at its end, where
jinja passes over them. Afterwards the numbers are read and taken out again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from complaintkit.documents.markup import w
from complaintkit.documents.places import Paragraph
from complaintkit.documents.tags import TAG, WHOLE_TAG, Tag

_BITS = 13  # as many as the number of tags that a template may have needs
_BEGINS = "\t\t"
_ENDS = re.compile(r"[-+]?[}%]\}\Z")
_MARK = re.compile(rf"{_BEGINS}([ \t]{{{_BITS}}})(?=\s*[-+]?[}}%]\}})")
_TO_MARK, _FROM_MARK = str.maketrans("01", " \t"), str.maketrans(" \t", "01")


def mark(found: Iterable[Paragraph]) -> None:
    """Write the number of each tag into the paragraphs' elements; comments have none."""
    number = 0
    for paragraph in found:
        spots: list[tuple[int, str]] = []
        for tag in TAG.finditer(paragraph.text) if "{" in paragraph.text else ():
            ends = None if tag[0].startswith("{#") else _ENDS.search(tag[0])
            if ends:
                spots.append((tag.start() + ends.start(), _BEGINS + f"{number:0{_BITS}b}".translate(_TO_MARK)))
                number += 1
        _write(paragraph.element, spots)


def _write(paragraph: etree._Element, spots: list[tuple[int, str]]) -> None:
    """Put each text behind as many characters of the paragraph as its spot says; from the end, so that spots stay right."""
    texts = [one for one in paragraph.iter(w("t")) if next(one.iterancestors(w("p")), None) is paragraph]
    begins = sum(len(one.text or "") for one in texts)
    for element in reversed(texts):
        begins -= len(element.text or "")
        while spots and spots[-1][0] > begins:
            spot, text = spots.pop()
            held = element.text or ""
            element.text = held[: spot - begins] + text + held[spot - begins :]


def tags_by_line(source: str, tags: Sequence[Tag]) -> tuple[str, tuple[Tag | None, ...]]:
    """Return the source without its marks, and for each of its tags the tag of the document that it came from.

    A tag that docxtpl has added belongs to the one before it.
    """
    return _MARK.sub("", source), tuple(_numbered(source, tags))


def _numbered(source: str, tags: Sequence[Tag]) -> Iterator[Tag | None]:
    last: Tag | None = None
    for text in WHOLE_TAG.findall(source):
        found = _MARK.search(text)
        last = tags[int(found[1].translate(_FROM_MARK), 2)] if found else last
        yield last
