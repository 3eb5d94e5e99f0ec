"""Verification: every byte of every exhibit and the whole chain are read again, and each thing that changed is named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from complaintkit.evidence import custody, files, verifying
from complaintkit.evidence.register import Description
from complaintkit.evidence.registering import add
from complaintkit.evidence.verifying import verify
from complaintkit.problems import Problem


@pytest.fixture
def case(new_case: Path, tmp_path: Path) -> Path:
    """Return a case of three exhibits: a letter, an e-mail and a note."""
    sources = []
    for name, content in (
        ("letter.pdf", b"%PDF invented"),
        ("mail.eml", b"Subject: invented"),
        ("note.txt", b"a note"),
    ):
        sources.append(tmp_path / name)
        sources[-1].write_bytes(content)
    added, problems = add(new_case, sources, Description(), "2026-11-22T10:00:00+01:00")
    assert len(added) == 3
    assert {problem.code for problem in problems} <= {"CK550", "CK552", "CK555"}
    return new_case


def put(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)


def only(problems: tuple[Problem, ...]) -> Problem:
    assert len(problems) == 1, [problem.as_line() for problem in problems]
    return problems[0]


def test_a_case_that_nobody_touched_has_no_problem_and_says_what_was_read(case: Path) -> None:
    read: list[str] = []
    result = verify(case, read.append)
    assert result.problems == ()
    assert (result.exhibits, result.entries, result.size) == (3, 3, 13 + 17 + 6)
    assert result.head == custody.read_log(case).entries[-1].digest
    assert read == ["exhibits/E1-letter.pdf", "exhibits/E2-mail.eml", "exhibits/E3-note.txt"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_byte_of_any_exhibit_or_of_the_log_that_is_changed_is_found_and_named(
    case: Path, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from([*sorted((case / "exhibits").iterdir()), case / "custody.jsonl"]))
    before = path.read_bytes()
    content = bytearray(before)
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    put(path, bytes(content))
    try:
        named = {problem.file for problem in verify(case).problems}
        assert path.relative_to(case).as_posix() in named
    finally:
        put(path, before)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.integers(0, 2), max_size=4))
def test_any_other_choice_or_order_of_the_lines_is_found(case: Path, chosen: list[int]) -> None:
    path = case / "custody.jsonl"
    before = path.read_bytes()
    lines = before.splitlines(keepends=True)
    path.write_bytes(b"".join(lines[number] for number in chosen))
    try:
        assert bool(verify(case).problems) == (chosen != [0, 1, 2])
    finally:
        path.write_bytes(before)


def test_a_change_of_the_same_size_is_told_from_one_that_changes_the_size(case: Path) -> None:
    put(case / "exhibits" / "E3-note.txt", b"a Note")
    problem = only(verify(case).problems)
    assert (problem.code, problem.file) == ("CK541", "exhibits/E3-note.txt")
    assert "E3 was changed" in problem.message
    assert "its size is the same" in problem.message
    put(case / "exhibits" / "E3-note.txt", b"a longer note")
    assert "it has 13 bytes, not 6" in only(verify(case).problems).message


def test_a_missing_exhibit_is_named_at_its_place_in_the_register(case: Path) -> None:
    (case / "exhibits" / "E2-mail.eml").unlink()
    problem = only(verify(case).problems)
    assert (problem.code, problem.file) == ("CK542", "exhibits.yaml")
    assert "E2 is missing" in problem.message
    line = (case / "exhibits.yaml").read_text(encoding="utf-8").splitlines()[(problem.line or 0) - 1]
    assert "exhibits/E2-mail.eml" in line


def test_a_renamed_exhibit_is_recognised_by_its_bytes(case: Path) -> None:
    (case / "exhibits" / "E2-mail.eml").rename(case / "exhibits" / "mail-old.eml")
    problem = only(verify(case).problems)
    assert problem.code == "CK543"
    assert "exhibits/mail-old.eml holds its bytes" in problem.message
    assert problem.hint == "give it back its name: exhibits/E2-mail.eml"


def test_two_exhibits_that_changed_names_are_both_named(case: Path) -> None:
    one, two = case / "exhibits" / "E1-letter.pdf", case / "exhibits" / "E2-mail.eml"
    first, second = one.read_bytes(), two.read_bytes()
    put(one, second)
    put(two, first)
    messages = [problem.message for problem in verify(case).problems]
    assert "these are the bytes of E2" in messages[0]
    assert "these are the bytes of E1" in messages[1]


def test_an_added_file_is_named_wherever_it_lies(case: Path) -> None:
    (case / "exhibits" / "more").mkdir()
    (case / "exhibits" / "more" / "new.txt").write_bytes(b"new")
    (case / "exhibits" / "copy.txt").write_bytes(b"a note")
    copy, new = verify(case).problems
    assert (copy.file, new.file) == ("exhibits/copy.txt", "exhibits/more/new.txt")
    assert "second copy of E3" in copy.message
    assert "put here by hand" in new.message


def test_a_link_in_place_of_an_exhibit_is_named_even_if_it_leads_to_the_same_bytes(case: Path, tmp_path: Path) -> None:
    exhibit = case / "exhibits" / "E3-note.txt"
    exhibit.unlink()
    exhibit.symlink_to(tmp_path / "note.txt")
    problem = only(verify(case).problems)
    assert (problem.code, problem.file) == ("CK546", "exhibits/E3-note.txt")


def test_an_exhibit_that_cannot_be_read_is_named_and_the_others_are_read(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = files.fingerprint

    def failing(path: Path) -> files.Fingerprint:
        if path.name == "E1-letter.pdf":
            raise OSError(5, "Input/output error", str(path))
        return read(path)

    monkeypatch.setattr(verifying.files, "fingerprint", failing)
    put(case / "exhibits" / "E3-note.txt", b"other")
    assert [problem.code for problem in verify(case).problems] == ["CK547", "CK541"]


def test_a_log_that_was_cut_at_its_end_is_found_by_the_count_in_the_register(case: Path) -> None:
    path = case / "custody.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))
    codes = {problem.code: problem.message for problem in verify(case).problems}
    assert "the register counts 3 entries, the log has 2" in codes["CK528"]
    assert "no entry for E3" in codes["CK532"]


def test_an_emptied_log_is_found(case: Path) -> None:
    (case / "custody.jsonl").write_bytes(b"")
    assert "CK528" in {problem.code for problem in verify(case).problems}


def test_a_last_line_rewritten_with_a_fitting_digest_is_found_by_the_head_in_the_register(case: Path) -> None:
    path = case / "custody.jsonl"
    *kept, last = path.read_bytes().splitlines(keepends=True)
    fields = json.loads(last)
    fields["at"] = "2001-01-01T00:00:00+00:00"
    fields["digest"] = custody.digest_of(fields)
    path.write_bytes(b"".join(kept) + custody.canonical(fields) + b"\n")
    assert "one of the two was altered" in only(verify(case).problems).message


def test_a_digest_that_was_changed_in_the_register_together_with_the_exhibit_is_found_by_the_log(case: Path) -> None:
    register = case / "exhibits.yaml"
    put(case / "exhibits" / "E3-note.txt", b"a Note")
    changed = files.fingerprint(case / "exhibits" / "E3-note.txt").sha256
    was = custody.read_log(case).entries[2].sha256
    register.write_text(register.read_text(encoding="utf-8").replace(was, changed), encoding="utf-8")
    problem = only(verify(case).problems)
    assert (problem.code, problem.file) == ("CK533", "exhibits.yaml")
    assert "`sha256` of E3" in problem.message


def test_an_exhibit_taken_out_of_the_register_is_named(case: Path) -> None:
    register = case / "exhibits.yaml"
    text = register.read_text(encoding="utf-8")
    register.write_text(text[: text.index("  E3:")], encoding="utf-8")
    problems = {problem.code: problem for problem in verify(case).problems}
    assert set(problems) == {"CK529", "CK548"}
    assert "the register does not hold it any more" in problems["CK529"].message


def test_an_entry_appended_by_somebody_is_found(case: Path) -> None:
    entries = custody.read_log(case).entries
    entry = custody.entry_after(entries, at="2026", act="returned", exhibit="E1", digest="0" * 64, size=1, file="x")
    custody.append(case / "custody.jsonl", entry)
    assert [problem.code for problem in verify(case).problems] == ["CK531"]


def test_a_register_without_head_is_found(case: Path) -> None:
    register = case / "exhibits.yaml"
    lines = register.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(("custody:", "  entries:", "  head:"))]
    register.write_text("".join(kept), encoding="utf-8")
    assert [problem.code for problem in verify(case).problems] == ["CK527"]


def test_a_register_that_cannot_be_read_is_named_and_the_log_is_still_read(case: Path) -> None:
    (case / "exhibits.yaml").write_bytes(b"exhibits: {\n")
    (case / "custody.jsonl").write_bytes(b"nonsense\n")
    assert [problem.file for problem in verify(case).problems] == ["custody.jsonl", "exhibits.yaml"]


def test_a_case_without_its_folder_of_exhibits_names_each_missing_one(case: Path) -> None:
    shutil.rmtree(case / "exhibits")
    assert [problem.code for problem in verify(case).problems] == ["CK542"] * 3


def test_the_example_that_is_shipped_verifies(example: Path) -> None:
    result = verify(example)
    assert [problem.as_line() for problem in result.problems] == []
    assert result.exhibits > 0


def test_a_folder_of_originals_that_leads_elsewhere_is_named_even_if_the_same_files_lie_there(
    case: Path, tmp_path: Path
) -> None:
    (case / "exhibits").rename(tmp_path / "elsewhere")
    (case / "exhibits").symlink_to(tmp_path / "elsewhere")
    assert [problem.code for problem in verify(case).problems] == ["CK501"]
