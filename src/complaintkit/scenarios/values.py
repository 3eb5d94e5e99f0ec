"""Scenarios as frozen values: a small case, what the rules are expected to say of it, and what they say."""

from __future__ import annotations

from datetime import date
from typing import Literal

from complaintkit.assessment.values import ConditionResult, CriterionResult
from complaintkit.case.values import Case
from complaintkit.law.values import Basis
from complaintkit.source.documents import Document, Location
from complaintkit.values import frozen

Kind = Literal["provision", "criterion", "group", "claim", "condition", "deadline", "safe date"]
NONE = "none"


@frozen
class Expectation:
    """One thing that a scenario expects.

    `subject` is the id of what is judged: `12a(3)`, `12a(3).over-time`, `ombudsman`, `ombudsman.O6`. `expected` is an
    outcome, a day or `none`; `at` is where it stands in the file.
    """

    kind: Kind
    subject: str
    expected: str
    at: Location


@frozen
class Scenario:
    """A case with one or a few incidents, the day of the check, and what is expected of the incident `of`."""

    id: str
    says: str
    basis: Basis
    authorities: tuple[str, ...]
    source: str | None
    on: date
    case: Case
    of: str
    expectations: tuple[Expectation, ...]
    document: Document

    def place(self, expectation: Expectation) -> str:
        """Return `file:line` of an expectation."""
        mark = self.document.place(expectation.at, key=True)
        return f"{self.document.file}:{mark[0]}" if mark else self.document.file


@frozen
class Compared:
    """An expectation beside what the rules say: `found` is written as `expected` is.

    `behind` are the criteria or conditions on which what was found rests, `derivation` the steps of a day counted.
    """

    expectation: Expectation
    found: str
    behind: tuple[CriterionResult | ConditionResult, ...] = ()
    derivation: tuple[str, ...] = ()

    @property
    def as_expected(self) -> bool:
        """Tell whether the rules say what is expected."""
        return self.found == self.expectation.expected

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return why it was found so, a line for each criterion or condition behind it."""
        return (*(reason_of(result) for result in self.behind), *self.derivation)


@frozen
class Ran:
    """A scenario that was run, with everything it expected compared."""

    scenario: Scenario
    compared: tuple[Compared, ...]

    @property
    def differences(self) -> tuple[Compared, ...]:
        """Return what was not found as expected."""
        return tuple(one for one in self.compared if not one.as_expected)


def reason_of(result: CriterionResult | ConditionResult) -> str:
    """Return the outcome of a criterion or a condition and why it is so, in one line."""
    said = " ".join(result.reasons or result.missing) or result.text
    return f"{result.id} is {result.outcome}: {said}"
