"""Answers that the case gives by its own fields: who the official is, what was sent, who complains.

Each function answers one question that `regulations/questions.yaml` marks `recorded: true`. What a field leaves open is
unknown; nothing is assumed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from complaintkit.assessment.answers import MATTER, Answer, support_of_citations
from complaintkit.assessment.values import Cited, Support
from complaintkit.case.values import Approach, Case, Citation, Incident, Official, Reply

_ANSWERED_LEAST = ("none", "acknowledgement", "part", "refusal", "full")
_OWN_LETTER_IS_APPROACH = ("reply", "access")


def answers_of_case(case: Case) -> dict[str, Answer]:
    """Return the recorded answers that are the same for every incident of the case, under their questions."""
    answers = [recorder(case) for recorder in OF_CASE]
    return {answer.question: answer for answer in answers}


def answers_of_incident(case: Case, incident: Incident) -> list[Answer]:
    """Return the recorded answers that the fields of one incident give."""
    return [recorder(case, incident) for recorder in OF_INCIDENT]


def approaches_about(incident: Incident) -> tuple[Approach, ...]:
    """Return the approaches that raise what the incident complains of; a letter left unanswered raises the silence."""
    if matter_of(incident) in _OWN_LETTER_IS_APPROACH:
        return incident.approaches
    return tuple(approach for approach in incident.approaches if approach.raises_allegation != "no")


def matter_of(incident: Incident) -> str | None:
    """Return the answer to `matter`, or None where it is not answered."""
    fact = incident.facts.get(MATTER)
    return str(fact.answer) if fact and fact.answer != "unknown" else None


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


def _request_made(case: Case, incident: Incident) -> Answer:
    if not incident.approaches:
        return _yes_no("request-made", value=False)
    return _from_letters(case, "request-made", ("yes",), incident.approaches)


def _request_proven(case: Case, incident: Incident) -> Answer:
    proven = all(approach.exhibit or approach.proof_of_sending for approach in incident.approaches)
    if not incident.approaches:
        return _yes_no("request-proven", value=False)
    return _from_letters(case, "request-proven", ("yes" if proven else "no",), incident.approaches)


def _answer_asked(case: Case, incident: Incident) -> Answer:
    asked = {approach.asks_for_answer for approach in incident.approaches}
    if "yes" in asked:
        return _from_letters(case, "answer-asked", ("yes",), incident.approaches)
    return _stated("answer-asked", "unknown" if not asked or "unknown" in asked else "no")


def _reply_received(_case: Case, incident: Incident) -> Answer:
    kinds = [a.reply.kind if isinstance(a.reply, Reply) else a.reply for a in incident.approaches]
    known = [kind for kind in kinds if kind != "unknown"]
    if not known or (len(known) < len(kinds) and "none" not in known):
        return Answer("reply-received", "unknown")
    return _stated("reply-received", min(known, key=_ANSWERED_LEAST.index))


def _requester(case: Case, incident: Incident) -> Answer:
    if not incident.approaches:
        return Answer("requester", "unknown")
    own = any(approach.by == case.file.complainant.label for approach in incident.approaches)
    return _stated("requester", "complainant" if own else "others")


def _own_approach(case: Case, incident: Incident) -> Answer:
    raising = approaches_about(incident)
    own = [approach for approach in raising if approach.by == case.file.complainant.label]
    if any(approach.reminder or approach.reminder_of for approach in own):
        return _from_letters(case, "own-approach", ("own-with-reminder",), own)
    if own:
        return _from_letters(case, "own-approach", ("own",), own)
    return _stated("own-approach", "others-only" if raising else "none")


def _from_letters(case: Case, question: str, values: tuple[str, ...], approaches: Iterable[Approach]) -> Answer:
    citations = [c for a in approaches for c in (a.exhibit, a.proof_of_sending) if c]
    support = support_of_citations(citations, case.register, vouched=True)
    if any(approach.contradicted_by for approach in approaches):
        support = Support.CONTRADICTED if support is Support.NONE else support
    return Answer(question, "answered", values, support, _cited(citations))


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


def _respondent(case: Case) -> Answer:
    return _yes_no("respondent-institution", case.file.respondent.kind == "union-institution")


def _staff(case: Case) -> Answer:
    return _stated("complainant-staff", case.file.complainant.staff_of_union)


def _before_court(case: Case) -> Answer:
    return _stated("before-court", case.file.court.answer, _cited(case.file.court.exhibits))


def _olaf(case: Case) -> Answer:
    return _stated(
        "olaf-investigates", case.file.olaf_investigates.answer, _cited(case.file.olaf_investigates.exhibits)
    )


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
    _request_made,
    _request_proven,
    _answer_asked,
    _reply_received,
    _requester,
    _own_approach,
    _precise,
)
OF_CASE: tuple[Callable[[Case], Answer], ...] = (
    _eligible,
    _complainant_named,
    _respondent,
    _staff,
    _before_court,
    _olaf,
)
