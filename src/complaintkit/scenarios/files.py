"""The shapes of a file of scenarios. What each key means stands atop `regulations/scenarios/periods-and-groups.yaml`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from complaintkit.case.values import ExhibitId, Label
from complaintkit.law.conditions import OutcomeWord
from complaintkit.law.rules_files import Day, Sentence, Shape, Word
from complaintkit.law.values import Basis

USUAL_DAY = date(2020, 10, 2)


def _nothing_written(value: Any) -> Any:
    """Return an empty mapping for a key that stands alone: everything has its standard value."""
    return {} if value is None else value


Written = Annotated[dict[str, Any], BeforeValidator(_nothing_written)]


class DeadlineEntry(Shape):
    """The last day of a claim as extended, and the safe day before it; the latter is compared where it is written."""

    date: Day
    safe_date: Day | None = None


class ExpectEntry(Shape):
    """What is expected of one incident: its outcomes, those of its groups, and those of its claim."""

    of: Label | None = None
    provisions: dict[str, OutcomeWord] = Field(default_factory=dict)
    criteria: dict[str, OutcomeWord] = Field(default_factory=dict)
    groups: dict[str, OutcomeWord] = Field(default_factory=dict)
    claims: dict[str, OutcomeWord] = Field(default_factory=dict)
    conditions: dict[str, OutcomeWord] = Field(default_factory=dict)
    deadlines: dict[str, DeadlineEntry | None] = Field(default_factory=dict)


class ScenarioEntry(Shape):
    """One scenario. `case`, `incidents` and `exhibits` hold what differs from the standard case."""

    id: Word
    says: Sentence
    basis: Basis
    authorities: list[Sentence] = Field(default_factory=list)
    source: Sentence | None = None
    on: Day = USUAL_DAY
    case: Written = Field(default_factory=dict)
    exhibits: dict[ExhibitId, Written] = Field(default_factory=dict)
    incidents: dict[Label, Written] = Field(min_length=1)
    expect: ExpectEntry


class ScenariosFile(Shape):
    """A file of scenarios; each entry is read by itself, so that a mistake in one does not hide the others."""

    scenarios: list[Any] = Field(min_length=1)
