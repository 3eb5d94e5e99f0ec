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
from complaintkit.law.values import Law, Recipient
from complaintkit.letters import access, annexes, approaching, confirm, eeas, heading, olaf, ombudsman, warnings
from complaintkit.letters.approaches import approaches_table
from complaintkit.letters.disclosing import annexed, letter_uses, refuse_undisclosed
from complaintkit.letters.people import names_sheet
from complaintkit.letters.refusal import refuse_sender_shown, refuse_unsound
from complaintkit.letters.shared import Shared
from complaintkit.letters.values import Letter, Section, Version
from complaintkit.letters.writing import Writing
from complaintkit.problems import Problem, did_you_mean, error, has_errors, in_order

SECTIONS: dict[str, Callable[[Writing], Iterator[Section]]] = {
    "ombudsman": ombudsman.sections,
    "olaf": olaf.sections,
    "eeas": eeas.sections,
    "approach": approaching.sections,
    "access": access.application,
    "confirmatory": access.confirmatory_application,
}
_WITHOUT_TABLE = ("olaf", "access")


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
    shared: Shared | None = None,
) -> tuple[Letter | None, tuple[Problem, ...]]:
    """Return the letter that a selection makes in a language on a day, with the problems that refuse it.

    A final letter is None where any problem stands in the way. A draft is made all the same, with visible marks in its text
    and the problems as warnings. The case given is the whole one: what the recipient may not see is taken out here; of a
    non-confidential `version` also what the institution complained about may not see, with a mark in its place. A letter
    around the complaint goes to the institution: what is kept from that one is kept out of it, too. Letters that differ in
    nothing but the language are made with one `shared`, which keeps what is the same in all of them.
    """
    recipient = lookup.recipient(law, selection.recipient)
    unknown = tuple(_unknown(law, selection.recipient, language))
    if recipient is None or unknown:
        return None, unknown
    shared = shared or Shared()
    shown = shared.once("case", lambda: _shown(case, recipient, version))
    chosen = (
        shown.selections.get(recipient.id, selection) if selection == case.selections.get(recipient.id) else selection
    )
    writing = Writing(
        shown,
        law,
        assessment,
        chosen,
        recipient,
        load_catalogue(language),
        on,
        draft=draft,
        version=version,
        shared=shared,
    )
    writing.problems |= dict.fromkeys(shared.once("problems", lambda: _unsound(writing)))
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


def _shown(case: Case, recipient: Recipient, version: Version) -> Case:
    institution = (case.file.respondent.institution,) if recipient.around else ()
    shown = for_recipient(case, recipient.id, kept_from=institution)
    return as_seen_by(shown, INSTITUTION, case) if version == "non-confidential" else shown


def _unsound(writing: Writing) -> tuple[Problem, ...]:
    refuse_unsound(writing)
    found = tuple(writing.problems)
    writing.problems.clear()
    return found


def no_letter(law: Law, recipient_id: str) -> Problem | None:
    """Return why no letter is made to a recipient of the rules, with what to do instead; None if letters are made to it."""
    recipient = lookup.recipient(law, recipient_id)
    if recipient is None or (recipient.no_letter is None and recipient.id in SECTIONS):
        return None
    message = f"no letter is made to `{recipient_id}`: there is no template for it"
    hint = recipient.no_letter or f"letters are made to {', '.join(_written_to(law))}"
    return error("--to", "CK746", message, hint)


def _written_to(law: Law) -> list[str]:
    return [one.id for one in (*law.recipients, *law.around) if one.id in SECTIONS]


def _unknown(law: Law, recipient: str, language: str) -> Iterator[Problem]:
    recipients = _written_to(law)
    if recipient not in recipients:
        hint = did_you_mean(recipient, recipients) or f"recipients: {', '.join(recipients)}"
        yield error("--to", "CK424", f"there is no recipient `{recipient}` that letters can be written to", hint)
    if language not in shipped_languages():
        hint = f"languages: {', '.join(shipped_languages())}"
        yield error("--lang", "CK425", f"there is no catalogue of fixed sentences in `{language}`", hint)


def _written(writing: Writing) -> Letter:
    recipient, language = writing.recipient, writing.language
    sections = tuple(SECTIONS[recipient.id](writing))
    table = approaches_table(writing, writing.chosen) if recipient.id not in _WITHOUT_TABLE else None
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
        salutation=writing.form_of_address("salutation", recipient.salutation),
        overview=heading.overview(writing),
        opening=heading.opening(writing),
        sections=sections,
        approaches=table,
        closing=writing.form_of_address("closing", recipient.closing),
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
