"""`complaintkit evidence list`: every exhibit with its date, kind, title, pages, and what cites it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from complaintkit.cli.common import case_options, show_problems
from complaintkit.cli.evidence_reading import read_all, width
from complaintkit.problems import has_errors

if TYPE_CHECKING:
    from complaintkit.case.reading import CaseFolder
    from complaintkit.case.values import Case, Exhibit, Register

_NARROWEST = 20
_HEADINGS = ("", "date", "kind", "title", "pages", "cited by")


@click.command(name="list")
@click.option(
    "--threads", is_flag=True, help="Put messages and letters in order instead: what answers what, and how it ends."
)
@click.option("--uncited", is_flag=True, help="Only the exhibits that nothing cites yet.")
@case_options
def list_command(*, threads: bool, uncited: bool) -> int:
    """List the exhibits: number, date, kind, title, pages, and what cites each."""
    register, folder, problems = read_all()
    if threads and uncited:
        raise click.UsageError("Give --threads or --uncited, not both.")
    if threads:
        from complaintkit.cli.evidence_threads import print_threads

        print_threads(register)
    else:
        _print_table(register, folder, uncited=uncited)
    show_problems(problems)
    return 1 if has_errors(problems) else 0


def _print_table(register: Register, folder: CaseFolder, *, uncited: bool) -> None:
    case, only = folder.case, _uncited(folder) if uncited else None
    cited = _cited_by(case) if case else dict.fromkeys(register.exhibits, ("not known",))
    rows = [_row(one, cited.get(one.id, ())) for one in _in_number(register) if only is None or one.id in only]
    if rows:
        click.echo("\n".join(_table([_HEADINGS, *rows], width())))
    elif register.exhibits:
        click.echo("Every exhibit is cited.")
    else:
        click.echo("No exhibit is registered yet. Take one in with: complaintkit evidence add FILE")


def _uncited(folder: CaseFolder) -> frozenset[str]:
    """Return the exhibits that nothing cites; raises Refused where the case cannot be read, since it cannot be told then."""
    from complaintkit.evidence.coverage import uncited

    return frozenset(uncited(folder.readable()))


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
