"""What we print around the exhibits, in the letter's language, from the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from complaintkit.languages import formats
from complaintkit.languages.catalogue import Catalogue
from complaintkit.packages.values import Annex
from complaintkit.values import frozen
from complaintkit.words import sentence_case


@frozen
class Heading:
    """What stands above the index: its title, and lines that say to which letter the annexes belong."""

    title: str
    lines: tuple[str, ...]
    columns: tuple[str, str]


@frozen
class Labels:
    """The labels of one language."""

    catalogue: Catalogue

    @property
    def language(self) -> str:
        """Return the code of the language."""
        return self.catalogue.language

    def say(self, sentence: str) -> str:
        """Return a sentence with the apostrophes that are printed."""
        return formats.typographic(sentence)

    def annex(self, number: int) -> str:
        """Return "Annex 4"."""
        return sentence_case(self.say(self.catalogue.say("Annex {number}", number=number)))

    def stamp(self, number: int, page: int, pages: int) -> str:
        """Return "Annex 4, page 2 of 7"."""
        said = self.catalogue.say("Annex {number}, page {page} of {pages}", number=number, page=page, pages=pages)
        return sentence_case(self.say(said))

    def footer(self, page: int, pages: int) -> str:
        """Return "Page 17 of 96"."""
        return self.say(self.catalogue.say("Page {page} of {pages}", page=page, pages=pages))

    def part(self, part: int, parts: int) -> str:
        """Return "Part 1 of 2"."""
        return sentence_case(self.say(self.catalogue.say("Part {part} of {parts}", part=part, parts=parts)))

    def page_column(self) -> str:
        """Return what stands above the page numbers of the index."""
        return self.say(self.catalogue.say("Page"))

    def cited(self, places: Iterable[str]) -> str:
        """Return "Cited in the letter: p. 2 (bundle page 17)"."""
        return self.say(self.catalogue.say("Cited in the letter: {places}", places="; ".join(places)))

    def place(self, place: str, page: int) -> str:
        """Return "p. 2 (bundle page 17)"."""
        return self.say(self.catalogue.say("{place} (bundle page {page})", place=place, page=page))

    def withheld(self) -> str:
        """Return that an annex is kept from this recipient; nothing is said of what it is."""
        return self.say(self.catalogue.say("This annex is withheld."))

    def enclosed(self, annex: Annex) -> str:
        """Return under which name the file itself is enclosed."""
        return self.say(self.catalogue.say("The file itself is enclosed: {file}", file=annex.file))

    def not_printed(self) -> str:
        """Return that an annex is not printed in the bundle."""
        return self.say(self.catalogue.say("This annex cannot be shown on paper."))

    def set_anew(self) -> str:
        """Return that a text was set anew."""
        return self.say(self.catalogue.say("The pages that follow show the text of the file, set anew."))

    def replaced(self) -> str:
        """Return how signs without a font are shown."""
        sentence = self.catalogue.say(
            "Signs that cannot be printed are shown by their number, as in {example}.", example="[U+2713]"
        )
        return self.say(sentence)

    def digest(self, sha256: str) -> str:
        """Return the fingerprint of the enclosed file."""
        return f"SHA-256: {sha256}"

    def blacked_out(self) -> str:
        """Return that passages were blacked out by the sender."""
        return self.say(self.catalogue.say("Passages in this annex were blacked out by the sender."))

    def in_file(self, name: str) -> str:
        """Return in which other file of the bundle an annex stands."""
        return self.say(self.catalogue.say("in the file {file}", file=name))
