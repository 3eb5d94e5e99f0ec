"""Running scenarios: a wrong expectation is found, with what was found instead and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import indent

import pytest

from complaintkit.law.loading import load_law
from complaintkit.law.values import Law
from complaintkit.problems import has_errors
from complaintkit.reports.scenarios import failures, in_full, summary
from complaintkit.scenarios.reading import read_scenarios
from complaintkit.scenarios.running import run_scenarios
from complaintkit.scenarios.values import Ran

CASE = """
says: An invented scenario.
basis: inference
incidents:
  first:
    facts: {manner: insulting, only-neutral-criticism: no, deliberate: yes, apt-to-affect: [dignity]}
    acts: [{on: 2019-09-18, what: insulted, towards: [person-1, group-1]}]
  second:
    when: 2019-11-05
    known_since: 2019-11-07
    facts: {manner: insulting, only-neutral-criticism: no, deliberate: yes, apt-to-affect: [dignity]}
    acts: [{on: 2019-11-05, what: insulted again, towards: [person-1]}]
  third:
    facts: {matter: reply}
"""


@pytest.fixture(scope="module")
def law(regulations: Path) -> Law:
    found, problems = load_law(regulations)
    assert found is not None, problems
    return found


Running = Callable[..., tuple[Ran, ...]]


@pytest.fixture
def ran(tmp_path: Path, law: Law) -> Running:
    """Return a function that runs the invented case once for each text under `expect`."""

    def running(*expected: str, case: str = CASE) -> tuple[Ran, ...]:
        folder = tmp_path / "rules" / "scenarios"
        folder.mkdir(parents=True, exist_ok=True)
        texts = [f"id: s{n}{case}expect:\n{indent(text, '  ')}" for n, text in enumerate(expected)]
        listed = "".join("  - " + indent(text, "    ").lstrip() + "\n" for text in texts)
        (folder / "a.yaml").write_text(f"scenarios:\n{listed}", encoding="utf-8")
        scenarios, problems = read_scenarios(tmp_path / "rules", law)
        assert not has_errors(problems), problems
        return run_scenarios(scenarios, law)

    return running


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("provisions: {12a(3): met}", "not met"),
        ("criteria: {12a(3).over-time: met}", "not met"),
        ("criteria: {12a(3).improper: not met}", "met"),
        ("groups: {12a(3): not known}", "met"),
        ("groups: {12a(3).over-time: not met}", "met"),
        ("groups: {12a(3).person: not known}", "met"),
        ("of: third\ngroups: {12a(3): met}", "none"),
        ("claims: {olaf: met}", "not met"),
        ("conditions: {ombudsman.O1: not met}", "met"),
        ("of: second\ndeadlines: {ombudsman: {date: 2021-11-07}}", "2021-11-08"),
        ("of: second\ndeadlines: {ombudsman: {date: 2021-11-08, safe_date: 2021-11-08}}", "2021-11-05"),
        ("of: second\ndeadlines: {ombudsman: {date: 2021-11-08, safe_date: null}}", "2021-11-05"),
        ("of: second\ndeadlines: {ombudsman: null}", "2021-11-08"),
        ("deadlines: {olaf: {date: 2021-11-08}}", "none"),
    ],
)
def test_a_wrong_expectation_is_found(ran: Running, expected: str, found: str) -> None:
    (one,) = ran(expected)
    (difference,) = one.differences
    assert difference.found == found


@pytest.mark.parametrize(
    "expected",
    [
        "provisions: {12a(3): not met}\ncriteria: {12a(3).over-time: not met, 12.improper: met}",
        "groups: {12a(3): met, 12a(3).over-time: met}",
        "of: second\ndeadlines: {ombudsman: {date: 2021-11-08, safe_date: 2021-11-05}, olaf: null}",
        "of: second\ndeadlines: {ombudsman: {date: 2021-11-08}}",
        "of: third\nconditions: {ombudsman.O7: not met}\nclaims: {ombudsman: not met}",
    ],
)
def test_a_right_expectation_is_no_difference(ran: Running, expected: str) -> None:
    (one,) = ran(expected)
    assert one.differences == ()
    assert list(failures([one])) == []


def test_a_group_is_the_best_of_those_that_contain_the_incident(ran: Running) -> None:
    alone = CASE.replace("person-1, group-1", "group-1").replace("[person-1]", "[person-2]")
    (one,) = ran("groups: {12a(3): not met, 12a(3).person: not known}", case=alone)
    assert one.differences == ()


def test_a_claim_that_the_case_joins_is_that_of_each_of_its_incidents(ran: Running) -> None:
    joined = CASE + "case: {joined: [{id: both, title: Both of them, incidents: [first, second]}]}\n"
    expected = (
        "of: first\ndeadlines: {ombudsman: {date: 2021-09-20}}",
        "of: second\ndeadlines: {ombudsman: {date: 2021-09-20}}",
    )
    assert [one.differences for one in ran(*expected, case=joined)] == [(), ()]


def test_the_day_of_the_check_counts(ran: Running) -> None:
    known = CASE.replace("when: 2019-11-05", "when: 2019-11-05\n    known_at_latest: 2019-11-07")
    expected = "of: second\nconditions: {ombudsman.O6: met}"
    in_time, too_late = (ran(expected, case=f"{known}on: {day}\n")[0] for day in ("2021-11-08", "2021-11-09"))
    assert in_time.differences == ()
    assert [one.found for one in too_late.differences] == ["not met"]


def test_a_difference_is_told_with_place_and_reasons(ran: Running) -> None:
    found = ran("provisions: {12a(3): met}", "groups: {12a(3): met}")
    lines = list(failures(found))
    assert len(lines) == 2
    assert lines[0] == "rules/scenarios/a.yaml:17: s0: 12a(3) expected met, found not met"
    assert lines[1].startswith(
        "    12a(3).over-time is not met: 1 act counted (2019-09-18). 2 separate acts are needed"
    )
    assert summary(found) == "2 scenarios, 1 not as expected."
    assert summary(found[1:]) == "1 scenario, all as expected."
    assert summary(()) == "No scenarios."


def test_in_full_a_scenario_says_what_it_rests_on_and_why_it_is_so(ran: Running) -> None:
    (one,) = ran("of: second\nprovisions: {12a(3): met}\ndeadlines: {ombudsman: {date: 2021-11-08}}")
    lines = list(in_full(one))
    assert lines[:3] == [
        "s0   rules/scenarios/a.yaml",
        "  An invented scenario.",
        "  [inference; on 2020-10-02, of second]",
    ]
    assert "  12a(3): not met, EXPECTED met" in lines
    assert "  deadline for ombudsman: 2021-11-08" in lines
    assert any("two years" in line or "2 years" in line for line in lines), "the derivation stands below the deadline"
