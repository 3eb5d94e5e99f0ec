"""`complaintkit select`: which incidents one recipient is told of and which provisions are raised, each with a reason."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import click

from complaintkit.cli.asking import on_terminal
from complaintkit.cli.common import Day, case_options, load_case, load_law, show_problems, today
from complaintkit.problems import Problem, Refused, error, has_errors

if TYPE_CHECKING:
    from complaintkit.assessment.values import Assessment
    from complaintkit.case.reading import CaseFolder
    from complaintkit.case.values import Case
    from complaintkit.law.values import Law
    from complaintkit.selecting.session import Session

_COLUMNS, _LINES = 72, 18


@click.command("select")
@click.option(
    "--recipient",
    required=True,
    metavar="R",
    help="Whom it is for: ombudsman, olaf, eeas, another of the rules, or a letter: approach, access, confirmatory.",
)
@click.option("--only", multiple=True, metavar="IDS", help="Choose these incidents, without questions.")
@click.option("--all", "everything", is_flag=True, help="Choose every incident, without questions.")
@click.option("--background", multiple=True, metavar="IDS", help="Tell these incidents as background only.")
@click.option(
    "--raise", "raised", multiple=True, metavar="PROVISIONS", help="Raise these, as 17(1),12 (default: those met)."
)
@click.option(
    "--reason",
    "reasons",
    multiple=True,
    metavar="TEXT",
    help="Why, for the incidents named; INCIDENT=TEXT is for that one. Without it a reason is suggested.",
)
@click.option("--plain", is_flag=True, help="Numbered lines instead of the full screen.")
@click.option("--on", type=Day(), help="The day to reckon on (default: as_of of the case, else today).")
@case_options
def command(
    *,
    recipient: str,
    only: tuple[str, ...],
    everything: bool,
    background: tuple[str, ...],
    raised: tuple[str, ...],
    reasons: tuple[str, ...],
    plain: bool,
    on: datetime | None,
) -> int:
    """Choose the incidents and provisions for one recipient.

    Each incident is chosen, told as background, or left out, with a reason: your own, or the one suggested from the
    assessment. On a terminal a list opens that shows what each choice does; elsewhere, and with --plain, it is numbered
    lines. IDS and PROVISIONS take commas, or the option again.

    Writes selections/R.yaml, whose comments stay. An interrupted choice is kept and offered the next time.
    """
    from complaintkit.selecting.around import raises_nothing
    from complaintkit.selecting.recording import sitting
    from complaintkit.selecting.requests import Request, requested

    if only and everything:
        raise click.UsageError("--only names the incidents and --all takes every one: give one of the two.")
    if only and not "".join(only).strip(", "):
        raise click.UsageError("--only names no incident: give IDs, with commas between them.")
    session = _session(recipient, on)
    if session.around and raised:
        raise Refused([raises_nothing("--raise", recipient)])
    request = Request(only, everything, background, raised, reasons)
    wanted = requested(session.choices, request, session.law)
    with sitting(session.folder):
        if only or everything:
            session.choices = wanted
            return _without_questions(session)
        begin = lambda: session.change(requested(session.choices, request, session.law))  # noqa: E731
        return _with_questions(session, plain=plain, begin=begin)


def _session(recipient: str, on: datetime | None) -> Session:
    """Return the sitting for a recipient; raises Refused where the case cannot be chosen from."""
    from complaintkit.selecting.session import Session

    law = load_law()
    _check_recipient(law, recipient)
    folder = load_case(law)
    blocking = _blocking(folder, recipient)
    if folder.case is None or has_errors(blocking):
        raise Refused(blocking)
    if not folder.case.incidents:
        hint = "tell what happened first: complaintkit incident add"
        raise Refused([*blocking, error("incidents", "CK451", "this case has no incidents to choose from", hint)])
    return Session(folder.path, recipient, law, folder.case, _assessing(folder.case, law, recipient, on))


def _check_recipient(law: Law, recipient: str) -> None:
    from complaintkit.law.hints import recipient_hint
    from complaintkit.law.lookup import recipient as known_recipient

    if known_recipient(law, recipient) is None:
        message = f"there is no recipient `{recipient}` in the rules"
        raise Refused([error("--recipient", "CK450", message, recipient_hint(recipient, law))])


def _blocking(folder: CaseFolder, recipient: str) -> list[Problem]:
    """Return the problems that choosing has to wait for.

    What a selection names in vain is put right by choosing anew. Not so a selection that cannot be read: writing over it
    would lose what it says.
    """
    read = folder.case is not None and recipient in folder.case.selections
    own = () if read else (f"selections/{recipient}.yaml", f"selections/{recipient}.yml")
    return [p for p in folder.problems if not p.file.startswith("selections/") or p.file in own]


def _assessing(
    case: Case, law: Law, recipient: str, on: datetime | None
) -> Callable[[tuple[str, ...] | None], Assessment]:
    from complaintkit.assessment import assess

    day = on.date() if on else case.file.as_of or today()
    return lambda scope: assess(case, law, day, scope=scope, recipient=recipient)


def _without_questions(session: Session) -> int:
    from complaintkit.cli.select_words import saved_lines

    for line in saved_lines(session, session.save()):
        click.echo(line)
    unfinished, problems = session.unfinished()
    show_problems(problems)
    if unfinished is not None:
        again = f"complaintkit select --recipient {session.recipient}"
        click.echo(f"An unfinished choice from before is still kept; `{again}` offers it.", err=True)
    return 0


def _with_questions(session: Session, *, plain: bool, begin: Callable[[], None]) -> int:
    if plain or not _full_screen():
        from complaintkit.cli.select_plain import choose
    else:
        from complaintkit.cli.select_full import choose
    return choose(session, begin)


def _full_screen() -> bool:
    """Tell whether there is a terminal that can show a list: both ends, one that moves its cursor, big enough."""
    if not on_terminal() or os.environ.get("TERM", "") in {"", "dumb", "unknown"}:
        return False
    columns, lines = shutil.get_terminal_size()
    if columns >= _COLUMNS and lines >= _LINES:
        return True
    message = f"This window is smaller than {_COLUMNS} columns and {_LINES} lines: numbered lines instead of the list."
    click.echo(message, err=True)
    return False
