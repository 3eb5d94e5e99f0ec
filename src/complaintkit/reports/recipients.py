"""Who can be written to, as text: recipient by recipient, claims that stand alike together, each condition told once.

Recipients that are shut for every claim of the case by one and the same fact, such as who complains, are told at the end in
a few lines each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from complaintkit.assessment.values import (
    Assessment,
    ClaimResult,
    ConditionResult,
    Outcome,
    RecipientResult,
    Renewal,
)
from complaintkit.law.values import Law
from complaintkit.reports.wrapping import wrapped


def who_can_be_written_to(assessment: Assessment, law: Law) -> list[str]:
    """Return the lines of the section, without its heading."""
    names = {recipient.id: recipient.name for recipient in law.recipients}
    without_letter = {recipient.id for recipient in law.recipients if recipient.no_letter}
    shut = {result.recipient: condition for result in assessment.recipients if (condition := shut_for_all(result))}
    lines: list[str] = []
    for result in assessment.recipients:
        if result.recipient not in shut:
            lines += ["", f"{names[result.recipient]} ({result.recipient}): {result.outcome.upper()}"]
            lines += _Told(names, assessment.on, result.recipient in without_letter).recipient(result)
    if shut:
        lines += ["", "For no claim of this case:"]
    for recipient, condition in shut.items():
        way = condition.left or condition.cure or ""
        said = f"{names[recipient]} ({recipient}): {condition.id} not met: {condition.text} {way}"
        lines += wrapped(said.strip(), "  ", "     ")
    return lines


def shut_for_all(result: RecipientResult) -> ConditionResult | None:
    """Return the condition that is not met in every claim and for the same reasons, if there is one."""
    if not result.claims or any(claim.outcome is not Outcome.NOT_MET for claim in result.claims):
        return None
    for condition in failing(result.claims[0]):
        others = (one for claim in result.claims for one in failing(claim) if one.id == condition.id)
        if sum(one.reasons == condition.reasons for one in others) == len(result.claims):
            return condition
    return None


def failing(claim: ClaimResult) -> list[ConditionResult]:
    """Return the conditions of a claim that are not met."""
    return [condition for condition in claim.conditions if condition.outcome is Outcome.NOT_MET]


def renewal_line(renewal: Renewal) -> str:
    """Return what opens a new complaint, from when and until when, as a whole sentence."""
    sent = f" of {renewal.sent.isoformat()}" if renewal.sent else ""
    letter = f"the letter{sent} (about {renewal.about})"
    until = f"until {renewal.deadline.date.isoformat()}"
    until += f", safely by {renewal.deadline.safe_date.isoformat()}" if renewal.deadline.safe_date else ""
    if renewal.answered == "silence":
        what = f"The silence on {letter} opens a new complaint from {renewal.since.isoformat()} on"
    else:
        what = f"The {renewal.answered} of {renewal.since.isoformat()} to {letter} opens a new complaint"
    return f"{what}, {until}: about that {renewal.answered} only, it revives nothing."


@dataclass
class _Told:
    """One recipient's lines in the making, and the conditions already told in full.

    Where no letter is made to it, the steps at the end say nothing of what is left: it is said here.
    """

    names: dict[str, str]
    on: date
    without_letter: bool = False
    conditions: dict[tuple[str, Outcome], ConditionResult] = field(default_factory=dict)

    def recipient(self, result: RecipientResult) -> list[str]:
        lines = [line for claims in _alike(result) for line in self._claims(claims)]
        lines += [""] if result.notices else []
        for notice in result.notices:
            lines += wrapped(f"{notice.id} ({notice.kind}) {notice.text}", "  ", "     ")
        return lines

    def _claims(self, claims: Sequence[ClaimResult]) -> Iterator[str]:
        first = claims[0]
        yield from self._named(claims)
        yield from self._conditions(_shown(first))
        yield from wrapped(_besides(first), "      ", "      ")
        for claim in claims:
            for renewal in claim.renewals:
                yield from wrapped(renewal_line(renewal), "         anew:    ", "                  ")
        if first.deadline and len(claims) == 1 and first.outcome is not Outcome.NOT_MET:
            for line in first.deadline.derivation:
                yield from wrapped(line, "         reckoned: ", "                   ")

    def _named(self, claims: Sequence[ClaimResult]) -> Iterator[str]:
        """Yield the claims: a line each as long as a last day lies ahead that can still be kept, else together."""
        shut = any(condition.left for condition in failing(claims[0]))
        ahead = [claim for claim in claims if claim.deadline and claim.deadline.date >= self.on and not shut]
        told = {claim.id for claim in ahead}
        rest = [claim.id for claim in claims if claim.id not in told]
        for claim in ahead:
            yield f"  {claim.id}: {claim.outcome.upper()}{_until(claim)}"
        if rest:
            yield from wrapped(f"{', '.join(rest)}: {claims[0].outcome.upper()}", "  ", "  ")

    def _conditions(self, conditions: Sequence[ConditionResult]) -> Iterator[str]:
        """Yield each condition in full the first time, later only what is different; those all told before together."""
        same: list[str] = []
        for condition in conditions:
            before = self.conditions.get((condition.id, condition.outcome))
            self.conditions.setdefault((condition.id, condition.outcome), condition)
            lines = [(label, value) for label, value, told in self._explained(condition, before) if not told]
            if before is not None and not lines:
                same.append(condition.id)
                continue
            text = "as above" if before is not None else condition.text
            yield from wrapped(f"{condition.id} {condition.outcome}: {text}", "      ", "         ")
            for label, value in lines:
                yield from wrapped(value, f"         {label:9}", "                  ")
        if same:
            yield from wrapped(f"{', '.join(same)} {conditions[0].outcome}: as above", "      ", "         ")

    def _explained(self, condition: ConditionResult, before: ConditionResult | None) -> Iterator[tuple[str, str, bool]]:
        """Yield label, line, and whether the line was told before."""
        told = {*before.reasons, *before.missing, before.cure} if before else set()
        for reason in condition.reasons:
            yield "because:", reason, reason in told
        for missing in condition.missing:
            yield "to do:", missing, missing in told
        if condition.outcome is Outcome.NOT_MET and condition.left:  # no cure helps any more
            left = condition.left if self.without_letter else "see what to do next, at the end"
            yield "left:", left, before is not None
        elif condition.cure:
            yield "cure:", condition.cure, condition.cure in told
        for one in condition.elsewhere:
            line = f"{self.names.get(one.recipient, one.recipient)} ({one.recipient}): {one.because}"
            yield "instead:", line, before is not None and one in before.elsewhere


def _shown(claim: ClaimResult) -> list[ConditionResult]:
    """Return the conditions that decide: of a claim that is not met only those not met, of one shut for good what shuts it.

    What would cure another condition does not help where one is not met for good.
    """
    if claim.outcome is Outcome.MET:
        return []
    deciding = [condition for condition in claim.conditions if condition.outcome is claim.outcome]
    for_good = [condition for condition in deciding if condition.outcome is Outcome.NOT_MET and condition.left]
    return for_good or deciding


def _besides(claim: ClaimResult) -> str:
    """Return which other conditions are not met or not known, in a line."""
    shown = _shown(claim)
    rest = [condition for condition in claim.conditions if condition not in shown]
    return " ".join(
        f"{outcome.capitalize()} besides: {', '.join(ids)}."
        for outcome in (Outcome.NOT_MET, Outcome.NOT_KNOWN)
        if (ids := [condition.id for condition in rest if condition.outcome is outcome])
    )


def _alike(result: RecipientResult) -> list[list[ClaimResult]]:
    """Put claims together whose deciding conditions, reasons and cures are the same, so that each is told once."""
    found: dict[object, list[ClaimResult]] = {}
    for claim in result.claims:
        key = tuple((c.id, c.reasons, c.cure, c.elsewhere) for c in _shown(claim))
        found.setdefault((claim.outcome, key, _besides(claim)), []).append(claim)
    return list(found.values())


def _until(claim: ClaimResult) -> str:
    if claim.deadline is None:
        return ""
    safe = f", safely by {claim.deadline.safe_date}" if claim.deadline.safe_date else ""
    return f"  last day {claim.deadline.date}{safe}"
