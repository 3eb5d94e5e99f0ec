"""The information sent to OLAF: who, what, when, where, which documents, who else knows; why serious; why OLAF.

Protection of sources is asked for and never promised; the letter can leave out who sends it.
"""

from __future__ import annotations

from collections.abc import Iterator

from complaintkit.case.values import Citation, Incident
from complaintkit.languages.catalogue import message
from complaintkit.letters.circumstances import (
    asked_blocks,
    background_section,
    confidentiality_blocks,
    elsewhere_section,
    preserve_blocks,
)
from complaintkit.letters.facts import against_section, incident_heading, told
from complaintkit.letters.obligations import obligation_blocks, without_provision
from complaintkit.letters.people import officials_blocks, sender_section
from complaintkit.letters.submissions import raised
from complaintkit.letters.values import Block, Section
from complaintkit.letters.writing import Writing
from complaintkit.words import sentence_case

_INVESTIGATES = {
    "yes": message("OLAF is already looking into these facts or has done so."),
    "no": message("As far as is known, OLAF has not been told of these facts before."),
    "unknown": message("Whether OLAF has been told of these facts before is not known."),
}


def sections(writing: Writing) -> Iterator[Section]:
    """Yield the sections of the letter in order."""
    yield sender_section(writing)
    yield Section(
        "concerned", writing.say("Whom the facts concern"), (*_institution(writing), *officials_blocks(writing))
    )
    yield Section("facts", writing.say("The facts"), tuple(_facts(writing)))
    yield from filter(None, (against_section(writing, writing.chosen),))
    yield _serious(writing)
    yield _why_olaf(writing)
    yield _protection(writing)
    yield _earlier(writing)
    yield from filter(None, (background_section(writing),))
    yield elsewhere_section(writing)
    yield _requests(writing)


def _institution(writing: Writing) -> Iterator[Block]:
    respondent = writing.case.file.respondent
    yield writing.paragraph(
        writing.say("Institution concerned: {institution}.", institution=writing.own(respondent.shown_as))
    )
    if respondent.unit:
        yield writing.paragraph(writing.say("Unit concerned: {unit}.", unit=writing.own(respondent.unit)))


def _facts(writing: Writing) -> Iterator[Block]:
    for incident in writing.chosen:
        yield incident_heading(writing, incident)
        yield from told(writing, incident)
        documents = writing.references(_documents(incident))
        yield writing.paragraph(
            writing.say("Documents on this: {annexes}.", annexes=documents.strip("()"))
            if documents
            else writing.say("No document on this is held."),
            part="documents",
        )
        yield writing.paragraph(_who_knows(writing, incident), part="knows")


def _documents(incident: Incident) -> list[Citation]:
    supported = (*incident.what_happened, *incident.against, *incident.acts, *incident.facts.values())
    exhibits = dict.fromkeys(citation.exhibit for one in supported for citation in one.exhibits)
    return [Citation(exhibit=exhibit) for exhibit in exhibits]


def _who_knows(writing: Writing, incident: Incident) -> str:
    told_by = [statement.told_by for statement in incident.what_happened if statement.told_by]
    listeners = incident.facts["listeners"].answer if "listeners" in incident.facts else ()
    known = [label for label in (listeners if isinstance(listeners, list | tuple) else ()) if isinstance(label, str)]
    people = dict.fromkeys([*incident.affected, *told_by, *known])
    if not people:
        return writing.say("Who else knows of it is not known.")
    return writing.say("Who else knows of it, or may know: {people}.", people=writing.list(map(writing.called, people)))


def _serious(writing: Writing) -> Section:
    blocks = [
        writing.paragraph(
            writing.say(
                "It is submitted that the facts concern the discharge of professional duties, that they are "
                "serious, and that, if established, they may be liable to lead to disciplinary proceedings. "
                "Whether they are is for OLAF and the appointing authority to judge. Reference is made to "
                "{provision}.",
                provision=writing.cite("olaf:1(4)"),
            )
        )
    ]
    reasons = writing.treatment.why_serious
    if reasons:
        blocks.append(writing.paragraph(writing.say("In particular, the following is put forward:")))
        blocks += [writing.item(index, sentence_case(writing.own(one))) for index, one in enumerate(reasons)]
    submissions = raised(writing)
    for submission in submissions:
        blocks += obligation_blocks(writing, submission)
    blocks += without_provision(writing, submissions)
    return Section("obligations", writing.say("Why the matter is put forward as serious"), tuple(blocks))


def _why_olaf(writing: Writing) -> Section:
    reasons = writing.treatment.why_this_recipient
    intro = writing.say(
        "It is submitted that OLAF is better placed than the institution to look into the matter, for these reasons:"
    )
    if not reasons:
        intro = writing.say("Whether OLAF or the institution is better placed to look into the matter is left to OLAF.")
    items = (writing.item(index, sentence_case(writing.own(one))) for index, one in enumerate(reasons))
    return Section(
        "why-olaf",
        writing.say("Why this is sent to OLAF rather than to the institution"),
        (writing.paragraph(intro), *items),
    )


def _protection(writing: Writing) -> Section:
    understood = writing.say(
        "It is understood that OLAF may have to pass material on and cannot promise secrecy. It is asked "
        "to hear the author of this letter, as far as it can be reached, before anything is passed on "
        "that could make a source known."
    )
    blocks = (*confidentiality_blocks(writing), writing.paragraph(understood))
    return Section("protection", writing.say("Protection of sources"), blocks)


def _earlier(writing: Writing) -> Section:
    file = writing.case.file
    investigates = writing.paragraph(
        writing.say(_INVESTIGATES[file.olaf_investigates.answer]), writing.references(file.olaf_investigates.exhibits)
    )
    parallel = writing.paragraph(
        writing.say(
            "It is asked whether the appointing authority has opened an inquiry of its own, so that the same "
            "facts are not looked into twice."
        )
    )
    return Section("earlier", writing.say("Earlier reports"), (investigates, parallel))


def _requests(writing: Writing) -> Section:
    blocks = (
        writing.paragraph(
            writing.say("OLAF is asked to examine whether the facts set out above call for an investigation.")
        ),
        *asked_blocks(writing),
        *preserve_blocks(writing),
    )
    return Section("requests", writing.say("What is asked of OLAF"), blocks)
