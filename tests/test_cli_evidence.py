"""`complaintkit evidence`: what it prints, what it refuses, its exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

ANSWERS = "title: Invented case\ncomplainant_shown_as: the Invented Association\n"
INCIDENT = """\
title: An invented letter was not answered
when: 2019-05-03
what_happened: |
  The letter was not answered.
exhibits: [{exhibit: E1, at: p. 1}]
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def case(tmp_path: Path, run: Run) -> Path:
    answers = tmp_path / "answers.yaml"
    answers.write_text(ANSWERS, encoding="utf-8")
    code, _, errors = run("init", tmp_path / "case", "--from", answers)
    assert (code, errors) == (0, "")
    return tmp_path / "case"


def letter(tmp_path: Path, name: str = "letter.pdf", content: bytes = b"%PDF invented") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_add_says_number_place_size_and_digest(run: Run, case: Path, tmp_path: Path) -> None:
    code, out, _ = run("evidence", "add", letter(tmp_path), "--case", case)
    assert code == 0
    assert out.startswith("E1  exhibits/E1-letter.pdf  13 bytes, SHA-256 ")


def test_add_names_the_number_of_a_file_that_is_there_already(run: Run, case: Path, tmp_path: Path) -> None:
    run("evidence", "add", letter(tmp_path), "--case", case)
    code, out, _ = run("evidence", "add", letter(tmp_path, "again.pdf"), "--case", case)
    assert code == 0
    assert out.startswith("E1  ")
    assert "is in the register already, as exhibits/E1-letter.pdf; nothing was added" in out


def test_add_takes_what_it_can_and_exits_1_for_the_rest(run: Run, case: Path, tmp_path: Path) -> None:
    code, out, errors = run("--case", case, "evidence", "add", tmp_path / "missing.pdf", letter(tmp_path))
    assert code == 1
    assert "E1  exhibits/E1-letter.pdf" in out
    assert "CK503" in errors
    assert "missing.pdf" in errors


@pytest.mark.parametrize(
    "wrong",
    [
        ("--dated", "2019-13-45", "day that does not exist"),
        ("--language", "English", "two small letters"),
        ("--title", "bell \a", "control character"),
        ("--title", " ", "empty"),
        ("--made-by", "half \ud800", "surrogate"),
        ("--pages", "0", "0 is not in the range"),
    ],
)
def test_a_description_that_cannot_be_kept_is_wrong_usage(
    run: Run, case: Path, tmp_path: Path, wrong: tuple[str, str, str]
) -> None:
    option, value, said = wrong
    before = (case / "exhibits.yaml").read_bytes()
    code, _, errors = run("evidence", "add", letter(tmp_path), option, value, "--case", case)
    assert code == 2
    assert said in errors
    assert (case / "exhibits.yaml").read_bytes() == before
    assert list((case / "exhibits").iterdir()) == []


def test_one_title_for_several_files_is_wrong_usage(run: Run, case: Path, tmp_path: Path) -> None:
    two = letter(tmp_path, "a.txt", b"a"), letter(tmp_path, "b.txt", b"b")
    code, _, errors = run("evidence", "add", *two, "--title", "Both", "--case", case)
    assert code == 2
    assert "one by one" in errors


def test_special_characters_in_a_title_come_back_as_typed(run: Run, case: Path, tmp_path: Path) -> None:
    title = "“A & B <c>”: 'yes' # no"
    run("evidence", "add", letter(tmp_path), "--title", title, "--case", case)
    assert title in run("evidence", "show", "E1", "--case", case)[1]


def test_list_is_a_table_with_the_incidents_that_cite_each(run: Run, case: Path, tmp_path: Path) -> None:
    run("evidence", "add", letter(tmp_path), "--dated", "2019-05", "--pages", "2", "--case", case)
    run(
        "evidence",
        "add",
        letter(tmp_path, "mail.eml", b"From: a@invented.example\nTo: b@invented.example\nSubject: x\n\nx"),
        "--case",
        case,
    )
    (case / "incidents" / "unanswered.yaml").write_text(INCIDENT, encoding="utf-8")
    code, out, errors = run("evidence", "list", "--case", case)
    heading, first, second = out.splitlines()
    assert (code, errors) == (0, "")
    assert heading.split() == ["date", "kind", "title", "pages", "cited", "by"]
    assert first.split() == ["E1", "2019-05", "document", "letter.pdf", "2", "unanswered"]
    assert second.split() == ["E2", "e-mail", "x", "nothing"]


def test_list_says_so_where_it_is_not_known_what_cites_an_exhibit(run: Run, case: Path, tmp_path: Path) -> None:
    run("evidence", "add", letter(tmp_path), "--case", case)
    (case / "case.yaml").write_text("title: [\n", encoding="utf-8")
    code, out, _ = run("evidence", "list", "--case", case)
    assert out.splitlines()[1].endswith("not known")
    assert code == 0, "the register itself has no mistake"


def test_list_of_an_empty_register_says_what_to_type(run: Run, case: Path) -> None:
    assert "complaintkit evidence add FILE" in run("evidence", "list", "--case", case)[1]


def test_show_gives_fields_custody_and_who_cites_it(run: Run, case: Path, tmp_path: Path) -> None:
    run("evidence", "add", letter(tmp_path), "--made-by", "association", "--case", case)
    (case / "incidents" / "unanswered.yaml").write_text(INCIDENT, encoding="utf-8")
    code, out, _ = run("evidence", "show", "e1", "--case", case)
    assert code == 0
    assert "made by               association" in out
    assert "  added  entry 1, " in out
    assert "incidents/unanswered.yaml: what_happened 1, p. 1" in out


def test_show_of_a_number_that_is_not_there_is_a_problem(run: Run, case: Path) -> None:
    code, _, errors = run("evidence", "show", "E9", "--case", case)
    assert code == 1
    assert "There is no exhibit `E9`" in errors


def test_verify_exits_0_and_prints_the_head(run: Run, case: Path, tmp_path: Path) -> None:
    run("evidence", "add", letter(tmp_path), "--case", case)
    code, out, errors = run("evidence", "verify", "--case", case)
    assert (code, errors) == (0, ""), "progress is shown on a terminal only"
    assert "Nothing has changed." in out
    head = out.split("Head of the log: ")[1].split()[0]
    assert head in (case / "exhibits.yaml").read_text(encoding="utf-8")


def test_verify_exits_1_and_names_what_changed_in_text_and_json(run: Run, case: Path, tmp_path: Path) -> None:
    run("evidence", "add", letter(tmp_path), "--case", case)
    exhibit = case / "exhibits" / "E1-letter.pdf"
    exhibit.chmod(0o644)
    exhibit.write_bytes(b"%PDF Invented")
    code, out, errors = run("evidence", "verify", "--case", case)
    assert code == 1
    assert "exhibits/E1-letter.pdf" in errors
    assert "E1 was changed" in errors
    assert "Nothing has changed." not in out
    code, out, _ = run("evidence", "verify", "--format", "json", "--case", case)
    value = json.loads(out)
    assert code == 1
    assert (value["schema"], value["unchanged"]) == ("complaintkit/verify/1", False)
    assert [problem["code"] for problem in value["problems"]] == ["CK541"]


def test_verify_shows_progress_on_a_terminal_only(case: Path, tmp_path: Path, run: Run) -> None:
    run("evidence", "add", letter(tmp_path), "--case", case)
    program = "import sys; from complaintkit.cli.main import entry; entry(sys.argv[1:])"
    words = ["-c", program, "evidence", "verify"]
    child = pexpect.spawn(sys.executable, words, cwd=str(case), encoding="utf-8", timeout=30)
    child.expect_exact("reading exhibits/E1-letter.pdf")
    child.expect_exact("Nothing has changed.")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


@pytest.mark.parametrize("arguments", [("verify",), ("list",), ("show", "E1"), ("add", "x.pdf")])
def test_a_folder_that_is_no_case_is_refused(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    code, _, errors = run("evidence", *arguments, "--case", tmp_path)
    assert code == 1
    assert "complaintkit init" in errors
    assert list(tmp_path.iterdir()) == []


def test_two_additions_at_once_lose_nothing(case: Path, tmp_path: Path, run: Run) -> None:
    """Two commands add ten files each to one case at the same time; one may be told to wait, none is half-written."""
    folders = [[letter(tmp_path, f"{who}{n}.txt", f"{who} {n}".encode()) for n in range(10)] for who in "ab"]
    program = "import sys; from complaintkit.cli.main import entry; entry(sys.argv[1:])"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, "evidence", "add", *map(str, files), "--case", str(case)],
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        for files in folders
    ]
    errors = [process.communicate()[1].decode() for process in running]
    codes = [process.returncode for process in running]
    assert 0 in codes
    assert all(code == 0 or "CK701" in error for code, error in zip(codes, errors, strict=True))
    assert run("evidence", "verify", "--case", case)[0] == 0
    assert len(list((case / "exhibits").iterdir())) == 10 * codes.count(0)


def test_an_addition_that_is_killed_leaves_a_case_that_can_be_completed(case: Path, tmp_path: Path, run: Run) -> None:
    """The process is killed outright (SIGKILL) between the log and the register."""
    source = letter(tmp_path)
    program = (
        "import os, sys\n"
        "from complaintkit.evidence.writing import RegisterWriter\n"
        "RegisterWriter.enter = lambda *_: os.kill(os.getpid(), 9)\n"
        "from complaintkit.cli.main import entry\n"
        "entry(sys.argv[1:])"
    )
    arguments = [sys.executable, "-c", program, "evidence", "add", str(source), "--case", str(case)]
    assert subprocess.run(arguments, capture_output=True, check=False).returncode != 0
    code, _, errors = run("evidence", "verify", "--case", case)
    assert code == 1
    assert "interrupted" in errors
    code, out, _ = run("evidence", "add", source, "--case", case)
    assert code == 0
    assert "completes an addition that was interrupted" in out
    assert run("evidence", "verify", "--case", case)[0] == 0
