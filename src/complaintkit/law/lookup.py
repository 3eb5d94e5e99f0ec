"""Finding things in the law by id, language and day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from complaintkit.law.references import Reference, parse_reference
from complaintkit.law.values import (
    Authority,
    Law,
    LegalBasis,
    Provision,
    Question,
    Recipient,
    RecipientCondition,
    Wording,
)


def wording_in_force(law: Law, provision: str, language: str, on: date | None) -> Wording | None:
    """Return the wording of a provision in a language on a day, official before working; None if none is held.

    Without a day (one that is not known), it is the wording in force now.
    """
    found = [
        wording
        for wording in law.wordings
        if wording.provision == provision and wording.language == language and in_force(wording, on)
    ]
    return min(found, key=lambda wording: wording.status != "official", default=None)


def in_force(wording: Wording, on: date | None) -> bool:
    """Tell whether a wording is in force on a day; without a day, whether it is now."""
    if on is None:
        return wording.valid_to is None
    return (wording.valid_from or date.min) <= on <= (wording.valid_to or date.max)


def unheld_provisions(law: Law) -> Callable[[date | None, date | None], frozenset[str]]:
    """Return a function from a first and a last day to the provisions with criteria of which no English wording is held then.

    A wording of any status, held for some of the days, is enough. Where neither day is known, one held for any time is;
    where one is missing, the other is the only day.
    """
    held: dict[str, list[tuple[date, date]]] = {provision.id: [] for provision in law.provisions}
    for wording in law.wordings:
        if wording.language == "en" and wording.provision in held:
            held[wording.provision].append((wording.valid_from or date.min, wording.valid_to or date.max))

    def unheld(first: date | None, last: date | None) -> frozenset[str]:
        begin, end = first or last or date.min, last or first or date.max
        return frozenset(one for one, spans in held.items() if not any(s <= end and begin <= e for s, e in spans))

    return unheld


def best_wordings(law: Law, provision: str, language: str, on: date | None) -> tuple[Wording | None, Wording | None]:
    """Return the wording in the language, and the official English one that stands beside a working translation."""
    return wording_in_force(law, provision, language, on), _official_english(law, provision, on)


def _official_english(law: Law, provision: str, on: date | None) -> Wording | None:
    wording = wording_in_force(law, provision, "en", on)
    return wording if wording is not None and wording.status == "official" else None


def wordings_of(law: Law, provision: str) -> tuple[Wording, ...]:
    """Return every wording of a provision that is held, in any language and for any time."""
    return tuple(wording for wording in law.wordings if wording.provision == provision)


def english_wordings(law: Law, provision: str) -> tuple[Wording, ...]:
    """Return the official English wordings of a provision, the oldest first."""
    found = [one for one in wordings_of(law, provision) if (one.language, one.status) == ("en", "official")]
    return tuple(sorted(found, key=lambda one: one.valid_from or date.min))


def held_around(law: Law, provision: str, on: date) -> tuple[Wording | None, Wording | None]:
    """Return the English wordings held nearest before and nearest after a day for which none is held."""
    held = english_wordings(law, provision)
    before = [one for one in held if one.valid_to is not None and one.valid_to < on]
    after = [one for one in held if one.valid_from is not None and one.valid_from > on]
    return (before[-1] if before else None), (after[0] if after else None)


def paragraphs_of(law: Law, article: str) -> tuple[str, ...]:
    """Return the ids of all parts of an article of which a wording is held, in their order.

    `article` is the id of an article, with its act where it is not the Staff Regulations: `11`, `charter:41`.
    """
    wanted = parse_reference(article)
    if wanted is None or wanted.paragraph or wanted.place or wanted.point:
        return ()
    ids = dict.fromkeys(wording.provision for wording in law.wordings)
    parts = [
        (reference, one)
        for one in ids
        if (reference := parse_reference(one)) is not None
        and (reference.act, reference.annex, reference.article) == (wanted.act, wanted.annex, wanted.article)
    ]
    return tuple(one for _, one in sorted(parts, key=lambda pair: _order(pair[0])))


def _order(reference: Reference) -> tuple[int, str, str]:
    number = reference.place or int("".join(filter(str.isdigit, reference.paragraph or "0")))
    return number, reference.paragraph or "", reference.point or ""


def provision(law: Law, provision_id: str) -> Provision | None:
    """Return the provision with its criteria, or None if incidents are not checked against it."""
    return next((one for one in law.provisions if one.id == provision_id), None)


def question(law: Law, question_id: str) -> Question | None:
    """Return the question of that id, or None."""
    return next((one for one in law.questions if one.id == question_id), None)


def authority(law: Law, authority_id: str) -> Authority | None:
    """Return the authority of that id, or None: what has no entry is not cited."""
    return next((one for one in law.authorities if one.id == authority_id), None)


def recipient(law: Law, recipient_id: str) -> Recipient | None:
    """Return the recipient or the letter around the complaint of that id, or None."""
    return next((one for one in (*law.recipients, *law.around) if one.id == recipient_id), None)


def citable_authorities(law: Law, ids: Iterable[str], on: date) -> tuple[Authority, ...]:
    """Return the authorities of those ids that a letter of that day may cite, the oldest first.

    Not cited are those without an entry or a date, those younger than the letter, and opinions, which are no rulings.
    """
    found = (authority(law, one) for one in ids)
    rulings = (one for one in found if one is not None and one.court != "AG")
    citable = [(one.date, one) for one in rulings if one.date is not None and one.date <= on]
    return tuple(one for _, one in sorted(citable, key=lambda pair: (pair[0], pair[1].id)))


def basis_on(condition: RecipientCondition, on: date) -> LegalBasis | None:
    """Return where a recipient's condition stood on a day, or None where the rules say nothing of that time."""
    held = [basis for basis in condition.bases if basis.valid_from is None or basis.valid_from <= on]
    return max(held, key=lambda basis: basis.valid_from or date.min, default=None)
