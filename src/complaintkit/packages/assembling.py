"""The files of one package, in memory: letter, clean copies, bundle, list, bag. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from complaintkit.case.values import Case
from complaintkit.evidence import custody
from complaintkit.languages.catalogue import load_catalogue
from complaintkit.law import lookup
from complaintkit.law.values import Law
from complaintkit.letters.values import Letter
from complaintkit.packages import bag
from complaintkit.packages.annexes import annexes_of, special, with_copies, withheld
from complaintkit.packages.bundle import bind
from complaintkit.packages.contents import contents_of
from complaintkit.packages.converting import Converted, convert
from complaintkit.packages.labels import Heading, Labels
from complaintkit.packages.limits import Room, fitting, letter_problem, room
from complaintkit.packages.listing import listed, page_of
from complaintkit.packages.values import Annex, Bound, Bundle, Nothing
from complaintkit.packages.wanted import LETTER, Wanted, readers
from complaintkit.problems import Problem, Refused, warning
from complaintkit.values import frozen
from complaintkit.words import counted

INDEX = "index.html"


@frozen
class Assembled:
    """A package in memory: its annexes, its bundle, every file of the bag by name, and what is to be minded."""

    annexes: tuple[Annex, ...]
    bundle: Bundle
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]

    @property
    def digest(self) -> str:
        """Return what the package is known by: the digest of its last manifest, which holds those of all others."""
        return sha256(self.files[bag.manifest_name("sha256", tags=True)]).hexdigest()


@frozen
class Source:
    """What packages are made from: the case folder, the whole case, the rules, the custody log so far."""

    folder: Path
    case: Case
    law: Law
    log: tuple[custody.Entry, ...]


def assemble(source: Source, wanted: Wanted, letter: Letter, enclosed: Mapping[str, bytes]) -> Assembled:
    """Return everything that goes into a package, which holds the head of the custody log.

    Args:
        source: what it is made from.
        wanted: what is to be made.
        letter: the letter.
        enclosed: the file of the letter, by its name in the package.

    Raises:
        Refused: copies that cannot be made, or files that the recipient does not take.
    """
    case = source.case
    annexes = annexes_of(letter, case, readers(letter))
    kept = tuple(withheld(annexes, case))
    annexes = with_copies(source.folder, case, annexes, choices=wanted.choices, passages=wanted.passages)
    converted = convert(enclosed.get(f"{LETTER}.docx"), annexes, wanted=wanted.libreoffice)
    files = dict(enclosed) | ({f"{LETTER}.pdf": converted.letter} if converted.letter else {})
    limits = _room(source.law, wanted)
    _check_letter(files, limits)
    bundle = _bundle(letter, annexes, converted, limits)
    held = _bag(letter, files, bundle, converted, source.log)
    unprinted = (problem for bound in bundle.annexes if (problem := _unprinted(bound)))
    minded = (*kept, *special(annexes, case), *converted.problems, *unprinted, *_beyond(bundle))
    return Assembled(annexes, bundle, held, minded)


def heading_of(letter: Letter) -> Heading:
    """Return what stands above the index: the title of the letter's table, and which letter it is."""
    lines = (letter.subject, letter.place_and_date, ", ".join(letter.addressee[:1]), letter.confidential)
    number, title = letter.annexes.headers[:2]
    return Heading(letter.annexes.title, tuple(line for line in lines if line), (number, title))


def _bundle(letter: Letter, annexes: Sequence[Annex], converted: Converted, limits: Room) -> Bundle:
    labels, heading = Labels(load_catalogue(letter.language)), heading_of(letter)
    contents = contents_of(annexes, dict(converted.annexes), labels.catalogue)
    return fitting(contents, limits, lambda groups: bind(annexes, contents, heading, labels, groups))


def _bag(
    letter: Letter, files: Mapping[str, bytes], bundle: Bundle, converted: Converted, log: Sequence[custody.Entry]
) -> dict[str, bytes]:
    head = custody.head_of(log)
    payload = {
        **files,
        **{part.name: part.data for part in bundle.parts},
        **{bound.annex.file: bound.annex.copy.data for bound in bundle.annexes if bound.annex.copy},
        INDEX: page_of(heading_of(letter), Labels(load_catalogue(letter.language)), files, bundle),
    }
    described = listed(letter, files, bundle, converted=converted.records, custody=(len(log), head))
    info = (("Custody-Log-Entries", str(len(log))), ("Custody-Log-Head", head))
    return bag.bag(payload, described, info, letter.on)


def _room(law: Law, wanted: Wanted) -> Room:
    recipient = lookup.recipient(law, wanted.recipient)
    return room(recipient.attachments if recipient else None, wanted.largest_megabytes, wanted.most_files)


def _check_letter(files: Mapping[str, bytes], limits: Room) -> None:
    ending = "pdf" if f"{LETTER}.pdf" in files else "docx"
    problem = letter_problem(len(files[f"{LETTER}.{ending}"]), ending, limits)
    if problem:
        raise Refused([problem])


def _beyond(bundle: Bundle) -> Iterator[Problem]:
    """Yield the places that the letter cites on pages which an annex, as it is printed, does not have."""
    for bound in bundle.annexes:
        annex, pages = bound.annex, bound.content.count
        for place in annex.places if pages else ():
            if place.page is not None and bound.page(place.page) is None:
                cited = f"{place.text} of annex {annex.number} ({annex.exhibit})"
                message = f"the letter cites {cited}, which as it is printed has {counted(pages, 'page')}"
                hint = (
                    "correct the place where the case cites it; an e-mail or text has the pages that it is set on here"
                )
                yield warning(f"data/{annex.file}", "CK675", message, hint)


def _unprinted(bound: Bound) -> Problem | None:
    annex = bound.annex
    if annex.copy is None or not isinstance(bound.content, Nothing):
        return None
    message = f"annex {annex.number} ({annex.exhibit}) is not printed in the bundle: {bound.content.why}"
    hint = "a page says so, and the file itself is enclosed; add it as PDF too if it should be read on paper"
    return warning(f"data/{annex.file}", "CK662", message, hint)
