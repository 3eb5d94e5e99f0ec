"""Whether a condition can be decided at all: every combination of answers is tried on it.

What looks at acts, targets or time may turn out either way and is tried both ways. `unknown` is `not known`, first; then it
is tried both ways as well, so that a condition which contradicts itself is told from one that is never plainly met.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

from complaintkit.law import conditions as c
from complaintkit.law.conditions import Condition
from complaintkit.law.values import Law

NOT_MET, NOT_KNOWN, MET = 0, 1, 2
_VALUE = {"met": MET, "not met": NOT_MET, "not known": NOT_KNOWN}
_MOST_COMBINATIONS = 20_000

Leaf = str | Condition
World = Mapping[Leaf, object]


def never_decided(condition: Condition, law: Law) -> str | None:
    """Return why no answers could ever decide the condition, or None if some can. `always: met` is decided."""
    if condition == c.All(()):
        return None
    found = _reachable(condition, law, unknown_is_free=False)
    if found == {NOT_KNOWN}:
        return "whatever is answered, it stays not known"
    possible = _reachable(condition, law, unknown_is_free=True)
    if possible and MET not in possible:
        return "it contradicts itself, so no answers could ever meet it"
    if possible == {MET}:
        return "whatever is answered, it is met"
    return None


def dead_parts(condition: Condition, law: Law) -> Iterator[tuple[Condition, str]]:
    """Yield each part of a condition that decides nothing, with why: whatever is answered, it is met, or it never is.

    A part that holds another is told of once, not again for what stands within it. `unknown` and `always: met` are parts
    that decide nothing on purpose.
    """
    for part in c.parts_of(condition):
        outcomes = _reachable(part, law, unknown_is_free=True)
        if part == c.All(()) or isinstance(part, c.Unknown) or not outcomes:
            continue
        if outcomes == {MET}:
            yield part, "whatever is answered, it is met"
        elif MET not in outcomes and NOT_KNOWN not in outcomes:
            yield part, "no answers could ever meet it"
        else:
            yield from dead_parts(part, law)


def _reachable(condition: Condition, law: Law, *, unknown_is_free: bool) -> set[int]:
    """Return the outcomes that answers can lead to; none at all where there are too many combinations to try."""
    answers = {question.id: question.choices or ("yes", "no") for question in law.questions}
    leaves = list(dict.fromkeys(leaves_of(condition)))
    domains: list[tuple[object, ...]] = []
    for leaf in leaves:
        if isinstance(leaf, str):
            domains.append(answers.get(leaf, ("yes", "no")))
        else:
            fixed = isinstance(leaf, c.Unknown) and not unknown_is_free
            domains.append((NOT_KNOWN,) if fixed else (NOT_MET, MET))
    return {evaluate(condition, world) for world in worlds(dict(zip(leaves, domains, strict=True))) or ()}


def worlds(domains: Mapping[Leaf, Sequence[object]]) -> Iterator[World] | None:
    """Return every combination of what the leaves may be; None where there are too many to try."""
    if prod(map(len, domains.values())) > _MOST_COMBINATIONS:
        return None
    return (dict(zip(domains, world, strict=True)) for world in product(*domains.values()))


def leaves_of(condition: Condition) -> Iterator[Leaf]:
    """Yield what a condition rests on: the ids of questions that choose an answer, and other conditions as they are."""
    for part in c.within_it(condition):
        if isinstance(part, c.FactIs):
            yield part.question
        elif not c.parts_of(part) and part != c.All(()):
            yield part


def evaluate(condition: Condition, world: World) -> int:
    """Return the outcome of a condition where its leaves are so; a question without an answer (None) is not known."""
    match condition:
        case c.All(parts):
            return min((evaluate(part, world) for part in parts), default=MET)
        case c.Any(parts):
            return max((evaluate(part, world) for part in parts), default=NOT_MET)
        case c.AtLeast(minimum, parts):
            return sorted((evaluate(part, world) for part in parts), reverse=True)[minimum - 1]
        case c.Not(part):
            return MET - evaluate(part, world)
        case c.EveryIncident(part) | c.SomeIncident(part) | c.Incidents(_, part):
            return evaluate(part, world)
        case c.FactIs(question, answers, outcomes):
            if world[question] is None:
                return NOT_KNOWN
            if outcomes:
                return _VALUE[dict(outcomes).get(str(world[question]), "not met")]
            return MET if world[question] in answers else NOT_MET
        case _:
            value = world[condition]
            return value if isinstance(value, int) else NOT_KNOWN
