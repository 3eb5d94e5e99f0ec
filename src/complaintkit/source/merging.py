"""Keeping the lines of a file that a change does not touch, where the round trip would have written them another way."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher


def keep_untouched_lines(original: str, untouched: str, changed: str) -> str:
    """Return the original with only the lines that the change touches replaced.

    Args:
        original: the file as typed.
        untouched: the same as the round trip writes it, nothing changed.
        changed: what the round trip writes after the change.

    A comment on a line of its own stays even where the round trip lost it with an entry that was taken out.
    """
    typed, before, after = (text.splitlines(keepends=True) for text in (original, untouched, changed))
    in_typed, in_after = _pairs(_words(before), _words(typed)), _pairs(before, after)
    lost = _comments(before) - _comments(after)
    merged: list[str] = []
    start, typed_start, after_start = 0, 0, 0
    meeting = [(line, in_typed[line], in_after[line]) for line in in_typed if line in in_after]
    for line, typed_line, after_line in (*meeting, (len(before), len(typed), len(after))):
        theirs = typed[typed_start:typed_line]
        ours = after[after_start:after_line]
        merged += theirs if ours == before[start:line] else [*ours, *_kept(theirs, lost)]
        merged += typed[typed_line : typed_line + 1]
        start, typed_start, after_start = line + 1, typed_line + 1, after_line + 1
    return "".join(merged)


def _comments(lines: list[str]) -> Counter[str]:
    """Return the comments that stand on lines of their own, and how often each does."""
    return Counter(line.strip() for line in lines if line.lstrip().startswith("#"))


def _kept(lines: list[str], lost: Counter[str]) -> list[str]:
    """Return the comments among lines that would be lost, each as often as it would be."""
    kept = []
    for line in lines:
        if lost[line.strip()] > 0:
            lost[line.strip()] -= 1
            kept.append(line)
    return kept


def _words(lines: list[str]) -> list[str]:
    """Return lines without what the round trip writes its own way: spaces, and the word for nothing."""
    return ["".join(line.split()).removesuffix("~").removesuffix("null") for line in lines]


def _pairs(before: list[str], other: list[str]) -> dict[int, int]:
    """Return which line of the one is which line of the other, in order."""
    blocks = SequenceMatcher(None, before, other, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}
