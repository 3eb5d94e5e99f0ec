"""Answers that cannot all be right count as contradicted, are reported with their line, and decide nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from complaintkit.assessment import assess
from complaintkit.assessment.conflicts import conflicts_found
from complaintkit.assessment.values import Assessment, Outcome, Support
from complaintkit.case.reading import CaseFolder, read_case
from complaintkit.law.loading import load_law
from complaintkit.law.values import Law
from complaintkit.locations import shipped

ON = date(2020, 10, 2)
CASE = """
format: 1
title: An invented case
complainant: {label: association, shown_as: the association, kind: organisation, seat: member-state}
respondent: {institution: eeas, shown_as: the European External Action Service}
officials:
  deputy: {post: a deputy, employer: eeas, category: official, service: {from: 2018-01-01}}
"""
TOLD = """
title: A meeting
when: 2019-05-06
official: deputy
facts:
  whose-decision: own-initiative
  outsiders-present: yes
  manner: insulting
  only-neutral-criticism: {answer}
"""


@pytest.fixture(scope="module")
def law() -> Law:
    found, _ = load_law(shipped("regulations"))
    assert found is not None
    return found


def checked(folder: Path, law: Law, text: str) -> tuple[Assessment, CaseFolder]:
    (folder / "incidents").mkdir()
    (folder / "case.yaml").write_text(dedent(CASE).lstrip(), encoding="utf-8")
    (folder / "incidents" / "meeting.yaml").write_text(text.lstrip(), encoding="utf-8")
    read = read_case(folder, law)
    assert read.case is not None
    return assess(read.case, law, ON), read


def dignity(found: Assessment) -> tuple[Outcome, Support]:
    (result,) = (one for one in found.incidents[0].provisions if one.provision == "12")
    return result.outcome, result.support


def test_an_insult_that_was_only_neutral_criticism_is_contradicted(tmp_path, law):
    found, read = checked(tmp_path, law, TOLD.format(answer="yes"))
    assert dignity(found) == (Outcome.NOT_KNOWN, Support.CONTRADICTED)
    (problem,) = conflicts_found(found, law, read.documents)
    assert problem.as_line().startswith("incidents/meeting.yaml:7:3: warning: CK706")
    assert "`manner`, `only-neutral-criticism` cannot all be right" in problem.message


@pytest.mark.parametrize("answer", ["no", "unknown"])
def test_without_the_other_answer_it_decides(tmp_path, law, answer):
    found, read = checked(tmp_path, law, TOLD.format(answer=answer))
    assert dignity(found)[0] is Outcome.MET
    assert not list(conflicts_found(found, law, read.documents))


def test_check_says_it(tmp_path, law, run):
    checked(tmp_path, law, TOLD.format(answer="yes"))
    code, _, messages = run("check", "--case", tmp_path, "--on", "2020-10-02")
    assert (code, "CK706" in messages) == (0, True)


def test_each_conflict_of_the_rules_says_why(law):
    assert law.conflicts
    assert all(conflict.because.endswith(".") for conflict in law.conflicts)
