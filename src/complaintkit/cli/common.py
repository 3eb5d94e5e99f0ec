"""What the commands share: options that may stand before or after the command, loading, and showing problems.

A command returns its exit code as an int (None is 0); it never calls `sys.exit`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from complaintkit.locations import shipped
from complaintkit.problems import Problem, Refused, has_errors, in_order
from complaintkit.words import counted

if TYPE_CHECKING:
    from complaintkit.case.reading import CaseFolder
    from complaintkit.law.values import Law

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.DateTime):
    """A day on the command line, as 2020-10-02; anything else is said in words."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        """Return what help calls it."""
        return "DAY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the day as a datetime; a day that does not exist is wrong usage."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"`{value}` is no day of the calendar; write year, month and day: 2020-10-02", param, ctx)


def case_options(command: Command) -> Command:
    """Add --case and --regulations, so that both may stand after the command too."""
    for option in (
        click.option(
            "--regulations", type=click.Path(path_type=Path), callback=_remember, expose_value=False, hidden=True
        ),
        click.option(
            "--case",
            type=click.Path(path_type=Path),
            callback=_remember,
            expose_value=False,
            help="The case folder (default: where you stand).",
        ),
    ):
        command = option(command)
    return command


def _remember(ctx: click.Context, parameter: click.Parameter, value: Path | None) -> None:
    if value is not None:
        settings(ctx)[str(parameter.name)] = value


def settings(ctx: click.Context | None = None) -> dict[str, Path | None]:
    """Return the folders given on the command line; keys `case`, `regulations`, `templates`."""
    context = (ctx or click.get_current_context()).find_root()
    if context.obj is None:
        context.obj = {"case": None, "regulations": None, "templates": None}
    found: dict[str, Path | None] = context.obj
    return found


def case_path() -> Path:
    """Return the case folder meant: --case, else the folder one stands in."""
    return settings()["case"] or Path.cwd()


def templates_path() -> Path:
    """Return the folder of templates meant: --templates, else the one shipped."""
    return settings()["templates"] or shipped("templates")


def load_law() -> Law:
    """Return the rules; raises Refused with every problem in them. Warnings are shown by `law lint` only."""
    from complaintkit.law.prepared import prepared_law

    own = settings()["regulations"]
    law = None if own else prepared_law(shipped("regulations"))
    return law or _read_law(own or shipped("regulations"))


def _read_law(folder: Path) -> Law:
    from complaintkit.law.loading import load_law as load

    law, problems = load(folder)
    if law is None or has_errors(problems):
        raise Refused(problems)
    return law


def load_case(law: Law | None) -> CaseFolder:
    """Return the case folder as read, with its problems; raises Refused if it is no case at all."""
    from complaintkit.case.reading import read_case

    return read_case(case_path(), law)


def today() -> datetime.date:
    """Return today's date where the user stands; the only place where the clock is read for a date."""
    return datetime.datetime.now().astimezone().date()


def now() -> datetime.datetime:
    """Return the present moment with its offset from UTC, to the second."""
    return datetime.datetime.now().astimezone().replace(microsecond=0)


def show_problems(problems: Iterable[Problem]) -> None:
    """Write problems to standard error, in order, each with what to do next, and how many there are."""
    ordered = in_order(problems)
    for problem in ordered:
        colour = "red" if problem.severity == "error" else "yellow"
        click.secho(f"{problem.severity} {problem.code}", fg=colour, bold=True, err=True, nl=False)
        click.echo(f"  {problem.place}\n    {problem.message}", err=True)
        if problem.hint:
            click.echo(f"    → {problem.hint}", err=True)
    errors = sum(problem.severity == "error" for problem in ordered)
    if ordered:
        click.echo(f"{counted(errors, 'error')}, {counted(len(ordered) - errors, 'warning')}.", err=True)
