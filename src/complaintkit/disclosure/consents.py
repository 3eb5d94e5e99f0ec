"""Whether those who are named, or whose words are used, agreed to it: per recipient, and per recipient after that one.

A person who is named, or whose own exhibit is sent, must have agreed. What a person told may be told without their name, as
an anonymised statement; then a missing consent is a warning, since dates, places and small groups identify people too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from complaintkit.case.disclosing import ONWARD, name_shown
from complaintkit.case.folders import CASE_FILE
from complaintkit.case.values import Case, Consent, Incident, Person
from complaintkit.problems import Problem, error, warning
from complaintkit.values import frozen


@frozen
class Use:
    """How a letter or package uses somebody: `named`, by an exhibit of theirs, or by what they told under their label."""

    label: str
    what: str
    anonymous: bool


def uses(case: Case, recipient: str, incidents: Iterable[Incident], exhibits: Collection[str]) -> tuple[Use, ...]:
    """Return how natural persons are used in what is sent.

    Args:
        case: the whole case.
        recipient: who may see what is sent.
        incidents: those told, as the recipient is told of them.
        exhibits: the numbers of the exhibits that the recipient is given.
    """
    found = [*_named(case, recipient), *_of_exhibits(case, exhibits), *_told(case, incidents)]
    return tuple(dict.fromkeys(found))


def _people(case: Case) -> dict[str, Person]:
    return {label: one for label, one in case.file.persons.items() if one.kind != "organisation"}


def _named(case: Case, recipient: str) -> Iterator[Use]:
    for label, one in _people(case).items():
        if one.name and name_shown(one, recipient):
            yield Use(label, f"the name of `{label}` is told", anonymous=False)


def _of_exhibits(case: Case, exhibits: Collection[str]) -> Iterator[Use]:
    people = _people(case)
    for number in exhibits:
        exhibit = case.register.exhibits.get(number)
        for label in dict.fromkeys((exhibit.made_by, exhibit.received_from)) if exhibit else ():
            if label in people:
                yield Use(label, f"{number}, which comes from `{label}`, is sent", anonymous=False)


def _told(case: Case, incidents: Iterable[Incident]) -> Iterator[Use]:
    people = _people(case)
    for incident in incidents:
        for label in dict.fromkeys(one.told_by for one in (*incident.what_happened, *incident.against)):
            if label in people:
                yield Use(label, f"what `{label}` told is used in `{incident.id}`", anonymous=True)


def consent_to(person: Person, recipient: str, on: date) -> Consent | None:
    """Return the last consent to a recipient that counts on a day: given by then, and not withdrawn."""
    valid = (one for one in person.consents if one.to == recipient and one.on <= on)
    standing = [one for one in valid if one.withdrawn is None or on < one.withdrawn]
    return max(standing, key=lambda one: one.on) if standing else None


def consent_problems(
    case: Case, used: Iterable[Use], recipient: str, on: date, *, onward: bool = True
) -> Iterator[Problem]:
    """Yield a problem for each use that the person did not agree to on the day of sending.

    `onward` is False where what is passed on is another version, which is judged by `passed_on_problems`.
    """
    for use in used:
        person = case.file.persons[use.label]
        consent = consent_to(person, recipient, on)
        if consent is None:
            yield _without(use, person, recipient, on)
        elif onward and not use.anonymous:
            yield from _undecided(use, consent)


def _without(use: Use, person: Person, recipient: str, on: date) -> Problem:
    withdrawn = [one.withdrawn for one in person.consents if one.to == recipient and one.withdrawn]
    gone = bool(withdrawn) and min(withdrawn) <= on
    why = (
        f"the consent to it was withdrawn on {max(withdrawn)}" if gone else "no consent to it is recorded for that day"
    )
    message = f"{use.what} to `{recipient}`, and {why}"
    entry = f"`consents: [{{to: {recipient}, on: DAY}}]` under `{use.label}` in case.yaml"
    if use.anonymous:
        hint = f"ask, and write {entry}; or see that it identifies nobody: dates, places and small groups do, too"
        return warning(CASE_FILE, "CK811", message, hint)
    hint = f"ask, and write {entry}; or use an anonymised statement, under the label only, in its place"
    return error(CASE_FILE, "CK813" if gone else "CK810", message, hint)


def _undecided(use: Use, consent: Consent) -> Iterator[Problem]:
    for other in ONWARD.get(consent.to, ()):
        if other not in (*consent.passed_on_to, *consent.not_passed_on_to):
            unsaid = f"nothing is recorded on passing it on to `{other}`"
            message = f"{use.what} to `{consent.to}`, who may pass it on, and {unsaid}"
            hint = (
                f"ask, and add `passed_on_to: [{other}]` or `not_passed_on_to: [{other}]` to the consent in case.yaml"
            )
            yield error(CASE_FILE, "CK812", message, hint)


def passed_on_problems(case: Case, used: Iterable[Use], first: str, then: str, on: date) -> Iterator[Problem]:
    """Yield a problem for each use in a version made to be passed on from `first` to `then`, without consent to that."""
    for use in used:
        person = case.file.persons[use.label]
        consent = consent_to(person, first, on)
        if consent_to(person, then, on) or (consent and then in consent.passed_on_to):
            continue
        if consent and then in consent.not_passed_on_to:
            message = f"{use.what} in a version for `{then}`, and `{use.label}` asked that it be not passed on to it"
            hint = f"keep it from `{then}`: with `not_for: [{then}]`, the exhibit's `disclosure`, the name's `shown_to`"
            yield error(CASE_FILE, "CK814", message, hint)
        else:
            yield _without(use, person, then, on)
