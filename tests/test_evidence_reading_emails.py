"""E-mails read where they stand: heads, text, attachments as stretches of the file, and what is wrong with them."""

from __future__ import annotations

import email.policy
import random
from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaintkit.evidence.reading.mime import DEEPEST
from complaintkit.evidence.reading.reading import read
from complaintkit.evidence.reading.values import FileFacts, Party

TEXT = "The meeting of last Tuesday was not about the report, and we were told that it is not for us to ask."


def letter(**more: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Invented Sender <sender@invented.example>"
    message["To"] = "One Reader <one@invented.example>, two@invented.example"
    message["Cc"] = "three@invented.example"
    message["Date"] = "Wed, 18 Sep 2019 14:03:00 +0200"
    message["Subject"] = "Réunion d’équipe"
    message["Message-ID"] = "<first@invented.example>"
    message.set_content(TEXT)
    for name, value in more.items():
        del message[name.replace("_", "-")]
        message[name.replace("_", "-")] = value
    return message


@pytest.fixture
def reads(tmp_path: Path):
    def given_bytes(data: bytes, name: str = "letter.eml") -> FileFacts:
        path = tmp_path / name
        path.write_bytes(data)
        return read(path, name)

    return given_bytes


def codes(facts: FileFacts) -> list[str]:
    return [problem.code for problem in facts.problems]


def test_who_wrote_to_whom_when_and_about_what(reads):
    facts = reads(letter(In_Reply_To="<zero@invented.example>", References="<a@x> <zero@invented.example>").as_bytes())
    assert facts.format.name == "eml"
    assert facts.sender.value == Party("Invented Sender", "sender@invented.example")
    assert [party.address for party in facts.recipients.value] == ["one@invented.example", "two@invented.example"]
    assert facts.cc.value == (Party("", "three@invented.example"),)
    assert facts.date.value == datetime(2019, 9, 18, 14, 3, tzinfo=timezone(timedelta(hours=2)))
    assert (facts.date.how, facts.date.where) == ("read", "Date")
    assert facts.subject.value == "Réunion d’équipe"
    assert facts.message_id.value == "<first@invented.example>"
    assert facts.in_reply_to.value == "<zero@invented.example>"
    assert facts.references.value == ("<a@x>", "<zero@invented.example>")
    assert facts.first_lines.value.startswith("The meeting of last Tuesday")
    assert (facts.language.value, facts.language.how) == ("en", "assumed")
    assert facts.problems == ()


def with_attachments() -> EmailMessage:
    message = letter()
    message.add_attachment(bytes(range(256)) * 300, maintype="application", subtype="pdf", filename="Anhang – groß.pdf")
    message.add_attachment("a,b\n1,2\n", subtype="csv", filename="table.csv")
    message.add_attachment(letter(Subject="Forwarded"))
    return message


def test_attachments_come_out_as_the_standard_library_decodes_them(reads):
    message = with_attachments()
    facts = reads(message.as_bytes())
    expected = [part.get_content() for part in message.iter_attachments()]
    assert [one.name for one in facts.attachments] == ["Anhang – groß.pdf", "table.csv", "Forwarded.eml"]
    assert [one.media_type.value for one in facts.attachments] == ["application/pdf", "text/csv", "message/rfc822"]
    assert b"".join(facts.attachments[0].content.chunks()) == expected[0]
    assert facts.attachments[0].size.value == 256 * 300
    assert b"".join(facts.attachments[1].content.chunks()).decode() == expected[1]
    inner = message_from_bytes(b"".join(facts.attachments[2].content.chunks()), policy=email.policy.default)
    assert inner["Subject"] == "Forwarded"


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_line_ends_do_not_matter(reads, ending):
    facts = reads(with_attachments().as_bytes().replace(b"\n", ending))
    assert b"".join(facts.attachments[0].content.chunks()) == bytes(range(256)) * 300
    assert facts.attachments[0].size.value == 256 * 300
    assert not facts.problems


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents=st.lists(st.binary(max_size=400), max_size=4), encoding=st.sampled_from(["base64", "quoted-printable"]))
def test_any_bytes_come_out_unaltered(reads, contents, encoding):
    message = letter()
    for number, content in enumerate(contents):
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=f"{number}.bin", cte=encoding
        )
    facts = reads(message.as_bytes())
    parts = message_from_bytes(message.as_bytes(), policy=email.policy.default).iter_attachments()
    assert [b"".join(one.content.chunks()) for one in facts.attachments] == [
        part.get_payload(decode=True) for part in parts
    ]
    assert all(one.size.value == len(b"".join(one.content.chunks())) for one in facts.attachments)


def test_a_body_in_a_charset_that_it_is_not_in(reads):
    data = (
        letter().as_bytes().replace(b'charset="utf-8"', b'charset="x-nowhere"').replace(b"not for us", b"n\xf6t for us")
    )
    facts = reads(data)
    assert codes(facts) == ["CK554"]
    assert facts.charset.how == "assumed"
    assert "nöt for us" in facts.first_lines.value


def test_a_subject_in_an_unknown_charset_is_read_as_well_as_it_can_be(reads):
    facts = reads(letter().as_bytes().replace(b"=?utf-8?", b"=?x-nowhere?"))
    assert "CK554" in codes(facts)
    assert facts.subject.value.startswith("Réunion")


def test_without_a_date_the_moment_a_server_took_it_in_is_assumed(reads):
    message = letter()
    del message["Date"]
    message["Received"] = "from a by b; Wed, 18 Sep 2019 12:05:00 +0000"
    facts = reads(message.as_bytes())
    assert codes(facts) == ["CK555"]
    assert (facts.date.how, facts.date.value.hour) == ("assumed", 12)


def test_a_date_that_is_none(reads):
    facts = reads(letter().as_bytes().replace(b"Wed, 18 Sep 2019 14:03:00 +0200", b"sometime in autumn"))
    assert codes(facts) == ["CK555"]
    assert facts.date is None


def test_a_date_without_a_time_zone_says_so(reads):
    facts = reads(letter().as_bytes().replace(b"14:03:00 +0200", b"14:03:00 -0000"))
    assert facts.date.value.tzinfo is None
    assert "without a time zone" in facts.date.where


def nested(levels: int) -> EmailMessage:
    message = letter(Subject="level 0")
    for level in range(1, levels + 1):
        outer = letter(Subject=f"level {level}")
        outer.add_attachment(message)
        message = outer
    return message


def test_ten_messages_in_each_other(reads):
    facts = reads(nested(10).as_bytes())
    assert codes(facts) == ["CK556"]
    assert str(DEEPEST) in facts.problems[0].message
    assert [one.name for one in facts.attachments] == ["level 9.eml"]
    inner = message_from_bytes(b"".join(facts.attachments[0].content.chunks()), policy=email.policy.default)
    assert inner["Subject"] == "level 9"


def test_a_message_that_breaks_off_keeps_what_came_before(reads):
    whole = with_attachments().as_bytes()
    facts = reads(whole[: len(whole) // 2])
    assert codes(facts) == ["CK552"]
    assert facts.subject.value == "Réunion d’équipe"
    assert facts.attachments[0].name == "Anhang – groß.pdf"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("invoice\u202efdp.exe", "invoice\\u202efdp.exe"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\note.txt", "note.txt"),
        ("n" * 300 + ".txt", "n" * 300 + ".txt"),
    ],
)
def test_names_of_attachments_are_made_safe(reads, name, shown):
    message = letter()
    message.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=name)
    facts = reads(message.as_bytes())
    assert facts.attachments[0].name == shown
    assert codes(facts) == (["CK567"] if "\u202e" in name or len(name) > 255 else [])


def test_a_page_in_place_of_text(reads):
    message = letter()
    message.set_content(f"<html><head><style>p {{}}</style></head><body><p>{TEXT}</p></body></html>", subtype="html")
    facts = reads(message.as_bytes())
    assert facts.first_lines.value == TEXT
    assert facts.attachments == ()


def test_a_saved_web_page(reads):
    data = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://invented.example/notice\r\nSubject: A notice\r\n"
        b"Date: Mon, 1 Jun 2020 09:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="--x--"\r\n\r\n'
        b"----x--\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"<html><title>A notice</title><body><p>The notice is for all of the staff=20\r\n</p></body></html>\r\n----x----\r\n"
    )
    facts = reads(data, "notice.mhtml")
    assert facts.format.name == "mhtml"
    assert facts.title.value == "A notice"
    assert facts.producer.value == "https://invented.example/notice"
    assert facts.first_lines.value == "The notice is for all of the staff"
    assert facts.attachments == ()


def test_noise_is_never_fatal(reads):
    random.seed(5)
    whole = bytearray(with_attachments().as_bytes())
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(20):
            data[random.randrange(len(data))] = random.randrange(256)
        facts = reads(bytes(data))
        assert facts.size == len(data)
        assert all(b"".join(one.content.chunks()) is not None for one in facts.attachments)


def test_the_digest_of_the_words_is_the_same_however_a_program_wrote_them(reads):
    flowed = letter()
    flowed.set_content(TEXT.replace(" ", "\n"), cte="base64")
    page = letter()
    page.set_content(f"<html><body><p>{TEXT}</p></body></html>", subtype="html")
    first, *others = [reads(message.as_bytes()).text_sha256.value for message in (letter(), flowed, page)]
    assert others == [first, first]
    other = letter()
    other.set_content(f"{TEXT} Yours")
    assert reads(other.as_bytes()).text_sha256.value != first
    empty = letter()
    empty.set_content("\n")
    assert reads(empty.as_bytes()).text_sha256 is None
