"""What no search can read is looked through by a person, who says so by name and day, for one recipient.

The confirmation stands in the register with the digest of the file that was looked through, and the custody log says so too.
It holds for that file, and for copies for sending that are made from it, which show less; not for a file that changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from complaintkit.case.disclosing import disclosure_of, may_see
from complaintkit.case.values import Case, Confirmed, Exhibit
from complaintkit.disclosure.hidden import hidden_strings
from complaintkit.disclosure.proving import Proof, Unsearchable, prove_bytes
from complaintkit.evidence import custody
from complaintkit.evidence.acts import act_on, log
from complaintkit.evidence.continuing import continuing
from complaintkit.evidence.register import REGISTER
from complaintkit.problems import Problem, did_you_mean, error
from complaintkit.values import frozen


@frozen
class Looked:
    """One file that a recipient is to be given, as the search sees it: what it found, and what it could not read."""

    exhibit: str
    recipient: str
    file: str
    sha256: str
    proof: Proof
    confirmed: Confirmed | None

    @property
    def open(self) -> bool:
        """Tell whether a person still has to look through it."""
        return bool(self.proof.unsearchable) and self.confirmed is None


@frozen
class Confirming:
    """Who looked through what, for whom and when; `file` is a copy that was looked through in place of the original."""

    numbers: tuple[str, ...]
    recipients: tuple[str, ...]
    by: str
    on: date
    file: Path | None = None


def confirmation(exhibit: Exhibit, recipient: str, digest: str) -> Confirmed | None:
    """Return the last confirmation that holds for a file of that digest, the exhibit itself or a copy made from it."""
    held = [one for one in exhibit.confirmed if one.recipient == recipient and one.sha256 in {digest, exhibit.sha256}]
    return max(held, key=lambda one: one.on) if held else None


def still_to_confirm(
    exhibit: Exhibit, recipient: str, digest: str, unsearchable: Iterable[Unsearchable]
) -> Problem | None:
    """Return that somebody has to look through what is sent of an exhibit, None if there is nothing or somebody did.

    Args:
        exhibit: as the register says now.
        recipient: to whom it is sent.
        digest: the SHA-256 of the file that is sent, which is the exhibit itself or a copy made from it.
        unsearchable: what `prove` said of that file.
    """
    why = list(dict.fromkeys(one.why for one in unsearchable))
    if not why or confirmation(exhibit, recipient, digest):
        return None
    unsaid = f"nobody confirmed that `{recipient}` may see it"
    message = f"{exhibit.id} holds what no search can read, and {unsaid}: {'; '.join(why)}"
    hint = (
        f"look through it, then type `complaintkit evidence confirm {exhibit.id} --for {recipient} --by NAME --on DAY`; a "
        "file that changed needs it anew"
    )
    return error(exhibit.file, "CK802", message, hint)


def look(folder: Path, case: Case, exhibit: Exhibit, recipient: str, file: Path | None = None) -> Looked | Problem:
    """Return what the search sees in an exhibit, or in a copy of it; a problem where it is not what was registered."""
    path = file or folder / exhibit.file
    try:
        data = path.read_bytes()
    except OSError as trouble:
        message = f"{exhibit.id} cannot be read: {trouble.strerror}"
        return error(_shown(exhibit, file), "CK803", message, "see what `complaintkit evidence verify` says")
    digest = sha256(data).hexdigest()
    if file is None and digest != exhibit.sha256:
        message = (
            f"{exhibit.id} is not the file that was registered, its digest is another; nothing can be confirmed of it"
        )
        return error(exhibit.file, "CK803", message, "see what `complaintkit evidence verify` says")
    name = (
        path.name if file else exhibit.id
    )  # the name of the original does not leave: copies are named by their numbers
    proof = prove_bytes(data, name, hidden_strings(case, recipient))
    return Looked(exhibit.id, recipient, _shown(exhibit, file), digest, proof, confirmation(exhibit, recipient, digest))


def _shown(exhibit: Exhibit, file: Path | None) -> str:
    return str(file) if file else exhibit.file


def to_look_through(folder: Path, case: Case, recipient: str) -> tuple[Looked | Problem, ...]:
    """Return every exhibit that a recipient is given and that holds what no search can read, or that names somebody hidden.

    Those are the annexes of the letters to it, where there are any yet; else all that it may see.
    """
    annexes = case.selections[recipient].annexes if recipient in case.selections else {}
    return tuple(
        looked
        for exhibit in case.register.exhibits.values()
        if exhibit.withdrawn is None and may_see(disclosure_of(exhibit, case), recipient)
        if not annexes or exhibit.id in annexes
        for looked in [look(folder, case, exhibit, recipient)]
        if isinstance(looked, Problem) or looked.proof.found or looked.proof.unsearchable
    )


def confirm(folder: Path, case: Case, said: Confirming, at: str) -> tuple[tuple[Looked, ...], tuple[Problem, ...]]:
    """Write into register and log that somebody looked through exhibits; return what was confirmed, and why others were not.

    Raises Refused if nothing can be written: no case, a register or log that is damaged, another writer at work.
    """
    outcomes = [
        _looked(folder, case, number, recipient, said) for number in said.numbers for recipient in said.recipients
    ]
    sound = tuple(one for one in outcomes if isinstance(one, Looked))
    problems = tuple(one for one in outcomes if isinstance(one, Problem))
    if not sound:
        return (), problems
    with continuing(folder) as continued:
        known = continued.register.exhibits
        kept = tuple(one for one in sound if one.exhibit in known)
        acts = [act_on(known[one.exhibit], custody.NOTED, _note(one, said)) for one in kept]
        log(continued, acts, at, {one.exhibit: _entering(one.exhibit, kept, said) for one in kept})
        return kept, (*problems, *continued.notes)


def _note(one: Looked, said: Confirming) -> str:
    what = f"the copy {one.sha256}" if said.file else "it"
    return f"{said.by} looked through {what} on {said.on} and confirms that {one.recipient} may see it"


def _entering(number: str, kept: Iterable[Looked], said: Confirming) -> Callable[[Any], None]:
    """Return the change of an exhibit's entry that enters what was confirmed of it."""
    entries = [
        {"recipient": one.recipient, "by": said.by, "on": said.on, "sha256": one.sha256}
        for one in kept
        if one.exhibit == number
    ]

    def enter(entry: Any) -> None:
        for confirmed in entries:
            entry.setdefault("confirmed", []).append(confirmed)

    return enter


def _looked(folder: Path, case: Case, number: str, recipient: str, said: Confirming) -> Looked | Problem:
    exhibit = case.register.exhibits.get(number)
    if exhibit is None:
        hint = did_you_mean(number, case.register.exhibits) or "`complaintkit evidence list` shows all of them"
        return error(REGISTER, "CK510", f"There is no exhibit `{number}` in the register.", hint)
    if not may_see(disclosure_of(exhibit, case), recipient):
        message = f"{number} is not for `{recipient}` to see, so there is nothing to confirm"
        return error(REGISTER, "CK804", message, "if that is wrong, say in exhibits.yaml who may see it: `disclosure:`")
    looked = look(folder, case, exhibit, recipient, said.file)
    return looked if isinstance(looked, Problem) else next(_names(looked), looked)


def _names(looked: Looked) -> Iterator[Problem]:
    if looked.proof.found:
        whose = ", ".join(f"`{label}`" for label in sorted({one.label for one in looked.proof.found}))
        where = "; ".join(dict.fromkeys(one.where for one in looked.proof.found))
        message = f"{looked.exhibit} says who {whose} is, and `{looked.recipient}` may not know: see {where}"
        hint = (
            "make a copy with that blacked out (`complaintkit evidence copy --redact`), and confirm the copy: `--file`"
        )
        yield error(looked.file, "CK801", message, hint)
