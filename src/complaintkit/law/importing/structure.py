"""The provisions of an act: articles, paragraphs with and without numbers, points, and the ids that name them."""

from __future__ import annotations

from collections.abc import Iterator

from complaintkit.law.references import Reference
from complaintkit.values import frozen


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


def letters_of(text: str) -> str:
    """Return the letters of a text, small, by which two titles are compared."""
    return "".join(character for character in text.casefold() if character.isalnum())


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
