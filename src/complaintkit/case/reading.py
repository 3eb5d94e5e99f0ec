"""Reading a case folder: every file that can be read is read, and every mistake in the others is told.

`custody.jsonl` is the business of `evidence`; translation files are read by those who write letters, so that a check does
not wait for them. Nothing is written here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from complaintkit.case.checks import check_case
from complaintkit.case.files import IncidentFile, to_incident
from complaintkit.case.folders import CASE_FILE, EXHIBITS_FILE, files_by_id, require_case
from complaintkit.case.registers import read_register
from complaintkit.case.values import Case, CaseFile, Incident, Register, Selection
from complaintkit.law.values import Law
from complaintkit.problems import Problem, Refused, error, in_order
from complaintkit.source.documents import Document, read_document
from complaintkit.source.validation import validate
from complaintkit.values import frozen

M = TypeVar("M", bound=BaseModel)


@frozen
class CaseFolder:
    """A case folder as read.

    `case` is None where `case.yaml` itself is faulty; incidents, exhibits and selections that are faulty are left out of
    it. `problems` are all that was found, in the order of files and lines; `documents` are the YAML files by their path
    within the folder.
    """

    path: Path
    case: Case | None
    problems: tuple[Problem, ...]
    documents: dict[str, Document]

    def readable(self) -> Case:
        """Return the case; raises Refused with all problems where `case.yaml` itself is faulty."""
        if self.case is None:
            raise Refused(self.problems)
        return self.case


def read_case(folder: Path, law: Law | None) -> CaseFolder:
    """Read a case folder and check that its parts agree with each other and with the rules.

    Args:
        folder: the folder that holds `case.yaml`.
        law: the rules whose questions, provisions and recipients the case may name; None leaves those unchecked.

    Raises:
        Refused: where the folder is missing, empty or no case.
    """
    require_case(folder)
    reader = _Reader(folder)
    case = reader.case()
    problems = [*reader.problems]
    if case is not None:
        problems += check_case(case, reader.documents, law, reader.faulty)
    return CaseFolder(folder, case, in_order(problems), reader.documents)


@dataclass
class _Reader:
    """One walk through a folder: what was read, what was wrong, which ids stand for files too faulty to use."""

    folder: Path
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)

    def case(self) -> Case | None:
        file = self._model(CASE_FILE, CaseFile)
        incidents = self._incidents()
        register = self._register()
        selections = self._selections()
        return Case(file, incidents, register, selections) if file else None

    def _document(self, shown: str) -> Document | None:
        document, problems = read_document(self.folder / shown, shown)
        self.problems += problems
        if document is not None:
            self.documents[shown] = document
        return document

    def _model(self, shown: str, model: type[M]) -> M | None:
        document = self._document(shown)
        return self._validated(document, model) if document else None

    def _validated(self, document: Document, model: type[M], data: Any = None) -> M | None:
        value, problems = validate(document, model, document.data if data is None else data)
        self.problems += problems
        return value

    def _incidents(self) -> tuple[Incident, ...]:
        files, problems = files_by_id(self.folder, "incidents")
        self.problems += problems
        read = [self._incident(incident_id, shown) for incident_id, shown in files.items()]
        return tuple(sorted((incident for incident in read if incident), key=_order))

    def _incident(self, incident_id: str, shown: str) -> Incident | None:
        document = self._document(shown)
        file = self._validated(document, IncidentFile, self._without_id(document)) if document else None
        if file is None:
            self.faulty.add(incident_id)
        return to_incident(incident_id, file) if file else None

    def _register(self) -> Register:
        if not (self.folder / EXHIBITS_FILE).exists():
            return Register(format=1)
        read = read_register(self.folder)
        self.problems += read.problems
        self.faulty |= read.faulty
        if read.document is not None:
            self.documents[EXHIBITS_FILE] = read.document
        return read.register or Register(format=1)

    def _without_id(self, document: Document) -> Any:
        """Return the data of a file; an id typed there is a mistake: the file's name is the id."""
        data = document.data
        if not isinstance(data, dict) or "id" not in data:
            return data
        message = "`id` is not typed: the file's name is the id"
        place = document.place(("id",), key=True)
        self.problems.append(error(document.file, "CK202", message, "delete this line", at=place))
        return {key: value for key, value in data.items() if key != "id"}

    def _selections(self) -> dict[str, Selection]:
        files, problems = files_by_id(self.folder, "selections")
        self.problems += problems
        read = {recipient: self._selection(recipient, shown) for recipient, shown in files.items()}
        return {recipient: selection for recipient, selection in read.items() if selection}

    def _selection(self, recipient: str, shown: str) -> Selection | None:
        selection = self._model(shown, Selection)
        if selection and selection.recipient != recipient:
            message = f"this is the selection for `{selection.recipient}`, but its file is named for `{recipient}`"
            hint = f"rename it to `{selection.recipient}.yaml`, or correct `recipient`"
            place = self.documents[shown].place(("recipient",))
            self.problems.append(error(shown, "CK206", message, hint, at=place))
            return None
        return selection


def _order(incident: Incident) -> tuple[date, str]:
    return incident.when.first or date.max, incident.id
