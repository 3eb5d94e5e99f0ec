"""From the entries of the rules files to the values of `law.values`: one function a kind, problems beside the result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from complaintkit.law import rules_files as shapes
from complaintkit.law.conditions import Unknown
from complaintkit.law.decidability import leaves_of
from complaintkit.law.periods import days_between
from complaintkit.law.reading_conditions import ConditionReader
from complaintkit.law.values import (
    Act,
    Attachments,
    Authority,
    Blocking,
    Combination,
    Competent,
    Conflict,
    Criterion,
    Follows,
    Form,
    FormBlock,
    Holiday,
    HolidayCalendar,
    HolidayYear,
    Instead,
    LegalBasis,
    NotThis,
    Provision,
    Question,
    Recipient,
    RecipientCondition,
    Text,
    Tone,
    Wording,
)
from complaintkit.problems import did_you_mean, error
from complaintkit.source.documents import Document, Location


def build_act(entry: shapes.ActEntry) -> Act:
    """Return an act of `acts.yaml`."""
    return Act(entry.id, entry.celex, tuple(entry.titles.items()), tuple(entry.adopted_by))


def build_wordings(file: shapes.WordingsFile) -> tuple[Wording, ...]:
    """Return the wordings of one file; what stands atop the file holds for each that says nothing else."""
    return tuple(
        Wording(
            provision=entry.provision,
            language=file.language,
            valid_from=entry.valid_from,
            valid_to=entry.valid_to,
            status=file.status,
            text=entry.text,
            celex=entry.celex or file.celex,
            version=entry.version or file.version,
            confirmed=entry.confirmed or file.confirmed,
            quotable=entry.quotable,
            note=entry.note,
            afterwards=entry.afterwards,
        )
        for entry in file.wordings
    )


def build_authority(entry: shapes.AuthorityEntry) -> Authority:
    """Return an authority of `authorities.yaml`."""
    return Authority(**entry.model_dump())


def build_question(entry: shapes.QuestionEntry) -> Question:
    """Return a question of `questions.yaml`."""
    follows = Follows(entry.follows.question, tuple(entry.follows.answers)) if entry.follows else None
    return Question(**{**entry.model_dump(), "choices": tuple(entry.choices), "follows": follows})


def build_conflicts(
    file: shapes.ConflictsFile, document: Document, questions: Mapping[str, Question]
) -> tuple[tuple[Conflict, ...], ConditionReader]:
    """Return the conflicts of one file, and the reader with its problems."""
    reader = ConditionReader(document, questions)
    found = [(one, reader.read(one.between, ("conflicts", n, "between"))) for n, one in enumerate(file.conflicts)]
    return tuple(Conflict(one.id, between, one.because) for one, between in found if between is not None), reader


def build_shared(
    file: shapes.SharedCriteriaFile, document: Document, questions: Mapping[str, Question]
) -> tuple[dict[str, Criterion], ConditionReader]:
    """Return the criteria that provisions have in common, under their names, and the reader with problems and questions."""
    reader = ConditionReader(document, questions)
    found = [_criterion(entry, reader, ("criteria", number)) for number, entry in enumerate(file.criteria)]
    return {criterion.id: criterion for criterion in found if criterion is not None}, reader


def build_provision(
    entry: shapes.ProvisionEntry,
    document: Document,
    at: Location,
    questions: Mapping[str, Question],
    shared: Mapping[str, Criterion],
) -> tuple[Provision | None, ConditionReader]:
    """Return a provision with its criteria, and the reader that holds the problems met and the questions used.

    It is None where a condition or the combination of its criteria cannot be read. `shared` has the criteria of
    `shared-criteria.yaml` under their names, for those that the provision uses.
    """
    ids = tuple(criterion.id for criterion in entry.criteria)
    reader = ConditionReader(document, questions, entry.provision, ids)
    criteria = [
        _criterion(criterion, reader, (*at, "criteria", number))
        if isinstance(criterion, shapes.CriterionEntry)
        else _used(criterion, shared, reader, (*at, "criteria", number))
        for number, criterion in enumerate(entry.criteria)
    ]
    met_when = _met_when(entry, reader, at)
    instead = tuple(_instead(one, reader, (*at, "instead", number)) for number, one in enumerate(entry.instead))
    _liability(entry, reader, at)
    if met_when is None or reader.problems:
        return None, reader
    provision = Provision(
        id=entry.provision,
        title=entry.title,
        criteria=tuple(criterion for criterion in criteria if criterion is not None),
        met_when=met_when,
        course=entry.course,
        instead=instead,
        note=entry.note,
        proposed_if=reader.read(entry.proposed_if, (*at, "proposed_if")) if entry.proposed_if else None,
        not_this=_not_this(entry.not_this),
        liability=entry.liability,
        quiet=entry.quiet,
        owed_by=entry.owed_by,
    )
    return (None if reader.problems else provision), reader


def _criterion(entry: shapes.CriterionEntry, reader: ConditionReader, at: Location) -> Criterion | None:
    condition = reader.read(entry.decided_by, (*at, "decided_by"))
    if condition is None:
        return None
    if all(isinstance(leaf, Unknown) for leaf in leaves_of(condition)):
        place = reader.document.place((*at, "decided_by"))
        message = f"criterion `{entry.id}` asks no question, so nothing could ever decide it"
        hint = "use a question of questions.yaml"
        reader.problems.append(error(reader.document.file, "CK313", message, hint, at=place))
    return Criterion(
        id=f"{reader.owner}.{entry.id}" if reader.owner else entry.id,
        text=entry.text,
        decided_by=condition,
        basis=entry.basis,
        authorities=tuple(entry.authorities),
        note=entry.note,
        per_group=entry.per == "group",
        not_this=_not_this(entry.not_this),
    )


def _used(
    entry: shapes.UseEntry, shared: Mapping[str, Criterion], reader: ConditionReader, at: Location
) -> Criterion | None:
    """Return a shared criterion as one of the provision: under its id, its own note behind the shared one."""
    found = shared.get(entry.use)
    if found is None:
        hint = did_you_mean(entry.use, shared) or f"the shared criteria are {', '.join(shared) or 'none yet'}"
        message = f"no criterion `{entry.use}` stands in shared-criteria.yaml, so there is nothing to use"
        place = reader.document.place((*at, "use"))
        reader.problems.append(error(reader.document.file, "CK360", message, hint, at=place))
        return None
    note = " ".join(part for part in (found.note, entry.note) if part) or None
    return replace(found, id=f"{reader.owner}.{found.id}", note=note)


def _instead(entry: shapes.InsteadEntry, reader: ConditionReader, at: Location) -> Instead:
    file, place = reader.document.file, reader.document.place
    if entry.where is not None and entry.where not in reader.criteria:
        message = f"`where` names the criterion `{entry.where}`, which does not stand below"
        hint = did_you_mean(entry.where, reader.criteria) or f"its criteria are {', '.join(reader.criteria)}"
        reader.problems.append(error(file, "CK307", message, hint, at=place((*at, "where"))))
    if entry.consider == reader.owner:
        message = f"where {entry.consider} is not met, it cannot be considered instead of itself"
        hint = "name another provision, or take it out"
        reader.problems.append(error(file, "CK362", message, hint, at=place((*at, "consider"))))
    where = f"{reader.owner}.{entry.where}" if entry.where else None
    return Instead(where, entry.consider, entry.because or "")


def _liability(entry: shapes.ProvisionEntry, reader: ConditionReader, at: Location) -> None:
    if entry.liability and entry.proposed_if is not None:
        message = "liability is asked apart from the breach and never proposed, so `proposed_if` would do nothing"
        place = reader.document.place((*at, "proposed_if"), key=True)
        reader.problems.append(error(reader.document.file, "CK363", message, "take one of the two out", at=place))


def _not_this(entries: Iterable[shapes.NotThisEntry]) -> tuple[NotThis, ...]:
    return tuple(NotThis(entry.statement, entry.basis, tuple(entry.authorities)) for entry in entries)


def _met_when(entry: shapes.ProvisionEntry, reader: ConditionReader, at: Location) -> Combination | None:
    if entry.met_when is None:
        return Combination("all", tuple(f"{entry.provision}.{criterion.id}" for criterion in entry.criteria))
    found = _combination(entry.met_when, reader, (*at, "met_when"))
    if found is not None:
        _all_criteria_used(found, entry, reader, at)
    return found


def _combination(data: Any, reader: ConditionReader, at: Location) -> Combination | None:
    operators = [name for name in data if name in ("all", "any")] if isinstance(data, dict) else []
    if len(operators) != 1 or len(data) != 1 or not isinstance(data[operators[0]], list) or not data[operators[0]]:
        message = "here stands `all:` or `any:` with a list of criteria"
        reader.problems.append(error(reader.document.file, "CK305", message, at=reader.document.place(at)))
        return None
    operator = operators[0]
    parts = [_part(part, reader, (*at, operator, number)) for number, part in enumerate(data[operator])]
    return Combination("all" if operator == "all" else "any", tuple(part for part in parts if part is not None))


def _part(data: Any, reader: ConditionReader, at: Location) -> str | Combination | None:
    if not isinstance(data, str):
        return _combination(data, reader, at)
    if data in reader.criteria:
        return f"{reader.owner}.{data}"
    hint = did_you_mean(data, reader.criteria) or f"its criteria are {', '.join(reader.criteria)}"
    message = f"no criterion `{data}` stands below"
    reader.problems.append(error(reader.document.file, "CK307", message, hint, at=reader.document.place(at)))
    return None


def criteria_in(combination: Combination) -> Iterable[str]:
    """Yield the ids of the criteria that a combination names."""
    for part in combination.parts:
        if isinstance(part, str):
            yield part
        else:
            yield from criteria_in(part)


def _all_criteria_used(found: Combination, entry: shapes.ProvisionEntry, reader: ConditionReader, at: Location) -> None:
    named = set(criteria_in(found))
    for number, criterion in enumerate(entry.criteria):
        if f"{entry.provision}.{criterion.id}" not in named:
            place = reader.document.place((*at, "criteria", number, "id"))
            message = f"criterion `{criterion.id}` is not named in `met_when`, so it would decide nothing"
            reader.problems.append(
                error(reader.document.file, "CK307", message, "name it there, or take it out", at=place)
            )


def build_recipient(
    file: shapes.RecipientFile, document: Document, questions: Mapping[str, Question]
) -> tuple[Recipient | None, ConditionReader]:
    """Return a recipient, and the reader that holds the problems met and the questions used.

    An address that is not confirmed has no lines: it must not be printed. What a letter needs may be left out only where
    `no_letter` says that none is made.
    """
    reader = ConditionReader(document, questions)
    conditions = [_condition(entry, reader, ("conditions", number)) for number, entry in enumerate(file.conditions)]
    _complete(file, reader)
    if reader.problems:
        return None, reader
    address = file.address
    return (
        Recipient(
            id=file.id,
            names=text_of(file.names),
            addressee=text_of(file.addressee),
            address=tuple(address.lines) if address and address.status != "unverified" else (),
            address_status=address.status if address else "unverified",
            address_checked=address.checked.isoformat() if address else None,
            salutation=text_of(file.salutation),
            closing=text_of(file.closing),
            conditions=tuple(conditions),
            order=file.order,
            holidays=file.holidays,
            no_letter=file.no_letter,
            around=file.around,
            form=_form(file.form) if file.form else None,
            attachments=_attachments(file.attachments),
        ),
        reader,
    )


def _form(entry: shapes.FormEntry) -> Form:
    blocks = tuple(FormBlock(one.subject, one.question, tuple(one.takes)) for one in entry.blocks)
    return Form(entry.address, entry.status, entry.checked.isoformat(), entry.note, entry.advice, blocks)


def build_tone(file: shapes.ToneFile) -> Tone:
    """Return the words of a language by kind."""
    kinds = ("guilt", "insult", "absolute", "motive", "penalty")
    words = tuple((kind, tuple(getattr(file, kind))) for kind in kinds)
    return Tone(
        file.language, file.reviewed_by, words, tuple(file.attributed), tuple(file.neutral), tuple(file.negations)
    )


def build_holidays(file: shapes.HolidaysFile) -> HolidayCalendar:
    """Return a calendar of public holidays; a row of days has one holiday for each of them."""
    return HolidayCalendar(file.id, file.name, tuple(_holiday_year(entry) for entry in file.years), file.note)


def _holiday_year(entry: shapes.HolidayYearEntry) -> HolidayYear:
    until = entry.until or date(entry.year, 12, 31)
    days = tuple(
        Holiday(day, one.name, one.status, one.source)
        for one in entry.days
        for day in days_between(one.first, min(one.last or one.first, until))
    )
    return HolidayYear(entry.year, until, entry.status, entry.source, days)


def _complete(file: shapes.RecipientFile, reader: ConditionReader) -> None:
    needed = ("addressee", "address", "salutation", "closing")
    lacking = [name for name in needed if getattr(file, name) is None]
    if lacking and file.no_letter is None and file.around is None:
        message = f"a letter to `{file.id}` needs {', '.join(lacking)}"
        hint = "add them; or say with `no_letter` what to do instead of a letter"
        reader.problems.append(error(reader.document.file, "CK373", message, hint, at=reader.document.place(("id",))))


def _attachments(entry: shapes.AttachmentsEntry | None) -> Attachments | None:
    if entry is None:
        return None
    return Attachments(
        entry.status,
        entry.checked.isoformat(),
        entry.source,
        entry.most_files,
        entry.largest_megabytes,
        tuple(entry.endings),
    )


def text_of(entry: shapes.TextEntry | None) -> Text:
    """Return a text per language as a recipient's file has it; one that is not there is empty."""
    if entry is None:
        return Text((), "unverified")
    values = entry.values | (entry.feminine if entry.form == "feminine" else {})
    named = {"verified": entry.verified, "secondary": entry.secondary, "unverified": entry.unverified}
    statuses = tuple((language, status) for status, languages in named.items() for language in languages)
    checked = entry.checked.isoformat() if entry.checked else None
    return Text(tuple(values.items()), entry.status, checked, statuses)


def _condition(entry: shapes.ConditionEntry, reader: ConditionReader, at: Location) -> RecipientCondition:
    if (entry.kind == "condition") != (entry.decided_by is not None):
        said = "needs `decided_by`" if entry.kind == "condition" else f"is a {entry.kind} and decides nothing"
        place = reader.document.place(at)
        hint = (
            "write `always: met` if nothing can make it fail" if entry.kind == "condition" else "take `decided_by` out"
        )
        reader.problems.append(error(reader.document.file, "CK305", f"`{entry.id}` {said}", hint, at=place))
    decided = reader.read(entry.decided_by, (*at, "decided_by")) if entry.decided_by else None
    applies = reader.read(entry.applies_if, (*at, "applies_if")) if entry.applies_if else None
    fixed = entry.fixed_before
    return RecipientCondition(
        id=entry.id,
        kind=entry.kind,
        text=entry.text,
        decided_by=decided,
        basis=entry.basis,
        bases=tuple(LegalBasis(basis.valid_from, basis.provision, basis.source) for basis in entry.bases),
        applies_if=applies,
        not_applicable=entry.not_applicable,
        fixed_before=(fixed.date, fixed.outcome, fixed.reason) if fixed else None,
        cure=entry.cure,
        what_is_left=entry.left,
        warn=entry.warn,
        awaits=entry.awaits,
        competent=tuple(_competent(one, reader, (*at, "competent", n)) for n, one in enumerate(entry.competent)),
        renewed_by=tuple(entry.renewed_by),
        blocks=tuple(Blocking(one.recipient, one.because, one.provision) for one in entry.blocks),
    )


def _competent(entry: shapes.CompetentEntry, reader: ConditionReader, at: Location) -> Competent:
    where = reader.read(entry.where, (*at, "where")) if entry.where else None
    return Competent(entry.recipient, where, entry.because)
