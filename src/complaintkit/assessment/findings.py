"""A finding: the outcome of a condition together with its proof, and how findings combine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from complaintkit.assessment.kleene import all_of, any_of, opposite
from complaintkit.assessment.kleene import at_least as at_least_of
from complaintkit.assessment.values import Cited, Operator, Outcome, Proof, Support
from complaintkit.values import frozen

T = TypeVar("T")
_STRENGTH = {Support.CONTRADICTED: 0, Support.NONE: 1, Support.STATED: 2, Support.DOCUMENTED: 3}


@frozen
class Finding:
    """An outcome with the facts that carry it.

    `support` is None where no answered fact is in the proof. `missing` says what would settle a finding that is not known;
    `asked` is False where none of the questions has been asked.
    """

    outcome: Outcome
    support: Support | None = None
    reasons: tuple[str, ...] = ()
    exhibits: tuple[Cited, ...] = ()
    missing: tuple[str, ...] = ()
    asked: bool = True
    proof: Proof | None = None


def proof_of(finding: Finding) -> Proof:
    """Return how a finding comes about; one that was not combined from others is a fact with its reasons."""
    return finding.proof or Proof("fact", finding.outcome, finding.reasons, missing=finding.missing)


def weakest(supports: Iterable[Support | None]) -> Support | None:
    """Return the support of the weakest fact; contradicted wins; None if there is no fact."""
    known = [support for support in supports if support is not None]
    return min(known, key=_STRENGTH.__getitem__) if known else None


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
    outcome = opposite(finding.outcome)
    return _proven(finding, outcome, Proof("not", outcome, parts=(proof_of(finding),)))


def of_incident(finding: Finding, incident: str) -> Finding:
    """Return the finding with its proof marked as being about one incident of several."""
    proof = Proof("incident", finding.outcome, parts=(proof_of(finding),), incident=incident)
    return _proven(finding, finding.outcome, proof)


def _proven(finding: Finding, outcome: Outcome, proof: Proof) -> Finding:
    """Return the finding with another outcome and proof; written out, since `replace` is what would cost most here."""
    return Finding(outcome, finding.support, finding.reasons, finding.exhibits, finding.missing, finding.asked, proof)


def _combined(
    findings: Sequence[Finding], rule: Callable[[Iterable[Outcome]], Outcome], operator: Operator, minimum: int = 0
) -> Finding:
    outcome = rule([finding.outcome for finding in findings])
    carrying = [finding for finding in findings if finding.outcome is outcome]
    proof = findings if outcome is Outcome.NOT_KNOWN else carrying
    return Finding(
        outcome,
        weakest(finding.support for finding in proof),
        _once(line for finding in proof for line in finding.reasons),
        _once(cited for finding in proof for cited in finding.exhibits),
        _once(line for finding in carrying for line in finding.missing) if outcome is Outcome.NOT_KNOWN else (),
        any(finding.asked for finding in findings),
        Proof(operator, outcome, parts=tuple(map(proof_of, findings)), minimum=minimum),
    )


def _once(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
