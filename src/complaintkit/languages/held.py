"""What is held of a language: fixed sentences, plural forms, formats, citations, and what letters need of CLDR.

It is made of the catalogue, formats.yaml, citations.yaml and Babel. Reading these takes longer than writing a letter, so the
outcome is kept as JSON, `prepared/LANG.json`, under the digest of the files that it is made of; where they differ by a byte
they are read anew. `tools/prepare.py` writes it.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from complaintkit.languages.files import PREPARED, sources


@cache
def held(language: str) -> dict[str, Any]:
    """Return what is held of a language, with the keys that `building.build` names; raises KeyError for any other."""
    path = PREPARED / f"{language}.json"
    if path.is_file():
        found: dict[str, Any] = json.loads(path.read_bytes())
        if found["sources"] == sources(language):
            return found
    from complaintkit.languages.building import build  # noqa: PLC0415 - Babel and the YAML reader are seldom needed

    return build(language)


def as_json(found: dict[str, Any]) -> str:
    """Return what is held of a language as it lies in `prepared/`."""
    return json.dumps(found, ensure_ascii=False, indent=0) + "\n"
