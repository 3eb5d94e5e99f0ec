"""What `law lint` says of the rules beside the mistakes for which they are not loaded at all.

A condition that can never be decided answers "not known", which is not wrong but helps nobody; to find one, every
combination of answers is tried, which takes longer than reading the rules. A wording or a translation that is lacking is
said aloud wherever it is wanted. Whoever changes the rules wants to hear of all three at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from complaintkit.law import lookup
from complaintkit.law.checks_held import wordings_lacking
from complaintkit.law.conditions import Condition
from complaintkit.law.decidability import dead_parts, never_decided
from complaintkit.law.describing import condition_in_words
from complaintkit.law.loading import load_law, read_rules
from complaintkit.law.rules_folder import RulesFolder
from complaintkit.law.translations import parse_translations, sentences_of_rules
from complaintkit.law.values import Law
from complaintkit.problems import Problem, error, warning
from complaintkit.source.documents import Document, Location
from complaintkit.source.reading import read_text


def lint_rules(folder: Path) -> tuple[Law | None, tuple[Problem, ...]]:
    """Return the rules in a folder as `load_law` does, with every problem that loading finds and those found here."""
    law, problems = load_law(folder)
    if law is None:
        return None, problems
    rules = read_rules(folder)
    return law, (*problems, *undecidable(rules, law), *wordings_lacking(rules, law), *untranslated(rules, law))


def undecidable(rules: RulesFolder, law: Law) -> Iterator[Problem]:
    """Yield each condition that no answers could decide, and each part of one that decides nothing."""
    for document, at, entry in rules.provisions:
        provision = lookup.provision(law, entry.provision)
        for number, criterion in enumerate(provision.criteria if provision else ()):
            here: Location = (*at, "criteria", number, "decided_by")
            yield from _decidable(document, f"criterion `{criterion.id}`", criterion.decided_by, law, here)
    by_id = {recipient.id: recipient for recipient in (*law.recipients, *law.around)}
    for document, file in rules.recipients:
        for number, condition in enumerate(by_id[file.id].conditions):
            if condition.decided_by is not None and condition.applies_if is None:
                here = ("conditions", number, "decided_by")
                yield from _decidable(document, f"condition {condition.id}", condition.decided_by, law, here)


def _decidable(document: Document, what: str, condition: Condition, law: Law, at: Location) -> Iterator[Problem]:
    """Yield that no answers could decide a condition, or else which of its parts decide nothing."""
    why = never_decided(condition, law)
    if why:
        yield _undecided(document, what, why, at)
        return
    for part, reason in dead_parts(condition, law):
        said = condition_in_words(part, law)[0]
        message = f"{what} has a part that decides nothing: {said} ({reason})"
        yield error(document.file, "CK306", message, "correct that part, or take it out", at=document.place(at))


def _undecided(document: Document, what: str, why: str, at: Location) -> Problem:
    message = f"{what} can never be decided: {why}"
    return error(document.file, "CK306", message, "correct the condition", at=document.place(at))


def untranslated(rules: RulesFolder, law: Law) -> Iterator[Problem]:
    """Yield what is wrong with the translation files, and a warning for each sentence that one lacks or nobody asks for."""
    needed = set(sentences_of_rules(law))
    for _, path in rules.translations:
        shown = rules.shown(path)
        text, unreadable = read_text(path, shown)
        pairs, wrong = parse_translations(text or "", shown)
        yield from (*unreadable, *wrong)
        held = {source for source, _ in pairs}
        for sentence in sorted(needed - held):
            yield warning(shown, "CK316", f"no translation of: {sentence}", "translate it, or the letter cannot say it")
        for sentence in sorted(held - needed):
            yield warning(shown, "CK316", f"the rules no longer say: {sentence}", "take it out, or correct its English")
