"""An Assessment as lines that editors jump from: problems first, then one line an outcome worth a look."""

from __future__ import annotations

from complaintkit.assessment.values import Assessment, Outcome, RecipientResult
from complaintkit.problems import in_order


def as_lines(assessment: Assessment) -> str:
    """Return `file:line:column: …` for every problem, and `incidents/ID.yaml: …` for provisions proposed and claims."""
    lines = [problem.as_line() for problem in in_order(assessment.problems)]
    for incident in assessment.incidents:
        for provision in incident.provisions:
            if provision.proposed:
                file = f"incidents/{incident.id}.yaml"
                lines.append(f"{file}: {provision.provision}: {provision.outcome} ({provision.support})")
    for group in assessment.groups:
        who = f"{group.official} towards {', '.join(group.targets)}"
        lines.append(f"group {who}: {group.provision}: {group.outcome} ({group.acts} counted)")
    for recipient in assessment.recipients:
        lines.extend(_claims(recipient))
    return "".join(f"{line}\n" for line in lines)


def _claims(recipient: RecipientResult) -> list[str]:
    lines = []
    for claim in recipient.claims:
        failing = ", ".join(c.id for c in claim.conditions if c.outcome is not Outcome.MET)
        until = f"; last day {claim.deadline.date}" if claim.deadline else ""
        lines.append(
            f"claim {claim.id}: {recipient.recipient}: {claim.outcome}{f' ({failing})' if failing else ''}{until}"
        )
    return lines
