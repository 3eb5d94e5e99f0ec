"""How `law show` lays out one provision: wording, source, criteria with basis and authorities, citations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from textwrap import wrap

from complaintkit.languages.catalogue import shipped_languages
from complaintkit.languages.citations import cite, cite_authority, unverified_citation
from complaintkit.languages.formats import language_name, quoted
from complaintkit.law.describing import condition_in_words
from complaintkit.law.lookup import authority, best_wordings, provision, wordings_of
from complaintkit.law.references import parse_reference
from complaintkit.law.values import Combination, Criterion, Law, NotThis, Provision, Wording
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
    return tuple(_lines(law, provision_id, language, on, (wording, english)))


def _lines(
    law: Law, provision_id: str, language: str, on: date, held: tuple[Wording | None, Wording | None]
) -> Iterator[str]:
    wording, english = held
    celex = _celex(law, provision_id)
    heading = f"{provision_id}   {sentence_case(cite(provision_id, language, celex=celex))}"
    yield heading
    yield "=" * len(heading)
    if wording is None:
        yield _without_language(law, provision_id, language, on)
        yield ""
    for shown in (wording, english if wording is None or wording.status == "working" else None):
        if shown is not None:
            yield from _wording(shown, on)
    found = provision(law, provision_id)
    if found is not None:
        yield from _criteria(law, found)
    yield from _citations(provision_id, language, celex)


def _celex(law: Law, provision_id: str) -> str | None:
    reference = parse_reference(provision_id)
    return next((act.celex for act in law.acts if reference and act.id == reference.act), None)


def _without_language(law: Law, provision_id: str, language: str, on: date) -> str:
    other_times = any(wording.language == language for wording in wordings_of(law, provision_id))
    when = f" for {on}" if other_times else ""
    return f"No {language_name(language, 'en')} wording is held{when}; here is the official English one."


def _wording(wording: Wording, on: date) -> Iterator[str]:
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
    yield from _source(wording, on)
    yield ""


def _source(wording: Wording, on: date) -> Iterator[str]:
    unknown = f"from a day that is not held (whether it read so on {on} is to be checked)"
    first = f"from {wording.valid_from}" if wording.valid_from else unknown
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
    if found.not_this:
        yield from _not_this(law, found.not_this, "")
        yield ""
    yield from _authorities(law, found)
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
    yield from _cited(law, criterion.authorities, "    ")
    yield "    Decided by:"
    for line in condition_in_words(criterion.decided_by, law):
        yield from _paragraph(" " * (6 + len(line) - len(line.lstrip())), line.lstrip())
    yield from _not_this(law, criterion.not_this, "    ")
    if criterion.note:
        yield from _paragraph("    Note: ", criterion.note, indent=10)
    yield ""


def _not_this(law: Law, statements: tuple[NotThis, ...], margin: str) -> Iterator[str]:
    for one in statements:
        yield from _paragraph(f"{margin}Mind: ", one.statement, indent=len(margin) + 2)
        yield from _paragraph(f"{margin}  Basis: ", _BASIS[one.basis], indent=len(margin) + 9)
        yield from _cited(law, one.authorities, f"{margin}  ")


def _cited(law: Law, names: tuple[str, ...], margin: str) -> Iterator[str]:
    for name in names:
        held = authority(law, name)
        if held is not None:
            yield from _paragraph(f"{margin}- ", cite_authority(held, "en"), indent=len(margin) + 2)


def _authorities(law: Law, found: Provision) -> Iterator[str]:
    """Yield what was read of each authority that the provision or one of its criteria rests on, each once."""
    resting: list[Criterion | NotThis] = [*found.criteria, *found.not_this]
    resting += [one for criterion in found.criteria for one in criterion.not_this]
    names = dict.fromkeys(name for part in resting for name in part.authorities)
    if not names:
        return
    yield "What was read of these authorities:"
    for name in names:
        held = authority(law, name)
        if held is not None:
            said = f"{cite_authority(held, 'en')} ({_READ[held.level]}): {held.holds}"
            yield from _paragraph("  - ", said, indent=4)
    yield ""


def _combination(combination: Combination, owner: str) -> str:
    word = " and " if combination.operator == "all" else " or "
    parts = [
        part.removeprefix(f"{owner}.") if isinstance(part, str) else f"({_combination(part, owner)})"
        for part in combination.parts
    ]
    return word.join(parts)


def _citations(provision_id: str, language: str, celex: str | None) -> Iterator[str]:
    yield "How it is cited:"
    for code in dict.fromkeys((language, *shipped_languages())):
        doubt = "   (form not confirmed by a reader of the language)" if unverified_citation(provision_id, code) else ""
        yield f"  {code}  {cite(provision_id, code, celex=celex)}{doubt}"
    yield ""


def _paragraph(label: str, text: str, indent: int | None = None) -> Iterator[str]:
    margin = " " * (len(label) if indent is None else indent)
    yield from wrap(label + " ".join(text.split()), _WIDTH, subsequent_indent=margin, break_on_hyphens=False)
