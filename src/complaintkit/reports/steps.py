"""What to do next, and to whom: drawn from an Assessment, in the order in which a careful sender would go about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from complaintkit.assessment.values import Assessment, ClaimResult, Outcome, RecipientResult
from complaintkit.law.values import Law
from complaintkit.values import frozen
from complaintkit.words import counted

_MOST_QUESTIONS = 8


@frozen
class Step:
    """One thing to do, with its details."""

    text: str
    details: tuple[str, ...] = ()


def next_steps(assessment: Assessment, law: Law) -> tuple[Step, ...]:
    """Return the steps: mend the files, write to those who can be written to, cure what is missing, find out the rest."""
    names = {recipient.id: recipient.name for recipient in law.recipients}
    order = {recipient.id: recipient.order for recipient in law.recipients}
    results = sorted(assessment.recipients, key=lambda result: order.get(result.recipient, 0))
    steps = [
        *_mend(assessment),
        *(step for result in results for step in _write(result, names[result.recipient])),
        *(step for result in results for step in _too_late(result, names[result.recipient])),
        *_find_out(assessment),
    ]
    return tuple(steps)


def _mend(assessment: Assessment) -> Iterator[Step]:
    errors = sum(problem.severity == "error" for problem in assessment.problems)
    if errors:
        yield Step(f"Mend the {counted(errors, 'problem')} named above: what they touch was left out of this check.")


def _write(result: RecipientResult, name: str) -> Iterator[Step]:
    ready = [claim for claim in result.claims if claim.outcome is Outcome.MET]
    undecided = [claim for claim in result.claims if claim.outcome is Outcome.NOT_KNOWN]
    if ready or undecided:
        can = f"no condition stands in the way of these: {_all(ready)}" if ready else ""
        may = f"nothing rules these out, but not all is known: {_all(undecided)}" if undecided else ""
        warnings = tuple(f"Mind {notice.id}: {notice.text}" for notice in result.notices if notice.warn)
        select = f"Choose with: complaintkit select --recipient {result.recipient}"
        details = (*_conditions(undecided), *_deadlines([*ready, *undecided]), *warnings, select)
        yield Step(f"To the {name}: {'; '.join(filter(None, (can, may)))}.", details)
    cures = _cures([claim for claim in result.claims if claim.outcome is Outcome.NOT_MET])
    if cures:
        yield Step(f"What would open the way to the {name} for others:", cures)


def _conditions(claims: list[ClaimResult]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for claim in claims:
        for condition in claim.conditions:
            if condition.outcome is Outcome.NOT_KNOWN and condition.cure:
                found[f"{condition.id} is not known: {condition.cure}"] = None
    return tuple(found)


def _deadlines(claims: list[ClaimResult]) -> tuple[str, ...]:
    days = sorted((c.deadline.date, c.id, c.deadline.safe_date) for c in claims if c.deadline)
    return tuple(f"{name}: last day {day}" + (f", safely by {safe}" if safe else "") for day, name, safe in days[:5])


def _cures(claims: list[ClaimResult]) -> tuple[str, ...]:
    """Return each cure once with the claims it would help; what is not met for good has none."""
    helped: dict[tuple[str, str], list[str]] = {}
    for claim in claims:
        failing = [condition for condition in claim.conditions if condition.outcome is Outcome.NOT_MET]
        if any(condition.left for condition in failing):
            continue  # shut for good: a cure of something else would not help
        for condition in failing:
            if condition.cure:
                helped.setdefault((condition.id, condition.cure), []).append(claim.id)
    return tuple(f"{condition}: {cure} ({', '.join(ids)})" for (condition, cure), ids in helped.items())


def _too_late(result: RecipientResult, name: str) -> Iterator[Step]:
    ruled_out: dict[tuple[str, str], list[str]] = {}
    for claim in result.claims:
        for condition in claim.conditions:
            if condition.outcome is Outcome.NOT_MET and condition.left:
                ruled_out.setdefault((condition.id, condition.left), []).append(claim.id)
    for (condition_id, left), ids in ruled_out.items():
        whole = len(ids) == len(result.claims)
        which = "every claim" if whole else _several(ids)
        yield Step(f"What is left where {condition_id} shuts the way to the {name} ({which}):", (left,))


def _all(claims: list[ClaimResult]) -> str:
    return ", ".join(claim.id for claim in claims)


def _several(ids: list[str]) -> str:
    return ", ".join(ids) if len(ids) <= 4 else f"{', '.join(ids[:3])} and {len(ids) - 3} more"  # noqa: PLR2004


def _find_out(assessment: Assessment) -> Iterator[Step]:
    """Count each question once for an incident in which something is open that speaks for a provision."""
    wanted: Counter[str] = Counter()
    for incident in assessment.incidents:
        open_ = [one for one in incident.provisions if one.proposed and one.outcome is Outcome.NOT_KNOWN]
        wanted.update({_question(line) for provision in open_ for c in provision.criteria for line in c.missing})
    if wanted:
        most = tuple(f"{line} [{counted(count, 'incident')}]" for line, count in _first(wanted))
        yield Step("Find out first what would settle most of what is open:", most)


def _question(line: str) -> str:
    """Return what is asked, whether it was asked before (`Find out: ...`) or not (`Ask: ...`)."""
    verb, colon, rest = line.partition(": ")
    return rest if colon and verb in {"Ask", "Find out"} else line


def _first(wanted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(wanted.items(), key=lambda item: (-item[1], item[0]))[:_MOST_QUESTIONS]
