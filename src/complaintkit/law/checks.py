"""What the files of the rules say of each other: ids, references, authorities, wordings, questions that nobody uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from complaintkit.law import lookup
from complaintkit.law.checks_recipients import check_recipients
from complaintkit.law.checks_wordings import check_wordings, not_an_id
from complaintkit.law.holiday_checks import check_holidays
from complaintkit.law.references import parse_reference
from complaintkit.law.rules_files import (
    CriterionEntry,
    NotThisEntry,
    ProvisionEntry,
    QuestionEntry,
    UseEntry,
)
from complaintkit.law.rules_folder import RulesFolder
from complaintkit.law.values import Law, RecipientCondition
from complaintkit.problems import Problem, did_you_mean, error, has_errors, warning
from complaintkit.source.documents import Document, Location


def check_rules(rules: RulesFolder, law: Law) -> Iterator[Problem]:
    """Yield what is wrong between the files of the rules.

    Which questions are used can be said only where every condition could be read. What takes longer to find, and cannot
    make an answer wrong, is said by `law lint` (`law.linting`).
    """
    readable = not has_errors(rules.problems)
    yield from _duplicates(rules)
    yield from check_wordings(rules, law)
    yield from _provisions(rules, law)
    yield from _shared(rules, law)
    yield from _recipients(rules, law)
    yield from check_holidays(rules)
    yield from check_recipients(rules, law)
    if readable:
        yield from _questions(rules)


def _duplicates(rules: RulesFolder) -> Iterator[Problem]:
    yield from _twice((doc, ("acts", n, "id"), e.id) for doc, f in rules.acts for n, e in enumerate(f.acts))
    yield from _twice(
        (doc, ("authorities", n, "id"), e.id) for doc, f in rules.authorities for n, e in enumerate(f.authorities)
    )
    yield from _twice(
        (doc, ("questions", n, "id"), e.id) for doc, f in rules.questions for n, e in enumerate(f.questions)
    )
    yield from _twice((doc, (*at, "provision"), e.provision) for doc, at, e in rules.provisions)
    yield from _twice(
        (doc, (*at, "criteria", n, "id"), f"{e.provision}.{criterion.id}")
        for doc, at, e in rules.provisions
        for n, criterion in enumerate(e.criteria)
    )
    yield from _twice((doc, ("id",), f.id) for doc, f in rules.recipients)
    yield from _twice((doc, ("id",), f.id) for doc, f in rules.holidays)
    yield from _twice((doc, ("language",), f"words of {f.language}") for doc, f in rules.tone)
    yield from _twice(
        (doc, ("conditions", n, "id"), f"{f.id}: {e.id}")
        for doc, f in rules.recipients
        for n, e in enumerate(f.conditions)
    )


def _twice(found: Iterable[tuple[Document, Location, str]]) -> Iterator[Problem]:
    seen: dict[str, tuple[Document, Location]] = {}
    for document, at, name in found:
        first = seen.setdefault(name, (document, at))
        if first != (document, at):
            place = first[0].place(first[1])
            line = f", line {place[0]}" if place else ""
            message = f"`{name}` stands twice, here and in {first[0].file}{line}"
            yield error(document.file, "CK302", message, "give one of them another id", at=document.place(at))


def _provisions(rules: RulesFolder, law: Law) -> Iterator[Problem]:
    known = {entry.provision for _, _, entry in rules.provisions}
    for document, at, entry in rules.provisions:
        reference = parse_reference(entry.provision)
        if reference is None or str(reference) != entry.provision:
            yield not_an_id(document, entry.provision, (*at, "provision"))
        elif not _held(law, entry.provision):
            message = f"no official English wording of {entry.provision} is held"
            yield error(document.file, "CK309", message, "add it to wordings/", at=document.place((*at, "provision")))
        for number, one in enumerate(entry.instead):
            if one.consider not in known:
                hint = did_you_mean(one.consider, known) or f"known here: {', '.join(sorted(known))}"
                message = f"`instead` names {one.consider}, for which there are no criteria"
                place = document.place((*at, "instead", number, "consider")) or document.place((*at, "instead"))
                yield error(document.file, "CK308", message, hint, at=place)
        yield from _criteria(document, at, entry, law)


def _criteria(document: Document, at: Location, entry: ProvisionEntry, law: Law) -> Iterator[Problem]:
    yield from _stated(document, at, entry.not_this, law)
    for number, criterion in enumerate(entry.criteria):
        here: Location = (*at, "criteria", number)
        if isinstance(criterion, CriterionEntry):
            yield from _rests_on(document, here, criterion, law)


def _shared(rules: RulesFolder, law: Law) -> Iterator[Problem]:
    used = {one.use for _, _, entry in rules.provisions for one in entry.criteria if isinstance(one, UseEntry)}
    for document, file in rules.shared:
        for number, criterion in enumerate(file.criteria):
            at: Location = ("criteria", number)
            yield from _rests_on(document, at, criterion, law)
            if criterion.id not in used:
                message = f"no provision uses the shared criterion `{criterion.id}`"
                hint = "write `use: ...` in a file of criteria, or take it out"
                yield error(document.file, "CK361", message, hint, at=document.place((*at, "id")))


def _rests_on(document: Document, at: Location, criterion: CriterionEntry, law: Law) -> Iterator[Problem]:
    """Yield what is wrong with the authorities of a criterion and of what it is not."""
    yield from _authorities(document, at, criterion.authorities, law)
    if criterion.basis == "case" and not criterion.authorities:
        yield _rests_on_nothing(document, f"criterion `{criterion.id}`", (*at, "basis"))
    yield from _stated(document, at, criterion.not_this, law)


def _stated(document: Document, at: Location, entries: Iterable[NotThisEntry], law: Law) -> Iterator[Problem]:
    for number, entry in enumerate(entries):
        here: Location = (*at, "not_this", number)
        yield from _authorities(document, here, entry.authorities, law)
        if entry.basis == "case" and not entry.authorities:
            yield _rests_on_nothing(document, f"`{entry.statement}`", (*here, "basis"))


def _rests_on_nothing(document: Document, what: str, at: Location) -> Problem:
    message = f"{what} rests on case law, and no authority is named"
    hint = "name one, or call the basis statute or inference"
    return error(document.file, "CK311", message, hint, at=document.place(at))


def _authorities(document: Document, at: Location, names: Iterable[str], law: Law) -> Iterator[Problem]:
    known = {authority.id for authority in law.authorities}
    for place, name in enumerate(names):
        if name not in known:
            yield _no_authority(document, name, known, (*at, "authorities", place))


def _no_authority(document: Document, name: str, known: Iterable[str], at: Location) -> Problem:
    if name.startswith("unread"):
        message, hint = (
            f"`{name}` was not read and cannot be cited",
            "take it out, or read it and add it to authorities.yaml",
        )
    else:
        message = f"there is no authority `{name}` in authorities.yaml, so it cannot be cited"
        hint = did_you_mean(name, known) or "add it there with how much of it was read"
    return error(document.file, "CK311", message, hint, at=document.place(at))


def _recipients(rules: RulesFolder, law: Law) -> Iterator[Problem]:
    by_id = {recipient.id: recipient for recipient in law.recipients}
    for document, file in rules.recipients:
        conditions = by_id[file.id].conditions if file.id in by_id else ()
        for number, condition in enumerate(conditions):
            at: Location = ("conditions", number)
            yield from _bases(document, condition, at, law)
            if (condition.applies_if is None) != (condition.not_applicable is None):
                message = f"{condition.id}: `applies_if` and `not_applicable` go together"
                yield error(document.file, "CK305", message, "add the one that is missing", at=document.place(at))


def _bases(document: Document, condition: RecipientCondition, at: Location, law: Law) -> Iterator[Problem]:
    days = [basis.valid_from or date.min for basis in condition.bases]
    if days != sorted(set(days)) or days[0] != date.min:
        message = f"{condition.id}: the bases must begin with `from: null` and go on in the order of their dates"
        yield error(document.file, "CK318", message, "put the oldest first", at=document.place((*at, "bases")))
    for blocking in condition.blocks:
        if blocking.provision is not None and not _held(law, blocking.provision):
            message = f"{condition.id} cites {blocking.provision}, of which no official English wording is held"
            yield error(document.file, "CK309", message, "add the wording", at=document.place((*at, "blocks")))
    for number, basis in enumerate(condition.bases):
        if basis.provision is not None and not _held(law, basis.provision, basis.valid_from):
            when = f"on {basis.valid_from}" if basis.valid_from else "for the time before any date"
            message = f"{condition.id} cites {basis.provision}, of which no official English wording is held {when}"
            hint = "add the wording, or write `provision: null` for the time for which none is held"
            place = document.place((*at, "bases", number, "provision"))
            yield error(document.file, "CK309", message, hint, at=place)


def _held(law: Law, provision: str, since: date | None = None) -> bool:
    """Tell whether an official English wording is in force on a day; without a day, whether one is held at all."""
    held = lookup.english_wordings(law, provision)
    return bool(held) if since is None else any(lookup.in_force(wording, since) for wording in held)


def _questions(rules: RulesFolder) -> Iterator[Problem]:
    for document, file in rules.questions:
        for number, entry in enumerate(file.questions):
            yield from _follows(document, file.questions[:number], entry, ("questions", number, "follows"))
            found = _question(entry, rules)
            if found is not None:
                severity, code, message, hint = found
                yield severity(document.file, code, message, hint, at=document.place(("questions", number, "id")))


def _follows(
    document: Document, before: Sequence[QuestionEntry], entry: QuestionEntry, at: Location
) -> Iterator[Problem]:
    """Yield what is wrong with the question that another follows: it stands before it and can be answered so."""
    if entry.follows is None:
        return
    earlier = {one.id: one for one in before if not one.recorded}
    leading = earlier.get(entry.follows.question)
    if leading is None:
        message = f"`{entry.id}` follows `{entry.follows.question}`, which is no question that is asked before it"
        hint = did_you_mean(entry.follows.question, earlier) or "name one that stands above it"
        yield error(document.file, "CK303", message, hint, at=document.place((*at, "question")))
        return
    known = ("yes", "no") if leading.answer == "yes-no" else tuple(leading.choices)
    for number, answer in enumerate(entry.follows.answers):
        if answer not in known:
            message = f"`{answer}` is no answer to `{leading.id}`, so `{entry.id}` would never come up after it"
            hint = did_you_mean(answer, known) or f"its answers are {', '.join(known)}"
            yield error(document.file, "CK304", message, hint, at=document.place((*at, "answers", number)))


def _question(entry: QuestionEntry, rules: RulesFolder) -> tuple[Callable[..., Problem], str, str, str] | None:
    if entry.id not in rules.used and entry.purpose is None:
        message = f"no criterion and no condition uses the question `{entry.id}`"
        return error, "CK312", message, "use it, take it out, or say with `purpose` what it is for"
    if entry.id in rules.used and entry.purpose is not None:
        message = f"`{entry.id}` has a `purpose` although a criterion or a condition uses it"
        return warning, "CK312", message, "take the purpose out"
    if (entry.answer in ("choice", "choices")) != bool(entry.choices):
        message = f"`{entry.id}`: `choices` go with the answers choice and choices, and only with these"
        return error, "CK305", message, "add them, or take them out"
    return None
