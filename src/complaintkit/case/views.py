"""A case with the files it came from, for checks: where a label, a citation or a date was typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from complaintkit.case.files import SUPPORT
from complaintkit.case.values import Approach, Case, CaseFile, Citation, Incident, Reply, Statement, Supported
from complaintkit.law.values import Law, Question
from complaintkit.problems import Problem, error
from complaintkit.source.documents import Document, Location
from complaintkit.values import frozen


@frozen
class View:
    """What checks look at: the case, its documents, the rules (or None), the ids of what was too faulty to read."""

    case: Case
    documents: dict[str, Document]
    law: Law | None
    faulty: frozenset[str]

    @cached_property
    def labels(self) -> frozenset[str]:
        """Return every label that the case file gives to somebody."""
        return frozenset(self.case.labels)

    @cached_property
    def incident_ids(self) -> frozenset[str]:
        """Return the ids of all incidents, those that could not be read included."""
        return frozenset(incident.id for incident in self.case.incidents) | self.faulty

    @cached_property
    def exhibit_ids(self) -> frozenset[str]:
        """Return the numbers of all exhibits in the register, those that could not be read included."""
        return frozenset(self.case.register.exhibits) | self.faulty

    @cached_property
    def recipients(self) -> frozenset[str]:
        """Return the ids of the recipients that the rules know."""
        known = (*self.law.recipients, *self.law.around) if self.law else ()
        return frozenset(recipient.id for recipient in known)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Return the questions that the rules ask, by id."""
        return {question.id: question for question in self.law.questions} if self.law else {}

    def file_of(self, incident: Incident) -> str:
        """Return the path of an incident's file within the folder."""
        return self._file(f"incidents/{incident.id}")

    def file_of_selection(self, recipient: str) -> str:
        """Return the path of the selection for a recipient within the folder."""
        return self._file(f"selections/{recipient}")

    def _file(self, stem: str) -> str:
        return f"{stem}.yaml" if f"{stem}.yaml" in self.documents else f"{stem}.yml"

    def problem(
        self, file: str, loc: Location, code: str, message: str, hint: str | None = None, *, key: bool = False
    ) -> Problem:
        """Return an error at a place in one of the files: at the value, or at its key."""
        document = self.documents.get(file)
        return error(file, code, message, hint, at=document.place(loc, key=key) if document else None)

    def doubt(self, file: str, loc: Location, code: str, message: str, hint: str | None = None) -> Problem:
        """Return a warning at a place in one of the files."""
        return replace(self.problem(file, loc, code, message, hint), severity="warning")


def labels_in(incident: Incident) -> Iterator[tuple[Location, str]]:
    """Yield every label that an incident uses for somebody, with its place."""
    if incident.official != "unknown":
        yield ("official",), incident.official
    yield from ((("affected", number), label) for number, label in enumerate(incident.affected))
    for loc, statement in _statements(incident):
        if statement.told_by:
            yield (*loc, "told_by"), statement.told_by
    for number, act in enumerate(incident.acts):
        if act.by:
            yield ("acts", number, "by"), act.by
        yield from ((("acts", number, "towards", place), label) for place, label in enumerate(act.towards))
    for number, approach in enumerate(incident.approaches):
        yield ("approaches", number, "by"), approach.by
        yield from (((*loc, "by"), reply.by) for loc, reply in replies_in(number, approach) if reply.by)


def replies_in(number: int, approach: Approach) -> Iterator[tuple[Location, Reply]]:
    """Yield everything that came back to an approach, the `number`th of its incident, with its place."""
    at: Location = ("approaches", number)
    if isinstance(approach.reply, Reply):
        yield (*at, "reply"), approach.reply
    yield from (((*at, "replies", place), reply) for place, reply in enumerate(approach.replies))


def citations_in(incident: Incident) -> Iterator[tuple[Location, Citation]]:
    """Yield every citation of an exhibit in an incident, with its place."""
    for loc, statement in _statements(incident):
        yield from _cited(loc, statement)
    for number, act in enumerate(incident.acts):
        yield from _cited(("acts", number), act)
    for question, fact in incident.facts.items():
        yield from _cited(("facts", question), fact)
        for number, other in enumerate(fact.contradicted_by):
            yield from _cited(("facts", question, "contradicted_by", number), other)
    for number, approach in enumerate(incident.approaches):
        at: Location = ("approaches", number)
        yield from _one((*at, "exhibit"), approach.exhibit)
        yield from _one((*at, "proof_of_sending"), approach.proof_of_sending)
        for loc, reply in replies_in(number, approach):
            yield from _one((*loc, "exhibit"), reply.exhibit)
        for place, other in enumerate(approach.contradicted_by):
            yield from _cited((*at, "contradicted_by", place), other)


def cited_in(case: Case) -> set[str]:
    """Return every exhibit that an incident or `case.yaml` cites."""
    cited = {citation.exhibit for incident in case.incidents for _, citation in citations_in(incident)}
    return cited | {citation.exhibit for _, citation in citations_in_case_file(case.file)}


def citations_in_case_file(file: CaseFile) -> Iterator[tuple[Location, Citation]]:
    """Yield every citation of an exhibit in `case.yaml`, with its place."""
    complainant = file.complainant
    yield from _one(("complainant", "register_extract"), complainant.register_extract)
    if complainant.signatory:
        yield from _one(("complainant", "signatory", "authority"), complainant.signatory.authority)
    if complainant.representative:
        yield from _one(("complainant", "representative", "mandate"), complainant.representative.mandate)
    yield from _cited(("court",), file.court)
    yield from _cited(("olaf_investigates",), file.olaf_investigates)
    for number, publication in enumerate(file.publications):
        yield from _one(("publications", number, "exhibit"), publication.exhibit)


def typed_support(view: View, incident: Incident, loc: Location) -> Location:
    """Return where a statement's support was typed: with it, or once for the whole incident."""
    if loc[:1] not in {("what_happened",), ("against",)}:
        return loc
    document = view.documents.get(view.file_of(incident))
    told = document.data.get(loc[0]) if document else None
    statement = told[loc[1]] if isinstance(told, list) and isinstance(loc[1], int) else None
    own = isinstance(statement, dict) and any(key in statement for key in SUPPORT)
    return loc if own else loc[2:]


def _statements(incident: Incident) -> Iterator[tuple[Location, Statement]]:
    yield from ((("what_happened", number), statement) for number, statement in enumerate(incident.what_happened))
    yield from ((("against", number), statement) for number, statement in enumerate(incident.against))


def _cited(loc: Location, supported: Supported) -> Iterator[tuple[Location, Citation]]:
    yield from (((*loc, "exhibits", number), cited) for number, cited in enumerate(supported.exhibits))


def _one(loc: Location, citation: Citation | None) -> Iterator[tuple[Location, Citation]]:
    if citation is not None:
        yield loc, citation
