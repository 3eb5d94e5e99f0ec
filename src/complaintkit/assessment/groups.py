"""Groups: the acts of one official against one target, over the incidents in scope; what a course of conduct is judged on.

Acts are counted, not files: the same act told in two incidents counts once, and several acts on one occasion leave it open
whether conduct took place over a period. Targets that the case says belong together (`same_target`) are one target, which
is an inference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from complaintkit.assessment import counting, findings
from complaintkit.assessment.counting import CountedAct
from complaintkit.assessment.criteria import Bench
from complaintkit.assessment.sheets import Sheet
from complaintkit.assessment.values import CriterionResult, Finding, GroupResult, Outcome, ProvisionResult, Support
from complaintkit.case.values import Act, Case
from complaintkit.law import conditions as law
from complaintkit.law.values import Criterion, Provision
from complaintkit.values import frozen


@frozen
class Group:
    """The acts of one official against one target; `kinds` are person, organisation or unknown."""

    official: str
    targets: tuple[str, ...]
    kinds: frozenset[str]
    acts: tuple[CountedAct, ...]
    sheets: tuple[Sheet, ...]


def groups_of(case: Case, sheets: Sequence[Sheet]) -> tuple[Group, ...]:
    """Return the groups over some incidents, by official and target, in the order of the first act."""
    belonging = _belonging(case)
    found: dict[tuple[str, tuple[str, ...]], list[tuple[Sheet, Act]]] = {}
    for sheet in sheets:
        for act in sheet.incident.acts:
            official = act.by or sheet.incident.official
            if official == "unknown":
                continue
            for target in dict.fromkeys(belonging.get(label, (label,)) for label in act.towards):
                found.setdefault((official, target), []).append((sheet, act))
    return tuple(_group(case, official, targets, told) for (official, targets), told in found.items())


def judge_group(bench: Bench, case: Case, provision: Provision, group: Group) -> GroupResult:
    """Return what a course-of-conduct provision says of one group."""
    gathered = _judged(bench, case, provision, group)
    ids = tuple(dict.fromkeys(counted.incident for counted in group.acts))
    return GroupResult(
        provision.id,
        group.official,
        group.targets,
        ids,
        len(group.acts),
        gathered.outcome,
        gathered.support,
        gathered.criteria,
    )


def judge_incident(bench: Bench, case: Case, provision: Provision, sheet: Sheet) -> ProvisionResult:
    """Return what a course-of-conduct provision says of one incident's own acts: the best of its groups."""
    if not sheet.incident.acts:
        return _judged_once(bench, case, provision, _without_acts(case, sheet))
    groups = groups_of(case, (sheet,)) or (_without_acts(case, sheet),)
    judged = [_judged(bench, case, provision, group) for group in groups]
    order = (Outcome.MET, Outcome.NOT_KNOWN, Outcome.NOT_MET)
    return min(judged, key=lambda result: order.index(result.outcome))


def _judged_once(bench: Bench, case: Case, provision: Provision, group: Group) -> ProvisionResult:
    """Return what is found without any act, once for equal answers: neither names nor days take part then."""
    (sheet,) = group.sheets
    key = (*bench.key(provision, sheet), bench.unheld(provision, group.sheets), group.kinds)
    if key not in bench.provisions:
        bench.provisions[key] = _judged(bench, case, provision, group)
    return bench.provisions[key]


def _judged(bench: Bench, case: Case, provision: Provision, group: Group) -> ProvisionResult:
    results = tuple(_criterion(bench, case, provision, criterion, group) for criterion in provision.criteria)
    speaking = [bench.speaking(provision, sheet) for sheet in group.sheets]
    unheld = bench.unheld(provision, group.sheets)
    return bench.gather(provision, results, unheld, speaking=None if None in speaking else any(speaking))


def _belonging(case: Case) -> dict[str, tuple[str, ...]]:
    return {label: tuple(labels) for labels in case.file.same_target for label in labels}


def _group(case: Case, official: str, targets: tuple[str, ...], told: list[tuple[Sheet, Act]]) -> Group:
    kinds = frozenset(_kind(case, target) for target in targets)
    sheets = tuple({id(sheet): sheet for sheet, _ in told}.values())
    return Group(official, targets, kinds, tuple(_counted(told)), sheets)


def _without_acts(case: Case, sheet: Sheet) -> Group:
    kinds = frozenset(_kind(case, label) for label in sheet.incident.affected) or frozenset({"unknown"})
    return Group(sheet.incident.official, (), kinds, (), (sheet,))


def _kind(case: Case, label: str) -> str:
    if label == case.file.complainant.label:
        return case.file.complainant.kind
    if label in case.file.officials:
        return "person"
    person = case.file.persons.get(label)
    return person.kind if person else "unknown"


def _counted(told: Iterable[tuple[Sheet, Act]]) -> Iterable[CountedAct]:
    """Yield each act once: one that names another incident as telling of it gives way to that one's."""
    told = list(told)
    within = {sheet.incident.id for sheet, _ in told}
    seen: set[tuple[object, ...]] = set()
    for sheet, act in told:
        key = (act.on.first, act.on.last, " ".join(act.what.casefold().split()))
        if key in seen or (act.same_as in within and act.same_as != sheet.incident.id):
            continue
        seen.add(key)
        yield CountedAct(sheet.incident.id, act.on.single, act)


def _criterion(bench: Bench, case: Case, provision: Provision, criterion: Criterion, group: Group) -> CriterionResult:
    if not criterion.per_group:
        return bench.result(criterion, _every(bench, criterion.decided_by, group))
    return bench.result(criterion, _decide(bench, case, provision, criterion.decided_by, group))


def _decide(bench: Bench, case: Case, provision: Provision, condition: law.Condition, group: Group) -> Finding:
    match condition:
        case law.All(parts):
            return findings.together([_decide(bench, case, provision, part, group) for part in parts])
        case law.Any(parts):
            return findings.alternatives([_decide(bench, case, provision, part, group) for part in parts])
        case law.Not(part):
            return findings.inverted(_decide(bench, case, provision, part, group))
        case law.EveryIncident(part):
            return _every(bench, part, group)
        case law.SomeIncident(part):
            return findings.alternatives(_each(bench, part, group))
        case law.TargetsArePersons():
            return _persons(group)
        case law.AtLeast(minimum, parts):
            return findings.at_least(minimum, [_decide(bench, case, provision, part, group) for part in parts])
        case law.Incidents(minimum, part):
            return findings.at_least(minimum, _each(bench, part, group))
        case law.DaysWithActs(_, where) | law.Acts(_, where) | law.Spread(_, where):
            standing = {sheet.incident.id: _standing(bench, provision, sheet, where) for sheet in group.sheets}
            return counting.decide(condition, group.acts, standing, case.register)
    return _every(bench, condition, group)


def _every(bench: Bench, part: law.Condition, group: Group) -> Finding:
    if len(group.sheets) == 1:
        return bench.alone(bench.decide(part, group.sheets[0]))
    return findings.together(_each(bench, part, group))


def _each(bench: Bench, part: law.Condition, group: Group) -> list[Finding]:
    """Return the finding for each incident of the group; where there is one only, nothing need say which."""
    found = [bench.decide(part, sheet) for sheet in group.sheets]
    if len(found) == 1:
        return found
    return [findings.of_incident(one, sheet.incident.id) for one, sheet in zip(found, group.sheets, strict=True)]


def _persons(group: Group) -> Finding:
    named = ", ".join(group.targets) or "nobody named"
    if "person" in group.kinds:
        return Finding(Outcome.MET, Support.STATED, (f"Aimed at a natural person: {named}.",))
    if not group.acts:
        record = "Record each separate act with the person it was aimed at (acts: towards)"
        return Finding(Outcome.NOT_KNOWN, missing=(record,), asked=False)
    reason = f"Aimed at {named}, not recorded as a natural person; the definition protects persons."
    return Finding(Outcome.NOT_KNOWN, Support.STATED, (reason,), missing=("At which individual was each act aimed?",))


def _standing(bench: Bench, provision: Provision, sheet: Sheet, where: str | None) -> Outcome:
    if where is None:
        return Outcome.MET
    return bench.decide(_one_incident(provision.criterion(where).decided_by), sheet).outcome


def _one_incident(condition: law.Condition) -> law.Condition:
    return condition.part if isinstance(condition, law.EveryIncident | law.SomeIncident) else condition
