"""`complaintkit evidence`: take exhibits in, show and link them, log what is done to them, verify that none has changed."""

from __future__ import annotations

import click

from complaintkit.cli import evidence_copy
from complaintkit.cli.evidence_acting import note_command, withdraw_command
from complaintkit.cli.evidence_adding import add_command
from complaintkit.cli.evidence_confirming import confirm_command
from complaintkit.cli.evidence_linking import link_command
from complaintkit.cli.evidence_listing import list_command
from complaintkit.cli.evidence_sheet import sheet_command
from complaintkit.cli.evidence_showing import show_command
from complaintkit.cli.evidence_stamping import stamp_command
from complaintkit.cli.evidence_verifying import verify_command


@click.group(name="evidence")
def command() -> None:
    """Register exhibits and verify that none has changed.

    Originals are copied read-only into `exhibits/` under a number, hashed (SHA-256), read, described in exhibits.yaml and
    logged in custody.jsonl, where each line is chained to the one before it.
    """


for subcommand in (
    add_command,
    list_command,
    show_command,
    link_command,
    sheet_command,
    verify_command,
    withdraw_command,
    note_command,
    confirm_command,
    stamp_command,
):
    command.add_command(subcommand)
command.add_command(evidence_copy.command)
