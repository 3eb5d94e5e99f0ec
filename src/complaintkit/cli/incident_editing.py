"""`complaintkit incident edit`: an incident in the editor, on a copy that is kept until what it holds is saved."""

from __future__ import annotations

import os
from pathlib import Path

import click

from complaintkit.cli.asking import confirm, on_terminal
from complaintkit.cli.common import case_options, case_path, show_problems
from complaintkit.cli.incident_finding import path_of
from complaintkit.problems import Problem, Refused, error, has_errors

EDITING = ".editing"


@click.command(name="edit")
@click.argument("incident_id", metavar="ID")
@case_options
def edit_command(incident_id: str) -> int:
    """Open an incident in your editor ($VISUAL or $EDITOR) and check what you saved.

    You edit a copy. It takes the place of the file when it has no mistake; until then it is kept, and the next
    `incident edit` goes on with it.
    """
    path = path_of(incident_id)
    _require_editor(path)
    copy, before = _copy_of(path)
    try:
        problems = _edited(copy)
        while has_errors(problems):
            show_problems(problems)
            if not on_terminal() or not confirm("Go on editing? (no keeps the copy for another time)"):
                return _kept(copy)
            problems = _edited(copy)
    except (click.Abort, click.ClickException, KeyboardInterrupt, OSError):
        _kept(copy)
        raise
    show_problems(problems)
    return _save(copy, path, before)


def _require_editor(path: Path) -> None:
    """Raise a usage error where only an editor for terminals could be started, and there is no terminal."""
    if on_terminal() or os.environ.get("VISUAL") or os.environ.get("EDITOR"):
        return
    raise click.UsageError(
        f"There is no terminal here and no $EDITOR is set. Open {_shown(path)} in any editor, or name one in $EDITOR."
    )


def _copy_of(path: Path) -> tuple[Path, bytes]:
    """Return the copy to edit, left the last time or new, and what the incident was when it was made."""
    copy = case_path() / EDITING / path.name
    if copy.exists():
        click.echo(f"Going on with the copy that was left the last time: {_shown(copy)}", err=True)
        return copy, (_base_of(copy) if _base_of(copy).exists() else path).read_bytes()
    before = path.read_bytes()
    copy.parent.mkdir(exist_ok=True)
    _base_of(copy).write_bytes(before)
    copy.write_bytes(before)
    return copy, before


def _base_of(copy: Path) -> Path:
    return copy.with_suffix(".before")


def _edited(copy: Path) -> tuple[Problem, ...]:
    """Open the editor and return what is wrong with what was saved."""
    from complaintkit.case.files import IncidentFile
    from complaintkit.source.documents import read_document
    from complaintkit.source.validation import validate

    click.edit(filename=str(copy))
    document, problems = read_document(copy, _shown(copy))
    mistakes = validate(document, IncidentFile)[1] if document else ()
    return (*problems, *mistakes)


def _save(copy: Path, path: Path, before: bytes) -> int:
    """Put the copy in the place of the file, unless that was changed meanwhile."""
    from complaintkit.source.locking import locked
    from complaintkit.source.writing import write_atomically

    after = copy.read_bytes()
    with locked(case_path()):
        if not path.is_file() or path.read_bytes() != before:
            message = (
                f"The incident was changed or removed by somebody else meanwhile; your text is kept in {_shown(copy)}."
            )
            hint = f"compare the two files, put them together, and delete what is in {EDITING}/"
            raise Refused([error(_shown(path), "CK724", message, hint)])
        if after != before:
            write_atomically(path, after)
    _discard(copy)
    click.echo("Nothing was changed." if after == before else f"Saved: {_shown(path)}")
    return 0


def _kept(copy: Path) -> int:
    click.echo(f"Not saved. Your text is kept in {_shown(copy)}; the incident is as it was.", err=True)
    return 1


def _discard(copy: Path) -> None:
    copy.unlink()
    _base_of(copy).unlink(missing_ok=True)
    if not any(copy.parent.iterdir()):
        copy.parent.rmdir()


def _shown(path: Path) -> str:
    return path.relative_to(case_path()).as_posix()
