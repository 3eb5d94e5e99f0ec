"""Scenarios that were run, as text: what differs from what was expected and why, what is covered, and a summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from complaintkit.assessment.proofs import lines_of
from complaintkit.law.values import Authority, Law
from complaintkit.scenarios.coverage import Coverage, Covered
from complaintkit.scenarios.possible import WORDS
from complaintkit.scenarios.values import Compared, Ran
from complaintkit.words import counted

_COLUMN = 12
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
    """Yield the lines of one scenario: what it says, where that stands, and how each thing expected comes about."""
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
        yield from _tree(compared)
    yield ""


def summary(ran: Sequence[Ran]) -> str:
    """Return how many scenarios there are, and how many of them differ."""
    if not ran:
        return "No scenarios."
    differing = sum(bool(one.differences) for one in ran)
    outcome = "all as expected" if not differing else f"{differing} not as expected"
    return f"{counted(len(ran), 'scenario')}, {outcome}."


def coverage_table(coverage: Coverage, law: Law) -> Iterator[str]:
    """Yield how often each outcome of each criterion and condition is expected, and which authorities are named."""
    width = max((len(one.id) for one in (*coverage.criteria, *coverage.conditions)), default=0) + 2
    for title, rows in (("Criteria", coverage.criteria), ("Conditions", coverage.conditions)):
        yield title.ljust(width) + "".join(word.rjust(_COLUMN) for word in WORDS)
        yield from (_row(one, width) for one in rows)
        yield ""
    if coverage.untested:
        yield "Of these no scenario expects anything:"
        yield from (f"  {name}" for name in coverage.untested)
        yield ""
    yield f"Authorities whose outcome was read, and named in a scenario: {_share(coverage.authorities, coverage.unnamed)}."
    yield from (f"  not named: {_authority(one)}" for one in law.authorities if one.id in coverage.unnamed)
    yield ""


def coverage_summary(coverage: Coverage) -> str:
    """Return in one sentence how much of what can be expected some scenario expects."""
    rows = (*coverage.criteria, *coverage.conditions)
    wanted = [f"{one.id}: {word}" for one in rows for word in one.possible]
    lacking = [f"{one.id}: {word}" for one in rows for word in one.missing]
    return f"Outcomes that can be and are expected: {_share(wanted, lacking)}."


def _row(one: Covered, width: int) -> str:
    cells = (
        str(times) if times else ("none" if word in one.possible else "cannot be")
        for word, times in zip(WORDS, one.expected, strict=True)
    )
    return one.id.ljust(width) + "".join(cell.rjust(_COLUMN) for cell in cells)


def _share(whole: Sequence[str], lacking: Sequence[str]) -> str:
    return f"{len(whole) - len(lacking)} of {len(whole)}"


def _authority(authority: Authority) -> str:
    return f"{authority.id} ({authority.parties}, {authority.case})"


def _subject(compared: Compared) -> str:
    return f"{_CALLED.get(compared.expectation.kind, '')}{compared.expectation.subject}"


def _why(compared: Compared) -> Iterator[str]:
    yield from (f"    {reason}" for reason in compared.reasons)


def _tree(compared: Compared) -> Iterator[str]:
    """Yield the proof trees of what was found."""
    for result in compared.behind:
        yield from lines_of(result.proof, level=2)
    yield from (f"    {step}" for step in compared.derivation)
