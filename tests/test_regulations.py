"""The rules as shipped: what they hold, and what they say on given answers, criterion by criterion."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from complaintkit.assessment.answers import Answer
from complaintkit.assessment.deciding import Judge
from complaintkit.assessment.sheets import Answers, Sheet
from complaintkit.assessment.values import Outcome
from complaintkit.case.values import Incident
from complaintkit.languages.catalogue import shipped_languages
from complaintkit.law.linting import untranslated
from complaintkit.law.loading import load_law, read_rules
from complaintkit.law.lookup import basis_on, provision, recipient, wording_in_force
from complaintkit.law.references import parse_reference
from complaintkit.law.values import Law, RecipientCondition

OCTOBER_2020 = date(2020, 10, 2)
TODAY = date(2026, 11, 22)
THE_TREATY_ON_THE_OMBUDSMAN = "or if he is guilty of serious misconduct"  # Article 228(2) TFEU, quoted as it stands
ASSESSED = [
    *("11/1", "11/2", "11a(1)", "11a(2)", "11a(3)", "12", "12a(1)", "12a(3)", "16/1", "16/2", "16/3", "17(1)", "17(2)"),
    *("17a(1)", "17a(2)", "19/1", "21/1", "21/2", "21a(1)", "21a(2)", "21a(3)", "22a(1)", "22a(2)", "22a(3)", "22b(1)"),
    *("24/1", "24/2", "86(1)", "charter:41(1)", "charter:41(2)", "charter:41(4)", "charter:42"),
]


@pytest.fixture(scope="module")
def law(regulations: Path) -> Law:
    found, problems = load_law(regulations)
    assert problems == ()
    assert found is not None
    return found


def sheet(law: Law, sent: date | None = None, known: date | None = None, **facts: str | list[str]) -> Sheet:
    """Return a fact sheet with these answers; a question not named is not asked, underscores stand for hyphens."""
    answers = {question.id: Answer(question.id, "unasked") for question in law.questions}
    for name, value in facts.items():
        question = name.replace("_", "-")
        assert question in answers, question
        values = tuple(value) if isinstance(value, list) else (value,)
        state = "unknown" if value == "unknown" else "answered"
        answers[question] = Answer(question, state, () if state == "unknown" else values)
    incident = Incident.model_validate({"id": "one", "title": "One", "when": "2019-09-18"})
    return Sheet(incident, answers, Answers(answers), known, known, sent, sent)


def outcome(
    law: Law, criterion: str, on: date = OCTOBER_2020, sent: date | None = None, **facts: str | list[str]
) -> str:
    owner = provision(law, criterion.partition(".")[0])
    assert owner is not None
    judge = Judge({question.id: question for question in law.questions}, on)
    return judge.decide(owner.criterion(criterion).decided_by, sheet(law, sent, **facts)).outcome.value


def condition(law: Law, condition_id: str) -> RecipientCondition:
    return next(one for who in law.recipients for one in who.conditions if one.id == condition_id)


def admitted(
    law: Law,
    condition_id: str,
    on: date = OCTOBER_2020,
    sent: date | None = None,
    known: date | None = None,
    **facts: str | list[str],
) -> str:
    found = condition(law, condition_id).decided_by
    assert found is not None
    judge = Judge({question.id: question for question in law.questions}, on)
    return judge.decide(found, sheet(law, sent, known, **facts)).outcome.value


def applies(law: Law, condition_id: str, **facts: str | list[str]) -> str:
    found = condition(law, condition_id).applies_if
    assert found is not None
    judge = Judge({question.id: question for question in law.questions}, OCTOBER_2020)
    return judge.decide(found, sheet(law, **facts)).outcome.value


# What is held


def test_the_provisions_assessed_stand_in_the_order_of_the_articles(law: Law) -> None:
    assert [one.id for one in law.provisions] == ASSESSED


def test_every_sentence_of_the_rules_is_translated(regulations: Path, law: Law) -> None:
    assert {"fr", "de"} <= set(law.translations.languages)
    assert list(untranslated(read_rules(regulations), law)) == []


@pytest.mark.parametrize("provision_id", ASSESSED)
def test_each_provision_assessed_can_be_quoted_in_english_and_shown_in_french_and_german(
    law: Law, provision_id: str
) -> None:
    english = wording_in_force(law, provision_id, "en", date(2019, 9, 18))
    assert english is not None
    assert (english.status, english.quotable) == ("official", True)
    for language in ("fr", "de"):
        translated = wording_in_force(law, provision_id, language, date(2019, 9, 18))
        assert translated is not None
        official = provision_id.startswith("charter:") and language == "fr"
        assert translated.status == ("official" if official else "working")


def test_what_is_our_translation_says_so(law: Law) -> None:
    working = [wording for wording in law.wordings if wording.status == "working"]
    assert {wording.confirmed for wording in working} == {
        "working translation by complaintkit, machine-drafted, not reviewed"
    }


def test_article_11_has_four_paragraphs_without_numbers(law: Law) -> None:
    held = {wording.provision for wording in law.wordings}
    assert {"11/1", "11/2", "11/3", "11/4"} <= held
    assert "11(1)" not in held


def test_wordings_before_and_after_an_amendment_are_kept_apart(law: Law) -> None:
    before = wording_in_force(law, "17a(2)", "en", date(2008, 1, 1))
    after = wording_in_force(law, "17a(2)", "en", date(2019, 1, 1))
    assert before is not None
    assert after is not None
    assert "work of the Communities" in before.text
    assert "work of the Union" in after.text
    assert wording_in_force(law, "11/1", "en", date(2012, 1, 1)) is None


def test_a_copy_with_a_defect_is_held_to_be_shown_and_never_quoted(law: Law) -> None:
    defective = [wording for wording in law.wordings if "a defect" in (wording.note or "")]
    assert {wording.provision for wording in defective} == {"1d(2)", "23/1"}
    assert not any(wording.quotable for wording in defective)


@pytest.mark.parametrize(
    ("provision_id", "language", "text"),
    [
        (
            "12",
            "en",
            "An official shall refrain from any action or behaviour which might reflect adversely upon his position.",
        ),
        ("12a(1)", "en", "Officials shall refrain from any form of psychological or sexual harassment."),
        (
            "17(1)",
            "en",
            (
                "An official shall refrain from any unauthorised disclosure of information received in the line of duty, "
                "unless that information has already been made public or is accessible to the public."
            ),
        ),
        (
            "86(2)",
            "en",
            (
                "Where the Appointing Authority or OLAF becomes aware of evidence of failure within the meaning of "
                "paragraph 1, they may launch administrative investigations to verify whether such failure has occurred."
            ),
        ),
        (
            "charter:41(1)",
            "en",
            (
                "Every person has the right to have his or her affairs handled impartially, fairly and within a reasonable "
                "time by the institutions, bodies, offices and agencies of the Union."
            ),
        ),
        (
            "charter:41(1)",
            "fr",
            (
                "Toute personne a le droit de voir ses affaires traitées impartialement, équitablement et dans un délai "
                "raisonnable par les institutions, organes et organismes de l'Union."
            ),
        ),
    ],
)
def test_what_is_quoted_most_is_the_published_wording(law: Law, provision_id: str, language: str, text: str) -> None:
    wording = wording_in_force(law, provision_id, language, TODAY)
    assert wording is not None
    assert wording.text == text


def test_paragraphs_hold_no_marks_of_the_copy(law: Law) -> None:
    for wording in law.wordings:
        assert wording.text == wording.text.strip()
        assert not re.search(r" {2}|\t|\( ?\d+ ?\)$|[\u00ad\ufeff]", wording.text), wording.provision


def test_nothing_is_cited_that_was_not_read(law: Law) -> None:
    resting = [
        part for one in law.provisions for criterion in one.criteria for part in (criterion, *criterion.not_this)
    ]
    resting += [part for one in law.provisions for part in one.not_this]
    held = {authority.id for authority in law.authorities}
    assert {name for part in resting for name in part.authorities} == held
    assert {authority.id for authority in law.authorities if authority.date is None} == {
        "idoc2011",
        "nh_eeas",
        "omb1697",
    }


def test_criteria_and_conditions_are_whole_sentences(law: Law) -> None:
    criteria = [criterion.text for one in law.provisions for criterion in one.criteria]
    conditions = [one.text for who in law.recipients for one in who.conditions]
    for text in (*criteria, *conditions):
        assert re.fullmatch(r"[A-Z].*\.", text), text


def test_nobody_is_called_guilty(regulations: Path) -> None:
    for path in regulations.rglob("*.*"):
        if path.parent.name == "tone":  # the words that a letter had better not use
            continue
        text = path.read_text(encoding="utf-8").replace(THE_TREATY_ON_THE_OMBUDSMAN, "")
        assert not re.search(r"\b(guilty|culprit|perpetrator|coupable|schuldig)\b", text, re.IGNORECASE), path.name


def test_every_decision_list_is_whole_and_in_order(law: Law) -> None:
    lists = {who.id: [one.id for one in who.conditions] for who in law.recipients}
    assert lists == {
        "ombudsman": [f"O{n}" for n in range(1, 16)],  # 14 and 15: language, confidentiality
        "olaf": [f"L{n}" for n in range(1, 10)],
        "eeas": [f"E{n}" for n in range(1, 12)],  # 10: whom a reply is asked of; 11: language
        "idoc": [f"I{n}" for n in range(1, 10)],
        "appointing-authority": [f"S{n}" for n in range(1, 10)],
        "edps": [f"D{n}" for n in range(1, 9)],
        "petitions": [f"P{n}" for n in range(1, 9)],
    }


def test_only_confirmed_addresses_have_lines(law: Law) -> None:
    for who in law.recipients:
        if not who.address:
            assert who.no_letter
            continue
        assert who.address_status in ("verified", "secondary")
        assert who.address_checked == "2026-11-22"
        assert not any("@" in line for line in who.address)


def test_names_and_forms_of_address_exist_in_the_three_languages(law: Law) -> None:
    for who in (one for one in law.recipients if one.no_letter is None):
        for text in (who.names, who.addressee, who.salutation, who.closing):
            assert all(text.in_language(language) for language in shipped_languages())


# Articles 11 to 21


@pytest.mark.parametrize(
    ("criterion", "facts", "expected"),
    [
        ("12.bound", {"official_category": "temporary"}, "met"),
        ("12.bound", {"official_category": "local-agent"}, "not met"),
        ("12.bound", {"official_category": "unknown"}, "not known"),
        ("11/1.own-conduct", {"official_identified": "yes", "whose_decision": "own-initiative"}, "met"),
        ("11/1.own-conduct", {"official_identified": "yes", "whose_decision": "superior"}, "not known"),
        ("11/1.own-conduct", {"official_identified": "yes", "whose_decision": "service-position"}, "not met"),
        ("11/1.own-conduct", {"official_identified": "no", "whose_decision": "service-position"}, "not met"),
        ("11/1.objective", {"stated_fact_wrong": "yes", "contrary_evidence_supplied": "yes"}, "met"),
        ("11/1.objective", {"stated_fact_wrong": "yes"}, "not known"),
        ("11/1.objective", {"stated_fact_wrong": "yes", "contrary_evidence_supplied": "no"}, "not known"),
        ("11/1.objective", {"stated_fact_wrong": "no", "contrary_evidence_supplied": "yes"}, "not met"),
        ("11/1.impartial", {"warned_against_cooperation": "yes"}, "met"),
        ("11/1.impartial", {"warned_against_cooperation": "no"}, "not known"),
        ("11/1.instructions", {"outside_instructions": "no"}, "not met"),
        ("11/1.loyalty", {"speaking_as": "institution", "stance": "dissent"}, "not met"),
        ("11/1.loyalty", {"speaking_as": "institution", "stance": "praise", "against_stated_position": "yes"}, "met"),
        ("11a(1).impairs", {"other_interest": "no"}, "not known"),
        ("11a(1).not-relieved", {"interest_declared": "yes"}, "not known"),
        ("12.improper", {"manner": "belittling"}, "met"),
        ("12.improper", {"manner": "neutral", "warned_against_cooperation": "yes"}, "not met"),
        ("12.pressure", {"warned_against_cooperation": "yes"}, "met"),
        ("12.pressure", {"benefit_or_harm_hinted": "yes"}, "met"),
        ("12.pressure", {"warned_against_cooperation": "no"}, "not known"),
        ("12.pressure", {"warned_against_cooperation": "no", "benefit_or_harm_hinted": "no"}, "not met"),
        ("12.reflects", {"outsiders_present": "yes"}, "met"),
        ("12.reflects", {"outsiders_present": "no"}, "not known"),
        ("12a(3).improper", {"manner": "threatening", "only_neutral_criticism": "no"}, "met"),
        ("12a(3).improper", {"manner": "threatening", "only_neutral_criticism": "yes"}, "not met"),
        ("12a(3).intentional", {"deliberate": "no"}, "not met"),
        ("12a(3).effect", {"apt_to_affect": ["dignity"]}, "met"),
        ("12a(3).effect", {"apt_to_affect": ["none"]}, "not known"),
        ("12a(3).effect", {}, "not known"),
        ("17(1).disclosed", {"listeners": []}, "not met"),
        ("17(1).disclosed", {"listeners": ["activist-2"], "listeners_entitled": "no"}, "met"),
        ("17(1).disclosed", {"listeners": ["activist-2"], "listeners_entitled": "yes"}, "not met"),
        ("17(1).disclosed", {"listeners": ["activist-2"], "listeners_entitled": "unknown"}, "not known"),
        ("17(1).not-public", {"already_public": "yes"}, "not met"),
        ("17(1).unauthorised", {"permitted": "no"}, "met"),
        ("17(1).in-line-of-duty", {"how_learned": "otherwise"}, "not met"),
        ("17a(1).expression", {"speaking_as": "institution"}, "not met"),
        ("17a(1).expression", {"speaking_as": "personally", "on_duty": "yes"}, "not met"),
        ("17a(1).expression", {"speaking_as": "personally", "on_duty": "no"}, "met"),
        ("17a(1).disloyal", {"stance": "dissent", "against_stated_position": "yes"}, "not met"),
        ("17a(1).public", {"where_said": "restricted"}, "not known"),
        ("21/1.failed-in-duty", {"failed_in_duty": "yes"}, "met"),
    ],
)
def test_the_staff_regulations(law: Law, criterion: str, facts: dict[str, str], expected: str) -> None:
    assert outcome(law, criterion, **facts) == expected


# Article 41(1) of the Charter


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("none", "met"),
        ("acknowledgement", "met"),
        ("call", "met"),
        ("meeting", "not known"),
        ("part", "not known"),
        ("full", "not met"),
        ("refusal", "not met"),
    ],
)
def test_what_came_back_decides_whether_there_was_a_reply(law: Law, reply: str, expected: str) -> None:
    assert outcome(law, "charter:41(1).no-full-reply", reply_received=reply) == expected


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (date(2020, 9, 11), "not met"),
        (date(2020, 8, 20), "not known"),
        (date(2020, 8, 2), "not known"),
        (date(2020, 8, 1), "met"),
    ],
)
def test_fifteen_working_days_and_two_months_are_the_yardsticks(law: Law, sent: date, expected: str) -> None:
    assert outcome(law, "charter:41(1).time", request_on=str(sent), matter="reply") == expected


@pytest.mark.parametrize(
    ("sent", "expected"), [("2020-09-11", "not met"), ("2020-09-10", "met"), ("2020-09", "not known")]
)
def test_for_access_to_documents_fifteen_working_days_are_the_time(law: Law, sent: str, expected: str) -> None:
    assert outcome(law, "charter:41(1).time", request_on=sent, matter="access") == expected


@pytest.mark.parametrize(
    ("came", "expected"),
    [("2020-05-25", "not met"), ("2020-05-26", "not known"), ("2020-07-04", "not known"), ("2020-07-05", "met")],
)
def test_a_reply_that_came_later_than_the_yardsticks_leaves_lateness(law: Law, came: str, expected: str) -> None:
    facts = {"request_on": "2020-05-04", "last_reply_on": came}
    assert outcome(law, "charter:41(1).late-reply", reply_received="full", **facts) == expected
    assert outcome(law, "charter:41(1).late-reply", reply_received="part", **facts) == "not met"


def test_the_merit_of_a_policy_is_no_affair_of_a_person(law: Law) -> None:
    assert outcome(law, "charter:41(1).affair", matter="policy") == "not met"


# The Ombudsman


@pytest.mark.parametrize(
    ("approach", "matter", "expected"),
    [
        ("own-with-reminder", "reply", "met"),
        ("own", "reply", "not known"),
        ("own", "conduct", "met"),
        ("others-only", "reply", "not met"),
        ("others-only", "conduct", "not met"),
        ("none", "conduct", "not met"),
    ],
)
def test_the_ombudsman_wants_the_complainants_own_approach(law: Law, approach: str, matter: str, expected: str) -> None:
    assert admitted(law, "O7", own_approach=approach, matter=matter) == expected


@pytest.mark.parametrize(("confirmatory", "expected"), [("yes", "met"), ("no", "not met"), ("unknown", "not known")])
def test_for_access_to_documents_the_confirmatory_application_is_the_approach(
    law: Law, confirmatory: str, expected: str
) -> None:
    facts = {"matter": "access", "own_approach": "own-with-reminder", "confirmatory_application": confirmatory}
    assert admitted(law, "O7", **facts) == expected


@pytest.mark.parametrize("matter", ["reply", "conduct", "disclosure", "information", "access", "employment"])
def test_administration_is_for_the_ombudsman_and_policy_is_not(law: Law, matter: str) -> None:
    assert admitted(law, "O4", matter=matter) == "met"
    assert admitted(law, "O4", matter="policy") == "not met"


def test_two_years_run_from_knowledge(law: Law) -> None:
    assert admitted(law, "O6", known=date(2018, 10, 2)) == "met"
    assert admitted(law, "O6", known=date(2018, 1, 16)) == "not met"
    assert admitted(law, "O6", on=TODAY, known=date(2019, 9, 20)) == "not met"


def test_a_reasonable_time_counts_only_after_an_own_approach(law: Law) -> None:
    assert applies(law, "O8", own_approach="others-only", matter="reply") == "not met"
    assert admitted(law, "O8", sent=date(2020, 2, 25), matter="reply", reply_received="none") == "met"
    assert admitted(law, "O8", sent=date(2020, 9, 30), matter="reply", reply_received="none") == "not met"
    assert admitted(law, "O8", sent=date(2020, 9, 30), matter="reply", reply_received="refusal") == "met"


def test_for_access_to_documents_fifteen_working_days_are_enough(law: Law) -> None:
    facts = {"matter": "access", "reply_received": "none", "confirmatory_application_on": "2020-09-01"}
    assert admitted(law, "O8", sent=date(2020, 9, 1), **facts) == "met"
    assert admitted(law, "O8", on=date(2020, 9, 22), sent=date(2020, 9, 1), **facts) == "not met"
    assert admitted(law, "O8", on=date(2020, 9, 23), sent=date(2020, 9, 1), **facts) == "met"
    assert admitted(law, "O8", sent=date(2020, 9, 1), matter="conduct", reply_received="none") == "not known"


def test_the_route_of_article_90_is_for_employment_only(law: Law) -> None:
    assert applies(law, "O9", matter="reply") == "not met"
    assert applies(law, "O9", matter="employment", employment_of="staff") == "met"
    assert applies(law, "O9", matter="employment", employment_of="former-staff") == "not known"
    assert applies(law, "O9", matter="employment", employment_of="others") == "not met"
    staff = {"complainant_staff": "yes", "complainant_kind": "person"}
    assert applies(law, "O10", **staff, staff_step="report") == "met"
    assert applies(law, "O10", **staff, staff_step="complaint") == "not met"
    fixed = condition(law, "O9").fixed_before
    assert fixed is not None
    assert (fixed[0], fixed[1]) == (date(2021, 8, 5), "not known")


@pytest.mark.parametrize(("condition_id", "since"), [("O6", date(2021, 8, 5)), ("L7", date(2021, 1, 17))])
def test_before_its_wording_is_held_nothing_is_quoted(law: Law, condition_id: str, since: date) -> None:
    before = basis_on(condition(law, condition_id), OCTOBER_2020)
    after = basis_on(condition(law, condition_id), since)
    assert before is not None
    assert after is not None
    assert before.provision is None
    assert "held" in before.source
    assert after.provision is not None
    assert wording_in_force(law, after.provision, "en", since) is not None


@pytest.mark.parametrize("day", [date(2018, 1, 1), OCTOBER_2020, date(2021, 1, 17), date(2021, 8, 5), TODAY])
def test_a_wording_is_held_wherever_a_condition_cites_one(law: Law, day: date) -> None:
    for who in law.recipients:
        for one in who.conditions:
            basis = basis_on(one, day)
            assert basis is not None
            if basis.provision is not None:
                assert parse_reference(basis.provision) is not None
                assert wording_in_force(law, basis.provision, "en", day) is not None, (one.id, basis.provision)


def test_what_is_left_after_the_two_years_is_said(law: Law) -> None:
    rule = condition(law, "O6")
    left = rule.what_is_left or ""
    for way in ("fresh reply", "own-initiative", "access to documents", "revives nothing"):
        assert way in left
    assert [one.recipient for one in rule.competent] == ["eeas", "petitions", "edps"]
    assert rule.renewed_by == ("reply", "refusal", "silence")


# OLAF and the EEAS


def test_the_limb_without_money_is_never_plainly_met(law: Law) -> None:
    assert admitted(law, "L3", matter="disclosure") == "not known"
    assert admitted(law, "L3", matter="policy") == "not met"
    assert admitted(law, "L3", matter="reply") == "not met"


def test_anybody_may_write_to_olaf(law: Law) -> None:
    assert admitted(law, "L1") == Outcome.MET.value


def test_a_request_for_a_reply_needs_no_condition_of_an_inquiry(law: Law) -> None:
    conditions = [one for one in (recipient(law, "eeas") or law.recipients[0]).conditions if one.kind == "condition"]
    assert [one.id for one in conditions] == ["E1", "E2", "E3", "E4", "E8", "E10"]
    assert applies(law, "E10", matter="conduct") == "not met"
    assert admitted(law, "E10", matter="reply", institution_concerned="eeas") == "met"
    assert admitted(law, "E10", matter="reply", institution_concerned="commission") == "not met"
    for one in conditions[:-1]:
        assert applies(law, one.id, matter="reply") == "not met"
        assert applies(law, one.id, matter="conduct") == "met"
        assert "41(1)" in (one.not_applicable or "")


@pytest.mark.parametrize(
    ("condition_id", "facts", "expected"),
    [
        ("E1", {"official_employer": "eeas"}, "met"),
        ("E1", {"official_employer": "commission"}, "not met"),
        ("E1", {"official_employer": "unknown"}, "not known"),
        ("E2", {"official_category": "contract"}, "met"),
        ("E2", {"official_category": "seconded-national-expert"}, "not met"),
        ("E3", {"official_in_service": "yes"}, "met"),
        ("E4", {"matter": "conduct", "evidence_of_failure": "documented"}, "met"),
        ("E4", {"matter": "conduct", "evidence_of_failure": "stated"}, "not known"),
        ("E4", {"matter": "policy", "evidence_of_failure": "documented"}, "not met"),
        ("E8", {"olaf_investigates": "yes", "olaf_agreed": "no"}, "not met"),
        ("E8", {"olaf_investigates": "yes", "olaf_agreed": "yes"}, "met"),
        ("E8", {"olaf_investigates": "yes"}, "not known"),
        ("L3", {"matter": "conduct", "financial_interests": "yes"}, "met"),
        ("L3", {"matter": "reply", "financial_interests": "yes"}, "not met"),
        ("O9", {"only_unanswered_question": "yes"}, "met"),
        ("O9", {"only_unanswered_question": "no", "internal_procedures_used": "no"}, "not met"),
        ("O9", {"internal_procedures_used": "yes", "internal_decision": "yes"}, "met"),
        ("O10", {"believed_true": "yes", "disclosed_before": "yes", "time_to_act_given": "yes"}, "met"),
        ("O10", {"believed_true": "yes", "disclosed_before": "no"}, "not met"),
        ("D1", {"complainant_kind": "organisation", "complainant_staff": "yes"}, "not met"),
        ("D1", {"complainant_kind": "person", "data_subject": "yes"}, "met"),
        ("D1", {"complainant_kind": "person", "data_subject": "no", "complainant_staff": "yes"}, "met"),
        ("S1", {"complainant_kind": "organisation", "complainant_staff": "yes"}, "not met"),
        ("P3", {"matter": "reply", "own_approach": "own"}, "met"),
        ("P3", {"matter": "reply", "own_approach": "others-only", "affects_complainant": "no"}, "not met"),
        ("I1", {"official_employer": "commission"}, "met"),
        ("L2", {"official_category": "temporary", "official_employer": "eeas"}, "met"),
        ("L4", {"precise": "yes"}, "met"),
        ("O1", {"complainant_eligible": "no"}, "not met"),
        ("O2", {"respondent_institution": "no"}, "not met"),
        ("O3", {"complainant_identified": "no"}, "not met"),
        ("O5", {"before_court": "yes"}, "not met"),
        ("O5", {"before_court": "unknown"}, "not known"),
    ],
)
def test_the_other_conditions(law: Law, condition_id: str, facts: dict[str, str], expected: str) -> None:
    assert admitted(law, condition_id, **facts) == expected
