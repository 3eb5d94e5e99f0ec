"""A new YAML file: texts stand without quotes wherever `documents` reads them as texts, lists below their key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

from complaintkit.source.documents import scalar_tag

_KINDS: dict[type[Node], str] = {SequenceNode: "tag:yaml.org,2002:seq", MappingNode: "tag:yaml.org,2002:map"}
_LONGEST_LINE = 100
_LONGEST_LIST = 80


def new_document(data: Mapping[str, Any], schema: str | None = None) -> bytes:
    """Return a new YAML file holding `data`; `schema` is named in the first line, where editors look for it."""
    first = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    body = yaml.dump(
        data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_LONGEST_LINE, default_flow_style=False
    )
    return (first + body).encode("utf-8")


def fits_on_a_line(items: Iterable[Any]) -> bool:
    """Tell whether a list is written [a, b]: short words only."""
    written = [str(item) for item in items]
    simple = not any(isinstance(item, Mapping | list | tuple) for item in items)
    return (
        simple and sum(len(text) + 2 for text in written) <= _LONGEST_LIST and not any("\n" in text for text in written)
    )


class _Dumper(yaml.SafeDumper):
    """Writes texts without quotes wherever `documents` reads them as texts; lists are indented below their key."""

    def resolve(self, kind: type[Node], value: Any, implicit: Any) -> Any:
        """Return the tag that reading would give, so that only what would be misread is quoted."""
        return _KINDS.get(kind) or scalar_tag(value, plain=implicit[0])

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        """Indent lists too."""
        super().increase_indent(flow, False)  # noqa: FBT003

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        """Write the same value twice where it stands twice: aliases are not used in these files."""
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


def _list(dumper: yaml.SafeDumper, value: list[Any] | tuple[Any, ...]) -> Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=fits_on_a_line(value))


def _day(dumper: yaml.SafeDumper, value: date) -> Node:
    return _text(dumper, value.isoformat())


_Dumper.add_representer(str, _text)
_Dumper.add_representer(date, _day)
_Dumper.add_representer(list, _list)
_Dumper.add_representer(tuple, _list)
