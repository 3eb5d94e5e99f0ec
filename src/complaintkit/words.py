"""Words as every room writes and reads them: how many, which of many, which one of a few is meant."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def counted(number: int, noun: str) -> str:
    """Return `1 incident`, `2 incidents`."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def some(items: Sequence[str], most: int = 5) -> str:
    """Return the items with commas; of a long list the first few and how many more there are."""
    more = f" and {len(items) - most} more" if len(items) > most else ""
    return ", ".join(items[:most]) + more


def alternatives(items: Sequence[str]) -> str:
    """Return `a`, `a or b`, `a, b or c`."""
    if len(items) < 2:  # noqa: PLR2004
        return "".join(items)
    return f"{', '.join(items[:-1])} or {items[-1]}"


def meant(typed: str, words: Collection[str]) -> str | None:
    """Return the word that was typed, in full or by a beginning that no other has, blanks for hyphens; else None."""
    wanted = typed.lower().replace(" ", "-")
    begun = [word for word in words if word.startswith(wanted)]
    if wanted in words:
        return wanted
    return begun[0] if len(begun) == 1 else None


def sentence_case(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]
