"""The values that reading a file gives: its format, its facts with where each comes from, its attachments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Generic, Literal, Protocol, TypeVar

from complaintkit.problems import Problem
from complaintkit.values import frozen

T = TypeVar("T")
How = Literal["read", "assumed"]
Family = Literal["email", "document", "text", "page", "picture", "sound", "film", "archive", "other"]


@frozen
class Format:
    """A kind of file. `label` goes into a sentence (`This is a PDF`); `endings` are those that fit the content."""

    name: str
    label: str
    media_type: str
    endings: tuple[str, ...]
    family: Family


@frozen
class Source:
    """A file being read: where it is, how it is named in problems, its size and its format."""

    path: Path
    shown: str
    size: int
    format: Format


@frozen
class Fact(Generic[T]):
    """One thing said of a file. `how` tells whether it was `read` in it or is `assumed`; `where` the field, or why."""

    value: T
    how: How
    where: str


@frozen
class Party:
    """Somebody who sent or received: the name as written there, and the address; either may be empty."""

    name: str
    address: str


class Bytes(Protocol):
    """Where bytes inside a file stand; they come in pieces, so that no file has to fit into memory."""

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes in order."""


@frozen
class Attachment:
    """A file inside a message. `name` is safe to show; `content` is None where it has no bytes of its own."""

    name: str
    media_type: Fact[str]
    size: Fact[int] | None
    content: Bytes | None


@frozen
class FileFacts:
    """What stands in a file. What is None was not found; times without an offset have no time zone in the file."""

    file: str
    format: Format
    size: int
    media_type: Fact[str]
    date: Fact[datetime] | None = None
    sender: Fact[Party] | None = None
    recipients: Fact[tuple[Party, ...]] | None = None
    cc: Fact[tuple[Party, ...]] | None = None
    subject: Fact[str] | None = None
    message_id: Fact[str] | None = None
    in_reply_to: Fact[str] | None = None
    references: Fact[tuple[str, ...]] | None = None
    title: Fact[str] | None = None
    author: Fact[str] | None = None
    producer: Fact[str] | None = None
    pages: Fact[int] | None = None
    dimensions: Fact[tuple[int, int]] | None = None
    duration: Fact[float] | None = None
    position: Fact[bool] | None = None
    charset: Fact[str] | None = None
    language: Fact[str] | None = None
    first_lines: Fact[str] | None = None
    text_sha256: Fact[str] | None = None
    attachments: tuple[Attachment, ...] = ()
    problems: tuple[Problem, ...] = ()


@frozen
class Named:
    """A fact on its way into `FileFacts`, with the field that it fills."""

    field: str
    fact: Fact[object]


Found = Named | Attachment | Problem


def read_in(field: str, value: object, where: str) -> Named:
    """Return a fact that stands in the file, at `where`."""
    return Named(field, Fact(value, "read", where))


def assumed(field: str, value: object, why: str) -> Named:
    """Return a fact that does not stand in the file but is likely, and why it is."""
    return Named(field, Fact(value, "assumed", why))
