"""What may be typed for an exhibit on the command line: each value is checked before anything is done."""

from __future__ import annotations

from collections.abc import Callable

import click


def accepting(check: Callable[[str], object]) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Return a click callback that runs a check which raises ValueError with a sentence for the user."""

    def callback(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:  # noqa: ARG001
        if value is not None:
            try:
                check(value)
            except ValueError as reason:
                raise click.BadParameter(str(reason)) from None
        return value

    return callback


def a_text(value: str) -> None:
    """Raise ValueError for a text that no file of a case may hold, or an empty one."""
    from complaintkit.source.reading import check_characters

    problems = check_characters(value, "")
    if problems or not value.strip():
        raise ValueError(f"{problems[0].message}." if problems else "it is empty; leave the option out instead.")


def a_date(value: str) -> None:
    """Raise ValueError for what is no day, month, year or period."""
    from complaintkit.case.spans import parse_span

    parse_span(value)


def a_language(value: str) -> None:
    """Raise ValueError for what is no code of a language."""
    if not (value.isascii() and value.isalpha() and value.islower() and len(value) in {2, 3}):
        raise ValueError("a language is written with two small letters, such as en, fr or de.")


def a_term(vocabulary: str) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Return a click callback that turns a word into the term it means; another word is kept, and `check` warns of it."""

    def callback(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
        from complaintkit.case.vocabularies import vocabularies

        accepting(a_text)(ctx, parameter, value)
        term = vocabularies()[vocabulary].term(value) if value else None
        return term.id if term else value

    return callback
