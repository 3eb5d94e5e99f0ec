"""What was sent and what came back agree, or the mistake is told with its line."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from complaintkit.case.approaches import is_language_code
from complaintkit.case.files import IncidentFile
from complaintkit.case.reading import read_case
from complaintkit.problems import Problem
from complaintkit.source.documents import read_document
from complaintkit.source.validation import validate

CASE = """format: 1
title: An invented case
complainant: {label: club, shown_as: the club, kind: organisation}
respondent: {institution: eeas, shown_as: the institution}
"""
LETTER = "on: 2019-05-06, by: club, to: the Delegation, about: a meeting"


def problems_of(folder: Path, **incidents: str) -> tuple[Problem, ...]:
    """Return the problems of a case with these lists of approaches, one an incident."""
    (folder / "incidents").mkdir()
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    for name, letters in incidents.items():
        text = f"title: T\nwhen: 2019\napproaches:\n{letters}"
        (folder / "incidents" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return read_case(folder, None).problems


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str, int | None, str]]:
    return [(problem.file, problem.code, problem.line, problem.severity) for problem in problems]


def test_letters_that_agree_have_no_problems(tmp_path: Path) -> None:
    letters = (
        f"  - {{id: first, {LETTER}, language: en-GB, address_is: right, received: yes}}\n"
        f"  - {{{LETTER.replace('05-06', '06-06')}, reminder_of: first, replies: [\n"
        "      {kind: acknowledgement, on: 2019-06-07}, {kind: call, on: 2019-06}, {kind: meeting, on: unknown},\n"
        "      {kind: part, on: 2019-07-01, answers: the first question, leaves_open: the rest, language: fr}]}\n"
    )
    assert problems_of(tmp_path, one=letters) == ()


@pytest.mark.parametrize("key", ["reply: {kind: full, on: 2019-05-05}", "replies: [{kind: call, on: 2019-04}]"])
def test_nothing_comes_back_before_the_letter(tmp_path: Path, key: str) -> None:
    found = problems_of(tmp_path, one=f"  - {{{LETTER}, \n     {key}}}\n")
    assert told(found) == [("incidents/one.yaml", "CK220", 5, "error")]


def test_a_reminder_before_the_letter_it_reminds_of_is_told_at_its_day(tmp_path: Path) -> None:
    early = LETTER.replace("05-06", "05-05")
    found = problems_of(tmp_path, one=f"  - {{id: first, {LETTER}}}\n", two=f"  - {{{early}, reminder_of: first}}\n")
    assert told(found) == [("incidents/two.yaml", "CK231", 4, "error")]
    assert "`first`" in found[0].message


@pytest.mark.parametrize("day", ["2019-05-06", "2019-05", "2019", "unknown"])
def test_a_reminder_that_may_be_later_is_no_problem(tmp_path: Path, day: str) -> None:
    later = LETTER.replace("2019-05-06", day)
    assert problems_of(tmp_path, one=f"  - {{id: first, {LETTER}}}\n  - {{{later}, reminder_of: first}}\n") == ()


def test_a_letter_is_no_reminder_of_itself(tmp_path: Path) -> None:
    found = problems_of(tmp_path, one=f"  - {{id: first, {LETTER}, reminder_of: first}}\n")
    assert told(found) == [("incidents/one.yaml", "CK231", 4, "error")]


def test_a_reminder_of_nothing_is_told_with_what_may_be_meant(tmp_path: Path) -> None:
    found = problems_of(tmp_path, one=f"  - {{id: first, {LETTER}}}\n  - {{{LETTER}, reminder_of: frist}}\n")
    assert told(found) == [("incidents/one.yaml", "CK216", 5, "error")]
    assert found[0].hint == "did you mean `first`?"


def test_a_reminder_may_still_name_an_incident(tmp_path: Path) -> None:
    assert problems_of(tmp_path, one=f"  - {{{LETTER}}}\n", two=f"  - {{{LETTER}, reminder_of: one}}\n") == ()


def test_an_id_is_given_to_one_letter_in_the_case_and_to_no_incident(tmp_path: Path) -> None:
    letter = f"  - {{id: first, {LETTER}}}\n"
    found = problems_of(tmp_path, one=letter, two=letter + f"  - {{id: one, {LETTER}}}\n")
    assert told(found) == [("incidents/two.yaml", "CK230", 4, "error"), ("incidents/two.yaml", "CK230", 5, "error")]
    assert "incidents/one.yaml" in found[0].message


def test_nothing_and_something_cannot_both_have_come_back(tmp_path: Path) -> None:
    found = problems_of(tmp_path, one=f"  - {{{LETTER}, reply: none, replies: [{{kind: call, on: 2019-06}}]}}\n")
    assert told(found) == [("incidents/one.yaml", "CK232", 4, "error")]


def test_a_language_that_is_no_code_is_a_warning(tmp_path: Path) -> None:
    reply = "reply: {kind: full, on: 2019-06, language: Russian}"
    found = problems_of(tmp_path, one=f"  - {{{LETTER}, language: English,\n     {reply}}}\n")
    assert told(found) == [("incidents/one.yaml", "CK233", 4, "warning"), ("incidents/one.yaml", "CK233", 5, "warning")]


def test_people_and_exhibits_of_what_came_back_are_looked_up(tmp_path: Path) -> None:
    replies = "replies: [{kind: call, on: 2019-06, by: nobody, exhibit: E9}]"
    found = problems_of(tmp_path, one=f"  - {{{LETTER},\n     {replies}}}\n")
    assert [(problem.code, problem.line) for problem in found] == [("CK210", 5), ("CK211", 5)]


@pytest.mark.parametrize(("typed", "expected"), [("en", True), ("en-GB", True), ("Russian", False), ("", False)])
def test_codes_of_languages(typed: str, expected: bool) -> None:
    assert is_language_code(typed) is expected


def test_the_example_of_the_documentation_is_read(tmp_path: Path) -> None:
    page = (Path(__file__).parents[1] / "docs" / "letters-sent.md").read_text(encoding="utf-8")
    typed = textwrap.dedent("".join(line + "\n" for line in page.splitlines() if line.startswith("    ")))
    (tmp_path / "one.yaml").write_text(f"title: T\nwhen: 2020\n{typed}", encoding="utf-8")
    document, problems = read_document(tmp_path / "one.yaml", "one.yaml")
    assert document is not None
    incident, mistakes = validate(document, IncidentFile)
    assert (*problems, *mistakes) == ()
    assert incident is not None
    assert [len(approach.came_back) for approach in incident.approaches] == [2, 0]
