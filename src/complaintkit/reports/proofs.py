"""How outcomes come about, as text: the proof tree of each provision and claim, and what would make it met.

A tree is indented, and each line begins with its outcome in words, so that it can be read aloud.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping

from complaintkit.assessment.proofs import lines_of, proof_of_claim, proof_of_provision
from complaintkit.assessment.values import Assessment, ClaimResult, Learned, Outcome, Proof, Way
from complaintkit.law.values import Law, Provision
from complaintkit.words import alternatives, counted

_WIDTH = 110


def as_proofs(assessment: Assessment, law: Law) -> str:
    """Return the trees of every provision worth a look, every course of conduct and every claim, as text."""
    provisions = {provision.id: provision for provision in law.provisions}
    lines = [*_of_incidents(assessment, provisions), *_of_groups(assessment, provisions), *_of_claims(assessment)]
    return "\n".join(lines) + "\n"


def in_words(way: Way, law: Law) -> str:
    """Return one set of things to find out as a sentence without a full stop."""
    texts = {question.id: question.text for question in law.questions}
    return "; and ".join(_learned(learned, texts) for learned in way)


def _learned(learned: Learned, texts: Mapping[str, str]) -> str:
    where = f"in {learned.incident}: " if learned.incident else ""
    if not learned.question:
        return where + learned.text
    return f"{where}{texts.get(learned.question, learned.question)} {alternatives(learned.answers)}"


def _of_incidents(assessment: Assessment, provisions: Mapping[str, Provision]) -> Iterator[str]:
    for incident in assessment.incidents:
        for result in incident.provisions:
            if result.proposed or result.outcome is Outcome.MET:
                provision = provisions[result.provision]
                yield f"{incident.id}: {result.provision} {provision.title}"
                yield from _tree(proof_of_provision(provision.met_when, result.criteria))


def _of_groups(assessment: Assessment, provisions: Mapping[str, Provision]) -> Iterator[str]:
    for group in assessment.groups:
        provision = provisions[group.provision]
        towards = f"{group.official} towards {', '.join(group.targets)}"
        yield f"{towards} ({counted(group.acts, 'act')}): {group.provision} {provision.title}"
        yield from _tree(proof_of_provision(provision.met_when, group.criteria))


def _of_claims(assessment: Assessment) -> Iterator[str]:
    for recipient in assessment.recipients:
        for claim in recipient.claims:
            yield f"{claim.id}: to {recipient.recipient}"
            yield from _tree(_open(claim))


def _open(claim: ClaimResult) -> Proof:
    """Return the claim's tree without the conditions that are met where others are not: they decide nothing then."""
    tree = proof_of_claim(claim)
    if claim.outcome is Outcome.MET:
        return tree
    parts = tuple(part for part in tree.parts if part.outcome is not Outcome.MET)
    return Proof("all", tree.outcome, parts=parts)


def _tree(proof: Proof) -> Iterator[str]:
    yield from _folded(lines_of(proof, level=1))
    yield ""


def _folded(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        margin = " " * (len(line) - len(line.lstrip()) + 4)
        yield from textwrap.wrap(line, _WIDTH, subsequent_indent=margin, break_on_hyphens=False) or [""]
