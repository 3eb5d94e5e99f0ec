"""What LibreOffice converts: the letter, and office documents among the annexes, in one call.

The moment of making and the marks made from it are taken out, so that one version of it gives the same bytes each time;
another version gives others, and so the digest of what it made stands in the package's list. Without LibreOffice the package
is made all the same, and says so.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from complaintkit.documents import pdf
from complaintkit.packages.contents import DOCUMENTS, pages_of
from complaintkit.packages.libraries import library
from complaintkit.packages.values import Annex, Nothing, Pages
from complaintkit.problems import Problem, Refused, warning
from complaintkit.values import frozen

_MISSING = "LibreOffice was not there to convert it"


@frozen
class Converted:
    """What LibreOffice made: the letter as PDF, annexes by number, a record of each, what is to be said of it."""

    letter: bytes | None = None
    annexes: tuple[tuple[int, Pages | Nothing], ...] = ()
    records: tuple[Mapping[str, Any], ...] = ()
    problems: tuple[Problem, ...] = ()


def convert(letter: bytes | None, annexes: Sequence[Annex], *, wanted: bool) -> Converted:
    """Return the letter (None if it is a PDF already) and documents among the annexes as PDF files.

    Nothing is refused: what is not converted stays as it is, and a warning says so.
    """
    documents = [annex for annex in annexes if annex.copy is not None and annex.copy.ending in DOCUMENTS]
    if letter is None and not documents:
        return Converted()
    if not wanted or pdf.find_soffice() is None:
        nothing = tuple((annex.number, Nothing(_MISSING)) for annex in documents)
        return Converted(None, nothing, problems=(_absent(documents, chosen=not wanted),))
    with tempfile.TemporaryDirectory() as name:
        return _converted(Path(name), letter, documents)


def _converted(folder: Path, letter: bytes | None, documents: Sequence[Annex]) -> Converted:
    sources = {} if letter is None else {"letter.docx": letter}
    sources |= {f"annex-{one.number:02}.{one.copy.ending}": one.copy.data for one in documents if one.copy}
    for name, data in sources.items():
        (folder / name).write_bytes(data)
    problems: list[Problem] = []
    made = _called(folder, list(sources), problems)
    annexes: dict[int, Pages | Nothing] = {}
    records: list[Mapping[str, Any]] = []
    for one in documents:
        name = f"annex-{one.number:02}.{one.copy.ending}" if one.copy else ""
        found = made.get(name)
        program = _program(found) if found else None
        annexes[one.number] = pages_of(found, program) if found else Nothing("LibreOffice could not convert it")
        if found and one.copy:
            records.append(_record(f"data/{one.file}", one.copy.data, None, found, program))
    if letter is not None and (found := made.get("letter.docx")):
        records.append(_record("data/1-letter.docx", letter, "data/1-letter.pdf", found, _program(found)))
    return Converted(made.get("letter.docx"), tuple(annexes.items()), tuple(records), tuple(problems))


def _called(folder: Path, names: Iterable[str], problems: list[Problem]) -> dict[str, bytes]:
    """Call LibreOffice once for all; if that fails, once for each, so that one bad document does not spoil the rest."""
    listed = list(names)
    try:
        made = pdf.to_pdf([folder / name for name in listed], folder)
        return {name: _settled(path.read_bytes()) for name, path in zip(listed, made, strict=True)}
    except Refused as refusal:
        if len(listed) == 1:
            problems += [warning(listed[0], "CK661", problem.message, problem.hint) for problem in refusal.problems]
            return {}
    return {name: data for one in listed for name, data in _called(folder, [one], problems).items()}


def _settled(data: bytes) -> bytes:
    """Return a PDF file without the moment at which it was made and what was reckoned from that; its tags stay."""
    pikepdf = library("pikepdf")
    with pikepdf.open(io.BytesIO(data)) as document:
        for part, keys in (
            (document.docinfo, ("/CreationDate", "/ModDate")),
            (document.trailer, ("/DocChecksum", "/ID")),
        ):
            for key in keys:
                if key in part:
                    del part[key]
        out = io.BytesIO()
        document.save(out, deterministic_id=True, fix_metadata_version=False)
        return out.getvalue()


def _program(data: bytes) -> str:
    """Return the program that a PDF file names as its producer."""
    pikepdf = library("pikepdf")
    with pikepdf.open(io.BytesIO(data)) as document:
        return str(document.docinfo.get("/Producer", "LibreOffice"))


def _record(source: str, data: bytes, made: str | None, result: bytes, program: str | None) -> dict[str, Any]:
    return {
        "from": source,
        "from_sha256": sha256(data).hexdigest(),
        "to": made,
        "to_sha256": sha256(result).hexdigest(),
        "by": program,
    }


def _absent(documents: Sequence[Annex], *, chosen: bool) -> Problem:
    also = ", and office documents among the annexes are not printed in the bundle" if documents else ""
    why = "as you chose, LibreOffice was not called" if chosen else "there is no LibreOffice on this machine"
    message = f"{why}, so the letter is enclosed as a Word file only{also}"
    return warning("LibreOffice", "CK661", message, None if chosen else pdf.INSTALL)
