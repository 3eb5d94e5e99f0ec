"""Composing one letter: from the case, the rules, the assessment and the selection to a `Letter`, or the reasons why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from complaintkit.assessment.values import Assessment
from complaintkit.case.disclosing import INSTITUTION
from complaintkit.case.values import Case, Selection
from complaintkit.disclosure import as_seen_by, for_recipient
from complaintkit.languages.catalogue import load_catalogue, shipped_languages
from complaintkit.law import lookup
from complaintkit.law.values import Law
from complaintkit.letters import annexes, confirm, eeas, heading, olaf, ombudsman, warnings
from complaintkit.letters.approaches import approaches_table
from complaintkit.letters.disclosing import annexed, letter_uses, refuse_undisclosed
from complaintkit.letters.people import names_sheet
from complaintkit.letters.refusal import refuse_sender_shown, refuse_unsound
from complaintkit.letters.values import Letter, Section, Version
from complaintkit.letters.writing import Writing
from complaintkit.problems import Problem, did_you_mean, error, has_errors, in_order

SECTIONS: dict[str, Callable[[Writing], Iterator[Section]]] = {
    "ombudsman": ombudsman.sections,
    "olaf": olaf.sections,
    "eeas": eeas.sections,
}


def compose(  # noqa: PLR0917 - what a letter is made of, in the order of the house
    case: Case,
    law: Law,
    assessment: Assessment,
    selection: Selection,
    language: str,
    on: date,
    *,
    draft: bool,
    version: Version = "",
) -> tuple[Letter | None, tuple[Problem, ...]]:
    """Return the letter that a selection makes in a language on a day, with the problems that refuse it.

    A final letter is None where any problem stands in the way. A draft is made all the same, with visible marks in its text
    and the problems as warnings. The case given is the whole one: what the recipient may not see is taken out here; of a
    non-confidential `version` also what the institution complained about may not see, with a mark in its place.
    """
    recipient = lookup.recipient(law, selection.recipient)
    unknown = tuple(_unknown(law, selection.recipient, language))
    if recipient is None or unknown:
        return None, unknown
    shown = for_recipient(case, recipient.id)
    if version == "non-confidential":
        shown = as_seen_by(shown, INSTITUTION, case)
    chosen = (
        shown.selections.get(recipient.id, selection) if selection == case.selections.get(recipient.id) else selection
    )
    writing = Writing(
        shown, law, assessment, chosen, recipient, load_catalogue(language), on, draft=draft, version=version
    )
    refuse_unsound(writing)
    letter = _written(writing)
    refuse_sender_shown(writing, letter)
    refuse_undisclosed(writing, case, letter)
    warnings.warn(writing, case, letter_uses(writing, case, letter), annexed(writing, letter))
    letter = replace(letter, to_confirm=tuple(writing.to_confirm))
    problems = in_order(writing.problems)
    if has_errors(problems) and not draft:
        return None, problems
    marks = tuple(problem.message for problem in problems if problem.severity == "error")
    return replace(letter, marks=marks), tuple(replace(problem, severity="warning") for problem in problems)


def no_letter(law: Law, recipient_id: str) -> Problem | None:
    """Return why no letter is made to a recipient of the rules, with what to do instead; None if letters are made to it."""
    recipient = lookup.recipient(law, recipient_id)
    if recipient is None or (recipient.no_letter is None and recipient.id in SECTIONS):
        return None
    message = f"no letter is made to `{recipient_id}`: there is no template for it"
    hint = (
        recipient.no_letter
        or f"letters are made to {', '.join(one.id for one in law.recipients if one.id in SECTIONS)}"
    )
    return error("--to", "CK746", message, hint)


def _unknown(law: Law, recipient: str, language: str) -> Iterator[Problem]:
    recipients = [one.id for one in law.recipients if one.id in SECTIONS]
    if recipient not in recipients:
        hint = did_you_mean(recipient, recipients) or f"recipients: {', '.join(recipients)}"
        yield error("--to", "CK424", f"there is no recipient `{recipient}` that letters can be written to", hint)
    if language not in shipped_languages():
        hint = f"languages: {', '.join(shipped_languages())}"
        yield error("--lang", "CK425", f"there is no catalogue of fixed sentences in `{language}`", hint)


def _written(writing: Writing) -> Letter:
    recipient, language = writing.recipient, writing.language
    sections = tuple(SECTIONS[recipient.id](writing))
    table = approaches_table(writing, writing.chosen) if recipient.id != "olaf" else None
    complainant = writing.case.file.complainant
    named = complainant.name_in_metadata and not writing.sender_hidden
    confirm.collect(writing)
    return Letter(
        recipient=recipient.id,
        language=language,
        on=writing.on,
        draft=writing.draft,
        sender=heading.sender(writing),
        addressee=heading.addressee(writing),
        confidential=heading.confidential(writing),
        place_and_date=heading.dated(writing),
        references=heading.references(writing),
        subject=heading.subject(writing),
        salutation=recipient.salutation.in_language_or_english(language),
        overview=heading.overview(writing),
        opening=heading.opening(writing),
        sections=sections,
        approaches=table,
        closing=recipient.closing.in_language_or_english(language),
        signature=heading.signature(writing),
        annexes=annexes.annexes_table(writing),
        header=heading.header(writing),
        page_of=heading.page_of(writing),
        draft_mark=writing.say("DRAFT: not to be sent") if writing.draft else "",
        author=writing.called(complainant.label) if named else "",
        title=heading.title(writing),
        names_sheet=names_sheet(writing),
        to_confirm=tuple(writing.to_confirm),
        annex_files=annexes.annex_files(writing),
        version=writing.version,
    )
