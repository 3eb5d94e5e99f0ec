"""Standard input, output and error made fit for use, whatever started the program and wherever its output goes."""

from __future__ import annotations

import io
import os
import sys


def make_ready() -> None:
    """Put an empty stream where one was closed, and let no character that an output cannot hold stop a command.

    A closed stream (a job scheduler, `<&-`) would leave its number to the next file that is opened, so that an editor or
    a converter started later would write into that file. A terminal or a file in Latin-1 has no “ or →: what it cannot
    hold is written as its number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
