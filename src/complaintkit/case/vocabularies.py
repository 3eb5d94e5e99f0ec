"""The controlled words of the register: what stands in `vocabularies.yaml` beside this module, and which term a word means.

Where a term comes from, and how far that source was read, stands in the file. A word that is no term is never lost: it
stays in the register, and `check` warns of it.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from complaintkit.problems import did_you_mean
from complaintkit.source.documents import read_document
from complaintkit.values import frozen

FILE = Path(__file__).with_name("vocabularies.yaml")
KIND, HOW_OBTAINED, CONNECTION = "kind", "how-obtained", "connection"
RELIABILITY, CONFIDENTIALITY, SPECIAL_CATEGORIES = "reliability", "confidentiality", "special-categories"
WORDS = {
    "kind": KIND,
    "how_obtained": HOW_OBTAINED,
    "connection": CONNECTION,
    "reliability": RELIABILITY,
    "confidentiality": CONFIDENTIALITY,
    "special_categories": SPECIAL_CATEGORIES,
}


@frozen
class Term:
    """One word of a vocabulary. `source` is the id of a source, `own` where it is this project's own term.

    `witness` marks kinds of exhibits in which a person tells of themselves.
    """

    id: str
    label: str
    definition: str
    source: str
    also: tuple[str, ...] = ()
    witness: bool = False


@frozen
class Vocabulary:
    """The words for one thing that the register says of an exhibit."""

    id: str
    about: str
    terms: tuple[Term, ...]

    def term(self, word: str) -> Term | None:
        """Return the term that a word means: its id, its label or another spelling, in any letter case; else None."""
        return self._by_word.get(_plain(word))

    def hint(self, word: str) -> str:
        """Return what to type instead of a word that is no term."""
        close = did_you_mean(_plain(word), self._by_word)
        return close or f"the terms are: {', '.join(term.id for term in self.terms)}"

    @cached_property
    def _by_word(self) -> dict[str, Term]:
        return {_plain(word): term for term in self.terms for word in (*term.also, term.label, term.id)}


@frozen
class Reference:
    """Where terms come from: the title, how far it was read, and when."""

    id: str
    title: str
    read: str
    checked: str


@lru_cache(maxsize=1)
def vocabularies() -> dict[str, Vocabulary]:
    """Return every vocabulary by its id, as it travels with the package."""
    return {name: _vocabulary(name, held) for name, held in _held()["vocabularies"].items()}


@lru_cache(maxsize=1)
def references() -> dict[str, Reference]:
    """Return the sources of the terms by their ids."""
    return {name: Reference(name, **held) for name, held in _held()["sources"].items()}


def _held() -> Any:
    document, problems = read_document(FILE, FILE.name)
    if document is None or problems:  # a broken installation
        raise ValueError("; ".join(problem.as_line() for problem in problems))
    return document.data


def _vocabulary(name: str, held: Any) -> Vocabulary:
    terms = (Term(**{**term, "id": word, "also": tuple(term.get("also", ()))}) for word, term in held["terms"].items())
    return Vocabulary(name, held["about"], tuple(terms))


def _plain(word: str) -> str:
    return " ".join(word.lower().replace("-", " ").replace("_", " ").split())
