"""Descriptions of many files from one table: a CSV file with a row for each, as a spreadsheet saves it.

The first row names the columns. `file` is needed: a path, seen from the folder of the table or from where one stands. The
others are those of the register that a person types: title, kind, dated, made_by, connection, obtained, how_obtained,
received_from, received, reliability, confidentiality, disclosure, special_categories (with semicolons or blanks between),
language, original_language, pages, notes. Empty cells say nothing. Commas, semicolons and tabs separate cells.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import ValidationError

from complaintkit.evidence.register import Description, described
from complaintkit.problems import Problem, did_you_mean, error
from complaintkit.source.reading import check_characters, read_any_text

COLUMNS = tuple(Description.__dataclass_fields__)
_HOW = {
    "dated": "write a day 2019-09-18, a month 2019-09, a year 2019 or unknown",
    "received": "write a day 2019-09-18, a month 2019-09, a year 2019 or unknown",
    "disclosure": "write everybody, institution, olaf or nobody",
    "pages": "write a whole number such as 3",
}


def read_list(path: Path) -> tuple[dict[Path, Description], tuple[Problem, ...]]:
    """Return the description of each file by its path, in the order of the rows, and every mistake with its line."""
    named = str(path)
    text, problems = read_any_text(path, named)
    if text is None:
        return {}, problems
    reader = csv.reader(io.StringIO(text), delimiter=_separator(text), strict=True)
    try:
        columns = [cell.strip().lower().replace(" ", "_").replace("-", "_") for cell in next(reader, [])]
        mistakes = list(_wrong_columns(columns, named))
        rows = [] if mistakes else [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as trouble:
        return {}, (_mistake(named, reader.line_num, f"this row cannot be read: {trouble}", "look for a lone quote"),)
    found: dict[Path, Description] = {}
    for line, row in rows:
        mistakes.extend(_row(dict(zip(columns, row, strict=False)), row[len(columns) :], line, path, found))
    return found, (*problems, *mistakes)


def _separator(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _wrong_columns(columns: Sequence[str], named: str) -> Iterator[Problem]:
    known = ("file", *COLUMNS)
    for number, column in enumerate(columns):
        if column not in known:
            hint = did_you_mean(column, known) or f"the columns are: {', '.join(known)}"
            yield _mistake(named, 1, f"`{column}` is no column of this table", hint)
        elif column in columns[:number]:
            yield _mistake(named, 1, f"the column `{column}` stands twice", "keep one of the two")
    if "file" not in columns:
        yield _mistake(named, 1, "the column `file` is missing", "name the columns in the first row, `file` among them")


def _row(
    cells: Mapping[str, str], beyond: Sequence[str], line: int, table: Path, found: dict[Path, Description]
) -> Iterator[Problem]:
    """Yield what is wrong with a row; where nothing is, its description is among those found."""
    said = {column: cell.strip() for column, cell in cells.items() if cell.strip()}
    name = said.pop("file", "")
    mistakes = list(_wrong_cells(said, line, str(table)))
    if not name:
        mistakes.append(_mistake(str(table), line, "this row names no file", "write the path in the column `file`"))
    if any(cell.strip() for cell in beyond):
        hint = "put a cell with a separator in it in quotes"
        mistakes.append(_mistake(str(table), line, "this row has more cells than there are columns", hint))
    path = table.parent / name if (table.parent / name).exists() else Path(name)
    if path in found:
        mistakes.append(_mistake(str(table), line, f"`{name}` stands in the table twice", "keep one of the two rows"))
    if not mistakes:
        found[path] = _description(said)
    yield from mistakes


def _wrong_cells(said: Mapping[str, str], line: int, named: str) -> Iterator[Problem]:
    for column, cell in said.items():
        strange = check_characters(cell, named)
        if strange:
            yield _mistake(named, line, f"in `{column}` {strange[0].message}", "take it out")
            continue
        try:
            described({"file": "x", "sha256": "0" * 64, "size": 0}, {"title": "x"}, _description({column: cell}))
        except (ValidationError, ValueError):
            yield _mistake(named, line, f"`{cell}` does not fit the column `{column}`", _HOW.get(column))


def _description(said: Mapping[str, str]) -> Description:
    values: dict[str, object] = dict(said)
    if "special_categories" in said:
        values["special_categories"] = tuple(said["special_categories"].replace(";", " ").split())
    if "pages" in said:
        values["pages"] = int(said["pages"])
    return Description(**values)  # type: ignore[arg-type]


def _mistake(named: str, line: int, message: str, hint: str | None) -> Problem:
    return error(named, "CK518", message, hint, at=(line, 1))
