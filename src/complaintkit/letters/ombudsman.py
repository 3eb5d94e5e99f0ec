"""The complaint to the European Ombudsman: ordered by allegation of maladministration, one for each claim.

The institution is complained about, never a person; Charter 41(1) comes first as the standard, the Staff Regulations are a
measure of the conduct that the institution answers for.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from complaintkit.assessment.values import ClaimResult
from complaintkit.case.values import Incident
from complaintkit.languages.catalogue import message
from complaintkit.letters.admissibility import STATUTE_OF_2021, admissibility
from complaintkit.letters.approaches import approach_paragraphs, approaches_of
from complaintkit.letters.circumstances import (
    asked_blocks,
    background_section,
    confidentiality_blocks,
    elsewhere_section,
    preserve_blocks,
)
from complaintkit.letters.facts import against_section, incident_heading, told
from complaintkit.letters.obligations import obligation_blocks
from complaintkit.letters.people import sender_section
from complaintkit.letters.submissions import raised
from complaintkit.letters.values import Block, Section
from complaintkit.letters.writing import Writing
from complaintkit.words import sentence_case

_TRANSFER = {
    "yes": message(
        "The complainant agrees that the complaint may be transferred to another body if that body is better placed."
    ),
    "no": message("The complainant does not agree to a transfer of the complaint to another body."),
    "unknown": message("On a transfer of the complaint to another body the complainant asks to be heard first."),
}


def sections(writing: Writing) -> Iterator[Section]:
    """Yield the sections of the complaint in order."""
    yield sender_section(writing)
    yield _institution(writing)
    for index, claim in enumerate(writing.claims, start=1):
        yield _allegation(writing, index, claim)
    yield from filter(None, (against_section(writing, writing.chosen),))
    yield admissibility(writing)
    yield from filter(None, (background_section(writing),))
    yield elsewhere_section(writing)
    yield _requests(writing)


def _institution(writing: Writing) -> Section:
    respondent = writing.case.file.respondent
    blocks = [
        writing.paragraph(
            writing.say("Institution concerned: {institution}.", institution=writing.own(respondent.shown_as))
        )
    ]
    if respondent.unit:
        blocks.append(writing.paragraph(writing.say("Unit concerned: {unit}.", unit=writing.own(respondent.unit))))
    text = writing.say(
        "The conduct of its staff is described as conduct of the institution. The complaint is directed "
        "against no person."
    )
    return Section("institution", writing.say("The institution concerned"), (*blocks, writing.paragraph(text)))


def _allegation(writing: Writing, index: int, claim: ClaimResult) -> Section:
    incidents = writing.incidents_of(claim)
    title = title_of(writing, claim)
    heading = writing.say("Allegation {n}: {title}", n=index, title=title) if len(writing.claims) > 1 else None
    heading = heading or writing.say("Allegation: {title}", title=title)
    blocks = (
        writing.heading(writing.say("What happened"), "happened"),
        *chain.from_iterable(_told(writing, incident) for incident in incidents),
        writing.heading(writing.say("When the complainant learned of it"), "learned"),
        *(_knowledge(writing, incident) for incident in incidents),
        writing.heading(writing.say("What was asked of the institution, and what came back"), "approached"),
        *_approached(writing, incidents),
        writing.heading(writing.say("Why this is put forward as maladministration"), "standards"),
        *_standards(writing, claim),
        writing.heading(writing.say("What would put it right"), "put-right"),
        *_put_right(writing, incidents),
    )
    return Section(f"allegation-{index}", heading, blocks)


def _told(writing: Writing, incident: Incident) -> Iterator[Block]:
    """Yield what happened; with its letter where the complaint tells of several incidents and has to refer to one."""
    if len(writing.chosen) > 1:
        yield incident_heading(writing, incident)
    yield from told(writing, incident)


def title_of(writing: Writing, claim: ClaimResult) -> str:
    """Return the title of an allegation: that of the incidents joined, or of its incident."""
    joined = next((joined for joined in writing.case.file.joined if joined.id == claim.id), None)
    return writing.own(joined.title if joined else writing.incidents_of(claim)[0].title)


def _knowledge(writing: Writing, incident: Incident) -> Block:
    if incident.known_since and incident.known_since.known:
        return writing.paragraph(
            writing.say("Known to the complainant since: {when}.", when=writing.span(incident.known_since))
        )
    latest = incident.known_at_latest
    if latest and latest.known:
        return writing.paragraph(writing.say(
            "The day on which the complainant learned of the facts is not recorded. It knew of them at the "
"latest on this date: {when}.",
            when=writing.span(latest)))  # fmt: skip
    return writing.paragraph(writing.say("The day on which the complainant learned of the facts is not recorded."))


def _approached(writing: Writing, incidents: tuple[Incident, ...]) -> Iterator[Block]:
    if not approaches_of(incidents):
        yield writing.paragraph(writing.say("No approach to the institution is recorded."))
    yield from approach_paragraphs(writing, incidents)


def _standards(writing: Writing, claim: ClaimResult) -> Iterator[Block]:
    submissions = raised(writing, [incident.id for incident in writing.incidents_of(claim)])
    first = [submission for submission in submissions if submission.binds_institution]
    rest = [submission for submission in submissions if not submission.binds_institution]
    for submission in first:
        yield from obligation_blocks(writing, submission)
    if rest:
        yield writing.paragraph(
            writing.say(
                "The Staff Regulations bind the members of staff. They are named here as a measure of the "
                "conduct for which the institution answers."
            )
        )
    for submission in rest:
        yield from obligation_blocks(writing, submission)


def _put_right(writing: Writing, incidents: tuple[Incident, ...]) -> Iterator[Block]:
    wanted = [writing.own(one) for incident in incidents for one in incident.put_right]
    if not wanted:
        yield writing.paragraph(
            writing.say("What would put the matter right is left to the judgment of the Ombudsman.")
        )
        return
    yield writing.paragraph(writing.say("In the complainant's view the following would put it right:"))
    yield from (writing.item(index, sentence_case(one)) for index, one in enumerate(wanted))


def _requests(writing: Writing) -> Section:
    blocks = [
        writing.paragraph(writing.say("The Ombudsman is asked to open an inquiry into the allegation set out above."))
        if len(writing.claims) == 1
        else writing.paragraph(
            writing.say("The Ombudsman is asked to open an inquiry into the allegations set out above.")
        ),
        *asked_blocks(writing),
    ]
    if writing.treatment.own_initiative:
        blocks.append(writing.paragraph(_own_initiative(writing)))
    blocks += [*preserve_blocks(writing), *confidentiality_blocks(writing)]
    blocks.append(writing.paragraph(writing.say(_TRANSFER[writing.treatment.transfer]), part="transfer"))
    return Section("requests", writing.say("What is asked of the Ombudsman"), tuple(blocks))


def _own_initiative(writing: Writing) -> str:
    if writing.on < STATUTE_OF_2021:
        return writing.say(
            "In the alternative, should the complaint or a part of it not be admissible, it is suggested "
            "that the Ombudsman consider an inquiry on her or his own initiative. It is understood that "
            "there is no right to one."
        )
    return writing.say(
        "In the alternative, should the complaint or a part of it not be admissible, it is suggested "
        "that the Ombudsman consider an inquiry on her or his own initiative under {provision}. It is "
        "understood that there is no right to one.",
        provision=writing.cite("statute:3(3)"),
    )
