"""Whether the answers under `facts:` answer questions that the rules ask, in the form in which they are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from complaintkit.case.spans import parse_span
from complaintkit.case.values import Incident
from complaintkit.case.views import View
from complaintkit.law.values import Question
from complaintkit.problems import Problem, did_you_mean
from complaintkit.source.documents import Location

_LISTS = frozenset({"choices", "dates", "persons"})
_Mistake = tuple[str, str | None]


def check_answers(view: View) -> Iterator[Problem]:
    """Yield each fact that answers no question of the rules, or not in the form asked for."""
    if view.law is None:
        return
    for incident in view.case.incidents:
        for name in incident.facts:
            question = view.questions.get(name)
            yield from _no_question(view, incident, name, question)
            if question and not question.recorded:
                yield from _answers(view, incident, question)


def _no_question(view: View, incident: Incident, name: str, question: Question | None) -> Iterator[Problem]:
    file, loc = view.file_of(incident), ("facts", name)
    if question is None:
        asked = [other.id for other in view.questions.values() if not other.recorded]
        hint = did_you_mean(name, asked) or "the questions stand in `questions.yaml` of the rules"
        yield view.problem(file, loc, "CK213", f"the rules ask no question `{name}`", hint, key=True)
    elif question.recorded:
        message = f"`{name}` is not answered here: the answer follows from what the case records"
        yield view.problem(
            file, loc, "CK215", message, "delete it, and see that the case itself has it right", key=True
        )


def _answers(view: View, incident: Incident, question: Question) -> Iterator[Problem]:
    fact = incident.facts[question.id]
    at: Location = ("facts", question.id)
    given = [(at, fact.answer)]
    given += [((*at, "contradicted_by", number), other.answer) for number, other in enumerate(fact.contradicted_by)]
    for loc, answer in given:
        for step, mistake in _mistakes(view, question, answer):
            place = (*loc, "answer", *step) if _is_written_out(view, incident, loc) else (*loc, *step)
            yield view.problem(view.file_of(incident), place, "CK214", *mistake)


def _is_written_out(view: View, incident: Incident, loc: Location) -> bool:
    """Tell whether the fact stands as a mapping with `answer`, not as the bare answer."""
    data = view.documents[view.file_of(incident)].data
    for step in loc:
        data = data[step]
    return isinstance(data, dict)


def _mistakes(view: View, question: Question, answer: Any) -> Iterator[tuple[Location, _Mistake]]:
    name, form = question.id, question.answer
    if answer is None:
        empty = "write [] if it is nobody or nothing, or unknown" if form in _LISTS else "write unknown, or delete it"
        yield (), (f"`{name}` has no answer", empty)
    elif answer == "unknown":
        return
    elif isinstance(answer, dict):
        yield (), (f"the answer to `{name}` is a mapping", "write the answer behind `answer:`")
    elif isinstance(answer, list):
        yield from _items(view, question, answer)
    else:
        mistake = _TELLERS[form](view, question, answer)
        yield from [((), mistake)] if mistake else []


def _items(view: View, question: Question, answers: list[Any]) -> Iterator[tuple[Location, _Mistake]]:
    if question.answer not in _LISTS:
        yield (), (f"`{question.id}` has one answer, not a list", _wanted(question))
        return
    for number, answer in enumerate(answers):
        mistake = _TELLERS[question.answer](view, question, answer)
        yield from [((number,), mistake)] if mistake else []


def _yes_no(_: View, question: Question, answer: Any) -> _Mistake | None:
    if isinstance(answer, bool) or answer in {"yes", "no"}:
        return None
    return f"`{question.id}` is answered yes, no or unknown, not `{answer}`", _wanted(question)


def _choice(_: View, question: Question, answer: Any) -> _Mistake | None:
    if answer in question.choices:
        return None
    hint = did_you_mean(str(answer), question.choices) or _wanted(question)
    return f"`{answer}` is no answer to `{question.id}`", hint


def _number(_: View, question: Question, answer: Any) -> _Mistake | None:
    if isinstance(answer, int) and not isinstance(answer, bool):
        return None
    return f"`{question.id}` asks for a number, not `{answer}`", _wanted(question)


def _date(_: View, question: Question, answer: Any) -> _Mistake | None:
    try:
        parse_span(answer)
    except ValueError as reason:
        return f"`{question.id}` asks for a date: {reason}", None
    return None


def _text(_: View, question: Question, answer: Any) -> _Mistake | None:
    return (f"`{question.id}` asks for a text", "write it as a text") if isinstance(answer, bool) else None


def _person(view: View, question: Question, answer: Any) -> _Mistake | None:
    if answer in view.labels:
        return None
    hint = did_you_mean(str(answer), view.labels) or "add the label under `persons` in case.yaml"
    return f"`{question.id}` asks for labels, and nobody in case.yaml has the label `{answer}`", hint


_TELLERS: dict[str, Callable[[View, Question, Any], _Mistake | None]] = {
    "yes-no": _yes_no,
    "choice": _choice,
    "choices": _choice,
    "number": _number,
    "date": _date,
    "dates": _date,
    "text": _text,
    "persons": _person,
}


def _wanted(question: Question) -> str:
    """Return which answers the question takes."""
    if question.answer == "yes-no":
        return "write yes, no or unknown"
    if question.choices:
        return f"write {', '.join(question.choices)} or unknown"
    return "write a whole number, or unknown" if question.answer == "number" else "write one text, or unknown"
