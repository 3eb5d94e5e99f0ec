"""What opens a new complaint where the facts are too old: a later reply, refusal or silence, about itself only.

Which of them does is said by the recipient's condition (`renewed_by`). It revives nothing: the old facts stay too old.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from complaintkit.assessment import timing
from complaintkit.assessment.values import Deadline, Renewal
from complaintkit.case.values import Approach, Case, Incident, Reply
from complaintkit.law.conditions import Period, Waited
from complaintkit.law.holidays import Holidays
from complaintkit.law.values import Answered, RecipientCondition
from complaintkit.values import frozen

_ANSWERED: dict[str, Answered] = {"part": "reply", "full": "reply", "refusal": "refusal"}


@frozen
class Renewing:
    """A condition with what renews it: its period, and the waitings after which a silence can be complained of."""

    condition: RecipientCondition
    period: Period
    waiting: tuple[Waited, ...]
    holidays: Holidays
    standing: str

    def of(self, case: Case, incidents: Sequence[Incident], on: date) -> tuple[Renewal, ...]:
        """Return what of the complainant's own letters opens a new complaint on that day, in the order of the letters."""
        return tuple(found for incident in incidents for found in self._of_incident(case, incident, on))

    def _of_incident(self, case: Case, incident: Incident, on: date) -> Iterator[Renewal]:
        own = [approach for approach in incident.approaches if approach.by == case.file.complainant.label]
        answered = [found for one in own for reply in one.came_back if (found := self._reply(incident, one, reply))]
        silent = [found for approach in own if (found := self._silence(incident, approach))]
        last = sorted(silent, key=lambda one: one.since)[-1:]  # a reminder tells of the same silence as its letter
        yield from (one for one in (*answered, *last) if on <= one.deadline.date)

    def _reply(self, incident: Incident, approach: Approach, reply: Reply) -> Renewal | None:
        kind = _ANSWERED.get(reply.kind)
        if reply.on.first is None or kind is None or kind not in self.condition.renewed_by:
            return None
        deadline = self._deadline(reply.on.first, f"the {kind} came at the earliest")
        return self._renewal(incident, approach, kind, reply.on.first, deadline)

    def _silence(self, incident: Incident, approach: Approach) -> Renewal | None:
        if "silence" not in self.condition.renewed_by or not self.waiting or approach.asks_for_answer == "no":
            return None
        answered = approach.reply == "unknown" or any(reply.kind in _ANSWERED for reply in approach.came_back)
        if answered or approach.on.first is None or approach.on.last is None:
            return None
        event = "the letter was sent; of a silence, the earliest day is taken to be safe"
        deadline = self._deadline(approach.on.first, event)
        since = min(timing.settled_after(one, approach.on.last, self.holidays) for one in self.waiting)
        return self._renewal(incident, approach, "silence", since, deadline)

    def _deadline(self, start: date, event: str) -> Deadline:
        return timing.deadline_from(self.period, start, event, holidays=self.holidays, standing=self.standing)

    def _renewal(
        self, incident: Incident, approach: Approach, kind: Answered, since: date, deadline: Deadline
    ) -> Renewal:
        sent = approach.on.first
        return Renewal(self.condition.id, incident.id, kind, since, sent, approach.about, deadline)
