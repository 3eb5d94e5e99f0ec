"""`complaintkit evidence verify`: every byte of every exhibit and the custody log read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from complaintkit.cli.common import case_options, case_path, now, show_problems
from complaintkit.cli.evidence_reading import count, end_progress, progress

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from complaintkit.evidence.verifying import Verification


@click.command(name="verify")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--log", "logged", is_flag=True, help="Write into the custody log what was found.")
@click.option(
    "--trusted",
    type=click.Path(path_type=Path, exists=True),
    help="Root certificates (PEM or DER) that the authorities of time stamps must lead to.",
)
@case_options
def verify_command(form: str, logged: bool, trusted: Path | None) -> int:  # noqa: FBT001
    """Read every byte of every exhibit and the custody log again, and name everything that is not as it was.

    The record of copies is compared with the log, and time stamps are checked again, against the certificates by which they
    were trusted or those of --trusted. Exit code 1 if anything is not as it was. Write down the head that is printed, in a
    dated e-mail to a colleague for instance: it is what shows that nobody rewrote exhibits, log and register together.
    """
    from complaintkit.case.folders import require_case
    from complaintkit.evidence.hashing import Hashing

    require_case(case_path())
    hashing = Hashing(case_path())  # goes on while the rest is imported
    from complaintkit.evidence.verifying import verify

    result = verify(case_path(), progress, hashing, _roots(trusted))
    end_progress()
    if logged:
        from complaintkit.evidence.verifying import log_verification

        result = log_verification(case_path(), result, now().isoformat())
    _show(result, form)
    return 1 if result.problems else 0


def _roots(trusted: Path | None) -> tuple[Certificate, ...]:
    from complaintkit.evidence.stamping.keeping import roots_in

    return roots_in(trusted) if trusted else ()


def _show(result: Verification, form: str) -> None:
    if form == "json":
        click.echo(json.dumps(_as_json(result), ensure_ascii=False, indent=2))
        return
    show_problems(result.problems)
    exhibits, entries = count(result.exhibits, "exhibit"), count(result.entries, "entry", "entries")
    click.echo(f"{exhibits}, {count(result.size, 'byte')} read, {entries} in the custody log.")
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
