"""The complaint to the European Ombudsman: ordered by allegation of maladministration, one for each claim.

The institution is complained about, never a person; Charter 41(1) comes first as the standard, the Staff Regulations are a
measure of the conduct that the institution answers for.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from complaintkit.assessment.values import ClaimResult
from complaintkit.case.values import Incident
from complaintkit.languages.catalogue import message
from complaintkit.languages.formats import sentence_case
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

STATUTE_OF_2021 = date(2021, 8, 5)
_COURT = {
    "no": message(
        "No court is or has been dealing with the facts complained of, and no ruling of a court is questioned."
    ),
    "yes": message("Proceedings before a court concern the facts complained of, or have done so."),
    "unknown": message("Whether a court is or has been dealing with the facts complained of is not known."),
}
_TOLD = {
    "yes": message("The institution is told of this complaint at the same time."),
    "no": message("The institution has not been told of this complaint."),
    "unknown": message("Whether the institution has been told of this complaint is not stated."),
}
_TRANSFER = {
    "yes": message(
        "The complainant agrees that the complaint may be transferred to another body if that body is better placed."
    ),
    "no": message("The complainant does not agree to a transfer of the complaint to another body."),
    "unknown": message("On a transfer of the complaint to another body the complainant asks to be heard first."),
}
_STAFF = {
    "no": message("The complaint does not concern the employment relations of the complainant with the institution."),
    "yes": message("The complainant is or was on the staff of the institution."),
    "unknown": message("Whether the complainant is or was on the staff of the institution is not stated."),
}


def sections(writing: Writing) -> Iterator[Section]:
    """Yield the sections of the complaint in order."""
    yield sender_section(writing)
    yield _institution(writing)
    for index, claim in enumerate(writing.claims, start=1):
        yield _allegation(writing, index, claim)
    yield from filter(None, (against_section(writing, writing.chosen),))
    yield _admissibility(writing)
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
    title = _title(writing, claim, incidents)
    heading = writing.say("Allegation {n}: {title}", n=index, title=title) if len(writing.claims) > 1 else None
    heading = heading or writing.say("Allegation: {title}", title=title)
    blocks = (
        writing.heading(writing.say("What happened")),
        *chain.from_iterable(_told(writing, incident) for incident in incidents),
        writing.heading(writing.say("When the complainant learned of it")),
        *(_knowledge(writing, incident) for incident in incidents),
        writing.heading(writing.say("What was asked of the institution, and what came back")),
        *_approached(writing, incidents),
        writing.heading(writing.say("Why this is submitted to be maladministration")),
        *_standards(writing, claim),
        writing.heading(writing.say("What would put it right")),
        *_put_right(writing, incidents),
    )
    return Section(f"allegation-{index}", heading, blocks)


def _told(writing: Writing, incident: Incident) -> Iterator[Block]:
    """Yield what happened; with its letter where the complaint tells of several incidents and has to refer to one."""
    if len(writing.chosen) > 1:
        yield incident_heading(writing, incident)
    yield from told(writing, incident)


def _title(writing: Writing, claim: ClaimResult, incidents: tuple[Incident, ...]) -> str:
    joined = next((joined for joined in writing.case.file.joined if joined.id == claim.id), None)
    return writing.own(joined.title if joined else incidents[0].title)


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
    first = [submission for submission in submissions if submission.provision.startswith("charter:")]
    rest = [submission for submission in submissions if not submission.provision.startswith("charter:")]
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


def _admissibility(writing: Writing) -> Section:
    blocks = (
        writing.paragraph(_legal_basis(writing)),
        *chain.from_iterable(_in_time(writing, claim) for claim in writing.claims),
        *chain.from_iterable(_own_approach(writing, claim) for claim in writing.claims),
        writing.paragraph(
            writing.say(_COURT[writing.case.file.court.answer]), writing.references(writing.case.file.court.exhibits)
        ),
        writing.paragraph(writing.say(_STAFF[writing.case.file.complainant.staff_of_union])),
        writing.paragraph(writing.say(_TOLD[writing.treatment.institution_told])),
    )
    return Section("admissibility", writing.say("Admissibility"), blocks)


def _legal_basis(writing: Writing) -> str:
    if writing.on < STATUTE_OF_2021:
        return writing.say(
            "On the date of this letter the conditions of a complaint stand in Decision 94/262/ECSC, EC, Euratom. "
            "The facts relevant to them are as follows."
        )
    conditions = {
        condition.provision: None for claim in writing.claims for condition in claim.conditions if condition.provision
    }
    statute = [provision for provision in conditions if provision.startswith("statute:")]
    if not statute:
        return writing.say("The facts relevant to the admissibility of the complaint are as follows.")
    cited = writing.list(writing.cite(provision, with_act=False) for provision in statute)
    return writing.say(
        "The conditions of a complaint stand in the Statute of the European Ombudsman (Regulation (EU, "
        "Euratom) 2021/1163), in particular in: {provisions}. The facts relevant to them are as follows.",
        provisions=cited,
    )


def _in_time(writing: Writing, claim: ClaimResult) -> Iterator[Block]:
    if claim.deadline is None:
        return
    starts = [day for incident in writing.incidents_of(claim) if (day := _starts(incident))]
    if not starts:
        return
    yield writing.paragraph(
        writing.say(
            "Time: counted from {start}, the two years end on {end}. As {provision} has it, the day of the event is "
            "not counted, and a period that would end on a Saturday or Sunday ends on the next working day. This "
            "complaint is dated {today}.",
            provision=writing.cite("periods:3"),
            start=writing.day(min(starts)), end=writing.day(claim.deadline.date), today=writing.day(writing.on),
        )
    )  # fmt: skip
    if writing.on > claim.deadline.date:
        yield writing.paragraph(
            writing.say(
                "That day has passed. It is put forward that the absence of a reply goes on to this day; whether the "
                "complaint is in time on that account is left to the judgment of the Ombudsman."
            )
        )


def _starts(incident: Incident) -> date | None:
    """Return the day from which the two years are counted: of the knowledge, else at the earliest of the last facts."""
    if incident.known_since and incident.known_since.first:
        return incident.known_since.first
    return incident.when.last


def _own_approach(writing: Writing, claim: ClaimResult) -> Iterator[Block]:
    incidents = writing.incidents_of(claim)
    own = [
        approach
        for approach in approaches_of(incidents)
        if approach.by == writing.case.file.complainant.label and approach.raises_allegation != "no"
    ]
    if not own:
        yield writing.paragraph(
            writing.say("The complainant itself has made no approach to the institution about this allegation.")
        )
        return
    dates = writing.list(dict.fromkeys(writing.span(approach.on) for approach in own))
    yield writing.paragraph(
        writing.say(
            "The complainant's own approaches to the institution about this allegation are dated: {dates}.", dates=dates
        )
    )
    last = max((approach.on.last for approach in own if approach.on.last), default=None)
    if last:
        days = (writing.on - last).days
        yield writing.paragraph(
            writing.say_many(
                "Since the last of them {n} day has passed.", "Since the last of them {n} days have passed.", days
            )
        )


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
    blocks.append(writing.paragraph(writing.say(_TRANSFER[writing.treatment.transfer])))
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
