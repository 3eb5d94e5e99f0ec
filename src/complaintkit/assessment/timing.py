"""Periods on a fact sheet: two years from knowledge, a reasonable time to answer; each with its derivation.

Time runs for the complainant from its knowledge of the facts. Without a day of knowledge it runs at the earliest from the
incident's last day: in time if even that is in time, too late if the latest possible knowledge is, else not known. A period
may also run from the day that answers a question, and from every day of a month or a year that does.

A period to act ends as Regulation 1182/71 has it, with the public holidays of the recipient's calendar. A period to wait
for somebody else's answer is over when it is over under every calendar that is held: whoever waits longer loses nothing.
Yardsticks of practice, with two limits, are no period of an act and not moved.
"""

from __future__ import annotations

from datetime import date, timedelta

from complaintkit.assessment.derivation import calendar_used, reckoned
from complaintkit.assessment.facts import days_of
from complaintkit.assessment.sheets import Sheet
from complaintkit.assessment.values import Deadline, Finding, Outcome, Support
from complaintkit.law.conditions import Period, Waited, Within
from complaintkit.law.holidays import NONE_HELD, Holidays
from complaintkit.law.periods import end_of, in_words, last_day, safe_day


def within(period: Period, sheet: Sheet, on: date, holidays: Holidays = NONE_HELD) -> Finding:
    """Return whether `on` lies within the period of knowledge, by the earliest and the latest day it can run from."""
    earliest, latest = sheet.known_from, sheet.known_by
    if earliest and on <= last_day(period, earliest, holidays.moving):
        said = _ends(period, earliest, holidays)
        return _timed(Outcome.MET, f"In time: {said}, reckoned from the earliest day, {_basis(sheet)}.")
    if latest and on > last_day(period, latest, holidays.moving):
        basis = "the latest day on which it can have learned of it"
        return _timed(Outcome.NOT_MET, f"Too late: {_ends(period, latest, holidays)}, reckoned from {basis}.")
    ask = "Record when the complainant learned of it (known_since, known_at_latest)"
    reason = "Whether it is in time depends on the day on which the complainant learned of it, which is not known."
    return Finding(Outcome.NOT_KNOWN, reasons=(reason,), missing=(ask,))


def deadline(
    condition: Within, sheet: Sheet, *, holidays: Holidays = NONE_HELD, standing: str | None = None
) -> Deadline | None:
    """Return the last day of the period reckoned from the earliest day that it can run from; None where none is held.

    `standing` says whether Regulation 1182/71 applies to the act in which the period stands, or by analogy.
    """
    start = _start(condition, sheet)
    if start is None:
        return None
    return deadline_from(condition.period, start, _event(condition, sheet), holidays=holidays, standing=standing)


def deadline_from(
    period: Period, start: date, event: str, *, holidays: Holidays = NONE_HELD, standing: str | None = None
) -> Deadline:
    """Return the last day of a period that runs from a day; `event` says in the derivation what happened on it."""
    lines = [f"{start.isoformat()}: {event}.", *reckoned(period, start, holidays)]
    lines += [standing] if standing else []
    lines += calendar_used(period, start, holidays)
    last = last_day(period, start, holidays.moving)
    return Deadline(last, safe_day(period, start, holidays.held), tuple(lines))


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


def from_day(condition: Within | Waited, days: tuple[date, date], on: date, holidays: Holidays = NONE_HELD) -> Finding:
    """Return whether `on` lies within a period, or after it, that runs from one of the days between two.

    It is decided only where the first and the last of the days say the same.
    """
    first, last = (_from_one(condition, day, on, holidays) for day in days)
    if first.outcome is last.outcome:
        hardest = (first.outcome is Outcome.MET) is isinstance(condition, Within)
        return first if hardest else last
    reason = f"It depends on the day, which may be any from {days[0].isoformat()} to {days[1].isoformat()}."
    return Finding(Outcome.NOT_KNOWN, reasons=(reason,))


def _from_one(condition: Within | Waited, start: date, on: date, holidays: Holidays) -> Finding:
    if isinstance(condition, Waited):
        return _waited_since(condition, start, on, holidays)
    in_time = on <= last_day(condition.period, start, holidays.moving)
    said = f"{'In time' if in_time else 'Too late'}: {_ends(condition.period, start, holidays)}."
    return _timed(Outcome.MET if in_time else Outcome.NOT_MET, said)


def waited(condition: Waited, sheet: Sheet, on: date, holidays: Holidays = NONE_HELD) -> Finding:
    """Return whether a reasonable time has passed since the last approach of the incident."""
    sent = sheet.raised or sheet.sent
    if sent is None:
        return Finding(Outcome.NOT_KNOWN, missing=("Record the day of the approach to the institution",), asked=False)
    return _waited_since(condition, sent, on, holidays)


def settled_after(condition: Waited, sent: date, holidays: Holidays = NONE_HELD) -> date:
    """Return the earliest day on which the condition is met if nothing is answered to what was sent on that day."""
    last = _limits(condition, sent, holidays)[1]
    return min(last, date.max - timedelta(days=1)) + timedelta(days=1)


def awaited_until(condition: Waited, sent: date, holidays: Holidays = NONE_HELD) -> str:
    """Return, as a sentence, until when an answer to what was sent on a day is to be awaited, and why."""
    last = _limits(condition, sent, holidays)[1]
    said = f"{in_words(condition.met_after)} from {sent.isoformat()}, that day not counted, end on {last.isoformat()}"
    if condition.met_after != condition.not_met_until:
        return f"{said}: a yardstick of practice, no period of an act."
    return f"{said}, moved for every public holiday that is held (Regulation 1182/71, Articles 3(1) and 3(4))."


def _limits(condition: Waited, sent: date, holidays: Holidays) -> tuple[date, date]:
    """Return the last day on which it is not met, and the last on which it is not met yet."""
    if condition.met_after == condition.not_met_until:
        last = last_day(condition.met_after, sent, holidays.held)
        return last, last
    return end_of(condition.not_met_until, sent), end_of(condition.met_after, sent)


def _waited_since(condition: Waited, sent: date, on: date, holidays: Holidays) -> Finding:
    short, long = _limits(condition, sent, holidays)
    words = (in_words(condition.not_met_until), in_words(condition.met_after))
    facts = f"The {'last approach is of' if condition.question is None else 'day is'} {sent.isoformat()}"
    kind = "" if short == long else " (yardsticks of practice, no period of an act)"
    if on <= short:
        return _timed(Outcome.NOT_MET, f"{facts}; {words[0]} end on {short.isoformat()}{kind}.")
    if on > long:
        return _timed(Outcome.MET, f"{facts}; {words[1]} ended on {long.isoformat()}{kind}.")
    reason = f"{facts}: between {words[0]} and {words[1]} it is not settled{kind}."
    return Finding(Outcome.NOT_KNOWN, reasons=(reason,), missing=(f"Wait until after {long.isoformat()}",))


def _timed(outcome: Outcome, reason: str) -> Finding:
    return Finding(outcome, Support.STATED, (reason,))


def _ends(period: Period, start: date, holidays: Holidays) -> str:
    last = last_day(period, start, holidays.moving)
    return f"{in_words(period)} from {start.isoformat()} end on {last.isoformat()}"


def _basis(sheet: Sheet) -> str:
    since = sheet.incident.known_since
    if since is not None and since.known:
        return "the day the case gives for its knowledge"
    return "the incident's last day, since no day of knowledge is given"
