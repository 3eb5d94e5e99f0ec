"""What scenarios cover; and that nobody is asked for an outcome which a criterion or a condition cannot have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complaintkit.assessment import assess
from complaintkit.case.values import Case, CaseFile, Incident
from complaintkit.law import conditions as c
from complaintkit.law.loading import load_law
from complaintkit.law.values import Authority, Criterion, Law, Question, RecipientCondition
from complaintkit.reports.scenarios import coverage_summary, coverage_table
from complaintkit.scenarios.coverage import coverage_of
from complaintkit.scenarios.possible import Possible, possible_outcomes
from complaintkit.scenarios.standard import CASE
from complaintkit.scenarios.values import Expectation, Kind, Scenario
from complaintkit.source.documents import Document

MET, NOT_MET, NOT_KNOWN = "met", "not met", "not known"
ALL = (MET, NOT_MET, NOT_KNOWN)


@pytest.fixture(scope="module")
def law(regulations: Path) -> Law:
    found, problems = load_law(regulations)
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def possible(law: Law) -> Possible:
    return possible_outcomes(law)


def criterion(decided_by: c.Condition) -> Criterion:
    return Criterion("12.one", "One.", decided_by, "statute")


@pytest.mark.parametrize(
    ("condition", "outcomes"),
    [
        (c.FactIs("deliberate"), ALL),
        (c.All(()), (MET,)),
        (c.Any((c.FactIs("deliberate"), c.Unknown("Open."))), (MET, NOT_KNOWN)),
        (c.All((c.FactIs("deliberate"), c.Unknown("Open."))), (NOT_MET, NOT_KNOWN)),
        (c.FactIs("outsiders-present", outcomes=(("yes", MET), ("no", NOT_KNOWN))), (MET, NOT_KNOWN)),
        (c.FactIs("request-made"), (MET, NOT_MET)),
        (c.FactIs("complainant-identified"), (MET,)),
        (c.FactGiven("information"), (MET, NOT_KNOWN)),
        (c.FactGiven("listeners"), ALL),
        (c.EveryIncident(c.FactIs("deliberate")), ALL),
        (c.TargetsArePersons(), (MET, NOT_KNOWN)),
        (c.DaysWithActs(2), ALL),
        (c.Within(c.Period(2, "years")), ALL),
        (c.All(tuple(c.DaysWithActs(n) for n in range(20))), ALL),
    ],
)
def test_the_outcomes_that_answers_can_lead_to(possible: Possible, condition: c.Condition, outcomes: tuple) -> None:
    assert possible.of_criterion(criterion(condition)) == outcomes


@pytest.mark.slow
@settings(max_examples=40)
@given(data=st.data())
def test_whatever_is_answered_no_other_outcome_is_found(law: Law, possible: Possible, data: st.DataObject) -> None:
    facts = {one.id: data.draw(_answer(one)) for one in law.questions if not one.recorded}
    told = {"id": "one", "title": "One", "when": data.draw(st.sampled_from(["2019-09-18", "unknown"]))}
    told |= {"facts": {name: {"answer": answer} for name, answer in facts.items() if answer is not None}}
    told |= {"official": data.draw(st.sampled_from(["official-1", "unknown"]))}
    case = Case(CaseFile.model_validate(CASE), (Incident.model_validate(told),))
    found = assess(case, law, data.draw(st.sampled_from([date(2020, 10, 2), date(2022, 10, 2)])))
    criteria = {one.id: one for provision in law.provisions for one in provision.criteria}
    for provision in found.incidents[0].provisions:
        for result in provision.criteria:
            assert result.outcome in possible.of_criterion(criteria[result.id]), result.id
    conditions = {(who.id, one.id): one for who in law.recipients for one in who.conditions}
    for who in found.recipients:
        for result in who.claims[0].conditions:
            assert result.outcome in possible.of_condition(conditions[who.recipient, result.id]), result.id


def _answer(question: Question) -> st.SearchStrategy:
    each = st.sampled_from(question.choices or ("yes", "no"))
    given_forms = {
        "yes-no": each,
        "choice": each,
        "choices": st.lists(each, unique=True),
        "persons": st.lists(st.sampled_from(["person-1", "person-2"]), unique=True),
        "number": st.integers(0, 5),
        "date": st.dates(date(2015, 1, 1), date(2022, 1, 1)).map(str),
        "dates": st.lists(st.dates(date(2015, 1, 1), date(2022, 1, 1)).map(str), max_size=3),
        "text": st.just("a text"),
    }
    return st.one_of(st.none(), st.just("unknown"), given_forms[question.answer])


@pytest.mark.parametrize(
    ("applies_if", "decided_by", "fixed", "outcomes"),
    [
        (c.FactIs("matter", ("employment",)), c.Unknown("Open."), None, (MET, NOT_KNOWN)),
        (c.FactIs("matter", ("employment",)), c.Unknown("Open."), NOT_MET, ALL),
        (None, None, None, (NOT_KNOWN,)),
        (None, c.FactIs("own-approach", ("own",)), None, (MET, NOT_MET)),
        (c.FactIs("matter", ("reply",)), c.FactIs("own-approach", ("own",)), None, ALL),
    ],
)
def test_a_condition_that_may_not_apply(possible: Possible, applies_if, decided_by, fixed, outcomes) -> None:
    before = (date(2021, 8, 5), fixed, "Not seen.") if fixed else None
    condition = RecipientCondition(
        "O1", "condition", "One.", decided_by, "statute", (), applies_if=applies_if, fixed_before=before
    )
    assert possible.of_condition(condition) == outcomes


def scenario(*expected: tuple[Kind, str, str], authorities: tuple[str, ...] = ()) -> Scenario:
    expectations = tuple(Expectation(kind, subject, outcome, ()) for kind, subject, outcome in expected)
    case = Case(CaseFile.model_validate(CASE))
    document = Document("a.yaml", "", {})
    return Scenario("one", "One.", "case", authorities, None, date(2020, 10, 2), case, "one", expectations, document)


def test_what_is_expected_covers_and_the_rest_is_missing(law: Law) -> None:
    over_group = scenario(("group", "12a(3).over-time", MET), ("group", "12a(3)", MET), authorities=("skareby",))
    alone = scenario(("criterion", "12a(3).over-time", NOT_MET), ("condition", "ombudsman.O6", MET))
    coverage = coverage_of([over_group, alone, alone], law)
    found = {one.id: one for one in (*coverage.criteria, *coverage.conditions)}
    assert found["12a(3).over-time"].expected == (1, 2, 0)
    assert found["12a(3).over-time"].missing == (NOT_KNOWN,)
    assert found["ombudsman.O6"].missing == (NOT_MET, NOT_KNOWN)
    assert found["12a(3).person"].missing == (MET, NOT_KNOWN)
    assert "12a(3).over-time" not in coverage.untested
    assert "12a(3).person" in coverage.untested
    assert "skareby" not in coverage.unnamed
    assert "n_ep" in coverage.unnamed
    assert not any(one.id.endswith("O13") for one in coverage.conditions), "a notice has no outcome"


def test_an_authority_whose_outcome_was_not_read_need_not_be_named(law: Law) -> None:
    facts_only = Authority("somebody", "T-1/00", "A v B", None, None, None, "facts", "Facts.")
    opinion = Authority("opinion", "C-1/00 P", "A v B", "AG", None, None, "text", "An opinion.")
    coverage = coverage_of([], replace(law, authorities=(*law.authorities, facts_only, opinion)))
    assert not {"somebody", "opinion"} & set(coverage.unnamed)
    assert len(coverage.unnamed) == len(coverage.authorities)


def test_the_table_tells_none_from_cannot_be(law: Law) -> None:
    coverage = coverage_of([scenario(("criterion", "12.reflects", MET))], law)
    lines = list(coverage_table(coverage, law))
    (row,) = [line for line in lines if line.startswith("12.reflects")]
    assert row.split("  ")[0] == "12.reflects"
    assert [cell.strip() for cell in row[len("12.reflects") :].split("  ") if cell.strip()] == [
        "1",
        "cannot be",
        "none",
    ]
    assert "  12.bound" in lines[lines.index("Of these no scenario expects anything:") :]
    assert "  not named: skareby (Skareby v Commission, F-42/10)" in lines
    assert coverage_summary(coverage).startswith("Outcomes that can be and are expected: 1 of ")
