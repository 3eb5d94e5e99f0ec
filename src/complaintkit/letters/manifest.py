"""`manifest.json` beside rendered letters: what each was made from, so that the same letter can be proved later."""

from __future__ import annotations

import hashlib
import json
import platform
import re
import zlib
from collections.abc import Container, Iterable, Mapping
from functools import cache
from importlib.metadata import distribution
from json.encoder import encode_basestring as _quoted
from pathlib import Path
from typing import Any

from complaintkit import __version__
from complaintkit.documents.package import opened
from complaintkit.letters.values import Letter
from complaintkit.values import frozen

SCHEMA = "complaintkit/manifest/1"
FILE = "manifest.json"
_LIBRARIES = ("babel", "docxtpl", "jinja2", "lxml", "markupsafe", "pydantic", "pyyaml")
_VERSION = re.compile(r"^Version: (\S+)$", re.MULTILINE)


@frozen
class Made:
    """One rendered letter: its file name, its bytes, what it was made from (file name to SHA-256), and its parts."""

    file: str
    data: bytes
    letter: Letter
    sources: Mapping[str, str]
    parts: Mapping[str, str]


def manifest(made: Iterable[Made], rules: str, *, earlier: Iterable[Mapping[str, Any]] = ()) -> bytes:
    """Return the manifest as JSON.

    Args:
        made: the letters rendered now.
        rules: the digest of the rules.
        earlier: entries of letters that were rendered before and are still there.
    """
    entries = {str(entry["file"]): dict(entry) for entry in earlier}
    entries |= {one.file: _entry(one, rules) for one in made}
    data = {
        "schema": SCHEMA,
        **made_with(),
        "letters": [entries[name] for name in sorted(entries)],
    }
    return (_indented(data) + "\n").encode("utf-8")


def _indented(value: Any, margin: str = "\n") -> str:
    """Return what `json.dumps` writes with `ensure_ascii=False, indent=2`, which goes through every character in Python."""
    inner = margin + "  "
    if isinstance(value, dict) and value:
        held = [
            f"{_quoted(str(key))}: {_quoted(one) if type(one) is str else _indented(one, inner)}"
            for key, one in value.items()
        ]
        return f"{{{inner}{(',' + inner).join(held)}{margin}}}"
    if isinstance(value, list) and value:
        return f"[{inner}{(',' + inner).join([_indented(one, inner) for one in value])}{margin}]"
    return _quoted(value) if type(value) is str else json.dumps(value)


@cache
def made_with() -> dict[str, Any]:
    """Return the versions on which the bytes of a letter depend; zlib packs the parts, whose own digests it leaves alone."""
    libraries = {name: _version(name) for name in _LIBRARIES} | {"zlib": zlib.ZLIB_RUNTIME_VERSION}
    return {"complaintkit": __version__, "python": platform.python_version(), "libraries": libraries}


def _version(library: str) -> str:
    """Return the version of an installed library, from the one line that says it, which is much quicker than all of them."""
    found = distribution(library)
    said = _VERSION.search(found.read_text("METADATA") or "")
    return said[1] if said else found.version


def _entry(made: Made, rules: str) -> dict[str, Any]:
    letter = made.letter
    return {
        "file": made.file,
        "recipient": letter.recipient,
        "language": letter.language,
        "on": letter.on.isoformat(),
        "draft": letter.draft,
        **({"version": letter.version} if letter.version else {}),
        "made_with": made_with(),
        "sha256": digest(made.data),
        "parts": dict(made.parts),
        "rules": rules,
        "sources": dict(sorted(made.sources.items())),
        "annexes": [{"number": one.number, "exhibit": one.exhibit} for one in letter.annex_files],
        "marks": list(letter.marks),
        "to_confirm": list(letter.to_confirm),
    }


def digest(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def parts(data: bytes) -> dict[str, str]:
    """Return the digest of every uncompressed part of a DOCX file: equal parts mean equal letters, however packed."""
    return {name: digest(part) for name, part in sorted(opened(data).parts.items())}


def earlier_entries(folder: Path, besides: Container[str] = ()) -> tuple[dict[str, Any], ...]:
    """Return the entries of an existing manifest whose files are still as they were; none where it cannot be read.

    Those of the files in `besides` are left out: they were made anew.
    """
    if not (folder / FILE).is_file():
        return ()
    try:
        data = json.loads((folder / FILE).read_text(encoding="utf-8"))
        entries = [dict(entry) for entry in data["letters"] if data["schema"] == SCHEMA]
        kept = (entry for entry in entries if str(entry["file"]) not in besides)
        return tuple(entry for entry in kept if _unchanged(folder / str(entry["file"]), entry))
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _unchanged(path: Path, entry: Mapping[str, Any]) -> bool:
    return path.is_file() and digest(path.read_bytes()) == entry["sha256"]
