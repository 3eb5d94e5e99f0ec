"""ruamel.yaml's round trip with this project's idea of what is text. Slow to import: only `editing` does, when it edits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString
from ruamel.yaml.tag import Tag

from complaintkit.source.documents import scalar_tag

__all__ = ["RoundTrip", "YAMLError", "on_one_line", "widen"]

_LONGEST_LIST = 80
_LONGEST_VALUE = 60
_READ_AS_MARKS = (":", "?")  # within [ ] the C loader takes them for the marks of a mapping, whatever follows
_LIST = re.compile(r"^( *)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\n(?: *(?:#[^\n]*)?\n)*( *)- ", re.MULTILINE)
_MAPPING = re.compile(r"^[^\s#-][^\n]*:[ \t]*\n( +)[^\s#-][^\n]*:(?: |$)", re.MULTILINE)


class RoundTrip:
    """Reads and writes one text, keeping comments, order, quotes and the way its lists are indented."""

    def __init__(self, text: str) -> None:
        self._yaml = YAML()
        self._yaml.Resolver, self._yaml.Representer = _Resolver, _Representer
        self._yaml.preserve_quotes, self._yaml.width, self._yaml.allow_unicode = True, 1_000_000, True
        self._yaml.indent(**_indents(text))
        self.data: Any = self._yaml.load(text)

    def dump(self) -> str:
        """Return the data as text, as it stands now."""
        stream = StringIO()
        self._yaml.dump(self.data, stream)
        return stream.getvalue()


def on_one_line(value: Any) -> Any:
    """Return a mapping or list as one that is written on one line; everything else, and texts of several lines, as it is."""
    if isinstance(value, Mapping):
        written: Any = CommentedMap({key: on_one_line(item) for key, item in value.items()})
    elif isinstance(value, list | tuple):
        written = CommentedSeq([on_one_line(item) for item in value])
    else:
        return value
    written.fa.set_flow_style()
    return written


def widen(parent: Any, key: Any, name: str, more: Mapping[str, Any]) -> None:
    """Make a mapping of the value at `key`, on one line where that is short; what is commented behind it stays behind it."""
    value = parent[key]
    wide = CommentedMap({name: value, **{other: on_one_line(item) for other, item in more.items()}})
    comments = parent.ca.items.get(key)
    if _is_short(value):
        wide.fa.set_flow_style()
    elif comments:
        del parent.ca.items[key]
        token = comments[0] if isinstance(parent, CommentedSeq) else comments[2]
        if isinstance(value, LiteralScalarString | FoldedScalarString) and token.value.startswith("#"):
            token.value = "\n" + " " * token.column + token.value  # a text below its key has no line to share with it
        wide.ca.items[next(reversed(wide))] = [None, None, token, None]
    parent[key] = wide


def _is_short(value: Any) -> bool:
    """Tell whether a value has room on a line beside others."""
    whole = isinstance(value, CommentedMap | CommentedSeq)
    return (not whole or value.fa.flow_style() is True) and len(str(value)) <= _LONGEST_VALUE and "\n" not in str(value)


def _indents(text: str) -> dict[str, int]:
    """Return how the text indents mappings and lists: what stands first of each kind."""
    mapping, listed = _MAPPING.search(text), _LIST.search(text)
    offset = 0 if listed and len(listed[2]) <= len(listed[1]) else 2
    return {"mapping": len(mapping[1]) if mapping else 2, "sequence": 2 + offset, "offset": offset}


def _fits_on_a_line(items: list[Any]) -> bool:
    """Tell whether a list is written [a, b]: short words only."""
    if any(isinstance(item, Mapping | list | tuple) or "\n" in str(item) for item in items):
        return False
    return sum(len(str(item)) + 2 for item in items) <= _LONGEST_LIST


class _Resolver(VersionedResolver):
    """Says what a scalar is by the rules of `documents`."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is ScalarNode:
            return Tag(suffix=scalar_tag(value, plain=implicit[0]))
        return super().resolve(kind, value, implicit)


class _Representer(RoundTripRepresenter):
    """Writes days as text, texts of several lines below `|`, and no aliases."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True

    def represent_text(self, text: str) -> Any:
        quoted = "'" if text.startswith(_READ_AS_MARKS) else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else quoted)

    def represent_plain_list(self, items: list[Any]) -> Any:
        return self.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=_fits_on_a_line(items))

    def represent_day(self, day: date) -> Any:
        return self.represent_text(day.isoformat())


_Representer.add_representer(str, _Representer.represent_text)
_Representer.add_representer(date, _Representer.represent_day)
_Representer.add_representer(list, _Representer.represent_plain_list)
