"""Texts, web pages, XML and rich text: as they stand, and as a reader sees them, joined over their marks."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence

from complaintkit.disclosure.encoded import read_either
from complaintkit.disclosure.inside.values import Blind, Inner, Piece, Words

_BLOCK = re.compile(
    r"</?(?:[\w.-]+:)?(?:p|h[1-6]?|tr|td|th|tc|li|div|si|row|c|br|cr|tab|s|line-break|table|ul|ol|dt|dd|title|body|head|option"
    r"|article|section|blockquote|pre|list-item|table-cell|table-row|sp|txBody|comment|annotation)\b[^<>]*>"
)
_HIDDEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_DATA = re.compile(r"data:([\w/+.-]*)[^,\"'\s>]*;base64,([A-Za-z0-9+/=%\s]+)")
_DECLARED = re.compile(rb"(?:encoding|charset)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
          (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
_USUAL = {"utf8", "usascii", "ascii", "utf16", "utf16le", "utf16be", "utf32"}
_CONTROL = re.compile(r"\\(?:[a-z]+-?\d* ?|\*|[~_-])|[{}\r\n]")
_RTF_UNICODE = re.compile(r"\\u(-?\d+) ?(?:\\'[0-9a-f]{2}|\?)?")
_RTF_BYTE = re.compile(r"\\'([0-9a-fA-F]{2})")


def decoded(data: bytes) -> Iterator[str]:
    """Yield a text for every way in which its bytes can be meant: by its mark, as UTF-8, as it says itself.

    Bytes that are not UTF-8 are read as Latin-1; what else they can be is searched as bytes (`Raw`).
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            yield data[len(mark) :].decode(encoding, "ignore")
            return
    text = read_either(data)
    yield text
    declared = [one for one in _declared(data) if one.replace("-", "").replace("_", "") not in _USUAL]
    yield from (said for said in _read_as(declared, data) if said != text)
    if "\0" in text:
        yield from _read_as(["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"], data)


def is_plain(data: bytes) -> bool:
    """Tell whether bytes are UTF-8 or marked as UTF-16, so that nothing else can be meant by them."""
    if data.startswith(tuple(mark for mark, _ in _MARKS)):
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _declared(data: bytes) -> list[str]:
    return [found.decode("ascii").lower() for found in _DECLARED.findall(data[:4096])]


def _read_as(encodings: Sequence[str], data: bytes) -> Iterator[str]:
    for encoding in dict.fromkeys(encodings):
        try:
            yield data.decode(encoding, "ignore")
        except (LookupError, ValueError):
            continue


def of_markup(text: str, where: str) -> Iterator[Piece]:
    """Yield the pieces of a web page or an XML part: with its marks, joined over them, and parted at them."""
    yield Words(where, text)
    seen = _HIDDEN.sub(" ", text)
    yield Words(where, _TAG.sub("", _BLOCK.sub("\n", seen)))
    yield Words(where, _TAG.sub(" ", seen))
    for number, found in enumerate(_DATA.finditer(text), 1):
        yield from _of_data(found, number, where)


def _of_data(found: re.Match[str], number: int, where: str) -> Iterator[Piece]:
    import binascii  # noqa: PLC0415
    from urllib.parse import unquote  # noqa: PLC0415

    try:
        yield Inner(f"{where}, file {number} in it", "", binascii.a2b_base64(unquote(found[2])))
    except binascii.Error:
        yield Blind(where, "a file that is written into the page is damaged")


def of_rich_text(data: bytes) -> Iterator[Piece]:
    """Yield the pieces of rich text (RTF 1.9.1): as it stands, and as it is read."""
    text = data.decode("latin-1")
    yield Words("text", text)
    said = _RTF_UNICODE.sub(lambda found: chr(int(found[1]) % 0x10000), text)
    for page in ("cp1252", "cp1251", "cp1250", "cp1254"):
        plain = _RTF_BYTE.sub(lambda found, page=page: bytes.fromhex(found[1]).decode(page, "ignore"), said)  # type: ignore[misc]
        yield Words("text", _CONTROL.sub("", plain))
        yield Words("text", _CONTROL.sub(" ", plain))
    if re.search(r"\\(?:pict|objdata)\b", text):
        yield Blind("text", "a picture or an object stands in it")
