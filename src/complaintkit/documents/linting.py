"""Everything that is wrong with a template, found at once and without a case.

What would refuse the template when a letter is made is an error here, with the same code and words; what would only make
letters worse, such as a page that is not A4 or a sentence that stands in one language, is a warning.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from operator import itemgetter

from lxml import etree

from complaintkit.documents import guard
from complaintkit.documents.cleaning import main_document, parts_with_text, tracked_changes, unknown_relationships
from complaintkit.documents.environment import TemplateSandbox, sandbox
from complaintkit.documents.fields import dangerous_fields
from complaintkit.documents.findings import Finding, Looked
from complaintkit.documents.leftovers import leftovers
from complaintkit.documents.markup import R, parsed, relationships
from complaintkit.documents.names import unknown_names
from complaintkit.documents.pages import defined_styles, missing_styles, wrong_pages
from complaintkit.documents.places import Paragraph, Places, paragraphs
from complaintkit.documents.sentences import fixed_text, unknown_sentences, vanishing_text
from complaintkit.documents.tag_mistakes import mistakes, out_of_reach, repeated_bookmarks
from complaintkit.documents.tags import syntax_errors, tags_in
from complaintkit.problems import Problem, Refused

_Found = tuple[Paragraph | None, Problem]


def lint(data: bytes, shown: str, names: Collection[str], sentences: Collection[str]) -> Looked:
    """Look through a template.

    Args:
        data: the DOCX file.
        shown: its name in messages.
        names: what a letter has, as names or as a shape (see `names`).
        sentences: the sentences of the catalogue, in the form of `saying.same_sentence`.
    """
    return _Linter(shown, names, sentences).looked(data)


class _Linter:
    """Looks at one part after the other; trees are kept, so that every finding keeps its place."""

    def __init__(self, shown: str, names: Collection[str], sentences: Collection[str]) -> None:
        self.shown, self.names, self.sentences = shown, names, sentences
        self.environment: TemplateSandbox = sandbox()
        self.trees: dict[str, etree._Element] = {}
        self.styles: frozenset[str] = frozenset()

    def looked(self, data: bytes) -> Looked:
        parts, suspects = guard.looked_into(data, self.shown)
        if not parts:
            return Looked({}, "", None, tuple(Finding(one.problem) for one in suspects))
        document, more = self._document(parts)
        with_text = sorted({document, *parts_with_text(parts)} & set(parts), key=lambda name: (name != document, name))
        self.trees = {name: parsed(parts[name]) for name in with_text}
        self.styles = defined_styles(parts, document)
        found: list[_Found] = [*more, *(self._placed(one) for one in suspects)]
        found += self._of_the_file(parts, document)
        for name in with_text:
            found += self._of_a_part(name, self.trees[name])
        return Looked(parts, document, self.trees.get(document), _in_order(found, with_text))

    def _document(self, parts: dict[str, bytes]) -> tuple[str, list[_Found]]:
        try:
            return main_document(parts, self.shown), []
        except Refused as refusal:
            targets = [one.target for one in relationships(parts["_rels/.rels"], "") if one.kind == "officeDocument"]
            return "".join(targets[:1]), [(None, problem) for problem in refusal.problems]

    def _placed(self, suspect: guard.Suspect) -> _Found:
        paragraph, problem = self._anchor(suspect), suspect.problem
        return paragraph, replace(problem, message=f"{paragraph.place()}: {problem.message}") if paragraph else problem

    def _anchor(self, suspect: guard.Suspect) -> Paragraph | None:
        """Return the paragraph that uses a relationship; None where none does."""
        root = self.trees.get(suspect.part)
        if root is None or not suspect.relationship:
            return None
        for element in root.iter(etree.Element):
            used = (value for name, value in element.items() if str(name).startswith(f"{{{R}}}"))
            if suspect.relationship in used:
                return Places(suspect.part, root).of(element)
        return None

    def _of_the_file(self, parts: dict[str, bytes], document: str) -> Iterator[_Found]:
        yield from unknown_relationships(parts, document, self.shown)
        yield from leftovers(parts, self.trees, self.shown)
        if document in self.trees:
            yield from wrong_pages(document, self.trees[document], self.shown)

    def _of_a_part(self, name: str, root: etree._Element) -> Iterator[_Found]:
        found = tuple(paragraphs(name, root))
        tags = tags_in(found)
        yield from mistakes(found, tags, self.shown)
        yield from out_of_reach(name, root, self.shown)
        yield from repeated_bookmarks(found, tags, self.shown)
        yield from dangerous_fields(name, root, self.shown)
        yield from syntax_errors(tags, self.environment, self.shown)
        yield from unknown_names(tags, self.names, self.environment, self.shown)
        yield from unknown_sentences(tags, self.sentences, self.environment, self.shown)
        yield from vanishing_text(tags, self.shown)
        yield from fixed_text(found, tags, self.shown)
        yield from tracked_changes(name, root, self.shown)
        yield from missing_styles(found, self.styles, self.shown)


def _in_order(found: Iterable[_Found], parts: list[str]) -> tuple[Finding, ...]:
    """Return the findings in the order of the document; those of the whole file come first."""
    placed = [
        ((*_position(paragraph, parts), problem.severity), Finding(problem, paragraph))
        for paragraph, problem in dict.fromkeys(found)
    ]
    return tuple(finding for _, finding in sorted(placed, key=itemgetter(0)))


def _position(paragraph: Paragraph | None, parts: list[str]) -> tuple[int, int]:
    return (-1, 0) if paragraph is None else (parts.index(paragraph.part), paragraph.number)
