"""The sentences of a template: those asked of the catalogue, those that stand in it for every language, those that vanish."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from jinja2 import Environment, nodes

from complaintkit.documents.markup import w
from complaintkit.documents.places import Paragraph, short
from complaintkit.documents.saying import SPOKEN, same_sentence
from complaintkit.documents.tags import TAG, Tag, parsed_tag
from complaintkit.problems import Problem, did_you_mean, warning

_BRACE = re.compile(r"(?<!\{_)[{}](?!_\})")  # of a tag that is not right, which has its own finding
_WORD = re.compile(r"[^\W\d_]{2}")
_WHOLE = {"p": "p", "tr": "tr", "tc": "tc"}
_CALLED = {"p": "paragraph", "tr": "row", "tc": "cell"}

_Found = tuple[Paragraph, Problem]


def unknown_sentences(
    tags: Iterable[Tag], known: Collection[str], environment: Environment, shown: str
) -> Iterator[_Found]:
    """Yield CK623 for each `_("…")` whose sentence the catalogue does not have."""
    for tag in tags:
        tree = parsed_tag(tag, environment) if "(" in tag.inside else None
        for sentence in _asked_for(tree) if tree is not None else ():
            if same_sentence(sentence) not in known:
                message = f"the catalogue has no sentence “{short(sentence)}”"
                hint = did_you_mean(same_sentence(sentence), known)
                yield (
                    tag.paragraph,
                    tag.problem(shown, "CK623", message, hint or "take one of its sentences word for word"),
                )


def _asked_for(tree: nodes.Template) -> Iterator[str]:
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in SPOKEN and call.args:
            first = call.args[0]
            if isinstance(first, nodes.Const) and isinstance(first.value, str):
                yield first.value


def vanishing_text(tags: Iterable[Tag], shown: str) -> Iterator[_Found]:
    """Yield CK622 for text beside a tag that takes the place of its whole paragraph, row or cell."""
    for tag in tags:
        rest = _beside(tag)
        if rest:
            message = f"{{%{tag.scope} … %}} takes the place of its whole {_CALLED[tag.scope]}: “{short(rest)}” is lost"
            hint = f"give the text a {_CALLED[tag.scope]} of its own, or write {{% … %}} without {tag.scope}"
            place = tag.problem(shown, "CK622", message, hint)
            yield tag.paragraph, warning(shown, "CK622", place.message, hint)


def _beside(tag: Tag) -> str:
    if tag.scope not in _WHOLE:
        return ""
    element = tag.paragraph.element
    whole = element if tag.scope == "p" else next(element.iterancestors(w(tag.scope)), None)
    text = "" if whole is None else "".join(one.text or "" for one in whole.iter(w("t")))
    return " ".join(TAG.sub("", text).split())


def fixed_text(found: Iterable[Paragraph], tags: Iterable[Tag], shown: str) -> Iterator[_Found]:
    """Yield CK624 for words that stand in the template itself, and so in one language in letters of all languages."""
    gone = {tag.paragraph.element for tag in tags if tag.scope in _WHOLE}
    for paragraph in found:
        rest = TAG.sub(" ", paragraph.text)
        if _WORD.search(rest) and not _BRACE.search(rest) and paragraph.element not in gone:
            message = f"{paragraph.place()}: “{short(rest)}” stands in letters of every language as it is here"
            hint = (
                'take a sentence of the catalogue, {{ _("…") }}; or keep it, if all your letters are in this language'
            )
            yield paragraph, warning(shown, "CK624", message, hint)
