"""Answers as letters print them: the words for yes, no, choices, dates and people, in the letter's language."""

from __future__ import annotations

from typing import Any

from complaintkit.case.spans import parse_span
from complaintkit.languages.catalogue import message
from complaintkit.letters.writing import Writing

_WORDS = {
    "yes": message("yes"),
    "no": message("no"),
    "unknown": message("not known"),
    "none": message("none"),
    "own-initiative": message("of the official's own initiative"),
    "superior": message("on a superior's instruction"),
    "service-position": message("an agreed position of the service"),
    "knew": message("known at the time"),
    "should-have-known": message("should have been known at the time"),
    "could-not-know": message("could not be known at the time"),
    "insulting": message("insulting"),
    "threatening": message("threatening"),
    "belittling": message("belittling"),
    "neutral": message("neutral"),
    "personality": message("personality"),
    "dignity": message("dignity"),
    "physical-integrity": message("physical integrity"),
    "psychological-integrity": message("psychological integrity"),
    "in-service": message("in the line of duty"),
    "otherwise": message("in another way"),
    "institution": message("for the institution"),
    "personally": message("personally"),
    "public": message("in public"),
    "restricted": message("before a restricted circle"),
    "private": message("in private"),
    "praise": message("praise"),
    "dissent": message("dissent"),
    "attack": message("attack"),
    "reply": message("a reply"),
    "conduct": message("conduct"),
    "disclosure": message("disclosure of information"),
    "information": message("correctness of information"),
    "policy": message("policy"),
    "employment": message("employment"),
    "access": message("access to documents"),
}


def answer_in_words(writing: Writing, answer: Any) -> str:
    """Return an answer as text: a known word translated, a date written out, a label by what letters call it."""
    if isinstance(answer, bool):
        return writing.say("yes") if answer else writing.say("no")
    if isinstance(answer, list | tuple):
        return writing.list(answer_in_words(writing, one) for one in answer) or writing.say("none")
    if answer is None:
        return writing.say("none")
    return _text(writing, str(answer).strip())


def _text(writing: Writing, answer: str) -> str:
    if answer in _WORDS:
        return writing.say(_WORDS[answer])
    if answer in writing.case.file.persons or answer in writing.case.file.officials:
        return writing.called(answer)
    if answer.isdigit() and len(answer) < 4:  # noqa: PLR2004 - four digits are a year
        return answer
    try:
        return writing.span(parse_span(answer))
    except ValueError:
        return writing.own(answer)
