"""What a person must confirm before a letter is sent: sentences for the user, never printed in the letter."""

from __future__ import annotations

from collections.abc import Sequence

from complaintkit.assessment.values import Outcome
from complaintkit.languages.catalogue import reviewed_by
from complaintkit.languages.formats import unverified_kinds
from complaintkit.law.values import Recipient
from complaintkit.letters.around import ACCESS, CONFIRMATORY, institution_of
from complaintkit.letters.writing import Writing

_KINDS = {"dates": "dates", "quotes": "quotation marks", "places": "pages and paragraphs"}
_STATUS = {"secondary": "from a third-party source", "unverified": "not verified"}
_NAMED = 12


def collect(writing: Writing) -> None:
    """Add everything that is to be confirmed and was not noted while composing."""
    _language(writing)
    _forms_of_address(writing)
    _address(writing)
    _conditions(writing)
    _access(writing)
    _around(writing)


def _language(writing: Writing) -> None:
    if writing.language != "en":
        writing.confirm(_reviewed(writing.language))
        kinds = " and ".join(filter(None, (_KINDS.get(kind) for kind in unverified_kinds(writing.language))))
        if kinds:
            writing.confirm(
                f"How {kinds} are written in {writing.language} is not confirmed by a reader of the language."
            )
    if writing.unconfirmed_citations:
        cited = ", ".join(f"“{one}”" for one in writing.unconfirmed_citations)
        writing.confirm(f"How these provisions are cited is not confirmed by a reader of the language: {cited}.")
    if writing.working_translations:
        used = ", ".join(writing.working_translations)
        writing.confirm(f"Working translations into {writing.language} are used that nobody has confirmed: {used}.")


def _reviewed(language: str) -> str:
    name = reviewed_by(language)
    if name:
        return (
            f"The fixed sentences in {language} were reviewed by {name}; who reviewed the rules' sentences and the case's is "
            "told by `complaintkit translate status`."
        )
    return (
        f"The fixed sentences in {language}, and the rules' sentences, were drafted by machine; no lawyer or "
        "native reader has reviewed them."
    )


def _forms_of_address(writing: Writing) -> None:
    recipient, institution = writing.recipient, institution_of(writing)
    named = institution.names if institution else None
    for what, text in (
        ("name", named if recipient.around else recipient.addressee),
        ("salutation", recipient.salutation),
        ("closing", recipient.closing),
    ):
        written = text.in_language(writing.language) if text else None
        if text is None:
            writing.confirm(f"No {what} of the institution is held; what the case calls it is printed.")
        elif written is None and recipient.around and what == "name":
            writing.confirm(
                f"No name of the institution is held in {writing.language}; what the case calls it is printed."
            )
        elif written is not None and text.status_in(writing.language) != "verified":
            writing.confirm(f"The {what} “{_one_line(written)}” is {_STATUS[text.status_in(writing.language)]}.")


def _one_line(text: str) -> str:
    return ", ".join(text.splitlines())


def _address(writing: Writing) -> None:
    if writing.recipient.around and writing.treatment.address:
        writing.confirm("The address is the one typed in case.yaml.")
    else:
        _address_of(writing, (institution_of(writing) if writing.recipient.around else None) or writing.recipient)
    if _is_eeas(writing):
        writing.confirm(
            "No mailbox, form or reply time of the EEAS is verified: ask to which address such a request is sent."
        )
    if writing.recipient.id in ("ombudsman", "olaf"):
        writing.confirm("The recipient prefers its web form; `--text` writes the letter as plain text for pasting.")


def _address_of(writing: Writing, recipient: Recipient) -> None:
    checked = f"; last checked on {recipient.address_checked}" if recipient.address_checked else ""
    if recipient.address_status == "unverified" or not recipient.address:
        writing.confirm(f"No verified address of {recipient.id} is held; find it before sending.")
    elif recipient.address_status != "verified":
        writing.confirm(f"The address of {recipient.id} is from a third-party source{checked}.")
    else:
        writing.confirm(f"The address of {recipient.id} may have changed{checked}.")


def _is_eeas(writing: Writing) -> bool:
    """Tell whether the letter goes to the EEAS, as appointing authority or as the institution complained about."""
    institution = writing.case.file.respondent.institution
    return writing.recipient.id == "eeas" or (bool(writing.recipient.around) and institution == "eeas")


def _conditions(writing: Writing) -> None:
    open_: dict[tuple[str, str, str], list[str]] = {}
    for claim in writing.claims:
        for condition in claim.conditions:
            if condition.outcome == Outcome.NOT_KNOWN:
                key = (condition.id, condition.text, condition.cure or "")
                open_.setdefault(key, []).append(claim.id)
    for (name, text, cure), claims in open_.items():
        settle = f" What would settle it: {cure}" if cure else ""
        writing.confirm(f"{name} is not known ({_first_of(claims)}): {text}{settle}")


def _first_of(names: Sequence[str]) -> str:
    """Return the names in a row, of many only the first, so that the sentence stays readable."""
    if len(names) <= _NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} others"


def _access(writing: Writing) -> None:
    if writing.recipient.id not in (ACCESS, CONFIRMATORY):
        return
    writing.confirm(
        "What applies Regulation (EC) No 1049/2001 to this institution was not read: confirm that it does, and how it takes "
        "applications."
    )
    if writing.recipient.id == CONFIRMATORY:
        writing.confirm(
            "The periods run from the registration of the application and from the receipt of the reply; they are reckoned "
            "here from the days of the letters."
        )


def _around(writing: Writing) -> None:
    complainant = writing.case.file.complainant
    if writing.recipient.around and not (complainant.address or complainant.reply_to or complainant.representative):
        writing.confirm(
            "No address of the sender is given, so the institution cannot reply: `address` or `reply_to` under "
            "`complainant` in case.yaml."
        )
