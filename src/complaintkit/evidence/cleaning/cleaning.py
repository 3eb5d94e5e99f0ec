"""`clean`: a file as it may be sent, whatever kind it is of. The kind is told by the bytes, files inside files come along."""

from __future__ import annotations

from complaintkit.evidence.cleaning.formats import kind_of
from complaintkit.evidence.cleaning.html import clean_html
from complaintkit.evidence.cleaning.jpeg import clean_jpeg
from complaintkit.evidence.cleaning.mail import clean_mail
from complaintkit.evidence.cleaning.media import clean_mp3, clean_mp4
from complaintkit.evidence.cleaning.office import clean_office
from complaintkit.evidence.cleaning.opendocument import clean_opendocument
from complaintkit.evidence.cleaning.pdf import clean_pdf
from complaintkit.evidence.cleaning.pdf_pictured import as_pictures
from complaintkit.evidence.cleaning.png import clean_png
from complaintkit.evidence.cleaning.riff import clean_wave, clean_webp
from complaintkit.evidence.cleaning.tiff import clean_tiff
from complaintkit.evidence.cleaning.values import Choices, Cleaned, Uncleanable

_DEEPEST = 10
_WHOLE = {
    "jpeg": clean_jpeg, "png": clean_png, "webp": clean_webp, "tiff": clean_tiff, "wav": clean_wave, "mp3": clean_mp3,
    "mp4": clean_mp4,
}  # fmt: skip
_RECORDINGS = {"wav", "mp3", "mp4"}
_HEARD = "what is heard and seen in the recording, and what the sound itself shows of the machine that made it"
_AS_PDF = "open it, print it to PDF, and add that as an exhibit"
_REASONS = {
    "ole": ("This is an Outlook message (.msg), an old Office file or one with a password: none can be cleaned.",
            "save the message as .eml, the document as .docx without password, or print it to PDF; add that as an exhibit"),
    "zip": ("This is an archive; a copy of it would carry everything in it uncleaned.", "add the files in it as exhibits"),
    "rtf": ("Rich text (.rtf) cannot be cleaned.", "save it as .docx or PDF, and add that as an exhibit"),
    "xml": ("XML and SVG files cannot be cleaned, since nobody knows what is text in them.", _AS_PDF),
    "heic": ("HEIC pictures cannot be cleaned.", "save it as PNG or JPEG, and add that as an exhibit"),
    "gif": ("GIF pictures cannot be cleaned.", "save it as PNG, and add that as an exhibit"),
    "bmp": ("BMP pictures cannot be cleaned.", "save it as PNG, and add that as an exhibit"),
    "ogg": ("This kind of recording cannot be cleaned.", "save it as WAV, and add that as an exhibit"),
    "flac": ("This kind of recording cannot be cleaned.", "save it as WAV, and add that as an exhibit"),
    "matroska": ("This kind of film cannot be cleaned.", "save it as MP4, and add that as an exhibit"),
    "unknown": ("It cannot be told what kind of file this is.", _AS_PDF),
}  # fmt: skip


def clean(data: bytes, choices: Choices, depth: int = 0) -> Cleaned:
    """Return the file cleaned, with what was removed and what is left in it.

    Raises:
        Uncleanable: no clean copy can be made of it; the exception says why and what to do instead.
    """
    if depth > _DEEPEST:
        raise Uncleanable(
            "Files are packed into files here, deeper than any real ones.", "add the inner ones by themselves"
        )

    def inner(part: bytes) -> Cleaned:
        return clean(part, choices, depth + 1)

    kind = kind_of(data)
    if kind in _REASONS:
        raise Uncleanable(*_REASONS[kind])
    if kind in _WHOLE:
        one = _WHOLE[kind](data)
        left = (*one.left, _HEARD) if kind in _RECORDINGS else one.left
        return Cleaned(one.data, one.ending, one.removed, left)
    if kind == "pdf":
        one = clean_pdf(data)
        return as_pictures(one) if choices.as_pictures else one
    if kind in {"docx", "xlsx", "pptx"}:
        return clean_office(data, kind, choices, inner)
    if kind in {"odt", "ods", "odp"}:
        return clean_opendocument(data, kind, choices, inner)
    if kind == "eml":
        return clean_mail(data, choices, inner)
    return clean_html(data, inner) if kind == "html" else Cleaned(data, "txt")
