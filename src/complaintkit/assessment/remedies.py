"""What goes with a condition that is not met or not known: its cure with a day, who is competent instead, what renews it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from complaintkit.assessment.criteria import Bench
from complaintkit.assessment.deciding import questions_of
from complaintkit.assessment.derivation import standing
from complaintkit.assessment.renewing import Renewing
from complaintkit.assessment.sheets import Sheet
from complaintkit.assessment.values import Deadline, Elsewhere, Outcome, Renewal
from complaintkit.assessment.waiting import waiting_ends, waits_in
from complaintkit.case.values import Case
from complaintkit.law.conditions import All, Any, Condition, IncidentDay, Waited, Within, within_it
from complaintkit.law.values import Act, RecipientCondition

_ENDS_BEFORE = (
    "The time for this claim ends before that, on {last}: write at once; whether a shorter time to answer is enough is not "
    "known, and a refusal or a silence opens a new complaint about itself only."
)


@dataclass
class Remedies:
    """The conditions of one recipient on one day, and what was found for them; `case` says whose letters count."""

    bench: Bench
    case: Case
    conditions: Sequence[RecipientCondition]
    acts: Sequence[Act]
    waits: dict[tuple[object, ...], list[Waited]] = field(default_factory=dict)
    ways: dict[tuple[object, ...], tuple[Elsewhere, ...]] = field(default_factory=dict)
    asked: dict[str, tuple[list[str], bool]] = field(default_factory=dict)

    def cure(self, condition: RecipientCondition, sheets: Sequence[Sheet], last: Deadline | None) -> str | None:
        """Return what to do; where it names a day, that until which to await an answer to a letter of the day of the check.

        `last` is the last day of the claim: where that comes first, it is said.
        """
        awaited = next((one for one in self.conditions if one.id == condition.awaits), None)
        if condition.cure is None or awaited is None:
            return condition.cure
        on = self.bench.judge.on
        ends = [waiting_ends(self._waits(awaited, sheet), on, self.bench.judge.holidays) for sheet in sheets]
        day = max((end for end in ends if end), default=None)
        cure = condition.cure.replace("{answer_by}", day.isoformat() if day else "then")
        if day is None or last is None or not on <= last.date <= day:
            return cure
        return f"{cure} {_ENDS_BEFORE.format(last=last.date.isoformat())}"

    def elsewhere(self, condition: RecipientCondition, sheets: Sequence[Sheet]) -> tuple[Elsewhere, ...]:
        """Return whom one can write to instead, on the facts of the claim."""
        if not condition.competent:
            return ()
        met = [one.where is None or any(map(self._holding(one.where), sheets)) for one in condition.competent]
        key = (condition.id, *met)
        if key not in self.ways:
            named = zip(condition.competent, met, strict=True)
            self.ways[key] = tuple([Elsewhere(one.recipient, one.because) for one, holds in named if holds])
        return self.ways[key]

    def renewals(self, failing: Sequence[str], sheets: Sequence[Sheet]) -> tuple[Renewal, ...]:
        """Return what opens a new complaint where a condition among `failing`, which are ids, is one that can be renewed."""
        own = self.case.file.complainant.label
        incidents = [s.incident for s in sheets if any(approach.by == own for approach in s.incident.approaches)]
        if not incidents:
            return ()
        found: list[Renewal] = []
        for condition in self.conditions:
            if condition.renewed_by and condition.id in failing:
                waits = tuple(
                    [wait for one in self.conditions for wait in self._waits(one, sheets[0]) if not wait.question]
                )
                said, holidays = standing(condition, self.acts, self.bench.judge.on), self.bench.judge.holidays
                for period in periods_in(condition.decided_by):
                    renewing = Renewing(condition, period.period, waits, holidays, said)
                    found += renewing.of(self.case, incidents, self.bench.judge.on)
        return tuple(found)

    def _holding(self, condition: Condition) -> Callable[[Sheet], bool]:
        return lambda sheet: self.bench.decide(condition, sheet).outcome is Outcome.MET

    def _waits(self, condition: RecipientCondition, sheet: Sheet) -> list[Waited]:
        if condition.id not in self.asked:
            self.asked[condition.id] = (sorted(questions_of(condition.decided_by)), _dated(condition.decided_by))
        asked, dated = self.asked[condition.id]
        key = (
            condition.id,
            sheet.of_knowledge + sheet.of_letters + sheet.of_incident if dated else None,
            *[id(sheet.answer(question)) for question in asked],
        )
        if key not in self.waits:
            decide = lambda part: self.bench.decide(part, sheet).outcome  # noqa: E731
            self.waits[key] = waits_in(condition.decided_by, decide)
        return self.waits[key]


def _dated(condition: Condition | None) -> bool:
    """Tell whether anything but waiting looks at the days of an incident."""
    parts = within_it(condition) if condition else ()
    return any(isinstance(part, IncidentDay | Within) for part in parts)


def periods_in(condition: Condition | None) -> list[Within]:
    """Return the periods in which the day of the check must lie for a condition to be met."""
    match condition:
        case Within():
            return [condition]
        case All(parts) | Any(parts):
            return [period for part in parts for period in periods_in(part)]
    return []
