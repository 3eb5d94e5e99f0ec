"""The articles of an act from the blocks of its file; what cannot be read right is a problem, never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from complaintkit.law.importing.blocks import Block
from complaintkit.law.importing.headings import annex_number, article_number, languages_of, plain_number, roman
from complaintkit.law.importing.structure import Article, Paragraph, Part, letters_of
from complaintkit.problems import Problem, error, warning

_QUOTATION_MARKS = "‘“«„'\"»"
_LONGEST_HEADING = 80


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


@dataclass
class _Paragraph:
    """A paragraph in the making."""

    number: str | None
    pieces: list[str] = field(default_factory=list)
    points: list[tuple[str, str]] = field(default_factory=list)

    def add(self, block: Block) -> None:
        piece = f"{block.label} {block.text}".strip() if block.kind == "point" else block.text
        self.pieces.append(piece)
        if block.kind == "point" and not block.deep:
            self.points.append((block.label, piece))
        elif block.deep and self.points:
            label, text = self.points[-1]
            self.points[-1] = (label, f"{text}\n\n{piece}")


@dataclass
class _Writing:
    """An article in the making."""

    annex: str | None
    number: str
    line: int | None
    title: str = ""
    paragraphs: list[_Paragraph] = field(default_factory=list)
    table: bool = False

    def add(self, block: Block) -> None:
        last = self.paragraphs[-1] if self.paragraphs else None
        if last is None or (last.number is None and _begins(block)):
            self.paragraphs.append(_Paragraph(None))
        self.paragraphs[-1].add(block)
        self.table = self.table or block.kind == "table"

    def done(self) -> Article:
        paragraphs = tuple(
            Paragraph(one.number, "\n\n".join(one.pieces), tuple(one.points)) for one in self.paragraphs if one.pieces
        )
        return Article(self.annex, self.number, self.title, paragraphs, self.line, self.table)


class _Reader:
    """Takes the blocks one after the other.

    `after` is the heading below which text would belong to no article, `nameless` that of an annex which ids cannot name, and
    `recent` what was headed since the last article: the title of an act that begins.
    """

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
                self.article, self.after = None, None
            case "title":
                self._title(block)
            case "number":
                self._number(block)
            case _:
                self._text(block)

    def _heading(self, block: Block) -> None:
        self.article, self.after = None, block.text
        self.recent.append(block.text)
        headings, articles = self.parts[-1]
        if not articles:
            headings.append(block.text)
        elif letters_of(block.text) in self.titles:
            self._begin_part([block.text])

    def _begin_part(self, headings: list[str]) -> None:
        self.parts.append((headings, []))
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
            self.problems.append(_not_read(block, self.language, self.shown))
        elif self.annex != "":
            self._enter(number, block, recent)

    def _enter(self, number: str, block: Block, recent: list[str]) -> None:
        first = next((one for one in self.parts[-1][1] if (one.annex, one.number) == (self.annex, number)), None)
        if first is not None and number != "1":
            self.problems.append(_twice(block, first, self.shown))
            return
        if first is not None:
            self._begin_part(recent)
        self.article = _Writing(self.annex, number, block.line)
        self.parts[-1][1].append(self.article)

    def _title(self, block: Block) -> None:
        if self.article is not None:
            self.article.title = self.article.title or block.text

    def _text(self, block: Block) -> None:
        if self.article is not None:
            self.article.add(block)
        elif self.after is not None and self.parts[-1][1]:
            self.loose.append((self.after, block.line))

    def _number(self, block: Block) -> None:
        if self.article is None:
            return
        number = plain_number(re.sub(r"^\(|[).]+$", "", block.text).strip(), self.language)
        if number is None:
            self.problems.append(_no_number(block, self.article, self.language, self.shown))
        elif any(number == held.number for held in self.article.paragraphs):
            message = f"paragraph {number} stands twice in Article {self.article.number}"
            self.problems.append(error(self.shown, "CK347", message, "save the page again", at=_place(block)))
        self.article.paragraphs.append(_Paragraph(number or "?"))


def _place(block: Block) -> tuple[int, int] | None:
    return (block.line, 1) if block.line else None


def _not_read(block: Block, language: str, shown: str) -> Problem:
    others = languages_of(block.text)
    if not others and not any(character.isdigit() for character in block.text):
        message = f"the article headed `{block.text}` has no number, so nothing can refer to it; it was left out"
        return warning(shown, "CK348", message, "type its wording by hand if you need it", at=_place(block))
    message = f"the heading `{block.text}` is not how `{language}` writes the number of an article"
    as_in = f"it is written as in {', '.join(others)}; " if others else ""
    hint = f"{as_in}give the language of the file with --lang, or save the page in the other language"
    return error(shown, "CK346", message, hint, at=_place(block))


def _no_number(block: Block, article: _Writing, language: str, shown: str) -> Problem:
    message = f"the number `{block.text}` in Article {article.number} is not how `{language}` writes one"
    return error(shown, "CK346", message, "give the language of the file with --lang", at=_place(block))


def _twice(block: Block, first: _Writing, shown: str) -> Problem:
    where = f" (first on line {first.line})" if first.line else ""
    message = f"Article {first.number} stands twice{where}, so it cannot be said which one is meant"
    return error(shown, "CK347", message, "save the page again, and only this act", at=_place(block))


def _loose(found: list[tuple[str, int | None]], shown: str) -> Iterator[Problem]:
    """Yield a warning for each heading below which text stands that belongs to no article."""
    lines: dict[str, int | None] = {}
    for heading, line in found:
        lines.setdefault(heading, line)
    for heading, line in lines.items():
        shortened = heading[:_LONGEST_HEADING]
        message = f"what stands below `{shortened}` belongs to no article, so no id can name it; it was left out"
        yield warning(shown, "CK348", message, "read it on EUR-Lex", at=(line, 1) if line else None)


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
