"""Catalogues: the fixed sentences of letters, whole, with named placeholders, in each shipped language.

The English sentence is the message id; `catalogues/LANG.po` holds the others. Nothing is glued together from fragments, so
that every language can order its own words.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from complaintkit.languages.translations import translated_sentences
from complaintkit.values import frozen

FOLDER = Path(__file__).parent / "catalogues"
SOURCE_LANGUAGE = "en"


class Untranslated(LookupError):
    """A fixed sentence has no translation in the catalogue; `message` is the English sentence."""

    def __init__(self, message: str, language: str) -> None:
        self.message, self.language = message, language
        super().__init__(f"the {language} catalogue has no sentence for: {message}")


@frozen
class Catalogue:
    """The fixed sentences of one language; `sentences` maps English to the translation, None for English itself."""

    language: str
    sentences: dict[str, str] | None

    def say(self, message: str, **values: str | int) -> str:
        """Return the sentence in the catalogue's language with `values` in their places; raises Untranslated."""
        if self.sentences is None:
            return message.format(**values)
        try:
            return self.sentences[message].format(**values)
        except KeyError as missing:
            if message in self.sentences:
                raise
            raise Untranslated(message, self.language) from missing

    def say_many(self, one: str, many: str, n: int, **values: str | int) -> str:
        """Return the sentence for the number `n`, which both may use as {n}.

        English, French and German have two forms; French uses the first for 0 as well.
        """
        singular = n in ((0, 1) if self.language == "fr" else (1,))
        return self.say(one if singular else many, n=n, **values)


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
    return Catalogue(language, translated_sentences(catalogue_file(language).read_text(encoding="utf-8")) or {})


def catalogue_file(language: str) -> Path:
    """Return where the catalogue of a language lies; English has no file, its sentences are the ids."""
    return FOLDER / f"{language}.po"


def shipped_languages() -> tuple[str, ...]:
    """Return the languages that letters can be written in, English first."""
    return (SOURCE_LANGUAGE, *sorted(path.stem for path in FOLDER.glob("*.po")))
