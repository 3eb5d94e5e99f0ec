"""What `select` says about the state of a choice, in words that a screen reader reads well: for lines and for the screen."""

from __future__ import annotations

from pathlib import Path

from complaintkit.law import lookup
from complaintkit.selecting.choices import Role
from complaintkit.selecting.preview import ClaimPreview, ProvisionPreview, claim_line
from complaintkit.selecting.ranges import format_ranges
from complaintkit.selecting.session import Session
from complaintkit.words import some

ROLES = {Role.CHOSEN: "Chosen", Role.BACKGROUND: "Background", Role.LEFT_OUT: "Left out"}


def counts(session: Session) -> str:
    """Return how many incidents stand in each role: `2 chosen, 1 background, 19 left out`."""
    return ", ".join(f"{len(session.choices.incidents(role))} {role}" for role in Role)


def summary(session: Session) -> str:
    """Return the state in one line, by the numbers of the list."""
    number = {row.incident: place for place, row in enumerate(session.rows, 1)}
    roles = [
        f"{name}: {format_ranges(number[incident] for incident in session.choices.incidents(role)) or 'none'}."
        for role, name in ROLES.items()
    ]
    return " ".join([*roles, raised_line(session)])


def raised_line(session: Session) -> str:
    """Return which provisions are raised and how they stand."""
    if session.around:
        return f"A letter around the complaint, which raises no provision: {session.around}"
    told = [f"{line.provision} ({line.outcome or 'no outcome'})" for line in session.now.provisions if line.raised]
    return f"Raised, {raised_how(session)}: {', '.join(told) or 'none'}."


def raised_how(session: Session) -> str:
    """Return whether the provisions raised were named or follow from what is met."""
    return "those met" if session.choices.raised is None else "as named"


def provision_line(line: ProvisionPreview) -> str:
    """Return one provision with what a letter would make of it."""
    raised = "raised" if line.raised else "not raised"
    refused = "; a letter raising it is refused" if line.raised and line.outcome in ("not met", None) else ""
    return f"{line.provision}: {raised}, {line.outcome or 'no outcome'} ({line.detail}){refused}"


def told_claim(claim: ClaimPreview) -> str:
    """Return one claim with its incidents where it joins several."""
    joined = f" ({', '.join(claim.incidents)})" if claim.incidents != (claim.claim,) else ""
    return f"claim {claim.claim}{joined}: {claim_line(claim)}"


def kept_message(session: Session) -> str:
    """Return where an unsaved choice is and how to take it up again."""
    return (
        f"Not saved. Your choices are kept in selections/.{session.recipient}.in-progress.yaml; "
        f"`complaintkit select --recipient {session.recipient}` offers them again."
    )


def saved_lines(session: Session, path: Path) -> tuple[str, ...]:
    """Return what was written and what follows from it: for the end of a sitting and for choices without questions."""
    return (
        f"Saved {path.parent.name}/{path.name}: {counts(session)}.",
        raised_line(session),
        *(f"  {provision_line(line)}" for line in session.now.provisions if line.raised),
        *(f"  {told_claim(claim)}" for claim in session.now.claims),
        next_line(session),
    )


def next_line(session: Session) -> str:
    """Return what to do after saving: make the letter, or put right what it would be refused for."""
    if not session.choices.chosen:
        return "Nothing is chosen: there is no letter to make of this yet."
    recipient = lookup.recipient(session.law, session.recipient)
    if recipient is not None and recipient.no_letter:
        return f"{recipient.no_letter} To look at this choice: complaintkit check --recipient {session.recipient}"
    claims = [claim.claim for claim in session.now.claims if claim.outcome == "not met"]
    raised = [line.provision for line in session.now.provisions if line.raised and line.outcome == "not met"]
    command = f"complaintkit letter --to {session.recipient} --lang en"
    if claims or raised:
        refused = some([*claims, *raised])
        return f"The letter is refused as long as this is not met: {refused}. To see it: {command} --draft"
    return f"Next: {command}"
