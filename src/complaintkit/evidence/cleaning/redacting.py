"""Blacking out, in a copy that is cleaned already: what was there is replaced, never covered."""

from __future__ import annotations

from collections.abc import Sequence

from complaintkit.evidence.cleaning.formats import kind_of
from complaintkit.evidence.cleaning.redacting_pdf import redacted_pdf
from complaintkit.evidence.cleaning.redacting_pictures import redacted_picture
from complaintkit.evidence.cleaning.redacting_texts import redacted_mail, redacted_package, redacted_text, redacted_xml
from complaintkit.evidence.cleaning.redactions import Passage
from complaintkit.evidence.cleaning.values import Cleaned, Uncleanable

_PICTURES = {"jpeg", "png", "webp", "tiff"}
_PACKAGES = {"docx", "xlsx", "pptx", "odt", "ods", "odp"}
_UNSEARCHED = ("words in pictures and recordings inside, which are not searched",)
_ADVICE = "print the exhibit to PDF, add that as an exhibit, and give the rectangles in it"


def redact(cleaned: Cleaned, passages: Sequence[Passage]) -> tuple[Cleaned, frozenset[Passage]]:
    """Return a cleaned file with the passages blacked out, and which of them were found.

    Raises:
        Uncleanable: nothing can be blacked out in a file of this kind, or not in this way.
    """
    data, found, left = _redacted(cleaned.data, passages)
    return Cleaned(data, cleaned.ending, (*cleaned.removed, "the passages blacked out"), (*cleaned.left, *left)), found


def _redacted(data: bytes, passages: Sequence[Passage]) -> tuple[bytes, frozenset[Passage], tuple[str, ...]]:
    kind = kind_of(data)
    if kind == "pdf":
        return redacted_pdf(data, passages)
    if kind in _PICTURES:
        return (*redacted_picture(data, passages), ())
    if any(one.box for one in passages):
        raise Uncleanable("Rectangles can be blacked out in PDF files and pictures only.", _ADVICE)
    if kind in _PACKAGES:
        return (*redacted_package(data, passages), _UNSEARCHED)
    if kind == "eml":
        return (*redacted_mail(data, passages, _redacted), _UNSEARCHED)
    if kind == "html":
        return (*redacted_xml(data, passages, page=True), ())
    if kind == "txt":
        return (*redacted_text(data, passages), ())
    raise Uncleanable(
        "Nothing can be blacked out in a recording.", "cut the passage out with an editor, and add the result"
    )
