"""Periods on a fact sheet: two years from knowledge, a reasonable time to answer; each with its derivation.

Time runs for the complainant from its knowledge of the facts. Without a day of knowledge it runs at the earliest from the
incident's last day: in time if even that is in time, too late if the latest possible knowledge is, else not known.
"""

from __future__ import annotations

from datetime import date

from complaintkit.assessment.facts import days_of
from complaintkit.assessment.findings import Finding
from complaintkit.assessment.sheets import Sheet
from complaintkit.assessment.values import Deadline, Outcome, Support
from complaintkit.law.conditions import Period, Waited, Within
from complaintkit.law.periods import end_of, extended, in_words, is_working_day, safe

_BY_ANALOGY = "Regulation 1182/71 is applied by analogy: the Ombudsman's Statute is an act of the European Parliament."
_NO_HOLIDAYS = "No public holidays are held: check them for the last days."


def within(period: Period, sheet: Sheet, on: date) -> Finding:
    """Return whether `on` lies within the period of knowledge, by the earliest and the latest day it can run from."""
    earliest, latest = sheet.known_from, sheet.known_by
    if earliest and on <= extended(end_of(period, earliest)):
        return _timed(
            Outcome.MET, f"In time: {_reckoned(period, earliest)}, reckoned from the earliest day, {_basis(sheet)}."
        )
    if latest and on > extended(end_of(period, latest)):
        basis = "the latest day on which it can have learned of it"
        return _timed(Outcome.NOT_MET, f"Too late: {_reckoned(period, latest)}, reckoned from {basis}.")
    ask = "Record when the complainant learned of it (known_since, known_at_latest)"
    reason = "Whether it is in time depends on the day on which the complainant learned of it, which is not known."
    return Finding(Outcome.NOT_KNOWN, reasons=(reason,), missing=(ask,))


def deadline(condition: Within, sheet: Sheet) -> Deadline | None:
    """Return the last day of the period reckoned from the earliest day that it can run from; None where none is held."""
    period = condition.period
    start = _start(condition, sheet)
    if start is None:
        return None
    end = end_of(period, start)
    first = f"{start.isoformat()}: {_event(condition, sheet)}."
    counted = f"{in_words(period)}, that day not counted (Regulation 1182/71, Article 3(1)), end on {end.isoformat()}."
    lines = (first, counted, _moved(end), _BY_ANALOGY, _NO_HOLIDAYS)
    return Deadline(extended(end), safe(end, start), lines)


def _start(condition: Within, sheet: Sheet) -> date | None:
    if condition.question is None:
        return sheet.known_from
    days = days_of(sheet.answer(condition.question))
    return days[0] if days else None


def _event(condition: Within, sheet: Sheet) -> str:
    if condition.question is None:
        return f"the facts came to the complainant's attention at the earliest ({_basis(sheet)})"
    answer = sheet.answer(condition.question)
    return f"the earliest day of the answer to `{condition.question}`, {answer.spoken}"


def from_day(condition: Within | Waited, days: tuple[date, date], on: date) -> Finding:
    """Return whether `on` lies within a period, or after it, that runs from one of the days between two.

    It is decided only where the first and the last of the days say the same.
    """
    first, last = (_from_one(condition, day, on) for day in days)
    if first.outcome is last.outcome:
        hardest = (first.outcome is Outcome.MET) is isinstance(condition, Within)
        return first if hardest else last
    reason = f"It depends on the day, which may be any from {days[0].isoformat()} to {days[1].isoformat()}."
    return Finding(Outcome.NOT_KNOWN, reasons=(reason,))


def _from_one(condition: Within | Waited, start: date, on: date) -> Finding:
    if isinstance(condition, Waited):
        return _waited_since(condition, start, on)
    in_time = on <= extended(end_of(condition.period, start))
    said = f"{'In time' if in_time else 'Too late'}: {_reckoned(condition.period, start)}."
    return _timed(Outcome.MET if in_time else Outcome.NOT_MET, said)


def waited(condition: Waited, sheet: Sheet, on: date) -> Finding:
    """Return whether a reasonable time has passed since the last approach of the incident."""
    sent = sheet.raised or sheet.sent
    if sent is None:
        return Finding(Outcome.NOT_KNOWN, missing=("Record the day of the approach to the institution",), asked=False)
    return _waited_since(condition, sent, on)


def _waited_since(condition: Waited, sent: date, on: date) -> Finding:
    short, long = end_of(condition.not_met_until, sent), end_of(condition.met_after, sent)
    facts = f"The last approach is of {sent.isoformat()}"
    if condition.question is not None:
        facts = f"The day is {sent.isoformat()}"
    if on <= short:
        return _timed(Outcome.NOT_MET, f"{facts}; {in_words(condition.not_met_until)} end on {short.isoformat()}.")
    if on > long:
        return _timed(Outcome.MET, f"{facts}; {in_words(condition.met_after)} ended on {long.isoformat()}.")
    reason = (
        f"{facts}: between {in_words(condition.not_met_until)} and {in_words(condition.met_after)} it is not settled."
    )
    return Finding(Outcome.NOT_KNOWN, reasons=(reason,), missing=(f"Wait until after {long.isoformat()}",))


def _timed(outcome: Outcome, reason: str) -> Finding:
    return Finding(outcome, Support.STATED, (reason,))


def _reckoned(period: Period, start: date) -> str:
    return f"{in_words(period)} from {start.isoformat()} end on {extended(end_of(period, start)).isoformat()}"


def _basis(sheet: Sheet) -> str:
    since = sheet.incident.known_since
    if since is not None and since.known:
        return "the day the case gives for its knowledge"
    return "the incident's last day, since no day of knowledge is given"


def _moved(end: date) -> str:
    day = f"{end.isoformat()} is a {end:%A}"
    if is_working_day(end):
        return f"{day}: it is not moved (Article 3(4))."
    return f"{day}: the period ends on the following working day, {extended(end).isoformat()} (Article 3(4))."
