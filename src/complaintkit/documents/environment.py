"""The sandbox in which templates are filled: what they may do.

A template comes from whoever sent it. It may print values, test them and loop over them; it may call nothing but the
catalogue and jinja's loop, read no attribute of a Python object and import nothing. Escaping, cleaning and errors for
undefined names cannot be turned off.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from complaintkit.documents import printing
from complaintkit.documents.filters import added, filters, joined, tests
from complaintkit.documents.limits import MOST_CHARACTERS
from complaintkit.documents.rich import RICH
from complaintkit.documents.saying import Spoken
from complaintkit.problems import Refused, did_you_mean, error

# What the compiler puts into programs; no template can write such a name.
PRINTED_AS = {
    "#turn": printing.turn,
    "#runs": printing.runs,
    "#paragraphs": printing.whole_paragraphs,
    "#attribute": printing.attribute,
    "#fill": printing.fill,
    "#span": printing.span,
    "#joined": joined,
}
_LOOP_CALLS = {"cycle", "changed"}
_LOOP_VALUES = frozenset(
    {"index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem", "nextitem"}
)
_PLAIN = frozenset({str, int, bool, type(None)})
_FOREIGN = {"docxtpl", "docx", "docxcompose"}


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

    intercepted_binops = frozenset({"*", "**", "+", "%"})

    def is_safe_callable(self, obj: Any) -> bool:
        """Allow the catalogue, `loop.cycle` and `loop.changed`: whatever else a template needs is a value or a filter."""
        owner = getattr(obj, "__self__", None)
        return type(obj) is Spoken or (type(owner) is LoopContext and getattr(obj, "__name__", "") in _LOOP_CALLS)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return the value under a key; attributes are for jinja's loop only, everything else in a letter is a dict."""
        if type(obj) is dict:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if type(obj) is LoopContext and attribute in _LOOP_VALUES:
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Allow the attributes of jinja's loop only."""
        return type(obj) is LoopContext and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply small numbers, add what stays short; refuse powers and repeated text, which could fill the memory."""
        if operator == "+":
            return added(left, right)
        numbers = all(isinstance(value, int) and abs(value) < MOST_CHARACTERS for value in (left, right))
        if operator in {"*", "%"} and numbers:
            return super().call_binop(context, operator, left, right)
        raise SecurityError(f"`{operator}` is for small numbers only")


def sandbox() -> TemplateSandbox:
    """Return the environment that both the check of a template and the rendering use."""
    environment = TemplateSandbox(
        autoescape=True, undefined=MissingName, finalize=printing.printed, keep_trailing_newline=True
    )
    environment.globals.clear()
    environment.filters = filters() | PRINTED_AS
    environment.tests = tests()
    return environment


def known_filters() -> frozenset[str]:
    """Return the names of the filters that a template may write."""
    return frozenset(filters())


def refuse_objects(value: object, path: str = "context") -> None:
    """Let only plain values into a template: text, whole numbers, true/false, nothing, lists and dicts of these, RichText.

    Raises:
        Refused: CK626 for a picture, a sub-document or another value made with docxtpl or python-docx.
        TypeError: naming the value that is anything else, since a template could reach its methods.
    """
    if _is_plain(value):
        return
    kind = type(value)
    if kind is dict:
        for key, inner in value.items():  # type: ignore[attr-defined]
            refuse_objects(inner, f"{path}.{key}")
    elif kind in {list, tuple}:
        for number, inner in enumerate(value):  # type: ignore[arg-type]
            refuse_objects(inner, f"{path}[{number}]")
    elif kind.__module__.partition(".")[0] in _FOREIGN:
        raise Refused([error(path, "CK626", _no_object(kind.__name__), _HOW_OTHERWISE)])
    else:
        raise TypeError(f"{path} is a {kind.__name__}; templates take plain values only")


def _is_plain(value: object) -> bool:
    kind = type(value)
    if kind is dict:
        return all(map(_is_plain, value.values()))  # type: ignore[attr-defined]
    if kind in {list, tuple}:
        return all(map(_is_plain, value))  # type: ignore[call-overload]
    return kind in _PLAIN or kind in RICH


_HOW_OTHERWISE = (
    "put pictures into the template itself, documents into the annexes; text with looks is a RichText of ours"
)


def _no_object(kind: str) -> str:
    return f"a {kind} cannot be put into a template: letters take text, numbers, lists and tables only"
