"""Where the register shows a letter to the institution and nothing after it: what is proposed to the lawyer, never written.

The register can say only what it holds: that nothing came after a letter is said up to the day on which the register was
last added to, and not beyond.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from complaintkit.case.values import Approach, Case, Exhibit, Incident, Register
from complaintkit.case.views import cited_in
from complaintkit.evidence.conversations import Conversation, by_exhibit
from complaintkit.evidence.messages import day_of, is_message, recipients_of, sender_of
from complaintkit.values import frozen

_ELSEWHERE = ("other-service", "wrong")


@frozen
class Silence:
    """A letter after which the register shows nothing: the incident, the letter's place in its list, its exhibit.

    `until` is the day up to which the register was looked at.
    """

    incident: Incident
    number: int
    approach: Approach
    exhibit: Exhibit
    until: date


@frozen
class Answered:
    """A letter of which the incident tells of no answer, though the register shows one: `by`."""

    incident: Incident
    number: int
    approach: Approach
    exhibit: Exhibit
    by: Exhibit


def looked_until(register: Register) -> date | None:
    """Return the day on which the register was last added to, or None where it does not say so of any exhibit."""
    days = [exhibit.added[:10] for exhibit in register.exhibits.values() if exhibit.added]
    try:
        return date.fromisoformat(max(days)) if days else None
    except ValueError:
        return None


def silences(look: Look) -> Iterator[Silence]:
    """Yield each letter that may have asked for an answer, of which nothing is recorded, and after which nothing is held."""
    until = looked_until(look.case.register)
    if until is None:
        return
    for incident, number, approach, exhibit in _letters(look.case):
        day = approach.on.last or day_of(exhibit)
        if is_open(incident, approach) and day and day < until and look.after(exhibit, day) is None:
            yield Silence(incident, number, approach, exhibit, until)


def answered_all_the_same(look: Look) -> Iterator[Answered]:
    """Yield each letter to which, as the register has it, something came back that the incident does not tell of."""
    for incident, number, approach, exhibit in _letters(look.case):
        if not approach.came_back:
            found = look.answer_to(exhibit)
            if found is not None and sender_of(found) and sender_of(exhibit):
                yield Answered(incident, number, approach, exhibit, found)


def letters_not_told_of(look: Look) -> Iterator[tuple[Exhibit, date]]:
    """Yield each message, with the day up to which it was looked, that no incident tells of and nothing came after.

    Only those count that went the way of a letter that is told of: from the same sender to one of the same recipients.
    """
    case, until = look.case, looked_until(look.case.register)
    letters = [exhibit for *_, exhibit in _letters(case) if is_message(exhibit)]
    ways = {way for exhibit in letters for way in _ways(exhibit)}
    if until is None or not ways:
        return
    told = _told_of(case)
    for exhibit in case.register.exhibits.values():
        day = day_of(exhibit)
        known = exhibit.withdrawn or exhibit.id in told or look.copies(exhibit) & told
        if not known and day and day < until and ways.intersection(_ways(exhibit)) and not look.after(exhibit, day):
            yield exhibit, until


def _told_of(case: Case) -> set[str]:
    """Return the exhibits that some incident has as the copy of a letter, or as what came back."""
    cited = (
        citation
        for incident in case.incidents
        for approach in incident.approaches
        for citation in (approach.exhibit, approach.proof_of_sending, *(reply.exhibit for reply in approach.came_back))
    )
    return {citation.exhibit for citation in cited if citation}


def is_open(incident: Incident, approach: Approach) -> bool:
    """Tell whether nothing is recorded of what came back to a letter that may have asked for an answer."""
    if approach.came_back or approach.reply != "unknown" or approach.asks_for_answer == "no":
        return False
    if approach.address_is in _ELSEWHERE or approach.received == "no":
        return False
    reminders = (one for one in incident.approaches if approach.id and one.reminder_of == approach.id)
    return not any(one.came_back for one in reminders)


@frozen
class Look:
    """What the register of a case holds after its letters; each part is looked up when it is first asked for."""

    case: Case

    @cached_property
    def conversations(self) -> dict[str, Conversation]:
        """Return the conversation of each exhibit that belongs to one."""
        return by_exhibit(self.case.register)

    @cached_property
    def unplaced(self) -> tuple[tuple[date, Exhibit], ...]:
        """Return the exhibits that have a day and are cited nowhere, in the order of their days."""
        cited = cited_in(self.case)
        held = (one for one in self.case.register.exhibits.values() if not one.withdrawn and one.id not in cited)
        dated = ((day, one) for one in held if (day := day_of(one)) is not None)
        return tuple(sorted(dated, key=lambda found: found[0]))

    @cached_property
    def between(self) -> dict[tuple[str, str], tuple[date, Exhibit]]:
        """Return, for each sender and recipient, the last message between them that is cited nowhere."""
        return {way: found for found in self.unplaced for way in _ways(found[1])}

    @cached_property
    def of_the_institution(self) -> tuple[date, Exhibit] | None:
        """Return the last exhibit cited nowhere that the institution or one of its officials made."""
        theirs = {*self.case.file.officials, self.case.file.respondent.institution}
        return next((found for found in reversed(self.unplaced) if found[1].made_by in theirs), None)

    def after(self, exhibit: Exhibit, day: date) -> Exhibit | None:
        """Return an exhibit that may be what came back to a letter of that day, or None where there is none.

        That is an answer in its conversation; else something later that is cited nowhere yet, a message from one of those
        whom the letter was sent to back to its sender, or what the institution or one of its officials made.
        """
        answer = self.answer_to(exhibit)
        if answer is not None:
            return answer
        later = [self.between.get((there, here)) for here, there in _ways(exhibit)] + [self.of_the_institution]
        return next((one[1] for one in later if one and one[0] >= day and one[1].id != exhibit.id), None)

    def copies(self, exhibit: Exhibit) -> set[str]:
        """Return the other exhibits that hold the same message."""
        whole = self.conversations.get(exhibit.id)
        turns = whole.turns if whole else ()
        first = next((turn.same_as or exhibit.id for turn in turns if turn.exhibit.id == exhibit.id), exhibit.id)
        return {turn.exhibit.id for turn in turns if first in {turn.exhibit.id, turn.same_as}} - {exhibit.id}

    def answer_to(self, exhibit: Exhibit) -> Exhibit | None:
        """Return what somebody else wrote after an exhibit in its conversation, or None."""
        whole = self.conversations.get(exhibit.id)
        answers = whole.answers_to(exhibit.id) if whole else ()
        return answers[0].exhibit if answers else None


def _ways(exhibit: Exhibit) -> Iterator[tuple[str, str]]:
    """Yield who wrote a message, each time with one of those to whom it was sent."""
    sender = sender_of(exhibit) if is_message(exhibit) else None
    if sender:
        yield from ((sender, recipient) for recipient in recipients_of(exhibit))


def _letters(case: Case) -> Iterator[tuple[Incident, int, Approach, Exhibit]]:
    """Yield each letter whose copy is in the register, with its incident and its place there."""
    for incident in case.incidents:
        for number, approach in enumerate(incident.approaches):
            exhibit = case.register.exhibits.get(approach.exhibit.exhibit) if approach.exhibit else None
            if exhibit is not None and not exhibit.withdrawn:
                yield incident, number, approach, exhibit
