"""Who writes, with what authority, and whom the facts concern: posts, employers and categories, never names."""

from __future__ import annotations

from collections.abc import Iterator

from complaintkit.case.values import Citation, Official
from complaintkit.languages.catalogue import message
from complaintkit.letters.values import Block, Section, Table
from complaintkit.letters.writing import Writing
from complaintkit.words import sentence_case

_EMPLOYERS = {
    "eeas": message("Employer: the European External Action Service."),
    "commission": message("Employer: the European Commission."),
    "other": message("Employer: neither the European External Action Service nor the European Commission."),
    "unknown": message("Employer: not known."),
}
_CATEGORIES = {
    "official": message("Category of staff: official."),
    "temporary": message("Category of staff: member of the temporary staff."),
    "contract": message("Category of staff: member of the contract staff."),
    "seconded-national-expert": message("Category of staff: seconded national expert."),
    "local-agent": message("Category of staff: local agent."),
    "unknown": message("Category of staff: not known."),
}
_SEATS = {
    ("organisation", "member-state"): message(
        "An organisation with its registered office in a Member State of the European Union."
    ),
    ("organisation", "third-country"): message(
        "An organisation with its registered office outside the European Union."
    ),
    ("organisation", "unknown"): message("An organisation. Where it has its registered office is not stated."),
    ("person", "member-state"): message("A natural person residing in a Member State of the European Union."),
    ("person", "third-country"): message("A natural person residing outside the European Union."),
    ("person", "unknown"): message("A natural person. The place of residence is not stated."),
}


def sender_section(writing: Writing) -> Section:
    """Return who writes and what shows the authority to write; for a letter without sender, that only."""
    title = writing.say("Who writes")
    if writing.sender_hidden:
        text = writing.say(
            "The sender does not disclose its identity. This letter is sent without the sender's name, "
            "address and signature."
        )
        return Section("sender", title, (writing.paragraph(text),))
    return Section("sender", title, tuple(_authority(writing)))


def _authority(writing: Writing) -> Iterator[Block]:
    complainant = writing.case.file.complainant
    yield writing.paragraph(
        f"{writing.say('Sender: {sender}.', sender=writing.called(complainant.label))} {_standing(writing)}",
        _annex(writing, complainant.register_extract),
    )
    if complainant.signatory:
        text = writing.say("Authority of the signatory: {post}.", post=writing.own(complainant.signatory.post))
        yield writing.paragraph(text, _annex(writing, complainant.signatory.authority))
    if complainant.representative:
        text = writing.say(
            "Represented under a mandate by: {representative}.",
            representative=writing.own(complainant.representative.shown_as),
        )
        yield writing.paragraph(text, _annex(writing, complainant.representative.mandate))


def _standing(writing: Writing) -> str:
    complainant = writing.case.file.complainant
    standing = writing.say(_SEATS[(complainant.kind, complainant.seat)])
    if complainant.kind == "person" and complainant.union_citizen == "yes":
        return f"{standing} {writing.say('A citizen of the European Union.')}"
    return standing


def _annex(writing: Writing, citation: Citation | None) -> str:
    return writing.references([citation] if citation else ())


def officials_blocks(writing: Writing) -> Iterator[Block]:
    """Yield a paragraph for each official whom the chosen incidents or their acts name: post, employer, category, service."""
    file = writing.case.file
    labels = {
        label: None for incident in writing.chosen for label in (incident.official, *(act.by for act in incident.acts))
    }
    concerned = [file.officials[label] for label in labels if label in file.officials]
    for official in concerned:
        yield writing.paragraph(" ".join(_of_official(writing, official)))
    if any(incident.official not in file.officials for incident in writing.chosen):
        yield writing.paragraph(
            writing.say("For a part of the facts the person who acted is not identified. The text says where.")
        )


def _of_official(writing: Writing, official: Official) -> Iterator[str]:
    yield writing.say("Post at the time: {post}.", post=writing.own(official.post))
    yield writing.say(_EMPLOYERS[official.employer])
    yield writing.say(_CATEGORIES[official.category])
    if official.service and official.service.known:
        yield writing.say("In service: {when}.", when=writing.span(official.service))


def names_sheet(writing: Writing) -> Table | None:
    """Return the separate sheet with the names that this recipient may see; None where there are none.

    The case is already the case as the recipient may see it: a name that is left is a name to be shown.
    """
    file = writing.case.file
    rows = [(sentence_case(writing.own(one.post)), one.name) for one in file.officials.values() if one.name]
    rows += [(sentence_case(writing.own(one.shown_as)), one.name) for one in file.persons.values() if one.name]
    if not rows:
        return None
    headers = (writing.say("As called in this letter"), writing.say("Name"))
    return Table(writing.say("Separate sheet: names. To be kept apart from the letter."), headers, tuple(rows))
