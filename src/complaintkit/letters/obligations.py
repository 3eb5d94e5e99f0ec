"""The provisions raised: wording, criteria submitted as met with their annexes, criteria the recipient is to establish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from complaintkit.assessment.deciding import questions_of
from complaintkit.assessment.values import CriterionResult, Outcome
from complaintkit.law import lookup
from complaintkit.law.values import Criterion
from complaintkit.letters.facts import points
from complaintkit.letters.submissions import Finding, Submission, defined, relevant
from complaintkit.letters.values import Block
from complaintkit.letters.wordings import wording_blocks
from complaintkit.letters.writing import Writing

Results = dict[str, list[tuple[Finding, CriterionResult]]]


def obligation_blocks(writing: Writing, submission: Submission) -> Iterator[Block]:
    """Yield the heading of a provision, its wording, and its criteria: those met on which annexes, and those open."""
    provision = lookup.provision(writing.law, submission.provision)
    if provision is None:
        return
    cited, title = writing.cite_alone(submission.provision), writing.rule(provision.title)
    yield writing.heading(writing.say("{provision}: {title}", provision=cited, title=title))
    told = frozenset(submission.incidents)
    incidents = [incident for incident in writing.chosen if incident.id in told]
    yield from wording_blocks(writing, submission.provision, incidents)
    yield from _criteria(writing, submission)


def without_provision(writing: Writing, submissions: Iterable[Submission]) -> Iterator[Block]:
    """Yield a paragraph naming the facts on which no provision is raised, so that nobody takes them for a submission."""
    raised_on = {incident for submission in submissions for incident in submission.incidents}
    letters = [letter for incident, letter in points(writing).items() if incident not in raised_on]
    if letters and raised_on:
        yield writing.paragraph(
            writing.say(
                "On the facts under the following letters no provision is raised separately: {points}. It is asked that "
                "they be taken into account as far as they bear on the others.",
                points=writing.list(letters),
            )
        )


def _criteria(writing: Writing, submission: Submission) -> Iterator[Block]:
    met, open_ = _sorted(writing, submission, Outcome.MET), _sorted(writing, submission, Outcome.NOT_KNOWN)
    if met:
        yield writing.paragraph(
            writing.say(
                "On the facts set out above, should they be confirmed, it is submitted that the following criteria are met:"
            )
        )
        yield from (_item(writing, submission, index, found) for index, found in enumerate(met.values()))
    if open_:
        yield writing.paragraph(_request(writing))
        yield from (
            _item(writing, submission, index, found) for index, found in enumerate(open_.values(), start=len(met))
        )
    elif met:
        yield writing.paragraph(
            writing.say("On these facts it is submitted that this provision may not have been complied with.")
        )


def _request(writing: Writing) -> str:
    if writing.recipient.id == "ombudsman":
        return writing.say(
            "The facts known do not decide the following criteria. The Ombudsman is asked to establish whether they are met:"
        )
    if writing.recipient.id == "olaf":
        return writing.say(
            "The facts known do not decide the following criteria. OLAF is asked to establish whether they are met:"
        )
    return writing.say(
        "The facts known do not decide the following criteria. The inquiry is asked to establish whether they are met:"
    )


def _sorted(writing: Writing, submission: Submission, outcome: Outcome) -> Results:
    """Return the criteria with that outcome in the order of the rules, each with the findings it was found in."""
    key = ("sorted", id(submission), outcome)  # `raised` keeps the submissions, so that no id is used twice
    return writing.shared.once(key, lambda: _in_order(writing, submission, outcome))


def _in_order(writing: Writing, submission: Submission, outcome: Outcome) -> Results:
    provision = lookup.provision(writing.law, submission.provision)
    found: Results = {}
    for finding in submission.findings:
        for result in relevant(provision, finding) if provision else ():
            if result.outcome == outcome and (outcome == Outcome.MET or finding.outcome != Outcome.MET):
                found.setdefault(result.id, []).append((finding, result))
    order = [criterion.id for criterion in provision.criteria] if provision else []
    return dict(sorted(found.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order)))


def _item(writing: Writing, submission: Submission, index: int, found: list[tuple[Finding, CriterionResult]]) -> Block:
    result = found[0][1]
    references = [_where(writing, finding, one) for finding, one in found]
    written = f"({'; '.join(dict.fromkeys(filter(None, references)))})"
    source = " ".join(_standing(writing, submission, found))
    return writing.item(index, writing.rule(result.text), written if written != "()" else "", source)


def _where(writing: Writing, finding: Finding, result: CriterionResult) -> str:
    """Return "A: Annex 3, p. 2, Annex 4"; without the letter of the incident where there is only one incident."""
    annexes = "; ".join(dict.fromkeys(map(writing.annex, result.exhibits))) if result.outcome == Outcome.MET else ""
    if len(writing.chosen) == 1:
        return annexes
    letters = [points(writing)[incident] for incident in finding.incidents if incident in points(writing)]
    called = writing.list(letters)
    return writing.say("{point}: {annexes}", point=called, annexes=annexes) if annexes else called


def _standing(writing: Writing, submission: Submission, found: list[tuple[Finding, CriterionResult]]) -> Iterator[str]:
    """Say on whose word a criterion stands, whose reading of the provision it is, and on which authority."""
    result = found[0][1]
    if any(_vouched(writing, submission, finding, one) for finding, one in found):
        yield writing.say("Vouched for from own knowledge, without a document.")
    elif result.outcome == Outcome.MET and not any(one.exhibits for _, one in found):
        yield _without_annex(writing, defined(writing.law, submission.provision, result.id))
    if result.basis == "inference":
        yield writing.say("On the sender's reading of the provision.")
    yield from _authorities(writing, defined(writing.law, submission.provision, result.id))


def _without_annex(writing: Writing, criterion: Criterion | None) -> str:
    """Say of a criterion met without an annex whether the case's own record carries it, which the facts above have told."""
    recorded = {question.id for question in writing.law.questions if question.recorded}
    if criterion and questions_of(criterion.decided_by) <= recorded:
        return writing.say("This follows from the facts set out above.")
    return writing.say("Stated without an annex.")


def _authorities(writing: Writing, criterion: Criterion | None) -> Iterator[str]:
    """Cite what was read, and only as it was read: a headnote as a headnote; one read for its facts only is not cited."""
    citable = lookup.citable_authorities(writing.law, criterion.authorities if criterion else (), writing.on)
    by_level = {
        level: [writing.cite_authority(one) for one in citable if one.level == level] for level in ("text", "headnote")
    }
    if len(by_level["text"]) == 1:
        yield writing.say("Authority: {authority}.", authority=by_level["text"][0])
    elif by_level["text"]:
        yield writing.say("Authorities: {authorities}.", authorities="; ".join(by_level["text"]))
    if len(by_level["headnote"]) == 1:
        yield writing.say("Authority (headnote): {authority}.", authority=by_level["headnote"][0])
    elif by_level["headnote"]:
        yield writing.say("Authorities (headnotes): {authorities}.", authorities="; ".join(by_level["headnote"]))


def _vouched(writing: Writing, submission: Submission, finding: Finding, result: CriterionResult) -> bool:
    criterion = defined(writing.law, submission.provision, result.id)
    asked = questions_of(criterion.decided_by) if criterion else frozenset[str]()
    facts = (
        fact
        for incident in map(writing.chosen_by_id.get, finding.incidents)
        if incident is not None
        for question, fact in incident.facts.items()
        if question in asked
    )
    return result.outcome == Outcome.MET and any(fact.vouched and not fact.exhibits for fact in facts)
