"""The shipped rules made ready: the `Law` that reading them gives, kept as JSON with the digest of the files it is made of.

Reading the rules folder, validating and checking it takes longer than everything else that `check` does. Rules that have
not changed since they were shipped need none of it; any other rules, a user's own above all, are read in full. JSON and
not a pickle: what lies here can be looked at, and cannot do anything when it is loaded. `tools/prepare.py` writes it.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from complaintkit.law import conditions, values
from complaintkit.law.folder import digest_of_files, files_of
from complaintkit.law.values import Law

FILE = Path(__file__).with_name("prepared.json")
_KIND = "is"
_KINDS: dict[str, Any] = {
    name: kind for module in (values, conditions) for name, kind in vars(module).items() if is_dataclass(kind)
}


def prepared_law(folder: Path) -> Law | None:
    """Return the law made ready if the rules in the folder are, byte for byte, those it was made of; else None."""
    folder = folder.resolve()
    law = from_json(FILE.read_bytes().decode())
    if law.digest != digest_of_files(files_of(folder), folder):
        return None
    return replace(law, translations=replace(law.translations, folder=str(folder)))


def as_json(law: Law) -> str:
    """Return the law as `from_json` reads it; of translations only the languages, and not where they lie."""
    anywhere = replace(law, translations=replace(law.translations, folder=""))
    return json.dumps(_plain(anywhere), ensure_ascii=False, indent=0) + "\n"


def from_json(text: str) -> Law:
    """Return the law that `as_json` wrote."""
    law: Law = json.loads(text, object_hook=_value)
    return law


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return {_KIND: "date", "day": value.isoformat()}
    if is_dataclass(value):
        kind = {_KIND: type(value).__name__}
        return kind | {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _value(found: dict[str, Any]) -> Any:
    """Return the value that a JSON object stands for; the values within it have been made before."""
    kind = found.pop(_KIND)
    if kind == "date":
        return date.fromisoformat(found["day"])
    for name, value in found.items():
        if type(value) is list:
            found[name] = _tuples(value)
    return _KINDS[kind](**found)


def _tuples(value: Any) -> Any:
    return tuple([_tuples(item) if type(item) is list else item for item in value])
