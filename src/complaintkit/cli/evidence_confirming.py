"""`complaintkit evidence confirm`: what no search can read is looked through by a person, by name and day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from complaintkit.cli.common import Day, case_options, case_path, load_case, load_law, now, show_problems, today
from complaintkit.cli.evidence_values import a_text, accepting

if TYPE_CHECKING:
    from complaintkit.case.values import Case
    from complaintkit.disclosure.confirming import Confirming, Looked


@click.command(name="confirm")
@click.argument("numbers", nargs=-1)
@click.option(
    "--for", "recipients", required=True, metavar="R", help="Who is given it: ombudsman, olaf, eeas; or commas."
)
@click.option("--by", callback=accepting(a_text), help="The name of the person who looked through it.")
@click.option("--on", type=Day(), help="The day on which that person did.")
@click.option(
    "--file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="The copy that was looked through."
)
@case_options
def confirm_command(
    *, numbers: tuple[str, ...], recipients: str, by: str | None, on: datetime | None, file: Path | None
) -> int:
    """Confirm that somebody looked through exhibits, such as E19, and that a recipient may see them.

    Scans, pictures and recordings cannot be searched for names. Without a number, the exhibits that are still to be looked
    through are listed, with the reasons. A confirmation holds for the file as it is, and for copies made from it; it stands
    in exhibits.yaml and in the custody log.
    """
    case = _case()
    wanted = _recipients(recipients)
    if not numbers:
        return _list(case, wanted)
    if not by or on is None:
        raise click.UsageError("Who looked through it, and when? Give --by NAME and --on DAY.")
    if on.date() > today():
        raise click.BadParameter(f"{on.date()} is still to come; give the day on which it was done", param_hint="--on")
    if file is not None and len(numbers) > 1:
        raise click.UsageError("--file is a copy of one exhibit: give one number.")
    from complaintkit.disclosure.confirming import Confirming

    asked = tuple(dict.fromkeys(number.strip().upper() for number in numbers))
    return _confirm(case, Confirming(asked, wanted, by.strip(), on.date(), file))


def _case() -> Case:
    from complaintkit.problems import Refused, has_errors

    folder = load_case(None)
    if folder.case is None or has_errors(folder.problems):
        raise Refused(folder.problems)
    return folder.case


def _recipients(typed: str) -> tuple[str, ...]:
    from complaintkit.law import lookup
    from complaintkit.law.hints import recipient_hint
    from complaintkit.problems import Refused, error

    law = load_law()
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in typed.split(",") if part.strip()))
    unknown = [one for one in wanted if lookup.recipient(law, one) is None]
    if unknown or not wanted:
        said = unknown[0] if unknown else typed
        raise Refused([error("--for", "CK424", f"there is no recipient `{said}`", recipient_hint(said, law))])
    return wanted


def _confirm(case: Case, said: Confirming) -> int:
    from complaintkit.disclosure.confirming import confirm
    from complaintkit.problems import has_errors

    made, problems = confirm(case_path(), case, said, now().isoformat())
    for one in made:
        click.echo(f"{one.exhibit} for {one.recipient}: looked through by {said.by} on {said.on}.")
        _show_reasons(one)
    show_problems(problems)
    return 1 if has_errors(problems) else 0


def _list(case: Case, recipients: tuple[str, ...]) -> int:
    from complaintkit.disclosure.confirming import to_look_through
    from complaintkit.problems import Problem

    problems: list[Problem] = []
    for recipient in recipients:
        looked = to_look_through(case_path(), case, recipient)
        problems += [one for one in looked if isinstance(one, Problem)]
        _show_list(recipient, [one for one in looked if not isinstance(one, Problem)])
    show_problems(problems)
    return 1 if problems else 0


def _show_list(recipient: str, looked: list[Looked]) -> None:
    still = [one for one in looked if one.open or one.proof.found]
    done = [one for one in looked if one.confirmed and one not in still]
    click.echo(
        f"For {recipient}, to be looked through:" if still else f"For {recipient}, nothing is to be looked through."
    )
    for one in still:
        click.echo(f"  {one.exhibit}  {one.file}")
        for found in one.proof.found:
            click.echo(f"      it says who `{found.label}` is: {found.where}; black it out in a copy")
        _show_reasons(one)
    for one in done:
        if one.confirmed:
            click.echo(f"  {one.exhibit}  looked through by {one.confirmed.by} on {one.confirmed.on}")
    if still:
        click.echo(f"\nThen: complaintkit evidence confirm {still[0].exhibit} --for {recipient} --by NAME --on DAY")


def _show_reasons(one: Looked) -> None:
    for reason in dict.fromkeys(part.why for part in one.proof.unsearchable):
        click.echo(f"      {reason}")
