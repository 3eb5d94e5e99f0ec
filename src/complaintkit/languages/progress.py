"""How far a language is: of its fixed sentences, the rules' sentences and a case's own, and who drafted and reviewed them."""

from __future__ import annotations

from collections.abc import Collection

from complaintkit.languages.translations import parse_po, po_header
from complaintkit.law.translations import normal, plain_pairs
from complaintkit.values import frozen


@frozen
class Progress:
    """One translation file: of the sentences wanted those translated, those marked fuzzy, those nobody wants any more.

    `drafted_by` and `reviewed_by` are what its header says; empty where it says nothing, or "nobody".
    """

    translated: int
    wanted: int
    fuzzy: int
    outdated: int
    drafted_by: str
    reviewed_by: str

    @property
    def counted(self) -> str:
        """Return "12/13"."""
        return f"{self.translated}/{self.wanted}"


def progress(text: str, wanted: Collection[str], possible: Collection[str] = ()) -> Progress:
    """Return how far a PO file is with the sentences wanted; raises ValueError where it is damaged.

    `possible` are sentences that nobody wants now but that are no less up to date.
    """
    known, fuzzy = _sentences(text)
    sources = {normal(sentence) for sentence in wanted}
    fields = po_header(text)
    return Progress(
        translated=len(sources & known),
        wanted=len(sources),
        fuzzy=len(sources & fuzzy),
        outdated=len((known | fuzzy) - sources - {normal(sentence) for sentence in possible}),
        drafted_by=fields.get("X-Drafted-By", ""),
        reviewed_by=fields.get("X-Reviewed-By", "").replace("nobody", ""),
    )


def sources_in(text: str) -> frozenset[str]:
    """Return every sentence that a PO file has, translated or not."""
    return frozenset(entry.source for entry in parse_po(text))


def _sentences(text: str) -> tuple[set[str], set[str]]:
    """Return the sentences translated, and those marked fuzzy."""
    pairs = None if "#," in text or "msgctxt" in text else plain_pairs(text)
    if pairs is not None:
        return {normal(source) for source, _ in pairs}, set()
    entries = parse_po(text)
    done = {entry.source for entry in entries if not entry.fuzzy and all(entry.forms or (entry.text,))}
    return done, {entry.source for entry in entries if entry.fuzzy}
