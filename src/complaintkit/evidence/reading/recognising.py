"""`recognise`: what a file is, by its bytes and its structure. Its name is never asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from complaintkit.evidence.reading.directory import directory_problem
from complaintkit.evidence.reading.kinds import KINDS
from complaintkit.evidence.reading.values import Format

HEAD = 16 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b", "gz"),
    (b"#!AMR", "amr"),
    (b"ID3", "mp3"),
    (b"{\\rtf", "rtf"),
    (b"\x1aE\xdf\xa3", "webm"),
)
_BRANDS = {b"qt  ": "mov", b"M4A ": "m4a", b"M4B ": "m4a"}
_HEIF = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
_MESSAGE = {
    *("from", "to", "cc", "subject", "date", "message-id", "received", "return-path", "mime-version", "content-type"),
    *("delivered-to", "reply-to", "sender", "in-reply-to", "references", "dkim-signature", "authentication-results"),
}
_HEADER = re.compile(rb"([!-9;-~]+)[ \t]*:")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_MHTML = re.compile(
    rb"^snapshot-content-location:|^from:\s*<?saved by|^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE
)
_FROM = re.compile(rb"From \S+.*\d{2}:\d{2}.*\r?\n[!-9;-~]+:")
_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def recognise(path: Path) -> Format:
    """Return what the file at `path` is, by its content; `unknown` where that cannot be told.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    return KINDS[_name(path, head)] if head else KINDS["empty"]


def _name(path: Path, head: bytes) -> str:
    for start, name in _MAGIC:
        if head.startswith(start):
            return name
    return next((found for kind in _KINDS if (found := kind(path, head))), "unknown")


def _package(path: Path, head: bytes) -> str | None:
    """Tell Office and OpenDocument files from other ZIP archives by what is in them."""
    if head[:4] not in {b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"}:
        return None
    try:
        if directory_problem(path):
            return "zip"
        with ZipFile(path) as archive:
            return _office(archive)
    except Exception:  # noqa: BLE001 - the library raises anything on damaged archives
        return "zip"


def _office(archive: ZipFile) -> str:
    names = {info.filename for info in archive.infolist()}
    if "[Content_Types].xml" in names:
        folders = {name.split("/")[0] for name in names}
        return next((kind for folder, kind in _FOLDERS.items() if folder in folders), "zip")
    if "mimetype" not in names or archive.getinfo("mimetype").file_size > 200:  # noqa: PLR2004 - a media type is short
        return "zip"
    said = archive.read("mimetype").decode("ascii", "replace").strip()
    return next((name for name in ("odt", "ods", "odp") if KINDS[name].media_type == said), "zip")


_FOLDERS = {"word": "docx", "xl": "xlsx", "ppt": "pptx"}


def _ole(path: Path, head: bytes) -> str | None:
    """Tell Outlook messages, locked Office files and old Office files apart by the streams at their root."""
    if not head.startswith(OLE):
        return None
    try:
        from olefile import OleFileIO  # noqa: PLC0415 - an optional library

        with OleFileIO(path) as ole:
            streams = {name.lower() for name in ole.root.kids_dict}
    except Exception:  # noqa: BLE001 - the library raises anything on damaged files, and may be missing
        return "ole"
    return next((kind for stream, kind in _STREAMS.items() if stream in streams), "ole")


_STREAMS = {
    "__properties_version1.0": "msg",
    "encryptedpackage": "locked-office",
    "worddocument": "doc",
    "workbook": "xls",
    "book": "xls",
}


def _riff(_: Path, head: bytes) -> str | None:
    return {b"WEBP": "webp", b"WAVE": "wav"}.get(head[8:12]) if head.startswith(b"RIFF") else None


def _iso(_: Path, head: bytes) -> str | None:
    """Films and pictures of the ISO base media format, told apart by their brands."""
    if head[4:8] in {b"moov", b"mdat", b"wide"} and head[:1] == b"\0":
        return "mov"
    if head[4:8] != b"ftyp":
        return None
    size = min(int.from_bytes(head[:4], "big"), 256)
    others = {head[at : at + 4] for at in range(16, size, 4)}
    if head[8:12] in _HEIF or (b"heic" in others and head[8:12] not in _BRANDS):
        return "heic"
    return _BRANDS.get(head[8:12], "mp4")


def _ogg(_: Path, head: bytes) -> str | None:
    if not head.startswith(b"OggS"):
        return None
    return "opus" if b"OpusHead" in head[:128] else "ogg"


def _pdf(_: Path, head: bytes) -> str | None:
    return "pdf" if b"%PDF-" in head[:1024] else None


def _mp3(_: Path, head: bytes) -> str | None:
    """A frame of MPEG layer III without a tag before it: the mark, then a bit rate and a sampling rate that exist."""
    if head[0] != 0xFF or head[1:2] not in {b"\xfb", b"\xfa", b"\xf3", b"\xf2"} or len(head) < 4:  # noqa: PLR2004
        return None
    return "mp3" if head[2] >> 4 not in {0, 15} and head[2] >> 2 & 3 != 3 else None  # noqa: PLR2004 - reserved values


def _mail(_: Path, head: bytes) -> str | None:
    if _FROM.match(head):
        return "mbox"
    known, lines = set(), head.lstrip(b"\r\n").removeprefix(b"\xef\xbb\xbf").splitlines()
    for line in lines:
        found = _HEADER.match(line)
        if not found and not line.startswith((b" ", b"\t")):
            break
        if found:
            known.add(found[1].decode("ascii").lower())
    if len(known & _MESSAGE) < 2:  # noqa: PLR2004 - one word before a colon begins many a note
        return None
    top = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    return "mhtml" if _MHTML.search(top) and not known & {"received", "message-id", "to"} else "eml"


def _html(_: Path, head: bytes) -> str | None:
    return "html" if _HTML.match(head.removeprefix(_TEXT_MARKS[0])) else None


def _text(_: Path, head: bytes) -> str | None:
    if head.startswith(_TEXT_MARKS):
        return "txt"
    return None if _NO_TEXT.search(head) else "txt"


_KINDS: tuple[Callable[[Path, bytes], str | None], ...] = (
    *(_package, _ole, _riff, _iso, _ogg, _pdf, _mp3, _mail, _html, _text),
)
