"""`select` as a full screen: opened, held until it is left, and what is said afterwards. Loaded only here."""

from __future__ import annotations

from collections.abc import Callable

import click

from complaintkit.cli.select_keys import bindings
from complaintkit.cli.select_screen import Screen
from complaintkit.cli.select_words import kept_message, saved_lines
from complaintkit.selecting.session import Session


def choose(session: Session, begin: Callable[[], None]) -> int:
    """Show the screen until it is left and return the exit code; what was saved or kept is said afterwards."""
    screen = Screen(session, begin, bindings)
    try:
        screen.application.run(pre_run=screen.opened)
    except KeyboardInterrupt:
        _say_what_was_kept(session)
        raise
    for line in saved_lines(session, session.saved_to) if session.saved_to else ():
        click.echo(line)
    _say_what_was_kept(session)
    return 0


def _say_what_was_kept(session: Session) -> None:
    if session.changed:
        click.echo(kept_message(session), err=True)
