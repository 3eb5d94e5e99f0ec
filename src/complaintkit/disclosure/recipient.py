"""The case as one recipient is told of it: names become posts and labels, statements kept from it are dropped.

Letters use posts and labels throughout. A name that this recipient may see stays in the person's own record, from which
the separate sheet of names is made; it never stands in a text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel

from complaintkit.case.values import Case, CaseFile, Incident, Register
from complaintkit.disclosure.names import Alias, aliases_of, replacer

_NOT_TEXT = frozenset(
    {
        "id", "label", "official", "affected", "by", "towards", "told_by", "same_as", "reminder_of", "exhibit", "file",
        "sha256", "incident", "incidents", "institution", "name", "aliases", "shown_to", "not_for", "tell",
        "kind", "source", "employer", "category", "language", "translation_attached", "same_target", "custody",
        "address_is", "received",
    }
)  # fmt: skip
_M = TypeVar("_M", bound=BaseModel)
Clean = Callable[[str], str]


def for_recipient(case: Case, recipient: str) -> Case:
    """Return the case as `recipient` may see it.

    Names and aliases of officials and persons are replaced in every text of the case and of its translations by their
    post or by what letters call them; the names themselves are kept only in records shown to this recipient.
    """
    aliases = aliases_of(case)
    labels = {*case.file.officials, *case.file.persons, case.file.complainant.label}
    clean = replacer(aliases) if aliases else None
    return replace(
        case,
        file=_without_hidden_names(_cleaned(case.file, clean, labels), recipient),
        incidents=tuple(_cleaned(_told(incident, recipient), clean, labels) for incident in case.incidents),
        register=_register(case.register, clean, labels),
        selections={name: _cleaned(selection, clean, labels) for name, selection in case.selections.items()},
        translations={language: _translated(known, aliases) for language, known in case.translations.items()},
    )


def _told(incident: Incident, recipient: str) -> Incident:
    def kept(statements: Any) -> Any:
        return tuple(statement for statement in statements if recipient not in statement.not_for)

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
            label: one if recipient in one.shown_to else one.model_copy(update={"name": None, "aliases": ()})
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
