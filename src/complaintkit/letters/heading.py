"""What stands around the body of a letter: sender, addressee, references, subject, overview, opening, signature, header."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from complaintkit.case.spans import Span
from complaintkit.languages.catalogue import message
from complaintkit.languages.formats import place_and_date
from complaintkit.letters.around import addressed_to, kind_of_letter_around, purpose, tells_facts
from complaintkit.letters.eeas import asks_for_inquiry
from complaintkit.letters.ombudsman import title_of
from complaintkit.letters.submissions import raised
from complaintkit.letters.writing import Writing
from complaintkit.words import sentence_case

_CONFIDENTIAL = {
    "whole": message("CONFIDENTIAL"),
    "parts": message("CONFIDENTIAL IN PART"),
}
_VERSIONS = {
    "confidential": message("CONFIDENTIAL VERSION"),
    "non-confidential": message("NON-CONFIDENTIAL VERSION"),
}
_PAGE, _PAGES = "\x00", "\x01"


def sender(writing: Writing) -> tuple[str, ...]:
    """Return the block of the sender, line by line."""
    if writing.sender_hidden:
        return (writing.say("The sender's identity is not disclosed"),)
    complainant = writing.case.file.complainant
    lines = [sentence_case(writing.called(complainant.label)), *complainant.address]
    if complainant.representative:
        represented = writing.own(complainant.representative.shown_as)
        lines += [writing.say("Represented by: {representative}", representative=represented)]
        lines += complainant.representative.address
    return (*lines, *(writing.say("Reply to: {address}", address=line) for line in complainant.reply_to))


def addressee(writing: Writing) -> tuple[str, ...]:
    """Return the block of the addressee; an address that nobody verified is left out."""
    recipient = writing.recipient
    if recipient.around:
        return addressed_to(writing)
    lines = writing.form_of_address("addressee", recipient.addressee).splitlines()
    address = recipient.address if recipient.address_status != "unverified" else ()
    return (*lines, *(line for line in address if line not in lines))


def confidential(writing: Writing) -> str:
    """Return the line above the letter that asks for confidentiality, empty where none is asked for."""
    if writing.version:
        return version(writing)
    asked = writing.treatment.confidential
    return writing.say(_CONFIDENTIAL[asked]) if asked in _CONFIDENTIAL else ""


def version(writing: Writing) -> str:
    """Return what marks the version of a pair, empty for a letter by itself."""
    return writing.say(_VERSIONS[writing.version]) if writing.version else ""


def title(writing: Writing) -> str:
    """Return the title in the document's properties: the subject, and which version it is."""
    return " · ".join(filter(None, (version(writing), subject(writing))))


def dated(writing: Writing) -> str:
    """Return the line of place and date."""
    place = writing.case.file.place
    return place_and_date(
        writing.own(place) if place and not writing.sender_hidden else None, writing.on, writing.language
    )


def references(writing: Writing) -> tuple[str, ...]:
    """Return the reference lines."""
    reference = writing.case.file.reference
    if not reference or writing.sender_hidden:
        return ()
    return (writing.say("Our reference: {reference}", reference=writing.own(reference)),)


def subject(writing: Writing) -> str:
    """Return the subject line: what the letter is, and which matter or which unit it concerns."""
    respondent = writing.case.file.respondent
    concerned = writing.own(respondent.unit or respondent.shown_as)
    if writing.recipient.id == "ombudsman" and len(writing.claims) == 1:
        concerned = title_of(writing, writing.claims[0])
    return writing.say("{letter}: {matter}", letter=kind_of_letter(writing), matter=sentence_case(concerned))


def kind_of_letter(writing: Writing) -> str:
    """Return what the letter is, in a few words: the subject line begins with them, and they head the following pages."""
    if writing.recipient.around:
        return kind_of_letter_around(writing)
    if writing.recipient.id == "ombudsman":
        return writing.say("Complaint about maladministration")
    if writing.recipient.id == "olaf":
        return writing.say("Information on conduct of staff, for OLAF to examine")
    submissions = raised(writing)
    replies = any(one.is_fundamental_right for one in submissions)
    if not asks_for_inquiry(submissions):
        if submissions and not replies:
            return writing.say("Request concerning obligations of the institution towards its staff")
        return writing.say("Request for replies to letters left unanswered")
    if not replies:
        return writing.say("Request for an administrative inquiry")
    return writing.say("Request for an administrative inquiry and for replies to letters left unanswered")


def overview(writing: Writing) -> tuple[tuple[str, str], ...]:
    """Return the two-column block under the subject."""
    file = writing.case.file
    days = [day for incident in writing.chosen for day in (incident.when.first, incident.when.last) if day]
    provisions = [writing.cite_alone(one.provision) for one in raised(writing)]
    rows = [
        (writing.say("Sender"), sentence_case(writing.called(file.complainant.label))),
        (writing.say("Institution concerned"), sentence_case(writing.own(file.respondent.shown_as))),
    ]
    if file.respondent.unit:
        rows.append((writing.say("Unit concerned"), sentence_case(writing.own(file.respondent.unit))))
    if not tells_facts(writing):
        return tuple(rows)
    rows.append((writing.say("Matter"), _matter(writing)))
    if days:
        rows.append((writing.say("Time of the facts"), sentence_case(_period(writing))))
    if provisions:
        rows.append((writing.say("Provisions raised"), "\n".join(provisions)))
    return tuple(rows)


def _matter(writing: Writing) -> str:
    """Return what the letter is about: the allegations for the Ombudsman, who judges each for itself; else the case."""
    if writing.recipient.id == "ombudsman":
        return "\n".join(sentence_case(writing.own(incident.title)) for incident in writing.chosen)
    return sentence_case(writing.own(writing.case.file.title))


def _period(writing: Writing) -> str:
    known = [incident.when for incident in writing.chosen if incident.when.known]
    first = min(known, key=lambda when: (when.first or date.max, not when.exact))
    last = max(known, key=lambda when: (when.last or date.min, when.exact))
    if first.first == last.last or first == last:
        return writing.span(first)
    return writing.say(
        "{first} to {last}", first=_end(writing, first, first.first), last=_end(writing, last, last.last)
    )


def _end(writing: Writing, when: Span, day: date | None) -> str:
    return writing.day(day) if when.exact and day else writing.span(when)


def opening(writing: Writing) -> tuple[str, ...]:
    """Return the paragraphs after the salutation: what the letter is, what its words mean, how to read it."""
    about = (_about_version(writing),) if writing.version else ()
    if writing.recipient.around:
        return (*about, purpose(writing), *((_how_to_read(writing),) if tells_facts(writing) else ()))
    return (*about, _purpose(writing), " ".join(_definitions(writing)), _how_to_read(writing))


def _about_version(writing: Writing) -> str:
    if writing.version == "confidential":
        return writing.say(
            "This is the confidential version, for the recipient alone. A non-confidential version goes with it, in which "
            "paragraphs and annexes have the same numbers."
        )
    return writing.say(
        "This is the non-confidential version. What is left out is marked in its place; paragraphs and annexes have the same "
        "numbers as in the confidential version."
    )


def _purpose(writing: Writing) -> str:
    if writing.recipient.id == "ombudsman":
        return writing.say(
            "This letter is a complaint about maladministration in the activities of the institution named "
            "above. It is directed against the institution and against no person. It asks neither for a "
            "finding of guilt nor for a penalty."
        )
    if writing.recipient.id == "olaf":
        return writing.say(
            "This letter gives information on the conduct of members of the staff of the institution named "
            "above. It says what the documents show, what others have told, and what is not known. It says "
            "of nobody that he or she is guilty of anything."
        )
    return writing.say(
        "This letter is addressed to the appointing authority. It sets out facts on the conduct of "
        "members of staff, says what the documents show, what others have told, and what is not known. "
        "It says of nobody that he or she is guilty of anything and asks for no penalty."
    )


def _definitions(writing: Writing) -> Iterator[str]:
    if any(":" not in submission.provision for submission in raised(writing)):
        yield writing.say(
            "The Staff Regulations are those of Officials of the European Union, laid down by Regulation No 31 (EEC), "
            "11 (EAEC)."
        )
    yield writing.say("Each provision is quoted as it was in force at the time of the facts.")


def _how_to_read(writing: Writing) -> str:
    if len(writing.chosen) > 1:
        return writing.say(
            "Each paragraph on the facts says how its content is known and names the annexes. Capital letters "
            "refer to the facts under that letter. A table of the annexes stands at the end."
        )
    return writing.say(
        "Each paragraph on the facts says how its content is known and names the annexes. A table of the "
        "annexes stands at the end."
    )


def signature(writing: Writing) -> tuple[str, ...]:
    """Return the lines of the signature: name, post, for whom."""
    if writing.sender_hidden:
        return (writing.say("The sender"),)
    complainant = writing.case.file.complainant
    signs = complainant.signatory
    if complainant.representative:
        return (sentence_case(writing.own(complainant.representative.shown_as)),)
    lines = [line for line in ((signs.name, writing.own(signs.post)) if signs else ()) if line]
    return (*lines, sentence_case(writing.called(complainant.label)))


def header(writing: Writing) -> str:
    """Return the line at the top of the following pages."""
    return " · ".join(filter(None, (version(writing), kind_of_letter(writing), writing.day(writing.on))))


def page_of(writing: Writing) -> tuple[str, str, str]:
    """Return the footer's sentence split where the two page numbers stand."""
    text = writing.say("Page {page} of {pages}", page=_PAGE, pages=_PAGES)
    before, _, rest = text.partition(_PAGE)
    between, _, after = rest.partition(_PAGES)
    return before, between, after
