"""`complaintkit letter`: letters from selections, in one or several languages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from complaintkit.cli.common import Day, case_options, case_path, load_law, show_problems, templates_path, today

if TYPE_CHECKING:
    from complaintkit.letters.wanted import Report
    from complaintkit.problems import Problem


@click.command("letter")
@click.option(
    "--to",
    "recipients",
    multiple=True,
    required=True,
    metavar="R",
    help="ombudsman, olaf, eeas; approach, access, confirmatory; or commas.",
)
@click.option(
    "--lang", "languages", multiple=True, metavar="L", help="A code such as fr; commas; or all (default: the case's)."
)
@click.option("--out", type=click.Path(path_type=Path), help="Where to write (default: letters/ in the case folder).")
@click.option("--on", type=Day(), help="The date printed (default: as_of of the case, else today).")
@click.option("--pdf", is_flag=True, help="Make PDF files too (needs LibreOffice).")
@click.option("--text", is_flag=True, help="Write plain text too, block by block, for pasting into a web form.")
@click.option(
    "--pair", is_flag=True, help="Make two versions: confidential, and non-confidential for those it is passed on to."
)
@click.option("--draft", is_flag=True, help="Make drafts in spite of problems, visibly marked.")
@click.option("--overwrite", is_flag=True, help="Replace letters that are there already.")
@case_options
def command(
    *,
    recipients: tuple[str, ...],
    languages: tuple[str, ...],
    out: Path | None,
    on: datetime | None,
    pdf: bool,
    text: bool,
    pair: bool,
    draft: bool,
    overwrite: bool,
) -> int:
    """Render letters from a selection.

    Besides complaints there are letters around them, which go to the institution itself: `approach`, a first approach or a
    reminder; `access`, an application for access to documents; `confirmatory`, a confirmatory application. `check` names
    the one that is the cure.

    A letter that raises what is not met, asserts what nothing supports, or is not translated throughout is refused, with
    everything that is missing. What can be rendered is; the rest is reported, and the exit code is 1.

    Each letter is searched before it is written. If it would say who somebody is whom the recipient may not know, it is
    refused, as a draft too.

    In which languages letters can be written, and how far each is reviewed, says `complaintkit translate status`.
    """
    if not several(recipients):
        raise click.UsageError(
            "--to names no recipient: ombudsman, olaf, eeas, with commas between them; or a letter around the "
            "complaint: approach, access, confirmatory."
        )
    report = render_all(
        case_path(),
        several(recipients),
        several(languages),
        out,
        on.date() if on else None,
        draft=draft,
        overwrite=overwrite,
        text=text,
        pair=pair,
    )
    show_report(report)
    if pdf and report.made:
        _make_pdf(report)
    return 1 if report.refused else 0


def render_all(
    case_folder: Path,
    recipients: Iterable[str],
    languages: Iterable[str],
    out: Path | None,
    on: date | None,
    *,
    draft: bool = False,
    overwrite: bool = False,
    text: bool = False,
    pair: bool = False,
) -> Report:
    """Make letters from a case folder with the rules and templates that the command line names.

    Args:
        case_folder: the case folder.
        recipients: `ombudsman`, `olaf`, `eeas`, or a letter around the complaint: `approach`, `access`, `confirmatory`.
        languages: codes of shipped catalogues, or `all`; none is the case's own language.
        out: where to write; by default `letters/` in the case folder.
        on: the date to print; by default the case's `as_of`, else today.
        draft: whether problems become marks in a draft.
        overwrite: whether letters that exist are replaced.
        text: whether plain text is written too.
        pair: whether each letter is made as a pair, confidential and non-confidential.

    Raises:
        Refused: where no letter at all can be made.
    """
    from complaintkit.letters.making import render_all as make
    from complaintkit.letters.wanted import Wanted

    own, as_of = defaults(case_folder)
    wanted = Wanted(
        recipients=tuple(dict.fromkeys(recipients)),
        languages=languages_of(tuple(languages) or (own,)),
        out=out or case_folder / "letters",
        on=on or as_of or today(),
        draft=draft,
        overwrite=overwrite,
        text=text,
        pair=pair,
    )
    return make(case_folder, load_law(), templates_path(), wanted)


def show_report(report: Report) -> None:
    """Print where the letters are, what to confirm before sending and what comes next; problems go to standard error."""
    for refusal in report.refused:
        click.secho(f"Not rendered: {refusal.file}", fg="red", err=True)
        show_problems(refusal.problems)
    show_problems(report.warnings)
    if not report.made:
        return
    click.echo(f"{'Drafts' if any(one.draft for one in report.made.values()) else 'Letters'} in {report.out}:")
    for path in report.made:
        click.echo(f"  {path.name}")
    _show_what_to_confirm(report)
    click.echo(
        "\nNext: read each letter as its recipient would; have a lawyer review it; sign; then `complaintkit package make`"
        " encloses the annexes by number."
    )


def _show_what_to_confirm(report: Report) -> None:
    confirmed: dict[str, list[str]] = {}
    for path, letter in report.made.items():
        for sentence in letter.to_confirm:
            confirmed.setdefault(sentence, []).append(path.stem)
    click.echo("\nTo confirm before sending:")
    for sentence, letters in confirmed.items():
        where = "" if len(letters) == len(report.made) else f" [{', '.join(letters)}]"
        click.echo(f"  - {sentence}{where}")


def _make_pdf(report: Report) -> None:
    from complaintkit.documents.pdf import pages_of, to_pdf
    from complaintkit.letters.proving import pdf_problems
    from complaintkit.problems import Refused
    from complaintkit.words import counted

    problems: list[Problem] = []
    click.echo("\nPDF files, tagged for programs that read aloud:")
    for letter, path in zip(report.made, to_pdf(tuple(report.made), report.out), strict=True):
        found = pdf_problems(path, report.hidden[letter])
        if found:
            path.unlink()
        else:
            click.echo(f"  {path.name} ({counted(pages_of(path, letter), 'page')})")
        problems += found
    if problems:
        raise Refused(problems)


def several(values: Iterable[str]) -> tuple[str, ...]:
    """Return the values of an option that may be repeated or take commas; OLAF is olaf."""
    return tuple(part.strip().lower() for value in values for part in value.split(",") if part.strip())


def languages_of(wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages wanted, each once; `all` is every catalogue that is shipped."""
    from complaintkit.languages.catalogue import shipped_languages

    if "all" in wanted:
        return shipped_languages()
    return tuple(dict.fromkeys(wanted))


def defaults(case_folder: Path) -> tuple[str, date | None]:
    """Return the language and `as_of` of the case; a case that cannot be read is reported when it is read in full."""
    from complaintkit.source.documents import read_document

    document, _ = read_document(case_folder / "case.yaml", "case.yaml")
    data = document.data if document and isinstance(document.data, dict) else {}
    try:
        as_of = date.fromisoformat(str(data.get("as_of")))
    except ValueError:
        as_of = None
    return str(data.get("language") or "en"), as_of
