"""A package as a bag (RFC 8493): payload under `data/`, manifests in SHA-256 and SHA-512, tag files, and one ZIP of it all.

Every tag file has one spelling only: lines sorted, digits small, so that any changed byte of it is noticed.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import new
from typing import BinaryIO

from complaintkit import __version__

ALGORITHMS = ("sha256", "sha512")
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
LIST = "package.json"
INFO = "bag-info.txt"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_FILE, _UNIX = 0o100644 << 16, 3


def manifest_name(algorithm: str, *, tags: bool = False) -> str:
    """Return the name of a manifest."""
    return f"{'tag' if tags else ''}manifest-{algorithm}.txt"


def manifest(digests: Mapping[str, str]) -> bytes:
    """Return a manifest: one line a file, sorted by name (RFC 8493, 2.1.3). Names in packages need no escapes."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()


def digests_of(files: Mapping[str, bytes], algorithm: str) -> dict[str, str]:
    """Return the digest of each file."""
    return {name: new(algorithm, data).hexdigest() for name, data in files.items()}


def bag(payload: Mapping[str, bytes], listed: bytes, info: Iterable[tuple[str, str]], on: date) -> dict[str, bytes]:
    """Return every file of the bag by name.

    Args:
        payload: the files that are sent, by name under `data/`.
        listed: the list of what they are (`package.json`).
        info: further lines of `bag-info.txt`, which names nobody.
        on: the date of the letter, which is the date of the bag.
    """
    held = {f"data/{name}": data for name, data in payload.items()}
    fields = [("Bagging-Date", on.isoformat()), ("Payload-Oxum", oxum(map(len, held.values())))]
    fields += [("Bag-Software-Agent", f"complaintkit {__version__}"), *info]
    tags = {"bagit.txt": DECLARATION, INFO: info_text(fields), LIST: listed}
    tags |= {manifest_name(one): manifest(digests_of(held, one)) for one in ALGORITHMS}
    last = {manifest_name(one, tags=True): manifest(digests_of(tags, one)) for one in ALGORITHMS}
    return {**tags, **last, **held}


def info_text(fields: Iterable[tuple[str, str]]) -> bytes:
    """Return `bag-info.txt` (RFC 8493, 2.2.2)."""
    return "".join(f"{name}: {value}\n" for name, value in fields).encode()


def oxum(sizes: Iterable[int]) -> str:
    """Return octets and number of the payload's files, as `Payload-Oxum` has them."""
    listed = list(sizes)
    return f"{sum(listed)}.{len(listed)}"


def order(names: Iterable[str]) -> list[str]:
    """Return the names in the order in which they stand in a ZIP: the declaration first, the payload last."""
    return sorted(names, key=lambda name: (name != "bagit.txt", name.startswith("data/"), name))


def write_zip(stream: BinaryIO, folder: str, files: Mapping[str, bytes]) -> None:
    """Write the bag as a ZIP of one folder; files are stored as they are, so that every machine makes the same bytes."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as packed:
        for name in order(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", _FIRST_DAY)
            entry.external_attr, entry.create_system = _FILE, _UNIX
            packed.writestr(entry, files[name])
