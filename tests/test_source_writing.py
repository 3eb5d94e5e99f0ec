"""A file is there whole or not at all: killed in the middle, disk full, or somebody else was quicker."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from complaintkit.source import writing
from complaintkit.source.writing import write_atomically, write_new

KILLED = """
import os, signal, sys
from pathlib import Path
from complaintkit.source import writing

def kill(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[2] == "replace":
    Path.replace = kill
else:
    setattr(writing.os, sys.argv[2], kill)
writing.write_atomically(Path(sys.argv[1]), b"new" * 100_000)
"""


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_file_is_written_and_written_over(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    write_atomically(path, b"one")
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert names_in(tmp_path) == ["case.yaml"]


def test_the_mode_of_the_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(b"one")
    path.chmod(0o640)
    write_atomically(path, b"two")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_bytes(b"one")
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    write_atomically(tmp_path / "link.yaml", b"two")
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_bytes() == b"two"


@pytest.mark.parametrize("moment", ["write", "fsync", "replace"])
def test_killed_in_the_middle_the_old_file_stands(tmp_path: Path, moment: str) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(b"old")
    ended = subprocess.run([sys.executable, "-c", KILLED, str(path), moment], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old"
    if moment != "replace" and hasattr(os, "O_TMPFILE"):
        assert names_in(tmp_path) == ["case.yaml"]
    write_atomically(path, b"next")
    assert path.read_bytes() == b"next"
    assert names_in(tmp_path) == ["case.yaml"]


@pytest.mark.parametrize("nameless", [True, False])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nameless: bool) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(b"old")
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)

    def full(_: int, __: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writing.os, "write", full)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["case.yaml"]


@pytest.mark.parametrize("nameless", [True, False])
def test_a_new_file_never_takes_the_place_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nameless: bool
) -> None:
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    path = tmp_path / "letter.docx"
    write_new(path, b"one")
    with pytest.raises(FileExistsError):
        write_new(path, b"two")
    assert path.read_bytes() == b"one"
    assert names_in(tmp_path) == ["letter.docx"]


def test_a_new_file_loses_to_one_that_appears_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "letter.docx"
    settle = writing._name_once

    def appears(temporary: Path, target: Path) -> None:
        path.write_bytes(b"theirs")
        settle(temporary, target)

    monkeypatch.setattr(writing, "_name_once", appears)
    with pytest.raises(FileExistsError):
        write_new(path, b"ours")
    assert path.read_bytes() == b"theirs"
    assert names_in(tmp_path) == ["letter.docx"]


def test_without_hard_links_a_new_file_is_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)

    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(writing.os, "link", refused)
    write_new(tmp_path / "a", b"one")
    assert (tmp_path / "a").read_bytes() == b"one"
    assert names_in(tmp_path) == ["a"]


def test_a_folder_that_is_missing_is_an_error_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as trouble:
        write_atomically(tmp_path / "nowhere" / "case.yaml", b"x")
    assert "nowhere" in str(trouble.value)


def test_of_many_files_in_a_folder_its_names_are_settled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled: list[Path] = []
    monkeypatch.setattr(writing, "settle_folder", settled.append)
    write_new(tmp_path / "a", b"one", settle=False)
    write_atomically(tmp_path / "a", b"two", settle=False)
    assert (tmp_path / "a").read_bytes() == b"two"
    assert not settled
    write_atomically(tmp_path / "b", b"three")
    assert settled == [tmp_path]


def test_a_link_out_of_the_folder_is_settled_where_it_leads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled: list[Path] = []
    monkeypatch.setattr(writing, "settle_folder", settled.append)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a").write_bytes(b"one")
    (tmp_path / "a").symlink_to(tmp_path / "elsewhere" / "a")
    write_atomically(tmp_path / "a", b"two", settle=False)
    assert settled == [tmp_path / "elsewhere"]


def test_large_data_is_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(writing.os, "write", lambda descriptor, data: write(descriptor, data[:1000]))
    data = bytes(range(256)) * 40
    write_atomically(tmp_path / "a", data)
    assert (tmp_path / "a").read_bytes() == data
