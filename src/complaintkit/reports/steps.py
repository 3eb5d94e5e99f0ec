"""What to do next, and to whom: drawn from an Assessment, in the order in which a careful sender would go about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from complaintkit.assessment.values import (
    Assessment,
    ClaimResult,
    ConditionResult,
    Elsewhere,
    Outcome,
    RecipientResult,
)
from complaintkit.law import lookup
from complaintkit.law.values import Law, Recipient
from complaintkit.reports.recipients import failing, renewal_line
from complaintkit.values import frozen
from complaintkit.words import counted, some

_MOST_QUESTIONS = 8
_MOST_DEADLINES = 5
_MOST_CLAIMS = 9
_NOTHING_NEW = "No reply, refusal or silence of the kind is recorded in the case yet."


@frozen
class Step:
    """One thing to do, with its details."""

    text: str
    details: tuple[str, ...] = ()


def next_steps(assessment: Assessment, law: Law) -> tuple[Step, ...]:
    """Return the steps: mend the files, go from recipient to recipient in the order of the rules, find out the rest.

    Of each recipient: what can be written, what opens a way anew, what would open it, what is left where it is shut; the
    last two only of those to which letters are made.
    """
    guide = _Guide(assessment, law, set())
    order = {recipient.id: recipient.order for recipient in law.recipients}
    results = sorted(assessment.recipients, key=lambda result: order.get(result.recipient, 0))
    steps = (step for result in results for step in guide.steps(result))
    return (*_mend(assessment), *_letter_around(assessment, law), *steps, *_find_out(assessment))


def _mend(assessment: Assessment) -> Iterator[Step]:
    errors = sum(problem.severity == "error" for problem in assessment.problems)
    if errors:
        yield Step(f"Mend the {counted(errors, 'problem')} named above: what they touch was left out of this check.")


def _letter_around(assessment: Assessment, law: Law) -> Iterator[Step]:
    """Yield how to make the letter around the complaint that was asked about; no claim is judged by it."""
    letter = next((one for one in law.around if one.id == assessment.recipient), None)
    if letter is not None and letter.around:
        yield Step(letter.around, (f"Make the letter with: complaintkit letter --to {letter.id}",))


@frozen
class _Guide:
    assessment: Assessment
    law: Law
    told: set[str]

    def steps(self, result: RecipientResult) -> Iterator[Step]:
        """Yield what to do as to one recipient."""
        recipient = lookup.recipient(self.law, result.recipient)
        if recipient is not None:
            yield from self._write(result, recipient)
            yield from _renewals(result, recipient)
        if recipient is not None and recipient.no_letter is None:
            yield from _cures(result, recipient)
            yield from self._left(result, recipient)

    def _write(self, result: RecipientResult, recipient: Recipient) -> Iterator[Step]:
        ready = [claim for claim in result.claims if claim.outcome is Outcome.MET]
        undecided = [claim for claim in result.claims if claim.outcome is Outcome.NOT_KNOWN]
        if not ready and not undecided:
            return
        can = f"no condition stands in the way of these: {_named(ready)}" if ready else ""
        may = f"nothing rules these out, but not all is known: {_named(undecided)}" if undecided else ""
        text = f"To the {recipient.name}: {'; '.join(filter(None, (can, may)))}."
        details = (
            *self._conditions(undecided),
            *_deadlines([*ready, *undecided]),
            *(f"Mind {notice.id}: {notice.text}" for notice in result.notices if notice.warn),
            *self._blocked(result, [*ready, *undecided]),
            recipient.no_letter or f"Choose with: complaintkit select --recipient {result.recipient}",
        )
        yield Step(text, details)

    def _conditions(self, claims: Sequence[ClaimResult]) -> Iterator[str]:
        """Yield the cure of each condition that is not known, and who is competent besides."""
        open_ = {c.id: c for claim in claims for c in claim.conditions if c.outcome is Outcome.NOT_KNOWN}
        yield from (f"{c.id} is not known: {c.cure}" for c in open_.values() if c.cure)
        elsewhere = [one for claim in claims for c in claim.conditions for one in c.elsewhere]
        yield from (f"{self._name(one)}: {one.because}" for one in dict.fromkeys(elsewhere))

    def _blocked(self, result: RecipientResult, claims: Sequence[ClaimResult]) -> Iterator[str]:
        """Yield which claims could be put to another recipient, to which this letter may block the way."""
        mine = {incident for claim in claims for incident in claim.incidents}
        blocked: dict[tuple[str, str], list[str]] = {}
        for notice in result.notices:
            for one in notice.blocks:
                theirs = [claim.id for claim in self._open(one.recipient, mine)]
                why = f"(see {notice.id})." if notice.warn else f". {one.because}"
                if theirs:
                    blocked.setdefault((_several(theirs), why), []).append(self._called(one.recipient))
        for (there, why), names in blocked.items():
            yield f"Not at once to the {' or the '.join(names)} about the same facts: {there} {why}".replace(" .", ".")

    def _left(self, result: RecipientResult, recipient: Recipient) -> Iterator[Step]:
        """Yield what is left where a condition shuts the way for good; each claim is told of once."""
        shut: dict[tuple[str, str], list[tuple[ClaimResult, ConditionResult]]] = {}
        for claim in result.claims:
            for condition in failing(claim):
                if condition.left:
                    shut.setdefault((condition.id, condition.left), []).append((claim, condition))
        told: set[str] = set()
        for (condition_id, left), found in sorted(shut.items(), key=lambda item: -len(item[1])):
            new = [(claim, condition) for claim, condition in found if claim.id not in told]
            told.update(claim.id for claim, _ in new)
            if new:
                which = "every claim" if len(new) == len(result.claims) else _several([c.id for c, _ in new])
                text = f"What is left where {condition_id} shuts the way to the {recipient.name} ({which}):"
                yield Step(text, (left, *self._nothing_new(recipient, condition_id, new), *self._elsewhere(new)))

    def _nothing_new(
        self, recipient: Recipient, condition_id: str, found: Sequence[tuple[ClaimResult, ConditionResult]]
    ) -> Iterator[str]:
        rule = next((one for one in recipient.conditions if one.id == condition_id), None)
        if rule is not None and rule.renewed_by and not any(claim.renewals for claim, _ in found):
            yield _NOTHING_NEW

    def _elsewhere(self, found: Sequence[tuple[ClaimResult, ConditionResult]]) -> Iterator[str]:
        """Yield whom one can write to instead, why, and for which of these claims its own conditions leave that open."""
        ways: dict[Elsewhere, list[ClaimResult]] = {}
        for claim, condition in found:
            for one in condition.elsewhere:
                ways.setdefault(one, []).append(claim)
        for one, claims in ways.items():
            line = f"{self._name(one)}: {one.because} {self._standing(one.recipient, claims)}".rstrip()
            if line not in self.told:
                self.told.add(line)
                yield line

    def _standing(self, recipient: str, claims: Sequence[ClaimResult]) -> str:
        result = self._result(recipient)
        if result is None:
            return ""
        incidents = {incident for claim in claims for incident in claim.incidents}
        open_ = self._open(recipient, incidents)
        if open_:
            which = "every one of these" if len(open_) == len(claims) > 1 else _several([claim.id for claim in open_])
            return f"{_how_open(open_)}: {which}."
        there = [claim for claim in result.claims if incidents & {*claim.incidents}]
        shut = next((condition for claim in there for condition in failing(claim)), None)
        return f"Not open there to this complainant: {shut.id} is not met ({shut.text.rstrip('.')})." if shut else ""

    def _open(self, recipient: str, incidents: set[str]) -> list[ClaimResult]:
        result = self._result(recipient)
        claims = result.claims if result else ()
        return [c for c in claims if c.outcome is not Outcome.NOT_MET and incidents & {*c.incidents}]

    def _result(self, recipient: str) -> RecipientResult | None:
        return next((one for one in self.assessment.recipients if one.recipient == recipient), None)

    def _name(self, one: Elsewhere) -> str:
        return self._called(one.recipient)

    def _called(self, recipient_id: str) -> str:
        recipient = lookup.recipient(self.law, recipient_id)
        return recipient.name if recipient else recipient_id


def _how_open(claims: Sequence[ClaimResult]) -> str:
    outcomes = {claim.outcome for claim in claims}
    if Outcome.NOT_KNOWN not in outcomes:
        return "Open there"
    return "Not ruled out there" if len(outcomes) == 1 else "Open or not ruled out there"


def _deadlines(claims: Sequence[ClaimResult]) -> Iterator[str]:
    days = sorted((c.deadline.date, c.id, c.deadline.safe_date) for c in claims if c.deadline)
    for day, name, safe in days[:_MOST_DEADLINES]:
        yield f"{name}: last day {day}" + (f", safely by {safe}" if safe else "")


def _cures(result: RecipientResult, recipient: Recipient) -> Iterator[Step]:
    """Yield each cure once with the claims it would help; what is not met for good has none."""
    helped: dict[tuple[str, str], list[str]] = {}
    for claim in result.claims:
        if claim.outcome is Outcome.NOT_MET and not any(condition.left for condition in failing(claim)):
            for condition in failing(claim):  # not shut for good, where a cure of something else would not help
                if condition.cure:
                    helped.setdefault((condition.id, condition.cure), []).append(claim.id)
    if helped:
        lines = tuple(f"{condition}: {cure} ({', '.join(ids)})" for (condition, cure), ids in helped.items())
        yield Step(f"What would open the way to the {recipient.name} for others:", lines)


def _renewals(result: RecipientResult, recipient: Recipient) -> Iterator[Step]:
    found = tuple(
        f"{renewal.incident}: {renewal_line(renewal)}" for claim in result.claims for renewal in claim.renewals
    )
    if found:
        yield Step(f"What can be put to the {recipient.name} anew, as a complaint about itself only:", found)


def _named(claims: Sequence[ClaimResult]) -> str:
    return some([claim.id for claim in claims], _MOST_CLAIMS)


def _several(ids: Sequence[str]) -> str:
    return ", ".join(ids) if len(ids) <= 4 else f"{', '.join(ids[:3])} and {len(ids) - 3} more"  # noqa: PLR2004


def _find_out(assessment: Assessment) -> Iterator[Step]:
    """Count each question once for an incident in which something is open that speaks for a provision."""
    wanted: Counter[str] = Counter()
    for incident in assessment.incidents:
        open_ = [one for one in incident.provisions if one.proposed and one.outcome is Outcome.NOT_KNOWN]
        wanted.update({_question(line) for provision in open_ for c in provision.criteria for line in c.missing})
    if wanted:
        most = tuple(f"{line} [{counted(count, 'incident')}]" for line, count in _first(wanted))
        yield Step("Find out first what would settle most of what is open:", most)


def _question(line: str) -> str:
    """Return what is asked, whether it was asked before (`Find out: ...`) or not (`Ask: ...`)."""
    verb, colon, rest = line.partition(": ")
    return rest if colon and verb in {"Ask", "Find out"} else line


def _first(wanted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(wanted.items(), key=lambda item: (-item[1], item[0]))[:_MOST_QUESTIONS]
