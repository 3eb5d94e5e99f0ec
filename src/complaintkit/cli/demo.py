"""`complaintkit demo`: the worked example, copied, checked, and its letters rendered, all without reading the clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from complaintkit.cli.common import show_problems
from complaintkit.cli.folders import new_folder, refuse_unless_free
from complaintkit.locations import shipped
from complaintkit.problems import Problem, Refused, has_errors

if TYPE_CHECKING:
    from complaintkit.assessment.values import Assessment
    from complaintkit.case.values import Case
    from complaintkit.law.values import Law
    from complaintkit.letters.wanted import Report

RECIPIENTS = ("ombudsman", "olaf", "eeas")
LANGUAGES = ("en", "fr", "de")
_NEXT = """
What to do next:

  1. Open a letter in Word or LibreOffice: {letters}
  2. Go into the folder, and see how the tool came to them:
         cd {folder}
         complaintkit check                      which provision each incident may breach, what is missing, what to do
         complaintkit incident show {incident}
         complaintkit law show "12a(3)"
  3. Change something: an answer in incidents/, a choice with `complaintkit select --recipient ombudsman`;
     then render again: complaintkit letter --to ombudsman --lang en --overwrite
     It also lists what is to be confirmed before a letter is sent.
     The letters around the complaints: complaintkit letter --to approach,access --lang en
  4. Begin a case of your own: complaintkit init my-own-case

The letters are an example. Nothing in them says that anybody is guilty. A lawyer reads each letter before it goes out.
"""


@click.command(name="demo")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> int:
    """Copy the worked example to the new folder DIR, check it, and render its letters.

    The example is a published report about a Delegation of the European Union, without names: a complete case with
    incidents, specimen exhibits, selections and translations. Its letters to three recipients in three languages are
    dated as the case is, so that two runs give the same files.
    """
    refuse_unless_free(folder)
    try:
        with new_folder(folder) as building:
            click.echo("Copying the example, checking it, rendering its letters ...", err=True)
            _copy(shipped("evidence"), building)
            law, case, assessment = _checked(building)
            changed = _verified(building)
            report = _rendered(building, case)
    except KeyboardInterrupt:
        click.echo(f"\nNothing is left of it in {folder}. Start again with: complaintkit demo {folder}", err=True)
        raise
    click.echo("\n".join(_said(folder, law, case, assessment, report)))
    return _what_is_wrong((*assessment.problems, *changed), report)


def _copy(source: Path, target: Path) -> None:
    """Copy the example without anything rendered before; the originals become read-only, everything else writable."""
    from complaintkit.case.writing import FOLDERS, SCHEMAS
    from complaintkit.evidence.files import FOLDER, READ_ONLY

    for name in (*FOLDERS, SCHEMAS):
        (target / name).mkdir()
    for path in sorted(source.rglob("*")):
        inside = path.relative_to(source)
        if path.is_dir() or inside.parts[0] == "letters" or any(part.startswith(".") for part in inside.parts):
            continue
        copy = target / inside
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
        if inside.parts[0] == FOLDER:
            copy.chmod(READ_ONLY)


def _checked(folder: Path) -> tuple[Law, Case, Assessment]:
    """Return rules, case and what the rules say of it on the day of the case."""
    from complaintkit.assessment import assess
    from complaintkit.case.reading import read_case
    from complaintkit.cli.common import load_law

    law = load_law()
    read = read_case(folder, law)
    if read.case is None or read.case.file.as_of is None:
        raise Refused(read.problems)
    return law, read.case, assess(read.case, law, read.case.file.as_of, problems=read.problems)


def _verified(folder: Path) -> tuple[Problem, ...]:
    from complaintkit.evidence.verifying import verify

    return verify(folder).problems


def _rendered(folder: Path, case: Case) -> Report:
    from complaintkit.cli.letter import render_all

    return render_all(folder, RECIPIENTS, LANGUAGES, folder / "letters", case.file.as_of)


def _said(folder: Path, law: Law, case: Case, assessment: Assessment, report: Report) -> Iterator[str]:
    """Yield what was done, what the check says in a few lines, where the letters are, and what to do next."""
    counted = f"{len(case.incidents)} incidents, {len(case.register.exhibits)} exhibits"
    yield f"The worked example, in the folder {folder}\n{counted}, checked as on {assessment.on.isoformat()}.\n"
    yield "Whom it can be put to, claim by claim, on the facts stated:"
    names = {recipient.id: recipient.name for recipient in law.recipients}
    for result in (one for one in assessment.recipients if one.recipient in RECIPIENTS):
        outcomes = Counter(str(claim.outcome) for claim in result.claims)
        yield f"  {names[result.recipient]}: {_outcomes(outcomes)}"
    yield f"\nThe letters are in {folder / 'letters'}:"
    yield from (f"  {path.name}" for path in report.made)
    first = next(iter(report.made), None)
    letters = folder / "letters" / (first.name if first else "")
    yield _NEXT.format(folder=folder, letters=letters, incident=_telling(case)).rstrip()


def _outcomes(outcomes: Counter[str]) -> str:
    words = {"met": "can go", "not known": "not known, something is missing", "not met": "cannot go"}
    return "; ".join(f"{outcomes[outcome]} {said}" for outcome, said in words.items() if outcomes[outcome])


def _telling(case: Case) -> str:
    """Return the incident that shows most: the one with the most answers."""
    return max(case.incidents, key=lambda incident: len(incident.facts)).id


def _what_is_wrong(problems: Iterable[Problem], report: Report) -> int:
    """Show what the check and the letters found, and return the exit code."""
    found = (*problems, *(problem for refusal in report.refused for problem in refusal.problems))
    for refusal in report.refused:
        click.echo(f"Not rendered: {refusal.file}", err=True)
    show_problems(found)
    return 1 if report.refused or has_errors(found) else 0
