"""`previews`: what can be shown of exhibits, one after the other, a few at a time and within bounds of memory."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from complaintkit.case.values import Exhibit
from complaintkit.evidence import files
from complaintkit.evidence.previewing.pdfs import first_page
from complaintkit.evidence.previewing.pictures import small_picture
from complaintkit.evidence.previewing.values import Preview, nothing
from complaintkit.evidence.reading.reading import read
from complaintkit.evidence.reading.recognising import recognise
from complaintkit.evidence.reading.values import Format

_WORKERS = min(4, os.cpu_count() or 2)
_AHEAD = 3 * _WORKERS
_INSTALL = "to see it, type: pip install 'complaintkit[evidence]'"
_TEXTS = {"email", "text", "page", "document"}
_WHY = {
    "sound": "a recording is heard, not shown",
    "film": "a film is not shown",
    "archive": "what is in an archive is registered by itself",
}


def previews(folder: Path, exhibits: Iterable[Exhibit]) -> Iterator[Preview]:
    """Yield what can be shown of each exhibit of the case in `folder`, in the order given."""
    waiting: deque[Future[Preview]] = deque()
    with ThreadPoolExecutor(_WORKERS) as pool:
        try:
            for exhibit in exhibits:
                waiting.append(pool.submit(preview_of, folder, exhibit))
                if len(waiting) > _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def preview_of(folder: Path, exhibit: Exhibit) -> Preview:
    """Return what can be shown of an exhibit; whatever stands in the way is the reason that the preview gives."""
    path = folder / exhibit.file
    try:
        if not _is_inside(path, folder / files.FOLDER):
            return nothing("its file does not lie among the originals of the case")
        if not files.is_plain(path):
            return nothing("in its place is a link or no ordinary file")
        return _shown(path, recognise(path), exhibit)
    except FileNotFoundError:
        return nothing("its file is missing")
    except OSError as trouble:
        return nothing(f"its file cannot be read ({trouble.strerror or trouble})")
    except ImportError as missing:
        return nothing(f"the library {missing.name} is not installed; {_INSTALL}")


def _is_inside(path: Path, folder: Path) -> bool:
    return folder.resolve() in path.resolve().parents


def _shown(path: Path, held: Format, exhibit: Exhibit) -> Preview:
    if held.name == "pdf":
        return first_page(path)
    if held.family == "picture":
        return small_picture(path)
    if held.family in _TEXTS:
        return _lines(path, held, exhibit)
    return nothing(_WHY.get(held.family, f"this is {held.label}; it cannot be shown"))


def _lines(path: Path, held: Format, exhibit: Exhibit) -> Preview:
    facts = read(path, exhibit.file)
    if facts.first_lines is None:
        faults = [problem.message for problem in facts.problems if problem.severity == "error"]
        return nothing(faults[0] if faults else f"this is {held.label} in which no text was found")
    language = exhibit.language or (facts.language.value if facts.language else None)
    return Preview(lines=facts.first_lines.value, language=language)
