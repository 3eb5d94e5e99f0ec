"""`complaintkit check`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from complaintkit.cli.common import Day, case_options, load_case, load_law, show_problems, today
from complaintkit.problems import Problem, Refused, error, has_errors

if TYPE_CHECKING:
    from complaintkit.assessment.values import Assessment
    from complaintkit.case.reading import CaseFolder
    from complaintkit.law.values import Law


@click.command(name="check")
@click.option("--on", type=Day(), help="The day to reckon on (default: as_of of the case, else today).")
@click.option("--recipient", help="Only what is selected for this recipient, and its conditions.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "lines", "ics"]),
    default="text",
    show_default=True,
    help="text to read, json for programs, lines for editors, ics for calendars.",
)
@click.option("--proof", is_flag=True, help="Print how each outcome comes about, as a tree, instead of the report.")
@case_options
def command(on: datetime | None, recipient: str | None, form: str, proof: bool) -> int:  # noqa: FBT001
    """Check every incident against the provisions and say who can be complained to, until when, and what is missing.

    Outcomes are met, not met or not known; they never set the exit code. It is 1 if a file has an error, which is named
    with its line; the rest is checked all the same.

    `check --format ics > deadlines.ics` writes a calendar with the last day and the safe date of every claim that is
    open, or that something can still be done about; days that have passed are left out.
    """
    try:
        law = load_law()
        folder = load_case(law)
        day = on.date() if on else _day(folder)
        assessment = _assess(folder, law, day, recipient)
    except Refused as refusal:
        return _nothing_read(refusal.problems, on.date() if on else today(), recipient, form)
    if form == "ics" and not proof:
        _print_calendar(assessment, law, folder)
    else:
        _print(assessment, law, folder, "proof" if proof else form)
    return 1 if has_errors(assessment.problems) else 0


def _day(folder: CaseFolder) -> date:
    return (folder.case.file.as_of if folder.case else None) or today()


def _assess(folder: CaseFolder, law: Law, on: date, recipient: str | None) -> Assessment:
    from complaintkit.assessment import assess
    from complaintkit.assessment.blocking import selections_that_block
    from complaintkit.assessment.conflicts import conflicts_found
    from complaintkit.assessment.tone import tone_of
    from complaintkit.assessment.unheld import wordings_not_held
    from complaintkit.evidence.coverage import doubts_about_evidence

    case = folder.readable()
    scope = None if recipient is None else _scope(folder, law, recipient)
    found = assess(case, law, on, scope=scope, recipient=recipient, problems=folder.problems)
    conflicts = conflicts_found(found, law, folder.documents)
    doubts = doubts_about_evidence(case, folder.documents, folder.problems)
    tone = tone_of(case, law, folder.documents, incidents=scope, recipients=None if recipient is None else (recipient,))
    more = (*wordings_not_held(found, law), *conflicts, *selections_that_block(case, law), *doubts, *tone)
    return replace(found, problems=(*found.problems, *more))


def _scope(folder: CaseFolder, law: Law, recipient: str) -> tuple[str, ...]:
    from complaintkit.law.hints import recipient_hint
    from complaintkit.law.lookup import recipient as known_recipient

    if known_recipient(law, recipient) is None:
        message = f"there is no recipient `{recipient}` in the rules"
        unknown = error("--recipient", "CK704", message, recipient_hint(recipient, law))
        raise Refused([*folder.problems, unknown])
    selection = folder.case.selections.get(recipient) if folder.case else None
    if selection is None:
        hint = f"choose first: complaintkit select --recipient {recipient}"
        message = f"nothing has been selected for {recipient} yet"
        raise Refused([*folder.problems, error(f"selections/{recipient}.yaml", "CK702", message, hint)])
    return selection.incidents


def _print(assessment: Assessment, law: Law, folder: CaseFolder, form: str) -> None:
    if form == "json":
        from complaintkit.reports.json import as_json

        click.echo(as_json(assessment), nl=False)
    elif form == "lines":
        from complaintkit.reports.lines import as_lines

        click.echo(as_lines(assessment), nl=False)
    elif form == "proof":
        from complaintkit.reports.proofs import as_proofs

        show_problems(assessment.problems)
        click.echo(as_proofs(assessment, law), nl=False)
    else:
        from complaintkit.reports.text import as_text

        show_problems(assessment.problems)
        click.echo(as_text(assessment, law, folder.readable().incidents), nl=False)


def _print_calendar(assessment: Assessment, law: Law, folder: CaseFolder) -> None:
    from complaintkit.reports.calendar import as_calendar, notes

    show_problems((*assessment.problems, *notes(assessment)))
    file = folder.readable().file
    name = f"{file.complainant.label} {file.respondent.institution}"
    click.echo(as_calendar(assessment, law, name).encode(), nl=False)  # bytes: UTF-8 and CRLF wherever it goes


def _nothing_read(problems: tuple[Problem, ...], on: date, recipient: str | None, form: str) -> int:
    """Print the problems in the form asked for, even though nothing could be assessed."""
    if form in {"text", "ics"}:
        show_problems(problems)
        return 1
    from complaintkit.assessment.values import Assessment
    from complaintkit.reports.json import as_json
    from complaintkit.reports.lines import as_lines

    empty = Assessment(on, recipient, (), problems, (), (), ())
    click.echo(as_json(empty) if form == "json" else as_lines(empty), nl=False)
    return 1
