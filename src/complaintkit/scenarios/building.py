"""From what a scenario writes to a `Case`, by the models and checks of a real case folder; mistakes keep their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel

from complaintkit.case.checks import check_case
from complaintkit.case.files import IncidentFile, to_incident
from complaintkit.case.folders import CASE_FILE
from complaintkit.case.values import Case, CaseFile, Exhibit, Incident, Register
from complaintkit.law.values import Law
from complaintkit.problems import Problem
from complaintkit.scenarios import standard
from complaintkit.scenarios.files import ScenarioEntry
from complaintkit.source.documents import Document, Location, Mark
from complaintkit.source.validation import validate
from complaintkit.values import frozen

M = TypeVar("M", bound=BaseModel)


@frozen
class Part(Document):
    """What stands at one place of a file of scenarios, taken for the file of a case that it stands for."""

    whole: Document
    at: Location

    def place(self, loc: Location, *, key: bool = False) -> Mark | None:
        """Return where something of the part stands in the whole file."""
        return self.whole.place((*self.at, *loc), key=key)


def build_case(document: Document, at: Location, entry: ScenarioEntry, law: Law) -> tuple[Case | None, list[Problem]]:
    """Return the case that a scenario describes, or None with every mistake in it; warnings come with the case."""
    builder = _Builder(document, at, law)
    case = builder.case(entry)
    return case, builder.problems


@dataclass
class _Builder:
    """One scenario in the making: the parts that stand for the files of a case, and what was wrong with them."""

    document: Document
    at: Location
    law: Law
    parts: dict[str, Document] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)

    def case(self, entry: ScenarioEntry) -> Case | None:
        file = self._model(CASE_FILE, CaseFile, standard.merged(standard.CASE, entry.case), ("case",))
        register = self._register(entry)
        incidents = tuple(sorted(self._incidents(entry), key=_order))
        if file is None:
            return None
        case = Case(file, incidents, register)
        found = check_case(case, self.parts, self.law, self.faulty)
        self.problems += [replace(problem, file=self.document.file) for problem in found]
        return case

    def _incidents(self, entry: ScenarioEntry) -> Iterator[Incident]:
        for name, written in entry.incidents.items():
            data = standard.incident(name, written)
            file = self._model(f"incidents/{name}.yaml", IncidentFile, data, ("incidents", name))
            if file is None:
                self.faulty.add(name)
            else:
                yield to_incident(name, file)

    def _register(self, entry: ScenarioEntry) -> Register:
        found: dict[str, Exhibit] = {}
        for number, written in standard.merged(standard.EXHIBITS, entry.exhibits).items():
            data = standard.exhibit(number, written)
            exhibit = self._model(f"exhibits/{number}", Exhibit, data, ("exhibits", number))
            if exhibit is None:
                self.faulty.add(number)
            else:
                found[number] = exhibit
        return Register(format=1, exhibits=found)

    def _model(self, stands_for: str, model: type[M], data: dict[str, Any], within: Location) -> M | None:
        at = (*self.at, *within)
        self.parts[stands_for] = Part(self.document.file, self.document.text, data, self.document, at)
        value, problems = validate(self.document, model, data, at)
        self.problems += problems
        return value


def _order(incident: Incident) -> tuple[date, str]:
    return incident.when.first or date.max, incident.id
