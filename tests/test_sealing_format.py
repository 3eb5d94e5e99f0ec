"""The age format: what is written is opened by other implementations, what they write is opened here, damage is noticed."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.problems import Refused
from complaintkit.sealing import bech32, keys
from complaintkit.sealing.ciphers import require_cryptography
from complaintkit.sealing.header import Stanza, from_base64, read_header, write_header
from complaintkit.sealing.keyfiles import read_identities, read_recipients
from complaintkit.sealing.keys import (
    Opener,
    Passphrase,
    PrivateKey,
    Recipient,
    file_key,
    parse_identity,
    parse_recipient,
)
from complaintkit.sealing.payload import PIECE, OpenedReader, SealedWriter
from complaintkit.sealing.refusals import Unfit

# The pair of keys that the specification gives as its example (c2sp.org/age, "The X25519 recipient type").
IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
RECIPIENT = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
KEY = parse_identity(IDENTITY)
EASY = 10  # scrypt's work factor, so that tests are quick
SIZES = [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7]


def content(size: int) -> bytes:
    return (bytes(range(251)) * (size // 251 + 1))[:size]


def sealed(data: bytes, *ways: Recipient, step: int = 10_007) -> bytes:
    key = os.urandom(16)
    target = io.BytesIO()
    target.write(write_header(key, tuple(way.lock(key) for way in ways)))
    writer = SealedWriter(target, key)
    for start in range(0, len(data), step):
        writer.write(data[start : start + step])
    writer.finish()
    return target.getvalue()


def opened(data: bytes, opener: Opener) -> bytes:
    stream = io.BytesIO(data)
    reader = OpenedReader(stream, file_key(read_header(stream), (opener,)))
    found = b""
    while piece := reader.read(50_021):
        found += piece
    return found


def refusal(data: bytes, opener: Opener = KEY) -> str:
    with pytest.raises(Unfit) as unfit:
        opened(data, opener)
    return unfit.value.code


def test_the_keys_of_the_specification_belong_together() -> None:
    assert KEY.public == parse_recipient(RECIPIENT)
    assert bech32.encode("age", KEY.public.key) == RECIPIENT


@pytest.mark.parametrize("size", SIZES)
def test_what_is_locked_to_a_key_opens_here_and_with_rage(size: int) -> None:
    data = sealed(content(size), PrivateKey(os.urandom(32)).public, KEY.public)
    assert opened(data, KEY) == content(size)
    assert pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(IDENTITY)]) == content(size)


@pytest.mark.parametrize("size", SIZES)
def test_what_rage_locks_to_a_key_opens_here(size: int) -> None:
    others = pyrage.x25519.Identity.generate().to_public()
    data = pyrage.encrypt(content(size), [others, pyrage.x25519.Recipient.from_str(RECIPIENT)])
    assert opened(data, KEY) == content(size)


@pytest.mark.slow
def test_passphrases_are_the_same_here_and_for_rage() -> None:
    passphrase = "pâté à l’ancienne  "
    assert pyrage.passphrase.decrypt(sealed(b"data", Passphrase(passphrase, EASY)), passphrase) == b"data"
    assert opened(pyrage.passphrase.encrypt(b"data", passphrase), Passphrase(passphrase)) == b"data"


@pytest.mark.skipif(shutil.which("age") is None, reason="the program `age` is not installed (Debian: package age)")
def test_the_program_age_opens_it_and_what_it_locks_opens_here(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"# an example\n{IDENTITY}\n", encoding="ascii")
    command = ["age", "-d", "-i", str(tmp_path / "key")]
    data = sealed(content(200_000), KEY.public)
    assert subprocess.run(command, input=data, capture_output=True, check=True).stdout == content(200_000)
    made = subprocess.run(["age", "-r", RECIPIENT], input=b"data", capture_output=True, check=True).stdout
    assert opened(made, KEY) == b"data"


def test_every_flipped_byte_is_noticed() -> None:
    data = sealed(b"what the exhibits show", KEY.public)
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1
        assert refusal(bytes(changed)) in {"CK572", "CK573"}, place


def test_every_shortened_file_is_noticed() -> None:
    data = sealed(content(2 * PIECE), KEY.public)
    start = len(data) - 2 * (PIECE + 16)
    ends = [*range(start), start + 1, start + PIECE, start + PIECE + 16, len(data) - PIECE, len(data) - 1]
    for end in ends:
        assert refusal(data[:end]) == "CK573", end


def test_pieces_moved_doubled_or_added_are_noticed() -> None:
    data = sealed(content(3 * PIECE), KEY.public)
    size = PIECE + 16
    head, pieces = data[: -3 * size], [data[-3 * size : -2 * size], data[-2 * size : -size], data[-size:]]
    first, second, third = pieces
    for order in ((second, first, third), (first, first, third), (first, third), (first, second, third, third)):
        assert refusal(head + b"".join(order)) == "CK573"
    assert refusal(data + b"\0") == "CK573"


def test_another_key_and_another_passphrase_open_nothing() -> None:
    assert refusal(sealed(b"data", KEY.public), PrivateKey(os.urandom(32))) == "CK572"
    assert refusal(sealed(b"data", Passphrase("right", EASY)), Passphrase("Right", EASY)) == "CK572"
    assert refusal(sealed(b"data", Passphrase("right", EASY))) == "CK572"


def test_a_passphrase_beside_another_way_is_refused() -> None:
    data = sealed(b"data", Passphrase("right", EASY), KEY.public)
    assert refusal(data, Passphrase("right", EASY)) == "CK573"


@pytest.mark.parametrize("work", ["0", "010", "+10", "-1", "23", "99999999999", "a", ""])
def test_a_work_factor_out_of_bounds_costs_no_work(work: str) -> None:
    data = sealed(b"data", Passphrase("right", EASY)).replace(b" 10\n", f" {work}\n".encode(), 1)
    assert refusal(data, Passphrase("right")) == "CK573"


def test_other_files_are_told_from_locked_ones() -> None:
    armoured = pyrage.encrypt(b"data", [pyrage.x25519.Recipient.from_str(RECIPIENT)], armored=True)
    for data in (b"", b"PK\3\4", b"age-encryption.org/v2\n", b"age-encryption.org/v1\n" + b"-" * 2_000_000, armoured):
        assert refusal(data) == "CK573"


def test_kinds_of_recipients_that_are_not_known_are_passed_over() -> None:
    key = os.urandom(16)
    stream = io.BytesIO()
    stream.write(write_header(key, (Stanza(("joke-grease", "!"), b"\1" * 48), KEY.public.lock(key))))
    writer = SealedWriter(stream, key)
    writer.write(b"data")
    writer.finish()
    assert opened(stream.getvalue(), KEY) == b"data"
    assert pyrage.decrypt(stream.getvalue(), [pyrage.x25519.Identity.from_str(IDENTITY)]) == b"data"


@pytest.mark.parametrize("text", ["YQ==", "YR", "Y", "Y Q", "YQ\n", "é"])
def test_bytes_have_one_spelling_only(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        from_base64(text)


@given(st.binary(max_size=40))
def test_bech32_reads_what_it_writes(data: bytes) -> None:
    text = bech32.encode("age", data)
    assert bech32.decode(text) == ("age", data)
    assert bech32.decode(text.upper()) == ("age", data)


@given(st.integers(4, 61), st.sampled_from(bech32._LETTERS))
def test_a_mistyped_character_of_a_key_is_noticed(place: int, letter: str) -> None:
    mistyped = RECIPIENT[:place] + letter + RECIPIENT[place + 1 :]
    if mistyped == RECIPIENT:
        assert parse_recipient(mistyped) == KEY.public
    else:
        with pytest.raises(Unfit, match="checksum"):
            parse_recipient(mistyped)


@pytest.mark.parametrize("text", ["", "age1", "Age1" + RECIPIENT[4:], RECIPIENT[:-1], "bob@example.org", "age1pq1qqqq"])
def test_what_is_no_recipient_is_refused(text: str) -> None:
    with pytest.raises(Unfit) as unfit:
        parse_recipient(text)
    assert unfit.value.code == "CK571"


def test_a_private_key_in_the_place_of_a_public_one_is_refused_and_not_repeated() -> None:
    with pytest.raises(Unfit, match="private key") as unfit:
        parse_recipient(IDENTITY)
    assert IDENTITY not in unfit.value.message
    assert IDENTITY not in repr(KEY)
    assert "secret words" not in repr(Passphrase("secret words"))


def test_files_of_keys_are_read_with_their_comments(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_text(f"# created: 2020-10-02\n\n{IDENTITY}\r\n", encoding="ascii")
    assert read_identities(path) == (KEY,)
    path.write_text(f"{RECIPIENT}\n# nobody\n{RECIPIENT}\n", encoding="ascii")
    assert read_recipients(path) == (KEY.public, KEY.public)


@pytest.mark.parametrize("text", ["", "# nothing\n", f"{RECIPIENT}x\n", "age-encryption.org/v1\n", "-----BEGIN X\n"])
def test_files_that_hold_no_key_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "keys"
    path.write_text(text, encoding="ascii")
    for read in (read_recipients, read_identities):
        with pytest.raises(Refused) as refusal:
            read(path)
        assert [problem.code for problem in refusal.value.problems] == ["CK571"]


def test_without_the_library_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "cryptography", None)
    with pytest.raises(Refused, match=r"complaintkit\[lock\]") as refusal:
        require_cryptography()
    assert refusal.value.problems[0].code == "CK570"


def test_too_little_memory_for_a_passphrase_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    data = sealed(b"data", Passphrase("right", EASY))

    def too_much(*_: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr(keys, "stretched", too_much)
    assert refusal(data, Passphrase("right")) == "CK572"
