"""Outlook messages, in OLE files made here by a small writer: what they say, what is attached, what has no bytes."""

from __future__ import annotations

import builtins
import contextlib
import random
import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest

from complaintkit.evidence.reading.archives import open_archive
from complaintkit.evidence.reading.reading import read
from complaintkit.evidence.reading.recognising import recognise
from complaintkit.evidence.reading.values import FileFacts, Party

FREE, END, FAT, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
Tree = dict[str, "bytes | Tree"]


def padded(data: bytes, size: int) -> bytes:
    return data + bytes(-len(data) % size)


class Writer:
    """Writes a tree of streams as a compound file (MS-CFB, version 3): small streams in the small stream, chains in order."""

    def __init__(self) -> None:
        self.entries: list[list] = []
        self.small, self.small_fat = b"", []
        self.large, self.fat = b"", []

    def add(self, name: str, content: bytes | Tree) -> int:
        number = len(self.entries)
        self.entries.append([name, 2 if isinstance(content, bytes) else 1, NONE, NONE, 0, 0])
        if isinstance(content, bytes):
            self.entries[number][4:] = [self.stream(content), len(content)]
            return number
        previous = NONE
        for one in sorted(content, key=lambda one: (len(one), one.upper()), reverse=True):
            child = self.add(one, content[one])
            self.entries[child][2], previous = previous, child
        self.entries[number][3] = previous
        return number

    def stream(self, content: bytes) -> int:
        if not content:
            return END
        if len(content) < 4096:
            start, count = len(self.small_fat), len(padded(content, 64)) // 64
            self.small += padded(content, 64)
            self.small_fat += [*range(start + 1, start + count), END]
            return start
        return self.sectors(content)

    def sectors(self, content: bytes) -> int:
        start, count = len(self.fat), len(padded(content, 512)) // 512
        self.large += padded(content, 512)
        self.fat += [*range(start + 1, start + count), END]
        return start

    def file(self, tree: Tree) -> bytes:
        self.add("Root Entry", tree)
        self.entries[0][1] = 5
        size = len(self.small)
        self.entries[0][4:] = [self.sectors(self.small) if size else END, size]
        small = b"".join(struct.pack("<L", one) for one in self.small_fat)
        small_at, small_count = (
            (self.sectors(padded(small, 512)), len(padded(small, 512)) // 512) if small else (END, 0)
        )
        directory_at = self.sectors(padded(b"".join(self.entry(*entry) for entry in self.entries), 512))
        needed = 1
        while needed * 128 < len(self.fat) + needed:
            needed += 1
        places = range(len(self.fat), len(self.fat) + needed)
        table = [*self.fat, *[FAT] * needed]
        table += [FREE] * (needed * 128 - len(table))
        head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
        head += struct.pack("<LLLLLLLLL", 0, needed, directory_at, 0, 4096, small_at, small_count, END, 0)
        head += struct.pack("<109L", *places, *[FREE] * (109 - needed))
        return head + self.large + struct.pack(f"<{len(table)}L", *table)

    @staticmethod
    def entry(name: str, kind: int, right: int, child: int, *place: int) -> bytes:
        said = name.encode("utf-16-le")
        head = struct.pack("<64sHBBLLL", said, len(said) + 2, kind, 1, NONE, right, child)
        return head + bytes(16 + 4 + 16) + struct.pack("<LQ", *place)


def properties(head: int, **fixed: int) -> bytes:
    return bytes(head) + b"".join(
        struct.pack("<HHLQ", 0x40, int(tag[1:], 16), 6, value) for tag, value in fixed.items()
    )


def texts(**values: str) -> Tree:
    return {f"__substg1.0_{tag[1:]}001F": value.encode("utf-16-le") for tag, value in values.items()}


def ticks(moment: datetime) -> int:
    return int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000


def person(kind: int, name: str, address: str) -> Tree:
    return {"__properties_version1.0": properties(8, p0C15=kind), **texts(p3001=name, p39FE=address)}


SENT = datetime(2019, 9, 18, 12, 3, tzinfo=UTC)


def message(**more: bytes | Tree) -> Tree:
    return {
        "__properties_version1.0": properties(32, p0039=ticks(SENT)),
        "__recip_version1.0_#00000000": person(1, "One Reader", "one@invented.example"),
        "__recip_version1.0_#00000001": person(2, "Two Reader", "two@invented.example"),
        **texts(
            p0C1A="Invented Sender",
            p5D01="sender@invented.example",
            p0037="Réunion",
            p1035="<first@invented.example>",
            p1042="<zero@invented.example>",
            p1000="The meeting was not about the report, and we were told that it is not for us to ask.",
        ),
        **more,
    }


def attached(name: str, content: bytes | Tree) -> Tree:
    held = "__substg1.0_37010102" if isinstance(content, bytes) else "__substg1.0_3701000D"
    return {"__properties_version1.0": properties(8), **texts(p3707=name, p370E="application/pdf"), held: content}


@pytest.fixture
def written(tmp_path: Path):
    def write(tree: Tree, name: str = "letter.msg") -> Path:
        path = tmp_path / name
        path.write_bytes(Writer().file(tree))
        return path

    return write


def codes(facts: FileFacts) -> list[str]:
    return [problem.code for problem in facts.problems]


def test_who_wrote_to_whom_when_and_about_what(written):
    facts = read(written(message()))
    assert facts.format.name == "msg"
    assert facts.sender.value == Party("Invented Sender", "sender@invented.example")
    assert facts.recipients.value == (Party("One Reader", "one@invented.example"),)
    assert facts.cc.value == (Party("Two Reader", "two@invented.example"),)
    assert (facts.date.value, facts.date.where) == (SENT, "PidTagClientSubmitTime (UTC)")
    assert facts.subject.value == "Réunion"
    assert (facts.message_id.value, facts.in_reply_to.value) == ("<first@invented.example>", "<zero@invented.example>")
    assert facts.first_lines.value.startswith("The meeting was not")
    assert len(facts.text_sha256.value) == 64
    assert facts.language.value == "en"
    assert facts.problems == ()


def test_the_head_as_it_travelled_has_the_time_zone_and_comes_first(written):
    head = "From: Another Name <sender@invented.example>\r\nDate: Wed, 18 Sep 2019 14:03:00 +0200\r\n"
    facts = read(written(message(**texts(p007D=head))))
    assert facts.date.value.utcoffset().total_seconds() == 7200
    assert facts.date.where == "Date"
    assert facts.sender.value.name == "Another Name"
    assert facts.subject.value == "Réunion"


def test_texts_in_an_old_code_page(written):
    tree = message()
    tree["__properties_version1.0"] = properties(32, p0039=ticks(SENT), p3FFD=1251)
    del tree["__substg1.0_0037001F"]
    tree["__substg1.0_0037001E"] = "Собрание".encode("cp1251")
    assert read(written(tree)).subject.value == "Собрание"


def test_a_page_in_place_of_text(written):
    tree = message(**{"__substg1.0_10130102": b"<html><body><p>Only a page</p></body></html>"})
    del tree["__substg1.0_1000001F"]
    assert read(written(tree)).first_lines.value == "Only a page"


def test_a_draft_has_no_date(written):
    tree = message()
    tree["__properties_version1.0"] = properties(32)
    assert codes(read(written(tree))) == ["CK555"]


@pytest.mark.parametrize("size", [10, 4095, 4096, 200_000])
def test_attachments_come_out_unaltered(written, size):
    content = bytes(number * 7 % 251 for number in range(size))
    path = written(message(**{"__attach_version1.0_#00000000": attached("a.pdf", content)}))
    (attachment,) = read(path).attachments
    assert (attachment.name, attachment.media_type.value, attachment.size.value) == ("a.pdf", "application/pdf", size)
    assert b"".join(attachment.content.chunks()) == content
    (member,) = open_archive(path)
    assert b"".join(member.content.chunks()) == content


def test_a_message_inside_has_no_bytes_of_its_own(written):
    path = written(message(**{"__attach_version1.0_#00000000": attached("Forwarded", message())}))
    facts = read(path)
    assert [(one.name, one.content) for one in facts.attachments] == [("Forwarded", None)]
    assert codes(facts) == ["CK569"]
    assert list(open_archive(path)) == []


def test_a_name_that_turns_around_is_said(written):
    facts = read(written(message(**{"__attach_version1.0_#00000000": attached("invoice\u202efdp.exe", b"x")})))
    assert codes(facts) == ["CK567"]
    assert facts.attachments[0].name == "invoice\\u202efdp.exe"


@pytest.mark.parametrize(
    ("stream", "name"),
    [("EncryptedPackage", "locked-office"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Something", "ole")],
)
def test_other_ole_files_are_told_apart(written, stream, name):
    assert recognise(written({stream: bytes(5000)}, "file.docx")).name == name


def test_a_word_document_under_a_password(written):
    assert codes(read(written({"EncryptedPackage": bytes(5000), "EncryptionInfo": bytes(200)}, "letter.docx"))) == [
        "CK553"
    ]


@pytest.mark.parametrize("end", [600, 1500, -600])
def test_a_damaged_message(written, end):
    path = written(message(**{"__attach_version1.0_#00000000": attached("a.pdf", bytes(9000))}))
    path.write_bytes(path.read_bytes()[:end])
    assert set(codes(read(path))) & {"CK552", "CK559"}


def test_without_the_library_it_is_said_what_to_install(written, monkeypatch):
    path, real = written(message()), builtins.__import__

    def missing(name, *rest):
        if name == "olefile":
            raise ImportError(name=name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    facts = read(path)
    assert codes(facts) == ["CK560"]
    assert "complaintkit[evidence]" in facts.problems[0].hint


def test_storages_that_go_in_circles_come_to_an_end(written):
    path = written(message(**{"__attach_version1.0_#00000000": attached("a.pdf", bytes(9000))}))
    whole = path.read_bytes()
    random.seed(1)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(20):
            data[random.randrange(512, len(data))] = random.choice((0, 255, random.randrange(256)))
        path.write_bytes(data)
        for attachment in read(path).attachments:
            with contextlib.suppress(OSError):
                assert attachment.content is None or sum(map(len, attachment.content.chunks())) < 1_000_000
