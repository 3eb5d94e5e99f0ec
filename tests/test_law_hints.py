"""What somebody meant who typed a provision or a recipient otherwise than the rules have it."""

from __future__ import annotations

from pathlib import Path

import pytest

from complaintkit.law.hints import provision_hint, recipient_hint
from complaintkit.law.loading import load_law
from complaintkit.law.values import Law


@pytest.fixture(scope="module")
def law(regulations: Path) -> Law:
    found, _ = load_law(regulations)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("11(1)", "the paragraphs of Article 11 have no numbers: its first paragraph is written `11/1`"),
        ("11(2)", "the paragraphs of Article 11 have no numbers: its second paragraph is written `11/2`"),
        ("11(9)", "did you mean `11/1` or `11/2`?"),  # it has no ninth paragraph
        ("12a", "did you mean `12a(1)` or `12a(3)`?"),
        ("17(9)", "did you mean `17(1)` or `17(2)`?"),
        ("chartr:41(1)", "did you mean `charter:41(1)`?"),
    ],
)
def test_a_provision_that_is_typed_otherwise(law: Law, typed: str, hint: str) -> None:
    assert provision_hint(typed, law) == hint


def test_what_is_like_nothing_gets_the_whole_list(law: Law) -> None:
    assert provision_hint("nonsense", law) == f"those of the rules are {', '.join(one.id for one in law.provisions)}"
    assert (
        recipient_hint("nobody", law) == f"recipients are {', '.join(one.id for one in (*law.recipients, *law.around))}"
    )


def test_a_recipient_that_is_misspelt(law: Law) -> None:
    assert recipient_hint("ombudsmann", law) == "did you mean `ombudsman`?"
