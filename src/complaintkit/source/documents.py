"""Strict, fast YAML: text stays text, and what people do not mean when they type is refused.

Only `true`, `false`, `null`, `~`, nothing and plain integers are anything but text; `yes`, `no`, `14:05`, `0123`, `1.10`
and dates stay as typed. Aliases, anchors, tags, several documents, duplicate keys and deep nesting are refused. Places are
found by composing the text again, and only when a problem asks for one: reading costs no more than PyYAML's own loader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from complaintkit.problems import Problem, error
from complaintkit.source.mistakes import explain
from complaintkit.source.reading import (
    LARGEST_FILE,
    UNPRINTABLE,
    check_characters,
    describe_character,
    read_any_text,
    without_unprintable,
)
from complaintkit.values import frozen

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML built without its C part
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

DEEPEST_NESTING = 64
_PARSERS_LIMIT = (
    "nesting depth"  # newer builds of the C parser refuse what is nested far deeper than that by themselves
)
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_SCALARS = {bool: "bool", int: "int", str: "str", type(None): "null"}
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
_PERHAPS_SPECIAL = re.compile(r"[&*!](?<![^\s\[{,:\-?][&*!])\S")
_TAGS = {ScalarNode: "str", SequenceNode: "list", MappingNode: "map"}

Location = tuple[str | int, ...]
Mark = tuple[int, int]


@frozen
class Document:
    """One YAML file as read: its name as problems show it, its text, and the data in it."""

    file: str
    text: str
    data: Any

    def place(self, loc: Location, *, key: bool = False) -> Mark | None:
        """Return line and column of the value at `loc`, of its key if `key`, else of the nearest parent there is.

        The value of a key that stands alone is placed at the key.
        """
        node, mark = self._root, None
        for step in loc:
            found = _step(node, step)
            if found is None:
                break
            name, node = found
            mark = _mark(name if key or _is_empty(node) else node)
        return mark or (_mark(self._root) if self._root is not None else None)

    def place_of_key(self, key: str, loc: Location) -> Mark | None:
        """Return line and column of a key that a line begins with; where it is not alone in that, the place of `loc`.

        It spares parsing the file again where a warning stands in many files.
        """
        found = list(islice(re.finditer(rf"^ *(?={re.escape(key)}:(?: |$))", self.text, re.MULTILINE), 2))
        if len(found) != 1:
            return self.place(loc, key=True)
        return self.text.count("\n", 0, found[0].start()) + 1, found[0].end() - found[0].start() + 1

    @cached_property
    def _root(self) -> Node | None:
        return _compose(self.text)


class _TooDeep(Exception):
    """The nesting is deeper than anything a person means."""

    def __init__(self, mark: Mark) -> None:
        self.mark = mark


class _Composer(_Loader):
    """Composes nodes without looking at values, and stops where the nesting is too deep for the C stack."""

    depth = 0

    def resolve(self, kind: type[Node], value: Any, implicit: Any) -> str:  # noqa: ARG002
        """Return a tag nobody reads: what a scalar is follows from its text and its quotes."""
        return _TAGS[kind]

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:  # noqa: ARG002
        """Count one level down; the composer calls this before each node."""
        self.depth += 1
        if self.depth > DEEPEST_NESTING:
            raise _TooDeep(_mark(current_node))

    def ascend_resolver(self) -> None:
        """Count one level up."""
        self.depth -= 1


def read_document(path: Path, shown: str, largest: int = LARGEST_FILE) -> tuple[Document | None, tuple[Problem, ...]]:
    """Return a YAML file as a document, or None with what stands in the way; `shown` names it in problems.

    A file of more than `largest` bytes is refused without being read.
    """
    text, problems = read_any_text(path, shown, largest)
    return (None, problems) if text is None else parse_document(text, shown)


def parse_document(text: str, shown: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """Return YAML text as a document, or None where it cannot be understood, with all its problems.

    A document comes with problems where it could be read on: of duplicate keys the first is kept, and a character that
    no text may hold is replaced.
    """
    problems = check_characters(text, shown)
    document, more = _parse(without_unprintable(text) if problems else text, shown)
    return document, problems + more


def plain_value(text: str) -> Any:
    """Return what an unquoted word stands for: a truth value, nothing, a whole number; everything else is text."""
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if text[-1].isdigit() and _INTEGER.fullmatch(text) else text


def scalar_tag(text: str, *, plain: bool) -> str:
    """Return the YAML tag of a scalar by these rules, for what writes: quoted is text, plain is as `plain_value` says."""
    kind = type(plain_value(str(text))) if plain else str
    return f"tag:yaml.org,2002:{_SCALARS[kind]}"


def syntax_problems(text: str, shown: str) -> tuple[Problem, ...]:
    """Return what keeps a text from being understood, as `parse_document` tells it, without building anything of it."""
    try:
        return tuple(_special(text, shown))
    except (_TooDeep, yaml.MarkedYAMLError) as trouble:
        return (_stopped(trouble, text, shown),)


def _parse(text: str, shown: str) -> tuple[Document | None, tuple[Problem, ...]]:
    try:
        problems = tuple(_special(text, shown)) if _PERHAPS_SPECIAL.search(text) else ()
        root = None if problems else _compose(text)
    except (_TooDeep, yaml.MarkedYAMLError) as trouble:
        return None, (_stopped(trouble, text, shown),)
    if problems:
        return None, problems
    if root is None:
        return None, (error(shown, "CK109", "this file is empty", "fill it in, or delete it"),)
    mistakes: list[Problem] = []
    data = _build(root, shown, mistakes)
    return Document(shown, text, data), tuple(mistakes)


def _stopped(trouble: _TooDeep | yaml.MarkedYAMLError, text: str, shown: str) -> Problem:
    """Return why reading stopped where it did."""
    if isinstance(trouble, _TooDeep):
        return _too_deep(shown, trouble.mark)
    if _PARSERS_LIMIT in str(trouble.problem) and trouble.problem_mark is not None:
        return _too_deep(shown, (trouble.problem_mark.line + 1, trouble.problem_mark.column + 1))
    return explain(trouble, text, shown)


def _too_deep(shown: str, mark: Mark) -> Problem:
    message = f"lists and mappings are nested more than {DEEPEST_NESTING} deep here"
    return error(shown, "CK107", message, "no file needs that: look for stray brackets", at=mark)


def _compose(text: str) -> Node | None:
    loader = _Composer(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _special(text: str, shown: str) -> Iterator[Problem]:
    """Yield a problem for each anchor, alias and tag; only read event by event where one may stand."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST_NESTING:
            raise _TooDeep(_mark(event))
        if isinstance(event, yaml.NodeEvent):
            what = _special_mark(event)
            if what:
                hint = "put the text in quotes if the mark belongs to it; else type the value itself"
                yield error(shown, "CK106", f"{what} is not used in these files", hint, at=_mark(event))


def _special_mark(event: yaml.NodeEvent) -> str | None:
    if isinstance(event, yaml.AliasEvent):
        return f"the alias `*{event.anchor}`"
    if event.anchor:
        return f"the anchor `&{event.anchor}`"
    tag = getattr(event, "tag", None)
    return f"the tag `{tag.replace('tag:yaml.org,2002:', '!!')}`" if tag else None


def _build(node: Node, shown: str, mistakes: list[Problem]) -> Any:
    if type(node) is ScalarNode:
        return _scalar(node, shown, mistakes)
    if type(node) is SequenceNode:
        return [(_scalar if type(item) is ScalarNode else _build)(item, shown, mistakes) for item in node.value]
    built: dict[str, Any] = {}
    for key, value in node.value:
        plain = type(key) is ScalarNode and key.value not in _WORDS  # nearly every key: no call for it
        name = key.value if plain else _key(key, shown, mistakes)
        if name is None:
            continue
        if name in built:
            mistakes.append(_duplicate(node, key, shown))
        else:
            built[name] = (_scalar if type(value) is ScalarNode else _build)(value, shown, mistakes)
    return built


def _scalar(node: ScalarNode, shown: str, mistakes: list[Problem]) -> Any:
    text: str = node.value
    if not node.style:
        return plain_value(text)
    found = UNPRINTABLE.search(text) if node.style == '"' else None
    if found:
        what = describe_character(found[0])
        mistakes.append(error(shown, "CK103", f"{what} is written in this text", "take it out", at=_mark(node)))
    return text


def _key(node: Node, shown: str, mistakes: list[Problem]) -> str | None:
    if type(node) is ScalarNode and (node.style or _WORDS.get(node.value, node.value) is not None):
        return str(node.value)
    hint = "write `name: value`; a text that begins with [ or { or ? stands in quotes"
    mistakes.append(
        error(shown, "CK110", "a key must be a word, not a list, a mapping or nothing", hint, at=_mark(node))
    )
    return None


def _duplicate(mapping: Node, key: Node, shown: str) -> Problem:
    first = next(name for name, _ in mapping.value if type(name) is ScalarNode and name.value == key.value)
    line = _mark(first)[0]
    message = f"`{key.value}` stands twice here: first on line {line}, again on line {_mark(key)[0]}"
    return error(shown, "CK105", message, "keep one of the two; the first is read", at=_mark(key))


def _step(node: Node | None, step: str | int) -> tuple[Node, Node] | None:
    if isinstance(node, MappingNode):
        pairs = ((name, value) for name, value in node.value if name.value == str(step))
        return next(pairs, None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.value and not node.style


def _mark(marked: Any) -> Mark:
    mark = getattr(marked, "start_mark", None)
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
