"""The deadlines of open claims as an iCalendar file (RFC 5545), which calendar programs import.

Written here and not by a library: it is one kind of event with six properties, the same input must give the same bytes, and
`check` should start quickly. Whole days only, so that no time zone is needed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from complaintkit.assessment.values import Assessment, ClaimResult, Deadline, Outcome, Renewal
from complaintkit.law.lookup import recipient as known_recipient
from complaintkit.law.values import Law
from complaintkit.problems import Problem, warning
from complaintkit.reports.recipients import renewal_line
from complaintkit.values import frozen
from complaintkit.words import counted, some

_LINE = 75  # octets, at most (RFC 5545, 3.1)
_HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//complaintkit//deadlines//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
)
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@frozen
class Open:
    """A claim that may still be admissible and has a last day, with the recipient it is put to."""

    recipient: str
    claim: ClaimResult
    deadline: Deadline


@frozen
class Event:
    """One whole day in the calendar; `key` is what its identity is made of."""

    key: str
    day: date
    summary: str
    description: str


def as_calendar(assessment: Assessment, law: Law, case: str) -> str:
    """Return a calendar with an event on the last day and one on the safe date of each open claim, and of each renewal.

    Days before the day of the check are left out. `case` tells this case from others: the identity of an event is made of
    it, the recipient and the claim, so that a calendar program takes a later file as a change and not as another event.
    """
    open_ = (event for one in open_claims(assessment) for event in _events(one, assessment.on, law, case))
    events = chain(open_, _renewed(assessment, law, case))
    lines = [*_HEAD, *(line for event in events for line in _lines(event, assessment.on)), "END:VCALENDAR"]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def open_claims(assessment: Assessment) -> Iterator[Open]:
    """Yield the claims that have a last day and do not fail for good, by recipient and in the order of the assessment.

    A condition that is not met, and that something can still be done about, leaves a claim open: it is to be done in time.
    """
    for result in assessment.recipients:
        for claim in result.claims:
            lost = any(one.outcome is Outcome.NOT_MET and one.left for one in claim.conditions)
            if claim.deadline is not None and not lost:
                yield Open(result.recipient, claim, claim.deadline)


def notes(assessment: Assessment) -> tuple[Problem, ...]:
    """Return a warning for the days that the calendar leaves out, and one where nothing at all is in it."""
    claims = tuple(open_claims(assessment))
    past = [f"{one.claim.id} ({one.recipient}, {one.deadline.date})" for one in claims]
    past = [text for text, one in zip(past, claims, strict=True) if one.deadline.date < assessment.on]
    found = []
    if past:
        message = f"the last day of {counted(len(past), 'open claim')} has passed and is left out: {some(past)}"
        hint = "it is reckoned from the earliest day; record when the complainant learned of it (known_since)"
        found.append(warning("--format ics", "CK741", message, hint))
    renewed = any(claim.renewals for result in assessment.recipients for claim in result.claims)
    if len(past) == len(claims) and not renewed:
        message = "no claim is open with a last day still to come, so the calendar has no entries"
        hint = "`complaintkit check` says which claims are too late, and what is left"
        found.append(warning("--format ics", "CK740", message, hint))
    return tuple(found)


def _events(one: Open, on: date, law: Law, case: str) -> Iterator[Event]:
    found = known_recipient(law, one.recipient)
    about = f"to write to the {found.name if found else one.recipient} about {one.claim.id}"
    key = f"{case}\n{one.recipient}\n{one.claim.id}"
    last, safe = one.deadline.date, one.deadline.safe_date
    told = _description(one, on)
    if safe is not None and on <= safe < last:
        yield Event(f"{key}\nsafe", safe, f"Safe date {about} (the last day is {last.isoformat()})", told)
    if last >= on:
        yield Event(f"{key}\nlast", last, f"Last day {about}{' (a safe day)' if safe == last else ''}", told)


def _renewed(assessment: Assessment, law: Law, case: str) -> Iterator[Event]:
    """Yield the last day, and the safe date before it, of each reply, refusal or silence that opens a new complaint."""
    for result in assessment.recipients:
        for claim in result.claims:
            for renewal in claim.renewals:
                yield from _of_renewal(renewal, result.recipient, claim.id, assessment.on, law, case)


def _of_renewal(  # noqa: PLR0917 - what an event is made of
    renewal: Renewal, recipient: str, claim: str, on: date, law: Law, case: str
) -> Iterator[Event]:
    found = known_recipient(law, recipient)
    about = f"to write to the {found.name if found else recipient} about the {renewal.answered} in {claim} only"
    key = f"{case}\n{recipient}\n{claim}\n{renewal.answered} {renewal.since.isoformat()}"
    told = "\n".join((renewal_line(renewal), "How the days were reckoned:", *renewal.deadline.derivation))
    last, safe = renewal.deadline.date, renewal.deadline.safe_date
    if safe is not None and on <= safe < last:
        yield Event(f"{key}\nsafe", safe, f"Safe date {about} (the last day is {last.isoformat()})", told)
    yield Event(f"{key}\nlast", last, f"Last day {about}{' (a safe day)' if safe == last else ''}", told)


def _lines(event: Event, on: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(event.key.encode()).hexdigest()[:32]}@complaintkit"
    yield f"DTSTAMP:{_compact(on)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_compact(event.day)}"
    if event.day < date.max:
        yield f"DTEND;VALUE=DATE:{_compact(event.day + timedelta(days=1))}"
    yield f"SUMMARY:{_escaped(event.summary)}"
    yield f"DESCRIPTION:{_escaped(event.description)}"
    yield "CLASS:CONFIDENTIAL"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _description(one: Open, on: date) -> str:
    safe = one.deadline.safe_date
    unsettled = [condition for condition in one.claim.conditions if condition.outcome is not Outcome.MET]
    lines = [
        f"Last day: {one.deadline.date.isoformat()}. Safe date: {safe.isoformat() if safe else 'none'}.",
        f"Is the claim admissible, on {on.isoformat()}? {one.claim.outcome}.",
        *(f"{condition.id}, {condition.outcome}: {condition.cure or condition.text}" for condition in unsettled),
        "How the days were reckoned:",
        *one.deadline.derivation,
    ]
    return "\n".join(lines)


def _compact(day: date) -> str:
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    return text.replace("\r", "").translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets, of which all but the first begin with a blank; no character is cut."""
    piece, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + width
    yield piece
