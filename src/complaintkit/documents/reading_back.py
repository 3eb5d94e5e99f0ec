"""Whether a finished letter says about itself what is wanted and nothing else, asked of the file as it will be sent.

Who wrote the template, when and in how many sessions, what was changed and who commented it: none of it may travel with a
complaint. It is taken out when the template is compiled; here the file is opened again and looked at as a stranger would.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from complaintkit.documents.cleaning import KEPT
from complaintkit.documents.markup import parsed, relationships
from complaintkit.documents.package import Opened, opened
from complaintkit.documents.properties import APPLICATION, CORE, CoreProperties, told_by
from complaintkit.problems import Problem, error

_SMALL = 20_000  # a part that is worth keeping: most small parts are the same in every letter
_OLDEST = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = {"core-properties", "extended-properties"}
_MARKS = (
    b"w:rsid", b"<w:docVars", b"<w:proofErr", b"<w:comment", b"<w:ins ", b"<w:del ", b"<w:moveFrom", b"<w:moveTo",
    b"w14:paraId=", b"w14:textId=", b"w:author=", b"<w:attachedTemplate",
)  # fmt: skip
_HINT = "save the template anew from Word and render again; if it stays, do not send the file"


def said_besides(data: bytes, properties: CoreProperties, shown: str = "letter.docx") -> tuple[Problem, ...]:
    """Return what a letter says about itself beyond what is wanted: CK637, all of it.

    Args:
        data: the DOCX file, sound as `check_package` says.
        properties: what it may say.
        shown: its name in messages.
    """
    package = opened(data)
    found = [
        *_of_the_zip(package),
        *_of_the_properties(package.parts, properties),
        *_of_the_parts(package.parts),
    ]
    return tuple(
        error(shown, "CK637", f"the letter would say more about itself than it should: {one}", _HINT) for one in found
    )


def _of_the_zip(package: Opened) -> Iterator[str]:
    for item in package.members:
        if item.date_time != _OLDEST:
            yield f"when the part `{item.filename}` was written"
        if item.comment or item.extra:
            yield f"something beside the part `{item.filename}`"
    if package.comment:
        yield "something beside all parts"


def _of_the_properties(parts: Mapping[str, bytes], properties: CoreProperties) -> Iterator[str]:
    wanted = told_by(properties)
    for element in parsed(parts[CORE]):
        name = str(element.tag).rpartition("}")[2]
        if (element.text or "") != wanted.get(name):
            yield f"the property `{name}` is “{element.text}”"
    for element in parsed(parts[APPLICATION]):
        name = str(element.tag).rpartition("}")[2]
        if name != "DocSecurity":
            yield f"the property `{name}` is “{element.text}”"


def _of_the_parts(parts: Mapping[str, bytes]) -> Iterator[str]:
    for name, data in sorted(parts.items()):
        yield from _of_a_small_part(name, data) if len(data) <= _SMALL else _of_a_part(name, data)


@lru_cache(maxsize=64)
def _of_a_small_part(name: str, data: bytes) -> tuple[str, ...]:
    return _of_a_part(name, data)


def _of_a_part(name: str, data: bytes) -> tuple[str, ...]:
    """Return what one part tells."""
    if name.endswith(".rels"):
        kinds = {relationship.kind for relationship in relationships(data, "")} - KEPT - _PROPERTIES
        return tuple(f"`{name}` names a part of the kind {kind}" for kind in sorted(kinds))
    marks = [mark for mark in _MARKS if mark in data] if name.endswith(".xml") else []
    return tuple(f"the part `{name}` holds `{mark.decode().strip('<= ')}`" for mark in marks)
