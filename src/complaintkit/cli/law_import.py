"""`complaintkit law import`: the wordings of an act from a file of EUR-Lex into rules of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from complaintkit.cli.common import Day, case_options, settings, show_problems, today
from complaintkit.locations import shipped
from complaintkit.problems import Problem, Refused, error, has_errors

if TYPE_CHECKING:
    from complaintkit.law.importing.choosing import Wishes
    from complaintkit.law.importing.reading import Found
    from complaintkit.law.values import Law


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--act", metavar="ID", help="The act as the rules name it (charter, olaf ...), or a short name for a new one."
)
@click.option("--celex", metavar="NUMBER", help="The CELEX number of the act, where the file does not say it.")
@click.option("--lang", "language", help="The language of the file, where it does not say it: one of the 24, as pl.")
@click.option("--from", "first", type=Day(), help="The first day in force (default: that of a consolidated version).")
@click.option("--to", "last", type=Day(), help="The last day in force, of a version that is no longer.")
@click.option(
    "--into", type=click.Path(path_type=Path), help="Your own rules; a new folder begins as a copy of the shipped."
)
@click.option("--replace", is_flag=True, help="Put wordings in the place of those held for the same time that differ.")
@click.option("--dry-run", is_flag=True, help="Show what was found beside what is held, and write nothing.")
@case_options
def command(
    *,
    file: Path,
    act: str | None,
    celex: str | None,
    language: str | None,
    first: datetime | None,
    last: datetime | None,
    into: Path | None,
    replace: bool,
    dry_run: bool,
) -> int:
    """Import the wordings of an act from FILE, a page or a Formex 4 XML file saved from EUR-Lex, in any of the 24 languages.

    What was found is shown beside what your rules hold: the same, differing and where, new, or held and not found. New
    wordings are stored as official ones in your own rules folder, the one given with --regulations or --into. A wording that
    begins later ends the older one the day before; one that differs for the same time is kept unless you say --replace.
    """
    from complaintkit.law.importing.choosing import Wishes

    days = [day.date() if day else None for day in (first, last)]
    wishes = Wishes(act, celex.strip() if celex else None, language.lower() if language else None, *days)
    target = None if dry_run else _target(into)
    if target is None:
        return _show(file, wishes, into, replace=replace)
    return _import(file, wishes, target, replace=replace)


def _own(into: Path | None) -> Path | None:
    regulations = settings()["regulations"]
    if into is not None and regulations is not None and into.resolve() != regulations.resolve():
        raise click.UsageError("--regulations and --into name two folders; give one of them")
    return into or regulations


def _target(into: Path | None) -> Path:
    """Return the user's own rules folder; raises Refused where none is given or it is the one shipped."""
    own = _own(into)
    hint = "add --into my-rules: the shipped rules are copied there first; give --regulations my-rules from then on"
    if own is None:
        message = "wordings are stored in rules of your own, and no folder for them is given; nothing was written"
        raise Refused([error("law import", "CK351", message, hint)])
    if own.resolve() == shipped("regulations").resolve():
        message = "these are the rules as shipped, which the next version would overwrite; nothing was written"
        raise Refused([error(str(own), "CK351", message, hint)])
    return own


def _show(file: Path, wishes: Wishes, into: Path | None, *, replace: bool) -> int:
    """Show what an import would do with the rules that are there, or with the shipped ones."""
    own = _own(into)
    folder = own if own is not None and own.exists() else shipped("regulations")
    found = _read(file, _law(folder), wishes)
    _report(found, replace=replace)
    click.echo("Nothing was written (--dry-run).")
    return _warned(found, replace=replace)


def _import(file: Path, wishes: Wishes, target: Path, *, replace: bool) -> int:
    from complaintkit.law.importing.storing import plan, store
    from complaintkit.law.importing.writing import Source
    from complaintkit.source.locking import locked

    with _folder(target) as folder, locked(folder):
        found = _read(file, _law(folder), wishes)
        planned = plan(folder, found.acts, Source(file.name, found.sha256, today()), replace=replace)
        store(planned, folder)
    _report(found, replace=replace)
    for name, _ in planned.files:
        click.echo(f"Written: {target / name}")
    for name, _ in planned.edits:
        click.echo(f"Changed: {target / name}")
    if planned.empty:
        click.echo("Nothing had to be written.")
    else:
        click.echo(f"To use them: complaintkit --regulations {target} ...")
    return _warned(found, replace=replace)


@contextmanager
def _folder(target: Path) -> Iterator[Path]:
    """Yield the user's rules folder; one that does not exist yet begins as a copy of the shipped rules."""
    from complaintkit.cli.folders import new_folder
    from complaintkit.law.importing.storing import copy_rules

    if (target / "acts.yaml").exists():
        yield target
        return
    with new_folder(target) as building:
        copy_rules(shipped("regulations"), building)
        yield building


def _law(folder: Path) -> Law:
    from complaintkit.law.loading import load_law

    law, problems = load_law(folder)
    if law is None or has_errors(problems):
        raise Refused(problems)
    return law


def _read(file: Path, law: Law, wishes: Wishes) -> Found:
    from complaintkit.law.importing.reading import read_act

    return read_act(file, law, wishes)


def _report(found: Found, *, replace: bool) -> None:
    from complaintkit.cli.law_import_layout import report

    for chosen, findings in found.acts:
        click.echo("\n".join(report(chosen, findings, replace=replace)))


def _warned(found: Found, *, replace: bool) -> int:
    """Show what was left out and what was kept; an import that did what it could ends well."""
    from complaintkit.cli.law_import_layout import kept

    problems: tuple[Problem, ...] = (*found.warnings, *kept(found.acts, replace=replace))
    show_problems(problems)
    return 0
