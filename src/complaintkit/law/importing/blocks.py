"""What a file of an act is made of, one after the other, whatever its format: headings, numbers, texts, points."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from complaintkit.values import frozen

BlockKind = Literal["article", "title", "annex", "heading", "number", "text", "point", "table", "end"]
_NOTE = "\ue000"  # stands where a footnote was; a private character, never in an act
_NOTE_MARK = re.compile(rf"\s*\(\s*{_NOTE}\s*\)|\s*{_NOTE}")
_AMENDMENT = re.compile(r"[►▼]\s*[A-Z]{1,2}\d*\s?|\s?[◄▲]")  # the arrows that show which act changed a passage
_NOT_TEXT = re.compile(r"[-—–_\s]{3,}")  # the line that stands for a deleted passage


@frozen
class Block:
    """One piece of a file, with the line it begins on.

    `label` is the marker of a point. `begins` says whether a text begins a new paragraph; None where the file does not say.
    `deep` marks what stands within a point.
    """

    kind: BlockKind
    text: str
    line: int | None
    label: str = ""
    begins: bool | None = None
    deep: bool = False


@frozen
class Origin:
    """What a file says about itself; None for what it does not say.

    `celex` is the number of the act, `version` the day of the consolidated version, `journal` where in the Official Journal.
    """

    form: Literal["xhtml", "formex"]
    language: str | None
    celex: str | None
    version: date | None
    journal: str | None
    title: str | None


NOTE = _NOTE


def clean(text: str) -> str:
    """Return a text with single spaces, without the marks of footnotes and amendments; empty for a line of dashes."""
    tidy = " ".join(_AMENDMENT.sub("", _NOTE_MARK.sub("", text)).split())
    return "" if _NOT_TEXT.fullmatch(tidy) else tidy
