"""Time stamps of a case: what to ask for, which exhibit or head a stamp is for, keeping it in the case, checking it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from complaintkit.evidence import custody
from complaintkit.evidence.acts import Act, exhibit_of, log
from complaintkit.evidence.continuing import Continued, continued, continuing
from complaintkit.evidence.files import READ_ONLY
from complaintkit.problems import Problem, Refused, error, warning
from complaintkit.source.writing import write_new
from complaintkit.values import frozen

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from complaintkit.evidence.stamping.tokens import Token

FOLDER = "stamps"
LARGEST = 1_000_000


@frozen
class Kept:
    """A stamp that was attached: of an exhibit, or `*` for the log; the moment, who signed, whether that one is trusted."""

    exhibit: str
    entry: int | None
    at: str
    authority: str
    trusted: bool
    file: str


def request_for(folder: Path, number: str | None) -> bytes:
    """Return a request for an exhibit's digest, or for the head of the log where no number is given.

    Raises Refused where the case cannot be continued, there is no such exhibit or no entry, or the libraries are missing.
    """
    _need_libraries()
    from complaintkit.evidence.stamping.tokens import request  # noqa: PLC0415

    case = continued(folder)
    if number is None and not case.entries:
        raise Refused([error(custody.LOG, "CK535", "The custody log is empty; there is nothing to stamp.")])
    digest = exhibit_of(case, number).sha256 if number is not None else custody.head_of(case.entries)
    return request(bytes.fromhex(digest))


def roots_in(path: Path | None) -> tuple[Certificate, ...]:
    """Return the certificates of a file, none where none is given; raises Refused, OSError."""
    _need_libraries()
    from complaintkit.evidence.stamping.checking import trusted_in  # noqa: PLC0415

    return trusted_in(path) if path else ()


def attach(folder: Path, source: Path, trusted: Sequence[Certificate], at: str) -> tuple[Kept, tuple[Problem, ...]]:
    """Check a stamp, keep it in the case and log it; a warning says where the authority is not among those trusted.

    Raises Refused where the stamp does not hold or is for nothing in this case, and as `record` does; OSError.
    """
    _need_libraries()
    from complaintkit.evidence.stamping.checking import check  # noqa: PLC0415
    from complaintkit.evidence.stamping.tokens import token_of  # noqa: PLC0415

    data = _data(source)
    token = token_of(data, str(source))
    checked = check(token, str(source), trusted)
    if checked.problems:
        raise Refused(checked.problems)
    with continuing(folder) as case:
        exhibit, entry = _stamped(case, token, str(source))
        file = f"{FOLDER}/{'log' if exhibit == custody.WHOLE else exhibit}-{sha256(data).hexdigest()[:16]}.tsr"
        _keep(folder / file, data)
        kept = Kept(exhibit, entry, token.at.isoformat(), checked.authority, checked.trusted, file)
        log(case, [Act(custody.STAMPED, exhibit, sha256(data).hexdigest(), len(data), file, _in_words(kept))], at)
    return kept, (*case.notes, *([] if checked.trusted else [_not_trusted(file, checked.authority)]))


def check_kept(folder: Path, entries: Sequence[custody.Entry]) -> Iterator[Problem]:
    """Yield what is wrong with the stamps that a log names: missing, changed, or no longer holding."""
    stamps = {entry.file: entry for entry in entries if entry.act == custody.STAMPED}
    if not stamps:
        return
    try:
        _need_libraries()
    except Refused as refusal:
        yield from (warning(one.file, one.code, one.message, one.hint) for one in refusal.problems)
        return
    for file, entry in stamps.items():
        yield from _check_again(folder, file, entry, entries)


def _check_again(folder: Path, file: str, entry: custody.Entry, entries: Sequence[custody.Entry]) -> Iterator[Problem]:
    from complaintkit.evidence.stamping.checking import check  # noqa: PLC0415
    from complaintkit.evidence.stamping.tokens import token_of  # noqa: PLC0415

    try:
        data = (folder / file).read_bytes()
        if sha256(data).hexdigest() != entry.sha256:
            message = f"This time stamp of {entry.exhibit} was changed after it was attached."
            yield error(file, "CK538", message, "put it back from your last copy of the case")
            return
        token = token_of(data, file)
    except OSError as trouble:
        message = f"This time stamp of {entry.exhibit} cannot be read: {trouble.strerror or trouble}."
        yield error(file, "CK538", message, "put it back from your last copy of the case")
        return
    except Refused as refusal:
        yield from refusal.problems
        return
    yield from check(token, file).problems
    if token.imprint.hex() not in {one.sha256 for one in entries} | {one.digest for one in entries}:
        yield _for_nothing(file)


def _stamped(case: Continued, token: Token, named: str) -> tuple[str, int | None]:
    """Return the exhibit, or `*` and the number of the entry, whose digest was stamped."""
    imprint = token.imprint.hex()
    for exhibit in case.register.exhibits.values():
        if exhibit.sha256 == imprint:
            return exhibit.id, None
    for entry in case.entries:
        if entry.digest == imprint:
            return custody.WHOLE, entry.seq
    raise Refused([_for_nothing(named)])


def _for_nothing(named: str) -> Problem:
    message = "This time stamp is for none of the exhibits and for no entry of the custody log of this case."
    return error(named, "CK536", message, "look whether it belongs to another case, or to another version of a file")


def _data(source: Path) -> bytes:
    if source.stat().st_size > LARGEST:
        message = "This file is far larger than any time stamp."
        raise Refused([error(str(source), "CK535", message, "give the file that the authority sent")])
    return source.read_bytes()


def _keep(place: Path, data: bytes) -> None:
    place.parent.mkdir(exist_ok=True)
    if not place.exists():
        write_new(place, data)
        place.chmod(READ_ONLY)


def _in_words(kept: Kept) -> str:
    of = f"entry {kept.entry} of this log" if kept.entry is not None else kept.exhibit
    trust = "an authority that was trusted" if kept.trusted else "an authority that was not verified"
    return f"time stamp of {of} at {kept.at} by {kept.authority}, {trust}"


def _not_trusted(file: str, authority: str) -> Problem:
    message = f"The time stamp holds by itself, but whether {authority} is who it says was not verified."
    return warning(file, "CK537", message, "give the authority's root certificate with --trusted")


def _need_libraries() -> None:
    from importlib.util import find_spec  # noqa: PLC0415

    missing = [name for name in ("asn1crypto", "cryptography") if find_spec(name) is None]
    if missing:
        message = f"Time stamps need {' and '.join(missing)}, which is not installed; they were not checked."
        raise Refused([error(FOLDER, "CK549", message, "pip install 'complaintkit[stamps]'")])
