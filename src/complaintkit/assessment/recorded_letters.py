"""Answers that the letters of an incident give: what was sent, how that is shown, what was asked, what came back.

They speak of one request, the one that counts (`requests`). What a field leaves open is unknown; nothing is assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from complaintkit.assessment.answers import MATTER, Answer, support_of_citations
from complaintkit.assessment.requests import ANSWERED, Request, requests_that_count
from complaintkit.assessment.values import Cited, Support
from complaintkit.case.approaches import is_language_code
from complaintkit.case.spans import Span, parse_span
from complaintkit.case.values import Approach, Case, Citation, Incident, Register, Reply

_OF_A_REQUEST = ("request-proven", "answer-asked", "reply-received", "requester")
_OWN_LETTER_IS_APPROACH = ("reply", "access")


def answers_of_letters(case: Case, incident: Incident) -> list[Answer]:
    """Return the recorded answers that the letters of an incident give."""
    alike = requests_that_count(incident)
    if not alike:
        left_open = [Answer(question, "unknown") for question in _OF_A_REQUEST]
        return [_stated("request-made", "no"), *left_open, _own_approach(case, incident)]
    request, letters = alike[0], [letter for one in alike for letter in one.letters]
    return [
        _shown("request-made", "yes", letters, case.register),
        _proven(request.shown, letters, case.register),
        _sent_on(request, case.register),
        _stated("request-address", request.addressed),
        _stated("request-language", _language(request.letters[0].language)),
        _shown("answer-asked", request.asked, letters, case.register),
        _stated("reminder-sent", _yes_no(_reminded(request, incident))),
        *_answers_of_reply(request, case.register),
        _stated("requester", "complainant" if _own(case, incident.approaches) else "others"),
        _own_approach(case, incident),
    ]


def approaches_about(incident: Incident) -> tuple[Approach, ...]:
    """Return the approaches that raise what the incident complains of; a letter left unanswered raises the silence."""
    if matter_of(incident) in _OWN_LETTER_IS_APPROACH:
        return incident.approaches
    return tuple(approach for approach in incident.approaches if approach.raises_allegation != "no")


def matter_of(incident: Incident) -> str | None:
    """Return the answer to `matter`, or None where it is not answered."""
    fact = incident.facts.get(MATTER)
    return str(fact.answer) if fact and fact.answer != "unknown" else None


def _answers_of_reply(request: Request, register: Register) -> list[Answer]:
    reply = request.answer
    answers = [_stated("reply-received", request.came_back)]
    if reply is None:
        return [*answers, _stated("reply-language", "none" if request.unanswered == "none" else "unknown")]
    cited = [reply.exhibit] if reply.exhibit else []
    if reply.kind in {"part", *ANSWERED}:
        answers.append(_answered("last-reply-on", days_in_words(reply.on), cited, register))
    if reply.kind == "part":
        answers.append(_answered("part-left-open", "yes" if reply.leaves_open else "unknown", cited, register))
    return [*answers, _answered("reply-language", _compared(request, reply), cited, register)]


def _compared(request: Request, reply: Reply) -> str:
    """Return whether the reply is in the language of one of the letters."""
    written = {_language(letter.language) for letter in request.letters} - {"unknown"}
    answered = _language(reply.language)
    if not written or answered == "unknown":
        return "unknown"
    return "same" if answered in written else "other"


def _language(typed: str | None) -> str:
    """Return the code of a language without its country, or `unknown` where it is no code."""
    return typed.strip().lower().partition("-")[0] if typed and is_language_code(typed) else "unknown"


def days_in_words(span: Span) -> tuple[str, ...]:
    """Return a day, month or year as it is typed, the first and the last day of a period; nothing where it is not known."""
    if span.first is None or span.last is None:
        return ()
    typed = span.first.isoformat()
    shorter = next((typed[:length] for length in (10, 7, 4) if parse_span(typed[:length]) == span), None)
    return (shorter,) if shorter else (typed, span.last.isoformat())


def _sent_on(request: Request, register: Register) -> Answer:
    """Return the day of the first letter; where a source gives another day, both, contradicted."""
    letter = request.letters[0]
    others = tuple(day for other in letter.contradicted_by for day in _other_days(other.answer))
    found = _shown("request-on", days_in_words(letter.on), [letter], register)
    if not others or found.state == "unknown":
        return found
    return Answer(found.question, found.state, (*found.values, *others), Support.CONTRADICTED, found.cited)


def _other_days(answer: object) -> tuple[str, ...]:
    try:
        return days_in_words(parse_span(answer))
    except ValueError:
        return ()


def _reminded(request: Request, incident: Incident) -> bool:
    """Tell whether one of the senders sent a reminder, of this letter by its name or without naming any."""
    senders = {letter.by for letter in request.letters}
    return any(letter.reminds and letter.by in senders for letter in incident.approaches)


def _own_approach(case: Case, incident: Incident) -> Answer:
    raising = approaches_about(incident)
    own = _own(case, raising)
    if not own:
        return _stated("own-approach", "others-only" if raising else "none")
    reminded = any(approach.reminds for approach in own)
    return _answered("own-approach", "own-with-reminder" if reminded else "own", _exhibits(own), case.register)


def _own(case: Case, approaches: Iterable[Approach]) -> list[Approach]:
    return [approach for approach in approaches if approach.by == case.file.complainant.label]


def _proven(shown: str, letters: Sequence[Approach], register: Register) -> Answer:
    """Return what shows the sending; a copy shows what was written, and that it was sent only by the sender's word."""
    answer = _shown("request-proven", shown, letters, register)
    if shown not in {"copy", "word-only"}:
        return answer
    return Answer(answer.question, answer.state, answer.values, Support.STATED, answer.cited)


def _shown(question: str, value: str | tuple[str, ...], letters: Sequence[Approach], register: Register) -> Answer:
    """Return an answer that the copies of letters and the proofs of their sending support."""
    return _answered(question, value, _exhibits(letters), register)


def _exhibits(approaches: Iterable[Approach]) -> list[Citation]:
    return [citation for one in approaches for citation in (one.exhibit, one.proof_of_sending) if citation]


def _answered(question: str, value: str | tuple[str, ...], citations: Sequence[Citation], register: Register) -> Answer:
    values = (value,) if isinstance(value, str) else value
    if values in {(), ("unknown",)}:
        return Answer(question, "unknown")
    cited = tuple(dict.fromkeys(Cited(citation.exhibit, citation.at) for citation in citations))
    support = support_of_citations(citations, register, vouched=True)
    return Answer(question, "answered", values, support, cited)


def _stated(question: str, value: str) -> Answer:
    if value == "unknown":
        return Answer(question, "unknown")
    return Answer(question, "answered", (value,), Support.STATED)


def _yes_no(value: bool) -> str:  # noqa: FBT001
    return "yes" if value else "no"
