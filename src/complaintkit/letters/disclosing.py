"""What forbids a letter for the sake of people: an annex that the recipient may not see, a person who did not agree to it."""

from __future__ import annotations

from collections.abc import Iterator

from complaintkit.case.disclosing import INSTITUTION, disclosure_of, may_see
from complaintkit.case.values import Case
from complaintkit.disclosure import LEFT_OUT
from complaintkit.disclosure.consents import Use, consent_problems, passed_on_problems, uses
from complaintkit.letters.around import told_in
from complaintkit.letters.values import Letter
from complaintkit.letters.writing import Writing
from complaintkit.problems import Problem

_SETTINGS = {
    "everybody": "everybody may see it",
    "institution": "the institution may see it",
    "olaf": "only OLAF may see it",
    "nobody": "nobody may see it",
}


def refuse_undisclosed(writing: Writing, whole: Case, letter: Letter) -> None:
    """Collect what the recipient may not be shown, and what somebody did not agree to; `whole` is the whole case."""
    used = letter_uses(writing, whole, letter)
    for annex in letter.annex_files:
        _refuse_annex(writing, whole, annex.exhibit, annex.number)
    writing.problems |= dict.fromkeys(_consents(writing, whole, used))


def letter_uses(writing: Writing, whole: Case, letter: Letter) -> tuple[Use, ...]:
    """Return how a letter uses the persons of the case, as its reader is told of them."""
    return uses(whole, writing.reader, told_in(writing), annexed(writing, letter))


def annexed(writing: Writing, letter: Letter) -> tuple[str, ...]:
    """Return the exhibits that go with a letter: its annexes, but for those that its version leaves out."""
    return tuple(one.exhibit for one in letter.annex_files if not _is_left_out(writing, one.exhibit))


def _is_left_out(writing: Writing, number: str) -> bool:
    exhibit = writing.exhibit(number)
    return exhibit is not None and exhibit.title == LEFT_OUT


def _refuse_annex(writing: Writing, whole: Case, number: str, annex: int) -> None:
    exhibit = whole.register.exhibits.get(number)
    if exhibit is None or _is_left_out(writing, number) or may_see(disclosure_of(exhibit, whole), writing.recipient.id):
        return
    setting = disclosure_of(exhibit, whole)
    said = "exhibits.yaml says" if exhibit.disclosure else "it follows from what it is that"
    message = (
        f"{number} is cited as annex {annex}, and `{writing.recipient.id}` may not see it: {said} {_SETTINGS[setting]}"
    )
    hint = (
        "leave out what rests on it, or say in exhibits.yaml who may see it: `disclosure: institution`, or `everybody`"
    )
    writing.refuse("CK804", message, hint, "exhibits.yaml")


def _consents(writing: Writing, whole: Case, used: tuple[Use, ...]) -> Iterator[Problem]:
    around = writing.recipient.around is not None  # it goes to the institution: consent to that one is what counts
    recipient, on = INSTITUTION if around else writing.recipient.id, writing.on
    if writing.version == "non-confidential":
        yield from passed_on_problems(whole, used, recipient, INSTITUTION, on)
    else:
        yield from consent_problems(whole, used, recipient, on, onward=writing.version != "confidential")
