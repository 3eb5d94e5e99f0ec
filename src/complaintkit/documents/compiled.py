"""Templates made ready once, then filled in a millisecond or two.

A secretary's template is written in Word with docxtpl's tags: `{{ subject }}`, `{%p for section in sections %}` for
paragraphs, `{%tr … %}` for rows, `{%tc … %}` for cells. Compiling turns each part with tags into a jinja template and
packs all other parts; rendering fills the former and copies the latter. Same context and properties, same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from types import TracebackType
from typing import Protocol

from jinja2 import Environment, Template, nodes
from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError, UndefinedError

from complaintkit.documents import guard
from complaintkit.documents.cleaning import main_document, without_leftovers
from complaintkit.documents.environment import (
    NotPrintable,
    TemplateSandbox,
    TooLong,
    refuse_objects,
    sandbox,
)
from complaintkit.documents.markup import parsed
from complaintkit.documents.package import DECLARATION, Member, compressed, written
from complaintkit.documents.places import paragraphs
from complaintkit.documents.properties import CoreProperties, office_language, property_members
from complaintkit.documents.tags import (
    Tag,
    mistakes,
    out_of_reach,
    signature,
    syntax_errors,
    tags_in,
    unknown_filters,
    unknown_names,
)
from complaintkit.problems import Problem, Refused, did_you_mean, error
from complaintkit.values import frozen

_WITH_TAGS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\d*\.xml$")
_WITH_LANGUAGE = ("word/styles.xml", "word/settings.xml")
_TAG = re.compile(r"\{\{(?=.*?\}\})|\{%(?=.*?%\})")
_WHOLE_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_LANGUAGE = re.compile(rb'(<w:(?:lang|themeFontLang)\b[^>]*?w:val=")[^"]*(")')
_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_GRID = re.compile(r"<w:tblGrid>.*?</w:tblGrid>", re.DOTALL)
_GRID_WIDTH = re.compile(r'<w:gridCol w:w="(\d+)"')
_TOP_LEVEL = re.compile(r"'(\w+)' is undefined")
_FILE_OF_PROGRAMS = "<template>"
_LOOP_OVER_HEADERS = re.compile(r"\{%\s*for \w+ in ([\w.]+)\.headers\s*%\}")


class Placed(Protocol):
    """A tag, or what is remembered of it: something that can say where in the document it stands."""

    def place(self) -> str:
        """Return where the tag stands, and the tag."""


@frozen
class CompiledPart:
    """A part with tags: the program that jinja made of it, ready to run; `tags[n]` is what line n + 2 belongs to."""

    name: str
    program: str
    template: Template
    tags: tuple[Placed | None, ...]


@frozen
class CompiledTemplate:
    """A template ready to be filled, any number of times."""

    shown: str
    parts: tuple[CompiledPart, ...]
    in_language: tuple[tuple[str, bytes], ...]
    unchanged: tuple[Member, ...]

    def render(self, context: Mapping[str, object], properties: CoreProperties) -> bytes:
        """Return the letter as a DOCX file.

        Args:
            context: the letter's fields; text, whole numbers, true/false, None, lists and dicts only.
            properties: what the file says about itself.

        Raises:
            TypeError: if the context holds anything else.
            Refused: CK615 to CK619 where the template asks for what the letter does not have.
        """
        refuse_objects(dict(context))
        filled = [compressed(part.name, DECLARATION + self._filled(part, context).encode()) for part in self.parts]
        localised = [_localised(name, data, properties.language) for name, data in self.in_language]
        return written((*self.unchanged, *filled, *localised, *property_members(properties)))

    def _filled(self, part: CompiledPart, context: Mapping[str, object]) -> str:
        try:
            return part.template.render(context)
        except (TemplateError, NotPrintable, TooLong, TypeError, ValueError, ArithmeticError) as failure:
            raise Refused([_render_problem(failure, part, context, self.shown)]) from None


def runnable(program: str, environment: Environment) -> Template:
    """Return the template that a program made by jinja is."""
    code = compile(program, _FILE_OF_PROGRAMS, "exec")
    return Template.from_code(environment, code, environment.make_globals(None))


def compile_template(data: bytes, shown: str, names: Collection[str] | None = None) -> CompiledTemplate:
    """Make a template ready.

    Args:
        data: the DOCX file.
        shown: its name in messages.
        names: the names a letter has; with them, unknown names are found now rather than when a letter is made.

    Raises:
        Refused: with every problem found; CK602 to CK609 about the file, CK611 to CK615 about its tags.
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
        with_tags = {name for name in parts if _WITH_TAGS.match(name) or name == document}
        made = [self._part(name, parts[name]) for name in sorted(with_tags)]
        if self.problems:
            raise Refused(self.problems)
        ready = tuple(part for part in made if part)
        rest = set(parts) - {part.name for part in ready} - set(_WITH_LANGUAGE)
        in_language = tuple((name, parts[name]) for name in _WITH_LANGUAGE if name in parts)
        return CompiledTemplate(
            self.shown, ready, in_language, tuple(compressed(name, parts[name]) for name in sorted(rest))
        )

    def _part(self, name: str, data: bytes) -> CompiledPart | None:
        root = parsed(data)
        found = tuple(paragraphs(name, root))
        tags = tags_in(found)
        wrong = [*mistakes(found, tags, self.shown), *out_of_reach(name, root, self.shown)]
        if wrong:
            self.problems += [*wrong, *syntax_errors(tags, self.environment, self.shown)]
        has_tags = any("{" in paragraph.text for paragraph in found)
        return self._template(name, data, tags) if has_tags and not wrong else None

    def _template(self, name: str, data: bytes, tags: tuple[Tag, ...]) -> CompiledPart | None:
        text = data.removeprefix(DECLARATION).decode().replace("\n", " ")
        source = _fitted_grids(self.patcher.patch_xml(text))
        lines = _tags_by_line(source, tags)
        try:
            tree = self.environment.parse(_TAG.sub(lambda tag: tag[0] + "\n", source))
            unknown = self._unknown(tree, lines, name)
            self.problems += unknown
            if unknown:
                return None
            program = self.environment.compile(tree, raw=True)
            return CompiledPart(name, program, runnable(program, self.environment), lines)
        except (TemplateSyntaxError, SyntaxError, RecursionError, ValueError) as failure:
            line = failure.lineno if isinstance(failure, TemplateSyntaxError) else 0
            self.problems += tuple(syntax_errors(tags, self.environment, self.shown)) or (
                error(self.shown, "CK614", f"{_place(line, lines, name)}: cannot be read: {failure}"),
            )
            return None

    def _unknown(self, tree: nodes.Template, lines: tuple[Tag | None, ...], part: str) -> list[Problem]:
        found = [("CK614", *filters) for filters in unknown_filters(tree, self.environment)]
        if self.names is not None:
            names = self.names
            found += [("CK615", n.lineno, *_unknown_name(n.name, names)) for n in unknown_names(tree, names)]
        return [
            error(self.shown, code, f"{_place(line, lines, part)}: {message}", hint)
            for code, line, message, hint in found
        ]


def _tags_by_line(source: str, tags: tuple[Tag, ...]) -> tuple[Tag | None, ...]:
    """Return for each tag of the patched source the tag of the document it came from.

    Patching moves tags and adds some, but keeps their order nearly everywhere: each is looked for after the one before.
    """
    waiting = [(signature(tag.text), tag) for tag in tags]
    lines: list[Tag | None] = []
    for text in _WHOLE_TAG.findall(source):
        wanted = signature(text)
        at = next((number for number, (known, _) in enumerate(waiting) if known == wanted), None)
        lines.append(waiting[at][1] if at is not None else lines[-1] if lines else None)
        waiting = waiting[at + 1 :] if at is not None else waiting
    return tuple(lines)


def _fitted_grids(source: str) -> str:
    """Give every table whose columns come from `X.headers` a grid made from what `X` holds."""
    return _TABLE.sub(_fitted_grid, source) if ".headers" in source else source


def _fitted_grid(table: re.Match[str]) -> str:
    loop = _LOOP_OVER_HEADERS.search(table[0])
    if not loop:
        return table[0]
    total = sum(int(width) for width in _GRID_WIDTH.findall(table[0]))
    columns = f"{{% for width in {loop[1]}|column_widths({total}) %}}"
    grid = f'<w:tblGrid>{columns}<w:gridCol w:w="{{{{ width }}}}"/>{{% endfor %}}</w:tblGrid>'
    return _GRID.sub(lambda _: grid, table[0], count=1)


def _place(line: int, lines: tuple[Placed | None, ...], part: str) -> str:
    tag = lines[line - 2] if 0 <= line - 2 < len(lines) else None
    return tag.place() if tag else part


def _unknown_name(name: str, known: Collection[str]) -> tuple[str, str]:
    hint = did_you_mean(name, known) or "names: " + ", ".join(sorted(known))
    return f"a letter has no `{name}`", hint


def _render_problem(failure: Exception, part: CompiledPart, context: Mapping[str, object], shown: str) -> Problem:
    place = _place(_template_line(failure.__traceback__), part.tags, part.name)
    code, message, hint = _explained(failure, context)
    return error(shown, code, f"{place}: {message}", hint)


def _template_line(traceback: TracebackType | None) -> int:
    line = 0
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == _FILE_OF_PROGRAMS:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _explained(failure: Exception, context: Mapping[str, object]) -> tuple[str, str, str | None]:
    if isinstance(failure, SecurityError):
        return "CK617", f"not allowed in a template: {failure}", "templates print values, test them and loop over them"
    if isinstance(failure, NotPrintable):
        return "CK618", f"would print {failure}", "test it with {%p if … %} first, or loop over it"
    if isinstance(failure, TooLong):
        return "CK619", f"the text is too long for a letter: {failure}", "shorten it, or make it an annex"
    name = _TOP_LEVEL.fullmatch(str(failure))
    if isinstance(failure, UndefinedError) and name:
        return "CK615", *_unknown_name(name[1], context)
    return "CK616", str(failure), None


@lru_cache(maxsize=128)
def _localised(name: str, data: bytes, language: str) -> Member:
    """Return styles or settings with the language in which Word checks the spelling."""
    code = office_language(language).encode()
    return compressed(name, _LANGUAGE.sub(lambda found: found[1] + code + found[2], data))
