"""Text as lines and pages: wrapped at the width of the sheet, every line and every blank line of the original kept."""

from __future__ import annotations

from collections.abc import Iterator

from complaintkit.packages.fonts import Fonts, fonts, needs_shaping, printable
from complaintkit.packages.values import Lines, Nothing

SIZE, LEADING = 10.0, 13.5
WIDTH = 483.0
LINES_A_PAGE = 52
MOST_PAGES = 500
_TAB = 4
_MOST_REPLACED = 0.02
_PAGE_BREAK = "\f"


def set_text(text: str) -> Lines | Nothing:
    """Return a text page by page, or why it cannot be set."""
    if needs_shaping(text):
        return Nothing("it holds a script that is not set here (joined letters, or from right to left)")
    if len(text) > MOST_PAGES * LINES_A_PAGE * 100:
        return Nothing(f"it is longer than {MOST_PAGES} pages")
    pages: list[tuple[str, ...]] = []
    replaced = 0
    for sheet in text.replace("\r\n", "\n").replace("\r", "\n").split(_PAGE_BREAK):
        lines: list[str] = []
        for line in sheet.expandtabs(_TAB).split("\n"):
            shown, number = printable(line.rstrip())
            replaced += number
            lines.extend(wrapped(shown, WIDTH, SIZE))
        pages += _paged(_trimmed(lines))
    if replaced > max(3, _MOST_REPLACED * len(text)):
        return Nothing("it holds many signs for which there is no font here")
    return Lines(tuple(pages), replaced > 0)


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _paged(lines: list[str]) -> Iterator[tuple[str, ...]]:
    for start in range(0, max(1, len(lines)), LINES_A_PAGE):
        yield tuple(lines[start : start + LINES_A_PAGE])


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Return the text as lines no wider than `width` points; a word that is wider is cut where the line ends."""
    known = fonts()
    if known.width(text, size) <= width:
        return [text]
    lines: list[str] = []
    indent = text[: len(text) - len(text.lstrip(" "))]
    current = ""
    for word in _words(text, known, width, size):
        candidate = f"{current} {word}" if current else word
        if not current or known.width(candidate, size) <= width:
            current = candidate
            continue
        lines.append(current)
        current = word
    lines.append(current)
    return [f"{indent}{lines[0]}" if known.width(indent + lines[0], size) <= width else lines[0], *lines[1:]]


def _words(text: str, known: Fonts, width: float, size: float) -> Iterator[str]:
    for word in text.split(" "):
        if not word:
            continue
        rest = word
        while known.width(rest, size) > width:
            fits = _fitting(rest, known, width, size)
            yield rest[:fits]
            rest = rest[fits:]
        yield rest


def _fitting(word: str, known: Fonts, width: float, size: float) -> int:
    used = 0.0
    for place, sign in enumerate(word):
        used += known.width(sign, size)
        if used > width:
            return max(1, place)
    return len(word)
