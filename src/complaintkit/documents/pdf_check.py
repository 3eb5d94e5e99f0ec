"""Looking at a PDF that LibreOffice made: that it has pages, its fonts within it, tags, and that it is of the letter.

Only what LibreOffice writes is understood: objects in the open or in compressed object streams (ISO 32000-1, 7.5.7). The file
was made a moment ago on this machine; whoever needs a PDF of others read uses `evidence.reading`.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import unescape

from complaintkit.values import frozen

_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_FONT = re.compile(rb"<<(?P<whole>[^<>]*/Type\s*/FontDescriptor\b[^<>]*)>>")
_NAME = re.compile(rb"/FontName\s*/(?:[A-Z]{6}\+)?(?P<name>[^\s/<>\[\]()]+)")
_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b[^>]*>>\s*stream\r?\n(?P<data>.*?)\r?\nendstream", re.DOTALL)
_TITLE = re.compile(rb"/Title\s*(?:<(?P<hex>[0-9A-Fa-f]+)>|\((?P<text>(?:[^()\\]|\\.)*)\))")
_DOCX_TITLE = re.compile(r"<dc:title>(?P<title>[^<]*)</dc:title>")
_CORE = "docProps/core.xml"
_MARKED = re.compile(rb"/MarkInfo\s*<<[^>]*/Marked\s+true")


@frozen
class Looked:
    """What was found in a PDF: how many pages, and every fault, as a clause without a capital letter."""

    pages: int
    faults: tuple[str, ...]


def look_at(pdf: bytes, letter: Path) -> Looked:
    """Return the number of pages of a PDF and what is wrong with it as a letter to be sent.

    Args:
        pdf: the file that was made; what is no PDF at all has no pages.
        letter: the DOCX file that it was made of, whose title it must bear.
    """
    if not pdf.startswith(b"%PDF-") or b"%%EOF" not in pdf[-1024:]:
        return Looked(0, ("it is no PDF",))
    objects = b"\n".join((pdf, *_inflated(pdf)))
    pages = len(_PAGE.findall(objects))
    return Looked(pages, tuple(_faults(objects, pages, letter)))


def _faults(objects: bytes, pages: int, letter: Path) -> Iterator[str]:
    if not pages:
        yield "it has no page"
        return
    if missing := _not_embedded(objects):
        yield f"these fonts are not within it: {', '.join(missing)}"
    if b"/StructTreeRoot" not in objects or not _MARKED.search(objects):
        yield "it has no tags, which programs that read aloud need"
    title = _title_of(letter)
    if title and title not in _titles(objects):
        yield f"it does not bear the title of the letter, “{title}”, so it may be a page about an error"


def _inflated(pdf: bytes) -> Iterator[bytes]:
    """Yield what stands in compressed object streams; a damaged one holds nothing."""
    for found in _OBJECTS.finditer(pdf):
        try:
            yield zlib.decompress(found["data"])
        except zlib.error:
            continue


def _not_embedded(objects: bytes) -> tuple[str, ...]:
    descriptors = [found["whole"] for found in _FONT.finditer(objects)]
    without = [one for one in descriptors if b"/FontFile" not in one]
    return tuple(dict.fromkeys(_font_name(one) for one in without))


def _font_name(descriptor: bytes) -> str:
    found = _NAME.search(descriptor)
    return found["name"].decode("latin-1") if found else "one without a name"


def _titles(objects: bytes) -> frozenset[str]:
    return frozenset(_decoded(found) for found in _TITLE.finditer(objects))


def _decoded(found: re.Match[bytes]) -> str:
    if found["hex"] is not None:
        digits = found["hex"].decode("ascii")
        raw = bytes.fromhex(digits if len(digits) % 2 == 0 else f"{digits}0")
    else:
        raw = re.sub(rb"\\(.)", rb"\1", found["text"], flags=re.DOTALL)
    utf16 = raw.startswith(b"\xfe\xff")
    return raw[2:].decode("utf-16-be", "replace") if utf16 else raw.decode("latin-1")


def _title_of(letter: Path) -> str:
    """Return the title in a DOCX file's own properties, empty where there is none."""
    try:
        with zipfile.ZipFile(letter) as package:
            found = _DOCX_TITLE.search(package.read(_CORE).decode("utf-8"))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return ""
    return unescape(found["title"], {"&quot;": '"', "&apos;": "'"}) if found else ""
