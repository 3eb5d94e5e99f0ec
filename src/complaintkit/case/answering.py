"""What somebody types as the answer to a question, and as what shows it, turned into what an incident file holds.

Every function that takes typed text raises ValueError with a sentence for the person who typed it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from complaintkit.case.spans import parse_span
from complaintkit.law.values import Law, Question
from complaintkit.problems import suggestion
from complaintkit.words import meant

UNKNOWN = "unknown"
NOBODY = "nobody"
VOUCHED = "vouched"
_YES_NO = {"y": "yes", "yes": "yes", "n": "no", "no": "no"}
_CITED = re.compile(r"(E[1-9][0-9]{0,4})(?:[\s:,]+(.+))?", re.IGNORECASE)


def open_questions(law: Law, given: Mapping[str, Any]) -> tuple[Question, ...]:
    """Return the questions of the rules that come up and are not answered yet, `unknown` being an answer.

    `given` has the answers so far, under their questions. One that follows another comes up once that is answered so.
    """
    return tuple(one for one in law.questions if not one.recorded and one.id not in given and _comes_up(one, given))


def _comes_up(question: Question, given: Mapping[str, Any]) -> bool:
    if question.follows is None:
        return True
    answer = given.get(question.follows.question)
    answers = answer if isinstance(answer, list | tuple) else (answer,)
    return any(_word(one) in question.follows.answers for one in answers)


def _word(answer: Any) -> str:
    return ("yes" if answer else "no") if isinstance(answer, bool) else str(answer)


def form_of(question: Question) -> str:
    """Return in a few words how the question is answered."""
    forms = {
        "yes-no": "yes, no",
        "choice": ", ".join(question.choices),
        "choices": f"one or several of {', '.join(question.choices)}",
        "number": "a number",
        "date": "a day, such as 2019-09-18",
        "dates": "days, such as 2019-09-18, 2019-10-01",
        "text": "in a few words",
        "persons": f"labels of case.yaml, or {NOBODY}",
    }
    return f"{forms[question.answer]}; {UNKNOWN}"


def parse_answer(question: Question, text: str, labels: Collection[str]) -> str | int | list[str]:
    """Return the answer typed to a question as the incident file holds it."""
    typed = text.strip()
    if typed.lower() == UNKNOWN:
        return UNKNOWN
    match question.answer:
        case "yes-no":
            return _yes_no(typed)
        case "choice":
            return _choice(typed, question.choices)
        case "choices":
            return [_choice(part, question.choices) for part in _parts(typed)]
        case "number":
            return _number(typed)
        case "date":
            return _day(typed)
        case "dates":
            return [_day(part) for part in _parts(typed)]
        case "persons":
            return [] if typed.lower() == NOBODY else parse_labels(typed, labels)
        case _:
            return typed


def parse_labels(text: str, labels: Collection[str]) -> list[str]:
    """Return the labels typed, separated by commas; each has to stand for somebody in case.yaml."""
    return [_known(part, labels) for part in _parts(text)]


def parse_support(text: str, exhibits: Collection[str]) -> dict[str, Any]:
    """Return what shows an answer: `E3, E4 p. 2` cites exhibits, `vouched` says the complainant knows it itself."""
    if not text.strip():
        return {}
    if text.strip().lower() == VOUCHED:
        return {"vouched": True}
    return {"exhibits": [_citation(part, exhibits) for part in re.split(r"[,;]\s*(?=[Ee][0-9])", text.strip())]}


def fact_of(answer: str | int | list[str], support: dict[str, Any]) -> Any:
    """Return a fact as an incident file holds it, in the short form where nothing supports it."""
    return {"answer": answer, **support} if support else answer


def _parts(text: str) -> Sequence[str]:
    return [part.strip() for part in re.split(r"[,;]", text) if part.strip()]


def _yes_no(text: str) -> str:
    if text.lower() not in _YES_NO:
        raise ValueError("Answer yes, no or unknown; Enter skips the question, ? explains it.")
    return _YES_NO[text.lower()]


def _choice(text: str, choices: Sequence[str]) -> str:
    choice = meant(text, choices)
    if choice is None:
        raise ValueError(f"Choose from: {', '.join(choices)}; or unknown.{suggestion(text.lower(), choices)}")
    return choice


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise ValueError("Answer with a number, such as 3, or unknown.")
    return int(text)


def _day(text: str) -> str:
    parse_span(text)
    return text


def _known(label: str, labels: Collection[str]) -> str:
    typed = label.lower().replace(" ", "-")
    if typed not in labels:
        known = f" The labels there: {', '.join(labels)}."
        raise ValueError(f"`{label}` stands for nobody in case.yaml.{suggestion(typed, labels)}{known}")
    return typed


def _citation(text: str, exhibits: Collection[str]) -> Any:
    match = _CITED.fullmatch(text.strip())
    if match is None:
        raise ValueError("Write exhibits by number, each with its place where it has one: E3, E4 p. 2. Or: vouched.")
    exhibit = match[1].upper()
    if exhibit not in exhibits:
        raise ValueError(f"{exhibit} is not in the register. Take it in first: complaintkit evidence add FILE")
    return {"exhibit": exhibit, "at": match[2].strip()} if match[2] else exhibit
