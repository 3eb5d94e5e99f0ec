"""What stands around the claims in every letter: background, what was sent elsewhere, published, and is to be preserved."""

from __future__ import annotations

from collections.abc import Iterator

from complaintkit.letters.values import Block, Section
from complaintkit.letters.writing import Writing
from complaintkit.words import sentence_case


def background_section(writing: Writing) -> Section | None:
    """Return the incidents told as background only, each in one paragraph; None if there are none."""
    told = {chosen.incident for chosen in writing.selection.background}
    incidents = [incident for incident in writing.case.incidents if incident.id in told]
    if not incidents:
        return None
    intro = writing.say("The following is told as background only. Nothing is submitted on it.")
    blocks = [writing.paragraph(intro)]
    for index, incident in enumerate(incidents):
        text = writing.say("{title} ({when})", title=writing.own(incident.title), when=writing.span(incident.when))
        cited = incident.what_happened[0].exhibits if incident.what_happened else ()
        blocks.append(writing.item(index, text, writing.references(cited)))
    return Section("background", writing.say("Background"), tuple(blocks))


def elsewhere_section(writing: Writing) -> Section:
    """Return what else was sent to whom, as far as this recipient may know, and what has been published by whom."""
    blocks = (*_sent_elsewhere(writing), *_published(writing))
    if not blocks:
        blocks = (writing.paragraph(writing.say("There is nothing to tell under this heading.")),)
    return Section("elsewhere", writing.say("Letters to other bodies, and publications"), blocks)


def _sent_elsewhere(writing: Writing) -> Iterator[Block]:
    for letter in writing.case.file.sent_elsewhere:
        if writing.recipient.id in letter.tell:
            told = {"date": writing.span(letter.on), "to": writing.own(letter.to), "about": writing.own(letter.about)}
            yield writing.paragraph(
                writing.say("A letter has also been sent to: {to}. Date: {date}. Subject: {about}.", **told)
            )


def _published(writing: Writing) -> Iterator[Block]:
    own = writing.case.file.complainant.label
    for publication in writing.case.file.publications:
        if writing.sender_hidden and publication.by == own:
            continue  # it would say who writes
        text = writing.say(
            "Published: {what}. Date: {date}. By: {by}.",
            what=writing.own(publication.what), date=writing.span(publication.on), by=writing.called(publication.by),
        )  # fmt: skip
        yield writing.paragraph(text, writing.references([publication.exhibit] if publication.exhibit else ()))


def preserve_blocks(writing: Writing) -> Iterator[Block]:
    """Yield the request to preserve documents, which every letter makes: of the institution, or through the recipient."""
    wanted = writing.treatment.preserve or writing.case.file.preserve
    yield writing.paragraph(_preserve(writing, named=bool(wanted)))
    for index, one in enumerate(wanted):
        yield writing.item(index, sentence_case(writing.own(one)))


def _preserve(writing: Writing, *, named: bool) -> str:
    if writing.recipient.id == "eeas" or writing.recipient.around:
        if named:
            return writing.say(
                "It is asked that all documents on the facts set out above be preserved, in particular the following:"
            )
        return writing.say("It is asked that all documents on the facts set out above be preserved.")
    if named:
        return writing.say(
            "It is asked that the institution be requested to preserve all documents on the facts set out above, in "
            "particular the following:"
        )
    return writing.say(
        "It is asked that the institution be requested to preserve all documents on the facts set out above."
    )


def confidentiality_blocks(writing: Writing) -> Iterator[Block]:
    """Yield what is asked as to confidentiality, and why; nothing is promised and nothing taken for granted."""
    treatment = writing.treatment
    if treatment.confidential == "whole":
        yield writing.paragraph(
            writing.say("It is asked that the whole of this letter and its annexes be treated as confidential.")
        )
    elif treatment.confidential == "parts":
        yield writing.paragraph(
            writing.say("It is asked that parts of this letter and its annexes be treated as confidential:")
        )
        parts = treatment.confidential_parts
        yield writing.item(
            0, writing.own(parts) if parts else writing.say("The annexes, and what is said of their authors.")
        )
    elif writing.version:
        yield writing.paragraph(
            writing.say(
                "It is asked that the confidential version of this letter and its annexes be treated as confidential, and "
                "that only the non-confidential version be passed on."
            )
        )
    else:
        yield writing.paragraph(writing.say("No confidential treatment is asked for."))
    if treatment.protect:
        yield writing.paragraph(writing.say("To protect persons and sources, attention is drawn to the following:"))
        for index, one in enumerate(treatment.protect):
            yield writing.item(index, sentence_case(writing.own(one)))


def asked_blocks(writing: Writing) -> Iterator[Block]:
    """Yield what the case asks of this recipient besides what follows from the letter."""
    if writing.treatment.asks:
        yield writing.paragraph(writing.say("In particular, the following is asked:"), part="asked")
        for index, one in enumerate(writing.treatment.asks):
            yield writing.item(index, sentence_case(writing.own(one)))
