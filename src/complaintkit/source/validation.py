"""From data to models: every mistake that pydantic finds becomes a problem with place, expected form and hint.

A user never sees the names of models or of unions' branches. What pydantic says about one value in several ways (a value
that fits none of several forms) becomes one problem.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from complaintkit.problems import Problem, did_you_mean, error
from complaintkit.source.documents import Document, Location
from complaintkit.source.expectations import expected, keys_at
from complaintkit.values import frozen

M = TypeVar("M", bound=BaseModel)
_ABSENT: Any = object()
_WRONG_BRANCH = frozenset({"model_type", "model_attributes_type", "dict_type", "is_instance_of", "none_required"})


def validate(
    document: Document, model: type[M], data: Any = _ABSENT, at: Location = ()
) -> tuple[M | None, tuple[Problem, ...]]:
    """Return the part of a document at `at` as a model, or None with all its mistakes.

    Args:
        document: what was read; problems get their places from it.
        model: the pydantic model to make.
        data: stands in for the document's own data where shorthands were written out before.
        at: where in the document the data stands; () is the whole.
    """
    value = value_at(document.data, at) if data is _ABSENT else data
    try:
        return model.model_validate(value), ()
    except ValidationError as mistakes:
        reading = _Reading(document, model, value, at)
        return None, tuple(_problems(reading, mistakes.errors(include_url=False)))


def value_at(data: Any, loc: Location) -> Any:
    """Return what stands at a place in nested data; raises LookupError or TypeError where nothing does."""
    for step in loc:
        data = data[step]
    return data


def path_in_words(loc: Location) -> str:
    """Return a place as a reader counts it: `acts` item 2, `towards`."""
    words = [f"item {step + 1}" if isinstance(step, int) else f"`{step}`" for step in loc]
    return ", ".join(words).replace(", item", " item")


@frozen
class _Reading:
    """What was being validated when the mistakes were found."""

    document: Document
    model: type[BaseModel]
    data: Any
    at: Location

    def place(self, steps: Location, *, key: bool = False) -> tuple[int, int] | None:
        return self.document.place(self.at + steps, key=key)

    def words(self, steps: Location) -> str:
        return path_in_words(self.at + steps) or "this file"


def _problems(reading: _Reading, details: Iterable[ErrorDetails]) -> Iterable[Problem]:
    """Yield one problem a mistake; the several complaints about one value of a union are one mistake."""
    groups: dict[Location, list[ErrorDetails]] = {}
    for detail in details:
        steps, _ = _follow(reading.data, detail["loc"])
        missing = (str(detail["loc"][-1]),) if detail["type"] == "missing" else ()
        groups.setdefault(steps + missing, []).append(detail)
    for steps, found in groups.items():
        if not _is_another_branch(steps, found, groups, reading.data):
            yield _problem(reading, steps, found)


def _follow(data: Any, loc: Location) -> tuple[Location, Any]:
    """Return the steps of a pydantic location that exist in the data; names of branches and validators fall away."""
    steps: list[str | int] = []
    for step in loc:
        inside = isinstance(data, dict) and step in data
        if inside or (isinstance(data, list | tuple) and isinstance(step, int) and step < len(data)):
            steps.append(step)
            data = data[step]
    return tuple(steps), data


def _is_another_branch(steps: Location, found: list[ErrorDetails], groups: Iterable[Location], data: Any) -> bool:
    """Tell whether this only says that a mapping is none of a union's words, where the mapping itself is faulty."""
    deeper = any(len(other) > len(steps) and other[: len(steps)] == steps for other in groups)
    return deeper and isinstance(_follow(data, steps)[1], dict) and not any(_is_about_a_key(item) for item in found)


def _is_about_a_key(detail: ErrorDetails) -> bool:
    return detail["type"] == "extra_forbidden" or detail["loc"][-1:] == ("[key]",)


def _problem(reading: _Reading, steps: Location, found: list[ErrorDetails]) -> Problem:
    kind = found[0]["type"]
    if kind == "missing":
        return _missing_key(reading, steps)
    if kind == "extra_forbidden":
        return _unknown_key(reading, steps)
    if _is_about_a_key(found[0]):
        message, hint, code = expected(found, str(steps[-1]))
        place = reading.place(steps, key=True)
        return error(reading.document.file, code, f"the key {reading.words(steps)} {message}", hint, at=place)
    relevant = [item for item in found if item["type"] not in _WRONG_BRANCH] or found
    keys = keys_at(reading.model, steps) if any(item["type"] in _WRONG_BRANCH for item in found) else ()
    message, hint, code = expected(relevant, _follow(reading.data, steps)[1], keys)
    return error(reading.document.file, code, f"{reading.words(steps)} {message}", hint, at=reading.place(steps))


def _unknown_key(reading: _Reading, steps: Location) -> Problem:
    known = keys_at(reading.model, steps[:-1])
    hint = did_you_mean(str(steps[-1]), known) or (f"known here: {', '.join(known)}" if known else None)
    message = f"`{steps[-1]}` is not a key that is known in {reading.words(steps[:-1])}"
    return error(reading.document.file, "CK120", message, hint, at=reading.place(steps, key=True))


def _missing_key(reading: _Reading, steps: Location) -> Problem:
    message = f"`{steps[-1]}` is missing in {reading.words(steps[:-1])}"
    place = reading.place(steps[:-1])
    return error(reading.document.file, "CK121", message, f"add `{steps[-1]}: ...`", at=place)
