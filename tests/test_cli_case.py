"""`case lock` and `case unlock` as they are typed."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from complaintkit.cli import case as case_command
from complaintkit.sealing import bech32, clearing, closing, keys, passphrases
from complaintkit.sealing.clearing import remains_of
from complaintkit.sealing.passphrases import made_passphrase, weakness

IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
RECIPIENT = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
PASSPHRASE = "Drei Äpfel lesen Zeitung"
Run = Callable[..., tuple[int, str, str]]
Terminal = Callable[..., pexpect.spawn]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(autouse=True)
def little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a passphrase cost little in this process; those started at a terminal do all the work."""
    monkeypatch.setattr(keys.Passphrase.__init__, "__defaults__", (10,))


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text(PASSPHRASE + "\nsecond line\n", encoding="utf-8")
    return path


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    path.write_text(f"# public key: {RECIPIENT}\n{IDENTITY}\n", encoding="ascii")
    return path


def test_a_case_is_locked_to_a_key_and_unlocked(run: Run, new_case: Path, identity: Path, tmp_path: Path) -> None:
    before = files(new_case)
    code, out, err = run("case", "lock", "--case", new_case, "--recipient", RECIPIENT)
    assert code == 0
    assert out.startswith(f"{tmp_path / 'case.age'}  ")
    assert "holds 3 files" in out
    assert "age -d -i KEYFILE case.age | tar x" in err
    assert "cannot be promised" in err
    assert "SSD" in err
    assert names(tmp_path) == ["case.age", "key"]
    code, out, err = run("case", "unlock", tmp_path / "case.age", "--identity", identity)
    assert (code, out.split("  ")[0]) == (0, str(new_case))
    assert "stays as it is" in err
    assert files(new_case) == before
    assert names(tmp_path) == ["case", "case.age", "key"]


def test_a_passphrase_from_a_file_locks_and_unlocks(run: Run, new_case: Path, secret: Path, tmp_path: Path) -> None:
    before = files(new_case)
    code, out, err = run("case", "lock", "--case", new_case, "--passphrase-file", secret, "--keep")
    assert code == 0
    assert "was kept" in err
    assert "cannot be promised" not in err
    assert PASSPHRASE not in out + err
    code, _, _ = run("case", "unlock", tmp_path / "case.age", "--passphrase-file", secret, "--into", tmp_path / "b")
    assert code == 0
    assert files(tmp_path / "b") == before == files(new_case)


def test_a_wrong_passphrase_is_said_and_changes_nothing(run: Run, new_case: Path, secret: Path, tmp_path: Path) -> None:
    run("case", "lock", "--case", new_case, "--passphrase-file", secret)
    sealed = (tmp_path / "case.age").read_bytes()
    secret.write_text(PASSPHRASE.lower(), encoding="utf-8")
    code, out, err = run("case", "unlock", tmp_path / "case.age", "--passphrase-file", secret)
    assert (code, out) == (1, "")
    assert "CK572" in err
    assert "the passphrase is wrong" in err
    assert names(tmp_path) == ["case.age", "secret"]
    assert (tmp_path / "case.age").read_bytes() == sealed


def test_a_case_is_locked_from_where_one_stands(
    run: Run, new_case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(new_case)
    code, _, err = run("case", "lock", "--recipient", RECIPIENT, "--out", "../elsewhere.age")
    monkeypatch.chdir(tmp_path)
    assert code == 0
    assert "cd .." in err
    assert names(tmp_path) == ["elsewhere.age"]


def test_several_recipients_of_options_and_a_file(run: Run, new_case: Path, identity: Path, tmp_path: Path) -> None:
    (tmp_path / "team").write_text(f"# the team\n{RECIPIENT}\n", encoding="ascii")
    other = bech32.encode("age", keys.PrivateKey(bytes(range(32))).public.key)
    options = ("--recipient", other, "--recipient", RECIPIENT, "--recipients-file", tmp_path / "team")
    assert run("case", "lock", "--case", new_case, *options)[0] == 0
    header = (tmp_path / "case.age").read_bytes().split(b"\n---")[0]
    assert header.count(b"-> X25519") == 2
    assert run("case", "unlock", tmp_path / "case.age", "--identity", identity)[0] == 0


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--recipient", "age1wrong"), "CK571"),
        (("--recipient", IDENTITY), "CK571"),
        (("--recipients-file", "nowhere"), "CK705"),
        (("--passphrase-file", "nowhere"), "CK705"),
        (("--passphrase-file", os.devnull), "CK579"),
        (("--recipient", RECIPIENT, "--out", "nowhere/case.age"), "CK705"),
        (("--recipient", RECIPIENT, "--out", "case/case.age"), "CK583"),
        (("--recipient", RECIPIENT, "--out", "taken"), "CK576"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_locked(
    run: Run, new_case: Path, options: tuple[str, ...], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(new_case.parent)
    Path("taken").touch()
    before = files(new_case)
    exit_code, out, err = run("case", "lock", "--case", "case", *options)
    assert (exit_code, out) == (1, "")
    assert code in err
    assert IDENTITY not in err
    assert files(new_case) == before
    assert names(new_case.parent) == ["case", "taken"]


@pytest.mark.parametrize(
    "options",
    [("--recipient", RECIPIENT, "--generate"), ("--generate", "--passphrase-file", "x"), ("--generate",), ()],
)
def test_ways_that_do_not_go_together_or_need_a_terminal_are_wrong_usage(
    run: Run, new_case: Path, options: tuple[str, ...]
) -> None:
    code, _, err = run("case", "lock", "--case", new_case, *options)
    assert code == 2
    assert "Usage:" in err
    assert names(new_case.parent) == ["case"]


def test_what_is_no_case_is_not_locked(run: Run, tmp_path: Path) -> None:
    code, _, err = run("case", "lock", "--case", tmp_path, "--recipient", RECIPIENT)
    assert code == 1
    assert "CK201" in err


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"age-encryption.org/v1\n-> X25519 cut"])
def test_a_file_that_is_no_locked_case_is_said(run: Run, tmp_path: Path, identity: Path, data: bytes) -> None:
    (tmp_path / "case.age").write_bytes(data)
    code, _, err = run("case", "unlock", tmp_path / "case.age", "--identity", identity)
    assert code == 1
    assert "CK573" in err
    assert names(tmp_path) == ["case.age", "key"]


def test_unlocking_asks_for_what_the_file_was_locked_with(run: Run, new_case: Path, tmp_path: Path) -> None:
    run("case", "lock", "--case", new_case, "--recipient", RECIPIENT)
    code, _, err = run("case", "unlock", tmp_path / "case.age")
    assert code == 1
    assert "--identity" in err
    (tmp_path / "case.age").rename(tmp_path / "locked")
    code, _, err = run("case", "unlock", tmp_path / "locked")
    assert code == 2
    assert "--into" in err
    code, _, err = run("case", "unlock", tmp_path / "nowhere.age")
    assert code == 1
    assert "CK705" in err


def test_unlocking_refuses_to_overwrite(run: Run, new_case: Path, identity: Path, tmp_path: Path) -> None:
    run("case", "lock", "--case", new_case, "--recipient", RECIPIENT, "--keep")
    (new_case / "case.yaml").write_bytes(b"newer")
    code, _, err = run("case", "unlock", tmp_path / "case.age", "--identity", identity)
    assert code == 1
    assert "CK576" in err
    assert (new_case / "case.yaml").read_bytes() == b"newer"


def test_without_the_extra_it_is_said_how_to_install_it(
    run: Run, new_case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cryptography", None)
    for command in (("lock", "--case", new_case), ("unlock", "case.age")):
        code, _, err = run("case", *command)
        assert code == 1
        assert 'pip install "complaintkit[lock]"' in err


def test_a_removal_that_was_interrupted_is_finished_by_the_same_command(
    run: Run, new_case: Path, tmp_path: Path
) -> None:
    run("case", "lock", "--case", new_case, "--recipient", RECIPIENT, "--keep")
    new_case.rename(remains_of(new_case))
    code, out, _ = run("case", "lock", "--case", new_case, "--recipient", RECIPIENT)
    assert code == 0
    assert "removed now" in out
    assert names(tmp_path) == ["case.age"]


def test_remains_beside_a_case_are_named(run: Run, new_case: Path, tmp_path: Path) -> None:
    shutil.copytree(new_case, remains_of(new_case))
    code, _, err = run("case", "lock", "--case", new_case, "--recipient", RECIPIENT)
    assert code == 1
    assert "CK585" in err
    assert names(tmp_path) == ["case", "case.locked-remains"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interruption_leaves_the_folder_and_nothing_else(
    run: Run, new_case: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(new_case)
    monkeypatch.setattr(closing, "_read_back", lambda *_: os.kill(os.getpid(), number))
    code, out, err = run("case", "lock", "--case", new_case, "--recipient", RECIPIENT)
    assert (code, out) == (130, "")
    assert "Interrupted" in err
    assert files(new_case) == before
    assert names(new_case.parent) == ["case"]


def test_an_interruption_of_the_removal_says_what_is_left(
    run: Run, new_case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clearing.shutil, "rmtree", lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    code, _, err = run("case", "lock", "--case", new_case, "--recipient", RECIPIENT)
    assert code == 130
    assert "type the same command again" in err
    assert names(new_case.parent) == ["case.age", "case.locked-remains"]


def typed_at(terminal: Terminal, new_case: Path, *answers: tuple[str, str], options: tuple[str, ...] = ()) -> str:
    """Lock the case at a terminal, answering each prompt; return all that was shown."""
    child = terminal("case", "lock", *options, folder=new_case)
    shown = io.StringIO()
    child.logfile_read = shown
    for prompt, answer in answers:
        child.expect_exact(prompt)
        child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    return f"{child.exitstatus}\n{shown.getvalue()}"


def test_a_passphrase_is_typed_twice_and_never_shown(
    terminal: Terminal, run: Run, new_case: Path, secret: Path, tmp_path: Path
) -> None:
    shown = typed_at(terminal, new_case, ("Passphrase (hidden", PASSPHRASE), ("passphrase again", PASSPHRASE))
    assert shown.startswith("0\n")
    assert PASSPHRASE not in shown
    assert "Nobody can open the file without the passphrase" in shown
    assert names(tmp_path) == ["case.age", "secret"]
    child = terminal("case", "unlock", "case.age", folder=tmp_path)
    child.expect_exact("Passphrase")
    child.sendline(PASSPHRASE)
    child.expect_exact("each checked")
    child.expect(pexpect.EOF)
    assert (new_case / "case.yaml").exists()


def test_a_passphrase_that_is_not_the_same_again_locks_nothing(terminal: Terminal, new_case: Path) -> None:
    again = ("passphrase again", "another one")
    shown = typed_at(terminal, new_case, ("Passphrase (hidden", PASSPHRASE), again, again, again)
    assert shown.startswith("2\n")
    assert names(new_case.parent) == ["case"]


def test_a_weak_passphrase_is_warned_about(terminal: Terminal, new_case: Path) -> None:
    answers = (("Passphrase (hidden", "secret"), ("passphrase again", "secret"))
    shown = typed_at(terminal, new_case, *answers, ("Take it all the same?", "n"))
    assert shown.startswith("130\n")
    assert "CK578" in shown
    assert names(new_case.parent) == ["case"]
    assert typed_at(terminal, new_case, *answers, ("Take it all the same?", "y")).startswith("0\n")
    assert names(new_case.parent) == ["case.age"]


@pytest.mark.parametrize("options", [("--generate",), ()])
def test_a_passphrase_is_made_by_chance_and_typed_once(
    terminal: Terminal, new_case: Path, options: tuple[str, ...]
) -> None:
    child = terminal("case", "lock", *options, folder=new_case)
    if not options:
        child.expect_exact("Enter alone makes one for you")
        child.sendline("")
    child.expect(r"((?:[2-9a-z]{4}-){5}[2-9a-z]{4})")
    made = child.match[1]
    child.expect_exact("passphrase again")
    child.sendline(made)
    child.expect_exact("read back from the disk and equal")
    child.expect(pexpect.EOF)
    (new_case.parent / "made").write_text(made, encoding="ascii")
    assert names(new_case.parent) == ["case.age", "made"]
    unlock = terminal("case", "unlock", "case.age", "--passphrase-file", "made", folder=new_case.parent)
    unlock.expect_exact("each checked")
    unlock.expect(pexpect.EOF)


def test_the_passphrase_can_come_from_a_descriptor_or_from_input(new_case: Path, secret: Path) -> None:
    program = "import sys; from complaintkit.cli.main import entry; entry(sys.argv[1:])"
    command = [sys.executable, "-c", program, "case", "lock", "--case", str(new_case), "--passphrase-file", "/dev/fd/3"]
    script = 'exec 3<"$0"; exec "$@"'
    done = subprocess.run(["sh", "-c", script, str(secret), *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    command = [sys.executable, "-c", program, "case", "unlock", str(new_case) + ".age", "--passphrase-file", "-"]
    done = subprocess.run(command, input=PASSPHRASE + "\n", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    done = subprocess.run([*command, "--into", str(new_case) + "2"], input=b"\xff\n", capture_output=True, check=False)
    assert done.returncode == 1
    assert b"CK579" in done.stderr


def test_made_passphrases_are_long_and_never_the_same() -> None:
    made = {made_passphrase() for _ in range(100)}
    assert len(made) == 100
    assert all(re.fullmatch(r"([2-9a-hjkmnp-z]{4}-){5}[2-9a-hjkmnp-z]{4}", one) for one in made)
    assert not any(map(weakness, made))
    assert len(passphrases._LETTERS) ** 24 > 2**118


@pytest.mark.parametrize("text", ["", "short", "aaaaaaaaaaaaaaaaaaaaaaa", "abababababababababab", "1234567890123"])
def test_short_and_repeated_passphrases_are_weak(text: str) -> None:
    assert weakness(text)
    assert weakness(PASSPHRASE) is None


def test_the_work_for_a_passphrase_is_that_of_other_age_tools() -> None:
    assert keys.WORK == 18
    assert case_command.command.help
