"""Every sentence that the team typed and a letter may print, with the file and the place where it was typed."""

from __future__ import annotations

from collections.abc import Container, Iterator

from complaintkit.case.values import Approach, Case, Incident, Statement
from complaintkit.source.documents import Location
from complaintkit.values import frozen

CASE_FILE = "case.yaml"
_LISTS = ("asks", "why_serious", "why_this_recipient", "protect", "preserve", "reasons")


@frozen
class Typed:
    """A text and where it was typed.

    `stem` is the file without its ending; `others` marks what others have told, `asks` what is asked for.
    """

    stem: str
    loc: Location
    text: str
    others: bool = False
    asks: bool = False


def texts_of(
    case: Case, incidents: Container[str] | None = None, recipients: Container[str] | None = None
) -> Iterator[Typed]:
    """Yield the texts of a case.

    Args:
        case: the case.
        incidents: ids of incidents; None is all of them.
        recipients: whose treatment in `case.yaml` is looked at; None is everybody's.
    """
    yield from _in_case_file(case, recipients)
    for incident in case.incidents:
        if incidents is None or incident.id in incidents:
            yield from _in_incident(incident)


def _in_case_file(case: Case, recipients: Container[str] | None) -> Iterator[Typed]:
    file = case.file
    yield Typed("case", ("title",), file.title)
    yield from (Typed("case", ("joined", n, "title"), one.title) for n, one in enumerate(file.joined))
    yield from (Typed("case", ("publications", n, "what"), one.what) for n, one in enumerate(file.publications))
    yield from (Typed("case", ("sent_elsewhere", n, "about"), one.about) for n, one in enumerate(file.sent_elsewhere))
    yield from (Typed("case", ("preserve", n), one) for n, one in enumerate(file.preserve))
    for name, treatment in file.treatment.items():
        if recipients is None or name in recipients:
            if treatment.confidential_parts:
                yield Typed("case", ("treatment", name, "confidential_parts"), treatment.confidential_parts)
            for key in _LISTS:
                texts = getattr(treatment, key)
                yield from (Typed("case", ("treatment", name, key, n), one, asks=True) for n, one in enumerate(texts))


def _in_incident(incident: Incident) -> Iterator[Typed]:
    stem = f"incidents/{incident.id}"
    yield Typed(stem, ("title",), incident.title)
    for loc, statement in _statements_of(incident):
        yield Typed(stem, (*loc, "say"), statement.say, others=statement.source == "hearsay")
    yield from (Typed(stem, ("acts", n, "what"), act.what) for n, act in enumerate(incident.acts))
    for n, approach in enumerate(incident.approaches):
        yield from _in_approach(stem, n, approach)
    for key in ("put_right", "documents_wanted"):
        yield from (Typed(stem, (key, n), one, asks=True) for n, one in enumerate(getattr(incident, key)))


def _in_approach(stem: str, number: int, approach: Approach) -> Iterator[Typed]:
    yield Typed(stem, ("approaches", number, "about"), approach.about)
    for reply in approach.came_back:
        for text in (reply.leaves_open, reply.note):
            if text:
                yield Typed(stem, ("approaches", number), text)


def _statements_of(incident: Incident) -> Iterator[tuple[Location, Statement]]:
    """Yield the statements of an incident, those that speak against it too, with their places."""
    yield from ((("what_happened", n), one) for n, one in enumerate(incident.what_happened))
    yield from ((("against", n), one) for n, one in enumerate(incident.against))
