"""What the sender is told about the people in a case before a letter is sent (docs/people.md), each where it is due.

Sentences for the user, never printed in the letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from complaintkit.case.values import Case, Exhibit
from complaintkit.disclosure import LEFT_OUT
from complaintkit.disclosure.consents import Use, consent_to
from complaintkit.letters.writing import Writing

_SECRECY = "promise nobody a secrecy that it cannot keep."
_PASSED_ON = {
    "olaf": f"OLAF may pass on what it is given (Regulation 883/2013, Articles 4(4), 5(5) and 11(4)): {_SECRECY}",
    "ombudsman": (
        "The Ombudsman puts a complaint to the institution, which it tells what is confidential, and has a duty to report "
        f"that needs no consent (Statute, Article 9(2)): {_SECRECY}"
    ),
    "eeas": (
        "The official may be given all documents directly related to the allegations (Annex IX, Article 2(2)); warn "
        "every witness before sending."
    ),
}


def warn(writing: Writing, whole: Case, used: Iterable[Use], exhibits: Iterable[str]) -> None:
    """Add every warning that is due to what is to be confirmed; `used` is how the letter uses persons."""
    held = tuple(used)
    for sentence in (
        *_of_official(writing),
        *_of_recipient(writing),
        *_of_persons(writing, whole, held),
        *_of_special_categories(writing, whole, held, exhibits),
        *_of_sender(writing),
    ):
        writing.confirm(sentence)


def _of_official(writing: Writing) -> Iterator[str]:
    if any(incident.official in writing.case.file.officials for incident in writing.chosen):
        yield (
            "The official is presumed not to have done it (Regulation 883/2013, Article 9(1); Charter, Article 48, not held "
            "here), must be able to comment (Annex IX, Articles 1(1) and 2(1)), and may have the institution's help against "
            "defamation (Article 24): say nothing that the exhibits do not show."
        )
    named = [label for label, one in writing.case.file.officials.items() if one.name]
    if named:
        yield f"The names of {_listed(named)} stand on the separate sheet: does the recipient need them?"


def _of_recipient(writing: Writing) -> Iterator[str]:
    readers = dict.fromkeys((writing.recipient.id, writing.reader))
    yield from (_PASSED_ON[reader] for reader in readers if reader in _PASSED_ON)
    if writing.recipient.id == "olaf":
        yield (
            "Once OLAF investigates, the institution opens no parallel investigation; decide before writing "
            "to both at once."
        )
    if writing.sender_hidden:
        yield "The letter leaves out the sender; the annexes may still show who sends it."


def _concerned(writing: Writing, whole: Case, used: tuple[Use, ...]) -> tuple[str, ...]:
    """Return the natural persons whom a letter is about or whose words it uses."""
    affected = [label for incident in writing.chosen for label in incident.affected]
    acted_on = [label for incident in writing.chosen for act in incident.acts for label in act.towards]
    labels = dict.fromkeys((*(use.label for use in used), *affected, *acted_on))
    people = whole.file.persons
    return tuple(label for label in labels if label in people and people[label].kind != "organisation")


def _of_persons(writing: Writing, whole: Case, used: tuple[Use, ...]) -> Iterator[str]:
    if concerned := _concerned(writing, whole, used):
        yield (
            "Dates, places and small groups identify people, too: read the letter as somebody would who looks for "
            f"{_listed(concerned)}."
        )
    people = whole.file.persons
    agreed = {use.label: consent_to(people[use.label], writing.recipient.id, writing.on) for use in used}
    if given := [label for label, consent in agreed.items() if consent]:
        yield f"The consent of {_listed(given)} can be withdrawn until the letter is sent: ask whether it still holds."
    for label, consent in agreed.items():
        if consent and consent.not_passed_on_to:
            others = _listed(consent.not_passed_on_to)
            yield f"`{label}` asked that it be not passed on to {others}; `{consent.to}` is not bound by that: tell them."


def _of_special_categories(
    writing: Writing, whole: Case, used: tuple[Use, ...], exhibits: Iterable[str]
) -> Iterator[str]:
    held = "special categories of data"
    needed = "Are they needed (data minimisation: Regulation 2018/1725, Article 4(1)(c))?"
    for incident in writing.chosen:
        told = [one for one in (*incident.what_happened, *incident.against) if one.say != LEFT_OUT]
        kinds = [*incident.special_categories, *(kind for one in told for kind in one.special_categories)]
        if kinds:
            yield f"Incident `{incident.id}` and its annexes hold {held}: {', '.join(dict.fromkeys(kinds))}. {needed}"
    for label in _concerned(writing, whole, used):
        if kinds_of := whole.file.persons[label].special_categories:
            yield f"What is told of `{label}` holds {held}: {', '.join(kinds_of)}. {needed}"
    for exhibit in _held(whole, exhibits):
        yield f"{exhibit.id} holds {held}: {', '.join(exhibit.special_categories)}. {needed}"


def _held(whole: Case, exhibits: Iterable[str]) -> Iterator[Exhibit]:
    known = (whole.register.exhibits.get(number) for number in exhibits)
    return (exhibit for exhibit in known if exhibit is not None and exhibit.special_categories)


def _of_sender(writing: Writing) -> Iterator[str]:
    yield (
        "Every annex is to be looked through for names that this recipient is not to see, scans, pictures and recordings "
        "above all: `complaintkit evidence confirm --for " + writing.recipient.id + "` lists what no search can read."
    )
    yield (
        "You are answerable for the personal data that you send: for what purpose, for how long you keep them, who has "
        "access, who else handles them, such as translators (the General Data Protection Regulation, not held here)."
    )


def _listed(labels: Iterable[str]) -> str:
    return ", ".join(f"`{label}`" for label in labels)
