"""The table of `complaintkit translate status`: how far each language is, and who drafted and reviewed it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from complaintkit.problems import Refused, error

if TYPE_CHECKING:
    from complaintkit.case.values import Case
    from complaintkit.languages.progress import Progress
    from complaintkit.law.values import Law

_PARTS = ("fixed", "rules", "case")
_HEADER = ("language", "fixed", "rules", "case", "fuzzy", "outdated", "drafted by", "reviewed by")


def table(law: Law, case: Case, case_folder: Path) -> Iterator[str]:
    """Yield the lines of the table; raises Refused for a translation file that is damaged."""
    rows = [_HEADER, *_rows(law, case, case_folder)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEADER))]
    for row in rows:
        cells = (text.rjust(width) if 0 < at <= 5 else text.ljust(width) for at, (text, width) in _cells(row, widths))  # noqa: PLR2004 - the numbers
        yield "  ".join(cells).rstrip()


def _cells(row: tuple[str, ...], widths: list[int]) -> Iterator[tuple[int, tuple[str, int]]]:
    yield from enumerate(zip(row, widths, strict=True))


def _rows(law: Law, case: Case, case_folder: Path) -> Iterator[tuple[str, ...]]:
    from complaintkit.languages.catalogue import shipped_languages
    from complaintkit.languages.sentences import every_text

    files = {
        language: _files(law, case_folder, language)
        for language in (*shipped_languages(), *_of_case_only(case_folder, shipped_languages()))
    }
    in_case = every_text(case)
    wanted = _wanted(law, case, [found["fixed"] for found in files.values()])
    for language, found in files.items():
        done = {
            part: _progress(path, wanted[part], in_case if part == "case" else frozenset())
            for part, path in found.items()
            if language != _source(part, case)
        }
        yield (language, *(_counted(done.get(part)) for part in _PARTS), *_people(done))


def _source(part: str, case: Case) -> str:
    return case.file.language if part == "case" else "en"


def _of_case_only(case_folder: Path, shipped: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages that the case is translated into although no letter can be written in them."""
    found = (path.stem for path in (case_folder / "translations").glob("*.po"))
    return tuple(sorted(set(found) - set(shipped)))


def _files(law: Law, case_folder: Path, language: str) -> dict[str, Path]:
    from complaintkit.languages.files import catalogue_file

    return {
        "fixed": catalogue_file(language),
        "rules": Path(law.translations.folder) / "translations" / f"{language}.po",
        "case": case_folder / "translations" / f"{language}.po",
    }


def _wanted(law: Law, case: Case, catalogues: list[Path]) -> dict[str, frozenset[str]]:
    from complaintkit.languages.progress import sources_in
    from complaintkit.languages.sentences import sentences_of
    from complaintkit.law.translations import sentences_of_rules

    texts = [path.read_text(encoding="utf-8") for path in catalogues if path.is_file()]
    return {
        "fixed": frozenset().union(*map(sources_in, texts)),
        "rules": frozenset(sentences_of_rules(law)),
        "case": frozenset(text for _, text in sentences_of(case)),
    }


def _progress(path: Path, wanted: frozenset[str], possible: frozenset[str]) -> Progress:
    from complaintkit.languages.progress import progress
    from complaintkit.source.reading import read_text

    shown = f"translations/{path.name}"
    text, problems = read_text(path, shown) if path.exists() else ("", ())
    if text is None:
        raise Refused(problems)
    try:
        return progress(text, wanted, possible)
    except ValueError as damage:
        message = f"this is not a PO file that can be read: {damage}"
        hint = "open it in a PO editor, or write it anew with `complaintkit translate export`"
        raise Refused([error(shown, "CK440", message, hint)]) from damage


def _counted(found: Progress | None) -> str:
    return found.counted if found else "source"


def _people(found: dict[str, Progress]) -> tuple[str, ...]:
    """Return how many are fuzzy and outdated, and who drafted and reviewed; where the files differ, file by file."""
    fuzzy, outdated = (sum(getattr(one, name) for one in found.values()) for name in ("fuzzy", "outdated"))
    drafted = _said({part: one.drafted_by or "not stated" for part, one in found.items() if one.translated})
    reviewed = _said({part: one.reviewed_by or "nobody" for part, one in found.items() if one.translated})
    return str(fuzzy), str(outdated), drafted or "the authors", reviewed or "the authors"


def _said(names: dict[str, str]) -> str:
    if len(set(names.values())) <= 1:
        return next(iter(names.values()), "")
    return "; ".join(f"{part}: {name}" for part, name in names.items())
