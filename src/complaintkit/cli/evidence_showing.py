"""`complaintkit evidence show`: what register and custody log say of one exhibit, and who cites it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from complaintkit.cli.common import case_options, case_path, show_problems
from complaintkit.cli.evidence_reading import exhibit_in, read_all
from complaintkit.cli.evidence_threads import thread_lines
from complaintkit.problems import Problem, has_errors

if TYPE_CHECKING:
    from pydantic import BaseModel

    from complaintkit.case.reading import CaseFolder
    from complaintkit.case.values import Case, Exhibit


@click.command(name="show")
@click.argument("number")
@case_options
def show_command(number: str) -> int:
    """Show one exhibit, such as E12: what the register says, what the custody log says, and who cites it.

    A message or letter is shown with the conversation it belongs to; what is doubtful about the exhibit is said.
    """
    from complaintkit.evidence.custody import read_log

    register, folder, problems = read_all()
    exhibit = exhibit_in(register, number)
    log = read_log(case_path())
    more = (*thread_lines(register, exhibit.id), *_citing_lines(exhibit, folder.case))
    click.echo("\n".join([*_fields(exhibit), *_log_lines(exhibit, log.entries), *more]))
    show_problems((*problems, *log.problems, *_doubts(exhibit, folder)))
    return 1 if has_errors((*problems, *log.problems)) else 0


def _fields(exhibit: Exhibit) -> Iterable[str]:
    yield f"{exhibit.id}  {exhibit.title}"
    yield from (f"  {name:<22}{said}" for name, said in _said(exhibit) if name not in {"id", "title", "file says"})
    if exhibit.file_says:
        yield "\nWhat the file says"
        yield from (f"  {name:<22}{said}" for name, said in _said(exhibit.file_says))


def _said(model: BaseModel) -> Iterable[tuple[str, str]]:
    """Yield each key of a model that says something, and what it says, in words."""
    for name, value in model:
        if value not in (None, (), False):
            yield name.replace("_", " "), _in_words(value)


def _in_words(value: Any) -> str:
    from pydantic import BaseModel

    from complaintkit.case.spans import Span
    from complaintkit.reports.letters_sent import dates_of

    if isinstance(value, Span):
        return dates_of(value)
    if isinstance(value, tuple):
        return (
            "; ".join(map(_in_words, value)) if any(isinstance(one, BaseModel) for one in value) else ", ".join(value)
        )
    return " ".join(said for _, said in _said(value)) if isinstance(value, BaseModel) else str(value)


def _log_lines(exhibit: Exhibit, entries: Iterable[Any]) -> Iterable[str]:
    yield "\nCustody log"
    lines = [
        f"  {one.at}  {one.act}  entry {one.seq}, {one.digest}{f': {one.note}' if one.note else ''}"
        for one in entries
        if one.exhibit == exhibit.id
    ]
    yield from lines or ["  nothing: see `complaintkit evidence verify`"]


def _doubts(exhibit: Exhibit, folder: CaseFolder) -> Iterable[Problem]:
    """Return what `check` doubts about the exhibit."""
    import re

    from complaintkit.evidence.coverage import doubts_about_evidence

    named = re.compile(rf"\b{exhibit.id}\b")
    doubts = doubts_about_evidence(folder.case, folder.documents, folder.problems) if folder.case else ()
    return [problem for problem in doubts if named.search(problem.message)]


def _citing_lines(exhibit: Exhibit, case: Case | None) -> Iterable[str]:
    from complaintkit.case.citing import citations_of

    yield "\nCited by"
    if case is None:
        yield "  not known: the case cannot be read, see `complaintkit check`"
        return
    lines = [f"  {one.file}: {one.where}{f', {one.at}' if one.at else ''}" for one in citations_of(case, exhibit.id)]
    yield from lines or ["  nothing"]
