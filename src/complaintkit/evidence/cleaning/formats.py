"""What bytes are, by the bytes alone: files inside e-mails and office documents have no path and no name to trust."""

from __future__ import annotations

import io
import re
import zipfile

_STARTS = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"ID3", "mp3"),
    (b"{\\rtf", "rtf"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"\x1aE\xdf\xa3", "matroska"),
)
_FILMS = {b"mp4", b"iso", b"qt ", b"M4A", b"M4V", b"M4B", b"avc", b"3gp", b"das", b"mp7"}
_PACKAGES = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_OPEN = {b"text": "odt", b"spreadsheet": "ods", b"presentation": "odp"}
_HEADER = re.compile(
    rb"(from|to|subject|date|received|return-path|message-id|mime-version|content-type):", re.IGNORECASE
)
_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:|[ \t]")
_PAGE = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HEAD = 16 * 1024
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(data: bytes) -> str:
    """Return the kind of a file: jpeg, png, webp, tiff, pdf, docx, xlsx, pptx, odt, ods, odp, eml, html, txt,
    mp3, mp4, wav, or one that cannot be cleaned: zip, ole, rtf, xml, heic, gif, bmp, ogg, flac, matroska, unknown.
    """  # noqa: D205
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data.startswith(b"PK\3\4"):
        return _package(data)
    if data.startswith(b"RIFF"):
        return {b"WEBP": "webp", b"WAVE": "wav"}.get(data[8:12], "unknown")
    if data[4:8] == b"ftyp":
        return "mp4" if data[8:11] in _FILMS else "heic"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return _sounding(data) or _written(data)


def _package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            if "mimetype" in names:
                return _OPEN.get(package.read("mimetype")[:200].strip().rpartition(b".")[2], "zip")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError):
        return "zip"
    if "[Content_Types].xml" not in names:
        return "zip"
    return next((kind for folder, kind in _PACKAGES.items() if any(name.startswith(folder) for name in names)), "zip")


def _sounding(data: bytes) -> str | None:
    return "mp3" if data[:1] == b"\xff" and data[1:2] in {b"\xfb", b"\xfa", b"\xf3", b"\xf2"} else None


def _written(data: bytes) -> str:
    head = data[:_HEAD]
    if _is_mail(head):
        return "eml"
    if _PAGE.match(head.removeprefix(_MARKS[0])):
        return "html"
    if head.lstrip().startswith((b"<?xml", b"<svg")):
        return "xml"
    return "txt" if head.startswith(_MARKS) or not _CONTROL.search(data) else "unknown"


def _is_mail(head: bytes) -> bool:
    found: set[bytes] = set()
    for line in head.removeprefix(_MARKS[0]).lstrip(b"\r\n").splitlines():
        if not _FIELD.match(line):
            break
        known = _HEADER.match(line)
        found |= {known[1].lower()} if known else set()
    return len(found) > 1
