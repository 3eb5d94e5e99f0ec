"""The command line wherever its output goes and whoever started it: narrow encodings, closed streams, a full disk."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from complaintkit.cli.system import problem_of

PROGRAM = "import sys; from complaintkit.cli.main import entry; entry(sys.argv[1:])"


def run(*arguments: object, **more: object) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONUTF8": "0", **more.pop("environment", {})}  # type: ignore[dict-item]
    words = [sys.executable, "-c", PROGRAM, *map(str, arguments)]
    done = subprocess.run(words, capture_output=True, env=environment, check=False, **more)  # type: ignore[call-overload]
    assert b"Traceback" not in done.stderr
    return done


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "cp437"])
def test_what_an_output_cannot_hold_is_written_as_its_number(encoding: str) -> None:
    done = run("law", "show", "12a(1)", environment={"PYTHONIOENCODING": encoding})
    assert done.returncode == 0
    assert "refrain from any form" in done.stdout.decode(encoding)
    assert encoding == "cp1252" or b"\\u201c" in done.stdout


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_closed_stream_stops_nothing(tmp_path: Path, closed: int) -> None:
    done = run("init", tmp_path / "case", preexec_fn=lambda: os.close(closed), stdin=subprocess.DEVNULL)
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []
    assert closed == 2 or b"Nothing was written" in done.stderr


@pytest.mark.parametrize(
    ("number", "hint"), [(errno.ENOSPC, "free some space"), (errno.EACCES, "permissions"), (errno.EIO, "see to what")]
)
def test_what_the_system_refuses_says_what_to_do(number: int, hint: str) -> None:
    problem = problem_of(OSError(number, os.strerror(number), "incidents/a.yaml"))
    assert (problem.file, problem.code, problem.severity) == ("incidents/a.yaml", "CK705", "error")
    assert os.strerror(number) in problem.message
    assert problem.hint
    assert hint in problem.hint


def test_without_terminal_and_editor_no_editor_is_started(tmp_path: Path, example: Path) -> None:
    bare = {"VISUAL": "", "EDITOR": ""}
    done = run("--case", example, "incident", "edit", "prison-visit", environment=bare, stdin=subprocess.DEVNULL)
    assert done.returncode == 2
    assert b"Open incidents/prison-visit.yaml in any editor" in done.stderr
    assert not (example / ".editing").exists()


def start(*arguments: object, **more: object) -> subprocess.CompletedProcess[bytes]:
    """Run the program itself, as it is installed: it takes its own arguments and ends its process."""
    words = [sys.executable, "-c", "from complaintkit.cli.main import entry; entry()", *map(str, arguments)]
    return subprocess.run(words, check=False, **more)  # type: ignore[call-overload]


def test_the_program_ends_with_all_it_printed_in_a_pipe_and_in_a_file(tmp_path: Path, example: Path) -> None:
    piped = start("--case", example, "check", "--format", "json", capture_output=True)
    with (tmp_path / "out.json").open("wb") as out:
        written = start("--case", example, "check", "--format", "json", stdout=out)
    assert (piped.returncode, written.returncode) == (0, 0)
    assert json.loads(piped.stdout)["incidents"]
    assert (tmp_path / "out.json").read_bytes() == piped.stdout


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--help"], 0), (["--case", "nowhere", "check"], 1), (["check", "--no-such-option"], 2)]
)
def test_the_program_ends_with_the_exit_code_of_the_command(arguments: list[str], code: int, tmp_path: Path) -> None:
    ended = start(*arguments, cwd=tmp_path, capture_output=True)
    assert ended.returncode == code
    assert ended.stdout or ended.stderr


def test_a_reader_that_goes_away_leaves_no_message(example: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = start("--case", example, "evidence", "list", stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert ended.stderr == b""
