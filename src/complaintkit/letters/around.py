"""What the letters around a complaint have in common: to whom they go, what they are, what they ask of the institution.

They go to the institution that the case complains about: its name, and its address as far as the rules or the case have
one. They raise no provision as breached and are judged by no condition of a complaint; tone, disclosure and support are
those of every letter.
"""

from __future__ import annotations

from collections.abc import Iterator

from complaintkit.assessment.requests import Request, requests_that_count
from complaintkit.case.values import Incident
from complaintkit.law import lookup
from complaintkit.law.values import Recipient
from complaintkit.letters.approaches import approaches_of
from complaintkit.letters.values import Block
from complaintkit.letters.writing import Writing
from complaintkit.words import sentence_case

APPROACH, ACCESS, CONFIRMATORY = "approach", "access", "confirmatory"
_UNANSWERED = ("none", "acknowledgement")


def tells_facts(writing: Writing) -> bool:
    """Tell whether the letter tells what happened; an application for access to documents does not."""
    return not writing.recipient.around or writing.recipient.id == APPROACH


def institution_of(writing: Writing) -> Recipient | None:
    """Return the recipient of the rules that is the institution complained about; None where they have none."""
    found = lookup.recipient(writing.law, writing.case.file.respondent.institution)
    return None if found is None or found.around else found


def addressed_to(writing: Writing) -> tuple[str, ...]:
    """Return the lines of the addressee: the address in the case for this letter, else the institution's in the rules."""
    file, known = writing.case.file, institution_of(writing)
    name = known.names.in_language(writing.language) if known else None
    address = writing.treatment.address or (known.address if known else ())
    return (name or sentence_case(writing.own(file.respondent.shown_as)), *address)


def own_requests(writing: Writing, incident: Incident) -> tuple[Request, ...]:
    """Return the complainant's own requests of an incident that count: what was asked, reminders, what came back."""
    own = writing.case.file.complainant.label
    sent = tuple(one for one in incident.approaches if one.by == own and one.raises_allegation != "no")
    return requests_that_count(incident.model_copy(update={"approaches": sent}))


def unanswered(writing: Writing, incident: Incident) -> bool:
    """Tell whether the complainant itself has written about an incident and got no answer but an acknowledgement."""
    return any(request.came_back in _UNANSWERED for request in own_requests(writing, incident))


def kind_of_letter_around(writing: Writing) -> str:
    """Return what a letter around the complaint is, in a few words."""
    if writing.recipient.id == ACCESS:
        return writing.say("Application for access to documents")
    if writing.recipient.id == CONFIRMATORY:
        return writing.say("Confirmatory application for access to documents")
    if _only_reminds(writing):
        return writing.say("Reminder of letters left unanswered")
    return writing.say("Request to look into a matter and to reply")


def _only_reminds(writing: Writing) -> bool:
    return bool(writing.chosen) and all(unanswered(writing, incident) for incident in writing.chosen)


def purpose(writing: Writing) -> str:
    """Return the first paragraph of a letter around the complaint: what it is."""
    if writing.recipient.id == ACCESS:
        return writing.say(
            "This letter is an application for access to documents under Regulation (EC) No 1049/2001, in particular "
            "under: {provisions}.",
            provisions=_short(writing, (*_right(writing), "access:6(1)")),
        )
    if writing.recipient.id == CONFIRMATORY:
        return writing.say(
            "This letter is a confirmatory application for access to documents under Regulation (EC) No 1049/2001, in "
            "particular under: {provisions}.",
            provisions=_short(writing, entitled_by(writing)),
        )
    harmless = writing.say(
        "It is directed against no person and asks neither for a finding of guilt nor for a penalty."
    )
    return f"{_asks_or_reminds(writing)} {harmless}"


def _asks_or_reminds(writing: Writing) -> str:
    if _only_reminds(writing):
        return writing.say("This letter is a reminder of letters to which no reply has been received.")
    if any(unanswered(writing, incident) for incident in writing.chosen):
        return writing.say(
            "This letter asks the institution to look into the facts set out below and to reply. As far as letters on "
            "them have been left unanswered, it is a reminder of those letters."
        )
    return writing.say("This letter asks the institution to look into the facts set out below and to reply.")


def _right(writing: Writing) -> tuple[str, ...]:
    """Return where the right of access stands: 2(1) for those in a Member State, 2(2) for others, both if not known."""
    complainant = writing.case.file.complainant
    if complainant.seat == "member-state" or complainant.union_citizen == "yes":
        return ("access:2(1)",)
    return ("access:2(2)",) if complainant.seat == "third-country" else ("access:2(1)", "access:2(2)")


def refused(writing: Writing, incident: Incident) -> bool:
    """Tell whether access was refused, or granted in part only, on an application told in an incident."""
    return any(request.came_back in ("refusal", "part") for request in own_requests(writing, incident))


def entitled_by(writing: Writing) -> tuple[str, ...]:
    """Return what entitles to a confirmatory application: a refusal in whole or in part, a failure to reply, or both."""
    refusals = any(refused(writing, incident) for incident in writing.chosen)
    silence = any(unanswered(writing, incident) for incident in writing.chosen)
    return (*(("access:7(2)",) if refusals else ()), *(("access:7(4)",) if silence else ()))


def _short(writing: Writing, provisions: tuple[str, ...]) -> str:
    return writing.list(writing.cite_bare(provision, with_act=False) for provision in provisions)


def table_of_letters(writing: Writing) -> tuple[Block, ...]:
    """Return the paragraph that points to the table of letters sent; none where nothing was sent."""
    if not approaches_of(writing.chosen):
        return ()
    text = writing.say(
        "The letters sent, with the date, the address, the proof of sending and what came back, are in the table of "
        "letters."
    )
    return (writing.paragraph(text),)


def in_this_language(writing: Writing) -> Block:
    """Return the request for a reply in the letter's language (Charter, Article 41(4))."""
    return writing.paragraph(
        writing.say(
            "It is asked that the reply be written in the language of this letter ({provision}).",
            provision=writing.cite_bare("charter:41(4)"),
        )
    )


def put_right_blocks(writing: Writing, incidents: tuple[Incident, ...]) -> Iterator[Block]:
    """Yield what would put it right in the complainant's view, for all incidents together, each wish once."""
    wanted = tuple(dict.fromkeys(writing.own(one) for incident in incidents for one in incident.put_right))
    if wanted:
        yield writing.paragraph(writing.say("In the complainant's view the following would put it right:"))
        yield from (writing.item(index, sentence_case(one)) for index, one in enumerate(wanted))
