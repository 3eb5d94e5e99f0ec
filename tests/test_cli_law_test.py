"""`complaintkit law test`: the scenarios of the rules are run, and a failed one sets the exit code."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def rules(regulations: Path, tmp_path: Path) -> Path:
    """Return a copy of the shipped rules with one small file of scenarios."""
    folder = Path(shutil.copytree(regulations, tmp_path / "rules", ignore=shutil.ignore_patterns("scenarios")))
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "mine.yaml").write_text(
        """scenarios:
  - id: an-insult
    says: An insult is improper.
    basis: inference
    incidents: {insult: {facts: {manner: insulting}}}
    expect:
      criteria: {12.improper: met}
  - id: a-neutral-word
    says: A neutral word is not improper.
    basis: inference
    incidents: {word: {facts: {manner: neutral}}}
    expect:
      criteria: {12.improper: not met}
""",
        encoding="utf-8",
    )
    return folder


def edit(rules: Path, old: str, new: str) -> None:
    path = rules / "scenarios" / "mine.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_all_as_expected(run: Run, rules: Path) -> None:
    assert run("--regulations", rules, "law", "test") == (0, "2 scenarios, all as expected.\n", "")


def test_the_shipped_rules_are_meant_where_none_are_given(run: Run) -> None:
    code, out, err = run("law", "test")
    assert (code, err) == (0, "")
    assert out.endswith("scenarios, all as expected.\n")


def test_a_failed_one_is_named_with_its_line_and_why(run: Run, rules: Path) -> None:
    edit(rules, "improper: met", "improper: not known")
    code, out, _ = run("law", "test", "--regulations", rules)
    first, reason, last = out.splitlines()
    assert code == 1
    assert first == "rules/scenarios/mine.yaml:7: an-insult: 12.improper expected not known, found met"
    assert "insulting, threatening, belittling or neutral? insulting" in reason
    assert last == "2 scenarios, 1 not as expected."


def test_one_that_cannot_be_read_fails_and_the_others_are_run(run: Run, rules: Path) -> None:
    edit(rules, "manner: insulting", "manner: insultin")
    code, out, err = run("--regulations", rules, "law", "test")
    assert code == 1
    assert out == "1 scenario, all as expected.\n"
    assert "rules/scenarios/mine.yaml:5:42" in err
    assert "did you mean `insulting`?" in err


def test_a_warning_is_shown_and_fails_nothing(run: Run, rules: Path) -> None:
    edit(rules, "{facts:", "{known_since: 2019-01-01, facts:")
    code, _, err = run("--regulations", rules, "law", "test")
    assert code == 0
    assert "warning CK221" in err


@pytest.mark.parametrize(("pattern", "ran"), [("an-insult", 1), ("a-*", 1), ("neutral", 1), ("mine", 2), ("a?-*", 1)])
def test_a_pattern_names_scenarios_or_files(run: Run, rules: Path, pattern: str, ran: int) -> None:
    code, out, _ = run("--regulations", rules, "law", "test", pattern)
    assert code == 0
    assert out.startswith(f"{ran} scenario")


def test_a_pattern_that_names_none_is_answered_with_the_nearest(run: Run, rules: Path) -> None:
    code, _, err = run("--regulations", rules, "law", "test", "an-insullt")
    assert code == 1
    assert "CK386" in err
    assert "did you mean `an-insult`?" in err


def test_verbose_shows_every_scenario_with_reasons(run: Run, rules: Path) -> None:
    code, out, _ = run("--regulations", rules, "law", "test", "--verbose", "neutral")
    assert code == 0
    assert "a-neutral-word   rules/scenarios/mine.yaml" in out
    assert "  12.improper: not met" in out
    assert "    not met: [12.improper] Was what was said or done insulting" in out


def test_coverage_shows_what_is_covered_and_sets_no_exit_code(run: Run, rules: Path) -> None:
    code, out, _ = run("--regulations", rules, "law", "test", "--coverage")
    assert code == 0
    (row,) = [line for line in out.splitlines() if line.startswith("12.improper")]
    assert row.split() == ["12.improper", "1", "1", "none"]
    assert "Of these no scenario expects anything:" in out
    assert "not named: skareby" in out


def test_rules_without_scenarios_have_none_that_fail(run: Run, rules: Path) -> None:
    shutil.rmtree(rules / "scenarios")
    assert run("--regulations", rules, "law", "test") == (0, "No scenarios.\n", "")


def test_rules_with_a_mistake_are_not_tested(run: Run, rules: Path) -> None:
    (rules / "questions.yaml").write_text("questions: [\n", encoding="utf-8")
    code, out, err = run("--regulations", rules, "law", "test")
    assert (code, out) == (1, "")
    assert "questions.yaml" in err


def test_lint_reads_the_scenarios_too(run: Run, rules: Path) -> None:
    assert run("--regulations", rules, "law", "lint")[0] == 0
    edit(rules, "12.improper", "12.improppr")
    code, _, err = run("--regulations", rules, "law", "lint")
    assert code == 1
    assert "CK382" in err
    assert "rules/scenarios/mine.yaml:7:18" in err
