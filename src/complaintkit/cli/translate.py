"""`complaintkit translate`: the case's own sentences out to a translator and back, and how far each language is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from complaintkit.cli.common import case_options, case_path, load_case, load_law, show_problems
from complaintkit.problems import Refused, error, has_errors

if TYPE_CHECKING:
    from complaintkit.case.values import Case
    from complaintkit.languages.sentences import Placed
    from complaintkit.law.values import Law


@click.group("translate")
def command() -> None:
    """Export, import or review translations of the case's own sentences."""


@command.command("export")
@click.option("--lang", "language", required=True, metavar="L", help="The language to translate into.")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write (default: translations/L.po in the case).")
@case_options
def export(*, language: str, out: Path | None) -> int:
    """Write every sentence of the case that a letter may print as a PO file.

    Translations made before are kept; those whose sentence is gone stay at the end as comments.
    """
    from complaintkit.languages.translations import write_po
    from complaintkit.source.writing import write_atomically

    case = _case()
    _refuse_own_language(case, language)
    wanted, known = _sentences(case), _known(language)
    sources = {text for _, text in wanted}
    obsolete = {source: text for source, text in known.items() if source not in sources}
    target = out or _file(language)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(target, write_po(language, wanted, known, title=case.file.title, obsolete=obsolete))
    done = sum(source in known for source in sources)
    click.echo(f"{target}: {len(wanted)} sentences, {done} translated, {len(obsolete)} no longer in the case.")
    click.echo(f"Next: translate it in a PO editor, then `complaintkit translate import FILE --lang {language}`.")
    return 0


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--lang", "language", required=True, metavar="L", help="The language of the file.")
@case_options
def import_(*, file: Path, language: str) -> int:
    """Take translations from a PO file into the case. What the file leaves empty stays as it was."""
    from complaintkit.languages.translations import read_po, write_po
    from complaintkit.source.locking import locked
    from complaintkit.source.writing import write_atomically

    case = _case()
    _refuse_own_language(case, language)
    taken, problems = read_po(file, str(file))
    if has_errors(problems):
        raise Refused(problems)
    show_problems(problems)
    wanted = _sentences(case)
    sources = {text for _, text in wanted}
    with locked(case_path()):
        known = _known(language) | {source: text for source, text in taken.items() if source in sources}
        obsolete = {source: text for source, text in known.items() if source not in sources}
        target = _file(language)
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, write_po(language, wanted, known, title=case.file.title, obsolete=obsolete))
    unknown = [source for source in taken if source not in sources]
    missing = [source for source in sources if source not in known]
    click.echo(
        f"{target}: {len(taken) - len(unknown)} taken, {len(unknown)} not in the case, {len(missing)} still missing."
    )
    _list("Not in the case any more, or changed since, so not taken:", unknown)
    return 0


@command.command("status")
@case_options
def status() -> int:
    """Print for each language how much is translated: of the case, of the rules, of the product's own sentences."""
    from complaintkit.languages.catalogue import shipped_languages

    law, case = load_law(), _case()
    wanted = _sentences(case)
    header = f"{'language':<10}{'case':>14}{'rules':>14}{'product':>14}  reviewed by"
    click.echo(header)
    for language in shipped_languages():
        if language == case.file.language:
            click.echo(f"{language:<10}{'source':>14}{_rules(law, language):>14}{_product(language):>14}  the authors")
            continue
        known = _known(language)
        done = sum(text in known for _, text in wanted)
        counted = f"{done}/{len(wanted)}"
        click.echo(f"{language:<10}{counted:>14}{_rules(law, language):>14}{_product(language):>14}  nobody")
    return 0


def _rules(law: Law, language: str) -> str:
    if language == "en":
        return "source"
    from complaintkit.languages.sentences import sentences_of_rules
    from complaintkit.languages.translations import normal

    held = {normal(source) for source, _ in dict(law.translations).get(language, ())}
    wanted = sentences_of_rules(law)
    return f"{sum(text in held for text in wanted)}/{len(wanted)}"


def _product(language: str) -> str:
    from complaintkit.languages.catalogue import catalogue_file, load_catalogue
    from complaintkit.languages.translations import parse_po

    translated = load_catalogue(language).sentences
    if translated is None:
        return "source"
    return f"{len(translated)}/{len(parse_po(catalogue_file(language).read_text(encoding='utf-8')))}"


def _case() -> Case:
    folder = load_case(None)
    if folder.case is None:
        raise Refused(folder.problems)
    return folder.case


def _sentences(case: Case) -> tuple[Placed, ...]:
    from complaintkit.languages.sentences import sentences_of

    return sentences_of(case)


def _file(language: str) -> Path:
    return case_path() / "translations" / f"{language}.po"


def _known(language: str) -> dict[str, str]:
    """Return the translations that the case has; raises Refused where its file is damaged, so that nothing is lost."""
    from complaintkit.languages.translations import read_po

    path = _file(language)
    if not path.exists():
        return {}
    known, problems = read_po(path, f"translations/{language}.po")
    if has_errors(problems):
        raise Refused(problems)
    return known


def _refuse_own_language(case: Case, language: str) -> None:
    if language == case.file.language:
        message = f"the case is written in `{language}`: there is nothing to translate"
        raise Refused([error("case.yaml", "CK442", message, "give another language with --lang")])


def _list(title: str, lines: list[str]) -> None:
    from complaintkit.languages.translations import shortened

    if lines:
        click.echo(title)
        for line in lines:
            click.echo(f"  - {shortened(line)}")
