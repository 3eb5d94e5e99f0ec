"""Answers: what a case says to one question for one incident, with how it is supported."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from complaintkit.assessment.values import Cited, Support
from complaintkit.case.values import Citation, Exhibit, Fact, Register, Supported
from complaintkit.values import frozen

MATTER = "matter"  # what an allegation is about is how the lawyer classes it: no fact that an exhibit would support
_WHOLE = (".eml", ".msg", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".heic", ".gif")


@frozen
class Answer:
    """The answer to one question: `unasked`, `unknown` (asked and not known) or `answered` with its values.

    A contradicted answer counts as unknown, with support contradicted. An empty list is answered with no values.
    """

    question: str
    state: Literal["unasked", "unknown", "answered"]
    values: tuple[str, ...] = ()
    support: Support | None = None
    cited: tuple[Cited, ...] = ()

    @property
    def spoken(self) -> str:
        """Return the values as a reason prints them."""
        if self.support is Support.CONTRADICTED:
            return "contradicted: " + " against ".join(self.values)
        return ", ".join(self.values) if self.values else ("nobody" if self.state == "answered" else self.state)


def answer_from_fact(question: str, fact: Fact, register: Register) -> Answer:
    """Return the answer that a fact typed under `facts:` gives."""
    values = as_values(fact.answer)
    cited = tuple(Cited(citation.exhibit, citation.at) for citation in fact.exhibits)
    if fact.contradicted_by:
        others = tuple(" ".join(as_values(other.answer)) for other in fact.contradicted_by)
        more = (c for other in fact.contradicted_by for c in other.exhibits)
        cited += tuple(Cited(citation.exhibit, citation.at) for citation in more)
        return Answer(question, "unknown", (" ".join(values), *others), Support.CONTRADICTED, cited)
    if values == ("unknown",):
        return Answer(question, "unknown", (), None, cited)
    if question == MATTER:
        return Answer(question, "answered", values, None, cited)
    return Answer(question, "answered", values, support_of(fact, register), cited)


def as_values(answer: Any) -> tuple[str, ...]:
    """Return a typed answer as words: true is yes, a list its items, nothing at all an empty list."""
    if isinstance(answer, bool):
        return ("yes" if answer else "no",)
    if isinstance(answer, list | tuple):
        return tuple(str(item) for item in answer)
    return () if answer is None else (str(answer).strip(),)


def support_of(supported: Supported, register: Register) -> Support:
    """Return how an assertion is supported: documented by an exhibit at a place in it, stated, or none at all.

    An exhibit without a pinpoint documents only if it is one page, an e-mail or a picture.
    """
    return support_of_citations(supported.exhibits, register, vouched=supported.vouched)


def support_of_citations(citations: Iterable[Citation], register: Register, *, vouched: bool = False) -> Support:
    """Return the support that citations give; `vouched` is the complainant's own word. A withdrawn exhibit gives none."""
    best = Support.STATED if vouched else Support.NONE
    for citation in citations:
        exhibit = register.exhibits.get(citation.exhibit)
        if exhibit is None or exhibit.withdrawn:
            continue
        if citation.at or needs_no_place(exhibit):
            return Support.DOCUMENTED
        best = Support.STATED
    return best


def needs_no_place(exhibit: Exhibit) -> bool:
    """Tell whether an exhibit documents as a whole: one page, an e-mail or a picture."""
    return exhibit.pages == 1 or exhibit.file.lower().endswith(_WHOLE) or exhibit.kind in {"e-mail", "email", "picture"}
