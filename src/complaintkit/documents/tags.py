"""The tags of a template as its author wrote them, each in its own paragraph.

Jinja stops at the first error and knows line numbers of an XML text that nobody sees. Here every tag is read by itself, so
that each mistake has its place and none hides behind another.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from jinja2 import Environment, nodes
from jinja2.exceptions import TemplateSyntaxError

from complaintkit.documents.places import Paragraph, short
from complaintkit.problems import Problem, did_you_mean, error
from complaintkit.values import frozen

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
WHOLE_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
KEYWORDS = (
    "if", "elif", "else", "endif", "for", "endfor", "set", "with", "endwith", "cellbg", "colspan", "vm", "hm",
)  # fmt: skip
LONGEST = 500
OF_A_CELL = ("cellbg", "colspan", "vm", "hm")
_INSIDE = re.compile(r"\{([{%#])[-+]?(?:(tr|tc|p|r)\s)?(.*?)[-+]?[}%#]\}", re.DOTALL)
_TYPOGRAPHIC = str.maketrans("“”„‘’", '"""\'\'')
_ALONE = {
    "elif": "{{% if 1 %}}{}{{% endif %}}",
    "for": "{}{{% endfor %}}",
    "if": "{}{{% endif %}}",
    "set": "{}",
    "with": "{}{{% endwith %}}",
}


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

    def expression(self) -> str:
        """Return the tag so that jinja can read it by itself; nothing for one that says nothing by itself."""
        if not self.keyword:
            return f"{{{{ {self.inside} }}}}"
        if self.keyword in {"cellbg", "colspan"}:
            return f"{{{{ {self.inside.removeprefix(self.keyword)} }}}}"
        return _ALONE[self.keyword].format(f"{{% {self.inside} %}}") if self.keyword in _ALONE else ""


def tags_in(found: Iterable[Paragraph]) -> tuple[Tag, ...]:
    """Return the tags of the paragraphs; comments are none."""
    return tuple(
        tag_of(paragraph, text)
        for paragraph in found
        if "{" in paragraph.text
        for text in TAG.findall(paragraph.text)
        if not text.startswith("{#")
    )


def without_comments(source: str) -> str:
    """Return a part without its comments, in which there may be tags that are none."""
    return TAG.sub(lambda found: "" if found[0].startswith("{#") else found[0], source)


def tag_of(paragraph: Paragraph, text: str) -> Tag:
    """Return the tag that a text is."""
    matched = _INSIDE.fullmatch(text)
    kind, scope, inside = matched.groups() if matched else ("{", "", text)
    inside = inside.strip().translate(_TYPOGRAPHIC)
    keyword = inside.split(maxsplit=1)[0] if kind == "%" and inside else ""
    return Tag(paragraph, text, scope or "", "(empty)" if kind == "%" and not inside else keyword, inside)


def parsed_tag(tag: Tag, environment: Environment) -> nodes.Template | None:
    """Return what jinja makes of a tag by itself; None where it says nothing by itself or cannot be read."""
    try:
        return environment.parse(tag.expression()) if len(tag.text) <= LONGEST else None
    except (TemplateSyntaxError, RecursionError, ValueError):
        return None


def syntax_errors(tags: Iterable[Tag], environment: Environment, shown: str) -> Iterator[tuple[Paragraph, Problem]]:
    """Yield what jinja cannot read, tag by tag, so that the second mistake does not hide behind the first."""
    for tag in tags:
        if len(tag.text) > LONGEST:
            continue
        try:
            wrong = _unknown_filters(tag, environment.parse(tag.expression()), shown)
        except TemplateSyntaxError as failure:
            yield tag.paragraph, tag.problem(shown, "CK614", f"cannot be read: {failure.message}")
        except (RecursionError, ValueError):
            message = "cannot be read: it is too complicated"
            yield tag.paragraph, tag.problem(shown, "CK614", message, "write it more simply")
        else:
            yield from ((tag.paragraph, problem) for problem in wrong)


def _unknown_filters(tag: Tag, tree: nodes.Template, shown: str) -> list[Problem]:
    from complaintkit.documents.environment import known_filters  # noqa: PLC0415 - slow, and rarely needed
    from complaintkit.documents.filters import tests  # noqa: PLC0415

    found = []
    for kind, word, known in ((nodes.Filter, "filter", known_filters()), (nodes.Test, "test", set(tests()))):
        for node in tree.find_all(kind):
            if node.name not in known:
                message = f"templates have no {word} `{node.name}`"
                found.append(tag.problem(shown, "CK614", message, _instead(node.name, known)))
    return found


def _instead(name: str, known: Collection[str]) -> str:
    if name in {"default", "d", "defined", "undefined"}:
        return "a letter has every name that templates may use; test it with {% if name %}"
    if name == "safe":
        return "escaping cannot be turned off; text with looks of its own is printed with {{r name }}"
    return did_you_mean(name, known) or "there are: " + ", ".join(sorted(known))
