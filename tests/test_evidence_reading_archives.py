"""Archives, mailboxes and messages opened one member after the other: what is refused is said and the rest goes on."""

from __future__ import annotations

import contextlib
import os
import random
import stat
import subprocess
import sys
import unicodedata
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from complaintkit.evidence.reading import directory
from complaintkit.evidence.reading.archives import Limits, Member, open_archive
from complaintkit.evidence.reading.reading import read
from complaintkit.problems import Problem, Refused


def opened(path: Path, **more) -> tuple[dict[str, bytes], list[str]]:
    """Return what was taken, name to bytes, and the codes of what was said."""
    taken, said = {}, []
    for found in open_archive(path, path.name, **more):
        if isinstance(found, Problem):
            said.append(found.code)
        else:
            taken[found.name] = b"".join(found.content.chunks())
    return taken, said


@pytest.fixture
def packed(tmp_path: Path):
    def pack(*members: tuple[str | zipfile.ZipInfo, bytes], name: str = "some.zip") -> Path:
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members:
                archive.writestr(member, content)
        return path

    return pack


def test_members_come_out_in_order_and_whole(packed):
    path = packed(("letters/a.txt", b"a" * 700_000), ("letters/", b""), ("b.bin", os.urandom(300_000)))
    taken, said = opened(path)
    assert list(taken) == ["letters/a.txt", "b.bin"]
    assert len(taken["letters/a.txt"]) == 700_000
    assert said == []


@pytest.mark.parametrize(
    "name",
    ["../outside.txt", "a/../../b.txt", "/etc/passwd", "C:\\windows\\b.txt", "\\\\server\\b.txt", "..\\b.txt", ".."],
)
def test_names_that_lead_out_are_refused_and_the_rest_goes_on(packed, name):
    assert opened(packed((name, b"x"), ("honest.txt", b"y"))) == ({"honest.txt": b"y"}, ["CK562"])


def test_a_nul_in_a_name_is_refused(packed):
    path = packed(("twoXparts.txt", b"x"), ("honest.txt", b"y"))
    path.write_bytes(path.read_bytes().replace(b"twoXparts", b"two\0parts"))
    assert opened(path) == ({"honest.txt": b"y"}, ["CK562"])


@pytest.mark.parametrize("mode", [stat.S_IFLNK | 0o777, stat.S_IFIFO | 0o644, stat.S_IFCHR | 0o644])
def test_links_and_devices_are_refused(packed, mode):
    link = zipfile.ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, mode << 16
    assert opened(packed((link, b"/etc/passwd"), ("honest.txt", b"y"))) == ({"honest.txt": b"y"}, ["CK563"])


def test_a_second_member_of_one_name_is_refused(packed):
    with pytest.warns(UserWarning, match="Duplicate"):
        path = packed(("a.txt", b"shown to one"), ("a.txt", b"shown to another"))
    assert opened(path) == ({"a.txt": b"shown to one"}, ["CK566"])


@pytest.mark.parametrize(
    "name", ["two\nlines.txt", "invoice\u202efdp.exe", "zero\u200bwidth.txt", "n" * 252 + ".txt", "ж" * 130 + ".txt"]
)
def test_misleading_names_are_taken_under_a_name_that_can_be_shown(packed, name):
    taken, said = opened(packed((name, b"x")))
    assert said == ["CK567"]
    (shown,) = taken
    assert shown.isprintable()
    assert taken[shown] == b"x"


def test_names_of_255_bytes_are_common_enough(packed):
    assert opened(packed(("n" * 251 + ".txt", b"x")))[1] == []


@pytest.mark.parametrize("twin", ["Résumé.TXT", unicodedata.normalize("NFD", "résumé.txt")])
def test_names_only_case_or_unicode_form_apart_are_both_taken_and_said(packed, twin):
    taken, said = opened(packed(("résumé.txt", b"1"), (twin, b"2")))
    assert sorted(taken.values()) == [b"1", b"2"]
    assert said == ["CK567"]


def test_a_bomb_is_small_on_disk_and_refused(packed):
    path = packed(("bomb.bin", bytes(64 * 1024 * 1024)), ("honest.txt", b"y"))
    assert path.stat().st_size < 100_000
    assert opened(path) == ({"honest.txt": b"y"}, ["CK565"])


def test_small_files_of_one_letter_are_no_bomb(packed):
    assert opened(packed(("zeros.bin", bytes(5 * 1024 * 1024))))[1] == []


def test_totals_and_counts_are_limited(packed):
    path = packed(*((f"{number}.txt", b"x" * 100) for number in range(5)))
    assert opened(path, limits=Limits(total=250))[1] == ["CK565"] * 3
    assert opened(path, limits=Limits(members=2))[1] == ["CK565"] * 3


def test_members_that_share_their_bytes_are_refused(packed):
    path = packed(("a.txt", os.urandom(1000)), ("b.txt", os.urandom(1000)))
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at + 42 : at + 46] = bytes(4)
    path.write_bytes(data)
    assert "CK565" in opened(path)[1]


def test_a_member_that_lies_about_its_size_does_not_come_out_larger(packed):
    path = packed(("liar.bin", bytes(20 * 1024 * 1024)))
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(Refused) as refused:
        opened(path)
    assert [problem.code for problem in refused.value.problems] == ["CK568"]


def test_encrypted_members_are_refused(packed):
    path = packed(("secret.txt", b"x"), ("honest.txt", b"y"))
    data = bytearray(path.read_bytes())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert opened(path) == ({"honest.txt": b"y"}, ["CK564"])


def test_ways_of_packing_that_take_much_memory_are_refused(tmp_path):
    path = tmp_path / "some.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", b"x" * 1000)
    assert opened(path) == ({}, ["CK568"])


def test_a_damaged_member_is_refused_when_it_is_read(packed):
    path = packed(("a.txt", os.urandom(100_000)))
    data = bytearray(path.read_bytes())
    data[50_000] ^= 1
    path.write_bytes(data)
    with pytest.raises(Refused) as refused:
        opened(path)
    assert [problem.code for problem in refused.value.problems] == ["CK568"]


def test_a_cut_archive_is_damaged(packed):
    path = packed(("a.txt", os.urandom(1000)))
    path.write_bytes(path.read_bytes()[:-30])
    assert opened(path) == ({}, ["CK552"])


def test_a_directory_of_a_million_members_is_not_read(packed, monkeypatch):
    monkeypatch.setattr(directory, "MOST_MEMBERS", 3)
    assert opened(packed(*((str(number), b"") for number in range(4)))) == ({}, ["CK565"])


@pytest.mark.parametrize("start", [b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07\x01\x00", b"\x1f\x8b\x08"])
def test_other_archives_are_recognised_and_left_to_the_user(tmp_path, start):
    path = tmp_path / "some.bin"
    path.write_bytes(start + bytes(100))
    assert opened(path) == ({}, ["CK558"])


def test_what_lies_deeper_than_is_followed_is_not_opened(packed):
    assert opened(packed(("a.txt", b"x")), depth=8) == ({}, ["CK556"])


def test_a_file_that_is_no_archive_has_no_members(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("a note", encoding="utf-8")
    assert opened(path) == ({}, [])


def letter(subject: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@invented.example", "b@invented.example", subject
    message.set_content("From here on\n\nFrom the beginning, 12:30, nothing was said.\n")
    return message.as_bytes()


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_a_mailbox_gives_its_messages_as_they_stand(tmp_path, ending):
    letters = [letter(str(number)).replace(b"\nFrom ", b"\n>From ").replace(b"\n", ending) for number in range(3)]
    path = tmp_path / "box.mbox"
    start = b"From a@invented.example Wed Sep 18 14:03:00 2019" + ending
    path.write_bytes(b"".join(start + one + ending for one in letters))
    taken, said = opened(path)
    assert list(taken.values()) == letters
    assert list(taken) == ["message-1.eml", "message-2.eml", "message-3.eml"]
    assert said == []


def test_a_message_gives_its_attachments(tmp_path):
    message = EmailMessage()
    message["From"], message["To"] = "a@invented.example", "b@invented.example"
    message.add_attachment(b"content", maintype="application", subtype="pdf", filename="a.pdf")
    path = tmp_path / "a.eml"
    path.write_bytes(message.as_bytes())
    assert opened(path) == ({"a.pdf": b"content"}, [])


MEASURED = """
import resource, sys
from pathlib import Path
from complaintkit.evidence.reading.archives import Member, open_archive
from complaintkit.evidence.reading.reading import read
path = Path(sys.argv[1])
read(path)
size = sum(len(piece) for found in open_archive(path) if isinstance(found, Member) for piece in found.content.chunks())
status = Path("/proc/self/status")  # of this process alone; `ru_maxrss` counts the one that started it, too
if status.exists():
    most = int(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")))
else:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(size, most // 1024)
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["zip", "eml", "one line"])
def test_memory_stays_small_whatever_the_size(tmp_path, kind):
    path, size = tmp_path / "large", 300 * 1024 * 1024
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive, archive.open("large.bin", "w") as member:
            for _ in range(300):
                member.write(os.urandom(1024 * 1024))
    else:
        head = b"From: a@invented.example\nTo: b@invented.example\nContent-Type: multipart/mixed; boundary=x"
        line = b"QUJD" * 19 + b"\n" if kind == "eml" else b"QUJD" * 19
        with path.open("wb") as file:
            file.write(head + b"\n\n--x\nContent-Disposition: attachment; filename=a.bin\n")
            file.write(b"Content-Transfer-Encoding: base64\n\n")
            for _ in range(size // 57 // 1000):
                file.write(line * 1000)
            file.write(b"\n--x--\n")
        size = size // 57 // 1000 * 57_000
    ran = subprocess.run([sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, check=True)
    came_out, megabytes = map(int, ran.stdout.split())
    assert came_out == size
    assert megabytes < 150


def test_noise_in_an_archive_is_never_fatal(packed):
    random.seed(5)
    path = packed(("a.txt", b"a" * 3000), ("folder/b.txt", os.urandom(2000)))
    whole = path.read_bytes()
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(random.choice((1, 3, 20))):
            data[random.randrange(len(data))] = random.choice((0, 255, random.randrange(256)))
        path.write_bytes(data)
        read(path)
        for found in open_archive(path):
            if isinstance(found, Member):
                with contextlib.suppress(Refused):
                    assert sum(len(piece) for piece in found.content.chunks()) < 10_000_000
