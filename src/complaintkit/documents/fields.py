"""Fields that fetch or run something when the document is opened or its fields are brought up to date.

A field is an instruction in the text (ECMA-376, 17.16): `PAGE` prints a number, `INCLUDEPICTURE` fetches a picture from
anywhere, `DDEAUTO` starts a program. Letters need the former kind only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from complaintkit.documents.markup import w
from complaintkit.documents.places import Paragraph, Places, short
from complaintkit.problems import Problem, error

_STARTS = {"DDE", "DDEAUTO", "MACROBUTTON", "EMBED", "CONTROL", "ADDIN", "PRINT"}
_FETCHES = {"INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "RD", "DATABASE"}
_LINK = re.compile(r'HYPERLINK\s+"?(?!"?(?:https?://|mailto:)|\\)', re.IGNORECASE)


def dangerous_fields(part: str, root: etree._Element, shown: str) -> Iterator[tuple[Paragraph | None, Problem]]:
    """Yield CK606 for fields that start something, CK607 for fields that fetch something or link to something local."""
    places = Places(part, root)
    for element, instruction in _instructions(root):
        word = instruction.split(maxsplit=1)[0].upper() if instruction.split() else ""
        if word in _STARTS | _FETCHES or _LINK.match(instruction):
            inside = places.of(element)
            place = inside.place() if inside else part.rpartition("/")[2]
            code, does = (
                ("CK606", "starts a program when the letter is opened or printed")
                if word in _STARTS
                else ("CK607", "leads outside the document")
            )
            message = f"{place}: the field `{short(instruction)}` {does}"
            yield (
                inside,
                error(shown, code, message, "remove the field: click into it, Ctrl+Shift+F9 makes it plain text"),
            )


def _instructions(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield every instruction with an element at its place; Word may have spread one over several runs."""
    for simple in root.iter(w("fldSimple")):
        yield simple, str(simple.get(w("instr"), ""))
    texts: list[str] = []
    for element in root.iter(w("fldChar"), w("instrText"), w("delInstrText")):
        if element.tag != w("fldChar"):
            texts.append(element.text or "")
        if element.tag == w("fldChar") and texts:
            yield element, "".join(texts).strip()
            texts = []
    if texts:
        yield root, "".join(texts).strip()
