"""Where one letter blocks another: letters about the same facts, as the rules say it of the recipients (`blocks`)."""

from __future__ import annotations

from collections.abc import Iterator

from complaintkit.case.values import Case
from complaintkit.law.lookup import recipient as recipient_of
from complaintkit.law.values import Law
from complaintkit.problems import Problem, warning


def selections_that_block(case: Case, law: Law) -> Iterator[Problem]:
    """Yield a warning for each selection whose letter may block that of another selection about the same incidents."""
    for recipient in law.recipients:
        for condition in recipient.conditions:
            for blocking in condition.blocks:
                same = _in_both(case, recipient.id, blocking.recipient)
                blocked = recipient_of(law, blocking.recipient)
                if same and blocked is not None:
                    message = f"{', '.join(same)}: chosen for the {recipient.name} and for the {blocked.name}. "
                    hint = f"send one of the two first, or leave {_them(same)} out of one of the selections"
                    yield warning(f"selections/{recipient.id}.yaml", "CK745", message + blocking.because, hint)


def _in_both(case: Case, one: str, other: str) -> list[str]:
    first, second = case.selections.get(one), case.selections.get(other)
    if first is None or second is None:
        return []
    return [incident for incident in first.incidents if incident in second.incidents]


def _them(incidents: list[str]) -> str:
    return "it" if len(incidents) == 1 else "them"
