"""The tags of a template as its author wrote them, and what is wrong with them, all at once and each with its place.

Jinja stops at the first error and knows line numbers of an XML text that nobody sees. Here every tag is looked at in its
own paragraph first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from complaintkit.documents.markup import w
from complaintkit.documents.places import Paragraph, short
from complaintkit.problems import Problem, did_you_mean, error
from complaintkit.values import frozen

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BRACES = re.compile(r"[{}]")
_INSIDE = re.compile(r"\{([{%])[-+]?(?:(tr|tc|p|r)\s)?(.*?)[-+]?[}%]\}", re.DOTALL)
_DEEPEST = 15
_LONGEST = 500
_TYPOGRAPHIC = str.maketrans("“”„‘’", '"""\'\'')
_CLOSING = {"endfor": "for", "endif": "if"}
_KEYWORDS = ("if", "elif", "else", "endif", "for", "endfor", "set")
_ALONE = {"elif": "{{% if 1 %}}{}{{% endif %}}", "for": "{}{{% endfor %}}", "if": "{}{{% endif %}}", "set": "{}"}


@frozen
class Tag:
    """One tag: `keyword` is empty for `{{ … }}`, `scope` is p, tr, tc, r or empty, `inside` what stands after both."""

    paragraph: Paragraph
    text: str
    scope: str
    keyword: str
    inside: str

    def place(self) -> str:
        """Return where the tag stands, and the tag."""
        return f"{self.paragraph.place()}: `{short(self.text)}`"

    def problem(self, shown: str, code: str, message: str, hint: str | None = None) -> Problem:
        """Return a problem at this tag."""
        return error(shown, code, f"{self.place()}: {message}", hint)


def tags_in(found: Iterable[Paragraph]) -> tuple[Tag, ...]:
    """Return the tags of the paragraphs; comments are none."""
    return tuple(_tag(paragraph, text) for paragraph in found if "{" in paragraph.text for text in _texts(paragraph))


def _texts(paragraph: Paragraph) -> list[str]:
    return [text for text in _TAG.findall(paragraph.text) if not text.startswith("{#")]


def _tag(paragraph: Paragraph, text: str) -> Tag:
    matched = _INSIDE.fullmatch(text)
    kind, scope, inside = matched.groups() if matched else ("{", "", text)
    inside = inside.strip().translate(_TYPOGRAPHIC)
    keyword = inside.split(maxsplit=1)[0] if kind == "%" and inside else ""
    return Tag(paragraph, text, scope or "", "(empty)" if kind == "%" and not inside else keyword, inside)


def signature(text: str) -> str:
    """Return what is the same of a tag before and after docxtpl has patched the part it stands in."""
    return "".join(_INSIDE.sub(r"\1\3", text).split()).translate(_TYPOGRAPHIC)


def mistakes(found: Collection[Paragraph], tags: Collection[Tag], shown: str) -> Iterator[Problem]:
    """Yield what is wrong with the tags of one part, apart from what jinja itself has to say."""
    for paragraph in found:
        yield from _loose_braces(paragraph, shown)
    for tag in tags:
        yield from _unknown_kind(tag, shown)
    yield from _unpaired(tags, shown)


def out_of_reach(part: str, root: etree._Element, shown: str) -> Iterator[Problem]:
    """Yield the tags that stand where no text does: in field codes, descriptions of pictures, names of bookmarks."""
    for element in root.iter(etree.Element):
        texts = [str(value) for value in element.attrib.values()]
        texts += [element.text or ""] if element.tag != w("t") else []
        for text in texts:
            if "{{" in text or "{%" in text:
                message = f"{part.rpartition('/')[2]}: `{text}`: a tag in a field or a description is not filled"
                yield error(shown, "CK612", message, "put the tag into the text")


def _loose_braces(paragraph: Paragraph, shown: str) -> Iterator[Problem]:
    if "{" not in paragraph.text and "}" not in paragraph.text:
        return
    rest = _TAG.sub("", paragraph.text)
    if _BRACES.search(rest):
        message = (
            f"{paragraph.place()}: a curly bracket stands alone; tags begin with {{{{ or {{% and end with }}}} or %}}"
        )
        yield error(
            shown, "CK611", message, "close the tag in the same paragraph; in a letter's text use round brackets"
        )


def _unknown_kind(tag: Tag, shown: str) -> Iterator[Problem]:
    if len(tag.text) > _LONGEST:
        yield tag.problem(shown, "CK614", f"the tag has {len(tag.text)} characters", f"at most {_LONGEST} can be read")
    elif not tag.keyword and tag.scope:
        yield tag.problem(
            shown, "CK612", "a letter has text only, no ready-made runs or paragraphs", "write {{ name }}"
        )
    elif tag.keyword and tag.keyword not in _KEYWORDS:
        known = ", ".join(_KEYWORDS)
        yield tag.problem(shown, "CK612", f"templates know {known}", did_you_mean(tag.keyword, _KEYWORDS))


def _unpaired(tags: Iterable[Tag], shown: str) -> Iterator[Problem]:
    open_tags: list[Tag] = []
    for tag in tags:
        if tag.keyword in {"for", "if"}:
            open_tags.append(tag)
            if len(open_tags) == _DEEPEST + 1:
                yield tag.problem(shown, "CK613", f"more than {_DEEPEST} blocks are open here", "nest less deeply")
        elif tag.keyword in _CLOSING:
            if open_tags and open_tags[-1].keyword == _CLOSING[tag.keyword]:
                yield from _crossed(open_tags.pop(), tag, shown)
            else:
                yield tag.problem(shown, "CK613", f"no {_CLOSING[tag.keyword]} is open here")
    for tag in open_tags:
        yield tag.problem(
            shown, "CK613", f"nothing closes this {tag.keyword}", f"add {{% end{tag.keyword} %}} after it"
        )


def _crossed(opening: Tag, closing: Tag, shown: str) -> Iterator[Problem]:
    if opening.scope != closing.scope:
        message = f"opened by `{opening.text}`, which covers something else"
        yield closing.problem(shown, "CK613", message, f"write both with {{%{opening.scope or ''} … %}}")


def syntax_errors(tags: Iterable[Tag], environment: Environment, shown: str) -> Iterator[Problem]:
    """Yield what jinja cannot read, tag by tag, so that the second mistake does not hide behind the first."""
    for tag in tags:
        source = f"{{% {tag.inside} %}}" if tag.keyword else f"{{{{ {tag.inside} }}}}"
        if tag.keyword in _ALONE or not tag.keyword:
            try:
                environment.parse(_ALONE.get(tag.keyword, "{}").format(source))
            except TemplateSyntaxError as failure:
                yield tag.problem(shown, "CK614", f"cannot be read: {failure.message}")
            except (RecursionError, ValueError):
                yield tag.problem(shown, "CK614", "cannot be read: it is too complicated", "write it more simply")


def unknown_names(tree: nodes.Template, known: Collection[str]) -> Iterator[nodes.Name]:
    """Yield the names that a parsed template reads but nobody sets."""
    names = list(tree.find_all(nodes.Name))
    given = {*known, "loop", *(name.name for name in names if name.ctx == "store")}
    return (name for name in names if name.ctx == "load" and name.name not in given)


def unknown_filters(tree: nodes.Template, environment: Environment) -> Iterator[tuple[int, str, str | None]]:
    """Yield line, message and hint for each filter or test that templates do not have."""
    for kind, known in ((nodes.Filter, environment.filters), (nodes.Test, environment.tests)):
        for node in tree.find_all(kind):
            if node.name not in known:
                word = "filter" if kind is nodes.Filter else "test"
                hint = did_you_mean(node.name, known) or f"{word}s: " + ", ".join(sorted(known))
                yield node.lineno, f"templates have no {word} `{node.name}`", hint
