"""What the rules say of each other: ids, references, authorities, wordings, questions nobody uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from complaintkit.law.values import Law
from complaintkit.problems import Problem

if TYPE_CHECKING:
    from complaintkit.law.loading import RulesFolder


def check_rules(rules: RulesFolder, law: Law) -> Iterator[Problem]:
    """Yield the problems between the files of the rules."""
    yield from ()
