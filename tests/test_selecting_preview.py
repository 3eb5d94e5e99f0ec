"""What a choice does to provisions and claims, on assessments made by hand."""

from __future__ import annotations

from datetime import date

import pytest

from complaintkit.assessment.values import (
    Assessment,
    Cited,
    ClaimResult,
    ConditionResult,
    CriterionResult,
    Deadline,
    GroupResult,
    IncidentResult,
    Outcome,
    ProvisionResult,
    RecipientResult,
    Support,
)
from complaintkit.law.loading import load_law
from complaintkit.law.values import Combination, Provision
from complaintkit.locations import shipped
from complaintkit.selecting.choices import Role
from complaintkit.selecting.preview import changes, preview
from complaintkit.selecting.provisions import parse_provisions
from complaintkit.selecting.summaries import explanation, rows, suggested_reason

MET, NOT_MET, NOT_KNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_KNOWN
ON = date(2020, 10, 2)
PROVISIONS = tuple(
    Provision(name, f"Title of {name}", (), Combination("all", ()), course=name == "12a(3)")
    for name in ("11/1", "12", "12a(3)", "17(1)")
)


def criterion(outcome: Outcome, *, asked: bool = True) -> CriterionResult:
    return CriterionResult(
        "12.manner",
        "The manner was improper.",
        outcome,
        Support.STATED,
        "inference",
        ("How was it said? loudly",),
        (Cited("E1", "p. 2"), Cited("E2", None)),
        ("Ask: Who listened?",),
        asked,
    )


def provision(name: str, outcome: Outcome, *, proposed: bool = False) -> ProvisionResult:
    return ProvisionResult(name, outcome, Support.STATED, (criterion(outcome),), proposed)


def incident(name: str, day: int, *provisions: ProvisionResult) -> IncidentResult:
    return IncidentResult(name, f"The {name}", date(2019, 5, day), date(2019, 5, day), provisions)


def claim(name: str, condition: Outcome = MET, reason: str = "Too late since 2020-01-31.") -> ClaimResult:
    conditions = (
        ConditionResult("O1", None, "The first condition.", MET, "statute", (), None),
        ConditionResult("O6", None, "In time.", condition, "statute", (reason,), "Write again.", "Ask anew."),
    )
    deadline = Deadline(date(2021, 5, 3), date(2021, 4, 30), ("Two years.",))
    return ClaimResult(name, (name,), condition, conditions, deadline)


def assessment(incidents=(), claims=(), groups=()) -> Assessment:
    put = RecipientResult("ombudsman", NOT_KNOWN, tuple(claims), ())
    return Assessment(ON, "ombudsman", tuple(i.id for i in incidents), (), tuple(incidents), tuple(groups), (put,))


def course(acts: int, outcome: Outcome) -> GroupResult:
    return GroupResult("12a(3)", "deputy", ("ann",), ("ball-game",), acts, outcome, Support.STATED, ())


BALL = incident("ball-game", 1, provision("11/1", NOT_MET), provision("12", MET), provision("17(1)", NOT_KNOWN))
CAKE = incident("cake-sale", 2, provision("12", NOT_MET), provision("17(1)", NOT_KNOWN, proposed=True))
BOTH = assessment([BALL, CAKE], [claim("ball-game", NOT_MET), claim("cake-sale")], [course(2, NOT_KNOWN)])


def outcomes(found) -> dict[str, object]:
    return {line.provision: line.outcome for line in found.provisions}


def test_the_best_outcome_over_the_incidents_chosen_counts():
    found = preview(BOTH, PROVISIONS, None)
    assert outcomes(found) == {"11/1": NOT_MET, "12": MET, "12a(3)": NOT_KNOWN, "17(1)": NOT_KNOWN}
    assert {line.provision: line.detail for line in found.provisions} == {
        "11/1": "in 1 of 1 incident",
        "12": "met in 1, not met in 1 of 2 incidents",
        "12a(3)": "2 acts of deputy towards ann",
        "17(1)": "in 2 of 2 incidents",
    }


def test_those_met_are_raised_unless_others_are_named():
    assert preview(BOTH, PROVISIONS, None).raised == ("12",)
    assert preview(BOTH, PROVISIONS, ("17(1)", "11/1")).raised == ("11/1", "17(1)")


def test_nothing_chosen_has_no_outcome_and_raises_nothing():
    found = preview(None, PROVISIONS, None)
    assert set(outcomes(found).values()) == {None}
    assert found.raised == ()
    assert found.claims == ()


def test_what_changes_is_told_with_counts_and_reasons():
    before = preview(assessment([BALL], [claim("ball-game", NOT_MET)], [course(1, NOT_MET)]), PROVISIONS, None)
    assert changes(before, preview(BOTH, PROVISIONS, None)) == (
        "12: still met (met in 1, not met in 1 of 2 incidents)",
        "12a(3): not met → not known (2 acts of deputy towards ann)",
        "17(1): still not known (in 2 of 2 incidents)",
        "claim cake-sale: admissible as far as known, until 2021-05-03",
    )


def test_what_is_taken_away_is_told_too():
    told = changes(preview(BOTH, PROVISIONS, None), preview(None, PROVISIONS, None))
    assert "12: met → no outcome, no longer raised (nothing chosen)" in told
    assert "claim ball-game: no longer put" in told
    assert changes(preview(BOTH, PROVISIONS, None), preview(BOTH, PROVISIONS, None)) == ()


def test_a_row_names_the_best_provisions_and_the_first_condition_that_fails():
    first, second = rows(BOTH)
    assert (first.when, first.provisions, first.claim) == ("2019-05-01", "met 12", "O6 not met")
    assert (second.provisions, second.claim) == ("not known 17(1)", "met")
    assert first.condition == "O6 not met: Too late since 2020-01-31"


@pytest.mark.parametrize(
    ("name", "role", "suggested"),
    [
        ("ball-game", Role.LEFT_OUT, "O6 not met: Too late since 2020-01-31"),
        ("ball-game", Role.BACKGROUND, "told for context only; O6 not met: Too late since 2020-01-31"),
        ("ball-game", Role.CHOSEN, "chosen although O6 not met: Too late since 2020-01-31"),
        ("cake-sale", Role.CHOSEN, "claim admissible as far as known"),
        ("cake-sale", Role.LEFT_OUT, "not put to this recipient; the claim is admissible as far as known"),
    ],
)
def test_a_reason_is_suggested_from_the_claim(name, role, suggested):
    assert suggested_reason(BOTH, name, role) == suggested


def test_the_explanation_says_why_and_what_is_missing():
    told = [line for _, line in explanation(BOTH, "ball-game")]
    assert told[:4] == [
        "12: met, stated",
        "met: The manner was improper.",
        "How was it said? loudly",
        "Exhibits: E1 p. 2, E2.",
    ]
    assert "Cure: Write again." in told
    assert "What is left: Ask anew." in told
    assert "Last day 2021-05-03, on the safe side 2021-04-30" in told
    missing = [line for _, line in explanation(BOTH, "cake-sale")]
    assert "Missing: Ask: Who listened?" in missing
    assert "Claim cake-sale: admissible as far as known" in missing


@pytest.fixture(scope="module")
def law():
    return load_law(shipped("regulations"))[0]


def test_provisions_are_taken_in_the_order_of_the_rules_each_once(law):
    assert parse_provisions("17(1), 12 17(1)", law, "--raise") == (("12", "17(1)"), ())
    assert parse_provisions("", law, "--raise") == ((), ())


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("11(1)", "the paragraphs of Article 11 have no numbers: its first paragraph is written `11/1`"),
        ("21(1)", "the paragraphs of Article 21 have no numbers: its first paragraph is written `21/1`"),
        ("12a", "did you mean `12a(1)` or `12a(3)`?"),
        ("17", "did you mean `17(1)` or `17(2)`?"),
        ("charter:41", "did you mean `charter:41(1)` or `charter:41(2)` or `charter:41(4)`?"),
        ("chartr:41(1)", "did you mean `charter:41(1)`?"),
        ("999", "those of the rules are 11/1, "),
    ],
)
def test_an_unknown_provision_is_said_with_a_hint(law, typed, hint):
    found, problems = parse_provisions(f"12,{typed}", law, "--raise")
    assert found == ("12",)
    assert [problem.code for problem in problems] == ["CK453"]
    assert (problems[0].hint or "").startswith(hint)
