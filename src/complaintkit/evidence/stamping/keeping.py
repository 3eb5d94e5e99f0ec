"""Time stamps of a case: what to ask for, which exhibit or head a stamp is for, keeping it in the case, checking it again."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
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
_ROOT = re.compile(r"an authority that was trusted by the certificate with the SHA-256 ([0-9a-f]{64})$")


@frozen
class Kept:
    """A stamp that was attached: of an exhibit, or `*` for the log; the moment, who signed, whether that one is trusted.

    `root` is the digest of the certificate by which it is trusted, which is kept beside the stamp.
    """

    exhibit: str
    entry: int | None
    at: str
    authority: str
    trusted: bool
    file: str
    root: str | None = None


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
        root = _keep_root(folder, checked.root) if checked.root else None
        kept = Kept(exhibit, entry, token.at.isoformat(), checked.authority, checked.trusted, file, root)
        log(case, [Act(custody.STAMPED, exhibit, sha256(data).hexdigest(), len(data), file, _in_words(kept))], at)
    return kept, (*case.notes, *([] if checked.trusted else [_not_trusted(file, checked.authority)]))


def check_kept(
    folder: Path, entries: Sequence[custody.Entry], trusted: Sequence[Certificate] = ()
) -> Iterator[Problem]:
    """Yield what is wrong with the stamps that a log names: missing, changed, no longer holding, no longer trusted.

    A stamp that was trusted is checked against the certificate that was kept with it; with `trusted`, every stamp against
    those.
    """
    stamps = {entry.file: entry for entry in entries if entry.act == custody.STAMPED}
    if not stamps:
        return
    try:
        _need_libraries()
    except Refused as refusal:
        yield from (warning(one.file, one.code, one.message, one.hint) for one in refusal.problems)
        return
    for file, entry in stamps.items():
        token = yield from _token_again(folder, file, entry, entries)
        if token is not None:
            yield from _trust_again(folder, token, entry, trusted)


def _token_again(
    folder: Path, file: str, entry: custody.Entry, entries: Sequence[custody.Entry]
) -> Generator[Problem, None, Token | None]:
    """Yield what is wrong with a stamp by itself, and return it where it holds."""
    from complaintkit.evidence.stamping.checking import check  # noqa: PLC0415
    from complaintkit.evidence.stamping.tokens import token_of  # noqa: PLC0415

    try:
        data = (folder / file).read_bytes()
        if sha256(data).hexdigest() != entry.sha256:
            message = f"This time stamp of {entry.exhibit} was changed after it was attached."
            yield error(file, "CK538", message, "put it back from your last copy of the case")
            return None
        token = token_of(data, file)
    except OSError as trouble:
        message = f"This time stamp of {entry.exhibit} cannot be read: {trouble.strerror or trouble}."
        yield error(file, "CK538", message, "put it back from your last copy of the case")
        return None
    except Refused as refusal:
        yield from refusal.problems
        return None
    wrong = check(token, file).problems
    yield from wrong
    if token.imprint.hex() not in {one.sha256 for one in entries} | {one.digest for one in entries}:
        yield _for_nothing(file)
    return None if wrong else token


def _trust_again(folder: Path, token: Token, entry: custody.Entry, trusted: Sequence[Certificate]) -> Iterator[Problem]:
    """Yield where the authority of a stamp does not lead to the certificate that was trusted, or to those given now."""
    from complaintkit.evidence.stamping.checking import check  # noqa: PLC0415

    if trusted:
        checked = check(token, entry.file, trusted)
        if not checked.trusted:
            yield _not_trusted(entry.file, checked.authority)
        return
    said = _ROOT.search(entry.note or "")
    if said is None:
        return
    place = _root_place(said[1])
    root = _root(folder / place, said[1])
    if root is None:
        message = f"The certificate by which the time stamp of {entry.exhibit} was trusted is missing or was changed."
        yield error(place, "CK775", message, "put it back from your last copy of the case")
    elif not check(token, entry.file, (root,)).trusted:
        message = "The authority of this time stamp does not lead to the certificate by which it was trusted."
        yield error(entry.file, "CK776", message, "do not rely on it; ask for a new one")


def _root_place(digest: str) -> str:
    return f"{FOLDER}/root-{digest[:16]}.cer"


def _keep_root(folder: Path, root: Certificate) -> str:
    """Keep a certificate beside the stamps, and return its digest."""
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415

    data = root.public_bytes(Encoding.DER)
    digest = sha256(data).hexdigest()
    _keep(folder / _root_place(digest), data)
    return digest


def _root(path: Path, digest: str) -> Certificate | None:
    """Return a certificate that was kept, None where it is missing or its bytes are others."""
    from cryptography.x509 import load_der_x509_certificate  # noqa: PLC0415

    try:
        data = path.read_bytes()
    except OSError:
        return None
    return load_der_x509_certificate(data) if sha256(data).hexdigest() == digest else None


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
    by = f"an authority that was trusted by the certificate with the SHA-256 {kept.root}"
    trust = by if kept.trusted else "an authority that was not verified"
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
