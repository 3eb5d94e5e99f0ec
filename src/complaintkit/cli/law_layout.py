"""How `law show` lays out one provision: wording, source, criteria with basis and authorities, citations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from textwrap import wrap

from complaintkit.languages.catalogue import shipped_languages
from complaintkit.languages.citations import cite, cite_authority, unverified_citation
from complaintkit.languages.formats import language_name, quoted
from complaintkit.law.lookup import authority, best_wordings, provision
from complaintkit.law.values import Authority, Combination, Criterion, Law, Provision, Wording
from complaintkit.words import sentence_case

_WIDTH = 100
_READ = {"text": "read in text or summary", "headnote": "headnote read", "facts": "facts read only"}
_BASIS = {
    "statute": "the wording itself",
    "case": "case law",
    "inference": "inference: a careful reading that no source confirms",
}


def sheet(law: Law, provision_id: str, language: str, on: date) -> tuple[str, ...]:
    """Return the lines that show a provision on a day; none at all where no wording of it is held for that day."""
    wording, english = best_wordings(law, provision_id, language, on)
    if wording is None and english is None:
        return ()
    return tuple(_lines(law, provision_id, language, wording, english))


def _lines(
    law: Law, provision_id: str, language: str, wording: Wording | None, english: Wording | None
) -> Iterator[str]:
    heading = f"{provision_id}   {sentence_case(cite(provision_id, language))}"
    yield heading
    yield "=" * len(heading)
    if wording is None:
        yield f"No {language_name(language, 'en')} wording is held; here is the official English one."
        yield ""
    for shown in (wording, english if wording is None or wording.status == "working" else None):
        if shown is not None:
            yield from _wording(shown)
    found = provision(law, provision_id)
    if found is not None:
        yield from _criteria(law, found)
    yield from _citations(provision_id, language)


def _wording(wording: Wording) -> Iterator[str]:
    name = sentence_case(language_name(wording.language, "en"))
    if wording.status == "working":
        yield f"{name}, WORKING TRANSLATION, not an official wording:"
        text = wording.text
    elif wording.quotable:
        yield f"{name}, official wording:"
        text = quoted(wording.text, wording.language)
    else:
        yield f"{name}, NOT TO BE QUOTED (see the note):"
        text = wording.text
    yield ""
    for paragraph in text.split("\n"):
        yield from (
            (f"    {line}" for line in wrap(paragraph, _WIDTH - 4, break_on_hyphens=False)) if paragraph else [""]
        )
    yield ""
    yield from _source(wording)
    yield ""


def _source(wording: Wording) -> Iterator[str]:
    first = f"from {wording.valid_from}" if wording.valid_from else "from a day that is not held"
    last = f"to {wording.valid_to}" if wording.valid_to else "and still in force"
    yield from _paragraph("Source:    ", f"CELEX {wording.celex}; {wording.version}")
    yield from _paragraph("In force:  ", f"{first} {last}")
    yield from _paragraph("Confirmed: ", wording.confirmed)
    if wording.note:
        yield from _paragraph("Note:      ", wording.note)


def _criteria(law: Law, found: Provision) -> Iterator[str]:
    yield f"What it requires: {found.title}"
    yield "(an interpretation, kept apart from the wording)"
    yield ""
    if found.note:
        yield from _paragraph("", found.note)
        yield ""
    for criterion in found.criteria:
        yield from _criterion(law, criterion)
    yield from _paragraph("Met when:  ", _combination(found.met_when, found.id))
    if found.course:
        yield from _paragraph("", "Judged over the acts of one official towards one target, not act by act.")
    for one in found.instead:
        failing = f"`{one.where.rpartition('.')[2]}`" if one.where else "it"
        yield from _paragraph("", f"Where {failing} is not met, look at {one.provision}. {one.because}".strip())
    yield ""


def _criterion(law: Law, criterion: Criterion) -> Iterator[str]:
    yield from _paragraph(f"  {criterion.id.rpartition('.')[2]}: ", criterion.text, indent=4)
    yield from _paragraph("    Basis: ", _BASIS[criterion.basis], indent=11)
    for name in criterion.authorities:
        held = authority(law, name)
        if held is not None:
            yield from _paragraph("    - ", _authority(held), indent=6)
    if criterion.note:
        yield from _paragraph("    Note: ", criterion.note, indent=10)
    yield ""


def _authority(held: Authority) -> str:
    return f"{cite_authority(held, 'en')} ({_READ[held.level]}): {held.holds}"


def _combination(combination: Combination, owner: str) -> str:
    word = " and " if combination.operator == "all" else " or "
    parts = [
        part.removeprefix(f"{owner}.") if isinstance(part, str) else f"({_combination(part, owner)})"
        for part in combination.parts
    ]
    return word.join(parts)


def _citations(provision_id: str, language: str) -> Iterator[str]:
    yield "How it is cited:"
    for code in dict.fromkeys((language, *shipped_languages())):
        doubt = "   (form not confirmed by a reader of the language)" if unverified_citation(provision_id, code) else ""
        yield f"  {code}  {cite(provision_id, code)}{doubt}"
    yield ""


def _paragraph(label: str, text: str, indent: int | None = None) -> Iterator[str]:
    margin = " " * (len(label) if indent is None else indent)
    yield from wrap(label + " ".join(text.split()), _WIDTH, subsequent_indent=margin, break_on_hyphens=False)
