"""A text as it stands in a Word document: what XML cannot hold taken out, newlines and tabs as Word's own elements."""

from __future__ import annotations

import re

from markupsafe import escape

from complaintkit.source.reading import UNPRINTABLE

_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_SPECIAL = re.compile(f"{UNPRINTABLE.pattern[:-1]}&<>\"'\t\n\r\x85\u2028\u2029]")  # what none of is, stands as it is
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


def cleaned(text: str) -> str:
    """Return the text without what XML cannot hold, every line end as a plain newline."""
    return _LINE_ENDS.sub("\n", UNPRINTABLE.sub("", text))


def in_run(text: str) -> str:
    """Return the text as it stands inside `w:t`: cleaned, escaped, newlines as `w:br`, tabs as `w:tab` (17.3.3)."""
    if not _SPECIAL.search(text):
        return text
    return str(escape(cleaned(text))).replace("\n", _BREAK).replace("\t", _TAB)


def in_attribute(text: str) -> str:
    """Return the text as it stands in an attribute: on one line."""
    return str(escape(" ".join(cleaned(text).split())))
