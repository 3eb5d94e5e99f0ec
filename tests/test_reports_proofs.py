"""How outcomes come about, as a tree to read, on the worked example."""

from __future__ import annotations

import pytest

from complaintkit.assessment import assess
from complaintkit.assessment.counterfactuals import ways_to_meet
from complaintkit.assessment.proofs import proof_of_claim, proof_of_provision
from complaintkit.assessment.values import Learned, Outcome
from complaintkit.case.reading import read_case
from complaintkit.law.loading import load_law
from complaintkit.locations import shipped
from complaintkit.reports.proofs import as_proofs, in_words
from complaintkit.reports.text import as_text
from complaintkit.words import alternatives


@pytest.fixture(scope="module")
def assessed():
    law, _ = load_law(shipped("regulations"))
    case = read_case(shipped("evidence"), law).readable()
    return assess(case, law, case.file.as_of), law


def test_each_tree_begins_with_its_outcome_and_ends_in_facts(assessed):
    trees = as_proofs(*assessed).split("\n\n")
    dignity = next(tree for tree in trees if tree.startswith("meeting-2019-09-18: 12 "))
    lines = dignity.splitlines()
    assert lines[1] == "  not known: all of these"
    assert any(line.strip().startswith("met: [12.pressure] at least one of these") for line in lines)


def test_every_outcome_of_the_example_follows_from_its_tree(assessed):
    assessment, law = assessed
    rules = {provision.id: provision for provision in law.provisions}
    for incident in assessment.incidents:
        for result in incident.provisions:
            assert proof_of_provision(rules[result.provision].met_when, result.criteria).outcome is result.outcome
    for recipient in assessment.recipients:
        for claim in recipient.claims:
            assert proof_of_claim(claim).outcome is claim.outcome


def test_what_would_meet_it_is_said_in_words(assessed):
    _, law = assessed
    way = (Learned("manner", ("insulting", "threatening")), Learned("", (), "Wait until after 2020-12-01"))
    said = in_words(way, law)
    assert said.endswith("insulting or threatening; and Wait until after 2020-12-01")
    assert alternatives(["a", "b", "c"]) == "a, b or c"


def test_the_report_names_the_smallest_sets_for_what_is_open(assessed):
    assessment, law = assessed
    text = as_text(assessment, law)
    assert "would be met if:" in text
    open_ones = [p for i in assessment.incidents for p in i.provisions if p.proposed and p.outcome is Outcome.NOT_KNOWN]
    rules = {provision.id: provision for provision in law.provisions}
    for one in open_ones:
        ways = ways_to_meet(rules[one.provision], one)
        assert all(len(way) >= len(ways[0]) for way in ways)


def test_check_prints_the_trees(run, example):
    code, out, _ = run("check", "--proof", "--case", example)
    assert code == 0
    assert "meeting-2019-09-18: to ombudsman" in out
