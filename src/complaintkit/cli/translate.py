"""`complaintkit translate`: the case's own sentences out to a translator and back, and how far each language is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from complaintkit.cli.common import case_options, case_path, load_case, load_law, show_problems
from complaintkit.problems import Problem, Refused, error, has_errors

if TYPE_CHECKING:
    from complaintkit.case.values import Case
    from complaintkit.languages.sentences import Placed


@click.group("translate")
def command() -> None:
    """Export, import or review translations of the case's own sentences."""


@command.command("export")
@click.option("--lang", "language", required=True, metavar="L", help="The language to translate into.")
@click.option("--format", "kind", type=click.Choice(["po", "xliff"]), default="po", help="What to write (default: po).")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write (default: translations/L.po in the case).")
@case_options
def export(*, language: str, kind: str, out: Path | None) -> int:
    """Write every sentence of the case that a letter may print as a PO file, or as XLIFF 1.2.

    Translations made before are kept; those whose sentence is gone stay at the end as comments.
    """
    from complaintkit.source.locking import locked
    from complaintkit.source.writing import write_atomically

    case = load_case(None).readable()
    _refuse_language(case, language)
    target = out or _file(language).with_suffix(".po" if kind == "po" else ".xlf")
    with nullcontext() if out else locked(case_path()):
        state = _state(case, language)
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, state.as_po(case, language) if kind == "po" else state.as_xliff(case, language))
    done = sum(source in state.known for source in state.sources)
    gone = len(state.set_aside)
    click.echo(f"{target}: {len(state.wanted)} sentences, {done} translated, {gone} no longer in the case.")
    editor = "a PO editor" if kind == "po" else "a program for translators"
    click.echo(f"Next: translate it in {editor}, then `complaintkit translate import FILE --lang {language}`.")
    return 0


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--lang", "language", required=True, metavar="L", help="The language of the file.")
@case_options
def import_(*, file: Path, language: str) -> int:
    """Take translations from a PO or XLIFF file into the case. What the file leaves empty stays as it was."""
    from complaintkit.languages.translations import people_of
    from complaintkit.source.locking import locked
    from complaintkit.source.writing import write_atomically

    case = load_case(None).readable()
    _refuse_language(case, language)
    taken, problems = _read(file)
    if has_errors(problems):
        raise Refused(problems)
    show_problems(problems)
    with locked(case_path()):
        before = _state(case, language)
        state = _state(case, language, taken={source: taken[source] for source in taken if source in before.possible})
        state = replace(state, people=before.people | people_of(file)) if file.suffix == ".po" else state
        target = _file(language)
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(target, state.as_po(case, language))
    unknown = [source for source in taken if source not in before.possible]
    missing = len(state.sources) - sum(source in state.known for source in state.sources)
    click.echo(f"{target}: {len(taken) - len(unknown)} taken, {len(unknown)} not in the case, {missing} still missing.")
    _list("Not in the case any more, or changed since, so not taken:", unknown)
    return 0


@command.command("status")
@case_options
def status() -> int:
    """Print for each language how much is translated: of the fixed sentences, the rules and this case.

    Fuzzy are translations that somebody marked as unsure, outdated those whose English was changed or is gone; neither is
    ever printed in a letter. The last columns say who drafted the translations and by whom they were reviewed.
    """
    from complaintkit.cli.translate_status import table

    for line in table(load_law(), load_case(None).readable(), case_path()):
        click.echo(line)
    return 0


@dataclass(frozen=True)
class _State:
    """How far a case is translated into one language: `possible` are all sentences it could ever need."""

    wanted: tuple[Placed, ...]
    known: dict[str, str]
    set_aside: dict[str, str]
    possible: frozenset[str]
    people: dict[str, str]

    @property
    def sources(self) -> set[str]:
        return {text for _, text in self.wanted}

    def as_po(self, case: Case, language: str) -> bytes:
        from complaintkit.languages.translations import write_po

        return write_po(
            language,
            self.wanted,
            self.known,
            title=case.file.title,
            obsolete=self.set_aside,
            people=self.people,
        )

    def as_xliff(self, case: Case, language: str) -> bytes:
        from complaintkit.languages.xliff import write_xliff

        return write_xliff(language, self.wanted, self.known, title=case.file.title, source=case.file.language)


def _state(case: Case, language: str, taken: Mapping[str, str] | None = None) -> _State:
    """Return the state with what was taken; a sentence that came back into the case has its old translation again."""
    from complaintkit.languages.sentences import sentences_of
    from complaintkit.languages.translations import people_of, set_aside

    path = _file(language)
    held = (set_aside(path) if path.exists() else {}) | _known(language) | dict(taken or {})
    every = replace(case, selections={})
    possible = frozenset(text for _, text in sentences_of(every))
    wanted = sentences_of(case, held)
    sources = {text for _, text in wanted}
    gone = {source: text for source, text in held.items() if source not in sources}
    known = {source: text for source, text in held.items() if source in sources}
    return _State(wanted, known, gone, possible, people_of(path))


def _read(file: Path) -> tuple[dict[str, str], tuple[Problem, ...]]:
    if file.suffix.lower() in {".xlf", ".xliff"}:
        from complaintkit.languages.xliff import read_xliff

        return read_xliff(file, str(file))
    from complaintkit.languages.translations import read_po

    return read_po(file, str(file))


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


def _refuse_language(case: Case, language: str) -> None:
    if not re.fullmatch("[a-z]{2,3}", language):
        message = f"`{language}` is no code of a language"
        raise Refused([error("--lang", "CK443", message, "write two or three small letters: fr, de, pl ...")])
    if language == case.file.language:
        message = f"the case is written in `{language}`: there is nothing to translate"
        raise Refused([error("case.yaml", "CK442", message, "give another language with --lang")])


def _list(title: str, lines: list[str]) -> None:
    from complaintkit.languages.translations import shortened

    if lines:
        click.echo(title)
        for line in lines:
            click.echo(f"  - {shortened(line)}")
