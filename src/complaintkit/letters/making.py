"""Making letters from a case folder: read, assess, compose, render, write; those that can be made are, the rest reported.

The only module of the room that touches files. It neither prints nor reads the clock.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from complaintkit.assessment.tone import tone_of
from complaintkit.case.reading import CaseFolder, read_case
from complaintkit.case.values import Case, Selection
from complaintkit.languages.files import sources
from complaintkit.languages.translations import read_po
from complaintkit.law.values import Law
from complaintkit.letters import manifest
from complaintkit.letters.ahead import together
from complaintkit.letters.composition import no_letter
from complaintkit.letters.preparing import Prepared, Preparing
from complaintkit.letters.values import Letter
from complaintkit.letters.wanted import Refusal, Report, Wanted, kept, no_pair, no_selection, other_half
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
        maker.prepare()
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
    preparing: Preparing = field(init=False)
    finished: list[manifest.Made] = field(default_factory=list)
    digests: dict[str, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.report = Report(self.wanted.out, warnings=[p for p in self.folder.problems if p.severity == "warning"])
        self.preparing = Preparing(self.case_path, self.case, self.law, self.templates, self.wanted)

    def prepare(self) -> None:
        """Prepare ahead what nothing stands in the way of; whatever goes wrong is told when its letter's turn comes."""
        self.preparing.ahead(tuple(one for one in self.wanted.recipients if not self._impossible(one)))

    def letters_to(self, recipient: str) -> None:
        """Make the letters to one recipient in every language wanted."""
        impossible = self._impossible(recipient)
        if impossible:
            self._refuse_all(recipient, impossible)
            return
        self.report.warnings += self._tone(self.case.selections[recipient])
        units = [self.preparing.prepared(recipient, language) for language in self.wanted.languages]
        for unit in units:
            self.report.warnings += unit.warnings
            self.report.refused += unit.refused
        self._store_numbers(recipient, [letter for unit in units for letter in unit.letters])
        files = [{one.name: one.files for one in unit.ready} if not unit.faults else {} for unit in units]
        for unit, there in zip(units, together(self._put, files), strict=True):
            self._tell(unit, there)

    def _impossible(self, recipient: str) -> tuple[Problem, ...]:
        """Return why no letter at all can be made to a recipient; nothing where letters can."""
        problem = no_letter(self.law, recipient) or (no_pair(recipient) if self.wanted.pair else None)
        if problem is None and recipient not in self.case.selections:
            problem = no_selection(self.law, recipient)
        if problem is not None:
            return (problem,)
        try:
            self.preparing.template(recipient)
        except Refused as refusal:
            return tuple(refusal.problems)
        return ()

    def _tone(self, selection: Selection) -> Iterator[Problem]:
        """Yield what a reader would stumble over in what this letter prints; no text is changed, and nothing refused."""
        told = {one.incident for one in (*selection.chosen, *selection.background)}
        known = set(self.report.warnings)
        found = tone_of(self.case, self.law, self.folder.documents, incidents=told, recipients=(selection.recipient,))
        yield from (problem for problem in found if problem not in known)

    def finish(self) -> None:
        """Write the manifest, which keeps what it said of letters made before that are still there."""
        if self.finished:
            earlier = manifest.earlier_entries(self.wanted.out, {one.file for one in self.finished})
            write_atomically(
                self.wanted.out / manifest.FILE, manifest.manifest(self.finished, self.law.digest, earlier=earlier)
            )

    def _refuse_all(self, recipient: str, problems: Iterable[Problem]) -> None:
        found = tuple(problems)
        names = [
            self.preparing.name(recipient, one, version)
            for one in self.wanted.languages
            for version in self.wanted.versions
        ]
        self.report.refused += [Refusal(name, found) for name in names]

    def _store_numbers(self, recipient: str, composed: list[Letter]) -> None:
        """Keep the annex numbers of final letters in the selection; a draft uses up no number."""
        used = {one.exhibit: one.number for letter in composed if not letter.draft for one in letter.annex_files}
        stored = self.case.selections[recipient].annexes
        if used.items() - stored.items():
            numbers = dict(sorted((stored | used).items(), key=lambda pair: pair[1]))
            edit(self.case_path / "selections" / f"{recipient}.yaml", lambda data: data.update(annexes=numbers))

    def _tell(self, unit: Prepared, there: tuple[str, ...]) -> None:
        """Report a letter, or both versions of it, that was written; or why not: a fault, or files that are `there`."""
        if unit.faults:
            names = [self.preparing.name(one.recipient, one.language, one.version) for one in unit.letters]
            self.report.refused += [Refusal(name, unit.faults.get(name, (other_half(name),))) for name in names]
        self.report.refused += [Refusal(name, (kept(self.wanted.out / name),)) for name in there]
        if unit.faults or there:
            return
        for one in unit.ready:
            letter = one.letter
            self.report.made[self.wanted.out / one.name] = letter
            self.report.hidden[self.wanted.out / one.name] = self.preparing.hidden(letter)
            made = manifest.Made(one.name, one.files[one.name], letter, self._sources(letter), one.parts)
            self.finished.append(made)

    def _put(self, files: Mapping[str, Mapping[str, bytes]]) -> tuple[str, ...]:
        """Write the files of a letter, or of both versions of it; a letter that exists is kept, and its pair is not split.

        Returned are the names of those that exist; where there is one, nothing more was written.
        """
        there = () if self.wanted.overwrite else tuple(name for name in files if (self.wanted.out / name).exists())
        for name, held in files.items() if not there else ():
            try:
                self._put_one(name, held[name])
            except FileExistsError:
                return (name,)
            others = ((other, data) for other, data in held.items() if other != name)
            for other, data in others:
                write_atomically(self.wanted.out / other, data, settle=False)
        return there

    def _put_one(self, name: str, data: bytes) -> None:
        """Write one file; that the folder's list of names reaches the disk is seen to with the manifest, once for all."""
        if self.wanted.overwrite:
            write_atomically(self.wanted.out / name, data, settle=False)
        else:
            write_new(self.wanted.out / name, data, settle=False)

    def _sources(self, letter: Letter) -> Mapping[str, str]:
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
        found = {name: digest for name in files if (digest := self._digest(name))}
        held = {f"{what} {letter.language}": digest for what, digest in sources(letter.language).items()}
        exhibits = self.case.register.exhibits
        cited = {one.file: exhibits[one.exhibit].sha256 for one in letter.annex_files if one.exhibit in exhibits}
        return found | cited | held | {f"template {letter.recipient}": self.preparing.template(letter.recipient)[1]}

    def _digest(self, name: str) -> str | None:
        """Return the digest of a file of the case, None where it has none of that name; read once in a run."""
        if name not in self.digests:
            path = self.case_path / name
            self.digests[name] = manifest.digest(path.read_bytes()) if path.is_file() else None
        return self.digests[name]
