"""The filters and tests that templates have: those of jinja that only look at values, each kept from growing without end.

Left out on purpose: `safe` (escaping is never off), `default` and `defined` (a name that does not exist is an error), `attr`,
`format`, `random`, and whatever works on HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jinja2.filters import FILTERS
from jinja2.runtime import Undefined
from jinja2.tests import TESTS

from complaintkit.documents.columns import column_widths
from complaintkit.documents.limits import MOST_CHARACTERS, NotPrintable, TooLong

_KEPT = (
    "abs", "capitalize", "count", "dictsort", "first", "items", "last", "length", "list", "lower", "map", "max", "min",
    "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "title", "trim", "truncate", "unique", "upper",
    "wordcount",
)  # fmt: skip
_KEPT_TESTS = (
    "==", "!=", "<", "<=", ">", ">=", "boolean", "divisibleby", "eq", "equalto", "even", "false", "ge", "greaterthan", "gt",
    "in", "integer", "iterable", "le", "lessthan", "lower", "lt", "mapping", "ne", "none", "number", "odd", "sequence",
    "string", "true", "upper",
)  # fmt: skip
_LONGEST_ROW = 1_000


def filters() -> dict[str, Any]:
    """Return the filters by name."""
    own = {"lines": lines, "column_widths": column_widths, "join": join, "replace": replace, "sum": total}
    same = {"e": unchanged, "escape": unchanged, "string": string, "batch": batch, "slice": columns}
    return {name: FILTERS[name] for name in _KEPT} | own | same


def tests() -> dict[str, Any]:
    """Return the tests by name."""
    return {name: TESTS[name] for name in _KEPT_TESTS}


def unchanged(value: Any) -> Any:
    """Return the value as it is: everything printed is escaped anyway, and only once."""
    return value


def string(value: Any) -> str:
    """Return a text or a number as text; raises NotPrintable for anything else."""
    if isinstance(value, (str, Undefined)) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    raise NotPrintable("nothing (the value is absent)" if value is None else f"a {type(value).__name__}")


def lines(values: Iterable[Any]) -> str:
    """Return the texts one under the other."""
    return join(values, "\n")


def join(values: Iterable[Any], between: str = "", attribute: str | None = None) -> str:
    """Return the texts as one, with `between` between them; with `attribute` the texts under that key of each."""
    texts = [string(value if attribute is None else value[attribute]) for value in values]
    return within_limit(texts, len(between) * len(texts)) and between.join(texts)


def joined(values: Iterable[Any]) -> str:
    """Return what `~` makes of values."""
    return join(values)


def replace(text: Any, old: Any, new: Any) -> str:
    """Return the text with `new` in place of each `old`."""
    texts = [string(text), string(old), string(new)]
    return within_limit(texts, texts[0].count(texts[1]) * len(texts[2])) and texts[0].replace(texts[1], texts[2])


def within_limit(texts: Iterable[str], more: int) -> str:
    """Return something true unless it is nothing; raises TooLong where the texts together are longer than a letter."""
    length = sum(len(text) for text in texts) + more
    if length > MOST_CHARACTERS:
        raise TooLong(f"{length:,} characters")
    return " " if length else ""


def total(values: Iterable[Any], attribute: str | None = None) -> int:
    """Return the sum of whole numbers."""
    numbers = [value if attribute is None else value[attribute] for value in values]
    if not all(type(number) is int for number in numbers):
        raise NotPrintable("a sum of something else than whole numbers")
    return sum(numbers)


def batch(values: Iterable[Any], length: int, fill: Any = None) -> Iterator[list[Any]]:
    """Return the values in rows of that length, the last one filled up."""
    yield from FILTERS["batch"](values, _row(length), fill)


def columns(values: Iterable[Any], number: int, fill: Any = None) -> Iterator[list[Any]]:
    """Return the values in that many columns."""
    yield from FILTERS["slice"](values, _row(number), fill)


def _row(number: Any) -> int:
    if type(number) is int and 1 <= number <= _LONGEST_ROW:
        return number
    raise TooLong(f"rows of {number!s:.20} values; 1 to {_LONGEST_ROW:,} are possible")


def added(left: Any, right: Any) -> Any:
    """Return what `+` makes of two numbers, texts or lists, unless it is longer than a letter."""
    if isinstance(left, (str, list, tuple)) and isinstance(right, (str, list, tuple)):
        if len(left) + len(right) > MOST_CHARACTERS:
            raise TooLong(f"{len(left) + len(right):,} characters")
    elif isinstance(left, Mapping) or isinstance(right, Mapping):
        raise NotPrintable("a sum of tables")
    return left + right
