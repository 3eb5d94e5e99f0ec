"""What is wanted of a package, and for whose eyes it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from complaintkit.case.disclosing import INSTITUTION
from complaintkit.evidence.cleaning.redactions import Passage
from complaintkit.evidence.cleaning.values import Choices
from complaintkit.letters.values import Letter, Version
from complaintkit.values import frozen

LETTER = "1-letter"


@frozen
class Wanted:
    """What is to be made: for whom, in which language, with which date and how; `at` is the moment for the log.

    `pair` asks for two packages: a confidential one, and a non-confidential one for those it is passed on to.
    """

    recipient: str
    language: str
    out: Path
    on: date
    at: str
    packed: bool = False
    overwrite: bool = False
    pair: bool = False
    version: Version = ""
    letter: Path | None = None
    choices: Choices = Choices()
    passages: tuple[Passage, ...] = ()
    seen_by: str | None = None
    libreoffice: bool = True
    largest_megabytes: float | None = None
    most_files: int | None = None

    @property
    def each(self) -> tuple[Wanted, ...]:
        """Return what is wanted of each package: one, or both of a pair."""
        versions: tuple[Version, ...] = ("confidential", "non-confidential") if self.pair else ("",)
        return tuple(replace(self, version=version) for version in versions)

    @property
    def name(self) -> str:
        """Return the name of the package's folder."""
        return ".".join(part for part in (self.recipient, self.language, self.version) if part)

    @property
    def target(self) -> Path:
        """Return where the package will be."""
        return self.out / (f"{self.name}.zip" if self.packed else self.name)

    @property
    def eyes(self) -> str:
        """Return for whose eyes it is, as the custody log says it."""
        return f"{self.recipient} (non-confidential)" if self.version == "non-confidential" else self.recipient


def readers(letter: Letter) -> tuple[str, ...]:
    """Return who reads a letter and its annexes: a non-confidential version is read by the institution too."""
    return (letter.recipient, INSTITUTION) if letter.version == "non-confidential" else (letter.recipient,)
