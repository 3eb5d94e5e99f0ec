"""`complaintkit incident`: add, list, show, edit or remove incidents, and answer the questions of the rules."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from complaintkit.cli.asking import confirm, on_terminal
from complaintkit.cli.common import case_options, case_path, load_case, show_problems
from complaintkit.cli.incident_adding import add_command
from complaintkit.cli.incident_asking import ask_command
from complaintkit.cli.incident_editing import edit_command
from complaintkit.cli.incident_finding import files_of, found, path_of
from complaintkit.problems import Refused, error, has_errors, warning

if TYPE_CHECKING:
    from complaintkit.case.reading import CaseFolder

REMOVED = ".removed"


@click.group(name="incident")
def command() -> None:
    """Add, list, show, edit or remove incidents, and answer the questions that the rules ask about them.

    Each incident is a file of the folder `incidents/`; its name without `.yaml` is its ID.
    """


command.add_command(add_command)


@command.command(name="list")
@case_options
def list_command() -> int:
    """List the incidents: ID, dates, title, in the order of dates."""
    from complaintkit.reports.letters_sent import dates_of

    folder = load_case(None)
    incidents = folder.case.incidents if folder.case else ()
    rows = [(incident.id, dates_of(incident.when), incident.title) for incident in incidents]
    widths = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    for incident_id, dates, title in rows:
        click.echo(f"{incident_id:<{widths[0]}}  {dates:<{widths[1]}}  {title}")
    if folder.case and not rows:
        click.echo("No incident is told yet. Begin with: complaintkit incident add")
    show_problems(folder.problems)
    return 1 if has_errors(folder.problems) else 0


@command.command(name="show")
@click.argument("incident_id", metavar="ID")
@case_options
def show_command(incident_id: str) -> int:
    """Show one incident to read: what happened, acts, answers, approaches, with their exhibits."""
    from complaintkit.reports.incidents import readable

    folder = load_case(None)
    incident = found(folder, incident_id)
    click.echo("\n".join(readable(incident)))
    own = [problem for problem in folder.problems if problem.file in files_of(incident.id)]
    show_problems(own)
    return 1 if has_errors(own) else 0


command.add_command(edit_command)


@command.command(name="remove")
@click.argument("incident_id", metavar="ID")
@click.option("--force", is_flag=True, help="Remove it although something still names it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@case_options
def remove_command(*, incident_id: str, force: bool, yes: bool) -> int:
    """Take an incident out of the case; its file is moved to `.removed/`, nothing is deleted.

    Refused, with the places, while selections, joined claims or other incidents still name it.
    """
    from complaintkit.source.locking import locked

    with locked(_checked_case()):
        folder = load_case(None)
        path = path_of(incident_id)
        named = _named_by(incident_id, folder)
        if named and not force:
            hint = "take it out there first; or remove it all the same with --force, and `check` will name these places"
            places = "; ".join(named)
            raise Refused(
                [error(f"incidents/{path.name}", "CK723", f"This incident is still named by: {places}.", hint)]
            )
        show_problems(warning("incidents", "CK723", f"Still named by {place}.") for place in named)
        if on_terminal() and not yes and not confirm(f"Remove incidents/{path.name}?"):
            click.echo("Nothing was removed.")
            return 1
        kept = _moved(path)
    click.echo(f"Removed. The file is kept as {kept}; move it back to incidents/ to have it again.")
    return 0


def _checked_case() -> Path:
    from complaintkit.case.folders import require_case

    require_case(case_path())
    return case_path()


def _named_by(incident_id: str, folder: CaseFolder) -> list[str]:
    """Return the places that name an incident, and the faulty files that hold its id and may name it."""
    from complaintkit.case.citing import places_naming

    if folder.case is None:
        return ["case.yaml, which cannot be read"]
    read = {f"incidents/{incident.id}.yaml" for incident in folder.case.incidents}
    read |= {f"selections/{recipient}.yaml" for recipient in folder.case.selections} | {"case.yaml", "exhibits.yaml"}
    faulty = [
        f"{file} (which has a mistake)"
        for file, document in folder.documents.items()
        if file not in read and file not in files_of(incident_id) and incident_id in document.text
    ]
    return [*(f"{place.file}, {place.where}" for place in places_naming(folder.case, incident_id)), *faulty]


def _moved(path: Path) -> str:
    """Move a file to `.removed/` under a name that is free there, and return it as the user would type it."""
    folder = case_path() / REMOVED
    folder.mkdir(exist_ok=True)
    place = next(free for free in _names(folder, path) if not free.exists())
    path.rename(place)
    return f"{REMOVED}/{place.name}"


def _names(folder: Path, path: Path) -> Iterable[Path]:
    yield folder / path.name
    number = 2
    while True:
        yield folder / f"{path.stem}.{number}{path.suffix}"
        number += 1


command.add_command(ask_command)
