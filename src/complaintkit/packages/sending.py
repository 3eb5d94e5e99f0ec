"""That a package was sent: verified once more, then a line of the custody log for each exhibit in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from complaintkit.evidence import custody
from complaintkit.evidence.acts import Act, log
from complaintkit.evidence.continuing import Continued, continuing
from complaintkit.packages.verifying import Verified, verify
from complaintkit.problems import Problem, Refused, error, has_errors, warning


def log_sent(folder: Path, path: Path, how: str, at: str) -> tuple[tuple[custody.Entry, ...], tuple[Problem, ...]]:
    """Log that a package of this case was sent; return the entries and what is to be minded.

    Raises:
        Refused: the package is not whole, or the custody log does not know it.
    """
    found = verify(path)
    if has_errors(found.problems):
        message = "nothing was logged: the package is not as it was made"
        raise Refused(
            [*found.problems, error(str(path), "CK690", message, "make it anew, or log the one that was sent")]
        )
    with continuing(folder) as case:
        acts = tuple(_acts(case, found, how))
        if not acts:
            raise Refused([replace(unknown(path), severity="error")])
        return log(case, acts, at), case.notes


def known(entries: tuple[custody.Entry, ...], digest: str | None) -> tuple[custody.Entry, ...]:
    """Return the entries that say which copies were put into the package with this digest."""
    return tuple(
        entry for entry in entries if entry.act == custody.COPIED and digest and (entry.note or "").endswith(digest)
    )


def unknown(path: Path) -> Problem:
    """Return that the custody log does not know a package."""
    message = (
        "the custody log of this case knows no package with this digest, so it is not shown to be the one that was made"
    )
    hint = "give the case it was made from with --case; one that was changed together with its manifests looks so, too"
    return warning(str(path), "CK688", message, hint)


def sendings(entries: tuple[custody.Entry, ...], digest: str | None) -> tuple[str, ...]:
    """Return when and how the package with that digest was sent, as the log says."""
    sent = (one for one in entries if one.act == custody.SENT and digest and (one.note or "").endswith(digest))
    return tuple(dict.fromkeys(f"{one.at}: {one.note}" for one in sent))


def _acts(case: Continued, found: Verified, how: str) -> Iterator[Act]:
    listed: Mapping[str, Any] = found.listed or {}
    to = f"sent to {listed.get('recipient')}, {how}: package with the digest {found.digest}"
    for entry in {one.exhibit: one for one in known(case.entries, found.digest)}.values():
        yield Act(custody.SENT, entry.exhibit, entry.sha256, entry.size, entry.file, to)
