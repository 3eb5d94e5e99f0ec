"""What the files of the recipients say of each other and of themselves: other recipients, waiting, what opens a way anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from complaintkit.law.conditions import Waited, Within, within_it
from complaintkit.law.rules_files import ConditionEntry, RecipientFile
from complaintkit.law.rules_folder import RulesFolder
from complaintkit.law.values import Law, Recipient, RecipientCondition
from complaintkit.problems import Problem, did_you_mean, error
from complaintkit.source.documents import Document, Location

ANSWER_BY = "{answer_by}"
_COMMAND = re.compile(r"`complaintkit (?:letter --to|select --recipient) ([a-z-]+)")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def check_recipients(rules: RulesFolder, law: Law) -> Iterator[Problem]:
    """Yield what is wrong with the recipients that conditions name, with waiting, and with what opens a way anew."""
    by_id = {recipient.id: recipient for recipient in law.recipients}
    known = [file.id for _, file in rules.recipients if not file.around]
    all_ids = [file.id for _, file in rules.recipients]
    for document, file in rules.recipients:
        yield from _forms(document, file, known)
        for number, entry in enumerate(file.conditions):
            at: Location = ("conditions", number)
            yield from _others(document, file, entry, known, at)
            yield from _letters(document, entry, all_ids, at)
            yield from _cure(document, entry, at)
            if file.id in by_id:
                yield from _periods(document, by_id[file.id], by_id[file.id].conditions[number], at)


def _others(
    document: Document, file: RecipientFile, entry: ConditionEntry, known: Iterable[str], at: Location
) -> Iterator[Problem]:
    """Yield a problem for each recipient named that the rules do not have, or that is this one itself."""
    named = {"competent": [one.recipient for one in entry.competent], "blocks": [one.recipient for one in entry.blocks]}
    for key, recipients in named.items():
        for number, recipient in enumerate(recipients):
            here: Location = (*at, key, number, "recipient")
            if recipient == file.id:
                message, hint = f"{entry.id}: `{key}` names {file.id} itself", "name another recipient, or take it out"
                yield error(document.file, "CK370", message, hint, at=document.place(here))
            elif recipient not in known:
                message = f"{entry.id}: `{key}` names the recipient `{recipient}`, of which there is no file"
                hint = did_you_mean(recipient, known) or f"recipients are {', '.join(sorted(known))}"
                yield error(document.file, "CK370", message, hint, at=document.place(here))


def _letters(document: Document, entry: ConditionEntry, known: Iterable[str], at: Location) -> Iterator[Problem]:
    """Yield a problem where a cure, or what is left, names a command with a recipient that the rules do not have."""
    for key, text in (("cure", entry.cure), ("left", entry.left)):
        for named in _COMMAND.findall(text or ""):
            if named not in known:
                message = f"{entry.id}: `{key}` names a command for `{named}`, which is no recipient and no letter here"
                hint = did_you_mean(named, known) or f"they are {', '.join(sorted(known))}"
                yield error(document.file, "CK374", message, hint, at=document.place((*at, key)))


def _forms(document: Document, file: RecipientFile, known: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem where a letter around a complaint has no forms of address, or borrows those of nobody."""
    if file.forms_of is not None and file.forms_of not in known:
        message = f"`forms_of` names the recipient `{file.forms_of}`, of which there is no file"
        hint = did_you_mean(file.forms_of, known) or f"recipients are {', '.join(sorted(known))}"
        yield error(document.file, "CK370", message, hint, at=document.place(("forms_of",)))
    if (file.around is None) != (file.forms_of is None):
        message = "`around` and `forms_of` go together: such a letter begins and ends as one to that recipient"
        yield error(document.file, "CK374", message, "add the one that is missing", at=document.place(("id",)))


def _cure(document: Document, entry: ConditionEntry, at: Location) -> Iterator[Problem]:
    """Yield a problem where the cure names a day that cannot be reckoned, or no day although one could be."""
    found = set(_PLACEHOLDER.findall(entry.cure or ""))
    if found - {ANSWER_BY}:
        message = (
            f"{entry.id}: the cure has the placeholder {', '.join(sorted(found - {ANSWER_BY}))}, which nothing fills"
        )
        yield error(document.file, "CK371", message, f"the only one is {ANSWER_BY}", at=document.place((*at, "cure")))
    if (ANSWER_BY in found) != (entry.awaits is not None):
        message = f"{entry.id}: `awaits` and {ANSWER_BY} in the cure go together"
        yield error(document.file, "CK371", message, "add the one that is missing", at=document.place(at))


def _periods(
    document: Document, recipient: Recipient, condition: RecipientCondition, at: Location
) -> Iterator[Problem]:
    awaited = next((one for one in recipient.conditions if one.id == condition.awaits), None)
    if condition.awaits is not None and not _has(awaited, Waited):
        message = f"{condition.id}: `awaits` names {condition.awaits}, which is no condition here that asks for waiting"
        hint = "name one of this file whose `decided_by` has `waited`"
        yield error(document.file, "CK372", message, hint, at=document.place((*at, "awaits")))
    if condition.renewed_by and not _has(condition, Within):
        message = f"{condition.id}: `renewed_by` stands beside a condition without a period"
        hint = "it goes with `within`; take it out"
        yield error(document.file, "CK372", message, hint, at=document.place((*at, "renewed_by")))


def _has(condition: RecipientCondition | None, kind: type[Waited | Within]) -> bool:
    decided = condition.decided_by if condition else None
    return decided is not None and any(isinstance(part, kind) for part in within_it(decided))
