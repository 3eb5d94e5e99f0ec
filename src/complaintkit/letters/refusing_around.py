"""What refuses a letter around the complaint: no address, nothing asked for, provisions raised, too early or too late.

Each is a Problem with what to do; in a draft it becomes a visible mark, as everything that refuses a letter.
"""

from __future__ import annotations

from datetime import date

from complaintkit.case.values import Incident
from complaintkit.law.periods import last_day
from complaintkit.letters.access import FIFTEEN_DAYS, applied_on, calendar_of, replied_on, wanted
from complaintkit.letters.around import (
    ACCESS,
    APPROACH,
    CONFIRMATORY,
    addressed_to,
    entitled_by,
    own_requests,
    refused,
    unanswered,
)
from complaintkit.letters.writing import Writing


def refuse_around(writing: Writing) -> None:
    """Collect everything that forbids sending a letter around the complaint, apart from what forbids any letter."""
    _refuse_without_address(writing)
    _refuse_provisions(writing)
    if writing.recipient.id == CONFIRMATORY:
        for incident in writing.chosen:
            _refuse_confirmatory(writing, incident)
    if writing.recipient.id != APPROACH:
        _refuse_without_documents(writing)


def _refuse_without_address(writing: Writing) -> None:
    if len(addressed_to(writing)) > 1:
        return
    name = writing.recipient.id
    message = f"no address of `{writing.case.file.respondent.institution}` is held, so the letter could not be sent"
    hint = f"find it, and write its lines in case.yaml under `treatment: {name}: address:`"
    writing.refuse("CK480", message, hint, "case.yaml")


def _refuse_provisions(writing: Writing) -> None:
    if writing.selection.raised:
        message = f"a letter of the kind `{writing.recipient.id}` raises no provision, but the selection names some"
        hint = f"choose again without --raise: `complaintkit select --recipient {writing.recipient.id}`"
        writing.refuse("CK481", message, hint, f"selections/{writing.recipient.id}.yaml")


def _refuse_without_documents(writing: Writing) -> None:
    for incident in writing.chosen:
        if not incident.documents_wanted:
            message = f"`{incident.id}` is chosen, but names no document that is asked for"
            hint = "write them under `documents_wanted:`, each as precisely as it can be described, or leave it out"
            writing.refuse("CK482", message, hint, f"incidents/{incident.id}.yaml")
    if writing.recipient.id == ACCESS and writing.treatment.reasons and wanted(writing):
        message = "`reasons` are written for an application that need not state any; they are not printed"
        hint = "keep them for the confirmatory application: `treatment: confirmatory: reasons:`"
        writing.refuse("CK486", message, hint, "case.yaml")


def _refuse_confirmatory(writing: Writing, incident: Incident) -> None:
    file = f"incidents/{incident.id}.yaml"
    if not own_requests(writing, incident):
        message = f"`{incident.id}` holds no application for access of the complainant's own that could be confirmed"
        hint = "record it under `approaches`; or make the application first: `complaintkit letter --to access`"
        writing.refuse("CK483", message, hint, file)
    elif refused(writing, incident):
        _refuse_late(writing, incident, file)
    elif unanswered(writing, incident):
        _refuse_early(writing, incident, file)
    elif not entitled_by(writing):
        message = f"`{incident.id}`: access was not refused, and silence is not known, so there is nothing to confirm"
        hint = "record what came back under `reply` (refusal, part, none)"
        writing.refuse("CK483", message, hint, file)


def _refuse_late(writing: Writing, incident: Incident, file: str) -> None:
    replied = replied_on(writing, incident.id)
    if replied is None:
        message = (
            f"`{incident.id}`: the day of the refusal is not recorded, and fifteen working days run from its receipt"
        )
        writing.refuse("CK484", message, "write it under `reply: on:`", file)
        return
    end = last_day(FIFTEEN_DAYS, replied, calendar_of(writing).moving)
    if writing.on > end:
        message = (
            f"`{incident.id}`: the fifteen working days for a confirmatory application (Article 7(2) of Regulation "
            f"(EC) No 1049/2001) ended on {end.isoformat()}, counted from the date of the reply"
        )
        hint = "make a new application, which opens its own periods: `complaintkit letter --to access`"
        writing.refuse("CK484", message, hint, file)


def _refuse_early(writing: Writing, incident: Incident, file: str) -> None:
    sent = applied_on(writing, incident.id)
    if sent is None:
        message = f"`{incident.id}`: the day of the application is not recorded: is the period over?"
        writing.refuse("CK485", message, "write it under `approaches: on:`", file)
        return
    end = _period_over(writing, sent)
    if writing.on <= end:
        message = (
            f"`{incident.id}`: the institution still has time to answer the application: fifteen working days from its "
            f"registration (Article 7(1) of Regulation (EC) No 1049/2001) end on {end.isoformat()} at the earliest"
        )
        writing.refuse("CK485", message, "wait until then, or until a refusal comes", file)


def _period_over(writing: Writing, sent: date) -> date:
    return last_day(FIFTEEN_DAYS, sent, calendar_of(writing).moving)
