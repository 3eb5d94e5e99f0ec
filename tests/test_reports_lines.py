"""An assessment as lines for editors: problems first, then provisions worth a look, groups and claims."""

from datetime import date

from complaintkit.assessment.values import (
    Assessment,
    ClaimResult,
    ConditionResult,
    Deadline,
    GroupResult,
    IncidentResult,
    Outcome,
    ProvisionResult,
    RecipientResult,
    Support,
)
from complaintkit.problems import error
from complaintkit.reports.lines import as_lines

MET, NOT_MET, NOT_KNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_KNOWN


def assessed(problems=(), incidents=(), groups=(), recipients=()) -> Assessment:
    return Assessment(date(2020, 10, 2), None, (), problems, incidents, groups, recipients)


def claim(outcome: Outcome, *outcomes: Outcome, deadline: Deadline | None = None) -> ClaimResult:
    conditions = tuple(
        ConditionResult(f"O{number}", None, "A condition.", one, "statute", (), None)
        for number, one in enumerate(outcomes, start=1)
    )
    return ClaimResult("meeting", ("meeting",), outcome, conditions, deadline)


def test_an_empty_assessment_is_empty_text():
    assert as_lines(assessed()) == ""


def test_problems_come_first_in_the_order_of_their_places():
    later, sooner = (
        error("b.yaml", "CK105", "twice", at=(2, 1)),
        error("a.yaml", "CK120", "odd", "take it out", at=(9, 3)),
    )
    assert as_lines(assessed((later, sooner))) == (
        "a.yaml:9:3: error: CK120 odd (take it out)\nb.yaml:2:1: error: CK105 twice\n"
    )


def test_only_provisions_worth_a_look_have_a_line():
    results = (
        ProvisionResult("12", MET, Support.DOCUMENTED, (), proposed=True),
        ProvisionResult("17(1)", NOT_KNOWN, Support.STATED, (), proposed=True),
        ProvisionResult("21/1", NOT_KNOWN, Support.NONE, (), proposed=False),
    )
    found = as_lines(assessed(incidents=(IncidentResult("meeting", "A meeting", None, None, results),)))
    assert found.splitlines() == [
        "incidents/meeting.yaml: 12: met (documented)",
        "incidents/meeting.yaml: 17(1): not known (stated)",
    ]


def test_a_group_says_who_towards_whom_and_how_many_acts():
    group = GroupResult("12a(3)", "deputy", ("ann", "ben"), ("meeting",), 2, NOT_KNOWN, Support.STATED, ())
    assert as_lines(assessed(groups=(group,))) == "group deputy towards ann, ben: 12a(3): not known (2 counted)\n"


def test_a_claim_names_what_is_not_met_or_not_known_and_its_last_day():
    open_ = claim(NOT_KNOWN, MET, NOT_KNOWN, NOT_MET, deadline=Deadline(date(2020, 11, 30), None, ()))
    results = (RecipientResult("ombudsman", NOT_KNOWN, (open_, claim(MET, MET)), ()),)
    assert as_lines(assessed(recipients=results)).splitlines() == [
        "claim meeting: ombudsman: not known (O2, O3); last day 2020-11-30",
        "claim meeting: ombudsman: met",
    ]
