"""What can be shown of an exhibit's file, and why where nothing can be."""

from __future__ import annotations

from complaintkit.values import frozen

SIDE = 240
MOST_MEMORY = 96_000_000


@frozen
class Preview:
    """A small picture (JPEG) with its measures, or the first lines of a text, or the reason why there is neither.

    `shows` says what the picture is of: the picture itself, or a page. `language` is that of the lines, as far as it shows.
    """

    picture: bytes | None = None
    width: int = 0
    height: int = 0
    shows: str = ""
    lines: str = ""
    language: str | None = None
    reason: str = ""


def nothing(reason: str) -> Preview:
    """Return that nothing can be shown, with the reason as part of a sentence."""
    return Preview(reason=reason)
