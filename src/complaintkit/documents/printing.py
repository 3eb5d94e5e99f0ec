"""What a value becomes where a template prints it: in a run, in place of a run or a paragraph, in an attribute.

Jinja calls these with everything that a template prints. Escaping and cleaning cannot be turned off.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context, Undefined
from markupsafe import Markup

from complaintkit.documents.limits import Meter, NotPrintable, WrongLook, measured
from complaintkit.documents.rich import RICH, RichParagraph, RichParagraphs, RichText, Run, colour
from complaintkit.documents.text import in_attribute, in_run

METER = "#meter"  # no template can name it
_SHORT = 1_000  # texts of which it is worth keeping what they become
_MOST_COLUMNS = 63  # as many as a table can have in Word


@pass_context
def printed(context: Context, value: Any) -> Markup | Undefined:
    """Return a value as it stands inside `w:t`.

    Raises:
        NotPrintable: for anything but text and whole numbers; an absent value must be tested for, not printed.
        TooLong: for a text of more than a million characters or 5,000 lines.
        TooMuch: once the whole document has grown beyond any letter.
    """
    if type(value) is str:
        return _counted_markup(context, _in_run(value) if len(value) < _SHORT else Markup(in_run(measured(value))))  # noqa: S704
    if isinstance(value, (Markup, Undefined)):
        return value
    return _counted(context, in_run(_text(value)))


@pass_context
def runs(context: Context, value: Any) -> Markup:
    """Return a value that stands in place of a run: `{{r name }}`."""
    if isinstance(value, RichText):
        return _counted(context, value.xml())
    return _counted(context, Run(_text(value)).xml())


@pass_context
def whole_paragraphs(context: Context, value: Any) -> Markup:
    """Return a value that stands in place of a paragraph: `{{p name }}`."""
    if isinstance(value, (RichParagraph, RichParagraphs)):
        return _counted(context, value.xml())
    text = value if isinstance(value, RichText) else RichText((Run(_text(value)),))
    return _counted(context, RichParagraph(text).xml())


@pass_context
def attribute(context: Context, value: Any) -> Markup:
    """Return a value that stands in an attribute."""
    return _counted(context, in_attribute(_text(value)))


@pass_context
def fill(context: Context, value: Any) -> Markup:
    """Return the colour of a cell: `{% cellbg colour %}`; raises WrongLook where it is none."""
    try:
        return _counted(context, colour(_text(value)))
    except ValueError as wrong:
        raise WrongLook(str(wrong)) from None


@pass_context
def span(context: Context, value: Any) -> Markup:
    """Return how many columns a cell spans: `{% colspan number %}`; raises WrongLook where it is no such number."""
    text = _text(value).strip()
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= _MOST_COLUMNS):
        raise WrongLook(f"a cell can span 1 to {_MOST_COLUMNS} columns, not `{text[:20]}`")
    return _counted(context, text)


@pass_context
def turn(context: Context, characters: int) -> bool:
    """Count one turn of a loop whose body has that many characters of its own."""
    return meter(context).turn(characters)


def meter(context: Context) -> Meter:
    """Return what counts the cost of the document that is being filled."""
    found: Meter = context.parent[METER]
    return found


@lru_cache(maxsize=4096)
def _in_run(text: str) -> Markup:
    """Return a text as it stands in a run; the same ones come again and again in the letters of one language."""
    return Markup(in_run(measured(text)))  # noqa: S704 - just escaped


def _counted_markup(context: Context, xml: Markup) -> Markup:
    found: Meter = context.parent[METER]
    found.turn(len(xml))
    return xml


def _counted(context: Context, xml: str) -> Markup:
    meter(context).turn(len(xml))
    return Markup(xml)  # noqa: S704 - every caller has escaped it


def _text(value: Any) -> str:
    if type(value) is str:
        return measured(value)
    if isinstance(value, Undefined):
        return str(value)  # which raises, since a name that does not exist is an error
    if isinstance(value, RICH):
        raise NotPrintable("text with looks of its own inside a text; write {{r … }}, or {{p … }} for paragraphs")
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise NotPrintable("nothing (the value is absent)" if value is None else f"a {type(value).__name__}")
    return measured(str(value))
