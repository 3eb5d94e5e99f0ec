"""Scenarios that were run, as text: what differs from what was expected and why, and a summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from complaintkit.scenarios.values import Compared, Ran
from complaintkit.words import counted

_CALLED = {"deadline": "deadline for ", "safe date": "safe date for ", "group": "group "}


def failures(ran: Sequence[Ran]) -> Iterator[str]:
    """Yield a line for each difference, from which editors jump to the file, and why it was found so below it."""
    for one in ran:
        for difference in one.differences:
            expected, found = difference.expectation.expected, difference.found
            where = f"{one.scenario.place(difference.expectation)}: {one.scenario.id}"
            yield f"{where}: {_subject(difference)} expected {expected}, found {found}"
            yield from _why(difference)


def in_full(one: Ran) -> Iterator[str]:
    """Yield the lines of one scenario: what it says, where that stands, and each thing expected with its reasons."""
    scenario = one.scenario
    rests_on = ", ".join((*scenario.authorities, *([scenario.source] if scenario.source else [])))
    yield f"{scenario.id}   {scenario.document.file}"
    yield f"  {scenario.says}"
    yield f"  [{scenario.basis}{': ' + rests_on if rests_on else ''}; on {scenario.on}, of {scenario.of}]"
    for compared in one.compared:
        found = (
            compared.found if compared.as_expected else f"{compared.found}, EXPECTED {compared.expectation.expected}"
        )
        yield f"  {_subject(compared)}: {found}"
        yield from _why(compared)
    yield ""


def summary(ran: Sequence[Ran]) -> str:
    """Return how many scenarios there are, and how many of them differ."""
    if not ran:
        return "No scenarios."
    differing = sum(bool(one.differences) for one in ran)
    outcome = "all as expected" if not differing else f"{differing} not as expected"
    return f"{counted(len(ran), 'scenario')}, {outcome}."


def _subject(compared: Compared) -> str:
    return f"{_CALLED.get(compared.expectation.kind, '')}{compared.expectation.subject}"


def _why(compared: Compared) -> Iterator[str]:
    yield from (f"    {reason}" for reason in compared.reasons)
