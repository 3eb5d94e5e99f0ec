"""Who can be written to: alike claims together, each condition in full once, what is shut for all in a few lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from complaintkit.assessment.values import (
    Assessment,
    ClaimResult,
    ConditionResult,
    Deadline,
    Elsewhere,
    Outcome,
    RecipientResult,
    Renewal,
)
from complaintkit.law.loading import load_law
from complaintkit.law.values import Law
from complaintkit.reports.recipients import renewal_line, shut_for_all, who_can_be_written_to

MET, NOT_MET, NOT_KNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_KNOWN
ON = date(2020, 10, 2)
FINE = ConditionResult("O1", None, "The complainant is eligible.", MET, "statute", (), None)
COURT = ConditionResult(
    "O5", None, "No court.", NOT_KNOWN, "statute", ("Nobody asked.",), "Ask.", missing=("Record it",)
)
LATE = ConditionResult(
    "O6", None, "Within two years.", NOT_MET, "statute", ("Two years ended.",), None, left="Suggest it."
)


@pytest.fixture(scope="module")
def law(regulations: Path) -> Law:
    found, _ = load_law(regulations)
    assert found is not None
    return found


def claim(name: str, *conditions: ConditionResult, deadline: Deadline | None = None) -> ClaimResult:
    outcomes = {condition.outcome for condition in conditions}
    worst = next((one for one in (NOT_MET, NOT_KNOWN) if one in outcomes), MET)
    return ClaimResult(name, (name,), worst, conditions, deadline)


def to(recipient: str, *claims: ClaimResult) -> RecipientResult:
    return RecipientResult(recipient, NOT_KNOWN, claims, ())


def lines(law: Law, *recipients: RecipientResult) -> list[str]:
    return who_can_be_written_to(Assessment(ON, None, (), (), (), (), recipients), law)


def test_claims_that_stand_alike_share_a_line_and_their_conditions(law: Law) -> None:
    found = lines(law, to("ombudsman", claim("a", COURT), claim("b", COURT), claim("c", FINE)))
    assert found == [
        "",
        "European Ombudsman (ombudsman): NOT KNOWN",
        "  a, b: NOT KNOWN",
        "      O5 not known: No court.",
        "         because: Nobody asked.",
        "         to do:   Record it",
        "         cure:    Ask.",
        "  c: MET",
    ]


def test_a_condition_is_told_in_full_once_and_then_only_what_is_different(law: Law) -> None:
    other = replace(COURT, reasons=("Somebody said so.",))
    approach = ConditionResult("O7", None, "It was raised before.", NOT_KNOWN, "statute", (), "Write.")
    claims = claim("a", COURT, approach), claim("b", other, approach)
    found = "\n".join(lines(law, to("ombudsman", *claims)))
    assert found.count("No court.") == 1
    assert found.count("Ask.") == 1
    assert found.endswith(
        "  b: NOT KNOWN\n"
        "      O5 not known: as above\n"
        "         because: Somebody said so.\n"
        "      O7 not known: as above"
    )


def test_of_a_claim_that_cannot_go_only_what_shuts_it_is_explained(law: Law) -> None:
    found = lines(law, to("ombudsman", claim("a", COURT, LATE), claim("b", FINE)))
    assert "      Not known besides: O5." in found
    assert not any("Nobody asked." in line for line in found)


def test_where_a_claim_is_shut_for_good_no_cure_of_something_else_is_offered(law: Law) -> None:
    approach = ConditionResult("O7", None, "It was raised before.", NOT_MET, "statute", (), "Write first.")
    found = lines(law, to("ombudsman", claim("a", LATE, approach, COURT), claim("b", FINE)))
    assert "      Not met besides: O7. Not known besides: O5." in found
    assert not any("Write first." in line for line in found)


def test_what_is_left_is_said_at_once_where_no_letter_is_made_and_no_step_says_it(law: Law) -> None:
    assert "         left:    Suggest it." in lines(law, to("edps", claim("a", LATE), claim("b", FINE)))
    told = lines(law, to("ombudsman", claim("a", LATE), claim("b", FINE)))
    assert "         left:    see what to do next, at the end" in told


def test_a_last_day_that_lies_ahead_stands_beside_its_claim(law: Law) -> None:
    ahead = Deadline(date(2021, 2, 15), date(2021, 2, 12), ("2019-02-13: the letter.",))
    past = Deadline(date(2020, 1, 31), None, ())
    found = lines(law, to("ombudsman", claim("a", FINE, deadline=ahead), claim("b", FINE, deadline=past)))
    assert "  a: MET  last day 2021-02-15, safely by 2021-02-12" in found
    assert "  b: MET" in found


def test_who_is_competent_instead_is_named(law: Law) -> None:
    condition = replace(COURT, elsewhere=(Elsewhere("eeas", "It is there for this."),))
    found = lines(law, to("ombudsman", claim("a", condition)))
    assert found[-1] == "         instead: European External Action Service (eeas): It is there for this."


def test_a_recipient_shut_for_every_claim_by_the_same_fact_has_a_few_lines_at_the_end(law: Law) -> None:
    person = ConditionResult(
        "D1", None, "It is the person.", NOT_MET, "statute", ("An organisation.",), "Tell the person."
    )
    result = to("edps", claim("a", person), claim("b", COURT, person))
    assert shut_for_all(result) is not None
    assert lines(law, result, to("ombudsman", claim("a", FINE)))[-3:] == [
        "",
        "For no claim of this case:",
        "  European Data Protection Supervisor (edps): D1 not met: It is the person. Tell the person.",
    ]


def test_claims_shut_for_different_reasons_are_told_one_by_one() -> None:
    other = replace(LATE, reasons=("Two years ended later.",))
    assert shut_for_all(to("ombudsman", claim("a", LATE), claim("b", other))) is None
    assert shut_for_all(to("ombudsman", claim("a", LATE), claim("b", FINE))) is None
    assert shut_for_all(to("ombudsman")) is None


def test_a_silence_is_told_with_the_day_from_which_it_can_be_complained_of() -> None:
    deadline = Deadline(date(2028, 1, 12), date(2028, 1, 12), ())
    renewal = Renewal("O6", "a", "silence", date(2026, 3, 13), date(2026, 1, 12), "a meeting", deadline)
    assert renewal_line(renewal) == (
        "The silence on the letter of 2026-01-12 (about a meeting) opens a new complaint from 2026-03-13 on, until "
        "2028-01-12, safely by 2028-01-12: about that silence only, it revives nothing."
    )
