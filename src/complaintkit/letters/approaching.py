"""The letter that comes before a complaint: a first approach to the institution, or a reminder of one left unanswered.

Whoever complains to the Ombudsman has to have made it, in its own name and about the same allegation (Statute of the
Ombudsman, Article 2(3)): so it tells the facts of each incident chosen, what was asked before, and what is asked now.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from complaintkit.law.conditions import Period
from complaintkit.law.periods import end_of
from complaintkit.letters.around import in_this_language, own_requests, put_right_blocks, table_of_letters, unanswered
from complaintkit.letters.circumstances import (
    asked_blocks,
    background_section,
    confidentiality_blocks,
    elsewhere_section,
    preserve_blocks,
)
from complaintkit.letters.facts import against_section, facts_section
from complaintkit.letters.people import sender_section
from complaintkit.letters.values import Block, Section
from complaintkit.letters.writing import Writing

_YARDSTICK = Period(2, "months")  # after which the Ombudsman's time for an answer is over (regulations, O8)


def sections(writing: Writing) -> Iterator[Section]:
    """Yield the sections of the letter in order."""
    yield sender_section(writing)
    yield facts_section(writing)
    yield from filter(None, (against_section(writing, writing.chosen),))
    yield _before(writing)
    yield from filter(None, (background_section(writing),))
    yield elsewhere_section(writing)
    yield Section("requests", writing.say("What is asked of the institution"), tuple(_requests(writing)))


def _before(writing: Writing) -> Section:
    blocks = table_of_letters(writing)
    if not any(own_requests(writing, incident) for incident in writing.chosen):
        first = writing.say(
            "As far as is recorded, the complainant has not written to the institution about this before."
        )
        blocks = (writing.paragraph(first), *blocks)
    return Section("approaches", writing.say("What was asked of the institution, and what came back"), blocks)


def _requests(writing: Writing) -> Iterator[Block]:
    yield writing.paragraph(
        writing.say("The institution is asked to look into the facts set out above and to reply in writing.")
    )
    if any(unanswered(writing, incident) for incident in writing.chosen):
        yield writing.paragraph(
            writing.say(
                "It is asked that the letters to which the table shows no reply be answered, or that the reason be "
                "given why they are not."
            )
        )
    yield from put_right_blocks(writing, writing.chosen)
    yield from asked_blocks(writing)
    yield from _handling(writing)
    yield from preserve_blocks(writing)
    yield from confidentiality_blocks(writing)


def _handling(writing: Writing) -> Iterator[Block]:
    day = writing.day(end_of(_YARDSTICK, writing.on))
    yield writing.paragraph(
        writing.say(
            "No period for a reply was found in the texts consulted. The following date is offered as a yardstick only "
            "and binds nobody: {date}.",
            date=day,
        )
    )
    yield writing.paragraph(
        writing.say(
            "It is asked that receipt of this letter be confirmed. If another service or another institution is "
            "competent, it is asked that this letter be forwarded there and that this be said."
        )
    )
    yield in_this_language(writing)
    if _officials_named(writing):
        yield writing.paragraph(
            writing.say(
                "It is asked that the persons whose conduct is described take no part in handling this letter. "
                "Reference is made to {provision}.",
                provision=writing.cite("charter:41(1)"),
            )
        )


def _officials_named(writing: Writing) -> bool:
    officials = writing.case.file.officials
    named = chain.from_iterable((one.official, *(act.by for act in one.acts)) for one in writing.chosen)
    return any(label in officials for label in named)
