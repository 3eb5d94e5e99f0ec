"""What is wrong with the wordings: ids, digests, translations without an original, two wordings in force at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

from complaintkit.law.celex import is_celex
from complaintkit.law.references import parse_reference
from complaintkit.law.rules_files import WordingEntry
from complaintkit.law.rules_folder import RulesFolder
from complaintkit.law.values import Law
from complaintkit.problems import Problem, error
from complaintkit.source.documents import Document, Location

DIGEST_LENGTH = 12


def check_wordings(rules: RulesFolder, law: Law) -> Iterator[Problem]:
    """Yield what is wrong in the files of wordings, each for itself and all together."""
    yield from _acts(rules)
    yield from _numbers(rules)
    yield from _wordings(rules, law)


def digest_of(text: str) -> str:
    """Return the beginning of the SHA-256 of a wording, as `digest` has it."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LENGTH]


def _acts(rules: RulesFolder) -> Iterator[Problem]:
    known = {entry.id for _, file in rules.acts for entry in file.acts}
    for document, file in rules.wordings:
        for number, entry in enumerate(file.wordings):
            reference = parse_reference(entry.provision)
            at: Location = ("wordings", number, "provision")
            if reference is None or str(reference) != entry.provision:
                yield not_an_id(document, entry.provision, at)
            elif reference.act not in known:
                message = f"the act `{reference.act}` does not stand in acts.yaml"
                yield error(document.file, "CK308", message, "add it there", at=document.place(at))


def _numbers(rules: RulesFolder) -> Iterator[Problem]:
    acts = ((doc, ("acts", n, "celex"), entry.celex) for doc, file in rules.acts for n, entry in enumerate(file.acts))
    wordings = ((doc, ("celex",), file.celex) for doc, file in rules.wordings)
    places: Iterable[tuple[Document, Location, str]] = (*acts, *wordings)
    for document, at, number in places:
        if not is_celex(number):
            message = f"`{number}` is not written like a CELEX number, so no act has it"
            hint = "write the sector, the year, the type and the number, as EUR-Lex shows it: 32021R1163"
            yield error(document.file, "CK340", message, hint, at=document.place(at))


def not_an_id(document: Document, text: str, at: Location) -> Problem:
    """Return the problem that something is not written like the id of a provision."""
    message = f"`{text}` is not written like the id of a provision"
    hint = "write for instance 12a(3), 11/1 for a paragraph without number, charter:41(1), annexIX:2(2)"
    return error(document.file, "CK308", message, hint, at=document.place(at))


def _wordings(rules: RulesFolder, law: Law) -> Iterator[Problem]:
    english = {
        (w.provision, w.valid_from, w.valid_to) for w in law.wordings if w.language == "en" and w.status == "official"
    }
    periods: dict[tuple[str, str, str], list[tuple[date, date, Document, Location]]] = {}
    for document, file in rules.wordings:
        for number, entry in enumerate(file.wordings):
            at: Location = ("wordings", number)
            if file.status == "official":
                yield from _digest(document, entry, at)
            elif (entry.provision, entry.valid_from, entry.valid_to) not in english:
                message = f"the working translation of {entry.provision} has no official English wording of its time"
                hint = "give it the `from` and `to` of the English wording that it translates, or add that one"
                yield error(document.file, "CK314", message, hint, at=document.place(at))
            # an official wording may stand beside a working translation, which it then takes the place of
            same = periods.setdefault((file.language, file.status, entry.provision), [])
            yield from _period(document, entry, at, same)


def _digest(document: Document, entry: WordingEntry, at: Location) -> Iterator[Problem]:
    expected = digest_of(entry.text)
    if entry.digest is None:
        hint = f'compare it with its source, then write  digest: "{expected}"'
        message = f"the official wording of {entry.provision} has no digest"
        yield error(document.file, "CK310", message, hint, at=document.place((*at, "provision")))
    elif entry.digest != expected:
        message = f"the official wording of {entry.provision} differs from its recorded digest: it was changed"
        hint = f'undo the change; or compare the text with its source, then write  digest: "{expected}"'
        yield error(document.file, "CK310", message, hint, at=document.place((*at, "digest")))


def _period(
    document: Document, entry: WordingEntry, at: Location, held: list[tuple[date, date, Document, Location]]
) -> Iterator[Problem]:
    first, last = entry.valid_from or date.min, entry.valid_to or date.max
    here: Location = (*at, "provision")
    if last < first:
        message = f"{entry.provision}: `to` is before `from`"
        yield error(document.file, "CK315", message, "exchange them", at=document.place(here))
    for start, end, other, there in held:
        if first <= end and start <= last:
            place = other.place(there)
            message = f"two wordings of {entry.provision} are in force at once: this one and that on line "
            message += str(place[0] if place else "?")
            hint = "end the older one the day before, with `to`"
            yield error(document.file, "CK315", message, hint, at=document.place(here))
    held.append((first, last, document, here))
