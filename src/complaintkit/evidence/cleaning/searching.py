"""Reading a copy back: every part of it, unpacked, is looked through for what should have gone."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Sequence
from email import policy
from email.parser import BytesParser
from typing import Any

from complaintkit.evidence.cleaning.formats import kind_of
from complaintkit.evidence.cleaning.jpeg import segments_of
from complaintkit.evidence.cleaning.libraries import needed
from complaintkit.evidence.cleaning.packages import unpacked
from complaintkit.evidence.cleaning.png import PICTURE, chunks_of
from complaintkit.evidence.cleaning.redactions import Passage, pattern_of
from complaintkit.evidence.cleaning.values import Uncleanable, once

_DEEPEST = 10
_ORIENTATION = 34  # bytes of a block of EXIF that holds the orientation only
_TELLING = {
    "XMP": re.compile(rb"<x:xmpmeta|<\?xpacket|http://ns\.adobe\.com/xap/"),
    "IPTC": re.compile(rb"Photoshop 3\.0\0"),
    "properties of the document": re.compile(rb"<cp:coreProperties|<office:document-meta"),
    "traces of editing": re.compile(rb"w:rsid[A-Za-z]*=|w:author=|<dc:creator"),
}
_TELLING_OBJECT = re.compile(
    rb"/(?:Author|Creator|Producer|CreationDate|ModDate)\s*[(<]|/Metadata |/PieceInfo |/JavaScript |/EmbeddedFile"
)
_WRITTEN = {"txt", "eml", "html"}  # words in them are what somebody wrote, whatever they look like
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a]")
_NO_CHANCE = 5  # letters that ten million bytes at random are unlikely to spell
_PATHS = re.compile(rb"[A-Za-z]:\\+Users\\+[^\\\"<\s]+|(?<![\w/])/(?:home|Users)/[^/\"<\s]+/")


def parts_of(data: bytes, name: str = "", depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield every part of a file with where it stands: itself, and all in it, unpacked and decoded."""
    yield name, data
    inner = _INNER.get(kind_of(data))
    for inside, part in inner(data) if inner and depth < _DEEPEST else ():
        yield from parts_of(part, f"{name}/{inside}" if name else inside, depth + 1)


def telling(data: bytes) -> tuple[str, ...]:
    """Return what a cleaned file still tells that it must not: nothing, or the cleaning has a fault."""
    found: list[str] = []
    for name, part in parts_of(data):
        inside = name.rpartition("/")[2]
        if inside.startswith("object ") and _TELLING_OBJECT.search(part):
            found.append("information of the document")
        if kind_of(part) not in _WRITTEN and not inside.startswith("drawing "):
            found += [word for word, pattern in _TELLING.items() if pattern.search(part)]
        found += _of_picture(part)
    return once(found)


def paths_in(data: bytes) -> tuple[str, ...]:
    """Return that paths of a computer, which often hold a user's name, stand somewhere in a file."""
    places = [name or "the file itself" for name, part in parts_of(data) if _has_path(part)]
    return (f"a path with the name of a user, in {', '.join(once(places))}",) if places else ()


def _has_path(part: bytes) -> bool:
    """Tell whether a path stands in a part; plain words are looked for first, which is a hundred times as fast."""
    return (b"Users" in part or b"/home/" in part) and _PATHS.search(part) is not None


def still_there(data: bytes, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the passages whose text is still found: in any part, in any of the usual encodings, on any page."""
    parts = [part for _, part in parts_of(data)]
    packed = [text for part in parts if _BINARY.search(part) for text in _decoded(part)]
    texts = [text for part in parts if not _BINARY.search(part) for text in _decoded(part)]
    texts += [text for part in parts if kind_of(part) == "pdf" for text in _page_texts(part)]
    return tuple(one for one in passages if one.text and _is_in(one.text, texts, packed))


def _is_in(text: str, texts: Sequence[str], packed: Sequence[str]) -> bool:
    """Tell whether a text is anywhere; a short one is bound to come up by chance in what is packed or a picture."""
    looked_in = [*texts, *packed] if len("".join(text.split())) >= _NO_CHANCE else texts
    return any(pattern_of(text).search(one) for one in looked_in)


def _decoded(part: bytes) -> Iterator[str]:
    yield part.decode("utf-8", "ignore")
    yield part.decode("latin-1")
    if b"\0" in part:
        yield part.decode("utf-16-le", "ignore")
        yield part.decode("utf-16-be", "ignore")


def _page_texts(data: bytes) -> list[str]:
    pdfium = needed("pypdfium2", "searching PDF")
    with pdfium.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


def _of_picture(part: bytes) -> Iterator[str]:
    kind = kind_of(part)
    try:
        if kind == "jpeg":
            for marker, body in segments_of(part):
                if body.startswith(b"Exif\0\0") and len(body) > _ORIENTATION:
                    yield "EXIF"
                if marker == 0xFE:  # noqa: PLR2004
                    yield "comments"
        elif kind == "png" and any(_telling_chunk(name, body) for name, body in chunks_of(part)):
            yield "texts of a picture"
    except Uncleanable:
        yield "a damaged picture"


def _telling_chunk(name: bytes, body: bytes) -> bool:
    return name not in PICTURE | {b"iCCP"} and not (name == b"eXIf" and len(body) <= _ORIENTATION)


def _in_zip(data: bytes) -> Iterator[tuple[str, bytes]]:
    for name, part in unpacked(data).items():
        yield "name", name.encode()
        yield name, part


def _in_png(data: bytes) -> Iterator[tuple[str, bytes]]:
    for name, body in chunks_of(data):
        if name in {b"zTXt", b"iTXt", b"iCCP"}:
            try:
                yield name.decode(), zlib.decompressobj().decompress(body.partition(b"\0")[2][1:], 4_000_000)
            except zlib.error:
                continue


def _in_mail(data: bytes) -> Iterator[tuple[str, bytes]]:
    message = BytesParser(policy=policy.default).parsebytes(data)
    for number, part in enumerate(message.walk()):
        yield f"head {number}", "\n".join(f"{name}: {value}" for name, value in part.items()).encode(errors="replace")
        body = part.get_payload(decode=True)
        if isinstance(body, bytes) and not part.is_multipart():
            yield f"part {number}", body


def _in_pdf(data: bytes) -> Iterator[tuple[str, bytes]]:
    pikepdf = needed("pikepdf", "PDF")
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            for number, part in enumerate(document.objects):
                yield from _of_object(part, number, pikepdf)
    except (pikepdf.PdfError, RuntimeError) as trouble:
        message = f"The PDF cannot be read back ({type(trouble).__name__}), so nothing can be said of what is in it."
        raise Uncleanable(message, "print it to a new PDF and add that as an exhibit beside it") from None


def _of_object(part: Any, number: int, pikepdf: Any) -> Iterator[tuple[str, bytes]]:
    if not isinstance(part, pikepdf.Stream):
        yield f"object {number}", b"\n".join(_texts(part, pikepdf)) + part.unparse(resolved=True)
        return
    said = pikepdf.Dictionary({key: part[key] for key in part.keys() if key != "/Length"})  # noqa: SIM118
    yield f"object {number}", b"\n".join(_texts(said, pikepdf)) + said.unparse()
    yield f"drawing {number}", _stream(part)


def _stream(part: Any) -> bytes:
    try:
        return bytes(part.read_bytes())
    except Exception:  # noqa: BLE001 - a picture, or a filter that is not known: as it stands
        return bytes(part.read_raw_bytes())


def _texts(part: Any, pikepdf: Any) -> Iterator[bytes]:
    """Yield the strings in an object in clear, since in the file they may stand in hexadecimal digits or UTF-16."""
    if isinstance(part, pikepdf.String):
        yield str(part).encode()
    elif isinstance(part, (pikepdf.Array, pikepdf.Dictionary)):
        values = part if isinstance(part, pikepdf.Array) else (part[key] for key in part.keys())  # noqa: SIM118
        for value in values:
            if not getattr(value, "is_indirect", False):
                yield from _texts(value, pikepdf)


_INNER = {
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp", "zip"), _in_zip),
    "pdf": _in_pdf,
    "eml": _in_mail,
    "png": _in_png,
}
