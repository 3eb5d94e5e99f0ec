"""`complaintkit law`: show a provision with its wording, source and criteria; import wordings; check and test the rules."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from complaintkit.cli import law_import, law_test
from complaintkit.cli.common import Day, case_options, load_law, settings, show_problems, today
from complaintkit.law.values import Law
from complaintkit.locations import shipped
from complaintkit.problems import Problem, Refused, did_you_mean, error, has_errors


@click.group(name="law")
def command() -> None:
    """Show the wording of a provision and what it requires; import wordings; check the rules, and run their scenarios."""


command.add_command(law_import.command)
command.add_command(law_test.command)


@command.command("show")
@click.argument("provision", metavar="ID")
@click.option(
    "--lang",
    "language",
    default="en",
    show_default=True,
    help="The language of the wording, one of the 24: en, fr, pl ...",
)
@click.option("--on", type=Day(), help="The day on which it was in force (default: today).")
@case_options
def show(provision: str, language: str, on: datetime | None) -> None:
    """Show a provision: `12a(3)`, `11/1` for a paragraph without number, `charter:41(1)`, `annexIX:2(2)`.

    The id of an article, such as `11`, lists all its paragraphs. An official wording stands between quotation marks; a
    working translation is marked as such and has the official English beside it. Where no wording is held in the language,
    that is said, the English one stands in its place, and how the language cites the provision is shown all the same.
    """
    law = load_law()
    _check_language(language)
    day = on.date() if on else today()
    ids = _ids(law, provision.strip())
    from complaintkit.cli.law_gaps import gap_lines, not_held_on, numbers_not_held
    from complaintkit.cli.law_layout import sheet

    found = {one: sheet(law, one, language, day) for one in ids}
    if not any(found.values()):
        raise Refused([not_held_on(law, ids, day)])
    for one, lines in found.items():
        click.echo("\n".join(lines or gap_lines(law, one, day)))
    missing = numbers_not_held(law, provision.strip()) if len(ids) > 1 else ()
    if missing:
        click.echo(f"No wording is held at all, for any day, of {', '.join(missing)}.")


@command.command("lint")
@case_options
def lint() -> int:
    """Check the rules: unknown questions, conditions that decide nothing, missing wordings, unread authorities."""
    folder = settings()["regulations"] or shipped("regulations")
    law, problems = _checked(folder)
    show_problems(problems)
    if law is not None and not problems:
        count = f"{len(law.provisions)} provisions, {len(law.wordings)} wordings, {len(law.questions)} questions"
        click.echo(f"The rules are in order: {count}.")
    return 1 if has_errors(problems) else 0


def _checked(folder: Path) -> tuple[Law | None, tuple[Problem, ...]]:
    from complaintkit.law.linting import lint_rules
    from complaintkit.scenarios.reading import read_scenarios

    law, problems = lint_rules(folder)
    return law, (*problems, *(read_scenarios(folder, law)[1] if law else ()))


def _check_language(language: str) -> None:
    from complaintkit.languages.citations import cited_languages

    known = cited_languages()
    if language not in known:
        message = f"`{language}` is no official language of the Union, so no wording in it is held"
        raise Refused([error("law show", "CK332", message, f"choose one of {', '.join(known)}")])


def _ids(law: Law, wanted: str) -> tuple[str, ...]:
    """Return the ids meant: one provision, or all paragraphs of an article; raises Refused with a hint otherwise."""
    from complaintkit.law.lookup import paragraphs_of, wordings_of
    from complaintkit.law.references import parse_reference

    reference = parse_reference(wanted, {act.id for act in law.acts})
    if reference is None:
        raise Refused([error("law show", "CK330", f"`{wanted}` is not written like the id of a provision", _FORMS)])
    exact = str(reference)
    if wordings_of(law, exact):
        return (exact,)
    parts = paragraphs_of(law, exact)
    if parts:
        return parts
    raise Refused([_unknown(law, exact)])


_FORMS = "write 12a(3), 11/1 for a paragraph without number, charter:41(1), annexIX:2(2), or an article: 11"


def _unknown(law: Law, wanted: str) -> Problem:
    from dataclasses import replace

    from complaintkit.law.lookup import paragraphs_of
    from complaintkit.law.references import parse_reference

    reference = parse_reference(wanted)
    if reference is None:
        raise ValueError(wanted)
    article = str(replace(reference, paragraph=None, place=None, point=None))
    siblings = paragraphs_of(law, article)
    if not siblings:
        hint = did_you_mean(wanted, {wording.provision for wording in law.wordings}) or _FORMS
        return error("law show", "CK331", f"no wording of {wanted} is held", hint)
    name = f"Article {reference.article}"
    listed = ", ".join(siblings)
    if reference.paragraph and any("/" in one for one in siblings):
        message = f"{name} has no paragraph {reference.paragraph}: its paragraphs have no numbers"
        return error("law show", "CK331", message, f"they are written by their place: {listed}")
    if reference.place and any("(" in one for one in siblings):
        message = f"the paragraphs of {name} have numbers"
        return error("law show", "CK331", message, f"they are written with them: {listed}")
    return error("law show", "CK331", f"no wording of {wanted} is held", f"held of {name}: {listed}")
