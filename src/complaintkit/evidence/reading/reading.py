"""`read`: everything that stands in a file, whatever its kind, as one value."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from complaintkit.evidence.reading.faults import by_content, damaged, empty, misnamed, not_installed, unknown, unopened
from complaintkit.evidence.reading.kinds import ENDINGS
from complaintkit.evidence.reading.names import shown as safe
from complaintkit.evidence.reading.recognising import recognise
from complaintkit.evidence.reading.values import Attachment, Fact, FileFacts, Format, Found, Named, Source
from complaintkit.problems import Problem

Reader = Callable[[Source], Iterator[Found]]


def read(path: Path, shown: str | None = None) -> FileFacts:
    """Return what stands in the file at `path`; `shown` is how problems name it, the path itself where left out.

    Nothing is written, run or fetched. What is damaged, locked or unknown is a problem of the facts, and what could be
    read before is kept.

    Raises:
        OSError: the file cannot be read.
    """
    name = safe(os.fsencode(shown or path).decode(errors="replace"))
    held = recognise(path)
    source = Source(path, name, path.stat().st_size, held)
    fields: dict[str, Any] = {}
    attachments: list[Attachment] = []
    problems = list(_misnamed(path, name, held))
    for found in _found(source):
        match found:
            case Named(field, fact):
                fields.setdefault(field, fact)
            case Attachment():
                attachments.append(found)
            case Problem():
                problems.append(found)
    media_type = Fact(held.media_type, "read", "the content")
    everything = dict.fromkeys(problems)
    return FileFacts(
        name, held, source.size, media_type, attachments=tuple(attachments), problems=tuple(everything), **fields
    )


def _misnamed(path: Path, name: str, held: Format) -> Iterator[Problem]:
    """Yield that the ending says otherwise; an ending that is nobody's says nothing."""
    ending = path.suffix.lower()
    if ending in ENDINGS and held.endings and ending not in held.endings:
        yield misnamed(name, ending, held)


def _found(source: Source) -> Iterator[Found]:
    """Yield what the reader of the format yields; the libraries raise anything on damaged files, and that is damage."""
    reader = _reader(source.format)
    try:
        yield from reader(source)
    except OSError as fault:
        if not by_content(fault):
            raise
        yield damaged(source.shown, source.format, str(fault))
    except ImportError as fault:
        yield not_installed(source.shown, source.format, str(fault.name))
    except RecursionError:
        yield damaged(source.shown, source.format, "its parts refer to each other without end")
    except Exception as fault:  # noqa: BLE001 - see above: nothing that a file holds may end the intake of the others
        yield damaged(source.shown, source.format, str(fault) or type(fault).__name__)


def _reader(held: Format) -> Reader:
    """Return the reader of a format; each is imported when a file of its kind comes."""
    from importlib import import_module  # noqa: PLC0415

    if held.name not in _READERS:
        return _nothing
    module, function = _READERS[held.name]
    reader: Reader = getattr(import_module(f"complaintkit.evidence.reading.{module}"), function)
    return reader


def _nothing(source: Source) -> Iterator[Found]:
    match source.format.name:
        case "empty":
            yield empty(source.shown)
        case "7z" | "rar" | "gz":
            yield unopened(source.shown, source.format)
        case "unknown":
            yield unknown(source.shown)


_READERS = {
    "eml": ("emails", "mail_facts"),
    "mhtml": ("emails", "saved_page_facts"),
    "msg": ("msgs", "msg_facts"),
    "html": ("pages", "page_facts"),
    "txt": ("texts", "text_facts"),
    "pdf": ("pdfs", "pdf_facts"),
    "locked-office": ("offices", "locked_facts"),
    **dict.fromkeys(("docx", "xlsx", "pptx"), ("offices", "office_facts")),
    **dict.fromkeys(("odt", "ods", "odp"), ("offices", "open_document_facts")),
    **dict.fromkeys(("doc", "xls"), ("offices", "old_office_facts")),
    "ole": ("offices", "other_ole_facts"),
    **dict.fromkeys(("jpeg", "png", "tiff", "webp", "gif", "heic"), ("pictures", "picture_facts")),
    **dict.fromkeys(("mp4", "mov", "m4a"), ("recordings", "film_facts")),
    **dict.fromkeys(("mp3", "ogg", "opus", "wav"), ("recordings", "sound_facts")),
    "amr": ("recordings", "amr_facts"),
    "webm": ("recordings", "webm_facts"),
}
