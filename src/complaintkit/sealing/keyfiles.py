"""Files of keys as age tools write them: one key a line, comments after `#`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from complaintkit.problems import Problem, Refused, error
from complaintkit.sealing.keys import PrivateKey, PublicKey, parse_identity, parse_recipient
from complaintkit.sealing.refusals import Unfit

Key = TypeVar("Key")
_LARGEST = 1024 * 1024


def read_recipients(path: Path) -> tuple[PublicKey, ...]:
    """Return the public keys in a file; raises Refused (CK571) with every line that holds none, OSError."""
    return _read(path, parse_recipient)


def read_identities(path: Path) -> tuple[PrivateKey, ...]:
    """Return the private keys in a file; raises Refused (CK571) with every line that holds none, OSError."""
    return _read(path, parse_identity)


def _read(path: Path, parse: Callable[[str], Key]) -> tuple[Key, ...]:
    with path.open("rb") as stream:
        data = stream.read(_LARGEST)
    if data.startswith((b"age-encryption.org/", b"-----BEGIN")):
        message = "this file of keys is itself encrypted, or is a key of another kind (SSH), which is not read here"
        raise Refused((error(str(path), "CK571", message, "decrypt it with age first, or give a key of age's own"),))
    keys: list[Key] = []
    problems: list[Problem] = []
    for number, line in enumerate(data.decode("utf-8-sig", errors="replace").splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                keys.append(parse(line))
            except Unfit as unfit:
                problems.append(error(str(path), unfit.code, unfit.message, unfit.hint, at=(number, 1)))
    if not keys and not problems:
        problems.append(error(str(path), "CK571", "this file holds no key", "give the file that `age-keygen` wrote"))
    if problems:
        raise Refused(problems)
    return tuple(keys)
