"""The names that a template uses, compared with what a letter has, without making a letter.

What a letter has is told as its shape: `None` for anything that can be printed, a list with the shape of its items, a
mapping with the shapes of its fields. `{"sections": [{"title": None}]}` knows that `{% for one in sections %}` makes
`one.title` a text and `one.titel` a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from jinja2 import Environment, nodes

from complaintkit.documents.places import Paragraph
from complaintkit.documents.saying import SPOKEN
from complaintkit.documents.tags import Tag, parsed_tag
from complaintkit.problems import Problem, did_you_mean

Shape = Any
_TARGETS = re.compile(r"for\s+([\w\s,()]+?)\s+in\b")
_SAME_LIST = {"list", "reverse", "sort", "select", "reject", "selectattr", "rejectattr", "unique"}
_ONE_OF = {"first", "last", "min", "max"}
_LOOP = (
    "index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem", "nextitem",
    "cycle", "changed",
)  # fmt: skip


def shape_of(names: Collection[str]) -> dict[str, Shape]:
    """Return names as a shape; those of which nothing more is known stand for anything."""
    return dict(names) if isinstance(names, Mapping) else dict.fromkeys(names)


def unknown_names(
    tags: Iterable[Tag], names: Collection[str], environment: Environment, shown: str
) -> Iterator[tuple[Paragraph, Problem]]:
    """Yield a problem for each name and each field that a letter does not have.

    Args:
        tags: the tags of one part, in order.
        names: what a letter has, as names or as a shape.
        environment: the sandbox.
        shown: the template's name in messages.
    """
    scopes: list[dict[str, Shape]] = [dict.fromkeys(SPOKEN), shape_of(names), {}]
    for tag in tags:
        if tag.keyword in {"endfor", "endwith"} and len(scopes) > 3:  # noqa: PLR2004 - the three that stay
            scopes.pop()
        tree = parsed_tag(tag, environment)
        if tag.keyword in {"for", "with"}:
            scopes.append({} if tree is not None else dict.fromkeys(_guessed_targets(tag)))
        if tree is not None:
            reader = _Reader(scopes)
            with suppress(RecursionError):  # compiling it says that it is too complicated
                reader.read(tree)
            for code, message, hint in dict.fromkeys(reader.found):
                yield tag.paragraph, tag.problem(shown, code, message, hint)


def _guessed_targets(tag: Tag) -> list[str]:
    """Return the names that a loop gives, so that one which cannot be read does not make its names unknown."""
    matched = _TARGETS.match(tag.inside)
    return re.findall(r"\w+", matched[1]) if matched else []


class _Reader:
    """Reads one tag: finds the shape of each expression and remembers what is unknown."""

    def __init__(self, scopes: list[dict[str, Shape]]) -> None:
        self.scopes = scopes
        self.found: list[tuple[str, str, str | None]] = []

    def read(self, node: nodes.Node) -> None:
        """Read a node and bind the names that it gives."""
        if isinstance(node, nodes.For):
            items = _item(self.shape(node.iter))
            self._bind(node.target, items)
            self.scopes[-1]["loop"] = dict.fromkeys(_LOOP) | {"previtem": items, "nextitem": items}
            for more in (node.test,):
                self.shape(more) if more else None
        elif isinstance(node, nodes.Assign):
            self._bind(node.target, self.shape(node.node))
        elif isinstance(node, nodes.With):
            shapes = [self.shape(value) for value in node.values]
            for target, shape in zip(node.targets, shapes, strict=True):
                self._bind(target, shape)
        elif isinstance(node, nodes.Expr):
            self.shape(node)
        else:
            for child in node.iter_child_nodes():
                self.read(child)

    def shape(self, node: nodes.Node) -> Shape:
        """Return the shape of an expression, None where nothing is known of it."""
        if isinstance(node, nodes.Name):
            return self._named(node.name)
        if isinstance(node, nodes.Getattr):
            return self._field(self.shape(node.node), node.attr)
        if isinstance(node, nodes.Getitem):
            return self._element(node)
        if isinstance(node, nodes.Filter) and node.node is not None:
            return self._filtered(node, self.shape(node.node))
        shapes = [self.shape(child) for child in node.iter_child_nodes() if isinstance(child, nodes.Node)]
        return shapes[0] if isinstance(node, nodes.CondExpr) and shapes else None

    def _named(self, name: str) -> Shape:
        for scope in reversed(self.scopes):
            if name in scope:
                return scope[name]
        known = sorted({name for scope in self.scopes for name in scope} - {"loop"})
        hint = did_you_mean(name, known) or "names: " + ", ".join(known)
        self.found.append(("CK615", f"a letter has no `{name}`", hint))
        return None

    def _field(self, shape: Shape, name: str) -> Shape:
        if isinstance(shape, Mapping):
            if name in shape:
                return shape[name]
            known = ", ".join(f"`{field}`" for field in shape)
            self.found.append(("CK616", f"`{name}` is not among {known}", did_you_mean(name, shape)))
        elif isinstance(shape, list):
            message = f"there are several, of which none has a name `{name}`"
            self.found.append(("CK616", message, "loop over them, or take one: `|first`, `[0]`"))
        return None

    def _element(self, node: nodes.Getitem) -> Shape:
        shape = self.shape(node.node)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._field(shape, node.arg.value)
        self.shape(node.arg)
        return shape if isinstance(node.arg, nodes.Slice) else _item(shape)

    def _filtered(self, node: nodes.Filter, shape: Shape) -> Shape:
        fields = [_text(pair.value) for pair in node.kwargs if pair.key == "attribute"]
        for argument in (*node.args, *(pair.value for pair in node.kwargs)):
            self.shape(argument)
        if fields and fields[0] and isinstance(shape, list):
            inner = self._field(_item(shape), fields[0])
            return [inner] if node.name == "map" else shape
        if node.name in _ONE_OF:
            return _item(shape)
        return shape if node.name in _SAME_LIST else None

    def _bind(self, target: nodes.Node, shape: Shape) -> None:
        if isinstance(target, nodes.Name):
            self.scopes[-1][target.name] = shape
        elif isinstance(target, nodes.Tuple):
            for inner in target.items:
                self._bind(inner, _item(shape))


def _item(shape: Shape) -> Shape:
    return shape[0] if isinstance(shape, list) and shape else None


def _text(node: nodes.Expr) -> str:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else ""
