"""Conditions: what the rules files say decides a criterion, as frozen values. Evaluating them is the work of `assessment`.

Written in YAML as nested mappings, each with one operator:

    all: [CONDITION, ...]            every one of them
    any: [CONDITION, ...]            at least one of them
    not: CONDITION
    fact: QUESTION                   the answer is yes
    fact: QUESTION, is: ANSWER       the answer is that choice (or yes/no)
    fact: QUESTION, in: [ANSWERS]    the answer is one of those choices; a list answer shares at least one with them
    fact: QUESTION, given: true      something was answered (text, list, persons); false: the list is answered as empty
    fact: QUESTION, at_least: N      a number; likewise at_most, more_than, less_than
    fact: QUESTION, on_or_after: DATE    a date; likewise on_or_before
    fact: QUESTION, count_at_least: N    a list (dates, persons, choices) with at least N different items
    fact: QUESTION, outcomes: {ANSWER: met | not met | not known, ...}     a table; an answer not named is `not met`
    at_least: N, of: [CONDITION, ...]    at least N of them
    unknown: REASON                  never decided by facts alone, with the reason that is shown
    always: met                      nothing can make it fail (read as `all` of nothing)
    incident_day: {from: DATE, to: DATE}    the incident lies in that time, both days included; either may be left out
    days_with_acts: N, where: CRITERION     (groups) acts on at least N different days, in incidents where the criterion holds
    acts: N, where: CRITERION        (groups) at least N separate acts, counted likewise
    spread: PERIOD, where: CRITERION (groups) the first and the last such act lie at least that long apart
    incidents: N, where: CONDITION   (groups) the condition holds in at least N incidents of the group
    every_incident: CONDITION        (groups) in each incident of the group
    some_incident: CONDITION         (groups) in at least one incident of the group
    targets: persons                 (groups) at least one target is a natural person
    within: PERIOD, of: knowledge    (claims) the day of the check lies in that time from the complainant's knowledge
    within: PERIOD, of: {fact: QUESTION}     in that time from the day that answers the question, one answered with a date
    waited: PERIOD, since: approach  (claims, and criteria about silence) that time has passed since the last approach
    waited: PERIOD, since: {fact: QUESTION}  likewise, since the day that answers the question
    waited: {met_after: PERIOD, not_met_until: PERIOD}, since: ...   likewise; between the two it is not known
    waited: ..., since: {fact: QUESTION}, until: {fact: QUESTION}    it had passed on the day that ended the waiting

A PERIOD is one of {years: N}, {months: N}, {weeks: N}, {days: N}, {working_days: N}.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from complaintkit.values import frozen

OutcomeWord = Literal["met", "not met", "not known"]
Comparison = Literal["at_least", "at_most", "more_than", "less_than"]
Side = Literal["on_or_after", "on_or_before"]


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
class FactNumber:
    """The answer to `question` is a number that compares so with `number`."""

    question: str
    comparison: Comparison
    number: int


@frozen
class FactDay:
    """The answer to `question` is a date on or after, or on or before, `day`."""

    question: str
    side: Side
    day: date


@frozen
class FactCount:
    """The answer to `question` is a list with at least `minimum` different items."""

    question: str
    minimum: int


@frozen
class AtLeast:
    """At least `minimum` of the parts; met once so many are, not met once so many can no longer be."""

    minimum: int
    parts: tuple[Condition, ...]


@frozen
class IncidentDay:
    """The incident lies between two days, both included; None is no limit. Astride of one, or undated, it is not known."""

    first: date | None
    last: date | None


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
class Acts:
    """At least `minimum` separate acts of the group, counted in incidents where criterion `where` holds."""

    minimum: int
    where: str | None = None


@frozen
class Spread:
    """The first and the last act of the group lie at least `period` apart, in incidents where criterion `where` holds."""

    period: Period
    where: str | None = None


@frozen
class Incidents:
    """The part holds in at least `minimum` incidents of the group."""

    minimum: int
    part: Condition


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
    """The day of the check lies within `period` of the day that answers `question`; None: of the complainant's knowledge."""

    period: Period
    question: str | None = None


@frozen
class Waited:
    """Since a day: more than `met_after` is met, up to `not_met_until` is not met, between them not known.

    The day is the answer to `question`, or that of the last approach where there is none. Equal limits are one period.
    The waiting goes on until the day of the check, or ended on the day that answers `until`.
    """

    met_after: Period
    not_met_until: Period
    question: str | None = None
    until: str | None = None


Condition = (
    All
    | Any
    | Not
    | FactIs
    | FactGiven
    | FactNumber
    | FactDay
    | FactCount
    | AtLeast
    | Unknown
    | IncidentDay
    | DaysWithActs
    | Acts
    | Spread
    | Incidents
    | EveryIncident
    | SomeIncident
    | TargetsArePersons
    | Within
    | Waited
)


FactTest = FactIs | FactGiven | FactNumber | FactDay | FactCount


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """Return the conditions that stand directly within one; none for one that holds no other."""
    match condition:
        case All(parts) | Any(parts) | AtLeast(_, parts):
            return parts
        case Not(part) | EveryIncident(part) | SomeIncident(part) | Incidents(_, part):
            return (part,)
    return ()


def within_it(condition: Condition) -> Iterator[Condition]:
    """Yield a condition and every one that stands anywhere within it, in the order of the file."""
    yield condition
    for part in parts_of(condition):
        yield from within_it(part)
