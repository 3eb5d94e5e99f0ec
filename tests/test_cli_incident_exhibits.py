"""What the interview asks about exhibits: which there are, where in them, a new one, what is still shown by none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from complaintkit.case.reading import read_case
from complaintkit.case.values import Citation, Incident

Run = Callable[..., tuple[int, str, str]]

CASE = """\
format: 1
title: An invented case
as_of: 2020-01-31
complainant: {label: association, shown_as: the Invented Association, kind: organisation, seat: member-state}
respondent: {institution: eeas, shown_as: the European External Action Service}
officials:
  deputy-head: {post: Deputy Head of Delegation, employer: eeas, category: official}
"""
INCIDENT = """\
title: A warning at a meeting  # as the minutes call it
when: 2019-09-18
official: deputy-head
what_happened: |
  The official warned the activist.
exhibits: [{exhibit: E2, at: p. 2}]
acts:
  - {on: 2019-09-18, what: warned}  # once
facts:
  matter: conduct
"""


@pytest.fixture
def case(tmp_path: Path, run: Run) -> Path:
    """Return a case with three exhibits and one incident that cites the second."""
    folder = tmp_path / "case"
    answers = tmp_path / "answers.yaml"
    answers.write_text("title: A\ncomplainant_shown_as: B\n", encoding="utf-8")
    assert run("init", folder, "--from", answers)[0] == 0
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "incidents" / "warning.yaml").write_text(INCIDENT, encoding="utf-8")
    for name, pages in (("minutes", "1"), ("testimony", "3"), ("letter", "4")):
        path = tmp_path / f"{name}.txt"
        path.write_text(f"This is the {name}.", encoding="utf-8")
        added = ("evidence", "add", path, "--title", f"The {name}", "--pages", pages, "--yes", "--case", folder)
        assert run(*added)[0] == 0
    return folder


def incident_of(case: Path) -> Incident:
    incident = read_case(case, None).readable().incident("warning")
    assert incident is not None
    return incident


def asked(run: Run, case: Path, *typed: str) -> tuple[str, str]:
    """Answer the first questions of the interview and return what was printed; it ends where the answers end."""
    code, out, err = run("incident", "ask", "warning", "--case", case, typed="\n".join(typed) + "\n")
    assert code == 0
    return out, err


def test_an_answer_is_shown_by_an_exhibit_and_stands_on_one_line(run: Run, case: Path) -> None:
    asked(run, case, "yes", "E3 p. 2, E1")
    text = (case / "incidents/warning.yaml").read_text(encoding="utf-8")
    assert text == f"{INCIDENT}  on-duty: {{answer: yes, exhibits: [{{exhibit: E3, at: p. 2}}, E1]}}\n"


def test_the_exhibits_that_there_are_are_listed_those_of_the_incident_first(run: Run, case: Path) -> None:
    _, err = asked(run, case, "yes", "list", "list LETTER", "E1")
    assert "This incident cites: E2." in err
    listed = err.split("3 of 3 exhibits:")[1].split("1 of 3 exhibits with `LETTER`:")
    assert [line.split()[0] for line in listed[0].splitlines() if line.startswith("  E")] == ["E2", "E1", "E3"]
    assert "E3  document: The letter (4 pages)" in listed[1]
    assert incident_of(case).facts["on-duty"].exhibits == (Citation(exhibit="E1"),)


def test_the_place_in_a_long_exhibit_is_asked_for(run: Run, case: Path) -> None:
    _, err = asked(run, case, "yes", "E3", "2", "p. 2")
    assert "Where in E3, of 4 pages?" in err
    assert "A page or a paragraph? Write `p. 2` or `para. 2`." in err
    assert incident_of(case).facts["on-duty"].exhibits == (Citation(exhibit="E3", at="p. 2"),)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["E3 p. 9"], "p. 9"),
        (["E3 p. 9", ""], "p. 9"),
        (["E3 p. 9", "p. 4"], "p. 4"),
        (["E3", "p. 9", "p. 9"], "p. 9"),
        (["E3", "p. 9", "p. 4"], "p. 4"),
    ],
)
def test_a_place_that_is_none_is_said_and_asked_for_again(run: Run, case: Path, typed: list[str], kept: str) -> None:
    _, err = asked(run, case, "yes", *typed)
    assert "`p. 9` is no page of E3, which has 4 pages" in err
    assert incident_of(case).facts["on-duty"].exhibits == (Citation(exhibit="E3", at=kept),)


def test_a_new_exhibit_is_taken_in_and_cited(run: Run, case: Path, tmp_path: Path) -> None:
    new = tmp_path / "a picture of it.txt"
    new.write_text("What was seen.", encoding="utf-8")
    _, err = asked(run, case, "yes", "add", f"add {tmp_path}/missing.txt", f"add '{new}'", "para. 1", "", "E4")
    assert "Write which file: add ~/Documents/letter.pdf" in err
    assert "CK503" in err
    assert "E4  document: a picture of it.txt" in err
    assert incident_of(case).facts["on-duty"].exhibits == (Citation(exhibit="E4", at="para. 1"),)
    assert run("evidence", "verify", "--case", case)[0] == 0


def test_a_file_that_is_in_the_register_is_recognised(run: Run, case: Path, tmp_path: Path) -> None:
    _, err = asked(run, case, "yes", f"add {tmp_path}/minutes.txt")
    assert "E1  document: The minutes (it was in the register already)" in err
    assert incident_of(case).facts["on-duty"].exhibits == (Citation(exhibit="E1"),)


def test_answers_that_end_leave_the_answer_without_exhibits(run: Run, case: Path) -> None:
    asked(run, case, "yes")
    assert incident_of(case).facts["on-duty"].exhibits == ()


def test_what_no_exhibit_shows_can_be_gone_through_in_the_end(run: Run, case: Path) -> None:
    path = case / "incidents/warning.yaml"
    path.write_text(
        f"{INCIDENT}  on-duty: yes  # he said so\n  manner: unknown\n  already-public: no\n", encoding="utf-8"
    )
    skipping = [""] * 80
    _, err = asked(run, case, *skipping)
    assert "No exhibit shows 3 claims of this incident yet. Go through them?" in err
    assert incident_of(case).acts[0].exhibits == ()
    questions = err.count("\n> ")
    asked(run, case, *[""] * questions, "yes", "E3 p. 1", "vouched", "E1")
    incident = incident_of(case)
    assert incident.facts["on-duty"].exhibits == (Citation(exhibit="E3", at="p. 1"),)
    assert (incident.facts["already-public"].vouched, incident.facts["already-public"].answer) == (True, "no")
    assert incident.acts[0].exhibits == (Citation(exhibit="E1"),)
    for comment in ("# he said so", "# once", "# as the minutes call it"):
        assert comment in path.read_text(encoding="utf-8")


def test_a_story_that_nothing_shows_is_asked_about_as_a_whole(run: Run, case: Path) -> None:
    path = case / "incidents/warning.yaml"
    bare = INCIDENT.replace("exhibits: [{exhibit: E2, at: p. 2}]\n", "").replace(
        "acts:\n  - {on: 2019-09-18, what: warned}  # once\n", ""
    )
    path.write_text(bare, encoding="utf-8")
    _, err = asked(run, case, *[""] * 80)
    questions = err.count("\n> ")
    asked(run, case, *[""] * questions, "yes", "vouched")
    assert path.read_text(encoding="utf-8") == bare.replace("facts:", "vouched: true\nfacts:")


def test_silence_that_the_register_shows_is_asked_about_and_recorded_on_yes_only(run: Run, case: Path) -> None:
    path = case / "incidents/warning.yaml"
    sent = "approaches:\n  - {on: 2019-10-01, by: association, to: the Delegation, about: it, exhibit: E3}  # by hand\n"
    path.write_text(INCIDENT + sent, encoding="utf-8")
    _, err = asked(run, case, "no")
    assert "E3 is the letter of 2019-10-01 to the Delegation, about it." in err
    assert path.read_text(encoding="utf-8") == INCIDENT + sent
    out, _ = asked(run, case, "yes")
    assert "Recorded: nothing came back to E3 until " in out
    letter = incident_of(case).approaches[0]
    assert (letter.reply, letter.no_reply_until is not None) == ("none", True)
    assert "# by hand" in path.read_text(encoding="utf-8")
    assert "is the letter of" not in asked(run, case, "")[1]


def test_a_new_incident_may_cite_an_exhibit_that_is_taken_in_on_the_way(run: Run, case: Path, tmp_path: Path) -> None:
    new = tmp_path / "seen.txt"
    new.write_text("What was seen.", encoding="utf-8")
    answers = ["A second warning", "2019-09-20", "", "deputy-head", "", "He warned again.", "", f"add {new}", "", "yes"]
    letter = ["2019-09-21", "", "", "the warning", "", "", "", "list", "E4", "", "none", "", ""]
    code, _, err = run("incident", "add", "--case", case, typed="\n".join([*answers, *letter]) + "\n")
    assert code == 0, err
    added = next(one for one in read_case(case, None).readable().incidents if one.title == "A second warning")
    assert added.what_happened[0].exhibits == (Citation(exhibit="E4"),)
    assert added.approaches[0].exhibit == Citation(exhibit="E4")


def test_at_a_terminal_the_questions_can_be_left_with_everything_kept(
    case: Path, terminal: Callable[..., pexpect.spawn]
) -> None:
    child = terminal("incident", "ask", "warning", folder=case)
    child.expect_exact("Was it part of the official's job?")
    child.sendline("yes")
    child.expect_exact("`add FILE` takes a new one in")
    child.sendline("list")
    child.expect_exact("E2  document: The testimony (3 pages)")
    child.sendline("E2")
    child.expect_exact("Where in E2, of 3 pages?")
    child.sendline("p. 3")
    child.expect_exact("2 of ")
    child.sendintr()
    child.expect(pexpect.EOF)
    assert incident_of(case).facts["on-duty"].exhibits == (Citation(exhibit="E2", at="p. 3"),)
