"""Compiled templates and how they are filled: in a millisecond or two, with the same bytes for the same values.

Parts with tags are programs that jinja made; all others are ready bytes, copied as they are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from itertools import count
from types import TracebackType
from typing import Protocol

from jinja2 import Template
from jinja2.exceptions import SecurityError, TemplateError, UndefinedError

from complaintkit.documents.environment import refuse_objects
from complaintkit.documents.grids import repaired
from complaintkit.documents.limits import Meter, NotPrintable, TooLong, TooMuch, WrongLook
from complaintkit.documents.package import DECLARATION, Member, compressed, written
from complaintkit.documents.printing import METER
from complaintkit.documents.programs import FILE_OF_PROGRAMS
from complaintkit.documents.properties import CoreProperties, office_language, property_members
from complaintkit.documents.saying import NoSuchSentence, Sentences, Spoken
from complaintkit.problems import Problem, Refused, did_you_mean, error
from complaintkit.values import frozen

_LANGUAGE = re.compile(rb'(<w:(?:lang|themeFontLang)\b[^>]*?w:val=")[^"]*(")')
_PICTURE = re.compile(r'(<wp:docPr\b[^<>]*?\bid=")[^"]*(")')
_FIRST_PICTURE = 1001
_TOP_LEVEL = re.compile(r"'(\w+)' is undefined")
_FAILURES = (
    TemplateError, NotPrintable, TooLong, TooMuch, WrongLook, NoSuchSentence, TypeError, ValueError, ArithmeticError,
    LookupError, RecursionError,
)  # fmt: skip


class Placed(Protocol):
    """A tag, or what is remembered of it: something that can say where in the document it stands."""

    def place(self) -> str:
        """Return where the tag stands, and the tag."""


@frozen
class CompiledPart:
    """A part with tags: the program that jinja made of it, ready to run; `tags[n]` is what line n + 2 belongs to.

    `grids` says that tables are to be fitted afterwards, `pictures` that pictures are to be numbered anew.
    """

    name: str
    program: str
    template: Template
    tags: tuple[Placed | None, ...]
    grids: bool = False
    pictures: bool = False


@frozen
class CompiledTemplate:
    """A template ready to be filled, any number of times."""

    shown: str
    parts: tuple[CompiledPart, ...]
    in_language: tuple[tuple[str, bytes], ...]
    unchanged: tuple[Member, ...]

    def render(
        self, context: Mapping[str, object], properties: CoreProperties, sentences: Sentences | None = None
    ) -> bytes:
        """Return the letter as a DOCX file.

        Args:
            context: the letter's fields; text, whole numbers, true/false, None, lists, dicts and RichText only.
            properties: what the file says about itself.
            sentences: the catalogue in the letter's language, which `_` and `ngettext` of a template speak.

        Raises:
            TypeError: if the context holds anything else.
            Refused: CK615 to CK619, CK623, CK625 to CK627 where the template asks for what the letter does not have.
        """
        refuse_objects(dict(context))
        names = {**context, METER: Meter()}
        if sentences is not None:
            names |= {"_": Spoken(sentences), "ngettext": Spoken(sentences, many=True)}
        filled = [compressed(part.name, self._filled(part, names)) for part in self.parts]
        localised = [_localised(name, data, properties.language) for name, data in self.in_language]
        return written((*self.unchanged, *filled, *localised, *property_members(properties)))

    def _filled(self, part: CompiledPart, context: Mapping[str, object]) -> bytes:
        try:
            xml = part.template.render(context)
        except _FAILURES as failure:
            raise Refused([_render_problem(failure, part, context, self.shown)]) from None
        if part.grids:
            xml = repaired(xml)
        if part.pictures:
            numbers = count(_FIRST_PICTURE)
            xml = _PICTURE.sub(lambda found: f"{found[1]}{next(numbers)}{found[2]}", xml)
        return DECLARATION + xml.encode()


def place_of(line: int, lines: tuple[Placed | None, ...], part: str) -> str:
    """Return where the tag on a line of a program's source stands, or the part's name where no tag is known."""
    tag = lines[line - 2] if 0 <= line - 2 < len(lines) else None
    return tag.place() if tag else part


def _render_problem(failure: Exception, part: CompiledPart, context: Mapping[str, object], shown: str) -> Problem:
    place = place_of(_template_line(failure.__traceback__), part.tags, part.name)
    code, message, hint = _explained(failure, [name for name in context if name != METER])
    return error(shown, code, f"{place}: {message}", hint)


def _template_line(traceback: TracebackType | None) -> int:
    line = 0
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == FILE_OF_PROGRAMS:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


_EXPLAINED: tuple[tuple[type[Exception], str, str, str], ...] = (
    (SecurityError, "CK617", "not allowed in a template: {}", "templates print values, test them and loop over them"),
    (NotPrintable, "CK618", "would print {}", "test it with {%p if … %} first, or loop over it"),
    (TooLong, "CK619", "the text is too long for a letter: {}", "shorten it, or make it an annex"),
    (NoSuchSentence, "CK623", "{}", "take a sentence of the catalogue word for word, or print a field of the letter"),
    (TooMuch, "CK625", "the template asks for too much: {}", "take out the loop that goes over the same things again"),
    (WrongLook, "CK627", "{}", "give a colour as FFCC00, a number of columns as 2"),
    (RecursionError, "CK625", "the template asks for too much: it calls itself without end", "write it more simply"),
)


def _explained(failure: Exception, names: Collection[str]) -> tuple[str, str, str | None]:
    for kind, code, message, hint in _EXPLAINED:
        if isinstance(failure, kind):
            return code, message.format(failure), hint
    name = _TOP_LEVEL.fullmatch(str(failure))
    if isinstance(failure, UndefinedError) and name:
        known = did_you_mean(name[1], names) or "names: " + ", ".join(sorted(names))
        return "CK615", f"a letter has no `{name[1]}`", known
    return "CK616", str(failure), None


@lru_cache(maxsize=128)
def _localised(name: str, data: bytes, language: str) -> Member:
    """Return styles or settings with the language in which Word checks the spelling."""
    code = office_language(language).encode()
    return compressed(name, _LANGUAGE.sub(lambda found: found[1] + code + found[2], data))
