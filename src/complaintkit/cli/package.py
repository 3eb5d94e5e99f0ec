"""`complaintkit package`: letter and annexes ready to send, verified whenever anybody wants, logged when they are sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from complaintkit.cli.common import (
    Day,
    case_options,
    case_path,
    load_law,
    now,
    show_problems,
    templates_path,
    today,
)
from complaintkit.cli.letter import defaults, languages_of, several
from complaintkit.problems import Refused, has_errors
from complaintkit.words import counted

if TYPE_CHECKING:
    from complaintkit.packages.making import Made


@click.group("package")
def command() -> None:
    """Letter, annexes, list and checksums, ready to send.

    `make` encloses clean copies of the exhibits, never the originals, and searches everything for names that this recipient
    may not see. `verify` says what is missing, changed or added. `sent` logs that a package has left.
    """


@command.command("make", short_help="Make the package for a recipient.")
@click.option("--to", "recipients", multiple=True, required=True, metavar="R", help="ombudsman, olaf, eeas; or commas.")
@click.option(
    "--lang", "languages", multiple=True, metavar="L", help="en, fr, de; commas; or all (default: the case's)."
)
@click.option("--out", type=click.Path(path_type=Path), help="Where to write (default: packages/ in the case folder).")
@click.option("--zip", "packed", is_flag=True, help="Make one ZIP file.")
@click.option("--on", type=Day(), help="The date of the letter (default: as_of of the case, else today).")
@click.option("--pair", is_flag=True, help="Make two: confidential, and one for those it is passed on to.")
@click.option(
    "--letter", type=click.Path(path_type=Path), help="Enclose this letter (signed, as PDF or .docx) instead."
)
@click.option("--redact", type=click.Path(path_type=Path), help="A YAML list of passages to be blacked out.")
@click.option("--keep-routing", is_flag=True, help="Leave in e-mails by which way they came.")
@click.option("--accept-changes", is_flag=True, help="Make tracked changes in documents final, as they stand.")
@click.option("--as-pictures", is_flag=True, help="Make every page of a PDF a picture.")
@click.option("--seen-by", metavar="NAME", help="Who has looked at a letter that no search can look into (a scan).")
@click.option("--largest", type=click.FloatRange(min=0.01), metavar="MB", help="The largest file, in megabytes.")
@click.option("--files", type=click.IntRange(min=2), metavar="N", help="How many files may be sent, with the letter.")
@click.option("--without-libreoffice", is_flag=True, help="Convert nothing to PDF with LibreOffice.")
@click.option("--overwrite", is_flag=True, help="Replace a package that is there already.")
@case_options
def make_command(recipients: tuple[str, ...], languages: tuple[str, ...], **options: Any) -> int:
    """Make the package for a recipient: letter, annexes by number, one bundle to print, list and checksums.

    The letter is rendered as `complaintkit letter` does, and refused for the same reasons. In the non-confidential one of a
    pair, what the institution may not see is withheld. Nothing appears before the search over every file has found nothing,
    and somebody has looked through what no search can look into (`complaintkit evidence confirm`).

    \b
    What is in it:
      data/1-letter.docx, .pdf   the letter (the PDF where LibreOffice is there)
      data/2-annexes.pdf         index, cover sheets and pages of all annexes, numbered and stamped
      data/annexes/              each annex as a clean copy of its file
      data/index.html            the list of annexes, for screen readers too
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    if not several(recipients):
        raise click.UsageError("--to names no recipient: ombudsman, olaf, eeas, with commas between them.")
    own, as_of = defaults(case_path())
    on: datetime | None = options.pop("on")
    shared = {**_chosen(options), "on": on.date() if on else as_of or today(), "at": now().isoformat()}
    wanted = [(one, lang) for one in several(recipients) for lang in languages_of(several(languages) or (own,))]
    if shared["letter"] and (len(wanted) > 1 or shared["pair"]):
        raise click.UsageError("--letter is one letter: name one recipient and one language with it, and no --pair.")
    return max([_make(recipient, language, shared) for recipient, language in dict.fromkeys(wanted)])


def _chosen(options: dict[str, Any]) -> dict[str, Any]:
    from complaintkit.cli.evidence_copy import passages
    from complaintkit.evidence.cleaning.values import Choices

    names = ("keep_routing", "accept_changes", "as_pictures")
    return {
        "out": options["out"] or case_path() / "packages",
        "packed": options["packed"],
        "overwrite": options["overwrite"],
        "pair": options["pair"],
        "letter": options["letter"],
        "choices": Choices(**{name: options[name] for name in names}),
        "passages": passages(options["redact"]),
        "seen_by": (options["seen_by"] or "").strip() or None,
        "libreoffice": not options["without_libreoffice"],
        "largest_megabytes": options["largest"],
        "most_files": options["files"],
    }


def _make(recipient: str, language: str, shared: dict[str, Any]) -> int:
    """Make one package, or a pair, and show what came of it; return the exit code."""
    from complaintkit.packages.making import make_packages
    from complaintkit.packages.wanted import Wanted

    wanted = Wanted(recipient=recipient, language=language, **shared)
    try:
        packages = make_packages(case_path(), load_law(), templates_path(), wanted)
    except Refused as refusal:
        names = " and ".join(one.target.name for one in wanted.each)
        click.secho(f"Not made: {names}", fg="red", err=True)
        show_problems(refusal.problems)
        return 1
    for made in packages:
        show_problems(made.problems)
        click.echo("\n".join(_said(made)))
    return 0


def _said(made: Made) -> Iterable[str]:
    enclosed = sum(bound.annex.copy is not None for bound in made.bundle.annexes)
    kept = len(made.bundle.annexes) - enclosed
    yield f"Package: {made.path}"
    pages = counted(made.bundle.pages, "page")
    yield f"  annexes: {enclosed} enclosed, {kept} withheld; {pages} in the bundle"
    yield "  To hand in, in this order:"
    for name in sorted(name for name in made.files if name.startswith(("data/1-", *_parts(made)))):
        yield f"    {name}"
    yield f"  Digest {made.digest}"
    if made.letter.to_confirm:
        yield "\nTo confirm before sending:"
        yield from (f"  - {sentence}" for sentence in made.letter.to_confirm)
    yield "\nNext: look at every page of the bundle; have a lawyer review it; send it; then log that with"
    yield f'  complaintkit package sent {made.path} --how "by registered letter"'


def _parts(made: Made) -> tuple[str, ...]:
    return tuple(f"data/{part.name}" for part in made.bundle.parts)


@command.command("verify", short_help="Say what is missing, changed or added in a package.")
@click.argument("path", type=click.Path(path_type=Path))
@case_options
def verify_command(path: Path) -> int:
    """Read every byte of the package at PATH, a folder or a ZIP, and say what is missing, changed or added.

    The bundle is compared with the list: pages, index, links. In the folder of its case, or with --case, it is also said
    whether the custody log knows this package. Everything but the look into the bundle works without extra libraries.
    """
    from complaintkit.packages.verifying import verify

    found = verify(path)
    show_problems(found.problems)
    if has_errors(found.problems):
        return 1
    looked_into = "" if found.problems else ", the bundle agrees with the list"
    click.echo(f"{path}: whole. {counted(found.files, 'file')} read{looked_into}.")
    click.echo(f"  Digest {found.digest}")
    _show_log(path, found.digest)
    return 0


def _show_log(path: Path, digest: str | None) -> None:
    """Show what the custody log of the case at hand says of a package; nothing where there is no case."""
    from complaintkit.evidence import custody
    from complaintkit.packages.sending import known, sendings, unknown

    if not (case_path() / custody.LOG).is_file():
        return
    entries = custody.read_log(case_path()).entries
    made = known(entries, digest)
    if not made:
        show_problems([unknown(path)])
        return
    click.echo(f"  As the custody log of this case says, made on {made[-1].at}.")
    for line in sendings(entries, digest):
        click.echo(f"  {line}")


@command.command("sent", short_help="Log that a package was sent.")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--how", required=True, help="How it was sent, and when if not today: “by registered letter RR123, 5 October”."
)
@case_options
def sent_command(path: Path, how: str) -> int:
    """Log that the package at PATH was sent: a line of the custody log for each exhibit in it.

    The package is verified first; one that is not as it was made, or that this case did not make, is not logged.
    """
    from complaintkit.packages.sending import log_sent

    if not how.strip():
        raise click.BadParameter("say in words how it was sent", param_hint="--how")
    entries, notes = log_sent(case_path(), path, " ".join(how.split()), now().isoformat())
    show_problems(notes)
    click.echo(f"Logged: {counted(len(entries), 'exhibit')} sent. Record the letter as an approach, too, if it is one.")
    return 0
