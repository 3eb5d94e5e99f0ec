"""Templates made ready once, then filled in a millisecond or two.

A secretary's template is written in Word with docxtpl's tags: `{{ subject }}`, `{%p for section in sections %}` for
paragraphs, `{%tr … %}` for rows, `{%tc … %}` for cells. Compiling turns each part with tags into a jinja template and
packs all other parts; rendering fills the former and copies the latter. Same context and properties, same bytes.
"""

from __future__ import annotations

from collections.abc import Collection

from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from complaintkit.documents import guard
from complaintkit.documents.cells import in_schema_order
from complaintkit.documents.cleaning import main_document, parts_with_text, without_leftovers
from complaintkit.documents.environment import TemplateSandbox, sandbox
from complaintkit.documents.fields import dangerous_fields
from complaintkit.documents.filling import CompiledPart, CompiledTemplate, place_of
from complaintkit.documents.grids import fitted_to_headers, needs_repair
from complaintkit.documents.marking import mark, tags_by_line
from complaintkit.documents.markup import parsed
from complaintkit.documents.names import unknown_names
from complaintkit.documents.package import compressed
from complaintkit.documents.places import paragraphs
from complaintkit.documents.programs import program_of, runnable
from complaintkit.documents.tag_mistakes import mistakes, out_of_reach
from complaintkit.documents.tags import (
    Tag,
    syntax_errors,
    tags_in,
    without_comments,
)
from complaintkit.problems import Problem, Refused, error

__all__ = ["CompiledPart", "CompiledTemplate", "compile_template"]

_WITH_LANGUAGE = ("word/styles.xml", "word/settings.xml")


def compile_template(data: bytes, shown: str, names: Collection[str] | None = None) -> CompiledTemplate:
    """Make a template ready.

    Args:
        data: the DOCX file.
        shown: its name in messages.
        names: what a letter has, as names or as a shape (see `names`); with it, unknown names are found now rather than
            when a letter is made.

    Raises:
        Refused: with every problem found; CK602 to CK609 about the file, CK611 to CK616, CK620 and CK621 about its tags.
    """
    return _Compiler(shown, names).compiled(data)


class _Compiler:
    """Compiles the parts of one template and collects what is wrong with them."""

    def __init__(self, shown: str, names: Collection[str] | None) -> None:
        from docxtpl import DocxTemplate  # noqa: PLC0415 - slow to import, and templates made ready do without

        self.shown = shown
        self.names = names
        self.environment: TemplateSandbox = sandbox()
        self.patcher = DocxTemplate(None)
        self.problems: list[Problem] = []

    def compiled(self, data: bytes) -> CompiledTemplate:
        parts = guard.opened(data, self.shown)
        document = main_document(parts, self.shown)
        parts = without_leftovers(parts, self.shown)
        made = [self._part(name, parts[name], pictures=name == document) for name in parts_with_text(parts)]
        if self.problems:
            raise Refused(self.problems)
        ready = tuple(part for part in made if part)
        rest = set(parts) - {part.name for part in ready} - set(_WITH_LANGUAGE)
        in_language = tuple((name, parts[name]) for name in _WITH_LANGUAGE if name in parts)
        return CompiledTemplate(
            self.shown, ready, in_language, tuple(compressed(name, parts[name]) for name in sorted(rest))
        )

    def _part(self, name: str, data: bytes, *, pictures: bool) -> CompiledPart | None:
        root = parsed(data)
        found = tuple(paragraphs(name, root))
        tags = tags_in(found)
        wrong = [*mistakes(found, tags, self.shown), *out_of_reach(name, root, self.shown)]
        wrong += dangerous_fields(name, root, self.shown)
        wrong += syntax_errors(tags, self.environment, self.shown)
        wrong += unknown_names(tags, self.names, self.environment, self.shown) if self.names is not None else ()
        self.problems += [problem for _, problem in wrong]
        if self.problems or not any("{" in paragraph.text for paragraph in found):
            return None
        mark(found)
        return self._template(name, etree.tostring(root, encoding="unicode"), tags, pictures=pictures)

    def _template(self, name: str, text: str, tags: tuple[Tag, ...], *, pictures: bool) -> CompiledPart | None:
        patched = without_comments(self.patcher.patch_xml(text.replace("\n", " ")))
        source, lines = tags_by_line(in_schema_order(fitted_to_headers(patched)), tags)
        try:
            program = program_of(source, self.environment, lambda line: _scope(line, lines))
            ready = runnable(program, self.environment)
        except (TemplateSyntaxError, SyntaxError, RecursionError, ValueError) as failure:
            line = failure.lineno if isinstance(failure, TemplateSyntaxError) else 0
            message = f"{place_of(line, lines, name)}: cannot be read: {failure}"
            self.problems.append(error(self.shown, "CK614", message))
            return None
        drawn = pictures and "<wp:docPr" in source
        return CompiledPart(name, program, ready, lines, needs_repair(source), drawn)


def _scope(line: int, lines: tuple[Tag | None, ...]) -> str:
    tag = lines[line - 2] if 0 <= line - 2 < len(lines) else None
    return tag.scope if tag and not tag.keyword else ""
