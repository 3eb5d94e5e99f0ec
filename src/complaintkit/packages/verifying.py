"""Verifying a package: every byte read again, what is missing, changed or added named, the bundle compared with the list."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from complaintkit.packages import bag
from complaintkit.packages.checking import bundle_problems
from complaintkit.packages.libraries import missing
from complaintkit.packages.listing import SCHEMA
from complaintkit.packages.opening import UNREADABLE, Opened, content, digests, opened
from complaintkit.problems import Problem, error, in_order
from complaintkit.values import frozen

_LINE = re.compile(r"([0-9a-f]+)  (\S.*)")
_MANIFESTS = {bag.manifest_name(one, tags=tags): (one, tags) for one in bag.ALGORITHMS for tags in (False, True)}
_TAGS = {"bagit.txt", bag.INFO, bag.LIST, *_MANIFESTS}
_AGAIN = "ask the sender for the package again, or make it anew from the case"

Digests = Mapping[str, tuple[str, str, int]]


@frozen
class Verified:
    """What verifying found: problems, how many files were read, the package's digest, and its list where it can be read."""

    problems: tuple[Problem, ...]
    files: int
    digest: str | None
    listed: Mapping[str, Any] | None


def verify(path: Path) -> Verified:
    """Read a package, a folder or a ZIP, and return everything that is not as it was made.

    Raises:
        Refused: where there is no package, or a ZIP that cannot be opened.
    """
    with opened(path) as package:
        if "bagit.txt" not in package.names and bag.LIST not in package.names:
            message = "this is no package of complaintkit: there is neither bagit.txt nor package.json in it"
            return Verified((error(str(path), "CK680", message, "give the folder or the ZIP itself"),), 0, None, None)
        read, damaged = _read(package)
        manifests, malformed = _manifests(package)
        problems = [*package.problems, *damaged, *malformed, *_against(read, manifests), *_declared(package, read)]
        described = _listed(package)
        if described is None:
            problems.append(error(bag.LIST, "CK684", "the list of the package is missing or cannot be read", _AGAIN))
        elif not problems:
            problems += _looked_into(package, described)
        return Verified(in_order(problems), len(read), _digest(package), described)


def _looked_into(package: Opened, described: Mapping[str, Any]) -> Iterator[Problem]:
    """Compare the bundle with the list; without the libraries for that, every byte was compared all the same."""
    absent = missing("pikepdf", "pypdfium2")
    if absent:
        yield replace(absent, severity="warning", message=f"the bundle was not looked into: {absent.message}")
    else:
        yield from bundle_problems(package, described)


def _read(package: Opened) -> tuple[dict[str, tuple[str, str, int]], list[Problem]]:
    read: dict[str, tuple[str, str, int]] = {}
    problems: list[Problem] = []
    for name in package.names:
        try:
            read[name] = digests(package, name)
        except UNREADABLE as trouble:
            problems.append(error(name, "CK682", f"this file is damaged and cannot be read: {trouble}", _AGAIN))
    return read, problems


def _manifests(package: Opened) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """Return each manifest as name to digest, and a Problem for one that is missing or not as complaintkit writes it."""
    found: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    for name in _MANIFESTS:
        if name not in package.names:
            problems.append(error(name, "CK681", "this manifest is missing", _AGAIN))
            continue
        data = _content(package, name)
        lines = [_LINE.fullmatch(line) for line in data.decode("utf-8", "replace").splitlines()]
        found[name] = {match[2]: match[1] for match in lines if match}
        if bag.manifest(found[name]) != data:
            problems.append(
                error(name, "CK684", "this manifest is not as complaintkit wrote it: it was altered", _AGAIN)
            )
    return found, problems


def _content(package: Opened, name: str) -> bytes:
    try:
        return content(package, name)
    except UNREADABLE:
        return b""


def _against(read: Digests, manifests: Mapping[str, Mapping[str, str]]) -> Iterator[Problem]:
    """Yield what is missing, changed or added, each file once, however many manifests say so."""
    listed: dict[str, list[tuple[str, str, str]]] = {}
    for manifest, digests_of in manifests.items():
        algorithm, _ = _MANIFESTS[manifest]
        for name, digest in digests_of.items():
            listed.setdefault(name, []).append((manifest, algorithm, digest))
    for name, said in sorted(listed.items()):
        yield from _of_file(name, said, read)
    for name in sorted(set(read) - set(listed) - _TAGS):
        yield error(
            name, "CK683", "this file was added: no manifest lists it", "take it out, and ask where it came from"
        )
    yield from _unlisted(read, manifests)


def _of_file(name: str, said: list[tuple[str, str, str]], read: Digests) -> Iterator[Problem]:
    if name not in read:
        yield error(name, "CK681", "this file is missing", _AGAIN)
        return
    one, two, _ = read[name]
    wrong = [manifest for manifest, algorithm, digest in said if digest != (one if algorithm == "sha256" else two)]
    if wrong and len(wrong) == len(said):
        yield error(name, "CK682", "this file was changed: its digests are not those of the manifests", _AGAIN)
    elif wrong:
        message = (
            f"this file or {', '.join(wrong)} was changed: its digest there is another, but not in the other manifest"
        )
        yield error(name, "CK682", message, _AGAIN)


def _unlisted(read: Digests, manifests: Mapping[str, Mapping[str, str]]) -> Iterator[Problem]:
    """Yield the files that only one of two manifests of a kind lists, and tag files that none lists."""
    for tags in (False, True):
        kind = [bag.manifest_name(one, tags=tags) for one in bag.ALGORITHMS]
        sets: list[set[str]] = [set(manifests.get(name, {})) for name in kind]
        for name in sorted(sets[0] ^ sets[1]):
            yield error(name, "CK684", f"only one of {' and '.join(kind)} lists this file: one was altered", _AGAIN)
    last = {bag.manifest_name(one, tags=True) for one in bag.ALGORITHMS}
    for name in sorted((_TAGS - last) & set(read)):
        if not any(name in manifests.get(one, {}) for one in last):
            yield error(name, "CK684", "no manifest lists this file, which every package has", _AGAIN)


def _declared(package: Opened, read: Digests) -> Iterator[Problem]:
    """Yield what bagit.txt and bag-info.txt say otherwise than the files."""
    for name in ("bagit.txt", bag.INFO):
        if name not in package.names:
            yield error(name, "CK681", "this file is missing", _AGAIN)
    if "bagit.txt" in package.names and _content(package, "bagit.txt") != bag.DECLARATION:
        yield error("bagit.txt", "CK684", "this is not the declaration of a bag that complaintkit writes", _AGAIN)
    info = dict(line.split(": ", 1) for line in _text(package, bag.INFO).splitlines() if ": " in line)
    sizes = [size for name, (_, _, size) in read.items() if name.startswith("data/")]
    if info and info.get("Payload-Oxum") != bag.oxum(sizes):
        message = f"`Payload-Oxum` says {info.get('Payload-Oxum')}, the files under data/ are {bag.oxum(sizes)}"
        yield error(bag.INFO, "CK689", message, _AGAIN)


def _text(package: Opened, name: str) -> str:
    return _content(package, name).decode("utf-8", "replace") if name in package.names else ""


def _listed(package: Opened) -> Mapping[str, Any] | None:
    try:
        described = json.loads(_text(package, bag.LIST))
    except (ValueError, RecursionError):
        return None
    return described if isinstance(described, dict) and described.get("schema") == SCHEMA else None


def _digest(package: Opened) -> str | None:
    name = bag.manifest_name("sha256", tags=True)
    return sha256(_content(package, name)).hexdigest() if name in package.names else None
