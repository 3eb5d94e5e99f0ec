"""One writer at a time, and no lock that outlives its process."""

from __future__ import annotations

import errno
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from complaintkit.problems import Refused
from complaintkit.source import locking
from complaintkit.source.locking import LOCK_FILE, locked

HOLDER = """
import sys
from contextlib import suppress
from pathlib import Path
from complaintkit.source import locking
if sys.argv[2] == "files":
    locking.fcntl = None
with locking.locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def holder(folder: Path, how: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder), how], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def let_go(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=30)
    assert process.returncode == 0


@pytest.fixture(params=["system", "files"])
def how(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let locks be the system's, or files that name their process."""
    if request.param == "files":
        monkeypatch.setattr(locking, "fcntl", None)
    return str(request.param)


def test_a_second_writer_is_refused_and_told_who_writes(tmp_path: Path, how: str) -> None:
    process = holder(tmp_path, how)
    with pytest.raises(Refused) as refusal, locked(tmp_path):
        raise AssertionError("both hold the lock")
    let_go(process)
    (problem,) = refusal.value.problems
    assert problem.code == "CK701"
    assert "another complaintkit command is writing to this case" in problem.message
    assert str(process.pid) in problem.message


def test_after_the_first_the_second_may_write_and_nothing_is_left(tmp_path: Path, how: str) -> None:
    let_go(holder(tmp_path, how))
    with locked(tmp_path):
        assert (tmp_path / LOCK_FILE).exists()
    assert names_in(tmp_path) == []


def test_a_lock_is_let_go_when_the_command_fails(tmp_path: Path, how: str) -> None:
    with pytest.raises(KeyboardInterrupt), locked(tmp_path):
        raise KeyboardInterrupt
    with locked(tmp_path):
        pass
    assert names_in(tmp_path) == []


def test_the_lock_of_a_killed_command_does_not_block(tmp_path: Path, how: str) -> None:
    process = holder(tmp_path, how)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    assert (tmp_path / LOCK_FILE).exists()
    with locked(tmp_path):
        pass


@pytest.mark.parametrize("left", ["", "no number\n", "999999999\n"])
def test_a_lock_file_that_means_nothing_does_not_block(tmp_path: Path, how: str, left: str) -> None:
    (tmp_path / LOCK_FILE).write_text(left)
    with locked(tmp_path):
        pass
    assert not (tmp_path / LOCK_FILE).exists()


def test_a_folder_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), locked(tmp_path / "nowhere"):
        pass


def test_a_full_disk_leaves_no_lock_behind(tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int, __: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(locking.os, "write", full)
    with suppress(OSError), locked(tmp_path):
        pass
    assert names_in(tmp_path) == []
