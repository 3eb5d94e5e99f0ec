"""Acts on exhibits: noted, withdrawn, verified; each is a line of the log, and the register's head follows it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from complaintkit.evidence import custody
from complaintkit.evidence.acts import note, withdraw
from complaintkit.evidence.register import Description, read_register
from complaintkit.evidence.registering import add
from complaintkit.evidence.verifying import log_verification, verify
from complaintkit.evidence.writing import RegisterWriter
from complaintkit.problems import Refused

AT, LATER = "2026-11-22T10:00:00+01:00", "2026-11-23T10:00:00+01:00"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def case(new_case: Path, tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"invented {name}", encoding="utf-8")
    add(new_case, [tmp_path / "a.txt", tmp_path / "b.txt"], Description(), AT)
    return new_case


def codes(case: Path) -> list[str]:
    return [problem.code for problem in verify(case).problems]


def killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_note_stands_in_the_log_and_changes_nothing_else(case: Path) -> None:
    before = (case / "exhibits.yaml").read_text(encoding="utf-8").splitlines()
    assert note(case, "e2", "the second page is missing", LATER) == ()
    last = custody.read_log(case).entries[-1]
    assert (last.act, last.exhibit, last.note, last.at) == ("noted", "E2", "the second page is missing", LATER)
    after = (case / "exhibits.yaml").read_text(encoding="utf-8").splitlines()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 2, "the two figures of the head"
    assert codes(case) == []


def test_a_line_has_a_note_only_where_there_is_something_to_say(case: Path) -> None:
    note(case, "E1", "a note", LATER)
    first, _, last = [json.loads(line) for line in (case / "custody.jsonl").read_bytes().splitlines()]
    assert "note" not in first
    assert last["note"] == "a note"


def test_a_withdrawn_exhibit_stays_and_its_number_stays_used(case: Path, tmp_path: Path) -> None:
    withdraw(case, "E2", "it is not authentic", LATER)
    register, _, _ = read_register(case)
    assert register is not None
    assert register.exhibits["E2"].withdrawn is not None
    assert register.exhibits["E2"].withdrawn.why == "it is not authentic"
    assert (case / "exhibits" / "E2-b.txt").exists()
    assert codes(case) == []
    (tmp_path / "c.txt").write_text("another", encoding="utf-8")
    (added,), _ = add(case, [tmp_path / "c.txt"], Description(), LATER)
    assert added.exhibit == "E3"


LAYOUTS: dict[str, Callable[[str], str]] = {
    "as it was written": lambda text: text,
    "with remarks": lambda text: text.replace("  E2:\n", "  # above\n  E2:  # beside\n    # within\n") + "  # below\n",
    "with lines that are empty": lambda text: text.replace("  E2:\n", "\n\n  E2:\n\n") + "\n\n",
    "without a last line end": lambda text: text.rstrip("\n"),
    "further in": lambda text: (
        text.replace("\n  E", "\n    E").replace("\n    ", "\n        ").replace("        E", "    E")
    ),
    "with line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "with the head in braces": lambda text: re.sub(r"custody:\n  (.*)\n  (.*)\n", r"custody: {\1, \2}\n", text),
    "with quotes and blocks": lambda text: text.replace(
        "title: a.txt", "title: 'a'\n    notes: |\n      E2:\n        x: y"
    ),
    "with a text that looks like an entry": lambda text: text.replace(
        "title: a.txt", "title: a.txt\n    notes: 'one\n\n  E2:\n\n      two'"
    ),
    "with the exhibits first": lambda text: (
        text[text.index("exhibits:") :].rstrip("\n") + "\n" + text[: text.index("exhibits:")]
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("number", ["E1", "E2"])
def test_a_withdrawal_changes_one_entry_in_any_layout_and_keeps_all_remarks(
    case: Path, layout: str, number: str
) -> None:
    path = case / "exhibits.yaml"
    path.write_bytes(LAYOUTS[layout](path.read_text(encoding="utf-8")).encode())
    before, said = path.read_bytes().decode(), read_register(case)[0]
    assert said is not None
    withdraw(case, number, "it is not authentic", LATER)
    after = path.read_bytes().decode()
    register, _, problems = read_register(case)
    assert problems == ()
    assert register is not None
    assert [one.id for one in register.exhibits.values() if one.withdrawn] == [number]
    assert register.exhibits[number].model_copy(update={"withdrawn": None}) == said.exhibits[number]
    kept = [line for line in before.splitlines() if "entries:" not in line and "head:" not in line]
    assert [line for line in after.splitlines() if line in kept] == kept
    assert codes(case) == []


def test_an_exhibit_is_withdrawn_once(case: Path) -> None:
    withdraw(case, "E2", "it is not authentic", LATER)
    with pytest.raises(Refused, match="CK517"):
        withdraw(case, "E2", "again", LATER)
    assert len(custody.read_log(case).entries) == 3


def test_there_must_be_such_an_exhibit(case: Path) -> None:
    with pytest.raises(Refused, match="CK510"):
        note(case, "E7", "x", LATER)


def test_killed_between_log_and_register_a_withdrawal_is_explained_and_completed(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(RegisterWriter, "change", killed)
        with pytest.raises(KeyboardInterrupt):
            withdraw(case, "E2", "it is not authentic", LATER)
    assert codes(case) == ["CK531", "CK516"]
    problems = withdraw(case, "E2", "other words", LATER)
    assert [problem.code for problem in problems] == ["CK515"]
    assert codes(case) == []
    assert len(custody.read_log(case).entries) == 3, "it is not logged a second time"


def test_killed_between_log_and_register_a_note_is_taken_up_by_the_next_act(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(RegisterWriter, "enter", killed)
        with pytest.raises(KeyboardInterrupt):
            note(case, "E1", "first", LATER)
    assert codes(case) == ["CK531"]
    assert [problem.code for problem in note(case, "E1", "second", LATER)] == ["CK515"]
    assert codes(case) == []


def test_a_withdrawal_typed_into_the_register_alone_is_found(case: Path) -> None:
    register = case / "exhibits.yaml"
    register.write_text(
        register.read_text(encoding="utf-8").rstrip("\n") + "\n    withdrawn: {at: 2026-11-22, why: x}\n",
        encoding="utf-8",
    )
    assert codes(case) == ["CK516"]


def test_a_verification_is_logged_with_what_it_found(case: Path) -> None:
    result = log_verification(case, verify(case), LATER)
    last = custody.read_log(case).entries[-1]
    assert (last.act, last.exhibit, last.note) == ("verified", "*", "2 exhibits: nothing has changed")
    assert result.head == last.digest
    (case / "exhibits" / "E1-a.txt").chmod(0o644)
    (case / "exhibits" / "E1-a.txt").write_text("altered", encoding="utf-8")
    log_verification(case, verify(case), LATER)
    assert custody.read_log(case).entries[-1].note == "2 exhibits: CK541 exhibits/E1-a.txt"
    assert codes(case) == ["CK541"]


def test_a_log_that_cannot_be_written_is_as_it_was(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (case / "custody.jsonl").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(custody.os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            note(case, "E1", "x", LATER)
    assert (case / "custody.jsonl").read_bytes() == before
    assert codes(case) == []


def test_on_the_command_line(run: Run, case: Path) -> None:
    assert run("evidence", "note", "E1", "seen by two", "--case", case)[:2] == (0, "Noted on E1: seen by two\n")
    code, out, _ = run("evidence", "withdraw", "e2", "--why", "twice the same", "--case", case)
    assert (code, out) == (0, "E2 is withdrawn: twice the same\n")
    assert run("evidence", "withdraw", "E2", "--case", case)[0] == 2
    assert run("evidence", "withdraw", "E2", "--why", "again", "--case", case)[0] == 1
    code, out, _ = run("evidence", "show", "E2", "--case", case)
    assert "withdrawn             " in out
    assert "twice the same" in out
    code, out, _ = run("evidence", "verify", "--log", "--case", case)
    assert (code, "5 entries in the custody log" in out) == (0, True)
