"""`complaintkit evidence stamp`: a request for a time stamp written, and a time stamp that came back attached."""

from __future__ import annotations

from pathlib import Path

import click

from complaintkit.cli.common import case_options, case_path, now, show_problems

_FILE = click.Path(path_type=Path)


@click.group(name="stamp")
def stamp_command() -> None:
    """Time stamps of RFC 3161: write a request for one, attach the one that came back.

    A stamp of the custody log's head covers every exhibit and everything that was done to them until then. Nothing is sent:
    you send the request to a time-stamping authority, which learns the digest and nothing else.
    """


@stamp_command.command(name="request")
@click.argument("number", required=False)
@click.option("--head", "of_log", is_flag=True, help="For the head of the custody log instead of one exhibit.")
@click.option("--out", type=_FILE, help="Where to write it (default: NUMBER.tsq or head.tsq where you stand).")
@case_options
def request_command(number: str | None, of_log: bool, out: Path | None) -> int:  # noqa: FBT001
    """Write a request for a time stamp of one exhibit, such as E12, or of the custody log."""
    if (number is None) is not of_log:
        raise click.UsageError("Give the number of an exhibit, or --head for the custody log.")
    from complaintkit.evidence.stamping.keeping import request_for
    from complaintkit.source.writing import write_atomically

    made = request_for(case_path(), number)
    place = out or Path(f"{number.strip().upper() if number else 'head'}.tsq")
    write_atomically(place, made)
    click.echo(f"{place}  send it to a time-stamping authority, then: complaintkit evidence stamp attach FILE.tsr")
    return 0


@stamp_command.command(name="attach")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--trusted", type=click.Path(path_type=Path, exists=True), help="Root certificates you trust (PEM or DER)."
)
@case_options
def attach_command(file: Path, trusted: Path | None) -> int:
    """Check a time stamp without a network and keep it in the case; `evidence verify` checks it again each time.

    Whether a certificate was revoked is not looked up.
    """
    from complaintkit.evidence.stamping.keeping import attach, roots_in

    kept, problems = attach(case_path(), file, roots_in(trusted), now().isoformat())
    of = f"the custody log up to entry {kept.entry}" if kept.entry is not None else kept.exhibit
    click.echo(f"{kept.file}  {of}, stamped at {kept.at} by {kept.authority}")
    show_problems(problems)
    return 0
