"""Proof trees of whole provisions and claims, put together from those of their criteria and conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from complaintkit.assessment.kleene import all_of, any_of
from complaintkit.assessment.values import ClaimResult, CriterionResult, Proof
from complaintkit.law.values import Combination

_WORDS = {"all": "all of these", "any": "at least one of these", "not": "not this"}


def proof_of_provision(combination: Combination, criteria: Iterable[CriterionResult]) -> Proof:
    """Return how a provision's outcome comes about: the combination of its criteria, each with its own proof."""
    return _combined(combination, {result.id: result.proof for result in criteria})


def proof_of_claim(claim: ClaimResult) -> Proof:
    """Return how a claim's outcome comes about: all conditions of the recipient, each with its own proof."""
    return Proof("all", claim.outcome, parts=tuple(condition.proof for condition in claim.conditions))


def _combined(combination: Combination, proofs: Mapping[str, Proof]) -> Proof:
    parts = tuple(
        proofs[part] if isinstance(part, str) else _combined(part, proofs)
        for part in combination.parts
        if not isinstance(part, str) or part in proofs
    )
    outcomes = [part.outcome for part in parts]
    return Proof(combination.operator, (all_of if combination.operator == "all" else any_of)(outcomes), parts=parts)


def lines_of(proof: Proof, level: int = 0) -> Iterator[str]:
    """Yield the tree as indented lines of text: outcome, then what is looked at, then what it rests on."""
    yield f"{'  ' * level}{proof.outcome}: {_said(proof)}"
    for part in proof.parts:
        yield from lines_of(part, level + 1)


def _said(proof: Proof) -> str:
    name = f"[{proof.criterion}] " if proof.criterion else ""
    if proof.operator == "fact":
        reasons = [line for line in proof.reasons if not (proof.missing and line.endswith("? unknown"))]
        return name + (" ".join((*reasons, *proof.missing)) or "nothing else is asked for")
    if proof.operator == "incident":
        return f"{name}in {proof.incident}"
    if proof.operator == "at least":
        return f"{name}at least {proof.minimum} of these"
    return name + (_WORDS[proof.operator] if proof.parts else "nothing is asked for")
