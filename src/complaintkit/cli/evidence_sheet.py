"""`complaintkit evidence sheet`: one HTML page that shows the exhibits, their dates, what they support, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from complaintkit.cli.common import Day, case_options, case_path, load_case, load_law, show_problems, today
from complaintkit.cli.evidence_reading import count, end_progress, progress
from complaintkit.problems import Problem, Refused, error, has_errors

if TYPE_CHECKING:
    from complaintkit.case.reading import CaseFolder
    from complaintkit.case.values import Case, Exhibit
    from complaintkit.evidence.previewing.values import Preview
    from complaintkit.law.values import Law
    from complaintkit.reports.sheet import Sheet

NAME = "evidence-sheet.html"


@click.command(name="sheet")
@click.option("--out", type=click.Path(path_type=Path), help=f"Where to write it (default: {NAME} in the case).")
@click.option("--on", type=Day(), help="The day printed on it (default: as_of of the case, else today).")
@click.option("--for", "recipient", help="Only what this recipient may see, of what is selected for it.")
@click.option("--no-verify", "unverified", is_flag=True, help="Do not read every byte of the exhibits again.")
@case_options
def sheet_command(out: Path | None, on: datetime | None, recipient: str | None, *, unverified: bool) -> int:
    """Write one HTML page to look at the exhibits: small pictures, first lines, a time line, what supports what, problems.

    The page is one file that loads nothing from anywhere; it can be printed. It is for the team itself, says so at its top,
    and lists what may not be sent. With --for it shows what one recipient may see by the settings of the case, without
    pictures and first lines, since the originals are not blacked out; read it before it leaves.

    The same case gives the same page. Exit code 1 if the exhibits have errors, which stand on the page too.
    """
    from complaintkit.case.folders import require_case
    from complaintkit.reports.sheet import sheet_for_recipient, sheet_of

    require_case(case_path())
    law = load_law()
    changed, checked = ((), None) if unverified or recipient is not None else _verified()
    folder = load_case(law)
    case = folder.readable()
    day = on.date() if on else case.file.as_of or today()
    questions = {question.id: question.text for question in law.questions}
    if recipient is not None:
        _require(recipient, folder, law)
        return _written(sheet_for_recipient(case, day, questions, recipient), case, out, ())
    from complaintkit.evidence.coverage import doubts_about_evidence

    doubts = doubts_about_evidence(case, folder.documents, folder.problems)
    sheet = sheet_of(case, day, questions, (*folder.problems, *doubts, *changed), checked)
    return _written(sheet, case, out, sheet.problems)


def _verified() -> tuple[tuple[Problem, ...], str]:
    from complaintkit.evidence.verifying import verify

    result = verify(case_path(), progress)
    end_progress()
    read = f"{count(result.size, 'byte')} of {count(result.exhibits, 'exhibit')} and the custody log were read again"
    found = "this is not as it was, see the problems" if has_errors(result.problems) else "nothing has changed"
    return result.problems, f"{read}: {found}. Head of the log: {result.head}"


def _require(recipient: str, folder: CaseFolder, law: Law) -> None:
    """Raise Refused where the rules do not know the recipient, or nothing is selected for it."""
    from complaintkit.law.hints import recipient_hint
    from complaintkit.law.lookup import recipient as known_recipient

    if known_recipient(law, recipient) is None:
        message = f"there is no recipient `{recipient}` in the rules"
        raise Refused([error("--for", "CK704", message, recipient_hint(recipient, law))])
    if recipient not in folder.readable().selections:
        hint = f"choose first: complaintkit select --recipient {recipient}"
        message = f"nothing has been selected for {recipient} yet, so there is nothing to show"
        raise Refused([*folder.problems, error(f"selections/{recipient}.yaml", "CK702", message, hint)])


def _written(sheet: Sheet, case: Case, out: Path | None, problems: Iterable[Problem]) -> int:
    from complaintkit.reports.sheet import pieces
    from complaintkit.source.writing import write_in_pieces

    path = out or case_path() / (f"evidence-sheet-{sheet.recipient}.html" if sheet.recipient else NAME)
    _may_write(path)
    write_in_pieces(path, pieces(sheet, None if sheet.recipient else _previews))
    end_progress()
    hidden = len(case.register.exhibits) - len(sheet.cards)
    left = (
        f"; {count(hidden, 'exhibit')} left out: it may not see them, or nothing that is selected for it cites them"
        if sheet.recipient
        else ""
    )
    click.echo(f"{path}  {count(len(sheet.cards), 'exhibit')}{left}")
    show_problems(problems)
    return 1 if has_errors(problems) else 0


def _previews(exhibits: Iterable[Exhibit]) -> Iterator[Preview]:
    from complaintkit.evidence.previewing.previewing import previews

    for number, preview in enumerate(previews(case_path(), exhibits), start=1):
        progress(f"what can be shown of exhibit {number}")
        yield preview


def _may_write(path: Path) -> None:
    """Raise Refused rather than overwrite anything but a page of this kind, or put one among the originals."""
    from complaintkit.evidence.files import FOLDER, readable_name
    from complaintkit.reports.sheet import is_sheet

    shown = readable_name(str(path))
    if (case_path() / FOLDER).resolve() in path.resolve().parents:
        message = "The page cannot be put among the originals: nobody could tell them apart then."
        raise Refused([error(shown, "CK770", message, "give another place with --out")])
    if path.is_dir():
        raise Refused([error(shown, "CK771", "This is a folder; the page is one file.", "give the name of a file")])
    if not path.exists():
        return
    with path.open("rb") as stream:
        if not is_sheet(stream.read(4_000)):
            message = "There is a file of that name already, which is no evidence sheet; it was left alone."
            raise Refused([error(shown, "CK771", message, "give another name with --out")])
