"""The pieces that a file is taken apart into before it is searched."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from complaintkit.values import frozen


@frozen
class Words:
    """A text, and where in the file it stands."""

    where: str
    text: str


@frozen
class Name:
    """The name of a file, of a folder or of a part."""

    where: str
    name: str


@frozen
class Raw:
    """Bytes that are no text."""

    where: str
    data: bytes


@frozen
class Inner:
    """A file inside the file; `name` is its name there, which is searched too, empty where it has none."""

    where: str
    name: str
    data: bytes


@frozen
class Blind:
    """What cannot be searched, and why: a person has to look at it."""

    where: str
    why: str


Piece = Words | Name | Raw | Inner | Blind
Opener = Callable[[bytes], Iterator[Piece]]
