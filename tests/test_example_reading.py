"""What a careful reading of the report says, reached by the rules and the facts alone, on two days."""

from __future__ import annotations

from datetime import date

import pytest

from complaintkit.assessment import assess
from complaintkit.assessment.blocking import selections_that_block
from complaintkit.assessment.values import Outcome, Support
from complaintkit.case.reading import read_case
from complaintkit.law.loading import load_law
from complaintkit.locations import shipped
from complaintkit.reports.steps import next_steps
from complaintkit.reports.text import as_text

MET, NOT_MET, NOT_KNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_KNOWN
MEETINGS = ("mission-meeting-2019-04", "meeting-2019-09-18")


@pytest.fixture(scope="module")
def law():
    return load_law(shipped("regulations"))[0]


@pytest.fixture(scope="module")
def case(law):
    return read_case(shipped("evidence"), law).case


@pytest.fixture(scope="module")
def then(case, law):
    return assess(case, law, date(2020, 10, 2))


@pytest.fixture(scope="module")
def today(case, law):
    return assess(case, law, date(2026, 11, 22))


def provision(assessment, incident, name):
    found = next(result for result in assessment.incidents if result.id == incident)
    return next(result for result in found.provisions if result.provision == name)


def claims(assessment, recipient):
    found = next(result for result in assessment.recipients if result.recipient == recipient)
    return {claim.id: claim for claim in found.claims}


def condition(claim, name):
    return next(result for result in claim.conditions if result.id == name)


def test_sixteen_or_so_incidents_in_the_order_of_their_dates(case):
    assert 16 <= len(case.incidents) <= 24
    dated = [incident.when.first for incident in case.incidents if incident.when.first]
    assert dated == sorted(dated)


def test_the_e_mails_of_january_2018_are_too_late_for_the_ombudsman(then):
    found = condition(claims(then, "ombudsman")["emails-2018-01"], "O6")
    assert found.outcome is NOT_MET
    assert "2020-01-31" in " ".join(found.reasons)


@pytest.mark.parametrize("meeting", MEETINGS)
def test_conduct_at_the_meetings_is_in_time_but_lacks_an_own_approach_and_the_cure_is_named(then, meeting):
    claim = claims(then, "ombudsman")[meeting]
    assert condition(claim, "O6").outcome is MET
    assert condition(claim, "O7").outcome is NOT_MET
    assert "own name" in condition(claim, "O7").cure
    assert claim.outcome is NOT_MET


def test_the_two_unanswered_letters_of_february_2019_are_the_only_claim_that_can_go(then):
    going = [name for name, claim in claims(then, "ombudsman").items() if claim.outcome is not NOT_MET]
    assert going == ["unanswered-requests-2019-02"]
    claim = claims(then, "ombudsman")["unanswered-requests-2019-02"]
    assert [c.id for c in claim.conditions if c.outcome is not MET] == ["O7"]
    assert "reminder" in condition(claim, "O7").cure
    assert (claim.deadline.date, claim.deadline.safe_date) == (date(2021, 2, 15), date(2021, 2, 12))
    assert provision(then, "unanswered-requests-2019-02", "charter:41(1)").outcome is MET


def test_article_17_is_proposed_for_18_september_2019_not_known_with_the_missing_facts(then):
    found = provision(then, "meeting-2019-09-18", "17(1)")
    assert (found.outcome, found.proposed) == (NOT_KNOWN, True)
    missing = " ".join(line for criterion in found.criteria for line in criterion.missing)
    for question in ("how-learned", "listeners-entitled", "already-public", "permitted"):
        assert question in missing


def test_harassment_is_not_met_by_one_act(then):
    assert provision(then, "meeting-2019-09-18", "12a(3)").outcome is NOT_MET
    judged = {group.targets: group for group in then.groups}
    for activist in ("activist-1", "activist-2"):
        assert (judged[(activist,)].acts, judged[(activist,)].outcome) == (1, NOT_MET)
    assert all(group.outcome is not MET for group in then.groups)


@pytest.mark.parametrize("silence", ["silence-2020-02-25", "trials-and-detentions", "press-conference-2019-10"])
def test_silence_on_human_rights_is_policy_and_not_article_11(then, silence):
    assert provision(then, silence, "11/1").outcome is NOT_MET
    assert condition(claims(then, "ombudsman")[silence], "O4").outcome is NOT_MET


def test_of_what_the_report_claims_nothing_is_plainly_met(then):
    """The report says that Articles 11, 12a and 17a were breached; on its facts none of them is met."""
    for incident in then.incidents:
        for result in incident.provisions:
            if result.provision in {"11/1", "12a(3)", "17a(1)"}:
                assert result.outcome is not MET


def test_what_the_report_leaves_open_stays_open(then, case):
    assert next(result for result in then.incidents if result.id == "prison-visit").first is None
    assert case.incident("inaccurate-information-2019-03").official == "unknown"
    contradicted = [a for incident in case.incidents for a in incident.approaches if a.contradicted_by]
    assert contradicted


def test_olaf_is_not_known_and_nobody_is_told_to_write_there_without_the_warning(then, law):
    assert claims(then, "olaf")["meeting-2019-09-18"].outcome is NOT_KNOWN
    step = next(step for step in next_steps(then, law) if step.text.startswith("To the European Anti-Fraud"))
    assert any(detail.startswith("Mind L7") for detail in step.details)


def test_the_first_step_is_the_institution_itself(then, law):
    assert next_steps(then, law)[0].text.startswith("To the European External Action Service")


def test_olaf_comes_not_yet_and_people_whose_data_were_mentioned_have_their_own_way(then, law):
    step = next(step for step in next_steps(then, law) if step.text.startswith("To the European Anti-Fraud"))
    told = " ".join(step.details)
    assert "Not yet, unless the matter proves serious" in told
    assert "European Data Protection Supervisor" in told


def test_no_cure_is_offered_for_a_policy_put_to_the_institution(then, law):
    assert not any(
        "open the way to the European External Action Service" in step.text for step in next_steps(then, law)
    )
    assert condition(claims(then, "eeas")["silence-2020-02-25"], "E4").left


def test_a_day_that_the_report_does_not_give_is_not_printed(then, law):
    rows = as_text(then, law).splitlines()
    assert any(row.startswith("2019        observers-and-judge-refused-2019") for row in rows)
    assert any(row.startswith("2019-11     pickets-2019-12") for row in rows)
    assert "observers-and-judge-refused-2019  between 2019-01-01 and 2019-12-31" in rows


def test_a_warning_is_pressure_by_inference_and_not_an_insult_by_authority(then):
    criteria = {one.id: one for one in provision(then, "meeting-2019-09-18", "12").criteria}
    assert criteria["12.pressure"].outcome is MET
    assert criteria["12.pressure"].basis == "inference"
    assert criteria["12.improper"].outcome is NOT_KNOWN


def test_on_22_november_2026_everything_is_beyond_the_two_years_and_what_is_left_is_said(today, law):
    found = claims(today, "ombudsman")
    assert {condition(claim, "O6").outcome for claim in found.values()} == {NOT_MET}
    assert {condition(claim, "O6").provision for claim in found.values()} == {"statute:2(3)"}
    left = next(step for step in next_steps(today, law) if "O6" in step.text)
    assert "every claim" in left.text
    for way in ("fresh reply", "own-initiative", "access to documents"):
        assert way in left.details[0]
    assert "No reply, refusal or silence" in left.details[1]
    eeas, petition, data = left.details[2:]
    assert "no time limit" in eeas
    assert "former officials are reached" in eeas
    assert "Open or not ruled out there: emails-2018-01" in eeas
    assert petition.startswith("European Parliament, Committee on Petitions")
    assert data.startswith("European Data Protection Supervisor")
    assert "their own knowledge" in data
    assert "Not open there to this complainant" in data
    assert any(claim.outcome is not NOT_MET for claim in claims(today, "eeas").values())


def test_an_exhibit_behind_every_answer_that_counts(then):
    met = [p for incident in then.incidents for p in incident.provisions if p.outcome is MET]
    assert met
    assert all(p.support in {Support.DOCUMENTED, Support.STATED} for p in met)


def test_on_2_october_2020_the_letter_to_write_first_has_its_day(then, law):
    cure = next(
        step for step in next_steps(then, law) if step.text.startswith("What would open the way to the European O")
    )
    assert "Write to the institution first, in the complainant's own name" in cure.details[0]
    assert "if it has not been answered by 2020-12-02" in cure.details[0]


def test_olaf_and_the_eeas_are_not_written_to_at_once_about_the_same_facts(then, law, case):
    step = next(step for step in next_steps(then, law) if step.text.startswith("To the European Anti-Fraud"))
    blocked = next(detail for detail in step.details if detail.startswith("Not at once to"))
    assert "European External Action Service" in blocked
    assert "(see L7)" in blocked
    assert "meeting-2019-09-18" in blocked
    (problem,) = selections_that_block(case, law)
    assert (problem.code, problem.severity, problem.file) == ("CK745", "warning", "selections/olaf.yaml")
    assert problem.message.startswith("mission-meeting-2019-04, meeting-2019-09-18: chosen for")


def test_nobody_but_the_data_subject_and_staff_has_the_two_other_ways(then, law):
    shut = as_text(then, law).partition("For no claim of this case:")[2].partition("WHAT TO DO NEXT")[0]
    assert "(edps): D1 not met" in shut
    assert "(appointing-authority): S1 not met" in shut
    assert len(shut.splitlines()) < 15


def test_a_policy_is_for_a_petition_at_most(then):
    claim = claims(then, "ombudsman")["silence-2020-02-25"]
    assert [one.recipient for one in condition(claim, "O4").elsewhere] == ["petitions"]
    assert claims(then, "petitions")["silence-2020-02-25"].outcome is NOT_KNOWN


def test_no_later_reply_in_the_file_revives_anything(today):
    assert not any(claim.renewals for claim in claims(today, "ombudsman").values())


def test_on_today_s_date_the_eeas_comes_first_and_then_what_is_left_of_the_ombudsman(today, law):
    first, *others = next_steps(today, law)
    assert first.text.startswith("To the European External Action Service")
    assert not any(step.text.startswith("To the European Ombudsman") for step in others)
    assert any("O6 shuts the way to the European Ombudsman (every claim)" in step.text for step in others)
