"""The rules folder read into one `Law`: every file once, every mistake a problem, no law at all where one is an error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from complaintkit.law import building
from complaintkit.law import rules_files as shapes
from complaintkit.law.checks import check_rules
from complaintkit.law.folder import digest_of_files, files_of
from complaintkit.law.rules_folder import RulesFolder
from complaintkit.law.values import Conflict, Criterion, Law, Provision, Question, Recipient, Translations
from complaintkit.problems import Problem, did_you_mean, error, has_errors, in_order
from complaintkit.source.documents import Document, read_document
from complaintkit.source.validation import validate

Shape = TypeVar("Shape", bound=shapes.Shape)
_SINGLE = ("acts.yaml", "authorities.yaml", "questions.yaml")
_OPTIONAL = ("conflicts.yaml", "shared-criteria.yaml")
_FOLDERS = ("criteria", "holidays", "recipients", "tone", "translations", "wordings")


def load_law(folder: Path) -> tuple[Law | None, tuple[Problem, ...]]:
    """Return the rules in a folder, and every problem in them.

    The law is None where a problem is an error: rules that can be read in part would answer wrongly. Its digest is the
    SHA-256 of the files' paths and bytes, in the order of the paths.
    """
    rules = read_rules(folder)
    law = _build(rules) if not has_errors(rules.problems) else None
    if law is not None:
        rules.problems.extend(check_rules(rules, law))
    problems = in_order(rules.problems)
    return (None if has_errors(problems) else law), problems


def read_rules(folder: Path) -> RulesFolder:
    """Return the entries of every file in the rules folder, with the problems of reading them."""
    rules = RulesFolder(folder.resolve())
    if not any((folder / name).exists() for name in _SINGLE):
        hint = "give the folder that holds questions.yaml with --regulations"
        kind = f"this folder holds none of {', '.join(_SINGLE)}" if folder.is_dir() else "this is not a folder"
        rules.problems.append(error(str(folder), "CK300", f"{kind}, so it holds no rules", hint))
        return rules
    rules.files = files_of(rules.path)
    for name in _SINGLE:
        if rules.path / name not in rules.files:
            message = f"the rules folder has no {name}"
            rules.problems.append(error(f"{rules.path.name}/{name}", "CK300", message, "put the file there"))
    for path in rules.files:
        _read_file(rules, path)
    return rules


def _read_file(rules: RulesFolder, path: Path) -> None:
    kind = path.parent.name if path.parent != rules.path else path.name
    expected = ".po" if kind == "translations" else ".yaml"
    known = (
        kind in _FOLDERS
        if path.parent.parent == rules.path
        else path.parent == rules.path and kind in (*_SINGLE, *_OPTIONAL)
    )
    if not known or path.suffix != expected:
        _stray(rules, path)
    elif kind == "translations":
        rules.translations.append((path.stem, path))
    else:
        document, problems = read_document(path, rules.shown(path))
        rules.problems.extend(problems)
        if document is not None and not has_errors(problems):
            _take(rules, kind, document)


def _stray(rules: RulesFolder, path: Path) -> None:
    hint = (
        did_you_mean(path.name, (*_SINGLE, *_OPTIONAL))
        or "files end in .yaml (translations in .po) and lie in their own folder"
    )
    message = "this file is no part of the rules and would not be read"
    rules.problems.append(error(rules.shown(path), "CK301", message, hint))


def _take(rules: RulesFolder, kind: str, document: Document) -> None:
    match kind:
        case "acts.yaml":
            _add(rules, document, shapes.ActsFile, rules.acts)
        case "authorities.yaml":
            _add(rules, document, shapes.AuthoritiesFile, rules.authorities)
        case "questions.yaml":
            _add(rules, document, shapes.QuestionsFile, rules.questions)
        case "conflicts.yaml":
            _add(rules, document, shapes.ConflictsFile, rules.conflicts)
        case "shared-criteria.yaml":
            _add(rules, document, shapes.SharedCriteriaFile, rules.shared)
        case "wordings":
            _add(rules, document, shapes.WordingsFile, rules.wordings)
        case "recipients":
            _add(rules, document, shapes.RecipientFile, rules.recipients)
        case "holidays":
            _add(rules, document, shapes.HolidaysFile, rules.holidays)
        case "tone":
            _add(rules, document, shapes.ToneFile, rules.tone)
        case _:
            _take_criteria(rules, document)


def _add(rules: RulesFolder, document: Document, shape: type[Shape], target: list[tuple[Document, Shape]]) -> None:
    found, problems = validate(document, shape)
    rules.problems.extend(problems)
    if found is not None:
        target.append((document, found))


def _take_criteria(rules: RulesFolder, document: Document) -> None:
    if isinstance(document.data, dict) and "provisions" in document.data:
        several, problems = validate(document, shapes.ProvisionsFile)
        rules.problems.extend(problems)
        for number, one in enumerate(several.provisions if several else ()):
            rules.provisions.append((document, ("provisions", number), one))
        return
    entry, problems = validate(document, shapes.ProvisionEntry)
    rules.problems.extend(problems)
    if entry is not None:
        rules.provisions.append((document, (), entry))


def _build(rules: RulesFolder) -> Law:
    questions = tuple(building.build_question(entry) for _, file in rules.questions for entry in file.questions)
    recipients = tuple(sorted(_recipients(rules, questions), key=lambda recipient: recipient.order))
    return Law(
        acts=tuple(building.build_act(entry) for _, file in rules.acts for entry in file.acts),
        wordings=tuple(wording for _, file in rules.wordings for wording in building.build_wordings(file)),
        authorities=tuple(
            building.build_authority(entry) for _, file in rules.authorities for entry in file.authorities
        ),
        questions=questions,
        provisions=tuple(_provisions(rules, questions)),
        recipients=tuple(one for one in recipients if not one.around),
        translations=Translations(str(rules.path), tuple(language for language, _ in rules.translations)),
        digest=digest_of_files(rules.files, rules.path),
        conflicts=tuple(_conflicts(rules, questions)),
        holidays=tuple(building.build_holidays(file) for _, file in rules.holidays),
        tone=tuple(building.build_tone(file) for _, file in rules.tone),
        around=tuple(_with_forms(rules, one, recipients) for one in recipients if one.around),
    )


def _with_forms(rules: RulesFolder, letter: Recipient, recipients: tuple[Recipient, ...]) -> Recipient:
    """Return a letter around the complaint with the forms of address of the recipient that its file names."""
    named = next((file.forms_of for _, file in rules.recipients if file.id == letter.id), None)
    source = next((one for one in recipients if one.id == named), letter)
    return replace(letter, salutation=source.salutation, closing=source.closing)


def _provisions(rules: RulesFolder, questions: tuple[Question, ...]) -> Iterator[Provision]:
    known = {question.id: question for question in questions}
    shared = _shared(rules, known)
    for document, at, entry in rules.provisions:
        provision, reader = building.build_provision(entry, document, at, known, shared)
        rules.problems.extend(reader.problems)
        rules.used |= reader.used
        if provision is not None:
            yield provision


def _shared(rules: RulesFolder, known: dict[str, Question]) -> dict[str, Criterion]:
    found: dict[str, Criterion] = {}
    for document, file in rules.shared:
        criteria, reader = building.build_shared(file, document, known)
        rules.problems.extend(reader.problems)
        rules.used |= reader.used
        found |= criteria
    return found


def _conflicts(rules: RulesFolder, questions: tuple[Question, ...]) -> Iterator[Conflict]:
    """Yield what answers exclude each other; a question asked only there is used by no criterion."""
    known = {question.id: question for question in questions}
    for document, file in rules.conflicts:
        found, reader = building.build_conflicts(file, document, known)
        rules.problems.extend(reader.problems)
        yield from found


def _recipients(rules: RulesFolder, questions: tuple[Question, ...]) -> Iterator[Recipient]:
    known = {question.id: question for question in questions}
    for document, file in rules.recipients:
        recipient, reader = building.build_recipient(file, document, known)
        rules.problems.extend(reader.problems)
        rules.used |= reader.used
        if recipient is not None:
            yield recipient
