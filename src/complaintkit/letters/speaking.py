"""What templates may name: the fields of a letter, down to those of its blocks, and the sentences of the catalogue."""

from __future__ import annotations

import re
import types
from dataclasses import is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from complaintkit.documents.saying import same_sentence
from complaintkit.languages import formats
from complaintkit.languages.catalogue import SOURCE_LANGUAGE, Untranslated, load_catalogue, shipped_languages
from complaintkit.letters.values import Letter
from complaintkit.letters.writing import MARK_CLOSES, MARK_OPENS
from complaintkit.values import frozen

_PLAIN_PLACEHOLDERS = re.compile(r"[^{}]*(?:\{\w+\}[^{}]*)*")


@cache
def letter_shape() -> dict[str, Any]:
    """Return what a letter has, in the form that `documents.names` compares with."""
    shape: dict[str, Any] = _shape(Letter)
    return shape


def _shape(kind: Any) -> Any:
    if is_dataclass(kind):
        return {name: _shape(inner) for name, inner in get_type_hints(kind).items()}
    if get_origin(kind) in {tuple, list}:
        return [_shape(get_args(kind)[0])]
    if get_origin(kind) in {Union, types.UnionType}:
        return next((_shape(inner) for inner in get_args(kind) if inner is not type(None)), None)
    return None


@frozen
class Sentences:
    """The catalogue in one language, as templates speak it; a draft marks what is not translated yet."""

    language: str
    draft: bool = False

    def say(self, message: str, /, **values: str | int) -> str:
        """Return a sentence of the catalogue; raises LookupError where it has none like it, KeyError for a value."""
        source = _known(message)
        try:
            return formats.typographic(load_catalogue(self.language).say(source, **values))
        except Untranslated:
            if not self.draft:
                raise
            return f"{MARK_OPENS}{source.format(**values)}{MARK_CLOSES}"

    def say_many(self, one: str, many: str, n: int, /, **values: Any) -> str:
        """Return the sentence for the number n; raises as `say` does."""
        if not _PLAIN_PLACEHOLDERS.fullmatch(many):
            raise LookupError(f"the catalogue has no sentence “{many}”")
        return formats.typographic(load_catalogue(self.language).say_many(_known(one), many, n, **values))


def _known(message: str) -> str:
    """Return the sentence as the catalogue has it: quotation marks and white space of a template are of no account."""
    known = catalogue_sentences().get(same_sentence(message))
    if known is None or not _PLAIN_PLACEHOLDERS.fullmatch(known):
        raise LookupError(f"the catalogue has no sentence “{message}”")
    return known


@cache
def catalogue_sentences() -> dict[str, str]:
    """Return every fixed sentence of the product, by the form in which sentences are compared.

    English has no file: its sentences are the ids of the others, and every other language has all of them.
    """
    other = next((language for language in shipped_languages() if language != SOURCE_LANGUAGE), SOURCE_LANGUAGE)
    catalogue = load_catalogue(other)
    sources = (*(catalogue.sentences or ()), *(getattr(catalogue, "plurals", None) or ()))
    return {same_sentence(source): source for source in sources}
