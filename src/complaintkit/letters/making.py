"""Making letters from a case folder: read, assess, compose, render, write; those that can be made are, the rest reported.

The only module of the room that touches files. It neither prints nor reads the clock.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from complaintkit.assessment import assess
from complaintkit.assessment.tone import tone_of
from complaintkit.assessment.values import Assessment
from complaintkit.case.disclosing import INSTITUTION
from complaintkit.case.reading import CaseFolder, read_case
from complaintkit.case.values import Case, Selection
from complaintkit.disclosure.hidden import Hidden, hidden_strings
from complaintkit.documents.check import check_package
from complaintkit.documents.compiled import CompiledTemplate, compile_template
from complaintkit.documents.guard import read_template
from complaintkit.documents.prepared import prepared_template
from complaintkit.languages.files import sources
from complaintkit.languages.translations import read_po
from complaintkit.law import lookup
from complaintkit.law.values import Form, Law
from complaintkit.letters import manifest
from complaintkit.letters.ahead import made_ahead
from complaintkit.letters.composition import compose, no_letter
from complaintkit.letters.plain import as_text
from complaintkit.letters.rendering import render
from complaintkit.letters.shared import Shared
from complaintkit.letters.speaking import letter_shape
from complaintkit.letters.values import Letter, Version
from complaintkit.letters.wanted import Refusal, Report, Wanted, file_name, kept, no_pair, no_selection, other_half
from complaintkit.problems import Problem, Refused, error, has_errors
from complaintkit.source.editing import edit
from complaintkit.source.locking import locked
from complaintkit.source.writing import write_atomically, write_new


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
    digests: dict[Path, str | None] = field(default_factory=dict)
    assessed: Assessment | None = None

    def __post_init__(self) -> None:
        self.report = Report(self.wanted.out, warnings=[p for p in self.folder.problems if p.severity == "warning"])

    def letters_to(self, recipient: str) -> None:
        """Make the letters to one recipient in every language wanted."""
        impossible = no_letter(self.law, recipient) or (no_pair(recipient) if self.wanted.pair else None)
        if impossible is not None:
            self._refuse_all(recipient, [impossible])
            return
        selection = self.case.selections.get(recipient)
        if selection is None:
            self._refuse_all(recipient, [no_selection(self.law, recipient)])
            return
        try:
            template, template_digest = self._template(recipient)
        except Refused as refusal:
            self._refuse_all(recipient, refusal.problems)
            return
        self.report.warnings += self._tone(selection)
        assessment = self._assessment(recipient)
        shared: dict[Version, Shared] = {version: Shared() for version in self.wanted.versions}
        composed = [self._composed(assessment, selection, language, shared) for language in self.wanted.languages]
        flat = [letter for letters in composed for letter in letters]
        self._store_numbers(recipient, flat)
        ahead = made_ahead(flat, lambda letter: _sound(render(letter, template), ""))
        finished = {
            self._name(flat[at].recipient, flat[at].language, flat[at].version): data for at, data in ahead.items()
        }
        for letters in composed:
            self._write(letters, template, template_digest, finished)

    def _assessment(self, recipient: str) -> Assessment:
        """Return the assessment for one recipient; the incidents are judged once for all recipients wanted."""
        if self.assessed is None and len(self.wanted.recipients) > 1:
            self.assessed = assess(self.case, self.law, self.wanted.on)
        found = tuple(one for one in (self.assessed.recipients if self.assessed else ()) if one.recipient == recipient)
        if self.assessed is None or not found:
            return assess(self.case, self.law, self.wanted.on, recipient=recipient)
        return replace(self.assessed, recipient=recipient, recipients=found)

    def _composed(
        self, assessment: Assessment, selection: Selection, language: str, shared: Mapping[Version, Shared]
    ) -> tuple[Letter, ...]:
        """Return a letter, or both versions of it; nothing where it is refused, a pair where one of the two is."""
        made: list[Letter] = []
        refused: list[Refusal] = []
        for version in self.wanted.versions:
            letter, problems = compose(
                self.case, self.law, assessment, selection, language, self.wanted.on, draft=self.wanted.draft,
                version=version, shared=shared[version],
            )  # fmt: skip
            problems = (*problems, *self._missing_files(letter))
            if letter is None or has_errors(problems):
                refused.append(Refusal(self._name(selection.recipient, language, version), problems))
                continue
            self.report.warnings += problems
            selection = _numbered(selection, letter)
            made.append(letter)
        self.report.refused += [*refused, *(self._split(letter) for letter in made if refused)]
        return () if refused else tuple(made)

    def _split(self, letter: Letter) -> Refusal:
        name = self._name(letter.recipient, letter.language, letter.version)
        return Refusal(name, (other_half(name),))

    def _tone(self, selection: Selection) -> Iterator[Problem]:
        """Yield what a reader would stumble over in what this letter prints; no text is changed, and nothing refused."""
        told = {one.incident for one in (*selection.chosen, *selection.background)}
        known = set(self.report.warnings)
        found = tone_of(self.case, self.law, self.folder.documents, incidents=told, recipients=(selection.recipient,))
        yield from (problem for problem in found if problem not in known)

    def finish(self) -> None:
        """Write the manifest, which keeps what it said of letters made before that are still there."""
        if self.finished:
            earlier = manifest.earlier_entries(self.wanted.out)
            write_atomically(
                self.wanted.out / manifest.FILE, manifest.manifest(self.finished, self.law.digest, earlier=earlier)
            )

    def _name(self, recipient: str, language: str, version: Version) -> str:
        return file_name(recipient, language, draft=self.wanted.draft, version=version)

    def _refuse_all(self, recipient: str, problems: Iterable[Problem]) -> None:
        found = tuple(problems)
        names = [
            self._name(recipient, one, version) for one in self.wanted.languages for version in self.wanted.versions
        ]
        self.report.refused += [Refusal(name, found) for name in names]

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

    def _write(
        self,
        letters: tuple[Letter, ...],
        template: CompiledTemplate,
        template_digest: str,
        finished: Mapping[str, bytes],
    ) -> None:
        """Write a letter, or both versions of it: rendered, checked and searched before a byte of either is written.

        `finished` holds documents that were rendered and checked ahead, by name.
        """
        rendered = {self._name(one.recipient, one.language, one.version): one for one in letters}
        files: dict[str, dict[str, bytes]] = {}
        refused: dict[str, tuple[Problem, ...]] = {}
        for name, letter in rendered.items():
            try:
                files[name] = self._proved(letter, finished.get(name) or _sound(render(letter, template), name), name)
            except Refused as refusal:
                refused[name] = refusal.problems
        if refused or not self._put(files):
            self.report.refused += [
                Refusal(name, refused.get(name, (other_half(name),))) for name in rendered if refused
            ]
            return
        for name, letter in rendered.items():
            self.report.made[self.wanted.out / name] = letter
            self.report.hidden[self.wanted.out / name] = self._hidden(letter)
            sources = self._sources(letter, template_digest)
            self.finished.append(manifest.Made(name, files[name][name], letter, sources))

    def _form(self, letter: Letter) -> Form | None:
        recipient = lookup.recipient(self.law, letter.recipient)
        return recipient.form if recipient else None

    def _proved(self, letter: Letter, data: bytes, name: str) -> dict[str, bytes]:
        """Return the files of a letter, by name, after they were looked at; raises Refused."""
        hidden = self._hidden(letter)
        files = {name: data}
        if self.wanted.text:
            files[str(Path(name).with_suffix(".txt"))] = as_text(
                letter, self._form(letter), shown=_masking(hidden)
            ).encode("utf-8")
        _refuse_named(letter, files, hidden)
        return files

    def _hidden(self, letter: Letter) -> tuple[Hidden, ...]:
        readers = (letter.recipient, *((INSTITUTION,) if letter.version == "non-confidential" else ()))
        return tuple(dict.fromkeys(one for reader in readers for one in hidden_strings(self.case, reader)))

    def _put(self, files: Mapping[str, Mapping[str, bytes]]) -> bool:
        """Write the files of a letter, or of both versions of it; a letter that exists is kept, and its pair is not split."""
        there = () if self.wanted.overwrite else tuple(name for name in files if (self.wanted.out / name).exists())
        for name, held in files.items() if not there else ():
            try:
                self._put_one(name, held[name])
            except FileExistsError:
                there = (name,)
                break
            others = ((other, data) for other, data in held.items() if other != name)
            for other, data in others:
                write_atomically(self.wanted.out / other, data)
        self.report.refused += [Refusal(name, (kept(self.wanted.out / name),)) for name in there]
        return not there

    def _put_one(self, name: str, data: bytes) -> None:
        if self.wanted.overwrite:
            write_atomically(self.wanted.out / name, data)
        else:
            write_new(self.wanted.out / name, data)

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
        found = {name: digest for name in files if (digest := self._digest(self.case_path / name))}
        held = {f"{what} {letter.language}": digest for what, digest in sources(letter.language).items()}
        exhibits = self.case.register.exhibits
        cited = {one.file: exhibits[one.exhibit].sha256 for one in letter.annex_files if one.exhibit in exhibits}
        return found | cited | held | {f"template {letter.recipient}": template_digest}

    def _digest(self, path: Path) -> str | None:
        """Return the digest of a file of the case, None where it has none of that name; read once in a run."""
        if path not in self.digests:
            self.digests[path] = manifest.digest(path.read_bytes()) if path.is_file() else None
        return self.digests[path]


def _sound(data: bytes, name: str) -> bytes:
    faults = check_package(data, name)
    if faults:
        raise Refused(faults)
    return data


def _refuse_named(letter: Letter, files: dict[str, bytes], hidden: tuple[Hidden, ...]) -> None:
    """Search what is to be written for whoever the reader may not know; raises Refused. Imported only where somebody is."""
    if not hidden:
        return
    from complaintkit.letters.proving import proof_problems  # noqa: PLC0415

    problems = proof_problems(letter, files, hidden)
    if problems:
        raise Refused(problems)


def _masking(hidden: tuple[Hidden, ...]) -> Callable[[str], str]:
    """Return what shows the names of files without the names of people."""
    if not hidden:
        return str
    from complaintkit.disclosure.matching import Search  # noqa: PLC0415

    return Search(hidden).masked


def _numbered(selection: Selection, letter: Letter) -> Selection:
    """Return the selection with the annex numbers of a letter, which its other version and its other languages keep."""
    used = {one.exhibit: one.number for one in letter.annex_files}
    return selection.model_copy(update={"annexes": {**selection.annexes, **used}}) if letter.version else selection
