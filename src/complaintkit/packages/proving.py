"""Before a package appears: the search over every file of it, and a person's word for what no search can look into.

What was looked at is known by its digest, for one recipient; who looked and when stands in the custody log, and nowhere in
the package.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from complaintkit.case.values import Case
from complaintkit.disclosure.hidden import hidden_strings
from complaintkit.disclosure.proving import Found, Unsearchable, prove
from complaintkit.evidence import custody
from complaintkit.evidence.acts import Act
from complaintkit.packages.values import Annex
from complaintkit.problems import Problem, error
from complaintkit.values import frozen


@frozen
class ToLookAt:
    """A file that no search can look into: its name in the package, its digest and size, why, and whose exhibit it is."""

    file: str
    sha256: str
    size: int
    why: tuple[str, ...]
    exhibit: str = custody.WHOLE


@frozen
class Searched:
    """What the search over a package found, and what a person has to look at."""

    found: tuple[Found, ...]
    to_look_at: tuple[ToLookAt, ...]


def search(
    staged: Path, case: Case, readers: Iterable[str], annexes: Iterable[Annex], bundle: Iterable[str]
) -> Searched:
    """Search a package that is not yet where it will be.

    The files of the bundle hold what is in the enclosed copies and the words that we set around it. They are searched like
    all others; what in them cannot be searched is looked at in the copies.
    """
    hidden = dict.fromkeys(one for reader in readers for one in hidden_strings(case, reader))
    proof = prove(staged, hidden)
    exhibits = {f"data/{annex.file}": annex.exhibit for annex in annexes if annex.copy is not None}
    reasons: dict[str, list[str]] = {}
    for one in proof.unsearchable:
        reasons.setdefault(_within(one, staged), []).append(one.why)
    for name in bundle:
        reasons.pop(f"data/{name}", None)
    return Searched(proof.found, tuple(_to_look_at(staged, name, why, exhibits) for name, why in reasons.items()))


def _within(one: Unsearchable, staged: Path) -> str:
    return one.file.removeprefix(f"{staged.name}/")


def _to_look_at(staged: Path, name: str, why: Sequence[str], exhibits: Mapping[str, str]) -> ToLookAt:
    data = (staged / name).read_bytes()
    digest = sha256(data).hexdigest()
    return ToLookAt(name, digest, len(data), tuple(dict.fromkeys(why)), exhibits.get(name, custody.WHOLE))


def refused(found: Iterable[Found]) -> tuple[Problem, ...]:
    """Return a Problem for everything that was found; none repeats it."""
    hint = "black it out with --redact, take the exhibit out, or let this recipient see that person: `shown_to` in case.yaml"
    return tuple(
        error(one.file, "CK665", f"{one.where}: a name of `{one.label}`, whom this recipient may not see", hint)
        for one in found
    )


def confirmed(entries: Iterable[custody.Entry], eyes: str) -> frozenset[str]:
    """Return the digests of the files that somebody has looked at for these eyes, as the custody log says."""
    begin = _begin(eyes)
    return frozenset(
        entry.sha256 for entry in entries if entry.act == custody.CONFIRMED and (entry.note or "").startswith(begin)
    )


def confirmations(looked_at: Iterable[ToLookAt], eyes: str, by: str) -> tuple[Act, ...]:
    """Return the lines of the custody log that say who looked at which file, for which recipient."""
    note = f"{_begin(eyes)}{by} looked at it: nothing in it that this recipient may not see"
    return tuple(Act(custody.CONFIRMED, one.exhibit, one.sha256, one.size, one.file, note) for one in looked_at)


def _begin(eyes: str) -> str:
    return f"for {eyes}: "


def unconfirmed(missing: Sequence[ToLookAt], place: str, *, changed: bool) -> tuple[Problem, ...]:
    """Return what has to be looked at before the package is made, and how to say that it was."""
    problems = [
        error(one.file, "CK666", f"no search can look into this: {'; '.join(one.why)}", f"look at {place}/{one.file}")
        for one in missing
    ]
    message = f"{len(missing)} of its files were not looked at yet by anybody for this recipient"
    hint = 'look at each, then make the package again with --seen-by "YOUR NAME"; name and date go into the custody log only'
    if changed:
        message = f"{len(missing)} of its files are new or changed since the list that was to be looked at"
    return (*problems, error("package", "CK666", message, hint))
