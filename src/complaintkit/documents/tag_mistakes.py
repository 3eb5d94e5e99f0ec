"""What is wrong with the tags of a template before jinja sees them: brackets, pairs, and where a tag stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from lxml import etree

from complaintkit.documents.markup import w
from complaintkit.documents.places import Paragraph, Places, short
from complaintkit.documents.tags import KEYWORDS, LONGEST, OF_A_CELL, TAG, Tag
from complaintkit.problems import Problem, did_you_mean, error

Found = tuple[Paragraph, Problem]

MOST_TAGS = 5_000
_BRACES = re.compile(r"[{}]")
_ESCAPED = re.compile(r"\{_[{%]|[%}]_\}")
_OPENS = re.compile(r"\{[{%#]")
_ENDS = re.compile(r"[}%#]\}")
_DEEPEST = 15
_CLOSING = {"endfor": "for", "endif": "if", "endwith": "with"}
_WHOLE = {"p": "paragraph", "tr": "row", "tc": "cell"}
_REFUSED = {
    "raw": "to print brackets, write {_{ and }_}",
    "trans": 'print a sentence of the catalogue with {{ _("…") }}',
    "include": "put the text into the template itself",
    "macro": "write it out where it is needed, or loop over it",
}


def mistakes(found: Sequence[Paragraph], tags: Collection[Tag], shown: str) -> Iterator[Found]:
    """Yield what is wrong with the tags of one part, apart from what jinja itself has to say."""
    if len(tags) > MOST_TAGS:
        first = next(iter(tags))
        yield first.paragraph, first.problem(shown, "CK614", f"{len(tags):,} tags; at most {MOST_TAGS:,} can be read")
        return
    yield from _loose_braces(found, shown)
    for tag in tags:
        yield from ((tag.paragraph, problem) for problem in (*_unknown_kind(tag, shown), *_misplaced(tag, shown)))
    yield from _unpaired(tags, shown)
    yield from _crowded(tags, shown)


def out_of_reach(part: str, root: etree._Element, shown: str) -> Iterator[tuple[Paragraph | None, Problem]]:
    """Yield the tags that stand where no text does: in field codes, descriptions of pictures, names of bookmarks."""
    places = Places(part, root)
    for element in root.iter(etree.Element):
        texts = [str(value) for value in element.attrib.values()]
        texts += [element.text or ""] if element.tag != w("t") else []
        for text in texts:
            if "{{" in text or "{%" in text:
                inside = places.of(element)
                place = inside.place() if inside else part.rpartition("/")[2]
                message = f"{place}: `{short(text)}`: a tag in a field or a description is not filled"
                yield inside, error(shown, "CK612", message, "put the tag into the text")


def repeated_bookmarks(found: Iterable[Paragraph], tags: Iterable[Tag], shown: str) -> Iterator[Found]:
    """Yield CK634 for bookmarks inside loops, which would stand in the letter several times under one name."""
    depth = 0
    waiting = list(tags)
    for paragraph in found:
        while waiting and waiting[0].paragraph.number <= paragraph.number:
            depth += {"for": 1, "endfor": -1}.get(waiting.pop(0).keyword, 0)
        for bookmark in paragraph.element.iter(w("bookmarkStart")) if depth > 0 else ():
            name = str(bookmark.get(w("name"), ""))
            if name != "_GoBack":
                message = (
                    f"{paragraph.place()}: the bookmark `{short(name)}` stands inside a loop, which would repeat it"
                )
                yield (
                    paragraph,
                    error(shown, "CK634", message, "move it out of the loop, or delete it: Insert, Bookmark"),
                )


def _loose_braces(found: Sequence[Paragraph], shown: str) -> Iterator[Found]:
    rests = [_ESCAPED.sub("", TAG.sub("", paragraph.text)) for paragraph in found]
    begun: Paragraph | None = None
    for paragraph, rest, following in zip(found, rests, [*rests, ""][1:], strict=True):
        ended = _ENDS.search(rest) if begun is not None else None
        if begun is not None and ended:
            yield _split(begun, paragraph, shown)
        left = rest[ended.end() :] if ended else rest
        begun = paragraph if _OPENS.search(left) and _ENDS.search(following.partition("{")[0]) else None
        if begun is None and _BRACES.search(left):
            yield _loose(paragraph, shown)


def _loose(paragraph: Paragraph, shown: str) -> Found:
    message = "a curly bracket stands alone; tags begin with {{ or {% and end with }} or %}"
    hint = "close the tag in the same paragraph; in a letter's text use round brackets, or write {_{ and }_}"
    return paragraph, error(shown, "CK611", f"{paragraph.place()}: {message}", hint)


def _split(begun: Paragraph, ended: Paragraph, shown: str) -> Found:
    message = f"{begun.place()}: a tag begins here and ends in the next paragraph, “{short(ended.text)}”"
    return begun, error(shown, "CK620", message, "write the whole tag into one paragraph, without Enter inside it")


def _unknown_kind(tag: Tag, shown: str) -> Iterator[Problem]:
    if len(tag.text) > LONGEST:
        yield tag.problem(shown, "CK614", f"the tag has {len(tag.text)} characters", f"at most {LONGEST} can be read")
    elif not tag.keyword and tag.scope in {"tr", "tc"}:
        message = "a letter has no ready-made rows or cells to print"
        yield tag.problem(shown, "CK612", message, "loop over them: {%tr for … %}, {%tc for … %}")
    elif tag.keyword and tag.keyword not in KEYWORDS:
        hint = _REFUSED.get(tag.keyword) or did_you_mean(tag.keyword, KEYWORDS)
        yield tag.problem(shown, "CK612", f"templates know {', '.join(KEYWORDS)}", hint)


def _misplaced(tag: Tag, shown: str) -> Iterator[Problem]:
    needed = tag.scope if tag.scope in {"tr", "tc"} else "tc" if tag.keyword in OF_A_CELL else ""
    if needed and next(tag.paragraph.element.iterancestors(w(needed)), None) is None:
        yield tag.problem(shown, "CK621", "stands in no table", f"it is for the {_WHOLE[needed]}s of a table")
    elif tag.keyword in {"cellbg", "colspan"} and not tag.inside.removeprefix(tag.keyword).strip():
        example = "FFCC00" if tag.keyword == "cellbg" else "2"
        yield tag.problem(shown, "CK614", "says nothing", f'write {{% {tag.keyword} "{example}" %}}, or a name')


def _unpaired(tags: Iterable[Tag], shown: str) -> Iterator[Found]:
    open_tags: list[Tag] = []
    for tag in tags:
        if tag.keyword in _CLOSING.values():
            open_tags.append(tag)
            if len(open_tags) == _DEEPEST + 1:
                yield _at(tag, shown, f"more than {_DEEPEST} blocks are open here", "nest less deeply")
        elif tag.keyword in _CLOSING:
            yield from _closed(open_tags, tag, shown)
        elif tag.keyword in {"elif", "else"} and not open_tags:
            yield _at(tag, shown, "no if is open here", "put {% if … %} before it")
        elif _merges_outside_a_loop(tag, open_tags):
            yield _at(tag, shown, "merges the cells of a loop, and no loop is open here", "put it into {%tr for … %}")
    for tag in open_tags:
        yield _at(tag, shown, f"nothing closes this {tag.keyword}", f"add {{%{tag.scope} end{tag.keyword} %}} after it")


def _merges_outside_a_loop(tag: Tag, open_tags: Iterable[Tag]) -> bool:
    in_table = next(tag.paragraph.element.iterancestors(w("tc")), None) is not None
    return tag.keyword in {"vm", "hm"} and in_table and not any(opened.keyword == "for" for opened in open_tags)


def _closed(open_tags: list[Tag], tag: Tag, shown: str) -> Iterator[Found]:
    """Take the block that a tag closes from those that are open; one that others lie across is closed all the same."""
    wanted = _CLOSING[tag.keyword]
    at = next((n for n in reversed(range(len(open_tags))) if open_tags[n].keyword == wanted), None)
    if at is None:
        yield _at(tag, shown, f"no {wanted} is open here", f"take it out, or put {{% {wanted} … %}} before it")
    elif at < len(open_tags) - 1:
        across = open_tags[-1]
        message = (
            f"closes the {wanted} while the {across.keyword} of `{short(across.text)}` is open: the two blocks cross"
        )
        yield _at(tag, shown, message, f"put {{%{across.scope} end{across.keyword} %}} before it")
        open_tags.pop(at)
    else:
        yield from _crossed(open_tags.pop(), tag, shown)


def _crossed(opening: Tag, closing: Tag, shown: str) -> Iterator[Found]:
    if opening.scope != closing.scope:
        message = f"opened by `{opening.text}`, which covers something else"
        yield _at(closing, shown, message, f"write both with {{%{opening.scope or ''} … %}}")


def _crowded(tags: Iterable[Tag], shown: str) -> Iterator[Found]:
    """Yield the second of two tags that take the place of the same paragraph, row or cell: it would vanish."""
    taken: set[object] = set()
    for tag in tags:
        if tag.scope in _WHOLE:
            element = tag.paragraph.element
            whole = element if tag.scope == "p" else next(element.iterancestors(w(tag.scope)), None)
            if whole is not None and (tag.scope, whole) in taken:
                message = (
                    f"a second {{%{tag.scope} … %}} in one {_WHOLE[tag.scope]}, which only one can take the place of"
                )
                yield _at(tag, shown, message, f"give each a {_WHOLE[tag.scope]} of its own", code="CK621")
            taken.add((tag.scope, whole))


def _at(tag: Tag, shown: str, message: str, hint: str, *, code: str = "CK613") -> Found:
    return tag.paragraph, tag.problem(shown, code, message, hint)
