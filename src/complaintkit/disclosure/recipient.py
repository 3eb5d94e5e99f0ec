"""The case as one recipient is told of it: names become posts and labels, statements kept from it are dropped.

Letters use posts and labels throughout. A name that this recipient may see stays in the person's own record, from which
the separate sheet of names is made; it never stands in a text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel

from complaintkit.case.disclosing import disclosure_of, may_see, name_shown
from complaintkit.case.values import Act, Case, CaseFile, Exhibit, Incident, Register, Statement, Treatment
from complaintkit.disclosure.names import Alias, aliases_of, replacer

_NOT_TEXT = frozenset(
    {
        "id", "label", "official", "affected", "by", "towards", "told_by", "same_as", "reminder_of", "exhibit", "file",
        "sha256", "incident", "incidents", "institution", "name", "aliases", "shown_to", "not_for", "tell",
        "kind", "source", "employer", "category", "language", "translation_attached", "same_target", "custody",
        "address_is", "received", "disclosure", "consents", "confirmed", "special_categories",
        "ordinary_words",
    }
)  # fmt: skip
LEFT_OUT = "[…]"  # stands in a case for what its reader may not see; letters print a sentence in its place
_M = TypeVar("_M", bound=BaseModel)
Clean = Callable[[str], str]


def for_recipient(case: Case, recipient: str, *, kept_from: tuple[str, ...] = ()) -> Case:
    """Return the case as `recipient` may see it.

    `kept_from` are others who read the letter as well: what is not for one of them is not for this recipient.

    Names and aliases of officials and persons are replaced in every text of the case and of its translations by their
    post or by what letters call them; the names themselves are kept only in records shown to this recipient.
    """
    aliases = aliases_of(case)
    labels = {*case.file.officials, *case.file.persons, case.file.complainant.label}
    clean = replacer(aliases) if aliases else None
    return replace(
        case,
        file=_without_hidden_names(_cleaned(case.file, clean, labels), recipient),
        incidents=tuple(
            _cleaned(_told(incident, (recipient, *kept_from)), clean, labels) for incident in case.incidents
        ),
        register=_register(case.register, clean, labels),
        selections={name: _cleaned(selection, clean, labels) for name, selection in case.selections.items()},
        translations={language: _translated(known, aliases) for language, known in case.translations.items()},
    )


def as_seen_by(case: Case, recipient: str, whole: Case) -> Case:
    """Return a case as it may be shown to `recipient` too, with `LEFT_OUT` in the place of what it may not see.

    This is the case of a non-confidential version: nothing changes its number, and where something is left out is seen.
    Left out are statements that are not for this recipient, statements and acts that rest on exhibits only which it may not
    see, what such exhibits are, other letters, and whom a recipient is asked to protect. `whole` is the case before anything
    was taken out, which says whence exhibits come.
    """
    hidden = {
        name
        for name, exhibit in whole.register.exhibits.items()
        if not may_see(disclosure_of(exhibit, whole), recipient)
    }
    exhibits = {name: _blank(one) if name in hidden else one for name, one in case.register.exhibits.items()}
    return replace(
        case,
        file=_without_asides(_without_hidden_names(case.file, recipient), recipient),
        incidents=tuple(_left_out(incident, recipient, hidden) for incident in case.incidents),
        register=case.register.model_copy(update={"exhibits": exhibits}),
    )


def _without_asides(file: CaseFile, recipient: str) -> CaseFile:
    """Return `case.yaml` without what is said to one recipient about the others: whom to protect, why it is turned to."""

    def blank(treatment: Treatment) -> Treatment:
        texts = {name: (LEFT_OUT,) * len(getattr(treatment, name)) for name in ("protect", "why_this_recipient")}
        parts = LEFT_OUT if treatment.confidential_parts else None
        return treatment.model_copy(update={**texts, "confidential_parts": parts})

    untold = {"to": LEFT_OUT, "about": LEFT_OUT}
    told = tuple(one if recipient in one.tell else one.model_copy(update=untold) for one in file.sent_elsewhere)
    treated = {name: blank(treatment) for name, treatment in file.treatment.items()}
    return file.model_copy(update={"treatment": treated, "sent_elsewhere": told})


def _blank(exhibit: Exhibit) -> Exhibit:
    """Return an exhibit of which nothing is told but its number: it has no file to be attached."""
    return Exhibit.model_construct(id=exhibit.id, file="", sha256="", size=0, title=LEFT_OUT)


def _left_out(incident: Incident, recipient: str, hidden: set[str]) -> Incident:
    def rests_on_hidden(one: Statement | Act) -> bool:
        return bool(one.exhibits) and all(citation.exhibit in hidden for citation in one.exhibits)

    def statements(told: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(_unsaid(one) if recipient in one.not_for or rests_on_hidden(one) else one for one in told)

    return incident.model_copy(
        update={
            "what_happened": statements(incident.what_happened),
            "against": statements(incident.against),
            "acts": tuple(_undone(act) if rests_on_hidden(act) else act for act in incident.acts),
        }
    )


def _unsaid(statement: Statement) -> Statement:
    cited = tuple(one.model_copy(update={"at": None}) for one in statement.exhibits)
    return statement.model_copy(
        update={"say": LEFT_OUT, "told_by": None, "source": "document", "exhibits": cited, "vouched": True}
    )


def _undone(act: Act) -> Act:
    cited = tuple(one.model_copy(update={"at": None}) for one in act.exhibits)
    return act.model_copy(update={"what": LEFT_OUT, "by": None, "towards": (), "exhibits": cited})


def _told(incident: Incident, readers: tuple[str, ...]) -> Incident:
    def kept(statements: Any) -> Any:
        return tuple(statement for statement in statements if not set(readers) & set(statement.not_for))

    return incident.model_copy(
        update={"what_happened": kept(incident.what_happened), "against": kept(incident.against)}
    )


def _register(register: Register, clean: Clean | None, labels: set[str]) -> Register:
    exhibits = {name: _cleaned(exhibit, clean, labels) for name, exhibit in register.exhibits.items()}
    return register.model_copy(update={"exhibits": exhibits})


def _cleaned(model: _M, clean: Clean | None, labels: set[str]) -> _M:
    if clean is None:
        return model
    fields = {name: getattr(model, name) for name in type(model).model_fields if name not in _NOT_TEXT}
    return model.model_copy(update={name: _clean_value(value, clean, labels) for name, value in fields.items()})


def _clean_value(value: Any, clean: Clean, labels: set[str]) -> Any:
    if isinstance(value, str):
        return value if value in labels else clean(value)
    if isinstance(value, BaseModel):
        return _cleaned(value, clean, labels)
    if isinstance(value, tuple | list):
        return type(value)(_clean_value(part, clean, labels) for part in value)
    if isinstance(value, dict):
        return {key: _clean_value(part, clean, labels) for key, part in value.items()}
    return value


def _without_hidden_names(file: CaseFile, recipient: str) -> CaseFile:
    def hidden(people: Mapping[str, Any]) -> dict[str, Any]:
        return {
            label: one if name_shown(one, recipient) else one.model_copy(update={"name": None, "aliases": ()})
            for label, one in people.items()
        }

    return file.model_copy(update={"officials": hidden(file.officials), "persons": hidden(file.persons)})


def _translated(known: Mapping[str, str], aliases: tuple[Alias, ...]) -> dict[str, str]:
    """Replace names in source sentences and in their translations, there by the translated label."""
    if not aliases:
        return dict(known)
    in_source = replacer(aliases)
    shown = {alias.instead: known.get(" ".join(alias.instead.split()), alias.instead) for alias in aliases}
    in_target = replacer([replace(alias, instead=shown[alias.instead]) for alias in aliases])
    return {in_source(source): in_target(text) for source, text in known.items()}
