"""The catalogue inside a template: `{{ _("Annex {number}", number=row[0]) }}` prints a sentence in the letter's language.

Only sentences that the catalogue has are spoken. A sentence that is not there is an error, never left in English; and since
its placeholders are the catalogue's own, a template cannot smuggle in a format of its own.
"""

from __future__ import annotations

from typing import Any, Protocol

from jinja2.runtime import Undefined

from complaintkit.documents.filters import string
from complaintkit.values import frozen

SPOKEN = ("_", "ngettext")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"})


class NoSuchSentence(Exception):
    """A template asks for a sentence that the catalogue does not have."""


class Sentences(Protocol):
    """A catalogue in one language; both raise LookupError for a sentence that it does not have, KeyError for a value."""

    def say(self, message: str, /, **values: str | int) -> str:
        """Return the sentence with the values in their places."""

    def say_many(self, one: str, many: str, n: int, /, **values: str | int) -> str:
        """Return the sentence for the number n."""


@frozen
class Spoken:
    """`_` or `ngettext` of a template, speaking the language of one letter."""

    sentences: Sentences
    many: bool = False

    def __call__(self, *words: Any, **values: Any) -> str:
        """Return the sentence in the letter's language.

        Raises:
            NoSuchSentence: where the catalogue does not have it, or a value is missing or too much.
        """
        plain = {name: _plain(value) for name, value in values.items()}
        texts = [_plain(word) for word in words]
        try:
            return self.sentences.say_many(*texts, **plain) if self.many else self.sentences.say(*texts, **plain)  # type: ignore[arg-type]
        except KeyError as missing:
            raise NoSuchSentence(f"the sentence “{texts[0]}” needs a value for {{{missing.args[0]}}}") from None
        except LookupError as unknown:
            raise NoSuchSentence(str(unknown)) from None
        except TypeError:
            form = '_("…", name=value)' if not self.many else 'ngettext("… one …", "… {n} …", number)'
            raise NoSuchSentence(f"a sentence is written {form}") from None


def _plain(value: Any) -> str | int:
    if isinstance(value, Undefined) or type(value) is not int:
        return string(value)
    return value


def same_sentence(text: str) -> str:
    """Return the form in which sentences are compared: white space of no account, quotation marks straight.

    Word turns the quotation marks in a template into curly ones, and docxtpl's language turns those in tags back.
    """
    return " ".join(text.translate(_STRAIGHT).split())
