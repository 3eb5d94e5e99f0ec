"""The assessment as frozen values: outcomes with their proofs, groups, claims, deadlines. What `check` prints.

Outcomes are three-valued throughout (Kleene): met, not met, not known.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

from complaintkit.law.values import Answered, Basis, Blocking
from complaintkit.problems import Problem
from complaintkit.values import frozen

Operator = Literal["fact", "all", "any", "not", "at least", "incident"]


class Outcome(StrEnum):
    """What the facts stated say of a criterion, a provision or a condition."""

    __hash__ = str.__hash__  # that of Enum is many times slower, and outcomes are looked up by the thousand

    MET = "met"
    NOT_MET = "not met"
    NOT_KNOWN = "not known"


class Support(StrEnum):
    """How the weakest fact of a proof is supported; contradicted wins over all."""

    __hash__ = str.__hash__

    DOCUMENTED = "documented"
    STATED = "stated"
    CONTRADICTED = "contradicted"
    NONE = "none"


@frozen
class Cited:
    """An exhibit with the place in it."""

    exhibit: str
    at: str | None


@frozen
class Learned:
    """Something to find out: that the answer to `question` is one of `answers`, or what the sentence `text` asks for.

    `several` marks a question with more than one answer at a time. `incident` is the id of the incident it is asked of,
    or nothing where only one is meant.
    """

    question: str
    answers: tuple[str, ...]
    text: str = ""
    several: bool = False
    incident: str = ""


@frozen
class Proof:
    """A step of the reasoning: `operator` joins the outcomes of its `parts`; a `fact` has none and rests on `reasons`.

    `minimum` goes with the operator `at least`, `incident` with `incident`, whose one part is about that incident alone.
    `met_if` and `not_met_if` say which answer would decide a fact that is not known; where both are empty, `missing` does,
    or nothing can.
    """

    operator: Operator
    outcome: Outcome
    reasons: tuple[str, ...] = ()
    parts: tuple[Proof, ...] = ()
    missing: tuple[str, ...] = ()
    met_if: tuple[Learned, ...] = ()
    not_met_if: tuple[Learned, ...] = ()
    minimum: int = 0
    incident: str = ""
    criterion: str = ""


Way = tuple[Learned, ...]


@frozen
class Finding:
    """The outcome of a condition with the facts that carry it, and the findings that it was combined from.

    `support` is None where no answered fact is in the proof. `missing` says what would settle a finding that is not known;
    `asked` is False where none of the questions has been asked. The rest is as in a Proof, into which it is made on demand.
    """

    outcome: Outcome
    support: Support | None = None
    reasons: tuple[str, ...] = ()
    exhibits: tuple[Cited, ...] = ()
    missing: tuple[str, ...] = ()
    asked: bool = True
    operator: Operator = "fact"
    parts: tuple[Finding, ...] = ()
    met_if: tuple[Learned, ...] = ()
    not_met_if: tuple[Learned, ...] = ()
    minimum: int = 0
    incident: str = ""

    @cached_property
    def proof(self) -> Proof:
        """Return how the outcome comes about, down to the facts."""
        if self.operator == "fact":
            facts = (self.missing, self.met_if, self.not_met_if)
            return Proof("fact", self.outcome, self.reasons, (), *facts)
        parts = tuple(part.proof for part in self.parts)
        return Proof(self.operator, self.outcome, parts=parts, minimum=self.minimum, incident=self.incident)


@frozen
class CriterionResult:
    """One criterion on the facts stated: `reasons` say why, `missing` what would settle it.

    `asked` is False where none of its facts has been asked yet, `answered` where none of them has an answer.
    """

    id: str
    text: str
    outcome: Outcome
    support: Support
    basis: Basis
    reasons: tuple[str, ...]
    exhibits: tuple[Cited, ...]
    missing: tuple[str, ...]
    asked: bool
    answered: bool = True
    finding: Finding | None = None

    @property
    def proof(self) -> Proof:
        """Return how the outcome comes about, as the proof of this criterion."""
        found = self.finding or Finding(self.outcome, reasons=self.reasons, missing=self.missing)
        return replace(found.proof, criterion=self.id)


@frozen
class ProvisionResult:
    """One provision for one incident. `proposed` marks one worth a lawyer's look: something speaks for it.

    `quiet` marks one that is not met and that the rules want told only where something speaks for it.
    """

    provision: str
    outcome: Outcome
    support: Support
    criteria: tuple[CriterionResult, ...]
    proposed: bool
    quiet: bool = False


@frozen
class IncidentResult:
    """One incident against every provision, in the order of the rules.

    Dates are None where not known; `exact` is False where only a month or a year is. `conflicts` are the ids of those in the
    rules that its answers are in.
    """

    id: str
    title: str
    first: date | None
    last: date | None
    provisions: tuple[ProvisionResult, ...]
    exact: bool = True
    conflicts: tuple[str, ...] = ()

    @property
    def days(self) -> str:
        """Return the days as text: `2019-09-18`, `2019-09-18 to 2019-09-20`, `between ... and ...` for a year, `undated`."""
        if self.first is None:
            return "undated"
        if self.last in {None, self.first}:
            return str(self.first)
        return f"{self.first} to {self.last}" if self.exact else f"between {self.first} and {self.last}"


@frozen
class GroupResult:
    """A course of conduct: the acts of one official towards one target over the incidents in scope."""

    provision: str
    official: str
    targets: tuple[str, ...]
    incidents: tuple[str, ...]
    acts: int
    outcome: Outcome
    support: Support
    criteria: tuple[CriterionResult, ...]


@frozen
class Deadline:
    """`date` is the last day as extended, `safe_date` the last working day on or before the unextended day."""

    date: datetime.date
    safe_date: datetime.date | None
    derivation: tuple[str, ...]


@frozen
class Elsewhere:
    """Another recipient that one can write to about the claim, and why, as a whole sentence."""

    recipient: str
    because: str


@frozen
class ConditionResult:
    """One condition of a recipient for one claim; `provision` is None where no wording was held on the day.

    `missing` says what would settle it, `cure` what to do, `left` what remains possible where it is not met for good,
    `elsewhere` whom one can write to instead.
    """

    id: str
    provision: str | None
    text: str
    outcome: Outcome
    basis: Basis
    reasons: tuple[str, ...]
    cure: str | None
    left: str | None = None
    missing: tuple[str, ...] = ()
    finding: Finding | None = None
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def proof(self) -> Proof:
        """Return how the outcome comes about, as the proof of this condition."""
        found = self.finding or Finding(self.outcome, reasons=self.reasons, missing=self.missing)
        return replace(found.proof, criterion=self.id)


@frozen
class Notice:
    """A consequence, discretion or notice of the recipient's list: shown, decides nothing.

    `blocks` names recipients to which a letter about the same facts may be blocked by one to this recipient.
    """

    id: str
    kind: str
    provision: str | None
    text: str
    warn: bool = False
    blocks: tuple[Blocking, ...] = ()


@frozen
class Renewal:
    """A later reply, refusal or silence that opens a new complaint about itself only, where the facts are too old.

    `sent` and `about` tell the complainant's own letter; `answered` is what came of it, `since` the day from which that can
    be complained of: of a silence, the day after the time of waiting. `condition` is the one that time has run out on.
    """

    condition: str
    incident: str
    answered: Answered
    since: datetime.date
    sent: datetime.date | None
    about: str
    deadline: Deadline


@frozen
class ClaimResult:
    """One claim put to one recipient; `renewals` are what opens a new complaint where this one comes too late."""

    id: str
    incidents: tuple[str, ...]
    outcome: Outcome
    conditions: tuple[ConditionResult, ...]
    deadline: Deadline | None
    renewals: tuple[Renewal, ...] = ()


@frozen
class RecipientResult:
    """All claims put to one recipient, with its notices."""

    recipient: str
    outcome: Outcome
    claims: tuple[ClaimResult, ...]
    notices: tuple[Notice, ...]


@frozen
class Assessment:
    """Everything `assess` says for one day, one scope of incidents and one or all recipients."""

    on: date
    recipient: str | None
    scope: tuple[str, ...]
    problems: tuple[Problem, ...]
    incidents: tuple[IncidentResult, ...]
    groups: tuple[GroupResult, ...]
    recipients: tuple[RecipientResult, ...]
