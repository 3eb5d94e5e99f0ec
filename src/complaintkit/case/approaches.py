"""Whether what was sent to the institution and what came back agree: days, reminders, names, languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from complaintkit.case.spans import Span
from complaintkit.case.values import Approach, Incident
from complaintkit.case.views import View, replies_in
from complaintkit.problems import Problem, did_you_mean
from complaintkit.source.documents import Location
from complaintkit.values import frozen

_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)*", re.IGNORECASE)


@frozen
class Sent:
    """An approach with its incident and its place in the incident's list."""

    incident: Incident
    number: int
    approach: Approach

    def at(self, *steps: str | int) -> Location:
        """Return a place within the approach."""
        return ("approaches", self.number, *steps)


def check_approaches(view: View) -> Iterator[Problem]:
    """Yield what does not agree in what was sent and what came back."""
    sent = tuple(_sent(view))
    named: dict[str | None, Sent] = {one.approach.id: one for one in reversed(sent) if one.approach.id}
    for one in sent:
        yield from _replies_follow(view, one)
        yield from _replies_are_told_once(view, one)
        yield from _named_once(view, one, named)
        yield from _reminds_of_something(view, one, named)
        yield from _languages(view, one)


def _sent(view: View) -> Iterator[Sent]:
    for incident in view.case.incidents:
        yield from (Sent(incident, number, approach) for number, approach in enumerate(incident.approaches))


def _replies_follow(view: View, sent: Sent) -> Iterator[Problem]:
    """Yield each thing that came back before the letter was sent."""
    for loc, reply in replies_in(sent.number, sent.approach):
        if _ends_before(reply.on, sent.approach.on.first):
            message = "the reply is dated before the letter it answers"
            yield view.problem(
                view.file_of(sent.incident), (*loc, "on"), "CK220", message, "correct one of the two dates"
            )


def _replies_are_told_once(view: View, sent: Sent) -> Iterator[Problem]:
    if sent.approach.reply == "none" and sent.approach.replies:
        message = "`reply: none` says that nothing came back, and `replies` lists what did"
        hint = "take out `reply`, or the list"
        yield view.problem(view.file_of(sent.incident), sent.at("reply"), "CK232", message, hint)


def _named_once(view: View, sent: Sent, named: dict[str | None, Sent]) -> Iterator[Problem]:
    """Yield a name that another approach, or an incident, has already: a reminder could mean either."""
    name = sent.approach.id
    if name is None:
        return
    place = view.file_of(sent.incident), sent.at("id")
    if name in view.incident_ids:
        message = f"`{name}` is the name of an incident, so that a reminder of `{name}` could mean either"
        yield view.problem(*place, "CK230", message, "give the letter another id")
    elif named[name] != sent:
        other = view.file_of(named[name].incident)
        message = f"`{name}` is already the id of another letter, in {other}"
        yield view.problem(*place, "CK230", message, "give one of the two another id")


def _reminds_of_something(view: View, sent: Sent, named: dict[str | None, Sent]) -> Iterator[Problem]:
    """Yield a reminder of what there is not, or of what was sent after it; an incident may stand for its letters."""
    name, file = sent.approach.reminder_of, view.file_of(sent.incident)
    if name is None:
        return
    if name not in named and name not in view.incident_ids:
        known = (*(str(each) for each in named), *view.incident_ids)
        hint = did_you_mean(name, known) or "give the earlier letter an `id`, and write that id here"
        message = f"there is no letter and no incident `{name}`"
        yield view.problem(file, sent.at("reminder_of"), "CK216", message, hint)
    elif named.get(name) == sent:
        message = "a letter cannot be a reminder of itself"
        yield view.problem(file, sent.at("reminder_of"), "CK231", message, "name the earlier letter")
    elif name in named and _ends_before(sent.approach.on, named[name].approach.on.first):
        message = f"the reminder is dated before `{name}`, the letter it reminds of"
        yield view.problem(file, sent.at("on"), "CK231", message, "correct one of the two dates")


def _languages(view: View, sent: Sent) -> Iterator[Problem]:
    """Warn of a language that is no code: whether it is one of the Treaties, and the same, could not be told."""
    typed = [(sent.at("language"), sent.approach.language)]
    typed += [((*loc, "language"), reply.language) for loc, reply in replies_in(sent.number, sent.approach)]
    for loc, language in typed:
        if language and not is_language_code(language):
            message = f"`{language}` is no code of a language, so that it cannot be compared"
            hint = "write two small letters: en for English, fr for French, ru for Russian"
            yield view.doubt(view.file_of(sent.incident), loc, "CK233", message, hint)


def is_language_code(language: str) -> bool:
    """Tell whether a language is given by its code: en, or en-GB."""
    return bool(_CODE.fullmatch(language.strip()))


def _ends_before(span: Span | None, day: date | None) -> bool:
    return bool(span and span.last and day and span.last < day)
