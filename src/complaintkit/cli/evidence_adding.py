"""`complaintkit evidence add`: files, folders and archives taken in; what they say is shown, the rest asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from complaintkit.cli.asking import on_terminal
from complaintkit.cli.common import case_options, case_path, now, show_problems
from complaintkit.cli.evidence_reading import count
from complaintkit.cli.evidence_values import a_date, a_language, a_term, a_text, accepting
from complaintkit.problems import Refused, has_errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from complaintkit.evidence.registering import Added, Wishes

_SHOWN = click.Path(path_type=Path)
_ONLY_ONE = "--title fits one file: add the files one by one, or give the titles in a table with --from-csv."


@click.command(name="add")
@click.argument("sources", metavar="FILES...", nargs=-1, type=_SHOWN)
@click.option("--from-csv", "table", type=_SHOWN, help="A table that describes the files, a row for each (see below).")
@click.option("--yes", "assume", is_flag=True, help="Ask nothing, and take what is only likely, such as the language.")
@click.option("--title", callback=accepting(a_text), help="What it is, as the table of annexes will say it.")
@click.option("--kind", callback=a_term("kind"), help="letter, e-mail, picture, ... (default: by the content).")
@click.option("--dated", callback=accepting(a_date), help="Its own date: 2019-09-18, 2019-09, 2019 or unknown.")
@click.option("--made-by", callback=accepting(a_text), help="Who made it.")
@click.option("--connection", callback=a_term("connection"), help="involved, related, third-party, service, unknown.")
@click.option("--obtained", callback=accepting(a_text), help="How and when it came into your hands, in your words.")
@click.option(
    "--how-obtained", callback=a_term("how-obtained"), help="The same as a term: handed-over, public-source ..."
)
@click.option("--received-from", callback=accepting(a_text), help="From whom it came: a label of the case, or words.")
@click.option("--received", callback=accepting(a_date), help="When it came: 2019-09-18, 2019-09, 2019 or unknown.")
@click.option("--reliability", callback=a_term("reliability"), help="highly-reliable, likely-reliable, unsure, ...")
@click.option("--confidentiality", callback=a_term("confidentiality"), help="public, internal, confidential, ...")
@click.option("--disclosure", type=click.Choice(["everybody", "institution", "olaf", "nobody"]), help="Who may see it.")
@click.option("--language", callback=accepting(a_language), help="The language it is in: en, fr, de ...")
@click.option("--original-language", callback=accepting(a_language), help="The language it was first written in.")
@click.option("--pages", type=click.IntRange(min=1), help="How many pages it has.")
@case_options
def add_command(sources: tuple[Path, ...], table: Path | None, assume: bool, **said: Any) -> int:  # noqa: FBT001
    """Take FILES in as exhibits, each under a number of its own; FILES may be folders, archives and mailboxes too.

    The originals stay where they are; copies go into the case, read-only. A file that is in the register already is
    recognised by its bytes. Each attachment of a message and each file of an archive becomes an exhibit that is linked to
    it. What the file says of itself is shown, and what is only assumed is said to be so; on a terminal the rest is asked
    for. What cannot be taken in is said, and the rest is taken in all the same.

    The table of --from-csv has a column `file` and any of: title, kind, dated, made_by, connection, obtained, how_obtained,
    received_from, received, reliability, confidentiality, disclosure, special_categories, language, original_language,
    pages, notes. Without FILES, the files of the table are taken.
    """
    if not sources and table is None:
        raise click.UsageError("Give the files to add, or a table of them with --from-csv.")
    if said["title"] is not None and (len(sources) > 1 or any(source.is_dir() for source in sources)):
        raise click.UsageError(_ONLY_ONE)
    wishes = _wishes(sources, table, said, assume=assume)
    return _added(sources or tuple(wishes.each or {}), wishes)


def _wishes(sources: tuple[Path, ...], table: Path | None, said: dict[str, Any], *, assume: bool) -> Wishes:
    from complaintkit.evidence.register import Description
    from complaintkit.evidence.registering import Wishes

    each, problems = _table(table) if table else ({}, ())
    if has_errors(problems):
        raise Refused(problems)
    description = Description(**said)
    if on_terminal() and table is None and not assume:
        from complaintkit.cli.evidence_asking import asked_for

        description = asked_for(sources, description)
    return Wishes(description, each, assume)


def _table(table: Path) -> tuple[dict[Path, Any], tuple[Any, ...]]:
    from complaintkit.evidence.lists import read_list

    return read_list(table)


def _added(sources: tuple[Path, ...], wishes: Wishes) -> int:
    from dataclasses import replace

    from complaintkit.evidence.registering import add

    with _bar(sources) as progress:
        added, problems = add(case_path(), sources, replace(wishes, progress=progress), now().isoformat())
    for one in added:
        click.echo("\n".join(_said(one)))
    show_problems(problems)
    return 1 if has_errors(problems) else 0


@contextmanager
def _bar(sources: tuple[Path, ...]) -> Iterator[Callable[[int], None]]:
    """Show a bar on standard error while files are taken in, if somebody looks on and it takes a while."""
    from complaintkit.evidence.sources import size_of

    size = size_of(sources, case_path()) if sys.stderr.isatty() else 0
    if size < _WORTH_A_BAR:
        yield lambda _: None
        return
    with click.progressbar(length=size, label="adding", file=sys.stderr) as bar:
        yield bar.update


_WORTH_A_BAR = 50_000_000


def _said(added: Added) -> Iterator[str]:
    if added.known:
        yield f"{added.exhibit}  {added.source} is in the register already, as {added.file}; nothing was added"
        return
    completed = " (completes an addition that was interrupted)" if added.resumed else ""
    size = count(added.fingerprint.size, "byte")
    yield f"{added.exhibit}  {added.file}  {size}, SHA-256 {added.fingerprint.sha256}{completed}"
    if added.read:
        yield f"    read in the file: {'; '.join(added.read)}"
    if added.assumed:
        yield f"    only assumed: {'; '.join(added.assumed)}"
    if added.inside:
        yield f"    inside it: {', '.join(added.inside)}"
