"""Reading the scenarios of a rules folder: each by itself, every mistake a problem at its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from complaintkit.law.folder import scenario_files
from complaintkit.law.values import Law
from complaintkit.problems import Problem, error, has_errors, in_order
from complaintkit.scenarios.building import build_case
from complaintkit.scenarios.files import DeadlineEntry, ScenarioEntry, ScenariosFile
from complaintkit.scenarios.naming import Names, check_names
from complaintkit.scenarios.values import NONE, Expectation, Kind, Scenario
from complaintkit.source.documents import Document, Location, read_document
from complaintkit.source.validation import validate

_OUTCOMES: tuple[tuple[str, Kind], ...] = (
    ("provisions", "provision"),
    ("criteria", "criterion"),
    ("groups", "group"),
    ("claims", "claim"),
    ("conditions", "condition"),
)


def read_scenarios(folder: Path, law: Law) -> tuple[tuple[Scenario, ...], tuple[Problem, ...]]:
    """Return the scenarios of a rules folder in the order of files and lines, and every problem in them.

    Args:
        folder: the rules folder; scenarios are the YAML files in any folder within it that is called `scenarios`.
        law: the rules read from that folder, whose questions, provisions and recipients the scenarios name.

    A scenario with an error is left out.
    """
    reader = _Reader(folder.resolve(), law)
    scenarios = tuple(reader.scenarios())
    return scenarios, in_order(reader.problems)


class _Reader:
    """One walk over the files of scenarios, which remembers the ids met."""

    def __init__(self, folder: Path, law: Law) -> None:
        self.folder = folder
        self.law = law
        self.names = Names(law)
        self.problems: list[Problem] = []
        self.seen: dict[str, str] = {}

    def scenarios(self) -> Iterator[Scenario]:
        for path in scenario_files(self.folder):
            shown = (Path(self.folder.name) / path.relative_to(self.folder)).as_posix()
            if path.suffix != ".yaml" or path.parent.name != "scenarios":
                self.problems.append(_stray(shown))
                continue
            document, problems = read_document(path, shown)
            self.problems += problems
            if document is not None and not has_errors(problems):
                yield from self._file(document)

    def _file(self, document: Document) -> Iterator[Scenario]:
        file, problems = validate(document, ScenariosFile)
        self.problems += problems
        for number in range(len(file.scenarios) if file else 0):
            scenario = self._scenario(document, ("scenarios", number))
            if scenario is not None:
                yield scenario

    def _scenario(self, document: Document, at: Location) -> Scenario | None:
        entry, problems = validate(document, ScenarioEntry, at=at)
        self.problems += problems
        if entry is None:
            return None
        case, found = build_case(document, at, entry, self.law)
        found += check_names(document, at, entry, self.names)
        found += self._met_before(document, at, entry.id)
        self.problems += found
        if case is None or has_errors(found):
            return None
        return Scenario(
            entry.id,
            entry.says,
            entry.basis,
            tuple(entry.authorities),
            entry.source,
            entry.on,
            case,
            entry.expect.of or next(iter(entry.incidents)),
            tuple(_expectations(entry, (*at, "expect"))),
            document,
        )

    def _met_before(self, document: Document, at: Location, name: str) -> Iterator[Problem]:
        place = document.place((*at, "id")) if name in self.seen else None
        if name in self.seen:
            message = f"the scenario `{name}` stands twice, here and in {self.seen[name]}"
            yield error(document.file, "CK381", message, "give one of them another id", at=place)
        self.seen.setdefault(name, document.file)


def _stray(shown: str) -> Problem:
    message = "this file would not be read as scenarios"
    return error(shown, "CK380", message, "give it the ending .yaml, and put it directly into the folder `scenarios`")


def _expectations(entry: ScenarioEntry, at: Location) -> Iterator[Expectation]:
    for part, kind in _OUTCOMES:
        for subject, expected in getattr(entry.expect, part).items():
            yield Expectation(kind, subject, expected, (*at, part, subject))
    for recipient, deadline in entry.expect.deadlines.items():
        yield from _deadline(recipient, deadline, (*at, "deadlines", recipient))


def _deadline(recipient: str, deadline: DeadlineEntry | None, at: Location) -> Iterator[Expectation]:
    yield Expectation("deadline", recipient, str(deadline.date) if deadline else NONE, at)
    if deadline and "safe_date" in deadline.model_fields_set:
        yield Expectation("safe date", recipient, str(deadline.safe_date or NONE), (*at, "safe_date"))
