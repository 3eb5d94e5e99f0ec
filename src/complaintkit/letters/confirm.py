"""What a person must confirm before a letter is sent: sentences for the user, never printed in the letter."""

from __future__ import annotations

from complaintkit.assessment.values import Outcome
from complaintkit.law.values import Text
from complaintkit.letters.writing import Writing


def collect(writing: Writing) -> None:
    """Add everything that is to be confirmed and was not noted while composing."""
    _language(writing)
    _forms_of_address(writing)
    _address(writing)
    _conditions(writing)


def _language(writing: Writing) -> None:
    if writing.language != "en":
        writing.confirm(
            f"The fixed sentences in {writing.language}, and the rules' sentences, were drafted by machine; no lawyer or "
            "native reader has reviewed them."
        )
    if writing.unconfirmed_citations:
        cited = ", ".join(f"“{one}”" for one in writing.unconfirmed_citations)
        writing.confirm(f"How these provisions are cited is not confirmed by a reader of the language: {cited}.")
    if writing.working_translations:
        used = ", ".join(writing.working_translations)
        writing.confirm(f"Working translations into {writing.language} are used that nobody has confirmed: {used}.")


def _forms_of_address(writing: Writing) -> None:
    recipient = writing.recipient
    for what, text in (
        ("name", recipient.addressee),
        ("salutation", recipient.salutation),
        ("closing", recipient.closing),
    ):
        written = text.in_language(writing.language)
        if written is None:
            writing.confirm(f"No {what} for {recipient.id} is held in {writing.language}; the English one is printed.")
        elif text.status != "verified":
            writing.confirm(f"The {what} “{_one_line(written)}” is {_status(text)}.")


def _status(text: Text) -> str:
    return "from a third-party source" if text.status == "secondary" else "not verified"


def _one_line(text: str) -> str:
    return ", ".join(text.splitlines())


def _address(writing: Writing) -> None:
    recipient = writing.recipient
    checked = f"; last checked on {recipient.address_checked}" if recipient.address_checked else ""
    if recipient.address_status == "unverified" or not recipient.address:
        writing.confirm(f"No verified address of {recipient.id} is held; find it before sending.")
    elif recipient.address_status != "verified":
        writing.confirm(f"The address of {recipient.id} is from a third-party source{checked}.")
    else:
        writing.confirm(f"The address of {recipient.id} may have changed{checked}.")
    if recipient.id == "eeas":
        writing.confirm(
            "No mailbox, form or reply time of the EEAS is verified: ask to which address such a request is sent."
        )
    if writing.recipient.id != "eeas":
        writing.confirm("The recipient prefers its web form; `--text` writes the letter as plain text for pasting.")


def _conditions(writing: Writing) -> None:
    open_: dict[tuple[str, str, str], list[str]] = {}
    for claim in writing.claims:
        for condition in claim.conditions:
            if condition.outcome == Outcome.NOT_KNOWN:
                key = (condition.id, condition.text, condition.cure or "")
                open_.setdefault(key, []).append(claim.id)
    for (name, text, cure), claims in open_.items():
        settle = f" What would settle it: {cure}" if cure else ""
        writing.confirm(f"{name} is not known ({', '.join(claims)}): {text}{settle}")
