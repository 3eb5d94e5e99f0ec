"""Whether the files of a case agree with each other and with the rules: small functions, each of which tells all it finds.

A check sees the whole case and the places where things were typed. It never guesses: what a faulty file would have said
is not held against the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from complaintkit.case.answers import check_answers
from complaintkit.case.approaches import check_approaches
from complaintkit.case.consents import check_consents, recipients_agreed_to
from complaintkit.case.exhibits import EXHIBIT_CHECKS
from complaintkit.case.folders import CASE_FILE
from complaintkit.case.selections import check_selections
from complaintkit.case.spans import Span
from complaintkit.case.values import Case, Incident
from complaintkit.case.views import View, citations_in, citations_in_case_file, labels_in, typed_support
from complaintkit.law.hints import recipient_hint
from complaintkit.law.values import Law
from complaintkit.problems import Problem, did_you_mean
from complaintkit.source.documents import Document, Location

Check = Callable[[View], Iterator[Problem]]
AFTER_LEAVING = (
    "after-leaving"  # the question of the rules by which an incident says that it is of the time after the service
)


def check_case(
    case: Case, documents: dict[str, Document], law: Law | None, faulty: Iterable[str] = ()
) -> tuple[Problem, ...]:
    """Return what does not agree.

    Args:
        case: as read.
        documents: the files it came from, by their path within the folder.
        law: the rules; None leaves questions, provisions and recipients unchecked.
        faulty: the ids of incidents and exhibits that were too faulty to read.
    """
    view = View(case, documents, law, frozenset(faulty))
    return tuple(problem for check in CHECKS for problem in check(view))


def labels_are_known(view: View) -> Iterator[Problem]:
    """Yield each label in an incident that `case.yaml` gives to nobody."""
    for incident in view.case.incidents:
        for loc, label in labels_in(incident):
            if label not in view.labels:
                yield _unknown_label(view, view.file_of(incident), typed_support(view, incident, loc), label)


def labels_in_the_case_file_are_known(view: View) -> Iterator[Problem]:
    """Yield each label in lists of `case.yaml` that it gives to nobody."""
    file = view.case.file
    for group, labels in enumerate(file.same_target):
        for number, label in enumerate(labels):
            if label not in view.labels:
                yield _unknown_label(view, CASE_FILE, ("same_target", group, number), label)
    for number, publication in enumerate(file.publications):
        if publication.by not in view.labels:
            yield _unknown_label(view, CASE_FILE, ("publications", number, "by"), publication.by)


def labels_are_given_once(view: View) -> Iterator[Problem]:
    """Yield each label that stands for two people."""
    file = view.case.file
    taken = {file.complainant.label: "the complainant", file.respondent.institution: "the respondent"}
    for part, people in (("officials", file.officials), ("persons", file.persons)):
        for label in people:
            if label in taken:
                message = f"`{label}` is already the label of {taken[label]}"
                yield view.problem(
                    CASE_FILE, (part, label), "CK208", message, "give one of the two another label", key=True
                )
            taken.setdefault(label, "an official")


def officials_are_officials(view: View) -> Iterator[Problem]:
    """Yield each incident whose `official` is somebody who is none."""
    file = view.case.file
    others = view.labels - set(file.officials)
    for incident in view.case.incidents:
        if incident.official in others:
            message = f"`{incident.official}` is no official of this case"
            hint = did_you_mean(incident.official, file.officials) or "add the post under `officials` in case.yaml"
            yield view.problem(view.file_of(incident), ("official",), "CK209", message, hint)


def exhibits_are_registered(view: View) -> Iterator[Problem]:
    """Yield each citation of an exhibit that is not in the register."""
    for incident in view.case.incidents:
        for loc, citation in citations_in(incident):
            if citation.exhibit not in view.exhibit_ids:
                place = typed_support(view, incident, loc)
                yield _unknown_exhibit(view, view.file_of(incident), place, citation.exhibit)
    for loc, citation in citations_in_case_file(view.case.file):
        if citation.exhibit not in view.exhibit_ids:
            yield _unknown_exhibit(view, CASE_FILE, loc, citation.exhibit)


def incidents_lie_in_service(view: View) -> Iterator[Problem]:
    """Yield each incident that lies before or after the service of the official it is about.

    After the service some obligations go on (Staff Regulations, Articles 16, 17(2) and 19), so one that says so is none.
    """
    for incident in view.case.incidents:
        official = view.case.file.officials.get(incident.official)
        outside = _outside(incident.when, official.service) if official and official.service else None
        if outside and not (outside == "after" and _after_leaving(incident)):
            message = f"the incident lies {outside} the service of `{incident.official}` as case.yaml has it"
            hint = (
                "correct the date, the official, or `service` in case.yaml; without `to` it is one day, month or year"
            )
            if outside == "after":
                hint += f"; or answer `{AFTER_LEAVING}` with yes"
            yield view.problem(view.file_of(incident), ("when",), "CK212", message, hint)


def acts_lie_in_their_incident(view: View) -> Iterator[Problem]:
    """Warn of each act dated outside the days of its incident."""
    for incident in view.case.incidents:
        for number, act in enumerate(incident.acts):
            outside = _outside(act.on, incident.when)
            if outside:
                message = f"this act lies {outside} the days of its incident"
                hint = "correct the date, or let `when` of the incident take it in"
                place = ("acts", number, "on")
                yield view.doubt(view.file_of(incident), place, "CK227", message, hint)


def knowledge_follows_the_incident(view: View) -> Iterator[Problem]:
    """Warn where the complainant is said to have known of an incident before it happened, or later than at the latest."""
    for incident in view.case.incidents:
        file, known, latest = view.file_of(incident), incident.known_since, incident.known_at_latest
        for key, span in (("known_since", known), ("known_at_latest", latest)):
            if _ends_before(span, incident.when.first):
                message = f"`{key}` lies before the incident's first day; a time limit would run from a wrong day"
                yield view.doubt(file, (key,), "CK221", message, "correct one of the two dates")
        if latest and known and _ends_before(latest, known.first):
            message = "`known_at_latest` lies before `known_since`"
            yield view.doubt(file, ("known_at_latest",), "CK221", message, "correct one of the two dates")


def incidents_named_exist(view: View) -> Iterator[Problem]:
    """Yield each name of an incident, in `joined` or `same_as`, that no file has."""
    for group, joined in enumerate(view.case.file.joined):
        for number, incident_id in enumerate(joined.incidents):
            yield from _incident_exists(view, CASE_FILE, ("joined", group, "incidents", number), incident_id)
    for incident in view.case.incidents:
        file = view.file_of(incident)
        for loc, other in _other_incidents(incident):
            yield from _incident_exists(view, file, loc, other)


def recipients_are_known(view: View) -> Iterator[Problem]:
    """Yield each recipient whom `case.yaml`, a selection or an incident names and the rules do not know."""
    if view.law is None:
        return
    for file, loc, recipient in _recipients_named(view):
        if recipient not in view.recipients:
            hint = recipient_hint(recipient, view.law)
            yield view.problem(file, loc, "CK224", f"`{recipient}` is no recipient that the rules know", hint)


CHECKS: tuple[Check, ...] = (
    labels_are_known,
    labels_in_the_case_file_are_known,
    labels_are_given_once,
    officials_are_officials,
    exhibits_are_registered,
    check_consents,
    incidents_lie_in_service,
    acts_lie_in_their_incident,
    knowledge_follows_the_incident,
    check_approaches,
    incidents_named_exist,
    recipients_are_known,
    *EXHIBIT_CHECKS,
    check_answers,
    check_selections,
)


def _unknown_label(view: View, file: str, loc: Location, label: str) -> Problem:
    hint = did_you_mean(label, view.labels) or f"add `{label}` under `officials` or `persons` in case.yaml"
    return view.problem(file, loc, "CK210", f"nobody in case.yaml has the label `{label}`", hint)


def _unknown_exhibit(view: View, file: str, loc: Location, exhibit: str) -> Problem:
    hint = "add it with `complaintkit evidence add FILE`, or correct the number"
    return view.problem(file, loc, "CK211", f"`{exhibit}` is not in the register of exhibits", hint)


def _after_leaving(incident: Incident) -> bool:
    fact = incident.facts.get(AFTER_LEAVING)
    return fact is not None and fact.answer in (True, "yes")


def _outside(inner: Span, outer: Span) -> str | None:
    """Return "before" or "after" where the one span lies wholly outside the other, both known."""
    if _ends_before(inner, outer.first):
        return "before"
    return "after" if _ends_before(outer, inner.first) else None


def _ends_before(span: Span | None, day: date | None) -> bool:
    return bool(span and span.last and day and span.last < day)


def _other_incidents(incident: Incident) -> Iterator[tuple[Location, str]]:
    for number, act in enumerate(incident.acts):
        if act.same_as:
            yield ("acts", number, "same_as"), act.same_as


def _incident_exists(view: View, file: str, loc: Location, incident_id: str) -> Iterator[Problem]:
    if incident_id not in view.incident_ids:
        hint = did_you_mean(incident_id, view.incident_ids) or "the id of an incident is the name of its file"
        yield view.problem(file, loc, "CK216", f"there is no incident `{incident_id}`", hint)


def _recipients_named(view: View) -> Iterator[tuple[str, Location, str]]:
    file = view.case.file
    yield from ((CASE_FILE, ("treatment", recipient), recipient) for recipient in file.treatment)
    for label, official in file.officials.items():
        yield from ((CASE_FILE, ("officials", label, "shown_to", n), to) for n, to in enumerate(official.shown_to))
    for label, person in file.persons.items():
        yield from ((CASE_FILE, ("persons", label, "shown_to", n), to) for n, to in enumerate(person.shown_to))
        yield from ((CASE_FILE, ("persons", label, *loc), to) for loc, to in recipients_agreed_to(person))
    for number, letter in enumerate(file.sent_elsewhere):
        yield from ((CASE_FILE, ("sent_elsewhere", number, "tell", n), to) for n, to in enumerate(letter.tell))
    yield from ((view.file_of_selection(to), ("recipient",), to) for to in view.case.selections)
    for incident in view.case.incidents:
        for part in ("what_happened", "against"):
            for number, statement in enumerate(getattr(incident, part)):
                for n, to in enumerate(statement.not_for):
                    yield view.file_of(incident), (part, number, "not_for", n), to
