"""Why a complaint to the Ombudsman is put forward as admissible: time, own approach, courts, employment, who was told.

The facts are stated and the conditions named; whether they are met is the Ombudsman's to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from complaintkit.assessment.values import ClaimResult
from complaintkit.case.values import Incident
from complaintkit.languages.catalogue import message
from complaintkit.letters.approaches import approaches_of
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
_STAFF = {
    "no": message("The complaint does not concern the employment relations of the complainant with the institution."),
    "yes": message("The complainant is or was on the staff of the institution."),
    "unknown": message("Whether the complainant is or was on the staff of the institution is not stated."),
}


def admissibility(writing: Writing) -> Section:
    """Return the section with the facts that the conditions of a complaint turn on, claim by claim."""
    blocks = (
        writing.paragraph(_legal_basis(writing)),
        *chain.from_iterable(_in_time(writing, claim) for claim in writing.claims),
        *chain.from_iterable(_own_approach(writing, claim) for claim in writing.claims),
        writing.paragraph(
            writing.say(_COURT[writing.case.file.court.answer]),
            writing.references(writing.case.file.court.exhibits),
            part="court",
        ),
        writing.paragraph(writing.say(_STAFF[writing.case.file.complainant.staff_of_union])),
        writing.paragraph(writing.say(_TOLD[writing.treatment.institution_told])),
    )
    return Section("admissibility", writing.say("Admissibility"), blocks)


def _legal_basis(writing: Writing) -> str:
    if writing.on < STATUTE_OF_2021:
        return writing.say(
            "On the date of this letter the conditions of a complaint are laid down in Decision 94/262/ECSC, EC, Euratom. "
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
        "The conditions of a complaint are laid down in the Statute of the European Ombudsman (Regulation (EU, "
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
            "Time: counted from {start}, the two years end on {end}. Under {provision}, applied by analogy, the day of "
            "the event is not counted, and a period that would end on a Saturday or Sunday ends on the next working day. "
            "This complaint is dated {today}.",
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
                "{n} day has passed since the last of them.", "{n} days have passed since the last of them.", days
            )
        )
