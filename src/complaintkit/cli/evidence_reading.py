"""What the commands on exhibits read alike: the register, the case as far as it can be read, the folder's progress."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import click

from complaintkit.cli.common import case_path
from complaintkit.problems import Problem, Refused, did_you_mean, error, has_errors

if TYPE_CHECKING:
    from complaintkit.case.reading import CaseFolder
    from complaintkit.case.values import Exhibit, Register


def read_all() -> tuple[Register, CaseFolder, tuple[Problem, ...]]:
    """Return the register, the folder as far as it can be read, and what is wrong with the register."""
    from complaintkit.case.folders import EXHIBITS_FILE
    from complaintkit.case.reading import read_case

    folder = read_case(case_path(), None)
    if folder.case is not None and not has_errors(one for one in folder.problems if one.file == EXHIBITS_FILE):
        return folder.case.register, folder, ()
    from complaintkit.evidence.register import read_register

    register, _, problems = read_register(case_path())
    if register is None:
        raise Refused(problems)
    return register, folder, problems


def exhibit_in(register: Register, number: str) -> Exhibit:
    """Return the exhibit of a number in any letter case; raises Refused where there is none."""
    from complaintkit.evidence.register import REGISTER

    exhibit = register.exhibits.get(number.strip().upper())
    if exhibit is None:
        hint = did_you_mean(number, register.exhibits) or "`complaintkit evidence list` shows all of them"
        raise Refused([error(REGISTER, "CK510", f"There is no exhibit `{number}` in the register.", hint)])
    return exhibit


def progress(name: str) -> None:
    """Show on a terminal which file is waited for, each in the place of the one before."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[Kreading {name[: width() - 9]}", nl=False, err=True)


def end_progress() -> None:
    """Take away what `progress` shows."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)


def width() -> int:
    """Return how many columns a line of output has."""
    return shutil.get_terminal_size((120, 24)).columns if sys.stdout.isatty() else 120


def count(number: int, one: str, several: str | None = None) -> str:
    """Return `1 byte`, `2,000 bytes`."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"
