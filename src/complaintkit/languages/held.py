"""What is held of a language: fixed sentences, plural forms, formats, citations, and what letters need of CLDR.

It is made of the catalogue, formats.yaml, citations.yaml and Babel. Reading these takes longer than writing a letter, so the
outcome is kept as JSON, `prepared/LANG.json`, under the digest of the files that it is made of; where they differ by a byte
they are read anew. `tools/prepare.py` writes it.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
CATALOGUES = FOLDER / "catalogues"
PREPARED = FOLDER / "prepared"
FORMATS, CITATIONS = FOLDER / "formats.yaml", FOLDER / "citations.yaml"
SOURCE_LANGUAGE = "en"


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


def catalogue_file(language: str) -> Path:
    """Return where the catalogue of a language lies; English has no file, its sentences are the ids."""
    return CATALOGUES / f"{language}.po"


@cache
def sources(language: str) -> dict[str, str]:
    """Return the SHA-256 of the files that say what is held of a language; of the catalogue none where there is none."""
    catalogue = catalogue_file(language)
    own = {"catalogue": _digest(catalogue.read_bytes())} if catalogue.is_file() else {}
    return {"formats": _shared(FORMATS), "citations": _shared(CITATIONS)} | own


def as_json(found: dict[str, Any]) -> str:
    """Return what is held of a language as it lies in `prepared/`."""
    return json.dumps(found, ensure_ascii=False, indent=0) + "\n"


@cache
def _shared(path: Path) -> str:
    return _digest(path.read_bytes())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
