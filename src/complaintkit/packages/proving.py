"""Before a package appears: the search over every file of it, and a person's word for what no search can look into.

Of an exhibit that word stands in the register (`evidence confirm`), of the letter in the custody log; never in the package.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from complaintkit.case.values import Case
from complaintkit.disclosure.confirming import still_to_confirm
from complaintkit.disclosure.hidden import hidden_strings
from complaintkit.disclosure.proving import Found, Unsearchable, prove
from complaintkit.evidence import custody
from complaintkit.evidence.acts import Act
from complaintkit.packages.values import Annex
from complaintkit.problems import Problem, error
from complaintkit.values import frozen


@frozen
class ToLookAt:
    """A file that no search can look into and that is no exhibit: its name, its digest and size, and why."""

    file: str
    sha256: str
    size: int
    why: tuple[str, ...]


@frozen
class Searched:
    """What the search over a package found, which exhibits nobody looked through, what else is to be looked at."""

    found: tuple[Found, ...]
    unconfirmed: tuple[Problem, ...]
    to_look_at: tuple[ToLookAt, ...]


def search(
    staged: Path, case: Case, readers: Iterable[str], annexes: Iterable[Annex], bundle: Iterable[str]
) -> Searched:
    """Search a package that is not yet where it will be.

    The files of the bundle hold what is in the enclosed copies and the words that we set around it. They are searched like
    all others; what in them cannot be searched is looked at in the copies.
    """
    seen_by = tuple(readers)
    hidden = dict.fromkeys(one for reader in seen_by for one in hidden_strings(case, reader))
    proof = prove(staged, hidden)
    reasons: dict[str, list[Unsearchable]] = {}
    for one in proof.unsearchable:
        reasons.setdefault(one.file.removeprefix(f"{staged.name}/"), []).append(one)
    for name in bundle:
        reasons.pop(f"data/{name}", None)
    unconfirmed = tuple(_unconfirmed(case, seen_by, annexes, reasons))
    return Searched(proof.found, unconfirmed, tuple(_to_look_at(staged, *item) for item in reasons.items()))


def _unconfirmed(
    case: Case, readers: Iterable[str], annexes: Iterable[Annex], reasons: dict[str, list[Unsearchable]]
) -> Iterator[Problem]:
    """Yield the annexes that somebody has to look through; takes what concerns them out of the reasons."""
    for annex in annexes:
        why = reasons.pop(f"data/{annex.file}", None)
        exhibit = case.register.exhibits.get(annex.exhibit)
        if why and annex.copy is not None and exhibit is not None:
            digest = annex.copy.sha256
            problems = (still_to_confirm(exhibit, reader, digest, why) for reader in readers)
            yield from (problem for problem in problems if problem is not None)


def _to_look_at(staged: Path, name: str, why: Iterable[Unsearchable]) -> ToLookAt:
    data = (staged / name).read_bytes()
    reasons = tuple(dict.fromkeys(one.why for one in why))
    return ToLookAt(name, sha256(data).hexdigest(), len(data), reasons)


def refused(found: Iterable[Found]) -> tuple[Problem, ...]:
    """Return a Problem for everything that was found; none repeats it."""
    hint = "black it out with --redact, cite another exhibit, or say in case.yaml that this recipient may see that name"
    return tuple(
        error(one.file, "CK665", f"{one.where}: it says who `{one.label}` is, whom this recipient may not see", hint)
        for one in found
    )


def confirmed(entries: Iterable[custody.Entry], eyes: str) -> frozenset[str]:
    """Return the digests of the files that somebody has looked at for these eyes, as the custody log says."""
    return frozenset(
        one.sha256 for one in entries if one.act == custody.CONFIRMED and (one.note or "").startswith(_begin(eyes))
    )


def confirmations(looked_at: Iterable[ToLookAt], eyes: str, by: str) -> tuple[Act, ...]:
    """Return the lines of the custody log that say who looked at which file, for whose eyes."""
    note = f"{_begin(eyes)}{by} looked at it, and nothing in it says who somebody is whom this recipient may not see"
    return tuple(Act(custody.CONFIRMED, custody.WHOLE, one.sha256, one.size, one.file, note) for one in looked_at)


def _begin(eyes: str) -> str:
    return f"for {eyes}: "


def unseen(missing: Iterable[ToLookAt], places: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return what has to be looked at before the package is made, where it lies, and how to say that it was."""
    typed = 'type the command again with --seen-by "NAME"; name and moment go into the custody log only'
    return tuple(
        error(
            places.get(one.file, one.file),
            "CK666",
            f"no search can look into this: {'; '.join(one.why)}",
            f"look at it, then {typed}",
        )
        for one in missing
    )
