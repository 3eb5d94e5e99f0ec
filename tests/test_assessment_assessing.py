"""What the shipped rules say of small cases, each typed in the test's own text."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from complaintkit.assessment import assess
from complaintkit.assessment.values import Outcome, Support
from complaintkit.case.reading import read_case
from complaintkit.case.values import Case
from complaintkit.law.loading import load_law
from complaintkit.locations import shipped
from complaintkit.problems import has_errors
from complaintkit.reports.text import as_text

MET, NOT_MET, NOT_KNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_KNOWN
ON = date(2020, 10, 2)

CASE = """
format: 1
title: An invented case
complainant: {label: association, shown_as: the association, kind: organisation, seat: member-state}
respondent: {institution: eeas, shown_as: the European External Action Service}
officials:
  deputy: {post: Deputy Head, employer: eeas, category: official}
  expert: {post: Expert, employer: eeas, category: seconded-national-expert}
persons:
  ann: {shown_as: a first invented person, kind: person}
  ben: {shown_as: a second invented person, kind: person}
  club: {shown_as: an invented club, kind: organisation}
court: {answer: no, vouched: true}
"""
REGISTER = f"""
format: 1
exhibits:
  E1: {{file: E1-report.pdf, sha256: {"a" * 64}, size: 1, title: A report, kind: report, pages: 9}}
  E2: {{file: E2-letter.eml, sha256: {"b" * 64}, size: 1, title: An e-mail, kind: e-mail}}
"""

HARASSING = """
title: An invented incident
when: 2019-05-06
official: deputy
facts: {matter: conduct, whose-decision: own-initiative, manner: insulting, deliberate: yes, apt-to-affect: [dignity],
        only-neutral-criticism: no, outsiders-present: yes}
"""


@pytest.fixture(scope="module")
def law():
    found, problems = load_law(shipped("regulations"))
    assert not has_errors(problems), problems
    return found


@pytest.fixture
def case_of(tmp_path: Path, law):
    """Return a function from incidents (id to YAML text) to the case they make; the case file may be another."""

    def make(incidents: dict[str, str], case: str = CASE, *, clean: bool = True) -> Case:
        (tmp_path / "incidents").mkdir(exist_ok=True)
        (tmp_path / "case.yaml").write_text(dedent(case).lstrip(), encoding="utf-8")
        (tmp_path / "exhibits.yaml").write_text(REGISTER.lstrip(), encoding="utf-8")
        for name, text in incidents.items():
            (tmp_path / "incidents" / f"{name}.yaml").write_text(dedent(text).lstrip(), encoding="utf-8")
        read = read_case(tmp_path, law)
        assert read.case is not None
        assert not (clean and has_errors(read.problems)), read.problems
        return read.case

    return make


def provision(assessment, incident, name):
    found = next(result for result in assessment.incidents if result.id == incident)
    return next(result for result in found.provisions if result.provision == name)


def criterion(result, name):
    return next(found for found in result.criteria if found.id.endswith(f".{name}"))


def claim(assessment, recipient, name):
    found = next(result for result in assessment.recipients if result.recipient == recipient)
    return next(result for result in found.claims if result.id == name)


def condition(found, name):
    return next(result for result in found.conditions if result.id == name)


class TestTwelveA:
    """Article 12a(3) counts acts of one official towards one person, not files."""

    def judged(self, case_of, law, *acts: str, extra: str = "", case: str = CASE):
        text = HARASSING + "acts:\n" + "".join(f"  - {act}\n" for act in acts) + extra
        return assess(case_of({"incident": text}, case), law, ON)

    def test_one_act_fails_it_and_article_12_is_to_be_considered(self, case_of, law):
        found = self.judged(case_of, law, "{on: 2019-05-06, what: insulted, towards: [ann], exhibits: [E2]}")
        (group,) = found.groups
        assert (group.outcome, group.acts, group.official, group.targets) == (NOT_MET, 1, "deputy", ("ann",))
        assert provision(found, "incident", "12a(3)").outcome is NOT_MET
        assert provision(found, "incident", "12").outcome is MET
        instead = next(p for p in law.provisions if p.id == "12a(3)").instead
        assert {(one.where, one.provision) for one in instead} >= {("12a(3).over-time", "12")}

    def test_acts_on_different_days_can_meet_it_even_within_one_incident(self, case_of, law):
        found = self.judged(
            case_of,
            law,
            "{on: 2019-05-06, what: insulted, towards: [ann], exhibits: [E2]}",
            "{on: 2019-05-20, what: insulted again, towards: [ann], exhibits: [E2]}",
        )
        assert found.groups[0].outcome is MET
        assert provision(found, "incident", "12a(3)").outcome is MET

    def test_several_acts_on_one_occasion_leave_it_not_known(self, case_of, law):
        found = self.judged(
            case_of,
            law,
            "{on: 2019-05-06, what: insulted, towards: [ann], exhibits: [E2]}",
            "{on: 2019-05-06, what: shouted, towards: [ann], exhibits: [E2]}",
        )
        assert found.groups[0].outcome is NOT_KNOWN
        assert "one occasion" in " ".join(criterion(found.groups[0], "over-time").reasons)

    def test_two_files_about_the_same_act_count_once(self, case_of, law):
        act = "acts: [{on: 2019-05-06, what: insulted, towards: [ann], exhibits: [E2]}]\n"
        retold = "acts: [{on: 2019-05-06, what: another telling, towards: [ann], same_as: first, exhibits: [E2]}]\n"
        copied = "acts: [{on: 2019-05-06, what: Insulted, towards: [ann], exhibits: [E2]}]\n"
        for second in (retold, copied):
            found = assess(case_of({"first": HARASSING + act, "second": HARASSING + second}), law, ON)
            assert (found.groups[0].acts, found.groups[0].outcome) == (1, NOT_MET)

    def test_an_organisation_as_target_is_not_known(self, case_of, law):
        found = self.judged(
            case_of,
            law,
            "{on: 2019-05-06, what: insulted, towards: [club], exhibits: [E2]}",
            "{on: 2019-05-20, what: insulted again, towards: [club], exhibits: [E2]}",
        )
        assert found.groups[0].outcome is NOT_KNOWN
        assert criterion(found.groups[0], "person").outcome is NOT_KNOWN

    def test_different_targets_are_different_groups_unless_the_case_says_that_they_belong_together(self, case_of, law):
        acts = (
            "{on: 2019-05-06, what: insulted, towards: [ann], exhibits: [E2]}",
            "{on: 2019-05-20, what: insulted too, towards: [ben], exhibits: [E2]}",
        )
        apart = self.judged(case_of, law, *acts)
        assert [group.outcome for group in apart.groups] == [NOT_MET, NOT_MET]
        together = self.judged(case_of, law, *acts, case=CASE + "same_target: [[ann, ben]]\n")
        assert [(group.targets, group.outcome) for group in together.groups] == [(("ann", "ben"), MET)]

    def test_an_undated_act_leaves_it_open(self, case_of, law):
        found = self.judged(
            case_of,
            law,
            "{on: 2019-05-06, what: insulted, towards: [ann], exhibits: [E2]}",
            "{on: unknown, what: insulted again, towards: [ann], exhibits: [E2]}",
        )
        assert found.groups[0].outcome is NOT_KNOWN

    def test_conduct_that_was_not_improper_is_not_counted(self, case_of, law):
        act = "acts: [{on: 2019-05-%02d, what: spoke %s, towards: [ann], exhibits: [E2]}]\n"
        neutral = HARASSING.replace("manner: insulting", "manner: neutral, benefit-or-harm-hinted: no")
        found = assess(case_of({"one": HARASSING + act % (6, "ill"), "two": neutral + act % (20, "well")}), law, ON)
        assert found.groups[0].outcome is NOT_MET

    def test_somebody_who_is_not_bound(self, case_of, law):
        text = HARASSING.replace("official: deputy", "official: expert")
        found = assess(case_of({"incident": text}), law, ON)
        assert provision(found, "incident", "12").outcome is NOT_MET


class TestSupport:
    """Documented, stated, contradicted, none: that of the weakest fact; an exhibit needs a place, or to be one page."""

    @pytest.mark.parametrize(
        ("fact", "support"),
        [
            ("{answer: yes, exhibits: [{exhibit: E1, at: p. 2}]}", Support.DOCUMENTED),
            ("{answer: yes, exhibits: [E2]}", Support.DOCUMENTED),
            ("{answer: yes, exhibits: [E1]}", Support.STATED),
            ("{answer: yes, vouched: true}", Support.STATED),
            ("yes", Support.NONE),
            ("{answer: yes, contradicted_by: [{answer: no, exhibits: [E2]}], exhibits: [E2]}", Support.CONTRADICTED),
        ],
    )
    def test_of_one_fact(self, case_of, law, fact, support):
        text = f"title: Invented\nwhen: 2019-05-06\nofficial: deputy\nfacts:\n  outsiders-present: {fact}\n"
        found = criterion(provision(assess(case_of({"incident": text}), law, ON), "incident", "12"), "reflects")
        assert found.support is support

    def test_a_contradicted_fact_decides_nothing(self, case_of, law):
        fact = "{answer: yes, contradicted_by: [{answer: no, exhibits: [E2]}], exhibits: [E2]}"
        text = f"title: Invented\nwhen: 2019-05-06\nofficial: deputy\nfacts:\n  outsiders-present: {fact}\n"
        found = criterion(provision(assess(case_of({"incident": text}), law, ON), "incident", "12"), "reflects")
        assert found.outcome is NOT_KNOWN
        assert "contradicted: yes against no" in " ".join(found.reasons)


class TestDisclosure:
    """17(1): telling people about their own file is none; a listener who is not entitled is needed."""

    TEXT = """
    title: Invented
    when: 2019-05-06
    official: deputy
    facts:
      matter: disclosure
      information: that somebody asked for a visa
      how-learned: in-service
      listeners: {listeners}
      listeners-entitled: no
      already-public: no
      permitted: no
    """

    def outcome(self, case_of, law, listeners):
        text = dedent(self.TEXT).replace("{listeners}", listeners)
        return provision(assess(case_of({"incident": text}), law, ON), "incident", "17(1)").outcome

    def test_a_listener_who_is_not_entitled(self, case_of, law):
        assert self.outcome(case_of, law, "[ben]") is MET

    def test_nobody_but_the_person_concerned(self, case_of, law):
        assert self.outcome(case_of, law, "[]") is NOT_MET

    def test_not_known_who_listened(self, case_of, law):
        assert self.outcome(case_of, law, "unknown") is NOT_KNOWN


class TestTwoYears:
    """O6: two years from knowledge, at their very edges."""

    def outcome(self, case_of, law, on, dates):
        text = f"title: Invented\nwhen: 2018-01-10\nofficial: deputy\n{dates}facts: {{matter: conduct}}\n"
        found = claim(assess(case_of({"incident": text}, clean=False), law, on), "ombudsman", "incident")
        return condition(found, "O6").outcome

    def test_the_last_day_and_the_day_after(self, case_of, law):
        known = "known_since: 2018-03-14\n"
        assert self.outcome(case_of, law, date(2020, 3, 16), known) is MET  # 14 March 2020 is a Saturday
        assert self.outcome(case_of, law, date(2020, 3, 17), known) is NOT_MET

    def test_without_a_day_of_knowledge_the_incident_itself_is_the_earliest(self, case_of, law):
        assert self.outcome(case_of, law, date(2020, 1, 10), "") is MET
        assert self.outcome(case_of, law, date(2020, 1, 13), "") is NOT_KNOWN

    def test_the_latest_possible_knowledge_decides_when_it_is_too_late(self, case_of, law):
        latest = "known_at_latest: 2018-06-01\n"
        assert self.outcome(case_of, law, date(2020, 6, 2), latest) is NOT_KNOWN  # the day before is Whit Monday
        assert self.outcome(case_of, law, date(2020, 6, 3), latest) is NOT_MET

    def test_the_deadline_prints_its_derivation(self, case_of, law):
        text = (
            "title: Invented\nwhen: 2018-01-10\nofficial: deputy\nknown_since: 2018-03-14\nfacts: {matter: conduct}\n"
        )
        found = claim(assess(case_of({"incident": text}), law, ON), "ombudsman", "incident").deadline
        assert (found.date, found.safe_date) == (date(2020, 3, 16), date(2020, 3, 13))
        assert any("Saturday" in line for line in found.derivation)
        assert any("analogy" in line for line in found.derivation)


class TestApproaches:
    """O7 and O8: the complainant's own approach, a reminder, and a reasonable time."""

    TEXT = """
    title: Invented
    when: 2019-02-13
    known_since: 2019-02-13
    facts: {{matter: {matter}}}
    approaches:
    """

    def found(self, case_of, law, *approaches, matter="reply", on=ON):
        text = dedent(self.TEXT).format(matter=matter) + "".join(f"  - {approach}\n" for approach in approaches)
        return claim(assess(case_of({"incident": text}), law, on), "ombudsman", "incident")

    def letter(self, by, on="2019-02-13", more=""):
        return f"{{on: {on}, by: {by}, to: the Delegation, about: it, asks_for_answer: yes, exhibit: E2, reply: none{more}}}"

    def test_letters_of_others_are_no_approach_and_the_cure_is_named(self, case_of, law):
        found = condition(self.found(case_of, law, self.letter("club")), "O7")
        assert found.outcome is NOT_MET
        assert "own name" in found.cure

    def test_an_own_unanswered_letter_without_and_with_a_reminder(self, case_of, law):
        first, reminder = self.letter("association"), self.letter("association", "2019-05-13", ", reminder: true")
        assert condition(self.found(case_of, law, first), "O7").outcome is NOT_KNOWN
        assert condition(self.found(case_of, law, first, reminder), "O7").outcome is MET
        assert self.found(case_of, law, first, reminder).outcome is MET

    @pytest.mark.parametrize(
        ("on", "outcome"),
        [
            (date(2019, 3, 6), NOT_MET),  # the fifteenth working day
            (date(2019, 3, 7), NOT_KNOWN),
            (date(2019, 4, 13), NOT_KNOWN),  # two months to the day
            (date(2019, 4, 14), MET),
        ],
    )
    def test_a_reasonable_time(self, case_of, law, on, outcome):
        found = self.found(case_of, law, self.letter("association"), on=on)
        assert condition(found, "O8").outcome is outcome

    def test_a_request_for_a_reply_needs_none_of_the_conditions_of_an_inquiry(self, case_of, law):
        text = dedent(self.TEXT).format(matter="reply") + f"  - {self.letter('club')}\n"
        found = claim(assess(case_of({"incident": text}), law, ON), "eeas", "incident")
        assert found.outcome is MET
        assert "Charter" in " ".join(condition(found, "E4").reasons)


class TestPolicy:
    """The silence of a service is policy, not the conduct of an official; and not for the Ombudsman."""

    TEXT = "title: Invented silence\nwhen: 2019-02-13\nfacts: {matter: policy}\n"

    def test_it_is_not_article_11_and_not_maladministration(self, case_of, law):
        found = assess(case_of({"incident": self.TEXT}), law, ON)
        assert provision(found, "incident", "11/1").outcome is NOT_MET
        assert condition(claim(found, "ombudsman", "incident"), "O4").outcome is NOT_MET
        assert claim(found, "olaf", "incident").outcome is NOT_MET

    def test_the_law_of_the_day_is_named_and_nothing_is_quoted_before(self, case_of, law):
        before = condition(claim(assess(case_of({"incident": self.TEXT}), law, ON), "ombudsman", "incident"), "O6")
        after = condition(
            claim(assess(case_of({"incident": self.TEXT}), law, date(2021, 8, 5)), "ombudsman", "incident"), "O6"
        )
        assert before.provision is None
        assert "94/262" in " ".join(before.reasons)
        assert after.provision == "statute:2(3)"


def test_joined_incidents_are_one_claim_that_fails_if_one_part_fails(case_of, law):
    joined = CASE + "joined: [{id: both, title: Both, incidents: [one, two]}]\n"
    text = "title: Invented\nwhen: {day}\nofficial: deputy\nknown_since: {day}\nfacts: {{matter: conduct}}\n"
    case = case_of({"one": text.format(day="2016-01-01"), "two": text.format(day="2019-05-06")}, joined)
    found = claim(assess(case, law, ON), "ombudsman", "both")
    assert found.incidents == ("one", "two")
    assert condition(found, "O6").outcome is NOT_MET


def test_scope_and_recipient_narrow_the_assessment(case_of, law):
    case = case_of({"one": TestPolicy.TEXT, "two": TestPolicy.TEXT})
    found = assess(case, law, ON, scope=["two", "no-such"], recipient="olaf")
    assert found.scope == ("two",)
    assert [result.recipient for result in found.recipients] == ["olaf"]


ANSWERS = {
    "manner": ["insulting", "neutral"],
    "whose-decision": ["own-initiative", "superior", "service-position"],
    "outsiders-present": ["yes", "no"],
    "only-neutral-criticism": ["yes", "no"],
    "warned-against-cooperation": ["yes", "no"],
    "stated-fact-wrong": ["yes", "no"],
    "contrary-evidence-supplied": ["yes", "no"],
    "others-treated-otherwise": ["yes", "no"],
    "listeners-entitled": ["yes", "no"],
    "already-public": ["yes", "no"],
    "matter": ["conduct", "disclosure"],
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_answering_an_unknown_never_turns_what_was_decided(case_of, law, data):
    known = {q: data.draw(st.sampled_from(["unknown", *choices])) for q, choices in ANSWERS.items()}
    learned = {q: data.draw(st.sampled_from(ANSWERS[q])) if a == "unknown" else a for q, a in known.items()}

    def outcomes(facts):
        order = list(facts.items())
        random.Random(1).shuffle(order)
        text = "title: Invented\nwhen: 2019-05-06\nofficial: deputy\nfacts:\n" + "".join(
            f"  {q}: {a}\n" for q, a in order
        )
        (found,) = assess(case_of({"incident": text}), law, ON).incidents
        assume(not found.conflicts)  # answers that exclude each other are reported, and decide nothing
        return [result.outcome for result in found.provisions]

    for before, after in zip(outcomes(known), outcomes(learned), strict=True):
        assert before is NOT_KNOWN or before is after


class TestQuiet:
    def test_a_provision_that_nothing_speaks_for_is_left_untold_where_it_is_not_met(self, case_of, law):
        case = case_of({"incident": HARASSING})
        found = assess(case, law, ON)
        order = provision(found, "incident", "21a(1)")
        assert (order.outcome, order.proposed, order.quiet) == (NOT_MET, False, True)
        assert "21a(1)  Irregular orders" not in as_text(found, law)

    def test_one_that_something_speaks_for_is_told(self, case_of, law):
        facts = "facts: {benefit-accepted: yes, benefit-permitted: yes}"
        found = assess(case_of({"incident": f"title: A gift\nwhen: 2019-05-06\nofficial: deputy\n{facts}\n"}), law, ON)
        gift = provision(found, "incident", "11/2")
        assert (gift.outcome, gift.quiet) == (NOT_MET, False)
        assert "11/2  Honours, favours, gifts and payments from outside: NOT MET" in as_text(found, law)


def test_what_the_institution_owes_its_staff_is_no_failure_of_an_official(case_of, law):
    """Article 86(2) is about a failure of an official: a missing assistance is none (EEAS, condition E4)."""
    facts = "{target-position: staff, damage-suffered: yes, damage-own-fault: no, compensated-by-author: no, "
    facts += "compensated-by-union: no, matter: conduct}"
    text = f"title: Damage\nwhen: 2019-05-06\nofficial: deputy\nfacts: {facts}\n"
    found = assess(case_of({"incident": text}), law, ON)
    assert provision(found, "incident", "24/2").outcome is MET
    (eeas,) = [one for one in found.recipients if one.recipient == "eeas"]
    (evidence,) = [one for one in eeas.claims[0].conditions if one.id == "E4"]
    assert evidence.outcome is not MET
    assert "none" in " ".join(evidence.reasons)
