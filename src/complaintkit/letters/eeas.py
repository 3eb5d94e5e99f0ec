"""The request to the EEAS as appointing authority: an administrative inquiry, and replies to letters left unanswered.

Ordered by obligation: what may not have been complied with, which criteria are submitted as met, which the inquiry is asked
to establish. A request for a reply (Charter 41(1)) is another claim than one for an inquiry, and stands apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from complaintkit.law.conditions import Period
from complaintkit.law.periods import end_of
from complaintkit.letters.approaches import approaches_of
from complaintkit.letters.circumstances import (
    asked_blocks,
    background_section,
    confidentiality_blocks,
    elsewhere_section,
    preserve_blocks,
)
from complaintkit.letters.facts import against_section, facts_section
from complaintkit.letters.obligations import obligation_blocks, without_provision
from complaintkit.letters.people import officials_blocks, sender_section
from complaintkit.letters.submissions import Submission, raised
from complaintkit.letters.values import Block, Section
from complaintkit.letters.writing import Writing

_YARDSTICK = Period(2, "months")


def sections(writing: Writing) -> Iterator[Section]:
    """Yield the sections of the request in order."""
    submissions = raised(writing)
    yield sender_section(writing)
    yield Section("competence", writing.say("The appointing authority"), tuple(_competence(writing)))
    yield facts_section(writing)
    yield from filter(None, (against_section(writing, writing.chosen),))
    replies = tuple(_on_requests(writing, one) for one in submissions if one.is_fundamental_right)
    owed = tuple(one for one in submissions if one.binds_institution and not one.is_fundamental_right)
    yield from _inquiry(writing, tuple(one for one in submissions if not one.binds_institution), replies)
    yield from _owed_by_institution(writing, owed)
    yield from _replies(writing, replies)
    yield from filter(None, (background_section(writing),))
    yield elsewhere_section(writing)
    yield Section(
        "requests", writing.say("What is asked of the appointing authority"), tuple(_requests(writing, submissions))
    )


def asks_for_inquiry(submissions: tuple[Submission, ...]) -> bool:
    """Tell whether an obligation of staff is raised, and not only a reply asked for."""
    return any(not submission.binds_institution for submission in submissions)


def _on_requests(writing: Writing, submission: Submission) -> Submission:
    """Return the submission on those incidents only in which something was asked of the institution, if there are any."""
    asked = {one.id for one in writing.chosen if any(sent.raises_allegation != "no" for sent in one.approaches)}
    kept = tuple(finding for finding in submission.findings if asked & set(finding.incidents))
    return replace(submission, findings=kept) if kept else submission


def _competence(writing: Writing) -> Iterator[Block]:
    yield writing.paragraph(
        writing.say("This letter is addressed to the appointing authority and not to the Delegation or unit concerned.")
    )
    yield from officials_blocks(writing)
    yield writing.paragraph(
        writing.say(
            "The appointing authority is asked to confirm who employs the persons concerned. If another "
            "appointing authority is competent, it is asked to forward this letter there and to say so."
        )
    )
    yield writing.paragraph(
        writing.say(
            "It is asked that the persons whose conduct is described take no part in handling this letter. "
            "Reference is made to {provision}.",
            provision=writing.cite("charter:41(1)"),
        )
    )


def _inquiry(
    writing: Writing, submissions: tuple[Submission, ...], replies: tuple[Submission, ...]
) -> Iterator[Section]:
    if not submissions:
        return
    text = writing.say(
        "An administrative inquiry is requested into whether the following obligations were complied with. Reference "
        "is made to {provision}. No person is said to have failed in an obligation: that is for the inquiry to "
        "establish, after hearing the persons concerned.",
        provision=writing.cite("86(2)"),
    )
    blocks = [writing.paragraph(text)]
    for submission in submissions:
        blocks += obligation_blocks(writing, submission)
    blocks += without_provision(writing, (*submissions, *replies))
    yield Section("obligations", writing.say("Obligations that may not have been complied with"), tuple(blocks))


def _owed_by_institution(writing: Writing, submissions: tuple[Submission, ...]) -> Iterator[Section]:
    if not submissions:
        return
    text = writing.say(
        "The following obligations are those of the institution towards its staff, and not those of a member of its staff."
    )
    blocks = [writing.paragraph(text)]
    for submission in submissions:
        blocks += obligation_blocks(writing, submission)
    yield Section("institution", writing.say("Obligations of the institution towards its staff"), tuple(blocks))


def _replies(writing: Writing, submissions: tuple[Submission, ...]) -> Iterator[Section]:
    if not submissions:
        return
    listed = writing.say(
        "The letters sent, with the date, the address, the proof of sending and what came back, are in "
        "the table of letters."
    )
    apart = writing.say("The request for a reply stands by itself and does not depend on an inquiry.")
    blocks = [writing.paragraph(f"{listed} {apart}" if approaches_of(writing.chosen) else apart)]
    for submission in submissions:
        blocks += obligation_blocks(writing, submission)
    yield Section("replies", writing.say("Letters left unanswered"), tuple(blocks))


def _requests(writing: Writing, submissions: tuple[Submission, ...]) -> Iterator[Block]:
    if asks_for_inquiry(submissions):
        yield writing.paragraph(
            writing.say(
                "The appointing authority is asked to open an administrative inquiry into the facts set out above."
            )
        )
        yield writing.paragraph(
            writing.say(
                "The appointing authority is asked to say whether an inquiry is opened. No period for this was found in "
                "the texts consulted; the following date is offered as a yardstick only and binds nobody: {date}. "
                "Neither the outcome of an inquiry nor a penalty is asked for.",
                date=writing.day(end_of(_YARDSTICK, writing.on)),
            )
        )
    if any(one.binds_institution and not one.is_fundamental_right for one in submissions):
        yield writing.paragraph(
            writing.say(
                "The appointing authority is asked to say what was done to comply with the obligations of the institution "
                "that are named above, or to do now what they require."
            )
        )
    if any(submission.is_fundamental_right for submission in submissions):
        yield writing.paragraph(
            writing.say(
                "It is asked that the letters to which the table shows no reply be answered, or that the reason be "
                "given why they are not."
            )
        )
    yield from asked_blocks(writing)
    yield from preserve_blocks(writing)
    yield from confidentiality_blocks(writing)
    yield writing.paragraph(
        writing.say(
            "It is understood that under {provision} the persons concerned may be given the documents directly "
            "related to the allegations. It is asked that the identity of other persons be made known only as far "
            "as those rules require.",
            provision=writing.cite("annexIX:2(2)"),
        )
    )
