"""Catalogues: the fixed sentences of letters, whole, with named placeholders, in each shipped language.

The English sentence is the message id; `catalogues/LANG.po` holds the others. Nothing is glued together from fragments, so
that every language can order its own words. A sentence that depends on a number has as many forms as CLDR says (PO:
`msgid_plural`, `msgstr[n]`; the header `Plural-Forms` is made from CLDR's rule).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from gettext import c2py

from complaintkit.languages.files import CATALOGUES, SOURCE_LANGUAGE, catalogue_file
from complaintkit.languages.held import held
from complaintkit.values import frozen

__all__ = [
    "SOURCE_LANGUAGE",
    "Catalogue",
    "Untranslated",
    "catalogue_file",
    "load_catalogue",
    "message",
    "shipped_languages",
]


class Untranslated(LookupError):
    """A fixed sentence has no translation in the catalogue; `message` is the English sentence."""

    def __init__(self, message: str, language: str) -> None:
        self.message, self.language = message, language
        super().__init__(f"the {language} catalogue has no sentence for: {message}")


@frozen
class Catalogue:
    """The fixed sentences of one language; `sentences` maps English to the translation, None for English itself.

    `plurals` maps the English sentence for one to the forms of the language, in the order of `plural_forms`, which is as
    gettext writes it.
    """

    language: str
    sentences: Mapping[str, str] | None
    plurals: Mapping[str, Sequence[str]] | None = None
    plural_forms: str = "nplurals=2; plural=(n != 1);"

    def say(self, message: str, **values: str | int) -> str:
        """Return the sentence in the catalogue's language with `values` in their places; raises Untranslated."""
        if self.sentences is None:
            return message.format(**values)
        sentence = self.sentences.get(message)
        if sentence is None:
            raise Untranslated(message, self.language)
        return sentence.format(**values)

    def say_many(self, one: str, many: str, n: int, **values: str | int) -> str:
        """Return the sentence for the number `n`, which each form may use as {n}: the form that CLDR names for it."""
        if self.sentences is None:
            return (one if n == 1 else many).format(n=n, **values)
        forms = (self.plurals or {}).get(one)
        if forms is None:
            raise Untranslated(one, self.language)
        return forms[plural_rule(self.plural_forms)(n)].format(n=n, **values)


@cache
def plural_rule(plural_forms: str) -> Callable[[int], int]:
    """Return which form a number has, for a `Plural-Forms` as gettext writes it."""
    rule: Callable[[int], int] = c2py(plural_forms.partition("plural=")[2].rstrip("; "))
    return rule


def message(text: str) -> str:
    """Return the text unchanged: marks a sentence that stands in a table, so that catalogues are checked for it too."""
    return text


@cache
def load_catalogue(language: str) -> Catalogue:
    """Return the catalogue of a shipped language; raises KeyError for any other."""
    if language not in shipped_languages():
        raise KeyError(language)
    if language == SOURCE_LANGUAGE:
        return Catalogue(language, None)
    found = held(language)
    return Catalogue(language, found["sentences"], found["plurals"], found["formats"]["plural_forms"])


@cache
def reviewed_by(language: str) -> str:
    """Return who reviewed the catalogue, as its header says; empty where nobody did."""
    name = held(language)["header"].get("X-Reviewed-By", "")
    return "" if name == "nobody" else str(name)


@cache
def shipped_languages() -> tuple[str, ...]:
    """Return the languages that letters can be written in, English first."""
    return (SOURCE_LANGUAGE, *sorted(path.stem for path in CATALOGUES.glob("*.po")))
