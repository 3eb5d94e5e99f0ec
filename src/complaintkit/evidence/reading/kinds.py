"""The formats that are told apart, and what each is called."""

from __future__ import annotations

from complaintkit.evidence.reading.values import Family, Format


def _kind(name: str, label: str, media_type: str, endings: str, family: Family) -> Format:
    return Format(name, label, media_type, tuple(f".{ending}" for ending in endings.split()), family)


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_LISTED = (
    _kind("eml", "an e-mail", "message/rfc822", "eml", "email"),
    _kind("msg", "an Outlook message", "application/vnd.ms-outlook", "msg oft", "email"),
    _kind("mbox", "a mailbox", "application/mbox", "mbox mbx", "archive"),
    _kind("mhtml", "a saved web page", "multipart/related", "mht mhtml", "page"),
    _kind("html", "a web page", "text/html", "html htm xhtml", "page"),
    _kind("txt", "plain text", "text/plain", "txt text log csv md tsv json xml yaml yml ics vcf", "text"),
    _kind("rtf", "a rich text document", "application/rtf", "rtf", "document"),
    _kind("pdf", "a PDF", "application/pdf", "pdf", "document"),
    _kind("docx", "a Word document", f"{_OFFICE}.wordprocessingml.document", "docx docm dotx", "document"),
    _kind("xlsx", "an Excel workbook", f"{_OFFICE}.spreadsheetml.sheet", "xlsx xlsm", "document"),
    _kind("pptx", "a PowerPoint file", f"{_OFFICE}.presentationml.presentation", "pptx pptm", "document"),
    _kind("odt", "an OpenDocument text", f"{_OPEN}.text", "odt", "document"),
    _kind("ods", "an OpenDocument sheet", f"{_OPEN}.spreadsheet", "ods", "document"),
    _kind("odp", "an OpenDocument presentation", f"{_OPEN}.presentation", "odp", "document"),
    _kind("doc", "an old Word document", "application/msword", "doc dot", "document"),
    _kind("xls", "an old Excel workbook", "application/vnd.ms-excel", "xls", "document"),
    _kind("locked-office", "an Office file", "application/x-ole-storage", "docx xlsx pptx docm xlsm", "document"),
    _kind("ole", "an old Microsoft file", "application/x-ole-storage", "doc xls ppt msg", "other"),
    _kind("jpeg", "a JPEG picture", "image/jpeg", "jpg jpeg jpe jfif", "picture"),
    _kind("png", "a PNG picture", "image/png", "png", "picture"),
    _kind("tiff", "a TIFF picture", "image/tiff", "tif tiff", "picture"),
    _kind("webp", "a WebP picture", "image/webp", "webp", "picture"),
    _kind("heic", "an HEIC picture", "image/heic", "heic heif", "picture"),
    _kind("gif", "a GIF picture", "image/gif", "gif", "picture"),
    _kind("mp3", "an MP3 recording", "audio/mpeg", "mp3", "sound"),
    _kind("ogg", "an Ogg recording", "audio/ogg", "ogg oga", "sound"),
    _kind("opus", "an Opus recording", "audio/opus", "opus ogg oga", "sound"),
    _kind("wav", "a WAV recording", "audio/wav", "wav", "sound"),
    _kind("m4a", "an M4A recording", "audio/mp4", "m4a m4b mp4", "sound"),
    _kind("amr", "an AMR recording", "audio/amr", "amr", "sound"),
    _kind("mp4", "an MP4 film", "video/mp4", "mp4 m4v m4a 3gp", "film"),
    _kind("mov", "a QuickTime film", "video/quicktime", "mov qt", "film"),
    _kind("webm", "a WebM or Matroska film", "video/webm", "webm mkv mka", "film"),
    _kind("zip", "a ZIP archive", "application/zip", "zip", "archive"),
    _kind("7z", "a 7z archive", "application/x-7z-compressed", "7z", "archive"),
    _kind("rar", "a RAR archive", "application/vnd.rar", "rar", "archive"),
    _kind("gz", "a gzip archive", "application/gzip", "gz tgz", "archive"),
    _kind("empty", "an empty file", "application/octet-stream", "", "other"),
    _kind("unknown", "a file of unknown kind", "application/octet-stream", "", "other"),
)
KINDS = {kind.name: kind for kind in _LISTED}
ENDINGS = frozenset(ending for kind in _LISTED for ending in kind.endings)
