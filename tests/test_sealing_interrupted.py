"""Whatever happens while a case is locked or unlocked: the clear folder is whole, or the locked file is."""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from complaintkit.problems import Refused
from complaintkit.sealing import clearing, closing, newfile, opening
from complaintkit.sealing.closing import finish_interrupted, lock_case, place_of
from complaintkit.sealing.keys import Passphrase, parse_identity
from complaintkit.sealing.opening import unlock_case
from complaintkit.source.locking import LOCK_FILE, locked

IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
KEY = parse_identity(IDENTITY)

# Runs one act again and again, each time in a process of its own that is killed one step later: at the n-th event that Python
# reports of the system (a file opened, renamed, removed, ...), or at a piece written, or at a wait for the disk.
KILLER = f"""
import itertools, os, shutil, signal, sys
from pathlib import Path
from complaintkit.sealing import payload
from complaintkit.sealing.closing import lock_case, place_of
from complaintkit.sealing.keys import parse_identity
from complaintkit.sealing.opening import unlock_case
KEY = parse_identity({IDENTITY!r})
act, template, work = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
KEY.public  # so that the libraries are loaded

def told(function):
    def telling(*arguments, **named):
        sys.audit("step")
        return function(*arguments, **named)
    return telling

def run(place):
    if act == "lock":
        folder, sealed = place_of(place / "case", None)
        lock_case(folder, sealed, (KEY.public,))
    else:
        unlock_case(place / "case.age", place / "case", (KEY,))

for number in itertools.count(1):
    place = work / str(number)
    shutil.copytree(template, place, copy_function=shutil.copy2)
    child = os.fork()
    if not child:
        os.fsync = told(os.fsync)
        payload.SealedWriter._seal = told(payload.SealedWriter._seal)
        payload.OpenedReader._open = told(payload.OpenedReader._open)
        steps = itertools.count(1)
        def hook(event, arguments):
            if event.startswith(("os.", "shutil.")) or event in {{"open", "step"}}:
                if next(steps) == number:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(hook)
        run(place)
        os._exit(0)
    if os.waitpid(child, 0)[1] == 0:
        print(number)
        break
"""

LOCK_UNDER_A_LIMIT = f"""
import resource, sys
from pathlib import Path
from complaintkit.sealing.closing import lock_case, place_of
from complaintkit.sealing.keys import parse_identity
from complaintkit.sealing.opening import unlock_case
act, folder, limit = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
KEY = parse_identity({IDENTITY!r})
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    if act == "lock":
        lock_case(*place_of(folder, None), (KEY.public,))
    else:
        unlock_case(folder.with_name(folder.name + ".age"), folder, (KEY,))
except OSError as trouble:
    print(trouble.errno, trouble.filename)
status = Path("/proc/self/status")
if status.exists():
    print(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")))
"""


def tree(folder: Path) -> dict[str, tuple[int, int, bytes | None]]:
    """Return everything in a folder but its lock: mode, time and content, without the time of the folder itself."""
    found: dict[str, tuple[int, int, bytes | None]] = {}
    for path in [folder, *folder.rglob("*")]:
        status = path.lstat()
        name = os.fspath(path.relative_to(folder))
        if name != LOCK_FILE:
            data = path.read_bytes() if stat.S_ISREG(status.st_mode) else None
            found[name] = (status.st_mode, status.st_mtime_ns if name != "." else 0, data)
    return found


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def lock(folder: Path, *, keep: bool = False) -> Path:
    return lock_case(*place_of(folder, None), (KEY.public,), keep=keep).file


def unlocked(sealed: Path, target: Path) -> dict[str, tuple[int, int, bytes | None]]:
    unlock_case(sealed, target, (KEY,))
    return tree(target)


@pytest.fixture
def case(new_case: Path) -> Path:
    (new_case / "exhibits" / "E1-letter.txt").write_bytes(b"letter " * 30_000)
    (new_case / "exhibits" / "E1-letter.txt").chmod(0o444)
    (new_case / "letters").mkdir()
    return new_case


def killed(act: str, template: Path, work: Path) -> list[Path]:
    """Return the folders of all runs: killed at every step, and the last one to its end."""
    command = [sys.executable, "-c", KILLER, act, str(template), str(work)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.strip().isdigit(), done.stderr
    return [work / str(number) for number in range(1, int(done.stdout) + 1)]


def test_killed_at_any_step_of_locking_the_folder_or_the_file_is_whole(case: Path, tmp_path: Path) -> None:
    before = tree(case)
    template = tmp_path / "template"
    template.mkdir()
    case.rename(template / "case")
    outcomes = set()
    for place in killed("lock", template, tmp_path / "work"):
        folder, sealed = place / "case", place / "case.age"
        if sealed.exists():
            assert unlocked(sealed, place / "again") == before, place
        if folder.exists():
            assert tree(folder) == before, place
        assert sealed.exists() or folder.exists(), place
        outcomes.add((folder.exists(), sealed.exists(), (place / "case.locked-remains").exists()))
        if not folder.exists():
            finish_interrupted(folder, None)
            assert names(place) == ["again", "case.age"]
        elif not sealed.exists():
            lock(folder)
            assert names(place) == ["case.age"]
    assert outcomes == {(True, False, False), (True, True, False), (False, True, True), (False, True, False)}


def test_killed_at_any_step_of_unlocking_the_file_is_whole_and_the_next_try_cleans_up(
    case: Path, tmp_path: Path
) -> None:
    before = tree(case)
    template = tmp_path / "template"
    template.mkdir()
    sealed = lock(case).rename(template / "case.age").read_bytes()
    seen = set()
    for place in killed("unlock", template, tmp_path / "work"):
        assert (place / "case.age").read_bytes() == sealed
        seen |= set(names(place))
        if not (place / "case").exists():
            unlock_case(place / "case.age", place / "case", (KEY,))
        assert tree(place / "case") == before, place
        assert names(place) == ["case", "case.age"]
    assert seen == {"case", "case.age", "case.being-unlocked"}


@pytest.mark.parametrize("limit", [10, 5_000, 150_000])
def test_a_disk_that_is_full_leaves_the_folder_and_nothing_else(case: Path, tmp_path: Path, limit: int) -> None:
    before = tree(case)
    command = [sys.executable, "-c", LOCK_UNDER_A_LIMIT, "lock", str(case), str(limit)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.startswith(f"{errno.EFBIG} {tmp_path / 'case.age'}\n")
    assert tree(case) == before
    assert names(tmp_path) == ["case"]


def test_a_disk_that_is_full_while_unlocking_leaves_the_file_and_nothing_else(case: Path, tmp_path: Path) -> None:
    sealed = lock(case)
    command = [sys.executable, "-c", LOCK_UNDER_A_LIMIT, "unlock", str(case), "150000"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.startswith(f"{errno.EFBIG} ")
    assert names(tmp_path) == [sealed.name]


def fails(number: int) -> Callable[..., object]:
    def failing(*_: object, **__: object) -> object:
        raise OSError(number, os.strerror(number))

    return failing


@pytest.mark.parametrize("name", ["fsync", "link"])
def test_what_the_system_refuses_at_the_end_loses_nothing(
    case: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(case)
    with monkeypatch.context() as patched:
        patched.setattr(newfile.os, name, fails(errno.ENOSPC))
        with pytest.raises(OSError, match=re.escape(os.strerror(errno.ENOSPC))) as trouble:
            lock(case)
    assert trouble.value.filename == str(tmp_path / "case.age")
    assert tree(case) == before
    assert names(tmp_path) == ["case"]


def test_where_the_file_may_not_be_written_nothing_changes(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(case)
    monkeypatch.setattr(newfile, "_nameless", lambda _: None)
    monkeypatch.setattr(newfile.tempfile, "mkstemp", fails(errno.EACCES))
    with pytest.raises(PermissionError):
        lock(case)
    assert tree(case) == before
    assert names(tmp_path) == ["case"]


def test_systems_without_nameless_files_leave_nothing_either(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(case)
    monkeypatch.setattr(newfile, "_nameless", lambda _: None)
    sealed = lock(case)
    assert names(tmp_path) == ["case.age"]
    assert unlocked(sealed, case) == before
    sealed.unlink()
    monkeypatch.setattr(newfile.os, "link", fails(errno.EPERM))  # a file system without second names
    assert unlocked(lock(case), case) == before
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o600


def test_an_exhibit_that_cannot_be_read_stops_it(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(case)
    monkeypatch.setattr("complaintkit.sealing.archive._open", fails(errno.EIO))
    with pytest.raises(OSError, match=re.escape(os.strerror(errno.EIO))):
        lock(case)
    assert tree(case) == before
    assert names(tmp_path) == ["case"]


@pytest.mark.parametrize(
    "act",
    [
        lambda case: (case / "case.yaml").write_text("changed: yes\n", encoding="utf-8"),
        lambda case: (case / "incidents").mkdir(),
        lambda case: (case / "exhibits.yaml").unlink(),
        lambda case: (case / "custody.jsonl").chmod(0o600),
        lambda case: (case / "link").symlink_to("case.yaml"),
    ],
)
def test_a_case_that_changes_while_it_is_locked_is_kept(
    case: Path, tmp_path: Path, act: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_back = closing._read_back

    def changing(*arguments: object) -> None:
        read_back(*arguments)
        act(case)

    monkeypatch.setattr(closing, "_read_back", changing)
    with pytest.raises(Refused) as refusal:
        lock(case)
    assert refusal.value.problems[0].code == "CK577"
    assert names(tmp_path) == ["case"]


def test_a_file_that_grows_shorter_while_it_is_read_is_noticed(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = closing.contents

    def shortening(folder: Path) -> object:
        found = contents(folder)
        (case / "case.yaml").write_bytes(b"x")
        return found

    monkeypatch.setattr(closing, "contents", shortening)
    with pytest.raises(Refused) as refusal:
        lock(case)
    assert refusal.value.problems[0].code == "CK577"


@pytest.mark.parametrize("place", [20, 200, 100_000])
def test_a_disk_that_gives_back_other_bytes_is_noticed(
    case: Path, tmp_path: Path, place: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(case)
    settle = newfile.NewFile.settle

    def damaging(made: newfile.NewFile) -> None:
        settle(made)
        os.pwrite(made.stream.fileno(), b"\xff", place)

    monkeypatch.setattr(newfile.NewFile, "settle", damaging)
    with pytest.raises(Refused) as refusal:
        lock(case)
    assert refusal.value.problems[0].code == "CK580"
    assert tree(case) == before
    assert names(tmp_path) == ["case"]


def test_a_passphrase_is_tried_on_what_was_written_before_the_folder_goes(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Passphrase, "open", lambda *_: None)
    with pytest.raises(Refused) as refusal:
        lock_case(*place_of(case, None), (Passphrase("a passphrase", 10),))
    assert refusal.value.problems[0].code == "CK580"
    assert names(tmp_path) == ["case"]


@pytest.mark.parametrize("what", ["rename", "rmtree"])
def test_a_folder_that_cannot_be_removed_is_said_and_the_file_is_whole(
    case: Path, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(case)
    owner = Path if what == "rename" else clearing.shutil
    with monkeypatch.context() as patched:
        patched.setattr(owner, what, fails(errno.EACCES))
        with pytest.raises(Refused) as refusal:
            lock(case)
    assert refusal.value.problems[0].code == "CK582"
    assert Path(refusal.value.problems[0].file).is_dir()
    assert unlocked(tmp_path / "case.age", tmp_path / "again") == before


def test_nothing_that_stands_there_is_overwritten(case: Path, tmp_path: Path) -> None:
    (tmp_path / "case.age").write_bytes(b"mine")
    with pytest.raises(Refused) as refusal:
        place_of(case, None)
    assert refusal.value.problems[0].code == "CK576"
    with pytest.raises(Refused) as refusal:  # it came to be only while the case was being locked
        lock_case(case, tmp_path / "case.age", (KEY.public,))
    assert refusal.value.problems[0].code == "CK576"
    assert (tmp_path / "case.age").read_bytes() == b"mine"
    assert case.exists()


def test_the_locked_file_cannot_lie_in_the_folder_that_goes(case: Path, tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to(case / "letters")
    for out in (case / "case.age", case / "letters" / ".." / "x.age", tmp_path / "way" / "x.age"):
        with pytest.raises(Refused) as refusal:
            place_of(case, out)
        assert refusal.value.problems[0].code == "CK583"


def test_a_case_folder_that_is_a_link_is_not_locked(case: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(case)
    with pytest.raises(Refused) as refusal:
        place_of(tmp_path / "link", None)
    assert refusal.value.problems[0].code == "CK574"


def test_unlocking_adds_to_nothing(case: Path, tmp_path: Path) -> None:
    sealed = lock(case, keep=True)
    before = tree(case)
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for target in (case, tmp_path / "file", tmp_path / "link"):
        with pytest.raises(Refused) as refusal:
            unlock_case(sealed, target, (KEY,))
        assert refusal.value.problems[0].code == "CK576"
    assert tree(case) == before
    (tmp_path / "empty").mkdir()
    assert unlocked(sealed, tmp_path / "empty") == before
    assert unlocked(sealed, tmp_path / "not" / "yet") == before


def test_while_another_command_writes_to_the_case_it_is_not_locked(case: Path) -> None:
    with locked(case), pytest.raises(Refused) as refusal:
        lock(case)
    assert refusal.value.problems[0].code == "CK701"
    assert case.exists()


def test_two_commands_do_not_unlock_to_one_place(case: Path, tmp_path: Path) -> None:
    sealed = lock(case)
    with opening._building(case) as folder:
        (folder / "of the first").touch()
        with pytest.raises(Refused) as refusal:
            unlock_case(sealed, case, (KEY,))
        assert refusal.value.problems[0].code == "CK584"
        assert names(folder) == ["of the first"]
    assert unlocked(sealed, case)
    assert names(tmp_path) == ["case", "case.age"]


def test_what_was_unpacked_goes_when_the_place_is_taken_meanwhile(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (case / "letters" / "closed").mkdir()
    (case / "letters" / "closed" / "file").touch()
    (case / "letters" / "closed").chmod(0o500)
    sealed = lock(case)
    unpack = opening._unpack

    def slowly(*arguments: object) -> object:
        entries = unpack(*arguments)
        case.write_bytes(b"mine")
        return entries

    monkeypatch.setattr(opening, "_unpack", slowly)
    with pytest.raises(Refused) as refusal:
        unlock_case(sealed, case, (KEY,))
    assert refusal.value.problems[0].code == "CK576"
    assert names(tmp_path) == ["case", "case.age"]


def test_a_damaged_file_leaves_nothing_of_the_case_in_clear(case: Path, tmp_path: Path) -> None:
    sealed = lock(case)
    whole = sealed.read_bytes()
    for data in (whole[:-1], whole[: len(whole) // 2], whole[:-100] + b"\0" * 100):
        sealed.write_bytes(data)
        with pytest.raises(Refused) as refusal:
            unlock_case(sealed, case, (KEY,))
        assert refusal.value.problems[0].code == "CK573"
        assert names(tmp_path) == ["case.age"]


def test_remains_are_removed_only_beside_the_locked_file(case: Path, tmp_path: Path) -> None:
    remains = clearing.remains_of(case)
    assert finish_interrupted(case, None) is None
    case.rename(remains)
    assert finish_interrupted(case, None) is None
    assert remains.exists()
    (tmp_path / "case.age").write_bytes(b"no locked file")
    assert finish_interrupted(case, None) is None
    (tmp_path / "case.age").unlink()
    shutil.copytree(remains, case)
    lock_case(case, tmp_path / "case.age", (KEY.public,), keep=True)
    assert finish_interrupted(case, None) is None
    assert remains.exists()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell how much memory was used")
def test_memory_does_not_grow_with_the_case(case: Path, tmp_path: Path) -> None:
    size = 300 * 1024 * 1024
    with (case / "exhibits" / "E2-film.mp4").open("wb") as film:
        film.truncate(size)
    for act in ("lock", "unlock"):
        command = [sys.executable, "-c", LOCK_UNDER_A_LIMIT, act, str(case), "0"]
        assert int(subprocess.run(command, capture_output=True, text=True, check=True).stdout) < 150_000
    assert (case / "exhibits" / "E2-film.mp4").stat().st_size == size
