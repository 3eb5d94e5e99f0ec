"""`complaintkit evidence`: take exhibits in, list and show them, verify that none has changed."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from complaintkit.cli import evidence_copy
from complaintkit.cli.common import case_options, case_path, now, show_problems
from complaintkit.problems import Problem, Refused, did_you_mean, error, has_errors

if TYPE_CHECKING:
    from complaintkit.case.values import Case, Exhibit, Register
    from complaintkit.evidence.registering import Added
    from complaintkit.evidence.verifying import Verification

_NARROWEST = 20
_HEADINGS = ("", "date", "kind", "title", "pages", "cited by")


@click.group(name="evidence")
def command() -> None:
    """Register exhibits and verify that none has changed.

    Originals are copied read-only into `exhibits/` under a number, hashed (SHA-256), described in exhibits.yaml and logged
    in custody.jsonl, where each line is chained to the one before it.
    """


def _accepting(check: Callable[[str], object]) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Return a click callback that runs a check which raises ValueError with a sentence for the user."""

    def callback(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
        if value is not None:
            try:
                check(value)
            except ValueError as reason:
                raise click.BadParameter(str(reason)) from None
        return value

    return callback


def _text(value: str) -> None:
    from complaintkit.source.reading import check_characters

    problems = check_characters(value, "")
    if problems or not value.strip():
        raise ValueError(f"{problems[0].message}." if problems else "it is empty; leave the option out instead.")


def _date(value: str) -> None:
    from complaintkit.case.spans import parse_span

    parse_span(value)


def _language(value: str) -> None:
    if not (value.isascii() and value.isalpha() and value.islower() and len(value) in {2, 3}):
        raise ValueError("a language is written with two small letters, such as en, fr or de.")


@command.command(name="add")
@click.argument("sources", metavar="FILES...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--title", callback=_accepting(_text), help="What it is, as the table of annexes will say it.")
@click.option(
    "--kind", callback=_accepting(_text), help="letter, e-mail, picture, ... (default: by the file's ending)."
)
@click.option("--dated", callback=_accepting(_date), help="Its own date: 2019-09-18, 2019-09, 2019 or unknown.")
@click.option("--made-by", callback=_accepting(_text), help="Who made it.")
@click.option("--obtained", callback=_accepting(_text), help="How and when it came into your hands.")
@click.option("--language", callback=_accepting(_language), help="The language it is in: en, fr, de ...")
@click.option("--pages", type=click.IntRange(min=1), help="How many pages it has.")
@case_options
def add_command(sources: tuple[Path, ...], title: str | None, **said: Any) -> int:
    """Take FILES in as exhibits, each under a number of its own.

    The originals stay where they are; copies go into the case, read-only. A file that is in the register already is
    recognised by its bytes. What cannot be taken in is said, and the rest is taken in all the same.
    """
    from complaintkit.evidence.register import Description
    from complaintkit.evidence.registering import add

    if title is not None and len(sources) > 1:
        raise click.UsageError(
            "--title fits one file: add the files one by one, or type the titles into exhibits.yaml."
        )
    added, problems = add(case_path(), sources, Description(title=title, **said), now().isoformat())
    for one in added:
        click.echo(_said(one))
    show_problems(problems)
    return 1 if has_errors(problems) else 0


def _said(added: Added) -> str:
    if added.known:
        return f"{added.exhibit}  {added.source} is in the register already, as {added.file}; nothing was added"
    completed = " (completes an addition that was interrupted)" if added.resumed else ""
    size = _count(added.fingerprint.size, "byte")
    return f"{added.exhibit}  {added.file}  {size}, SHA-256 {added.fingerprint.sha256}{completed}"


def _count(number: int, one: str, several: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


@command.command(name="list")
@case_options
def list_command() -> int:
    """List the exhibits: number, date, kind, title, pages, and what cites each."""
    register, case, problems = _read()
    cited = _cited_by(case) if case else dict.fromkeys(register.exhibits, ("not known",))
    rows = [_row(exhibit, cited.get(exhibit.id, ())) for exhibit in _in_number(register)]
    if rows:
        click.echo("\n".join(_table([_HEADINGS, *rows], _width())))
    else:
        click.echo("No exhibit is registered yet. Take one in with: complaintkit evidence add FILE")
    show_problems(problems)
    return 1 if has_errors(problems) else 0


def _read() -> tuple[Register, Case | None, tuple[Problem, ...]]:
    """Return the register, the case as far as it can be read, and what is wrong with the register."""
    from complaintkit.case.reading import read_case
    from complaintkit.evidence.register import read_register

    folder = read_case(case_path(), None)
    register, _, problems = read_register(case_path())
    if register is None:
        raise Refused(problems)
    return register, folder.case, problems


def _in_number(register: Register) -> list[Exhibit]:
    return sorted(register.exhibits.values(), key=lambda exhibit: int(exhibit.id[1:]))


def _cited_by(case: Case) -> dict[str, tuple[str, ...]]:
    from complaintkit.case.citing import cited_by

    return cited_by(case)


def _row(exhibit: Exhibit, incidents: Sequence[str]) -> tuple[str, ...]:
    from complaintkit.reports.letters_sent import dates_of

    pages = "" if exhibit.pages is None else str(exhibit.pages)
    dated = dates_of(exhibit.dated) if exhibit.dated else ""
    return exhibit.id, dated, exhibit.kind, exhibit.title, pages, ", ".join(incidents) or "nothing"


def _width() -> int:
    return shutil.get_terminal_size((120, 24)).columns if sys.stdout.isatty() else 120


def _table(rows: Sequence[tuple[str, ...]], width: int) -> Iterable[str]:
    """Yield a table whose title and last column are folded so that it fits."""
    fixed = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    room = max(width - sum(fixed) + fixed[3] + fixed[5] - 2 * len(fixed) + 2, 2 * _NARROWEST)
    fixed[5] = min(fixed[5], max(_NARROWEST, room * 2 // 5))
    fixed[3] = min(fixed[3], max(_NARROWEST, room - fixed[5]))
    for row in rows:
        yield from _folded(row, fixed)


def _folded(row: tuple[str, ...], widths: Sequence[int]) -> Iterable[str]:
    import textwrap
    from itertools import zip_longest

    cells = [
        textwrap.wrap(cell, width, break_on_hyphens=False) or [""] for cell, width in zip(row, widths, strict=True)
    ]
    for line in zip_longest(*cells, fillvalue=""):
        yield "  ".join(part.ljust(width) for part, width in zip(line, widths, strict=True)).rstrip()


@command.command(name="show")
@click.argument("number")
@case_options
def show_command(number: str) -> int:
    """Show one exhibit, such as E12: what the register says, what the custody log says, and who cites it."""
    from complaintkit.evidence.custody import read_log
    from complaintkit.evidence.register import REGISTER

    register, case, problems = _read()
    exhibit = register.exhibits.get(number.strip().upper())
    if exhibit is None:
        hint = did_you_mean(number, register.exhibits) or "`complaintkit evidence list` shows all of them"
        raise Refused([error(REGISTER, "CK510", f"There is no exhibit `{number}` in the register.", hint)])
    log = read_log(case_path())
    click.echo("\n".join([*_fields(exhibit), *_log_lines(exhibit, log.entries), *_citing_lines(exhibit, case)]))
    show_problems((*problems, *log.problems))
    return 1 if has_errors((*problems, *log.problems)) else 0


def _fields(exhibit: Exhibit) -> Iterable[str]:
    from complaintkit.reports.letters_sent import dates_of

    yield f"{exhibit.id}  {exhibit.title}"
    for name, value in exhibit:
        if name in {"id", "title"} or value in (None, ()):
            continue
        said = dates_of(value) if name == "dated" else ", ".join(value) if isinstance(value, tuple) else str(value)
        yield f"  {name.replace('_', ' '):<22}{said}"


def _log_lines(exhibit: Exhibit, entries: Iterable[Any]) -> Iterable[str]:
    yield "\nCustody log"
    lines = [f"  {one.at}  {one.act}  entry {one.seq}, {one.digest}" for one in entries if one.exhibit == exhibit.id]
    yield from lines or ["  nothing: see `complaintkit evidence verify`"]


def _citing_lines(exhibit: Exhibit, case: Case | None) -> Iterable[str]:
    from complaintkit.case.citing import citations_of

    yield "\nCited by"
    if case is None:
        yield "  not known: the case cannot be read, see `complaintkit check`"
        return
    lines = [f"  {one.file}: {one.where}{f', {one.at}' if one.at else ''}" for one in citations_of(case, exhibit.id)]
    yield from lines or ["  nothing"]


command.add_command(evidence_copy.command)


@command.command(name="verify")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@case_options
def verify_command(form: str) -> int:
    """Read every byte of every exhibit and the custody log again, and name everything that is not as it was.

    Exit code 1 if anything is. Write down the head that is printed, in a dated e-mail to a colleague for instance: it is
    what shows that nobody rewrote exhibits, log and register together.
    """
    from complaintkit.case.folders import require_case
    from complaintkit.evidence.verifying import verify

    require_case(case_path())
    result = verify(case_path(), _progress)
    _end_progress()
    _show(result, form)
    return 1 if result.problems else 0


def _progress(name: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[Kreading {name[: _width() - 9]}", nl=False, err=True)


def _end_progress() -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)


def _show(result: Verification, form: str) -> None:
    if form == "json":
        click.echo(json.dumps(_as_json(result), ensure_ascii=False, indent=2))
        return
    show_problems(result.problems)
    exhibits, entries = _count(result.exhibits, "exhibit"), _count(result.entries, "entry", "entries")
    click.echo(f"{exhibits}, {_count(result.size, 'byte')} read, {entries} in the custody log.")
    click.echo(f"Head of the log: {result.head}")
    click.echo("Nothing has changed." if not result.problems else "This is not as it was: see above.")


def _as_json(result: Verification) -> dict[str, Any]:
    return {
        "schema": "complaintkit/verify/1",
        "unchanged": not result.problems,
        "exhibits": result.exhibits,
        "bytes": result.size,
        "entries": result.entries,
        "head": result.head,
        "problems": [problem.as_json() for problem in result.problems],
    }
