"""Answers that the case gives by its own fields: who the official is, what was sent (`recorded_letters`), who complains.

Each function answers one question that `regulations/questions.yaml` marks `recorded: true`. What a field leaves open is
unknown; nothing is assumed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from complaintkit.assessment.answers import Answer
from complaintkit.assessment.recorded_letters import answers_of_letters, days_in_words
from complaintkit.assessment.values import Cited, Support
from complaintkit.case.values import Case, Citation, Incident, Official


def answers_of_case(case: Case) -> dict[str, Answer]:
    """Return the recorded answers that are the same for every incident of the case, under their questions."""
    answers = [recorder(case) for recorder in OF_CASE]
    return {answer.question: answer for answer in answers}


def answers_of_incident(case: Case, incident: Incident) -> list[Answer]:
    """Return the recorded answers that the fields of one incident give."""
    return [*(recorder(case, incident) for recorder in OF_INCIDENT), *answers_of_letters(case, incident)]


def _stated(question: str, value: str, cited: Iterable[Cited] = ()) -> Answer:
    if value == "unknown":
        return Answer(question, "unknown")
    return Answer(question, "answered", (value,), Support.STATED, tuple(cited))


def _yes_no(question: str, value: bool) -> Answer:  # noqa: FBT001
    return _stated(question, "yes" if value else "no")


def _official(case: Case, incident: Incident) -> Official | None:
    return case.file.officials.get(incident.official)


def _identified(case: Case, incident: Incident) -> Answer:
    return _yes_no("official-identified", _official(case, incident) is not None)


def _category(case: Case, incident: Incident) -> Answer:
    official = _official(case, incident)
    return _stated("official-category", official.category if official else "unknown")


def _employer(case: Case, incident: Incident) -> Answer:
    official = _official(case, incident)
    return _stated("official-employer", official.employer if official else "unknown")


def _in_service(case: Case, incident: Incident) -> Answer:
    official = _official(case, incident)
    service = official.service if official else None
    if service is None or service.first is None or incident.when.first is None:
        return Answer("official-in-service", "unknown")
    until = incident.when.last or incident.when.first
    inside = service.first <= incident.when.first and (service.last is None or until <= service.last)
    return _yes_no("official-in-service", inside)


def _cited(citations: Iterable[Citation]) -> tuple[Cited, ...]:
    return tuple(dict.fromkeys(Cited(citation.exhibit, citation.at) for citation in citations))


def _eligible(case: Case) -> Answer:
    complainant = case.file.complainant
    if complainant.union_citizen == "yes" or complainant.seat == "member-state":
        return _stated("complainant-eligible", "yes")
    ruled_out = complainant.seat == "third-country" and (
        complainant.union_citizen == "no" or complainant.kind == "organisation"
    )
    return _stated("complainant-eligible", "no" if ruled_out else "unknown")


def _complainant_named(case: Case) -> Answer:
    return _yes_no("complainant-identified", bool(case.file.complainant.shown_as))


def _complainant_kind(case: Case) -> Answer:
    return _stated("complainant-kind", case.file.complainant.kind)


def _respondent(case: Case) -> Answer:
    return _yes_no("respondent-institution", case.file.respondent.kind == "union-institution")


def _institution(case: Case) -> Answer:
    return _stated("institution-concerned", case.file.respondent.institution)


def _staff(case: Case) -> Answer:
    return _stated("complainant-staff", case.file.complainant.staff_of_union)


def _before_court(case: Case) -> Answer:
    return _stated("before-court", case.file.court.answer, _cited(case.file.court.exhibits))


def _olaf(case: Case) -> Answer:
    return _stated(
        "olaf-investigates", case.file.olaf_investigates.answer, _cited(case.file.olaf_investigates.exhibits)
    )


def _learned_on(_case: Case, incident: Incident) -> Answer:
    days = days_in_words(incident.known_since) if incident.known_since else ()
    return Answer("learned-on", "answered", days, Support.STATED) if days else Answer("learned-on", "unknown")


def _olaf_agreed(case: Case) -> Answer:
    return _stated("olaf-agreed", case.file.olaf_investigates.agreed, _cited(case.file.olaf_investigates.exhibits))


def _precise(case: Case, incident: Incident) -> Answer:
    who = _official(case, incident) is not None
    when = incident.when.known
    documents = any(statement.exhibits for statement in incident.what_happened) or any(
        a.exhibits for a in incident.acts
    )
    return _yes_no("precise", who and when and documents)


OF_INCIDENT: tuple[Callable[[Case, Incident], Answer], ...] = (
    _identified,
    _category,
    _employer,
    _in_service,
    _learned_on,
    _precise,
)
OF_CASE: tuple[Callable[[Case], Answer], ...] = (
    _eligible,
    _complainant_named,
    _complainant_kind,
    _respondent,
    _institution,
    _staff,
    _before_court,
    _olaf,
    _olaf_agreed,
)
