"""Places in exhibits as they are typed (p. 2, pp. 3-4, para. 4, 00:01:30), and whether the exhibit reaches so far."""

from __future__ import annotations

import re

from complaintkit.case.values import Exhibit

_PAGES = re.compile(r"\b(?:pp?\.|pages?)\s*(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?", re.IGNORECASE)
_MOMENTS = re.compile(r"(?<![\d:])(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)(?![\d:])")


def last_page(at: str) -> int | None:
    """Return the last page that a place names, or None where it names none."""
    numbers = [int(number) for match in _PAGES.finditer(at) for number in match.groups() if number]
    return max(numbers, default=None)


def last_second(at: str) -> int | None:
    """Return the last moment that a place names in a recording, in seconds from its start, or None."""
    moments = [
        int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) for hours, minutes, seconds in _MOMENTS.findall(at)
    ]
    return max(moments, default=None)


def pages_of(exhibit: Exhibit) -> int | None:
    """Return how many pages an exhibit has: as the register says, else as its file does."""
    return exhibit.pages or (exhibit.file_says.pages if exhibit.file_says else None) or None


def beyond(at: str | None, exhibit: Exhibit) -> str | None:
    """Return, as the part of a sentence, how a place lies beyond the end of the exhibit; None where it does not.

    A time of day (14:05) in an exhibit that is no recording says nothing of its length, and what is not known is no limit.
    """
    if at is None:
        return None
    page, pages = last_page(at), pages_of(exhibit)
    if page is not None and pages is not None and (page > pages or page == 0):
        return f"`{at}` is no page of {exhibit.id}, which has {pages} page{'' if pages == 1 else 's'}"
    length = exhibit.file_says.seconds if exhibit.file_says else None
    second = last_second(at) if length else None
    if second is not None and length and second > length:
        return f"`{at}` lies after the end of {exhibit.id}, which lasts {spoken(length)}"
    return None


def spoken(seconds: int) -> str:
    """Return a length as a time code: 00:01:30."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
