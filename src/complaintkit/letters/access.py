"""Applications for access to documents under Regulation (EC) No 1049/2001: the first one, and the confirmatory one.

They tell nothing of the facts: no reasons need be stated (Article 6(1)). What is asked for are the documents that the
chosen incidents name under `documents_wanted`; only what the Regulation's held Articles 2, 6, 7 and 8 say is relied on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from complaintkit.assessment.requests import Request
from complaintkit.law.conditions import Period
from complaintkit.law.holidays import Holidays, holidays_at
from complaintkit.law.periods import last_day
from complaintkit.letters.around import in_this_language, own_requests, refused, table_of_letters, unanswered
from complaintkit.letters.circumstances import asked_blocks, confidentiality_blocks
from complaintkit.letters.people import sender_section
from complaintkit.letters.values import Block, Section
from complaintkit.letters.writing import Writing
from complaintkit.words import sentence_case

FIFTEEN_DAYS = Period(15, "working_days")  # Articles 7(1), 7(2) and 8(1)


def application(writing: Writing) -> Iterator[Section]:
    """Yield the sections of an application in order."""
    yield sender_section(writing)
    yield _documents(writing)
    yield Section("requests", writing.say("What is asked of the institution"), tuple(_requests(writing, "access:7(1)")))


def confirmatory_application(writing: Writing) -> Iterator[Section]:
    """Yield the sections of a confirmatory application in order."""
    yield sender_section(writing)
    yield Section(
        "application", writing.say("The application, and what came back"), tuple(_application_before(writing))
    )
    yield _documents(writing)
    yield Section("reasons", writing.say("Why this application is made"), tuple(_reasons(writing)))
    yield Section("requests", writing.say("What is asked of the institution"), tuple(_requests(writing, "access:8(1)")))


def wanted(writing: Writing) -> tuple[str, ...]:
    """Return the documents that the chosen incidents ask for, each once."""
    return tuple(dict.fromkeys(one for incident in writing.chosen for one in incident.documents_wanted))


def _documents(writing: Writing) -> Section:
    intro = writing.say(
        "Access is asked for to the following documents, as far as the institution has drawn them up or received them "
        "and has them in its possession:"
    )
    items = (writing.item(index, sentence_case(writing.own(one))) for index, one in enumerate(wanted(writing)))
    return Section("documents", writing.say("The documents asked for"), (writing.paragraph(intro), *items))


def _application_before(writing: Writing) -> Iterator[Block]:
    yield from table_of_letters(writing)
    holidays = calendar_of(writing)
    for incident in writing.chosen:
        if (day := replied_on(writing, incident.id)) and refused(writing, incident):
            yield writing.paragraph(
                writing.say(
                    "Counted from the date of the reply, the period of fifteen working days for this application ends "
                    "on {date} ({provision}). This letter is dated {today}.",
                    date=writing.day(last_day(FIFTEEN_DAYS, day, holidays.moving)),
                    provision=writing.cite_bare("access:7(2)"), today=writing.day(writing.on),
                )
            )  # fmt: skip
        elif (sent := applied_on(writing, incident.id)) and unanswered(writing, incident):
            yield writing.paragraph(
                writing.say(
                    "Counted from the day on which the application was sent, a period of fifteen working days ended on "
                    "{date}. The period runs from the day of registration ({provision}).",
                    date=writing.day(last_day(FIFTEEN_DAYS, sent, holidays.moving)),
                    provision=writing.cite_bare("access:7(1)"),
                )
            )


def calendar_of(writing: Writing) -> Holidays:
    """Return the public holidays that count where the institution sits, as far as the rules say."""
    found = next((one for one in writing.law.recipients if one.id == writing.case.file.respondent.institution), None)
    return holidays_at(writing.law, found.holidays if found else None)


def applied_on(writing: Writing, incident_id: str) -> date | None:
    """Return the day of the latest own application told in an incident, None where it is not known."""
    days = [letter.on.last for request in _requests_of(writing, incident_id) for letter in request.letters]
    return max((day for day in days if day), default=None)


def replied_on(writing: Writing, incident_id: str) -> date | None:
    """Return the day of the latest refusal, in whole or in part, of an application told in an incident."""
    answers = [request.answer for request in _requests_of(writing, incident_id)]
    days = [answer.on.last for answer in answers if answer and answer.kind in ("refusal", "part")]
    return max((day for day in days if day), default=None)


def _requests_of(writing: Writing, incident_id: str) -> tuple[Request, ...]:
    incident = writing.case.incident(incident_id)
    return own_requests(writing, incident) if incident else ()


def _reasons(writing: Writing) -> Iterator[Block]:
    if any(refused(writing, incident) for incident in writing.chosen):
        yield writing.paragraph(
            writing.say(
                "Access was refused in whole or in part. The institution is asked to reconsider its position "
                "({provision}).",
                provision=writing.cite_bare("access:7(2)"),
            )
        )
    if any(unanswered(writing, incident) for incident in writing.chosen):
        yield writing.paragraph(
            writing.say(
                "No reply has been received within the period. The applicant is therefore entitled to make a "
                "confirmatory application ({provision}).",
                provision=writing.cite_bare("access:7(4)"),
            )
        )
    if writing.treatment.reasons:
        yield writing.paragraph(writing.say("In particular, the following is put forward:"))
        for index, one in enumerate(writing.treatment.reasons):
            yield writing.item(index, sentence_case(writing.own(one)))


def _requests(writing: Writing, within: str) -> Iterator[Block]:
    confirmatory = within == "access:8(1)"
    if not confirmatory:
        yield writing.paragraph(
            writing.say(
                "The applicant is not obliged to state reasons for the application ({provision}).",
                provision=writing.cite_bare("access:6(1)"),
            )
        )
    yield writing.paragraph(
        writing.say(
            "It is asked that receipt be acknowledged and that the day of registration be told, since a period of "
            "fifteen working days runs from it ({provision}).",
            provision=writing.cite_bare(within),
        )
    )
    yield writing.paragraph(
        writing.say(
            "If a document is not described precisely enough to be found, it is asked that this be said, so that the "
            "description can be completed."
        )
    )
    yield writing.paragraph(writing.say("If access to a part of a document is refused, its other parts are asked for."))
    yield writing.paragraph(
        writing.say(
            "If access is refused in whole or in part, it is asked that the reasons be stated in writing and that the "
            "applicant be informed of what can be done against the refusal ({provision}).",
            provision=writing.cite_bare(within),
        )
    )
    yield from asked_blocks(writing)
    yield in_this_language(writing)
    yield writing.paragraph(writing.say("It is asked that these documents be preserved."))
    if writing.treatment.confidential != "no" or writing.treatment.protect:
        yield from confidentiality_blocks(writing)
