"""The scenarios that are shipped with the rules, each a test of its own; and whether they cover the rules."""

from __future__ import annotations

import re

import pytest

from complaintkit.law.loading import load_law
from complaintkit.locations import shipped
from complaintkit.reports.scenarios import failures
from complaintkit.scenarios.coverage import coverage_of
from complaintkit.scenarios.reading import read_scenarios
from complaintkit.scenarios.running import run_scenario

LAW, RULES_PROBLEMS = load_law(shipped("regulations"))
SCENARIOS, PROBLEMS = read_scenarios(shipped("regulations"), LAW) if LAW else ((), RULES_PROBLEMS)
FEWEST = 120


def test_every_scenario_can_be_read():
    assert "\n".join(problem.as_line() for problem in PROBLEMS) == ""


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)
def test_the_rules_say_what_is_expected(scenario):
    assert "\n".join(failures([run_scenario(scenario, LAW)])) == ""


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.id)
def test_it_says_what_it_shows_in_whole_sentences(scenario):
    assert re.fullmatch(r"[A-Z0-9“].*\.", scenario.says, re.DOTALL), scenario.says


def test_scenarios_cover_the_rules():
    """Every criterion and condition met, not met and not known, as far as it can be; every authority that was read."""
    coverage = coverage_of(SCENARIOS, LAW)
    missing = [f"only {len(SCENARIOS)} of {FEWEST} scenarios"] if len(SCENARIOS) < FEWEST else []
    missing += [
        f"{one.id}: no scenario expects {', '.join(one.missing)}"
        for one in (*coverage.criteria, *coverage.conditions)
        if one.missing
    ]
    missing += [f"{name}: no scenario names this authority" for name in coverage.unnamed]
    assert not missing, "\n" + "\n".join(missing)
