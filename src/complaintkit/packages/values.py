"""The values of a package: annexes with their clean copies, what of them is printed, and where it came to stand."""

from __future__ import annotations

from dataclasses import replace

from complaintkit.values import frozen

_LYING = 5  # orientations from here on change width and height


@frozen
class Copy:
    """A clean copy of an exhibit as it is enclosed: its bytes, the ending of its name, what was removed and what is left."""

    data: bytes
    ending: str
    sha256: str
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    redacted: bool = False


@frozen
class Place:
    """A place in an annex that the letter cites: as the letter writes it, and the page of the annex that it is on, if any."""

    text: str
    page: int | None = None


@frozen
class Annex:
    """One annex: its number, what the letter's table says of it, the places cited, and its clean copy.

    Of an annex that is withheld there is no copy, and its `title` and all that describes it are empty.
    """

    number: int
    exhibit: str
    title: str = ""
    details: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    copy: Copy | None = None
    withheld: bool = False

    @property
    def file(self) -> str:
        """Return the name of the enclosed file in the package: a number and nothing that tells."""
        return f"annexes/annex-{self.number:02}.{self.copy.ending}" if self.copy else ""


@frozen
class Pages:
    """Pages of a PDF file that go into the bundle as they are: for each, whether it is wider than high.

    `converter` names the program that made the file.
    """

    data: bytes
    wide: tuple[bool, ...]
    converter: str | None = None

    @property
    def count(self) -> int:
        """Return how many pages there are."""
        return len(self.wide)


@frozen
class Lines:
    """Text that is set anew, page by page, each line as it is printed; `replaced` where signs stand as numbers."""

    pages: tuple[tuple[str, ...], ...]
    replaced: bool = False

    @property
    def count(self) -> int:
        """Return how many pages it takes."""
        return len(self.pages)

    @property
    def wide(self) -> tuple[bool, ...]:
        """Return that no page is wider than high."""
        return (False,) * len(self.pages)


@frozen
class Picture:
    """A picture as PDF files hold one: its compressed data, its size in pixels, and the entries that say how to read it.

    `orientation` is how its data are turned to be seen the right way up (TIFF 6.0, tag 274: 1 is as they are).
    """

    data: bytes
    width: int
    height: int
    entries: tuple[tuple[str, str], ...]
    orientation: int = 1

    @property
    def seen(self) -> tuple[int, int]:
        """Return width and height as they are seen."""
        lies = self.orientation >= _LYING
        return (self.height, self.width) if lies else (self.width, self.height)


@frozen
class Pictures:
    """Pictures, one a page."""

    pictures: tuple[Picture, ...]

    @property
    def count(self) -> int:
        """Return how many pages they take."""
        return len(self.pictures)

    @property
    def wide(self) -> tuple[bool, ...]:
        """Return for each picture whether it is wider than high."""
        return tuple(picture.seen[0] > picture.seen[1] for picture in self.pictures)


@frozen
class Nothing:
    """What cannot be printed; `why` is for the sender. A page says that the file itself is enclosed."""

    why: str
    count: int = 0
    wide: tuple[bool, ...] = ()


Content = Pages | Lines | Pictures | Nothing


@frozen
class Bound:
    """An annex in the bundle: the number of its cover sheet, how many pages follow it, and in which part it is."""

    annex: Annex
    content: Content
    cover: int = 0
    part: int = 0

    @property
    def last(self) -> int:
        """Return the number of its last page."""
        return self.cover + self.content.count

    def page(self, page: int) -> int | None:
        """Return the number that a page of the annex has in the bundle, None where it has no such page."""
        return self.cover + page if 1 <= page <= self.content.count else None

    def at(self, cover: int, part: int) -> Bound:
        """Return the same annex at another place."""
        return replace(self, cover=cover, part=part)


@frozen
class Part:
    """One file of the bundle: its pages are numbered from `first`, of which `index` are those of its index."""

    name: str
    first: int
    index: int
    pages: int
    data: bytes = b""
    sha256: str = ""


@frozen
class Bundle:
    """The bundle: its files, usually one, and where each annex stands."""

    parts: tuple[Part, ...]
    annexes: tuple[Bound, ...]

    @property
    def pages(self) -> int:
        """Return how many pages there are in all files together."""
        return sum(part.pages for part in self.parts)
