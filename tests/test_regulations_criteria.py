"""The criteria as shipped: what every provision says of itself, and what the rules make of the provisions together."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from complaintkit.assessment.deciding import questions_of
from complaintkit.law.conditions import FactIs, within_it
from complaintkit.law.loading import load_law
from complaintkit.law.lookup import authority, provision
from complaintkit.law.values import Criterion, Law, NotThis, Provision

BOUND_THROUGH_NOTHING = {"seconded-national-expert", "local-agent"}
OWED_TO_STAFF = {"16/3", "21a(3)", "22a(3)", "22b(1)", "24/1", "24/2"}
FROM_THE_WORDING_ALONE = (
    "11/2",
    "11a(3)",
    "16/1",
    "16/2",
    "16/3",
    "19/1",
    "21/2",
    "21a(1)",
    "21a(2)",
    "21a(3)",
    "24/2",
)


@pytest.fixture(scope="module")
def law(regulations: Path) -> Law:
    found, problems = load_law(regulations)
    assert problems == ()
    assert found is not None
    return found


def of(law: Law, provision_id: str) -> Provision:
    found = provision(law, provision_id)
    assert found is not None
    return found


def staff_regulations(law: Law) -> list[Provision]:
    return [one for one in law.provisions if not one.id.startswith("charter:")]


def own(one: Provision) -> list[Criterion]:
    shared = {"institution", "staff-affected"}
    return [criterion for criterion in one.criteria if criterion.id.rpartition(".")[2] not in shared]


def denials(law: Law) -> list[NotThis]:
    return [
        denied
        for one in law.provisions
        for denied in (*one.not_this, *(part for criterion in one.criteria for part in criterion.not_this))
    ]


def test_every_provision_says_to_whom_it_applies(law: Law) -> None:
    for one in staff_regulations(law):
        first = one.criteria[0].id.rpartition(".")[2]
        assert first in {"bound", "institution", "liable-person"}, one.id
        assert (one.id in OWED_TO_STAFF) == (first == "institution")


def test_who_is_bound_stands_once(law: Law) -> None:
    criteria = [
        one.criterion(f"{one.id}.bound") for one in staff_regulations(law) if one.criteria[0].id.endswith(".bound")
    ]
    assert len({criterion.decided_by for criterion in criteria}) == 1
    (condition,) = {criterion.decided_by for criterion in criteria}
    assert isinstance(condition, FactIs)
    assert {answer for answer, outcome in condition.outcomes if outcome == "not met"} == BOUND_THROUGH_NOTHING
    assert {answer for answer, outcome in condition.outcomes if outcome == "met"} == {
        "official",
        "temporary",
        "contract",
    }


def test_where_it_stands_who_is_bound_is_said(law: Law) -> None:
    note = of(law, "12").criterion("12.bound").note or ""
    for article in ("Article 11 of the", "Article 81", "2(e)", "50b", "11\nto 26a".replace("\n", " ")):
        assert article in note


def test_nothing_is_proposed_where_nothing_was_asked(law: Law) -> None:
    for one in law.provisions:
        assert one.proposed_if is not None or one.liability, one.id


def test_what_proposes_a_provision_is_asked_of_its_criteria_too(law: Law) -> None:
    for one in (one for one in law.provisions if not one.liability):
        decided = frozenset().union(*(questions_of(criterion.decided_by) for criterion in one.criteria))
        assert questions_of(one.proposed_if) & decided, one.id


def test_intention_and_negligence_are_asked_apart_from_the_breach(law: Law) -> None:
    liable = [one for one in law.provisions if one.liability]
    assert [one.id for one in liable] == ["86(1)"]
    asked = questions_of(liable[0].criterion("86(1).negligent").decided_by)
    assert asked == {"awareness", "could-be-checked"}
    elsewhere = [one for one in law.provisions if not one.liability]
    for one in elsewhere:
        for criterion in one.criteria:
            assert not questions_of(criterion.decided_by) & asked, criterion.id


@pytest.mark.parametrize("provision_id", FROM_THE_WORDING_ALONE)
def test_what_no_court_was_read_on_rests_on_the_wording(law: Law, provision_id: str) -> None:
    found = of(law, provision_id)
    bases = {c.id: c.basis for c in own(found) if c.id.rpartition(".")[2] not in {"bound", "after-service"}}
    assert set(bases.values()) == {"statute"}
    assert "wording alone" in (found.note or "")


def test_case_law_has_its_authorities_and_inference_has_none_that_says_so(law: Law) -> None:
    for one in law.provisions:
        for part in (*one.criteria, *denials(law)):
            assert part.basis != "case" or part.authorities
            assert all(authority(law, name) for name in part.authorities)


def test_nothing_rests_on_facts_or_opinions_alone(law: Law) -> None:
    """Where only the facts of a case were read, or an opinion, another authority must carry what is said."""
    alone = {"norkus_ag"}  # that a question was raised, and no ruling read, is all that is said there
    for one in law.provisions:
        for criterion in one.criteria:
            read = [found for name in criterion.authorities if (found := authority(law, name))]
            carrying = [found for found in read if found.level != "facts" and found.court != "AG"]
            assert criterion.basis != "case" or carrying, criterion.id
    for denied in denials(law):
        assert not set(denied.authorities) <= {"xh_ag", "bermejo", "id_eeas"} or not denied.authorities
        assert set(denied.authorities) != alone or "no ruling" in denied.statement


@pytest.mark.parametrize("name", ["Article 21 before 2004", "old_sr"])
def test_the_wording_before_2004_is_no_authority(law: Law, name: str) -> None:
    assert authority(law, name) is None


def test_what_is_no_breach_is_said_in_whole_sentences(law: Law) -> None:
    statements = [denied.statement for denied in denials(law)]
    assert len(set(statements)) >= 40
    for statement in statements:
        assert re.fullmatch(r"[A-Z].*\.", statement), statement


@pytest.mark.parametrize(
    ("provision_id", "words", "names"),
    [
        ("12a(3)", "terms that offend nobody", {"n_ep"}),
        ("12a(3)", "Negative remarks", {"zq"}),
        ("12a(3)", "Decisions of the administration", {"zq"}),
        ("12a(3)", "heavier workload", {"af"}),
        ("11/1", "no disloyalty", {"cwik_gc", "cwik_cj"}),
        ("11/1", "A request is no instruction", set()),
        ("17(1)", "their own file is no disclosure", set()),
        ("17a(1)", "A view other than the institution's", {"cwik_gc", "cwik_cj"}),
    ],
)
def test_what_must_not_be_taken_for_a_breach(law: Law, provision_id: str, words: str, names: set[str]) -> None:
    found = of(law, provision_id)
    denied = [*found.not_this, *(part for criterion in found.criteria for part in criterion.not_this)]
    (one,) = [part for part in denied if words in part.statement]
    assert set(one.authorities) == names
    assert one.basis == ("case" if names else "inference")


@pytest.mark.parametrize(
    ("provision_id", "criterion", "instead"),
    [
        ("12a(3)", "over-time", "12"),
        ("17a(1)", "expression", "11/1"),
        ("11/1", "own-conduct", "charter:41(1)"),
        ("12", "own-conduct", "charter:41(1)"),
        ("17(2)", "after-service", "17(1)"),
        ("19/1", "in-proceedings", "17(1)"),
        ("21/1", "duty-assigned", "21/2"),
    ],
)
def test_what_to_consider_instead_comes_with_its_reason(
    law: Law, provision_id: str, criterion: str, instead: str
) -> None:
    found = [one for one in of(law, provision_id).instead if one.where == f"{provision_id}.{criterion}"]
    assert [one.provision for one in found] == [instead]
    assert re.fullmatch(r"[A-Z].*\.", found[0].because)


def test_every_question_is_asked_once_and_serves_every_provision(law: Law) -> None:
    used: dict[str, set[str]] = {}
    for one in law.provisions:
        for criterion in one.criteria:
            for question in questions_of(criterion.decided_by):
                used.setdefault(question, set()).add(one.id)
    assert len(law.questions) >= 40
    for question in (
        "manner",
        "on-duty",
        "whose-decision",
        "information",
        "permitted",
        "target-position",
        "how-learned",
    ):
        assert len(used[question]) > 1, question


def test_a_superiors_instruction_is_asked_for_once(law: Law) -> None:
    asked = [
        part for part in within_it(of(law, "21a(1)").criterion("21a(1).order").decided_by) if isinstance(part, FactIs)
    ]
    assert [(part.question, part.answers) for part in asked] == [("whose-decision", ("superior",))]


def test_questions_are_plain(law: Law) -> None:
    for question in law.questions:
        assert question.text.endswith("?"), question.id
        assert question.help.endswith("."), question.id
        assert question.example.endswith("."), question.id
        assert len(question.text) <= 130, question.id
