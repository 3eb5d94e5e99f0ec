"""Letters made ready to be written: composed, filled in, checked, read back and searched; nothing is written here.

What a letter in one language is depends on no other language. So the languages can be prepared in any order and by more than
one process, and are written in the order that was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from complaintkit.assessment import assess
from complaintkit.assessment.values import Assessment
from complaintkit.case.disclosing import INSTITUTION
from complaintkit.case.values import Case, Selection
from complaintkit.disclosure.hidden import Hidden, hidden_strings
from complaintkit.documents.check import check_package
from complaintkit.documents.compiled import CompiledTemplate, compile_template
from complaintkit.documents.guard import read_template
from complaintkit.documents.prepared import prepared_template
from complaintkit.law import lookup
from complaintkit.law.values import Form, Law
from complaintkit.letters import manifest
from complaintkit.letters.ahead import made_ahead
from complaintkit.letters.composition import compose
from complaintkit.letters.plain import as_text
from complaintkit.letters.rendering import render
from complaintkit.letters.shared import Shared
from complaintkit.letters.speaking import letter_shape
from complaintkit.letters.values import Letter, Version
from complaintkit.letters.wanted import Refusal, Wanted, file_name, other_half
from complaintkit.problems import Problem, Refused, error, has_errors
from complaintkit.values import frozen


@frozen
class Ready:
    """A letter as it will be written: its files by name, the DOCX file's own name, and the digests of its parts."""

    name: str
    letter: Letter
    files: Mapping[str, bytes]
    parts: Mapping[str, str]


@frozen
class Prepared:
    """What one language of one recipient gives: a letter or both its versions, or why not.

    `letters` were composed; `ready` are those of them that may be written; `refused` could not be composed, `faults` were
    found in what was filled in, by the name of the file.
    """

    letters: tuple[Letter, ...]
    warnings: tuple[Problem, ...]
    refused: tuple[Refusal, ...]
    ready: tuple[Ready, ...]
    faults: Mapping[str, tuple[Problem, ...]]


@dataclass
class Preparing:
    """Prepares the letters of one run, and keeps what the languages have in common."""

    case_path: Path
    case: Case
    law: Law
    templates: Path
    wanted: Wanted
    assessed: dict[str | None, Assessment] = field(default_factory=dict)
    compiled: dict[str, tuple[CompiledTemplate, str]] = field(default_factory=dict)
    shared: dict[tuple[str, Version], Shared] = field(default_factory=dict)
    done: dict[tuple[str, str], Prepared] = field(default_factory=dict)

    def ahead(self, recipients: tuple[str, ...]) -> None:
        """Prepare the letters to these recipients on two processors; what cannot be, is prepared when it is asked for."""

        def in_language(language: str) -> list[tuple[tuple[str, str], Prepared]]:
            return [((recipient, language), self._prepared(recipient, language)) for recipient in recipients]

        for recipient in recipients:
            self.template(recipient)
            self._assessment(recipient)
        for found in made_ahead(self.wanted.languages, in_language).values():
            self.done |= found

    def prepared(self, recipient: str, language: str) -> Prepared:
        """Return the letter to a recipient in a language, or both versions of it, ready to be written; or why not.

        The recipient is one that letters are made to, and something was selected for it.
        """
        found = self.done.pop((recipient, language), None)
        return found or self._prepared(recipient, language)

    def template(self, recipient: str) -> tuple[CompiledTemplate, str]:
        """Return the template of a recipient, and its digest; raises Refused where it is none that can be filled."""
        if recipient not in self.compiled:
            shown = f"templates/{recipient}.docx"
            data = read_template(self.templates / f"{recipient}.docx", shown)
            template = prepared_template(data, shown) or compile_template(data, shown, letter_shape())
            self.compiled[recipient] = template, manifest.digest(data)
        return self.compiled[recipient]

    def hidden(self, letter: Letter) -> tuple[Hidden, ...]:
        """Return whom the readers of a letter may not know, with every spelling."""
        readers = (letter.recipient, *((INSTITUTION,) if letter.version == "non-confidential" else ()))
        return self._shared(letter.recipient, letter.version).once(
            "hidden",
            lambda: tuple(dict.fromkeys(one for reader in readers for one in hidden_strings(self.case, reader))),
        )

    def name(self, recipient: str, language: str, version: Version) -> str:
        """Return the name of the DOCX file of a letter."""
        return file_name(recipient, language, draft=self.wanted.draft, version=version)

    def _shared(self, recipient: str, version: Version) -> Shared:
        return self.shared.setdefault((recipient, version), Shared())

    def _assessment(self, recipient: str) -> Assessment:
        """Return the assessment for one recipient; the incidents are judged once for all recipients wanted."""
        if len(self.wanted.recipients) > 1:
            if None not in self.assessed:
                self.assessed[None] = assess(self.case, self.law, self.wanted.on)
            whole = self.assessed[None]
            found = tuple(one for one in whole.recipients if one.recipient == recipient)
            if found:
                return replace(whole, recipient=recipient, recipients=found)
        if recipient not in self.assessed:
            self.assessed[recipient] = assess(self.case, self.law, self.wanted.on, recipient=recipient)
        return self.assessed[recipient]

    def _prepared(self, recipient: str, language: str) -> Prepared:
        letters, warnings, refused = self._composed(recipient, language)
        ready: list[Ready] = []
        faults: dict[str, tuple[Problem, ...]] = {}
        for letter in letters:
            name = self.name(recipient, language, letter.version)
            try:
                ready.append(self._ready(letter, name))
            except Refused as refusal:
                faults[name] = tuple(refusal.problems)
        return Prepared(letters, warnings, refused, tuple(ready), faults)

    def _composed(
        self, recipient: str, language: str
    ) -> tuple[tuple[Letter, ...], tuple[Problem, ...], tuple[Refusal, ...]]:
        """Return a letter, or both versions of it; nothing where it is refused, a pair where one of the two is."""
        made: list[Letter] = []
        refused: list[Refusal] = []
        warnings: list[Problem] = []
        selection = self.case.selections[recipient]
        for version in self.wanted.versions:
            letter, problems = compose(
                self.case, self.law, self._assessment(recipient), selection, language, self.wanted.on,
                draft=self.wanted.draft, version=version, shared=self._shared(recipient, version),
            )  # fmt: skip
            problems = (*problems, *self._missing_files(letter))
            if letter is None or has_errors(problems):
                refused.append(Refusal(self.name(recipient, language, version), problems))
                continue
            warnings += problems
            selection = _numbered(selection, letter)
            made.append(letter)
        split = [self._split(letter) for letter in made if refused]
        return () if refused else tuple(made), tuple(warnings), (*refused, *split)

    def _split(self, letter: Letter) -> Refusal:
        name = self.name(letter.recipient, letter.language, letter.version)
        return Refusal(name, (other_half(name),))

    def _missing_files(self, letter: Letter | None) -> Iterator[Problem]:
        for annex in letter.annex_files if letter else ():
            if annex.file and not (self.case_path / annex.file).is_file():
                message = f"the file of {annex.exhibit}, annex {annex.number}, is not there: {annex.file}"
                found = error(
                    "exhibits.yaml", "CK415", message, "put it back; `complaintkit evidence verify` names all"
                )
                yield replace(found, severity="warning") if self.wanted.draft else found

    def _ready(self, letter: Letter, name: str) -> Ready:
        """Return a letter filled in, after it was looked at and searched; raises Refused."""
        template, _ = self.template(letter.recipient)
        data = _sound(render(letter, template), name)
        hidden = self.hidden(letter)
        files = {name: data}
        if self.wanted.text:
            files[str(Path(name).with_suffix(".txt"))] = as_text(
                letter, self._form(letter), shown=_masking(hidden)
            ).encode("utf-8")
        _refuse_named(letter, files, hidden)
        return Ready(name, letter, files, manifest.parts(data))

    def _form(self, letter: Letter) -> Form | None:
        recipient = lookup.recipient(self.law, letter.recipient)
        return recipient.form if recipient else None


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
