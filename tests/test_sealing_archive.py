"""The archive in a locked file: nothing in it can reach out of the folder, and what it holds comes back as it was."""

from __future__ import annotations

import io
import os
import shutil
import socket
import stat
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from complaintkit.problems import Refused
from complaintkit.sealing import contents as contents_of
from complaintkit.sealing.archive import write_archive
from complaintkit.sealing.closing import lock_case, place_of
from complaintkit.sealing.keys import PrivateKey, parse_identity
from complaintkit.sealing.opening import unlock_case
from complaintkit.sealing.payload import SealedWriter
from complaintkit.sealing.refusals import Unfit

IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
KEY = parse_identity(IDENTITY)
RAGE_KEY = pyrage.x25519.Identity.from_str(IDENTITY)
NAMES = [
    "Ünïcode – “quoted”.txt",
    "e\u0301.txt",
    "\u00e9.txt",
    "new\nline.txt",
    "\u202egnp.exe",
    " blank ",
    "n" * 250,
    os.fsdecode(b"latin-\xe9.txt"),
    "-rf",
    "case.age",
]


def tree(folder: Path) -> dict[str, tuple[int, int, bytes | None]]:
    """Return everything in a folder: mode, time and content, without the time of the folder itself."""
    found: dict[str, tuple[int, int, bytes | None]] = {}
    for path in [folder, *folder.rglob("*")]:
        status = path.lstat()
        name = os.fspath(path.relative_to(folder))
        data = path.read_bytes() if stat.S_ISREG(status.st_mode) else None
        found[name] = (status.st_mode, status.st_mtime_ns if name != "." else 0, data)
    return found


def lock(folder: Path, *, keep: bool = False) -> Path:
    case, sealed = place_of(folder, None)
    return lock_case(case, sealed, (KEY.public,), keep=keep).file


def archive(tmp_path: Path, *members: tuple[tarfile.TarInfo, bytes]) -> Path:
    """Write a locked file with an archive made to measure."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for info, content in members:
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return write(tmp_path, data.getvalue())


def write(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "given.age"
    path.write_bytes(pyrage.encrypt(data, [RAGE_KEY.to_public()]))
    return path


def member(name: str, kind: bytes = tarfile.REGTYPE, **said: object) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type = kind
    for field, value in said.items():
        setattr(info, field, value)
    return info


def refused(path: Path, tmp_path: Path) -> Refused:
    before = tree(tmp_path)
    with pytest.raises(Refused) as refusal:
        unlock_case(path, tmp_path / "given", (KEY,))
    assert tree(tmp_path) == before
    return refusal.value


def test_modes_times_empty_folders_and_names_come_back(new_case: Path) -> None:
    for number, name in enumerate(NAMES):
        (new_case / "exhibits" / name).write_bytes(bytes([number]) * number * 40_000)
        os.utime(new_case / "exhibits" / name, ns=(1, 1_568_764_800_123_456_700 + number))
    (new_case / "exhibits" / NAMES[0]).chmod(0o444)
    (new_case / "exhibits" / NAMES[1]).chmod(0o600)
    os.utime(new_case / "exhibits" / NAMES[2], ns=(0, 1))
    os.utime(new_case / "exhibits" / NAMES[3], ns=(0, -1_500_000_000))
    (new_case / "letters" / "empty").mkdir(parents=True)
    (new_case / "letters" / "empty").chmod(0o500)
    os.utime(new_case / "letters", ns=(1, 987_654_321_000_000_001))
    before, own = tree(new_case), new_case.stat().st_mtime_ns
    sealed = lock(new_case)
    assert not new_case.exists()
    done = unlock_case(sealed, new_case, (KEY,))
    assert tree(new_case) == before
    assert new_case.stat().st_mtime_ns == own
    assert done.files == len([one for one in before.values() if one[2] is not None])
    assert sorted(path.name for path in new_case.parent.iterdir()) == ["case", "case.age"]


@pytest.mark.skipif(shutil.which("tar") is None, reason="there is no program `tar`")
def test_what_is_inside_is_a_plain_tar_in_a_fixed_order(new_case: Path, tmp_path: Path) -> None:
    (new_case / "exhibits" / NAMES[0]).write_bytes(b"data")
    before = tree(new_case)
    first = pyrage.decrypt(lock(new_case, keep=True).read_bytes(), [RAGE_KEY])
    (tmp_path / "case.age").unlink()
    assert pyrage.decrypt(lock(new_case, keep=True).read_bytes(), [RAGE_KEY])[1024:] == first[1024:]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    subprocess.run(["tar", "x", "-p"], input=first, cwd=elsewhere, check=True)
    assert tree(elsewhere / "case") == before


def test_a_tar_of_other_tools_is_unlocked(new_case: Path, tmp_path: Path) -> None:
    made = subprocess.run(["tar", "c", "./case"], cwd=tmp_path, capture_output=True, check=True).stdout
    unlock_case(write(tmp_path, made), tmp_path / "given", (KEY,))
    assert (tmp_path / "given" / "case.yaml").read_bytes() == (new_case / "case.yaml").read_bytes()


def test_the_names_of_those_who_made_it_are_not_in_it(new_case: Path) -> None:
    data = pyrage.decrypt(lock(new_case).read_bytes(), [RAGE_KEY])
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        assert {(one.uid, one.gid, one.uname, one.gname) for one in tar} == {(0, 0, "", "")}


@pytest.mark.parametrize(
    "name", ["../out", "/out", "case/../../out", "case/..", "case//x", "case/./x", "..", "case/x/../y", "other/x", "x"]
)
def test_a_path_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path, (member("case", tarfile.DIRTYPE), b""), (member(name), b"bad"))
    assert refused(path, tmp_path).problems[0].code == "CK575"
    assert not (tmp_path.parent / "out").exists()


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.CONTTYPE]
)
def test_links_and_devices_are_refused(tmp_path: Path, kind: bytes) -> None:
    inside = member("case/exhibits", kind, linkname="/etc")
    path = archive(tmp_path, (member("case", tarfile.DIRTYPE), b""), (inside, b""), (member("case/exhibits/x"), b"bad"))
    assert refused(path, tmp_path).problems[0].code == "CK575"


def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    top = (member("case", tarfile.DIRTYPE), b"")
    for second in ("case/a", "case/a/b"):
        path = archive(tmp_path, top, (member("case/a"), b"1"), (member(second), b"2"))
        assert refused(path, tmp_path).problems[0].code == "CK575"


def test_modes_give_no_more_than_the_file_modes_of_a_case(tmp_path: Path) -> None:
    path = archive(
        tmp_path, (member("case", tarfile.DIRTYPE, mode=0o755), b""), (member("case/a", mode=0o6755), b"data")
    )
    unlock_case(path, tmp_path / "given", (KEY,))
    assert stat.S_IMODE((tmp_path / "given" / "a").stat().st_mode) == 0o755


@pytest.mark.parametrize("data", [b"", b"no tar at all" * 100, b"\0" * 10_240])
def test_what_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    assert refused(write(tmp_path, data), tmp_path).problems[0].code in {"CK573", "CK575"}


def _link(place: Path) -> None:
    place.symlink_to("/etc/passwd")


def _link_to_a_folder(place: Path) -> None:
    place.symlink_to(place.parent, target_is_directory=True)


def _pipe(place: Path) -> None:
    os.mkfifo(place)


def _socket(place: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(place))


@pytest.mark.parametrize("make", [_link, _link_to_a_folder, _pipe, _socket])
def test_a_case_with_links_or_devices_is_not_locked(
    new_case: Path, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(new_case)
    make(new_case / "exhibits" / "E1-strange")
    with pytest.raises(Refused) as refusal:
        lock(new_case)
    assert [(one.file, one.code) for one in refusal.value.problems] == [("exhibits/E1-strange", "CK574")]
    assert (new_case / "case.yaml").exists()
    assert [path.name for path in new_case.parent.iterdir()] == ["case"]


def test_every_link_is_named_at_once(new_case: Path) -> None:
    for name in ("a", "b"):
        (new_case / name).symlink_to("case.yaml")
    _, problems = contents_of.contents(new_case)
    assert [problem.file for problem in problems] == ["a", "b"]


def test_a_file_that_is_swapped_for_a_link_while_locking_is_not_followed(new_case: Path) -> None:
    found, _ = contents_of.contents(new_case)
    (new_case / "case.yaml").unlink()
    (new_case / "case.yaml").symlink_to("/etc/passwd")
    with pytest.raises((OSError, Unfit)):
        write_archive(new_case, found, SealedWriter(io.BytesIO(), bytes(16)))


def test_nothing_secret_is_printed() -> None:
    assert repr(PrivateKey(b"secret" * 6)) == "PrivateKey(…)"
