"""Making letters from a case folder: read, assess, compose, render, write; those that can be made are, the rest reported.

The only module of the room that touches files. It neither prints nor reads the clock.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from complaintkit.assessment import assess
from complaintkit.case.reading import CaseFolder, read_case
from complaintkit.case.values import Case
from complaintkit.documents.check import check_package
from complaintkit.documents.compiled import CompiledTemplate, compile_template
from complaintkit.documents.guard import read_template
from complaintkit.documents.prepared import prepared_template
from complaintkit.languages.catalogue import catalogue_file
from complaintkit.languages.translations import read_po
from complaintkit.law import lookup
from complaintkit.law.hints import recipient_hint
from complaintkit.law.values import Law
from complaintkit.letters import manifest
from complaintkit.letters.composition import compose, no_letter
from complaintkit.letters.plain import as_text
from complaintkit.letters.rendering import render
from complaintkit.letters.speaking import letter_shape
from complaintkit.letters.values import Letter
from complaintkit.problems import Problem, Refused, error, has_errors
from complaintkit.source.editing import edit
from complaintkit.source.locking import locked
from complaintkit.source.writing import write_atomically, write_new
from complaintkit.values import frozen


@frozen
class Wanted:
    """What is to be made: for whom, in which languages, printed with which date, where and how."""

    recipients: tuple[str, ...]
    languages: tuple[str, ...]
    out: Path
    on: date
    draft: bool = False
    overwrite: bool = False
    text: bool = False


@frozen
class Refusal:
    """A letter that was not made, and every reason."""

    file: str
    problems: tuple[Problem, ...]


@dataclass
class Report:
    """What came of it: letters made, by path; letters refused; warnings; what is to be confirmed before sending."""

    out: Path
    made: dict[Path, Letter] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def file_name(recipient: str, language: str, *, draft: bool) -> str:
    """Return `RECIPIENT.LANG.docx`, with `DRAFT-` before it for a draft."""
    return f"{'DRAFT-' if draft else ''}{recipient}.{language}.docx"


def render_all(case_path: Path, law: Law, templates: Path, wanted: Wanted) -> Report:
    """Make the letters wanted.

    A letter that exists is kept unless `overwrite`. Annex numbers that are new are stored in the selection, so that they
    stay the same in every later letter to that recipient.

    Raises:
        Refused: where no letter at all can be made: the folder is no case, its files have errors (a draft is made in spite
            of them where it can), or the output folder cannot be written.
    """
    folder = read_case(case_path, law)
    if folder.case is None or (has_errors(folder.problems) and not wanted.draft):
        raise Refused(folder.problems)
    case = _translated(folder.case, case_path, wanted.languages)
    maker = _Maker(case_path, folder, case, law, templates, wanted)
    with _alone(case_path):
        _make_folder(wanted.out, case_path)
        for recipient in wanted.recipients:
            maker.letters_to(recipient)
        maker.finish()
    return maker.report


def _alone(case_path: Path) -> AbstractContextManager[None]:
    return locked(case_path) if os.access(case_path, os.W_OK) else nullcontext()


def _make_folder(out: Path, case_path: Path) -> None:
    """Make the folder for letters; the folder of the originals is not for them, nor any below it."""
    if out.resolve().is_relative_to((case_path / "exhibits").resolve()):
        message = "the originals of the exhibits lie there, and nothing else belongs among them"
        raise Refused([error(str(out), "CK423", message, "give another folder with --out")])
    try:
        out.mkdir(parents=True, exist_ok=True)
        if not os.access(out, os.W_OK):
            raise PermissionError("no permission to write there")
    except OSError as trouble:
        message = f"letters cannot be written there: {trouble.strerror or trouble}"
        raise Refused([error(str(out), "CK423", message, "give another folder with --out")]) from None


def _translated(case: Case, case_path: Path, languages: Iterable[str]) -> Case:
    known: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    for language in languages:
        path = case_path / "translations" / f"{language}.po"
        if language != case.file.language and path.exists():
            known[language], found = read_po(path, f"translations/{language}.po")
            problems += found
    if has_errors(problems):
        raise Refused(problems)
    return replace(case, translations=known)


@dataclass
class _Maker:
    """One run: makes letter after letter and keeps what came of it."""

    case_path: Path
    folder: CaseFolder
    case: Case
    law: Law
    templates: Path
    wanted: Wanted
    report: Report = field(init=False)
    finished: list[manifest.Made] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.report = Report(self.wanted.out, warnings=[p for p in self.folder.problems if p.severity == "warning"])

    def letters_to(self, recipient: str) -> None:
        """Make the letters to one recipient in every language wanted."""
        impossible = no_letter(self.law, recipient)
        if impossible is not None:
            self._refuse_all(recipient, [impossible])
            return
        selection = self.case.selections.get(recipient)
        if selection is None:
            self._refuse_all(recipient, [_no_selection(self.law, recipient)])
            return
        try:
            template, template_digest = self._template(recipient)
        except Refused as refusal:
            self._refuse_all(recipient, refusal.problems)
            return
        assessment = assess(self.case, self.law, self.wanted.on, recipient=recipient)
        composed: list[Letter] = []
        for language in self.wanted.languages:
            letter, problems = compose(
                self.case, self.law, assessment, selection, language, self.wanted.on, draft=self.wanted.draft
            )
            problems = (*problems, *self._missing_files(letter))
            if letter is None or has_errors(problems):
                self.report.refused.append(Refusal(self._name(recipient, language), problems))
            else:
                self.report.warnings += problems
                composed.append(letter)
        self._store_numbers(recipient, composed)
        for letter in composed:
            self._write(letter, template, template_digest)

    def finish(self) -> None:
        """Write the manifest, which keeps what it said of letters made before that are still there."""
        if self.finished:
            earlier = manifest.earlier_entries(self.wanted.out)
            write_atomically(
                self.wanted.out / manifest.FILE, manifest.manifest(self.finished, self.law.digest, earlier=earlier)
            )

    def _name(self, recipient: str, language: str) -> str:
        return file_name(recipient, language, draft=self.wanted.draft)

    def _refuse_all(self, recipient: str, problems: Iterable[Problem]) -> None:
        found = tuple(problems)
        self.report.refused += [Refusal(self._name(recipient, one), found) for one in self.wanted.languages]

    def _template(self, recipient: str) -> tuple[CompiledTemplate, str]:
        shown = f"templates/{recipient}.docx"
        data = read_template(self.templates / f"{recipient}.docx", shown)
        template = prepared_template(data, shown) or compile_template(data, shown, letter_shape())
        return template, manifest.digest(data)

    def _missing_files(self, letter: Letter | None) -> Iterator[Problem]:
        for annex in letter.annex_files if letter else ():
            if annex.file and not (self.case_path / annex.file).is_file():
                message = f"the file of {annex.exhibit}, annex {annex.number}, is not there: {annex.file}"
                found = error(
                    "exhibits.yaml", "CK415", message, "put it back; `complaintkit evidence verify` names all"
                )
                yield replace(found, severity="warning") if self.wanted.draft else found

    def _store_numbers(self, recipient: str, composed: list[Letter]) -> None:
        """Keep the annex numbers of final letters in the selection; a draft uses up no number."""
        used = {one.exhibit: one.number for letter in composed if not letter.draft for one in letter.annex_files}
        stored = self.case.selections[recipient].annexes
        if used.items() - stored.items():
            numbers = dict(sorted((stored | used).items(), key=lambda pair: pair[1]))
            edit(self.case_path / "selections" / f"{recipient}.yaml", lambda data: data.update(annexes=numbers))

    def _write(self, letter: Letter, template: CompiledTemplate, template_digest: str) -> None:
        name = self._name(letter.recipient, letter.language)
        path = self.wanted.out / name
        try:
            data = _sound(render(letter, template), name)
            self._put(path, data)
            if self.wanted.text:
                write_atomically(path.with_suffix(".txt"), as_text(letter).encode("utf-8"))
        except Refused as refusal:
            self.report.refused.append(Refusal(name, refusal.problems))
            return
        except FileExistsError:
            self.report.refused.append(Refusal(name, (_kept(path),)))
            return
        self.report.made[path] = letter
        self.finished.append(manifest.Made(name, data, letter, self._sources(letter, template_digest)))

    def _put(self, path: Path, data: bytes) -> None:
        if self.wanted.overwrite:
            write_atomically(path, data)
        else:
            write_new(path, data)

    def _sources(self, letter: Letter, template_digest: str) -> Mapping[str, str]:
        """Return the digests of what a letter was made from; exhibits as registered, which `evidence verify` compares."""
        selection = self.case.selections[letter.recipient]
        told = [one.incident for one in (*selection.chosen, *selection.background)]
        files = [
            "case.yaml",
            "exhibits.yaml",
            f"selections/{letter.recipient}.yaml",
            f"translations/{letter.language}.po",
        ]
        files += [f"incidents/{incident}.yaml" for incident in told]
        found = {
            name: manifest.digest(path.read_bytes()) for name in files if (path := self.case_path / name).is_file()
        }
        catalogue = catalogue_file(letter.language)
        if catalogue.is_file():
            found[f"catalogue {letter.language}"] = manifest.digest(catalogue.read_bytes())
        exhibits = self.case.register.exhibits
        cited = {one.file: exhibits[one.exhibit].sha256 for one in letter.annex_files if one.exhibit in exhibits}
        return found | cited | {f"template {letter.recipient}": template_digest}


def _sound(data: bytes, name: str) -> bytes:
    faults = check_package(data, name)
    if faults:
        raise Refused(faults)
    return data


def _no_selection(law: Law, recipient: str) -> Problem:
    if lookup.recipient(law, recipient) is None:
        return error("--to", "CK424", f"there is no recipient `{recipient}`", recipient_hint(recipient, law))
    message = f"nothing has been chosen for `{recipient}` yet; a letter is made from a selection"
    return error(
        f"selections/{recipient}.yaml", "CK410", message, f"type `complaintkit select --recipient {recipient}`"
    )


def _kept(path: Path) -> Problem:
    message = "this letter exists already and was kept as it is"
    return error(path.name, "CK422", message, "type the command again with --overwrite to replace it")
