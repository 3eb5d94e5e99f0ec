"""Conditions: what the rules files say decides a criterion, as frozen values. Evaluating them is the work of `assessment`.

Written in YAML as nested mappings, each with one operator:

    all: [CONDITION, ...]            every one of them
    any: [CONDITION, ...]            at least one of them
    not: CONDITION
    fact: QUESTION                   the answer is yes
    fact: QUESTION, is: ANSWER       the answer is that choice (or yes/no)
    fact: QUESTION, in: [ANSWERS]    the answer is one of those choices; a list answer shares at least one with them
    fact: QUESTION, given: true      something was answered (text, list, persons); false: the list is answered as empty
    fact: QUESTION, at_least: N      a number
    fact: QUESTION, outcomes: {ANSWER: met | not met | not known, ...}     a table; an answer not named is `not met`
    unknown: REASON                  never decided by facts alone, with the reason that is shown
    always: met                      nothing can make it fail (read as `all` of nothing)
    days_with_acts: N, where: CRITERION     (groups) acts on at least N different days, in incidents where the criterion holds
    every_incident: CONDITION        (groups) in each incident of the group
    some_incident: CONDITION         (groups) in at least one incident of the group
    targets: persons                 (groups) at least one target is a natural person
    within: {years|months|days|working_days: N}, of: knowledge       (claims) a period, see `recipients`
    waited: {met_after: PERIOD, not_met_until: PERIOD}, since: approach    (claims, and criteria about silence)
"""

from __future__ import annotations

from typing import Literal

from complaintkit.values import frozen

OutcomeWord = Literal["met", "not met", "not known"]


@frozen
class Period:
    """A length of time; `unit` is `years`, `months`, `weeks`, `days` or `working_days`."""

    amount: int
    unit: str


@frozen
class All:
    """Every part."""

    parts: tuple[Condition, ...]


@frozen
class Any:
    """At least one part."""

    parts: tuple[Condition, ...]


@frozen
class Not:
    """The opposite of the part."""

    part: Condition


@frozen
class FactIs:
    """The answer to `question` is one of `answers`; `outcomes` (answer to outcome) takes their place where it is given."""

    question: str
    answers: tuple[str, ...] = ("yes",)
    outcomes: tuple[tuple[str, OutcomeWord], ...] = ()


@frozen
class FactGiven:
    """Something stands as the answer to `question`; with `expected` False, the answer is an empty list."""

    question: str
    expected: bool = True


@frozen
class FactAtLeast:
    """The answer to `question` is a number of at least `minimum`."""

    question: str
    minimum: int


@frozen
class Unknown:
    """Never decided by facts alone; `reason` is shown."""

    reason: str


@frozen
class DaysWithActs:
    """Acts of the group on at least `minimum` different days, counted in incidents where criterion `where` holds."""

    minimum: int
    where: str | None = None


@frozen
class EveryIncident:
    """The part holds in each incident of the group."""

    part: Condition


@frozen
class SomeIncident:
    """The part holds in at least one incident of the group."""

    part: Condition


@frozen
class TargetsArePersons:
    """At least one target of the group is a natural person; organisations alone leave it not known."""


@frozen
class Within:
    """The day of the check lies within `period` of the complainant's knowledge of the facts."""

    period: Period


@frozen
class Waited:
    """Since the last approach: more than `met_after` is met, up to `not_met_until` is not met, between them not known."""

    met_after: Period
    not_met_until: Period


Condition = (
    All
    | Any
    | Not
    | FactIs
    | FactGiven
    | FactAtLeast
    | Unknown
    | DaysWithActs
    | EveryIncident
    | SomeIncident
    | TargetsArePersons
    | Within
    | Waited
)
