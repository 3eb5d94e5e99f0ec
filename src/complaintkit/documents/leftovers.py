"""What a template says about the people who made it.

Nothing of it reaches a letter: it is left behind when the template is compiled. But whoever is sent the template itself,
a colleague or a court, can read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from complaintkit.documents.markup import parsed, relationships, w
from complaintkit.documents.places import Paragraph, Places, short
from complaintkit.problems import Problem, warning
from complaintkit.words import some

_TELLING = {
    "creator": "author", "lastModifiedBy": "last saved by", "description": "comment", "keywords": "keywords",
    "category": "category", "Company": "company", "Manager": "manager", "Template": "made from",
    "lastPrinted": "last printed", "created": "created", "modified": "last saved", "revision": "revision",
    "TotalTime": "minutes of editing",
}  # fmt: skip
_WHOLE = {
    "custom-properties": "properties of its own",
    "thumbnail": "a picture of its first page",
    "people": "the names of those who edited it",
    "customXml": "data of other programs",
    "glossaryDocument": "building blocks",
    "printerSettings": "the settings of a printer",
}
_SETTINGS = {"rsids": "the editing sessions (rsid)", "docVars": "variables", "attachedSchema": "a schema"}
_INSPECT = "letters leave it behind; to clean the template itself: File, Info, Check for Issues, Inspect Document"

_Found = tuple[Paragraph | None, Problem]


def leftovers(parts: Mapping[str, bytes], trees: Mapping[str, etree._Element], shown: str) -> Iterator[_Found]:
    """Yield CK629 for each part that says something about people, and for each comment at its place."""
    for name in sorted(parts):
        if name.endswith(".rels"):
            for relationship in relationships(parts[name], ""):
                if relationship.kind in _WHOLE:
                    yield None, _warned(shown, f"the template holds {_WHOLE[relationship.kind]}")
    for name in sorted(set(parts) & {"docProps/core.xml", "docProps/app.xml"}):
        told = list(_told(parts[name]))
        if told:
            yield None, _warned(shown, f"the part `{name}` says: {some(told, 8)}")
    for name, word in _SETTINGS.items():
        if "word/settings.xml" in parts and parsed(parts["word/settings.xml"]).find(w(name)) is not None:
            yield None, _warned(shown, f"the template notes {word}")
    for name, root in trees.items():
        yield from _comments(name, root, shown)


def _told(data: bytes) -> Iterator[str]:
    for element in parsed(data):
        name = str(element.tag).rpartition("}")[2]
        text = (element.text or "").strip()
        if name in _TELLING and text and text != "0":
            yield f"{_TELLING[name]} “{short(text)}”"


def _comments(part: str, root: etree._Element, shown: str) -> Iterator[_Found]:
    places = Places(part, root)
    for reference in root.iter(w("commentReference")):
        inside = places.of(reference)
        place = f"{inside.place()}: " if inside else ""
        hint = "letters leave it behind; to clean the template itself: Review, Delete All Comments"
        yield inside, warning(shown, "CK629", f"{place}a comment stands here, with the name of who wrote it", hint)


def _warned(shown: str, message: str) -> Problem:
    return warning(shown, "CK629", message, _INSPECT)
