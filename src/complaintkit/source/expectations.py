"""What a value should have been, in plain words: one table over the kinds of mistake that pydantic knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from complaintkit.problems import did_you_mean

WRONG_KIND, NOT_A_CHOICE, WRONG_FORM, OUT_OF_RANGE = "CK122", "CK123", "CK124", "CK125"
_LONGEST_SHOWN = 40

_FORMS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "a label: small letters, digits and hyphens, such as `deputy-head`",
    r"^E[1-9][0-9]{0,4}$": "the number of an exhibit, such as `E12`",
    r"^[a-z]+(-[a-z]+)*$": "the id of a recipient, such as `ombudsman`, `olaf` or `eeas`",
    r"^[0-9a-f]{64}$": "a SHA-256 digest: 64 digits and letters a to f, as `complaintkit evidence add` writes it",
}
_KINDS = (
    (("string_",), "a text", "write a text"),
    (("bool_",), "`true` or `false`", "write true or false"),
    (("int_", "float_", "decimal_"), "a number", "write a whole number such as 3"),
    (("date_", "datetime_"), "a day such as 2019-09-18", "write year, month and day: 2019-09-18"),
    (("tuple_", "list_", "set_", "frozen_set_"), "a list", "write [a, b], or one `- ` a line"),
    (("dict_", "model_", "mapping_", "dataclass_"), "a mapping", "write `key: value` lines below it"),
    (("none_",), "nothing", "leave it empty"),
)


def expected(found: Sequence[ErrorDetails], value: Any, keys: Sequence[str] = ()) -> tuple[str, str | None, str]:
    """Return message, hint and code for what is wrong with one value.

    Args:
        found: what pydantic says of the value; more than one where it fits none of several forms.
        value: what was typed.
        keys: the keys of the mapping that could stand here instead, if one could.
    """
    first = min(found, key=lambda item: _RANK.get(item["type"], len(_RANK)))
    if value is None and first["type"] != "literal_error":
        _, wanted, hint = _kind(first)
        return f"is empty; {wanted} is expected", f"{hint}, or delete the line" if hint else None, WRONG_KIND
    if first["type"] in {"literal_error", "enum"}:
        return _not_a_choice([choice for item in found for choice in _choices(item)], value, keys)
    teller = _TELLERS.get(first["type"])
    return teller(first, value) if teller else _wrong_kind(first, value, keys)


def keys_at(model: Any, steps: Sequence[str | int]) -> tuple[str, ...]:
    """Return the keys that models know at a place in the data, in the order of their fields."""
    places = list(_models(model))
    for step in steps:
        places = [inner for outer in places for inner in _below(outer, step)]
    names = [name for place in places if _is_model(place) for name in _field_names(place)]
    return tuple(dict.fromkeys(names))


def shown_value(value: Any) -> str:
    """Return what was typed, short and in code marks."""
    if isinstance(value, dict | list | tuple):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())
    return f"`{text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + '…'}`"


def _kind(detail: ErrorDetails) -> tuple[str, str, str | None]:
    for beginnings, wanted, hint in _KINDS:
        if detail["type"].startswith(beginnings):
            return detail["type"], wanted, hint
    return detail["type"], "a value", None


def _wrong_kind(detail: ErrorDetails, value: Any, keys: Sequence[str]) -> tuple[str, str | None, str]:
    kind, wanted, hint = _kind(detail)
    if keys:
        wanted, hint = "a mapping", _keys_hint(keys)
    if wanted == "a value":
        return f"cannot be {shown_value(value)}: {detail['msg'][:1].lower()}{detail['msg'][1:]}", None, WRONG_KIND
    if wanted == "a list" and not isinstance(value, dict | list):
        hint = f"write [{value}]"
    if kind in {"date_from_datetime_parsing", "date_parsing"} and re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(value)):
        return f"is {shown_value(value)}, a day that does not exist", hint, WRONG_FORM
    return f"must be {wanted}, not {shown_value(value)}", hint, WRONG_KIND


def _keys_hint(keys: Sequence[str]) -> str:
    return f"write `key: value` lines below it; its keys: {', '.join(keys)}"


def _not_a_choice(choices: Sequence[str], value: Any, keys: Sequence[str]) -> tuple[str, str | None, str]:
    listed = ", ".join(f"`{choice}`" for choice in choices)
    several = f"one of {listed}" if len(choices) > 1 else listed
    wanted = f"{several} or a mapping with {', '.join(f'`{key}`' for key in keys)}" if keys else several
    example = f"write one of these words, or {{{', '.join(f'{key}: ...' for key in keys[:2])}}}"
    hint = did_you_mean(str(value), choices) or (example if keys else "choose one of these words, as written here")
    return f"must be {wanted}, not {shown_value(value)}", hint, NOT_A_CHOICE


def _choices(detail: ErrorDetails) -> Iterator[str]:
    quoted = re.findall(r"'([^']*)'|(-?\d+)", str(detail.get("ctx", {}).get("expected", "")))
    yield from (text or number for text, number in quoted)


def _pattern(detail: ErrorDetails, value: Any) -> tuple[str, str | None, str]:
    pattern = str(detail.get("ctx", {}).get("pattern", ""))
    form = _FORMS.get(pattern, f"a text of the form {pattern}")
    lowered = re.sub(r"[^a-z0-9]+", "-", str(value).lower()).strip("-")
    hint = f"write `{lowered}`" if form.startswith("a label") and lowered and lowered.isascii() else None
    return f"must be {form}, not {shown_value(value)}", hint, WRONG_FORM


def _own_words(detail: ErrorDetails, value: Any) -> tuple[str, str | None, str]:  # noqa: ARG001
    reason = str(detail.get("ctx", {}).get("error", "")) or detail["msg"]
    return f"cannot be read: {reason}", None, WRONG_FORM


def _too_short(detail: ErrorDetails, value: Any) -> tuple[str, str | None, str]:
    context = detail.get("ctx", {})
    least = context.get("min_length", 1)
    if isinstance(value, str):
        return "is empty; a text is expected", "write the text, or delete the line", WRONG_KIND
    noun = "entry" if least == 1 else "entries"
    return f"needs at least {least} {noun}", "add what is missing, or delete the key", OUT_OF_RANGE


def _too_long(detail: ErrorDetails, value: Any) -> tuple[str, str | None, str]:
    most = detail.get("ctx", {}).get("max_length")
    what = "characters" if isinstance(value, str) else "entries"
    return f"has more than {most} {what}", "shorten it", OUT_OF_RANGE


def _bound(word: str, key: str) -> Callable[[ErrorDetails, Any], tuple[str, str | None, str]]:
    def tell(detail: ErrorDetails, value: Any) -> tuple[str, str | None, str]:
        limit = detail.get("ctx", {}).get(key)
        return f"must be {word} {limit}, not {shown_value(value)}", None, OUT_OF_RANGE

    return tell


_TELLERS: dict[str, Callable[[ErrorDetails, Any], tuple[str, str | None, str]]] = {
    "string_pattern_mismatch": _pattern,
    "value_error": _own_words,
    "assertion_error": _own_words,
    "string_too_short": _too_short,
    "too_short": _too_short,
    "string_too_long": _too_long,
    "too_long": _too_long,
    "greater_than_equal": _bound("at least", "ge"),
    "greater_than": _bound("more than", "gt"),
    "less_than_equal": _bound("at most", "le"),
    "less_than": _bound("less than", "lt"),
}
_RANK = {kind: rank for rank, kind in enumerate((*_TELLERS, "literal_error", "enum"))}


def _below(place: Any, step: str | int) -> Iterator[Any]:
    if _is_model(place):
        for name, field in place.model_fields.items():
            if step in {name, field.alias}:
                yield from _models(field.annotation)
    elif get_origin(place) is dict:
        yield from _models(get_args(place)[1])
    elif get_origin(place) in {tuple, list} and isinstance(step, int):
        yield from _models(get_args(place)[0])


def _models(annotation: Any) -> Iterator[Any]:
    """Yield the forms an annotation allows, unions and annotations taken apart."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _models(get_args(annotation)[0])
    elif origin in {Union, UnionType}:
        for part in get_args(annotation):
            yield from _models(part)
    else:
        yield annotation


def _is_model(place: Any) -> bool:
    return isinstance(place, type) and issubclass(place, BaseModel)


def _field_names(model: type[BaseModel]) -> Iterator[str]:
    yield from (field.alias or name for name, field in model.model_fields.items())
