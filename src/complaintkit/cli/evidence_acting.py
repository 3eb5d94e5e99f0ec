"""`complaintkit evidence withdraw` and `evidence note`: acts on an exhibit that the custody log keeps."""

from __future__ import annotations

import click

from complaintkit.cli.common import case_options, case_path, now, show_problems
from complaintkit.cli.evidence_values import a_text, accepting


@click.command(name="withdraw")
@click.argument("number")
@click.option("--why", required=True, callback=accepting(a_text), help="Why it is withdrawn; the custody log keeps it.")
@case_options
def withdraw_command(number: str, why: str) -> int:
    """Withdraw an exhibit, such as E12: it supports nothing any more, and nothing of it is deleted.

    Its file, its entry in the register and its number stay; no other exhibit ever gets the number.
    """
    from complaintkit.evidence.acts import withdraw

    problems = withdraw(case_path(), number, why, now().isoformat())
    click.echo(f"{number.strip().upper()} is withdrawn: {why}")
    show_problems(problems)
    return 0


@click.command(name="note")
@click.argument("number")
@click.argument("text", callback=accepting(a_text))
@case_options
def note_command(number: str, text: str) -> int:
    """Write TEXT on an exhibit, such as E12, into the custody log, where it stays as it was written."""
    from complaintkit.evidence.acts import note

    problems = note(case_path(), number, text, now().isoformat())
    click.echo(f"Noted on {number.strip().upper()}: {text}")
    show_problems(problems)
    return 0
