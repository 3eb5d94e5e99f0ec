"""Asking questions one by one, on a terminal or line by line from a pipe. Prompts go to standard error.

`?` shows help again, an empty line takes the default. An answer that will not do is said why and asked again. Ctrl-C goes
through as KeyboardInterrupt; the end of the answers is `NoMoreAnswers`: the caller knows what is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import click

from complaintkit.problems import suggestion
from complaintkit.source.reading import check_characters
from complaintkit.words import meant


class NoMoreAnswers(Exception):
    """Standard input has ended."""


def _as_it_is(text: str) -> str:
    return text


@dataclass(frozen=True)
class Prompt:
    """One thing asked. `default` None means that something has to be typed, "" that nothing may be."""

    text: str
    help: str = ""
    default: str | None = None
    accept: Callable[[str], Any] = _as_it_is
    help_first: bool = True


def ask(prompt: Prompt) -> Any:
    """Return the answer, as `accept` returns it, or "" for none; raises NoMoreAnswers, KeyboardInterrupt."""
    click.secho(f"\n{prompt.text}", bold=True, err=True)
    if prompt.help and prompt.help_first:
        _help(prompt)
    while True:
        typed = read_line(f"[{prompt.default}] > " if prompt.default else "> ")
        if typed == "?":
            _help(prompt)
            continue
        answer = typed or prompt.default
        if answer is None:
            click.echo("  An answer is needed here (Ctrl-C leaves, ? explains).", err=True)
            continue
        try:
            return prompt.accept(_printable(answer)) if answer else ""
        except ValueError as reason:
            click.echo(f"  {reason}", err=True)


def ask_lines(prompt: Prompt) -> str:
    """Return an answer of several lines, ended by an empty one; each line is a paragraph."""
    click.secho(f"\n{prompt.text}", bold=True, err=True)
    _help(prompt)
    lines: list[str] = []
    with suppress(NoMoreAnswers):
        while line := read_line("> " if not lines else ". "):
            try:
                lines.append(_printable(line))
            except ValueError as reason:
                click.echo(f"  {reason}", err=True)
    return "\n\n".join(lines)


def read_line(prompt: str) -> str:
    """Return the next line typed, without blanks around it."""
    if on_terminal():
        with suppress(ImportError):
            import readline  # noqa: F401  (with it, input() lets one move in the line)
        try:
            return input(prompt).strip()
        except EOFError:
            raise NoMoreAnswers from None
        except UnicodeDecodeError:
            click.echo("  This terminal does not send UTF-8: set it to UTF-8, or type plain letters.", err=True)
            return read_line(prompt)
    click.echo(prompt, nl=False, err=True)
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        raise click.UsageError("The answers on standard input are not UTF-8.") from None
    if not line:
        click.echo(err=True)
        raise NoMoreAnswers
    return line.strip()


def on_terminal() -> bool:
    """Tell whether somebody sits at a terminal who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def one_of(words: Iterable[str]) -> Callable[[str], str]:
    """Return an `accept` for a choice of words; an unambiguous beginning of one is enough."""
    known = tuple(words)

    def accept(text: str) -> str:
        word = meant(text, known)
        if word is None:
            raise ValueError(f"Choose one of {', '.join(known)}.{suggestion(text.lower(), known)}")
        return word

    return accept


def confirm(question: str) -> bool:
    """Ask for yes or no, where no is what Enter means; the end of the answers is no."""
    try:
        return bool(ask(Prompt(question, "yes or no", "no", one_of(("yes", "no")), help_first=False)) == "yes")
    except NoMoreAnswers:
        return False


def _printable(text: str) -> str:
    problems = check_characters(text, "")
    if problems:
        raise ValueError(f"This cannot be stored: {problems[0].message}. Type it again without.")
    return text


def _help(prompt: Prompt) -> None:
    for line in (prompt.help or "There is no more to say about this one.").split("\n"):
        click.secho(f"  {line}", dim=True, err=True)
