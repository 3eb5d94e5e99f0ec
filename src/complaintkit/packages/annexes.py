"""The annexes of a letter as they are enclosed: which this recipient may see, their clean copies, what is printed of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from complaintkit.case.disclosing import disclosure_of, may_see
from complaintkit.case.values import Case, Exhibit, Register
from complaintkit.evidence.cleaning.copying import cleaned_copy
from complaintkit.evidence.cleaning.redactions import Passage
from complaintkit.evidence.cleaning.values import Choices
from complaintkit.letters.values import AnnexFile, Letter
from complaintkit.packages.values import Annex, Copy, Place
from complaintkit.problems import Problem, Refused, did_you_mean, error, warning

_PAGE = re.compile(r"\bpp?\.\s*(\d+)")
_NUMBER, _TITLE, _PAGES = 0, 1, 4


def annexes_of(letter: Letter, case: Case, readers: Sequence[str]) -> tuple[Annex, ...]:
    """Return the annexes of a letter in the order of their numbers, as yet without copies.

    What the letter's own table says of each is what index and cover sheets say, in its language. Of an annex that one of
    the readers may not see nothing is said.
    """
    rows = {int(row[_NUMBER]): row for row in letter.annexes.rows}
    headers = letter.annexes.headers
    return tuple(
        _annex(one, rows[one.number], headers)
        if _seen(one, case, readers)
        else Annex(one.number, one.exhibit, withheld=True)
        for one in letter.annex_files
    )


def _seen(one: AnnexFile, case: Case, readers: Sequence[str]) -> bool:
    exhibit = case.register.exhibits.get(one.exhibit)
    return (
        bool(one.file)
        and exhibit is not None
        and all(may_see(disclosure_of(exhibit, case), reader) for reader in readers)
    )


def _annex(one: AnnexFile, row: Sequence[str], headers: Sequence[str]) -> Annex:
    described = [f"{header}: {cell}" for header, cell in zip(headers[2:], row[2:], strict=True) if cell]
    places = tuple(Place(text, _page(at)) for at, text in sorted(one.places, key=lambda pair: _order(pair[0])))
    return Annex(one.number, one.exhibit, row[_TITLE], tuple(described), places)


def _page(at: str) -> int | None:
    found = _PAGE.search(at)
    return int(found[1]) if found else None


def _order(at: str) -> tuple[int, list[int]]:
    """Return what places are sorted by: the page, then the numbers in them."""
    return _page(at) or 0, [int(number) for number in re.findall(r"\d+", at)]


def withheld(annexes: Iterable[Annex], case: Case) -> Iterator[Problem]:
    """Yield a warning for each annex that a reader may not see."""
    for annex in annexes:
        if annex.withheld and annex.exhibit in case.register.exhibits:
            said = disclosure_of(case.register.exhibits[annex.exhibit], case)
            message = (
                f"{annex.exhibit}, annex {annex.number}, is withheld and listed so: at the most, {said} may see it"
            )
            hint = "if it may be sent, say so with `disclosure` in the register, and see docs/people.md first"
            yield warning("exhibits.yaml", "CK673", message, hint)


def special(annexes: Iterable[Annex], case: Case) -> Iterator[Problem]:
    """Yield a warning for each enclosed exhibit that holds special categories of data."""
    for annex in annexes:
        exhibit = case.register.exhibits.get(annex.exhibit)
        if annex.copy is not None and exhibit is not None and exhibit.special_categories:
            listed = ", ".join(exhibit.special_categories)
            message = f"annex {annex.number} ({annex.exhibit}) holds data that need special care: {listed}"
            yield warning("exhibits.yaml", "CK674", message, "send it only if the claim needs it; see docs/people.md")


def with_copies(
    folder: Path,
    case: Case,
    annexes: Sequence[Annex],
    *,
    choices: Choices,
    passages: Sequence[Passage],
) -> tuple[Annex, ...]:
    """Return the annexes with clean copies of those that are not withheld.

    Raises:
        Refused: with every reason why a copy cannot be made or an exhibit not be sent.
    """
    problems: list[Problem] = [
        _unknown(one, case.register) for one in passages if one.exhibit not in case.register.exhibits
    ]
    made: list[Annex] = []
    for annex in annexes:
        if annex.withheld:
            made.append(annex)
            continue
        exhibit = case.register.exhibits[annex.exhibit]
        found = _copied(folder, case.register, exhibit, choices, passages)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            made.append(_holding(annex, found))
    if problems:
        raise Refused(problems)
    return tuple(made)


def _unknown(passage: Passage, register: Register) -> Problem:
    message = f"There is no exhibit `{passage.exhibit}` in the register, so {passage.shown} was not looked for."
    hint = did_you_mean(passage.exhibit, register.exhibits) or "`complaintkit evidence list` shows all of them"
    return error(passage.file, "CK510", message, hint, at=passage.at)


def _holding(annex: Annex, copy: Copy) -> Annex:
    return Annex(annex.number, annex.exhibit, annex.title, annex.details, annex.places, copy=copy)


def _copied(
    folder: Path, register: Register, exhibit: Exhibit, choices: Choices, passages: Sequence[Passage]
) -> Copy | Problem:
    if exhibit.withdrawn is not None:
        message = f"{exhibit.id} was withdrawn, and the letter cites it: {exhibit.withdrawn.why}"
        return error("exhibits.yaml", "CK664", message, "cite another exhibit, then make the package again")
    here = [passage for passage in passages if passage.exhibit == exhibit.id]
    cleaned = cleaned_copy(folder, register, exhibit.id, choices, here)
    if isinstance(cleaned, Problem):
        return cleaned
    digest = sha256(cleaned.data).hexdigest()
    return Copy(cleaned.data, cleaned.ending, digest, cleaned.removed, cleaned.left, redacted=bool(here))
