"""A finding: the outcome of a condition together with its proof, and how findings combine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from complaintkit.assessment.kleene import all_of, any_of, opposite
from complaintkit.assessment.kleene import at_least as at_least_of
from complaintkit.assessment.values import Finding, Operator, Outcome, Support

T = TypeVar("T")
_STRENGTH = {Support.CONTRADICTED: 0, Support.NONE: 1, Support.STATED: 2, Support.DOCUMENTED: 3}


def weakest(supports: Iterable[Support | None]) -> Support | None:
    """Return the support of the weakest fact; contradicted wins; None if there is no fact."""
    found, least = None, len(_STRENGTH)
    for support in supports:
        if support is not None and _STRENGTH[support] < least:
            found, least = support, _STRENGTH[support]
    return found


def strongest(supports: Iterable[Support]) -> Support:
    """Return the best support there is, none where there is nothing."""
    return max(supports, key=_STRENGTH.__getitem__, default=Support.NONE)


def together(findings: Sequence[Finding]) -> Finding:
    """Combine findings that must all be met; the proof holds the parts that decide."""
    return _combined(findings, all_of, "all")


def alternatives(findings: Sequence[Finding]) -> Finding:
    """Combine findings of which one must be met; the proof holds the parts that decide."""
    return _combined(findings, any_of, "any")


def at_least(minimum: int, findings: Sequence[Finding]) -> Finding:
    """Combine findings of which so many must be met; the proof holds the parts that decide."""
    return _combined(findings, partial(at_least_of, minimum), "at least", minimum)


def inverted(finding: Finding) -> Finding:
    """Return the opposite finding on the same proof."""
    return _wrapped(finding, opposite(finding.outcome), "not")


def of_incident(finding: Finding, incident: str) -> Finding:
    """Return the finding with its proof marked as being about one incident of several."""
    return _wrapped(finding, finding.outcome, "incident", incident)


def _wrapped(finding: Finding, outcome: Outcome, operator: Operator, incident: str = "") -> Finding:
    return Finding(
        outcome,
        finding.support,
        finding.reasons,
        finding.exhibits,
        finding.missing,
        finding.asked,
        operator,
        (finding,),
        incident=incident,
    )


def _combined(
    findings: Sequence[Finding], rule: Callable[[Iterable[Outcome]], Outcome], operator: Operator, minimum: int = 0
) -> Finding:
    outcome = rule([finding.outcome for finding in findings])
    carrying = [finding for finding in findings if finding.outcome is outcome]
    proof = findings if outcome is Outcome.NOT_KNOWN else carrying
    return Finding(
        outcome,
        weakest([finding.support for finding in proof]),
        _once([line for finding in proof for line in finding.reasons]),
        _once([cited for finding in proof for cited in finding.exhibits]),
        _once([line for finding in carrying for line in finding.missing]) if outcome is Outcome.NOT_KNOWN else (),
        any(finding.asked for finding in findings),
        operator,
        tuple(findings),
        minimum=minimum,
    )


def _once(items: Sequence[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items)) if len(items) > 1 else tuple(items)
