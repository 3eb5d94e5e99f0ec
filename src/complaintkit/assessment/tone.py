"""The tone of what was typed: words that assert guilt or insult, absolute claims, motives, penalties asked for.

Each is a warning with the sentence and a suggestion; no text is ever changed, and nothing is refused for it. A letter speaks
of what the complainant submits and of what the exhibits show; it says nothing about motives and asks for no penalty. The
words are data of the rules (`tone/LANG.yaml`), those of the language in which the case is typed.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from functools import lru_cache

from complaintkit.assessment.lexicon import Found, Lexicon, plain_words
from complaintkit.assessment.typed import Typed, texts_of
from complaintkit.case.values import Case
from complaintkit.law.values import Law, Tone
from complaintkit.problems import Problem, warning
from complaintkit.source.documents import Document, Location

_LONGEST = 160
_PENALTY = "penalty"  # asked for only where something is asked for
_SAID = {
    "guilt": (
        "CK730",
        "“{word}” asserts guilt",
        "say what was done, when, and which exhibit shows it; whether that is a breach is for the recipient to establish",
    ),
    "insult": (
        "CK731",
        "“{word}” judges or insults",
        "say what was said or done, and leave the judgment to the reader; what others said stands between quotation marks",
    ),
    "absolute": (
        "CK732",
        "“{word}” claims more than exhibits can show",
        "say how often, on which days, and by which exhibits; say openly what is not known",
    ),
    "motive": (
        "CK733",
        "“{word}” says something about a motive",
        "say what was done; where an exhibit shows a motive, quote it between quotation marks or say who reports it",
    ),
    "penalty": (
        "CK734",
        "“{word}” asks for a penalty",
        "ask for an inquiry, a reply or a correction; whether there is a penalty is for the appointing authority",
    ),
}


def tone_of(
    case: Case,
    law: Law,
    documents: Mapping[str, Document],
    *,
    incidents: Container[str] | None = None,
    recipients: Container[str] | None = None,
) -> tuple[Problem, ...]:
    """Return a warning for each word in what was typed that a letter had better not send.

    Args:
        case: the case, as typed.
        law: the rules, which hold the words of each language; of a language without a list nothing is found.
        documents: the files of the case by their path within the folder, to say where something was typed.
        incidents: ids of the incidents to look at; None is all of them.
        recipients: whose treatment in `case.yaml` is looked at; None is everybody's.
    """
    found = _words(case, law, incidents, recipients)
    return tuple(_problem(typed, word, documents) for typed, word in found)


def _words(
    case: Case, law: Law, incidents: Container[str] | None, recipients: Container[str] | None
) -> Iterator[tuple[Typed, Found]]:
    tone = next((one for one in law.tone if one.language == case.file.language), None)
    if tone is None:
        return
    lexicon = _lexicon(tone)
    texts = [typed for typed in texts_of(case, incidents, recipients) if not typed.others]
    beginnings = lexicon.beginnings(plain_words("\n".join({typed.text: None for typed in texts})))
    for typed in texts if beginnings else ():
        words = plain_words(typed.text)
        if any(one in words for one in beginnings):
            yield from ((typed, one) for one in lexicon.find(typed.text) if typed.asks or one.kind != _PENALTY)


@lru_cache(maxsize=4)
def _lexicon(tone: Tone) -> Lexicon:
    return Lexicon(tone)


def _problem(typed: Typed, found: Found, documents: Mapping[str, Document]) -> Problem:
    code, said, suggestion = _SAID[found.kind]
    message = f"{said.format(word=found.word)}: {_shortened(found.sentence)}"
    file, place = _where(typed.stem, typed.loc, documents)
    return warning(file, code, message, suggestion, at=place)


def _where(stem: str, loc: Location, documents: Mapping[str, Document]) -> tuple[str, tuple[int, int] | None]:
    file = next((name for name in (f"{stem}.yaml", f"{stem}.yml") if name in documents), None)
    return (file or f"{stem}.yaml"), documents[file].place(loc) if file else None


def _shortened(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LONGEST else f"{one_line[: _LONGEST - 1].rstrip()}…"
