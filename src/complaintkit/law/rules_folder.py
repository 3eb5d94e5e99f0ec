"""A rules folder as read, file by file: what the linter looks at, and what the `Law` is built from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from complaintkit.law import rules_files as shapes
from complaintkit.problems import Problem
from complaintkit.source.documents import Document, Location


@dataclass
class RulesFolder:
    """What stands in a rules folder, file by file: the documents as read and the entries in them.

    `used` are the questions that conditions ask. The linter looks at these; everything else uses the `Law`.
    """

    path: Path
    acts: list[tuple[Document, shapes.ActsFile]] = field(default_factory=list)
    authorities: list[tuple[Document, shapes.AuthoritiesFile]] = field(default_factory=list)
    questions: list[tuple[Document, shapes.QuestionsFile]] = field(default_factory=list)
    wordings: list[tuple[Document, shapes.WordingsFile]] = field(default_factory=list)
    shared: list[tuple[Document, shapes.SharedCriteriaFile]] = field(default_factory=list)
    conflicts: list[tuple[Document, shapes.ConflictsFile]] = field(default_factory=list)
    provisions: list[tuple[Document, Location, shapes.ProvisionEntry]] = field(default_factory=list)
    recipients: list[tuple[Document, shapes.RecipientFile]] = field(default_factory=list)
    holidays: list[tuple[Document, shapes.HolidaysFile]] = field(default_factory=list)
    tone: list[tuple[Document, shapes.ToneFile]] = field(default_factory=list)
    translations: list[tuple[str, Path]] = field(default_factory=list)  # language and file; read when they are wanted
    used: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    def shown(self, path: Path) -> str:
        """Return a file's name as problems show it: from the rules folder's own name on."""
        return (Path(self.path.name) / path.relative_to(self.path)).as_posix()
