"""The file of a selection rewritten line by line, so that what a person typed around the choices stays where it was.

Lines that need no change are kept as they are. An incident that moves from one list to another takes its lines with it:
the comments above it, those behind its values, and keys of its own. A comment whose entry is gone stays in its list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from complaintkit.case.values import Chosen, Selection
from complaintkit.case.writing import scalar

_Value = str | list[str] | dict[str, str]
_INDENT = "  "
LISTS = ("chosen", "background", "left_out")
_ORDER = ("format", "recipient", "rules", *LISTS, "raised", "annexes", "retired_annexes")
_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")


@dataclass
class _Entry:
    """One entry of a list: the lines above it (comments, blanks) and its own, all without the list's indentation."""

    above: list[str]
    lines: list[str]


@dataclass
class _Section:
    """One top-level key: the lines above it, its own lines, and its entries where it is a list in block style.

    `indent` is how far the list is indented, `loose` holds comments that belong to no entry.
    """

    above: list[str]
    lines: list[str]
    value: Node | None = None
    entries: dict[str, _Entry] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)
    indent: str | None = None


def rewritten(text: str, selection: Selection) -> str:
    """Return the text of a selection's file changed to hold this selection.

    Args:
        text: the file as it is: a mapping with each key on a line of its own.
        selection: what it is to hold.

    Raises:
        ValueError: where the text is no such mapping.
    """
    lists: dict[str, tuple[Chosen, ...]] = {name: getattr(selection, name) for name in LISTS}
    reasons = {entry.incident: entry.reason for name in LISTS for entry in lists[name]}
    sections, below = _read(_lines(text), _root(text), reasons)
    held = {key: entry for section in sections.values() for key, entry in section.entries.items()}
    flow = any(entry.lines[0].startswith("- {") for entry in held.values())
    _put_value(sections, "rules", selection.rules)
    for name in LISTS:
        _put_list(sections, name, [held.get(entry.incident) or _new_entry(entry, flow=flow) for entry in lists[name]])
    _put_value(sections, "raised", [str(provision) for provision in selection.raised])
    _put_value(sections, "annexes", {exhibit: str(number) for exhibit, number in selection.annexes.items()})
    _put_value(sections, "retired_annexes", [str(number) for number in selection.retired_annexes])
    lines = [line for section in sections.values() for line in (*section.above, *section.lines)]
    return ("\r\n" if "\r\n" in text else "\n").join([*lines, *below, ""])


def _lines(text: str) -> list[str]:
    lines = _BREAK.split(text)
    return lines if lines[-1] else lines[:-1]


def _root(text: str) -> MappingNode:
    root = yaml.compose(text, yaml.BaseLoader)
    if not isinstance(root, MappingNode) or root.flow_style:
        raise ValueError("a selection is a mapping with each key on a line of its own")
    return root


def _read(lines: list[str], root: MappingNode, reasons: Mapping[str, str]) -> tuple[dict[str, _Section], list[str]]:
    """Return the top-level keys with their lines, and the lines below the last."""
    sections, after, wanted = {}, 0, dict(reasons)
    for key, value in root.value:
        start, end = key.start_mark.line, _end(value, lines)
        section = _Section(lines[after:start], lines[start:end], value)
        if key.value in LISTS and isinstance(value, SequenceNode):
            _read_entries(section, lines, start + 1, wanted)
        sections[key.value] = section
        after = end
    return sections, lines[after:]


def _end(node: Node, lines: Sequence[str]) -> int:
    """Return the number of the line after the last one with content; marks of block collections run on into comments."""
    if isinstance(node, ScalarNode):
        end = node.end_mark.line + (node.style not in ("|", ">"))
        while end > node.start_mark.line + 1 and not lines[end - 1].strip():
            end -= 1
        return int(end)
    assert isinstance(node, CollectionNode)  # noqa: S101  # aliases are refused on reading
    if node.flow_style or not node.value:
        return int(node.end_mark.line) + 1
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last, lines)


def _read_entries(section: _Section, lines: list[str], after: int, wanted: dict[str, str]) -> None:
    """Find the entries of a list with their lines and take their incidents off those wanted.

    Entries that are wanted no more, or stand twice, leave their comments.
    """
    value = section.value
    if not isinstance(value, SequenceNode) or value.flow_style:
        section.loose = _comments(section.lines[:-1])
        return
    for node in value.value:
        start, end = _dash(node, lines), _end(node, lines)
        above, body = lines[after:start], _with_reason(node, lines, start, end, wanted)
        section.indent = lines[start][: len(lines[start]) - len(lines[start].lstrip())]
        incident = _pair(node, "incident").value
        if wanted.pop(incident, None) is not None:
            section.entries[incident] = _Entry(_dedented(above, lines[start]), _dedented(body, lines[start]))
        else:
            section.loose += _comments([*above, *body])
        after = end


def _dash(node: Node, lines: Sequence[str]) -> int:
    start = int(node.start_mark.line)
    while not lines[start].lstrip().startswith("-"):
        start -= 1
    return start


def _pair(node: Node, key: str) -> ScalarNode:
    """Return the value of a key of an entry, which the model has shown to be there."""
    found = next(value for name, value in node.value if name.value == key)
    assert isinstance(found, ScalarNode)  # noqa: S101
    return found


def _with_reason(node: Node, lines: list[str], start: int, end: int, reasons: Mapping[str, str]) -> list[str]:
    """Return an entry's lines with the reason it is to have; without a change they are as they were."""
    old = _pair(node, "reason")
    new = reasons.get(_pair(node, "incident").value, old.value)
    if new == old.value:
        return lines[start:end]
    first, last, block = old.start_mark.line, _end(old, lines) - 1, old.style in ("|", ">")
    behind = lines[first][old.start_mark.column :] if block else lines[last][old.end_mark.column :]
    comment = _comment(behind) if block else behind
    line = lines[first][: old.start_mark.column] + scalar(new) + comment
    return [*lines[start:first], line, *lines[last + 1 : end]]


def _dedented(lines: Iterable[str], first: str) -> list[str]:
    """Return lines without the indentation that the first line of the entry has."""
    indent = len(first) - len(first.lstrip())
    return [line.lstrip() if line[:indent].strip() else line[indent:] for line in lines]


def _comments(lines: Iterable[str]) -> list[str]:
    """Return the comments of lines that go, each for a line of its own."""
    return [found.strip() for line in lines if (found := _comment(line))]


def _comment(line: str) -> str:
    """Return the comment of a line with the blanks before it: from a `#` outside quotes that is first or after a blank."""
    quote, escaped = "", False
    for at, letter in enumerate(line):
        if escaped:
            escaped = False
        elif quote:
            escaped = quote == '"' and letter == "\\"
            quote = "" if letter == quote else quote
        elif letter in "\"'" and (not line[:at].strip() or line[at - 1] in " [{,:"):
            quote = letter
        elif letter == "#" and (at == 0 or line[at - 1] in " \t"):
            return line[len(line[:at].rstrip()) :]
    return ""


def _new_entry(entry: Chosen, *, flow: bool) -> _Entry:
    """Return an entry that was not there, on one line where the others are."""
    incident, reason = scalar(entry.incident), scalar(entry.reason)
    if flow:
        return _Entry([], [f"- {{incident: {incident}, reason: {reason}}}"])
    return _Entry([], [f"- incident: {incident}", f"  reason: {reason}"])


def _plain(node: Node | None) -> _Value | None:
    """Return what a node holds, every scalar as text."""
    if isinstance(node, ScalarNode):
        return str(node.value)
    if isinstance(node, SequenceNode):
        return [str(item.value) for item in node.value]
    return {str(key.value): str(value.value) for key, value in node.value} if isinstance(node, MappingNode) else None


def _written(name: str, value: _Value) -> str:
    """Return a value on one line; a provision without brackets is in quotes, because it would be read as a number."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {number}' for key, number in value.items())}}}"
    quoted = [f'"{item}"' if name == "raised" and item.isdecimal() else item for item in value]
    return f"[{', '.join(quoted)}]"


def _put_list(sections: dict[str, _Section], name: str, entries: Sequence[_Entry]) -> None:
    """Set a list's entries, each on the lines it has."""
    section = sections.get(name)
    indents = [each.indent for each in (section, *sections.values()) if each and each.indent is not None]
    indent = indents[0] if indents else _INDENT
    loose = [f"{_INDENT}{line}" for line in section.loose] if section else []
    body = [f"{indent}{line}" if line else line for entry in entries for line in (*entry.above, *entry.lines)]
    block = section is not None and isinstance(section.value, SequenceNode) and not section.value.flow_style
    behind = _comment(section.lines[0 if block else -1]) if section else ""
    _put(sections, name, [f"{name}:{'' if entries else ' []'}{behind}", *body, *loose])


def _put_value(sections: dict[str, _Section], name: str, value: _Value | None) -> None:
    """Set a key that stands on one line, with the comments of the lines that go, unless its value is the same."""
    old = sections.get(name)
    if value is None or (_plain(old.value) == value if old else not value and name != "raised"):
        return
    first, *others = [_comment(line) for line in old.lines] if old else [""]
    below = [f"{_INDENT}{comment.strip()}" for comment in others if comment]
    _put(sections, name, [f"{name}: {_written(name, value)}{first}", *below])


def _put(sections: dict[str, _Section], name: str, lines: list[str]) -> None:
    """Set a key's lines; a new key goes behind those that stand before it."""
    if name in sections:
        sections[name].lines = lines
        return
    before = [key for key in sections if key in _ORDER and _ORDER.index(key) < _ORDER.index(name)]
    at = list(sections).index(before[-1]) + 1 if before else len(sections)
    pairs = list(sections.items())
    pairs.insert(at, (name, _Section([], lines)))
    sections.clear()
    sections.update(pairs)
