"""Counterfactuals: which smallest sets of things to find out would make what is not known met, or not met.

Read off a Proof alone. By the monotony of Kleene's logic, what is decided stays so whatever is learned, so only facts that
are not known take part: `all` is met by what meets each part together, `any` by what meets one, `not` by what its part
fails by.
The search is bounded: at each step at most `MOST_WAYS` sets are kept, the smallest first (`MOST_LARGE_WAYS` where they are
large), so its time grows with the size of the proof and not with the number of combinations of answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import combinations, islice
from operator import attrgetter

from complaintkit.assessment.kleene import opposite
from complaintkit.assessment.proofs import proof_of_provision
from complaintkit.assessment.values import GroupResult, Learned, Outcome, Proof, ProvisionResult, Way
from complaintkit.law.values import Provision

MOST_WAYS = 32
LARGE = 8  # things to find out in one set: of sets so large, which nobody compares, fewer are kept
MOST_LARGE_WAYS = 4
MOST_CHOICES = 256  # of the parts that are to be met, where a minimum of them is asked for
_NOTHING: tuple[Way, ...] = ((),)
Key = tuple[object, ...]
_content = attrgetter(
    "incident", "question", "answers", "text", "several"
)  # compared more quickly than the values themselves


def ways_to(proof: Proof, wanted: Outcome = Outcome.MET, incident: str = "") -> tuple[Way, ...]:
    """Return the sets of things to learn that would each give the wanted outcome, the smallest first.

    One empty set where the outcome is that already; none where nothing that can be learned would lead to it. `incident` is
    the incident that the proof is about, for one among several.
    """
    if proof.outcome is not Outcome.NOT_KNOWN:
        return _NOTHING if proof.outcome is wanted else ()
    match proof.operator:
        case "fact":
            return _leaf(proof, wanted, incident)
        case "not":
            return ways_to(proof.parts[0], opposite(wanted), incident)
        case "incident":
            return ways_to(proof.parts[0], wanted, proof.incident)
    return _of_many([ways_to(part, wanted, incident) for part in proof.parts], _needed(proof, wanted))


def ways_to_meet(provision: Provision, result: ProvisionResult | GroupResult) -> tuple[Way, ...]:
    """Return what would have to be learned for a provision to be met that is not known; nothing where that is decided.

    A provision that is not known because no wording is held for the time is decided by no answer.
    """
    known = {criterion.id for criterion in provision.criteria}
    if any(criterion.id not in known for criterion in result.criteria):
        return ()
    return ways_to(proof_of_provision(provision.met_when, result.criteria))


def _needed(proof: Proof, wanted: Outcome) -> int:
    """Return how many parts must have the wanted outcome: all of them, one, or as many as the minimum asks for."""
    count = len(proof.parts)
    least = {"all": count, "any": 1}.get(proof.operator, proof.minimum)
    return least if wanted is Outcome.MET else count - least + 1


def _leaf(proof: Proof, wanted: Outcome, incident: str) -> tuple[Way, ...]:
    learned = proof.met_if if wanted is Outcome.MET else proof.not_met_if
    if not (proof.met_if or proof.not_met_if) and proof.missing:
        learned = (Learned("", (), proof.missing[0]),)
    return tuple((replace(one, incident=incident) if incident else one,) for one in learned)


def _of_many(ways: Sequence[tuple[Way, ...]], needed: int) -> tuple[Way, ...]:
    """Return the ways in which so many of the parts come about; parts that need nothing come first and for free."""
    free = sum(found == _NOTHING for found in ways)
    open_parts = [found for found in ways if found and found != _NOTHING]
    if free >= needed:
        return _NOTHING
    if free + len(open_parts) < needed:
        return ()
    if needed - free == 1:
        return smallest(way for found in open_parts for way in found)
    open_parts.sort(key=lambda found: len(found[0]))
    chosen = islice(combinations(open_parts, needed - free), MOST_CHOICES)
    return smallest(way for parts in chosen for way in _together(parts))


def _together(parts: Iterable[tuple[Way, ...]]) -> tuple[Way, ...]:
    return reduce(lambda sofar, found: smallest(_joined(sofar, found)), parts, _NOTHING)


def _joined(first: tuple[Way, ...], second: tuple[Way, ...]) -> Iterable[Way]:
    others = [_keyed(other) for other in second]
    for one in map(_keyed, first):
        for other in others:
            way = _merged(one, other)
            if way is not None:
                yield way


def _merged(first: Mapping[Key, Learned], second: Mapping[Key, Learned]) -> Way | None:
    """Return both sets as one; a question asked twice keeps the answers that serve both. None if there are none."""
    found = {**first, **second}
    for key in first.keys() & second.keys():
        held, learned = first[key], second[key]
        if learned.several or not learned.question:
            continue
        common = tuple(answer for answer in held.answers if answer in learned.answers)
        if not common:
            return None
        found[key] = replace(held, answers=common)
    return tuple(found.values())


def _keyed(way: Way) -> dict[Key, Learned]:
    return {_key(learned): learned for learned in way}


def _key(learned: Learned) -> Key:
    alike = (learned.text, learned.answers) if learned.several or not learned.question else ()
    return (learned.incident, learned.question, *alike)


def smallest(ways: Iterable[Way]) -> tuple[Way, ...]:
    """Return the smallest sets, by size and then by what stands in them; no set that holds a smaller one whole."""
    in_order = sorted((len(way), sorted(map(_content, way)), number, way) for number, way in enumerate(ways))
    kept: list[tuple[frozenset[tuple[object, ...]], Way]] = []
    for _, content, _, way in in_order:
        found = frozenset(content)
        if not any(smaller <= found for smaller, _ in kept):
            kept.append((found, way))
            if len(kept) == (MOST_WAYS if len(found) <= LARGE else MOST_LARGE_WAYS):
                break
    return tuple(way for _, way in kept)
