"""`complaintkit template`: look through a template, and say everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from complaintkit.words import counted

if TYPE_CHECKING:
    from complaintkit.documents.findings import Finding, Looked

SCHEMA = "complaintkit/template-lint/1"


@click.group("template")
def command() -> None:
    """Look through a Word template for letters, before it is used.

    `template lint FILE` says everything that is wrong with it, each at its place; with --annotate it writes a copy with Word
    comments, with --format json it is for programs.
    """


@command.command("lint")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--annotate", is_flag=True, help="Write a copy with a Word comment at each place: NAME-annotated.docx.")
@click.option("--overwrite", is_flag=True, help="Replace an annotated copy that is there already.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to say it."
)
def lint(file: Path, *, annotate: bool, overwrite: bool, form: str) -> int:
    """Say everything that is wrong with a template, at once: FILE is a Word document (.docx).

    Found are tags that cannot be read, blocks that are not closed or cross each other, names and sentences that a letter
    does not have, tags and brackets that go astray, missing styles, pages that are not A4, what Word noted about people,
    links to the outside, and programs. Each is told with its paragraph or table cell, the heading above it and the words
    around it. Nothing is rendered, and no case is needed. The exit code is 1 where a letter would be refused.
    """
    from complaintkit.documents.guard import read_template
    from complaintkit.documents.linting import lint as look
    from complaintkit.letters.speaking import catalogue_sentences, letter_shape

    looked = look(read_template(file, str(file)), str(file), letter_shape(), catalogue_sentences())
    _show(looked, file, form)
    if annotate and looked.findings:
        _annotate(looked, file, overwrite=overwrite)
    return 1 if any(finding.problem.severity == "error" for finding in looked.findings) else 0


def _show(looked: Looked, file: Path, form: str) -> None:
    if form == "json":
        import json

        found = [finding.as_json() for finding in looked.findings]
        data = {"schema": SCHEMA, "file": str(file), "findings": found}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    elif not looked.findings:
        click.echo(f"{file} is in order: letters can be made from it.")
    else:
        for number, finding in enumerate(looked.findings, start=1):
            _show_finding(number, finding)
        errors = sum(finding.problem.severity == "error" for finding in looked.findings)
        click.echo(f"{file}: {counted(errors, 'error')}, {counted(len(looked.findings) - errors, 'warning')}.")


def _show_finding(number: int, finding: Finding) -> None:
    problem, place = finding.problem, finding.paragraph.place() if finding.paragraph else "the file as a whole"
    click.secho(f"{number}. ", nl=False)
    colour = "red" if problem.severity == "error" else "yellow"
    click.secho(f"{problem.severity} {problem.code}", fg=colour, bold=True, nl=False)
    click.echo(f"  {place}\n    {finding.said()}")
    if problem.hint:
        click.echo(f"    → {problem.hint}")


def _annotate(looked: Looked, file: Path, *, overwrite: bool) -> None:
    from complaintkit.documents.annotating import annotated
    from complaintkit.problems import Refused, error
    from complaintkit.source.writing import write_atomically, write_new

    data, target = annotated(looked), file.with_name(f"{file.stem}-annotated{file.suffix}")
    if data is None:
        message = "the file cannot be opened, so nothing can be written into a copy of it"
        raise Refused([error(str(file), "CK641", message, "put right what is said above first")])
    try:
        (write_atomically if overwrite else write_new)(target, data)
    except FileExistsError:
        message = "an annotated copy is there already, and was kept as it is"
        raise Refused([error(str(target), "CK640", message, "type the command again with --overwrite")]) from None
    click.echo(f"The copy with comments: {target}", err=True)
