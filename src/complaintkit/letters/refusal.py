"""What refuses a final letter before a word of it is written: each is a Problem with what to do.

In a draft the same problems become visible marks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace

from complaintkit.assessment.deciding import questions_of
from complaintkit.assessment.values import ConditionResult, Outcome, Support
from complaintkit.case.values import Fact, Incident, Supported
from complaintkit.languages.formats import typographic
from complaintkit.languages.translations import shortened
from complaintkit.law import lookup
from complaintkit.law.hints import provision_hint
from complaintkit.letters.around import tells_facts
from complaintkit.letters.refusing_around import refuse_around
from complaintkit.letters.submissions import Submission, defined, findings, raised, relevant
from complaintkit.letters.values import Letter
from complaintkit.letters.writing import Writing
from complaintkit.problems import did_you_mean

_NO_ASSERTION = frozenset({"matter"})  # says what the allegation is about, and asserts nothing


def refuse_unsound(writing: Writing) -> None:
    """Collect everything that forbids sending: in the selection, the claims, and what is asserted without support."""
    _refuse_choice(writing)
    _refuse_respondent(writing)
    if writing.recipient.around:
        refuse_around(writing)
    else:
        _refuse_raised(writing)
        _refuse_inadmissible(writing)
    for incident in writing.chosen if tells_facts(writing) else ():
        _refuse_unsupported(writing, incident)


def _refuse_choice(writing: Writing) -> None:
    known = {incident.id for incident in writing.case.incidents}
    selection = f"selections/{writing.recipient.id}.yaml"
    for incident in (*writing.selection.incidents, *(told.incident for told in writing.selection.background)):
        if incident not in known:
            hint = (
                did_you_mean(incident, known)
                or f"choose again: `complaintkit select --recipient {writing.recipient.id}`"
            )
            writing.refuse(
                "CK421", f"incident `{incident}` is selected, but the case has no such incident", hint, selection
            )
    if not writing.selection.chosen:
        hint = f"choose at least one with `complaintkit select --recipient {writing.recipient.id}`"
        writing.refuse("CK411", "no incident is chosen, so there is nothing to write about", hint, selection)


def _refuse_respondent(writing: Writing) -> None:
    if writing.case.file.respondent.kind != "union-institution":
        message = (
            "the respondent is no institution, body, office or agency of the Union; these recipients deal with no other"
        )
        writing.refuse(
            "CK419", message, "correct `respondent: kind:` or turn to the body that is competent", "case.yaml"
        )


def _refuse_raised(writing: Writing) -> None:
    selection = f"selections/{writing.recipient.id}.yaml"
    for provision in writing.selection.raised:
        if lookup.provision(writing.law, provision) is None:
            hint = provision_hint(provision, writing.law)
            writing.refuse("CK421", f"`{provision}` is raised, but the rules have no criteria for it", hint, selection)
        elif writing.chosen and not _arguable(writing, provision):
            hint = "take it out with `complaintkit select --raise`, or see `complaintkit check` for what is missing"
            message = f"`{provision}` is raised, but is not met in any of the incidents chosen"
            writing.refuse("CK412", message, hint, selection)
    if writing.chosen and not writing.selection.raised and not raised(writing):
        hint = "name those that the recipient is to look into: `complaintkit select --raise 12,17(1)`"
        writing.refuse("CK428", "no provision is raised, and none is met in the incidents chosen", hint, selection)


def _arguable(writing: Writing, provision: str) -> bool:
    chosen = (incident.id for incident in writing.chosen)
    return any(finding.outcome != Outcome.NOT_MET for finding in findings(writing, provision, chosen))


def _refuse_inadmissible(writing: Writing) -> None:
    for claim in writing.claims:
        for condition in claim.conditions:
            if claim.outcome == Outcome.NOT_MET and condition.outcome == Outcome.NOT_MET:
                reasons = "; ".join(condition.reasons)
                claimed = f"claim `{claim.id}` is not admissible to `{writing.recipient.id}`"
                message = f"{claimed}: {condition.id}: {condition.text}" + (f" ({reasons})" if reasons else "")
                writing.refuse("CK413", message, _way_out(writing, condition), "")


def _way_out(writing: Writing, condition: ConditionResult) -> str:
    """Return what remains where nothing cures it any more, else the cure, else to leave it out."""
    way = condition.left or condition.cure
    return way or f"leave it out: `complaintkit select --recipient {writing.recipient.id}`"


def _refuse_unsupported(writing: Writing, incident: Incident) -> None:
    for statement in (*incident.what_happened, *incident.against):
        if statement.source != "own":
            _refuse_assertion(writing, incident, statement, statement.say)
    for act in incident.acts:
        _refuse_assertion(writing, incident, act, act.what)
    for question, fact in _relied_on(writing, incident).items():
        _refuse_assertion(writing, incident, fact, f"the answer to `{question}`")


def _refuse_assertion(writing: Writing, incident: Incident, assertion: Supported, what: str) -> None:
    if assertion.exhibits or assertion.vouched:
        return
    message = f"asserted without an exhibit, and nobody vouches for it: {shortened(what)}"
    hint = "name the exhibits, or write `vouched: true` if the complainant knows it itself"
    writing.refuse("CK414", message, hint, f"incidents/{incident.id}.yaml")


def _relied_on(writing: Writing, incident: Incident) -> dict[str, Fact]:
    """Return the facts that a criterion submitted as met rests on although nothing supports them."""
    asked = {
        question
        for submission in raised(writing, (incident.id,))
        for question in _unsupported_questions(writing, submission)
    }
    answered = {question: fact for question, fact in incident.facts.items() if fact.answer not in ("unknown", None)}
    return {question: fact for question, fact in answered.items() if question in asked - _NO_ASSERTION}


def _unsupported_questions(writing: Writing, submission: Submission) -> Iterator[str]:
    provision = lookup.provision(writing.law, submission.provision)
    for finding in submission.findings:
        for result in relevant(provision, finding) if provision else ():
            criterion = defined(writing.law, submission.provision, result.id)
            if criterion and result.outcome == Outcome.MET and result.support == Support.NONE:
                yield from questions_of(criterion.decided_by)


def refuse_sender_shown(writing: Writing, letter: Letter) -> None:
    """Collect where a letter that leaves out its sender says who it is all the same."""
    if not writing.sender_hidden:
        return
    written = json.dumps(asdict(replace(letter, to_confirm=(), marks=())), ensure_ascii=False, default=str)
    for telling in map(typographic, _identity(writing)):
        if telling in written:
            message = f"the letter is to leave out its sender, but says: “{shortened(telling)}”"
            hint = "word the sentence so that it does not say who writes, or set `without_sender: false`"
            writing.refuse("CK430", message, hint, "case.yaml")


def _identity(writing: Writing) -> tuple[str, ...]:
    complainant = writing.case.file.complainant
    signs, represents = complainant.signatory, complainant.representative
    lines = [complainant.shown_as, *complainant.address, *complainant.reply_to]
    lines += [signs.name] if signs and signs.name else []
    lines += [represents.shown_as, *represents.address] if represents else []
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))
