"""A patched part of a template as the program that fills it.

Jinja reads the XML with its tags; before its program is written, each tag is told what it prints into (a run, an attribute,
the place of a whole paragraph), each loop counts its turns, and docxtpl's escapes `{_{` become brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

FILE_OF_PROGRAMS = "<template>"
_TAG = re.compile(r"(?:\{\{(?=.*?\}\})|\{%(?=.*?%\}))[-+]?")
_ATTRIBUTE = re.compile(r"""(?:(<w:shd [^<>]*w:fill)|(<w:gridSpan [^<>]*w:val)|)=(["'])\Z""")
_ESCAPES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
_IN_PLACE_OF = {"r": "#runs", "p": "#paragraphs"}


def program_of(source: str, environment: Environment, scope_at: Callable[[int], str]) -> str:
    """Return the Python program that fills a part.

    Args:
        source: the part as docxtpl has patched it, without line ends.
        environment: the sandbox.
        scope_at: tells for a line of the source with every tag on a line of its own what the tag stands for: p, r or nothing.

    Raises:
        TemplateSyntaxError, RecursionError, ValueError: where it cannot be read.
    """
    tree = environment.parse(_TAG.sub(lambda tag: tag[0] + "\n", source))
    tree = _Adapter(scope_at).visit(tree)
    tree.set_environment(environment)
    return environment.compile(tree, raw=True)


def runnable(program: str, environment: Environment) -> Template:
    """Return the template that a program made by jinja is."""
    code = compile(program, FILE_OF_PROGRAMS, "exec")
    template = Template.from_code(environment, code, environment.make_globals(None))
    template.root_render_func.__globals__["escape"] = _escaped
    return template


def _escaped(value: Any) -> Markup:
    """Return what jinja's own `escape` does, without a copy of what is escaped already: nearly all that is printed."""
    return value if type(value) is Markup else escape(value)


def unescaped(text: str) -> str:
    """Return a text of the template with docxtpl's escapes as the brackets they stand for."""
    for written, meant in _ESCAPES:
        text = text.replace(written, meant)
    return text


class _Adapter(NodeTransformer):
    """Puts what a letter needs into jinja's tree."""

    def __init__(self, scope_at: Callable[[int], str]) -> None:
        self.scope_at = scope_at

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.Node:  # noqa: N802 - jinja calls it by this name
        """Put brackets in place of their escapes."""
        node.data = unescaped(node.data)
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802
        """Tell each value that is printed what it is printed into."""
        before = ""
        for at, child in enumerate(node.nodes):
            if isinstance(child, nodes.TemplateData):
                before = child.data
            elif name := _printed_into(before, self.scope_at(child.lineno)):
                node.nodes[at] = _filter(child, name)
        return self.generic_visit(node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        """Let what `~` makes be measured."""
        node = self.generic_visit(node)  # type: ignore[assignment]
        return _filter(nodes.List(node.nodes, lineno=node.lineno), "#joined")

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802
        """Let each turn of a loop be counted, and each item that its condition leaves out."""
        node = self.generic_visit(node)  # type: ignore[assignment]
        counted = _filter(nodes.Const(_weight(node.body), lineno=node.lineno), "#turn")
        node.body.insert(0, nodes.ExprStmt(counted, lineno=node.lineno))
        if node.test is not None:
            looked_at = _filter(nodes.Const(0, lineno=node.lineno), "#turn")
            node.test = nodes.And(looked_at, node.test, lineno=node.lineno)
        return node


def _printed_into(before: str, scope: str) -> str | None:
    attribute = _ATTRIBUTE.search(before[before.rfind("<") :] if "<" in before else before)
    if attribute:
        return "#fill" if attribute[1] else "#span" if attribute[2] else "#attribute"
    return _IN_PLACE_OF.get(scope)


def _filter(node: nodes.Expr, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _weight(body: list[nodes.Node]) -> int:
    """Return how many characters the body of a loop has of its own, those of loops inside it left out."""
    weight = 0
    for node in body:
        if isinstance(node, nodes.TemplateData):
            weight += len(node.data)
        elif not isinstance(node, nodes.For):
            weight += _weight(list(node.iter_child_nodes()))
    return weight
