"""`complaintkit law test`: run the scenarios of the rules, and say where the rules do not say what is expected."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from complaintkit.cli.common import case_options, load_law, settings, show_problems
from complaintkit.locations import shipped
from complaintkit.problems import Refused, did_you_mean, error, has_errors

if TYPE_CHECKING:
    from complaintkit.law.values import Law
    from complaintkit.scenarios.values import Scenario


@click.command("test")
@click.argument("pattern", required=False)
@click.option("--verbose", is_flag=True, help="Show every scenario with what was found and why.")
@click.option("--coverage", is_flag=True, help="Show which outcomes and authorities the scenarios cover; no exit code.")
@case_options
def command(pattern: str | None, verbose: bool, coverage: bool) -> int:  # noqa: FBT001
    """Run the scenarios of the rules: small cases with the outcomes that are expected of them.

    They are the YAML files in any folder `scenarios` of the rules. PATTERN is a part of a scenario's id or of its file's
    name, `*` and `?` allowed; without it all are run. The exit code is 1 where an outcome is not as expected, or a
    scenario cannot be read.
    """
    from complaintkit.reports.scenarios import failures, in_full, summary
    from complaintkit.scenarios.reading import read_scenarios
    from complaintkit.scenarios.running import run_scenarios

    law = load_law()
    scenarios, problems = read_scenarios(settings()["regulations"] or shipped("regulations"), law)
    show_problems(problems)
    wanted = _wanted(scenarios, pattern)
    ran = run_scenarios(wanted, law)
    lines = [line for one in ran for line in in_full(one)] if verbose else list(failures(ran))
    if coverage:
        lines += _coverage(wanted, law)
    click.echo("\n".join((*lines, summary(ran))))
    return 1 if has_errors(problems) or any(one.differences for one in ran) else 0


def _coverage(scenarios: tuple[Scenario, ...], law: Law) -> tuple[str, ...]:
    from complaintkit.reports.scenarios import coverage_summary, coverage_table
    from complaintkit.scenarios.coverage import coverage_of

    found = coverage_of(scenarios, law)
    return (*coverage_table(found, law), coverage_summary(found))


def _wanted(scenarios: tuple[Scenario, ...], pattern: str | None) -> tuple[Scenario, ...]:
    """Return the scenarios that a pattern names; raises Refused where it names none."""
    if pattern is None:
        return scenarios
    found = tuple(one for one in scenarios if any(_matches(pattern, name) for name in _names(one)))
    if found:
        return found
    known = sorted({name for one in scenarios for name in _names(one)})
    hint = did_you_mean(pattern, known) or "without a pattern all scenarios are run"
    raise Refused([error("law test", "CK386", f"no scenario that could be read has `{pattern}` in its name", hint)])


def _names(scenario: Scenario) -> tuple[str, str]:
    return scenario.id, PurePath(scenario.document.file).stem


def _matches(pattern: str, name: str) -> bool:
    return fnmatchcase(name, pattern if set(pattern) & set("*?[") else f"*{pattern}*")
