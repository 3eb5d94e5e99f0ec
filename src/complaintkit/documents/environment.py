"""The sandbox in which templates are filled: what they may do, and what a value becomes in the document.

A template comes from whoever sent it. It may print values, test them and loop over them; it may call nothing, read no
attribute of a Python object and import nothing. Escaping, cleaning and errors for undefined names cannot be turned off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from complaintkit.documents.columns import column_widths
from complaintkit.problems import did_you_mean
from complaintkit.source.reading import UNPRINTABLE

MOST_CHARACTERS = 1_000_000
MOST_LINES = 5_000

_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
_FILTERS = ("capitalize", "first", "join", "last", "length", "list", "lower", "map", "reverse", "upper")
_TESTS = (
    "divisibleby",
    "eq",
    "equalto",
    "even",
    "ge",
    "gt",
    "in",
    "le",
    "lt",
    "ne",
    "none",
    "odd",
    "string",
    "==",
    "!=",
)


class NotPrintable(Exception):
    """A template prints something that is no text, such as a missing table or a whole list."""


class TooLong(Exception):
    """A value is longer than anything a letter holds."""


class MissingName(StrictUndefined):
    """A name that the letter does not have: any use is an error that says which names would do."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if not isinstance(self._undefined_obj, Mapping):
            return super()._undefined_message
        known = [str(key) for key in self._undefined_obj]
        hint = did_you_mean(str(self._undefined_name), known)
        names = ", ".join(f"`{name}`" for name in known)
        return f"`{self._undefined_name}` is not among {names}" + (f"; {hint}" if hint else "")


class TemplateSandbox(ImmutableSandboxedEnvironment):
    """Jinja's immutable sandbox, without calls and without repetition of text."""

    intercepted_binops = frozenset({"*", "**"})

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ARG002 - the signature is jinja's
        """Refuse every call: whatever a template needs is a value or a filter."""
        return False

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return the value under a key; attributes are for jinja's loop only, everything else in a letter is a dict."""
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Allow the attributes of jinja's loop only."""
        return type(obj) is LoopContext and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply small numbers; refuse powers and repeated text, which could fill the memory."""
        if operator == "*" and all(isinstance(value, int) and abs(value) < MOST_CHARACTERS for value in (left, right)):
            return super().call_binop(context, operator, left, right)
        raise SecurityError(f"`{operator}` is for small numbers only")


def sandbox() -> TemplateSandbox:
    """Return the environment that both the check of a template and the rendering use."""
    environment = TemplateSandbox(
        autoescape=True, undefined=MissingName, finalize=as_markup, keep_trailing_newline=True
    )
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    environment.filters |= {"lines": lines, "column_widths": column_widths}
    environment.tests = {name: environment.tests[name] for name in _TESTS}
    return environment


def lines(values: Iterable[str]) -> str:
    """Return the texts one under the other; the filter `lines` of templates."""
    return "\n".join(values)


def cleaned(text: str) -> str:
    """Return the text without what XML cannot hold, every line end as a plain newline."""
    return _LINE_ENDS.sub("\n", UNPRINTABLE.sub("", text))


def as_markup(value: Any) -> Markup | MissingName:
    """Return a printed value as it stands inside `w:t`: escaped, newlines and tabs as Word's own elements.

    Raises:
        NotPrintable: for anything but text and whole numbers; an absent value must be tested for, not printed.
        TooLong: for a text of more than a million characters or 5,000 lines.
    """
    if isinstance(value, (Markup, MissingName)):
        return value
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise NotPrintable("nothing (the value is absent)" if value is None else f"a {type(value).__name__}")
    text = cleaned(str(value))
    if len(text) > MOST_CHARACTERS or text.count("\n") > MOST_LINES:
        raise TooLong(f"{len(text):,} characters in {text.count(chr(10)) + 1:,} lines")
    return Markup(str(escape(text)).replace("\n", _BREAK).replace("\t", _TAB))  # noqa: S704 - escaped just before


def refuse_objects(value: object, path: str = "context") -> None:
    """Let only plain values into a template: text, whole numbers, true/false, nothing, lists and dicts of these.

    Raises:
        TypeError: naming the value that is anything else, since a template could reach its methods.
    """
    if value is None or type(value) in {str, int, bool}:
        return
    if type(value) is dict:
        for key, inner in value.items():
            refuse_objects(inner, f"{path}.{key}")
    elif type(value) in {list, tuple}:
        for number, inner in enumerate(value):  # type: ignore[arg-type]
            refuse_objects(inner, f"{path}[{number}]")
    else:
        raise TypeError(f"{path} is a {type(value).__name__}; templates take plain values only")
