"""What a choice does to each provision and claim: an Assessment of the incidents chosen, told briefly, and what changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from complaintkit.assessment.values import Assessment, ClaimResult, ConditionResult, GroupResult, Outcome
from complaintkit.law.values import Provision
from complaintkit.selecting.summaries import claims_of, condition_line, first_open
from complaintkit.words import counted

_BEST = (Outcome.MET, Outcome.NOT_KNOWN, Outcome.NOT_MET)
_GROUPS = 2


@dataclass(frozen=True)
class ProvisionPreview:
    """One provision over the incidents chosen: the best outcome, whether it would be raised, and on what that rests.

    `outcome` is None where nothing is chosen, or no acts make up a course of conduct. `proposed` marks one for which
    something speaks though it is not met, `course` one about a course of conduct.
    """

    provision: str
    title: str
    outcome: Outcome | None
    proposed: bool
    raised: bool
    detail: str
    course: bool = False

    @property
    def matters(self) -> bool:
        """Tell whether it is worth showing: raised, met, proposed, or a course of conduct with at least one act."""
        acts = self.course and self.outcome is not None
        return self.raised or self.proposed or acts or self.outcome is Outcome.MET


@dataclass(frozen=True)
class ClaimPreview:
    """One claim put to the recipient: its outcome, the first condition that is not met or not known, and the deadline."""

    claim: str
    incidents: tuple[str, ...]
    outcome: Outcome
    condition: ConditionResult | None
    until: date | None


@dataclass(frozen=True)
class Preview:
    """What the incidents chosen amount to."""

    provisions: tuple[ProvisionPreview, ...]
    claims: tuple[ClaimPreview, ...]

    @property
    def raised(self) -> tuple[str, ...]:
        """Return the ids of the provisions that the letter would raise."""
        return tuple(line.provision for line in self.provisions if line.raised)


def preview(assessment: Assessment | None, provisions: Iterable[Provision], raised: tuple[str, ...] | None) -> Preview:
    """Return what an assessment of the incidents chosen says, in the order of the rules; None where none is chosen.

    Provisions raised are those named or, where `raised` is None, those met.
    """
    lines = tuple(_provision(assessment, provision, raised) for provision in provisions)
    claims = () if assessment is None else tuple(_claim(claim) for claim in claims_of(assessment))
    return Preview(lines, claims)


def _provision(assessment: Assessment | None, provision: Provision, raised: tuple[str, ...] | None) -> ProvisionPreview:
    if assessment is None:
        outcome, proposed, detail = None, False, "nothing chosen"
    elif provision.course:
        outcome, proposed, detail = _course(assessment, provision.id)
    else:
        outcome, proposed, detail = _single(assessment, provision.id)
    wanted = outcome is Outcome.MET if raised is None else provision.id in raised
    return ProvisionPreview(provision.id, provision.title, outcome, proposed, wanted, detail, provision.course)


def _single(assessment: Assessment, provision: str) -> tuple[Outcome | None, bool, str]:
    results = [
        result for incident in assessment.incidents for result in incident.provisions if result.provision == provision
    ]
    counts = {outcome: sum(result.outcome is outcome for result in results) for outcome in _BEST}
    best = next((outcome for outcome in _BEST if counts[outcome]), None)
    proposed = any(result.proposed and result.outcome is not Outcome.MET for result in results)
    present = [outcome for outcome in _BEST if counts[outcome]]
    told = ", ".join(f"{outcome} in {counts[outcome]}" for outcome in present) if present[1:] else f"in {len(results)}"
    return best, proposed, f"{told} of {counted(len(results), 'incident')}"


def _course(assessment: Assessment, provision: str) -> tuple[Outcome | None, bool, str]:
    groups = sorted(
        (group for group in assessment.groups if group.provision == provision),
        key=lambda group: (_BEST.index(group.outcome), -group.acts),
    )
    if not groups:
        return None, False, "no acts towards anybody are recorded"
    told = "; ".join(_group(group) for group in groups[:_GROUPS])
    more = f"; {counted(len(groups) - _GROUPS, 'other group')}" if groups[_GROUPS:] else ""
    return groups[0].outcome, groups[0].outcome is Outcome.NOT_KNOWN, told + more


def _group(group: GroupResult) -> str:
    towards = f" towards {', '.join(group.targets)}" if group.targets else ""
    return f"{counted(group.acts, 'act')} of {group.official}{towards}"


def _claim(claim: ClaimResult) -> ClaimPreview:
    until = claim.deadline.date if claim.deadline else None
    return ClaimPreview(claim.id, claim.incidents, claim.outcome, first_open(claim), until)


def changes(before: Preview, after: Preview) -> tuple[str, ...]:
    """Return one line for each provision and claim that a choice changes; none if it changes nothing."""
    was = {line.provision: line for line in before.provisions}
    provisions = [_changed(was[line.provision], line) for line in after.provisions if line.provision in was]
    return (*(line for line in provisions if line), *_claims_changed(before.claims, after.claims))


def _changed(before: ProvisionPreview, after: ProvisionPreview) -> str | None:
    if not (before.matters or after.matters) or before == after:
        return None
    if before.outcome is not after.outcome:
        outcome = f"{before.outcome or 'no outcome'} → {after.outcome or 'no outcome'}"
    else:
        outcome = f"still {after.outcome or 'without outcome'}"
    raised = {(False, True): ", now raised", (True, False): ", no longer raised"}.get((before.raised, after.raised), "")
    return f"{after.provision}: {outcome}{raised} ({after.detail})"


def _claims_changed(before: tuple[ClaimPreview, ...], after: tuple[ClaimPreview, ...]) -> list[str]:
    was, now = ({claim.claim: claim for claim in claims} for claims in (before, after))
    added = [f"claim {name}: {claim_line(now[name])}" for name in now if name not in was]
    altered = [f"claim {name}: {claim_line(now[name])}" for name in now if name in was and now[name] != was[name]]
    return [*added, *altered, *(f"claim {name}: no longer put" for name in was if name not in now)]


def claim_line(claim: ClaimPreview) -> str:
    """Return a claim's outcome with what stands in its way, or until when it can be put."""
    if claim.condition is None:
        until = f", until {claim.until}" if claim.until else ""
        return f"admissible as far as known{until}"
    return condition_line(claim.condition)
