"""The provisions of an act from the blocks of its file: articles, paragraphs with and without numbers, points, annexes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from complaintkit.law.importing.blocks import Block
from complaintkit.law.importing.headings import (
    annex_number,
    article_number,
    languages_of,
    plain_number,
    roman,
)
from complaintkit.law.references import Reference
from complaintkit.problems import Problem, error, warning
from complaintkit.values import frozen

_QUOTATION_MARKS = "‘“«„'\"»"


@frozen
class Paragraph:
    """A paragraph: its number as ids have it (None without one), its whole text, and its points, marker and text."""

    number: str | None
    text: str
    points: tuple[tuple[str, str], ...]


@frozen
class Article:
    """An article with its place in the file; `table` where a part of it is a table, whose layout is lost."""

    annex: str | None
    number: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    line: int | None
    table: bool

    @property
    def text(self) -> str:
        """Return the whole article, each numbered paragraph with its number."""
        return "\n\n".join(
            f"{paragraph.number}. {paragraph.text}" if paragraph.number else paragraph.text
            for paragraph in self.paragraphs
        )


@frozen
class Part:
    """One series of articles with its annexes, and the headings before its first article; a file can hold several."""

    headings: tuple[str, ...]
    articles: tuple[Article, ...]


@dataclass
class _Writing:
    """An article in the making."""

    annex: str | None
    number: str
    line: int | None
    title: str = ""
    paragraphs: list[tuple[str | None, list[str], list[tuple[str, str]]]] = field(default_factory=list)
    table: bool = False

    def done(self) -> Article:
        paragraphs = tuple(
            Paragraph(number, "\n\n".join(pieces), tuple(points))
            for number, pieces, points in self.paragraphs
            if pieces
        )
        return Article(self.annex, self.number, self.title, paragraphs, self.line, self.table)


class _Reader:
    """Takes the blocks one after the other; what it cannot read right is a problem, never a guess."""

    def __init__(self, language: str, shown: str, titles: frozenset[str]) -> None:
        self.language, self.shown, self.titles = language, shown, titles
        self.problems: list[Problem] = []
        self.parts: list[tuple[list[str], list[_Writing]]] = [([], [])]
        self.annex: str | None = None
        self.nameless: str | None = None
        self.article: _Writing | None = None
        self.after: str | None = None
        self.recent: list[str] = []
        self.loose: list[tuple[str, int | None]] = []

    def take(self, block: Block) -> None:
        match block.kind:
            case "article" if block.text.startswith(tuple(_QUOTATION_MARKS)):  # an article put into another act
                self._text(Block("text", block.text, block.line))
            case "article":
                self._begin_article(block)
            case "annex":
                self._begin_annex(block)
            case "heading":
                self._heading(block)
            case "end":
                self.article = None
                self.after = None
            case "title":
                if self.article is not None:
                    self.article.title = self.article.title or block.text
            case _:
                self._text(block)

    def _heading(self, block: Block) -> None:
        self.article, self.after = None, block.text
        headings, articles = self.parts[-1]
        self.recent.append(block.text)
        if not articles:
            headings.append(block.text)
        elif letters_of(block.text) in self.titles:
            self.parts.append(([block.text], []))
            self.annex = None

    def _begin_annex(self, block: Block) -> None:
        self.article, self.after = None, block.text
        self.annex = _annex(block.text)
        self.nameless = block.text if self.annex == "" else None

    def _begin_article(self, block: Block) -> None:
        recent, self.recent = self.recent, []
        self.article, self.after = None, self.nameless if self.annex == "" else None
        number = article_number(block.text, self.language)
        if number is None:
            self.problems.append(self._not_read(block))
            return
        if self.annex == "":
            return
        if any((one.annex, one.number) == (self.annex, number) for one in self.parts[-1][1]):
            if number != "1":
                self.problems.append(self._twice(block, number))
                return
            self.parts.append((recent, []))
            self.annex = None
        self.article = _Writing(self.annex, number, block.line)
        self.parts[-1][1].append(self.article)

    def _not_read(self, block: Block) -> Problem:
        at = (block.line, 1) if block.line else None
        others = languages_of(block.text)
        if not others and not any(character.isdigit() for character in block.text):
            message = f"the article headed `{block.text}` has no number, so nothing can refer to it; it was left out"
            return warning(self.shown, "CK348", message, "type its wording by hand if you need it", at=at)
        message = f"the heading `{block.text}` is not how `{self.language}` writes the number of an article"
        as_in = f"it is written as in {', '.join(others)}; " if others else ""
        hint = f"{as_in}give the language of the file with --lang, or save the page in the other language"
        return error(self.shown, "CK346", message, hint, at=at)

    def _twice(self, block: Block, number: str) -> Problem:
        first = next(one for one in self.parts[-1][1] if (one.annex, one.number) == (self.annex, number))
        where = f" (first on line {first.line})" if first.line else ""
        message = f"Article {number} stands twice{where}, so it cannot be said which one is meant"
        at = (block.line, 1) if block.line else None
        return error(self.shown, "CK347", message, "save the page again, and only this act", at=at)

    def _text(self, block: Block) -> None:
        if self.article is None:
            if self.after is not None and self.parts[-1][1] and block.kind != "number":
                self.loose.append((self.after, block.line))
            return
        paragraphs = self.article.paragraphs
        if block.kind == "number":
            self._number(block)
            return
        if not paragraphs or (paragraphs[-1][0] is None and _begins(block)):
            paragraphs.append((None, [], []))
        _, pieces, points = paragraphs[-1]
        if block.kind == "point":
            pieces.append(f"{block.label} {block.text}".strip())
            if not block.deep:
                points.append((block.label, pieces[-1]))
        else:
            self.article.table = self.article.table or block.kind == "table"
            pieces.append(block.text)
        if block.deep and points:
            points[-1] = (points[-1][0], f"{points[-1][1]}\n\n{pieces[-1]}")

    def _number(self, block: Block) -> None:
        article = self.article
        number = plain_number(re.sub(r"^\(|[).]+$", "", block.text).strip(), self.language)
        at = (block.line, 1) if block.line else None
        if article is None:
            return
        if number is None:
            message = f"the number `{block.text}` in Article {article.number} is not how `{self.language}` writes one"
            hint = "give the language of the file with --lang"
            self.problems.append(error(self.shown, "CK346", message, hint, at=at))
        elif any(number == held for held, _, _ in article.paragraphs):
            message = f"paragraph {number} stands twice in Article {article.number}"
            self.problems.append(error(self.shown, "CK347", message, "save the page again", at=at))
        article.paragraphs.append((number or "?", [], []))


def _annex(heading: str) -> str:
    """Return the number of an annex, an empty text where ids cannot have it: none at all, or another than a Roman one."""
    number = annex_number(heading, None)
    if number is None:
        numbers = {found for word in heading.split() if (found := roman(word))}
        number = numbers.pop() if len(numbers) == 1 else ""
    return number


def _begins(block: Block) -> bool:
    """Tell whether a text begins an unnumbered paragraph; where the file does not say, one in small letters goes on."""
    if block.kind != "text" or block.deep:
        return False
    if block.begins is not None:
        return block.begins
    first = next((character for character in block.text if character.isalpha()), "")
    return not first.islower()


def letters_of(text: str) -> str:
    """Return the letters of a text, small, by which two titles are compared."""
    return "".join(character for character in text.casefold() if character.isalnum())


def read_parts(
    blocks: Iterable[Block], language: str, shown: str, titles: Iterable[str] = ()
) -> tuple[tuple[Part, ...], tuple[Problem, ...]]:
    """Return the series of articles in a file, and what could not be read right.

    A new series begins where a heading is one of `titles`, or where Article 1 comes again in the same annex or act.
    """
    reader = _Reader(language, shown, frozenset(map(letters_of, titles)))
    for block in blocks:
        reader.take(block)
    parts = tuple(
        Part(tuple(headings), tuple(article.done() for article in articles))
        for headings, articles in reader.parts
        if articles
    )
    return parts, (*reader.problems, *_loose(reader.loose, shown))


def _loose(found: list[tuple[str, int | None]], shown: str) -> Iterator[Problem]:
    """Yield a warning for each heading below which text stands that belongs to no article."""
    lines = dict(reversed([(heading, line) for heading, line in found]))
    for heading, line in reversed(lines.items()):
        message = f"what stands below `{heading[:80]}` belongs to no article, so no id can name it; it was left out"
        yield warning(shown, "CK348", message, "read it on EUR-Lex", at=(line, 1) if line else None)


def wordings_of(part: Part, act: str) -> dict[str, str]:
    """Return the text of each paragraph of a part by its id: `12a(3)`, `11/1`, `12` for an article of one paragraph."""
    return {
        str(reference): paragraph.text
        for article in part.articles
        for reference, paragraph in _references(article, act)
    }


def _references(article: Article, act: str) -> Iterator[tuple[Reference, Paragraph]]:
    alone = len(article.paragraphs) == 1
    place = 0
    for paragraph in article.paragraphs:
        if paragraph.number is None:
            place += 1
        where = None if paragraph.number or alone else place
        yield Reference(act, article.annex, article.number, paragraph.number, where, None), paragraph


def text_of(part: Part, wanted: Reference) -> str | None:
    """Return the text of any provision that a reference can name, a whole article or a point too, or None."""
    article = next((one for one in part.articles if (one.annex, one.number) == (wanted.annex, wanted.article)), None)
    if article is None or not article.paragraphs:
        return None
    paragraph = _paragraph(article, wanted)
    if paragraph is None:
        return article.text if not (wanted.paragraph or wanted.place or wanted.point) else None
    return _point(paragraph, wanted.point) if wanted.point else paragraph.text


def _paragraph(article: Article, wanted: Reference) -> Paragraph | None:
    for reference, paragraph in _references(article, wanted.act):
        if (reference.paragraph, reference.place) == (wanted.paragraph, wanted.place):
            return paragraph
    return None


def _point(paragraph: Paragraph, wanted: str) -> str | None:
    """Return a point without its marker: by its letter, or by its place where the language has an alphabet of its own."""
    marked = {marker.strip("().").lower(): text.removeprefix(marker).strip() for marker, text in paragraph.points}
    if wanted in marked:
        return marked[wanted]
    place = ord(wanted) - ord("a") if len(wanted) == 1 else -1
    latin = any(marker.isascii() and marker.isalpha() for marker in marked)
    return list(marked.values())[place] if 0 <= place < len(marked) and not latin else None
