"""Where what is held of a language lies, and the digests of these files."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
CATALOGUES = FOLDER / "catalogues"
PREPARED = FOLDER / "prepared"
FORMATS, CITATIONS = FOLDER / "formats.yaml", FOLDER / "citations.yaml"
SOURCE_LANGUAGE = "en"


def catalogue_file(language: str) -> Path:
    """Return where the catalogue of a language lies; English has no file, its sentences are the ids."""
    return CATALOGUES / f"{language}.po"


@cache
def sources(language: str) -> dict[str, str]:
    """Return the SHA-256 of the files that say what is held of a language; of the catalogue none where there is none."""
    catalogue = catalogue_file(language)
    own = {"catalogue": _digest(catalogue)} if catalogue.is_file() else {}
    return {"formats": _digest(FORMATS), "citations": _digest(CITATIONS)} | own


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
