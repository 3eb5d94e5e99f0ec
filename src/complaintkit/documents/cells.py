"""The properties of a table cell in the order of the schema (ECMA-376, 17.4.70: tcPr).

docxtpl puts the colour and the span of a cell before its width and the merging after everything else, and a strict reader
calls that damaged.
"""

from __future__ import annotations

import re

_ORDER = (
    "cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText",
    "vAlign", "hideMark",
)  # fmt: skip
_PROPERTIES = re.compile(r"(<w:tcPr(?: [^<>]*)?>)(.*?)(</w:tcPr>)", re.DOTALL)
_ONE = re.compile(rf"<w:({'|'.join(_ORDER)})\b")


def in_schema_order(source: str) -> str:
    """Return a patched part whose cells with tags among their properties have these in order."""
    return _PROPERTIES.sub(_ordered, source)


def _ordered(found: re.Match[str]) -> str:
    inside = found[2]
    starts = list(_ONE.finditer(inside))
    if "{" not in inside or not starts or starts[0].start():
        return found[0]
    ends = [one.start() for one in starts[1:]] + [len(inside)]
    pieces = [(_ORDER.index(one[1]), inside[one.start() : end]) for one, end in zip(starts, ends, strict=True)]
    return found[1] + "".join(text for _, text in sorted(pieces, key=lambda piece: piece[0])) + found[3]
