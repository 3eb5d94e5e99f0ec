"""`pieces`: a file taken apart by what it is, whatever its name says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from complaintkit.disclosure.inside.kinds import kind
from complaintkit.disclosure.inside.texts import decoded, is_plain, of_markup, of_rich_text
from complaintkit.disclosure.inside.values import Blind, Piece, Raw, Words
from complaintkit.disclosure.inside.zips import of_zip

_ZIPS = {"docx", "xlsx", "pptx", "odt", "ods", "odp", "zip"}
_PICTURES = {"jpeg", "png", "webp", "tiff", "heic", "gif", "bmp"}
_SOUNDS = {"mp3", "mp4", "wav", "ogg", "flac", "matroska", "amr"}
_CLOSED = {
    "7z": "a 7z archive, which is not opened here",
    "rar": "a RAR archive, which is not opened here",
    "age": "it is encrypted (age)",
    "pgp": "it is encrypted (PGP)",
    "tnef": "a winmail.dat of Outlook, which is not opened here",
}
_HEARD = "a recording: what is heard or seen in it no search finds"
# What may be searched piece by piece where it is large, since nothing in it is packed; and why a person has to look at it.
STREAMED = {**dict.fromkeys(_SOUNDS, _HEARD), **{name: _CLOSED[name] for name in ("7z", "rar", "age")}}
_SMALL = 200_000
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_DECLARES = b"<?xml"


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield what stands in a file, whatever kind it is of."""
    what = kind(data) if data else "empty"
    if what in _ZIPS:
        yield from of_zip(data)
    elif what in {"xml", "html", "txt"}:
        yield from _text(data)
    else:
        yield from _others(data, what)


def _text(data: bytes) -> Iterator[Piece]:
    for text in decoded(data):
        yield from of_markup(text, "text") if "<" in text else [Words("text", text)]
    if not is_plain(data):
        yield Raw("text", data)


def _others(data: bytes, what: str) -> Iterator[Piece]:
    """Yield the pieces of what is seldom met; each reader is imported when a file of its kind comes."""
    if what == "pdf":
        from complaintkit.disclosure.inside.pdf import of_pdf as found  # noqa: PLC0415
    elif what == "eml":
        from complaintkit.disclosure.inside.mail import of_mail as found  # noqa: PLC0415
    elif what == "mbox":
        from complaintkit.disclosure.inside.mail import of_mailbox as found  # noqa: PLC0415
    elif what == "ole":
        from complaintkit.disclosure.inside.ole import of_ole as found  # noqa: PLC0415
    elif what == "tar":
        from complaintkit.disclosure.inside.packed import of_tar as found  # noqa: PLC0415
    elif what in {"gz", "bz2", "xz"}:
        from complaintkit.disclosure.inside.packed import of_packed as found  # noqa: PLC0415
    elif what == "rtf":
        found = of_rich_text
    else:
        yield from _unread(data, what)
        return
    yield from found(data)


def _unread(data: bytes, what: str) -> Iterator[Piece]:
    if what in _PICTURES:
        from complaintkit.disclosure.inside.pictures import of_picture  # noqa: PLC0415

        yield from of_picture(data, what)
    elif what in _SOUNDS or what in _CLOSED:
        yield Raw("metadata", data)
        yield Blind("", _CLOSED.get(what, _HEARD))
    elif data:
        yield from _unknown(data)


def _unknown(data: bytes) -> Iterator[Piece]:
    """Yield bytes of which nobody knows what they are; a text in UTF-16 without a mark is one all the same."""
    yield Raw("", data)
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, "replace")
        if text and len(_NO_TEXT.findall(text)) * 50 < len(text) and _mostly_usual(text):
            yield from of_markup(text, "text")
            return
    if len(data) <= _SMALL:
        yield from (Words("", text) for text in decoded(data))
    yield Blind("", "it cannot be told what kind of file it is")


def _mostly_usual(text: str) -> bool:
    """Tell whether letters are those of one script and blanks stand between them, as bytes at random never are."""
    return sum(one.isspace() or one in ".,;:-" for one in text) * 40 > len(text)
