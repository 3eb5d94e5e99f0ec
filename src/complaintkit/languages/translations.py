"""Translation files (PO): reading them with their mistakes as Problems, and writing them with stable bytes.

A sentence is known by its source text, so a source that was changed has no translation any more: it is outdated, never
silently wrong. White space is of no account: a text folded over several lines is the same sentence.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from complaintkit.law.translations import normal, parse_translations, plain_pairs, tidy
from complaintkit.problems import Problem, error, warning
from complaintkit.source.reading import read_text
from complaintkit.values import frozen

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

_DRAFTED, _REVIEWED = "X-Drafted-By", "X-Reviewed-By"
_HEADER = re.compile(r'msgid ""\nmsgstr ""\n"(.*?)"\n(?:\n|\Z)', re.DOTALL)


@frozen
class Entry:
    """One sentence of a PO file; `fuzzy` marks a guess that a translator has not confirmed.

    A sentence that depends on a number has `many`, its English for several, and `forms` instead of `text`.
    """

    source: str
    text: str
    fuzzy: bool
    line: int | None
    many: str = ""
    forms: tuple[str, ...] = ()


def parse_po(text: str) -> tuple[Entry, ...]:
    """Return the sentences of a PO file, obsolete ones left out; raises ValueError where it is damaged."""
    return tuple(_read(message) for message in _catalogue(text) if message.id)


def _read(message: Message) -> Entry:
    if isinstance(message.id, str):
        return Entry(normal(message.id), tidy(str(message.string)), message.fuzzy, message.lineno)
    one, many = message.id
    forms = tuple(tidy(form) for form in message.string or ())
    return Entry(normal(one), "", message.fuzzy, message.lineno, normal(many), forms)


def po_header(text: str) -> dict[str, str]:
    """Return the fields of the header of a PO file."""
    found = _HEADER.search(text)
    lines = [line.partition(": ") for line in (found[1] if found else "").replace('"\n"', "").split("\\n")]
    return {name: value for name, _, value in lines if value}


def _catalogue(text: str) -> Catalog:
    """Read a PO file with everything in it. Babel's reader is slow to import, and letters seldom need it."""
    from babel.messages.pofile import PoFileError  # noqa: PLC0415
    from babel.messages.pofile import read_po as babel_read_po  # noqa: PLC0415

    _, wrong = parse_translations("" if "msgctxt" in text else text, "")
    if wrong:  # Babel passes over a quotation mark that is missing, and everything after it
        raise Damaged(wrong[0].message, wrong[0].line)
    try:
        return babel_read_po(io.StringIO(text), abort_invalid=True)
    except PoFileError as damage:
        line = getattr(damage, "lineno", None)
        raise Damaged(str(damage), int(line) + 1 if isinstance(line, int) else None) from damage


class Damaged(ValueError):
    """A PO file that cannot be read; `line` counts from 1, None where it is not known."""

    def __init__(self, damage: str, line: int | None) -> None:
        super().__init__(damage)
        self.line = line


def translated_sentences(text: str) -> dict[str, str] | None:
    """Return the translations of a plain PO file quickly; None where it holds anything that needs a closer look."""
    if "#," in text or "msgctxt" in text or "msgid_plural" in text:
        return None
    pairs = plain_pairs(text)
    return None if pairs is None else {normal(source): tidy(translation) for source, translation in pairs}


def set_aside(path: Path) -> dict[str, str]:
    """Return the translations that a PO file keeps as comments because their sentence was gone; none from a damaged file."""
    text, _ = read_text(path, path.name)
    try:
        catalogue = _catalogue(text or "")
    except ValueError:
        return {}
    return {
        normal(message.id): tidy(message.string)
        for message in catalogue.obsolete.values()
        if isinstance(message.id, str) and isinstance(message.string, str)
    }


def read_po(path: Path, shown: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return the translations of a PO file by source sentence, and what is wrong with it.

    Entries that are empty count as untranslated; fuzzy ones too, with a warning. A damaged file is an error with its line.
    """
    text, problems = read_text(path, shown)
    if text is None:
        return {}, problems
    quick = translated_sentences(text)
    if quick is not None:
        return quick, problems
    try:
        entries = parse_po(text)
    except ValueError as damage:
        return {}, (*problems, _damaged(damage, shown))
    fuzzy = tuple(_fuzzy(entry, shown) for entry in entries if entry.fuzzy)
    return {entry.source: entry.text for entry in entries if entry.text and not entry.fuzzy}, (*problems, *fuzzy)


def _damaged(damage: ValueError, shown: str) -> Problem:
    hint = "open it in a PO editor, or write it anew with `complaintkit translate export`"
    line = damage.line if isinstance(damage, Damaged) else None
    return error(
        shown, "CK440", f"this is not a PO file that can be read: {damage}", hint, at=(line, 1) if line else None
    )


def _fuzzy(entry: Entry, shown: str) -> Problem:
    text = f"marked fuzzy, so it counts as not translated: “{shortened(entry.source)}”"
    return warning(shown, "CK441", text, "check the translation and remove the mark `fuzzy`", at=(entry.line or 1, 1))


def shortened(text: str, length: int = 90) -> str:
    """Return the text, or its beginning with an ellipsis where it is longer than `length`."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def write_po(
    language: str,
    sentences: Iterable[tuple[str, str]],
    known: Mapping[str, str],
    *,
    title: str,
    obsolete: Mapping[str, str] | None = None,
    people: Mapping[str, str] | None = None,
) -> bytes:
    """Return a PO file: `sentences` are (where it stands, source); `known` their translations so far.

    `obsolete` keeps translations whose source is gone, as comments, so that nothing a translator wrote is lost; `people` are
    the fields of the header that say who drafted and who reviewed it (see `people_of`).
    """
    blocks = [_header(language, title, people or {})]
    blocks += [f"#. {where}\n" + _entry(source, known.get(source, "")) for where, source in sentences]
    blocks += [_commented(_entry(source, text)) for source, text in sorted((obsolete or {}).items())]
    return ("\n".join(blocks)).encode("utf-8")


def people_of(path: Path) -> dict[str, str]:
    """Return the fields of a PO file's header that say who drafted and who reviewed it; none where it cannot be read."""
    text, _ = read_text(path, path.name)
    return {name: value for name, value in po_header(text or "").items() if name in {_DRAFTED, _REVIEWED}}


def _header(language: str, title: str, people: Mapping[str, str]) -> str:
    fields = {
        "Project-Id-Version": title,
        "Language": language,
        **({_DRAFTED: people[_DRAFTED]} if _DRAFTED in people else {}),
        _REVIEWED: people.get(_REVIEWED, "nobody"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in fields.items())
    return f'msgid ""\nmsgstr ""\n{lines}'


def _entry(source: str, text: str) -> str:
    return f"msgid {_quoted(source)}\nmsgstr {_quoted(text)}\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def _commented(entry: str) -> str:
    return "".join(f"#~ {line}\n" for line in entry.splitlines())
