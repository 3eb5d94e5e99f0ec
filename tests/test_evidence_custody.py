"""The custody log: each line continues the one before it, and any change to the bytes of the log is found."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.evidence import custody
from complaintkit.evidence.custody import NOTHING_BEFORE, Entry, entry_after, head_of, line_of, parse_log, read_log

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


def entries_for(*names: str) -> list[Entry]:
    entries: list[Entry] = []
    for number, name in enumerate(names, start=1):
        digest = sha256(name.encode()).hexdigest()
        at = f"2026-11-22T10:{number:02}:00+01:00"
        entries.append(
            entry_after(entries, at=at, act="added", exhibit=f"E{number}", digest=digest, size=number, file=name)
        )
    return entries


def log_of(entries: list[Entry]) -> bytes:
    return b"".join(line_of(entry) for entry in entries)


def test_a_line_says_what_was_done_to_which_exhibit_when_and_holds_the_digest_of_the_line_before() -> None:
    first, second = entries_for("letter.pdf", "e-mail.eml")
    line = json.loads(line_of(second))
    assert set(line) == {"seq", "at", "act", "exhibit", "sha256", "size", "file", "previous", "digest"}
    assert first.previous == NOTHING_BEFORE
    assert line["previous"] == first.digest
    assert line["seq"] == 2


def test_the_digest_is_that_of_the_canonical_json_of_the_line_without_digest() -> None:
    line = json.loads(line_of(entries_for("Schreiben über Größe.pdf")[0]))
    digest = line.pop("digest")
    text = json.dumps(line, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert sha256(text.encode("utf-8")).hexdigest() == digest


@given(st.lists(NAMES, max_size=5))
def test_what_was_written_is_read_back_without_a_problem(names: list[str]) -> None:
    entries = entries_for(*names)
    log = parse_log(log_of(entries))
    assert log.entries == tuple(entries)
    assert log.problems == ()
    assert head_of(log.entries) == (entries[-1].digest if entries else NOTHING_BEFORE)


@given(st.data())
def test_any_byte_of_the_log_that_is_changed_is_found(data: st.DataObject) -> None:
    content = bytearray(log_of(entries_for("letter.pdf", "Größe.eml", "picture.png")))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    assert parse_log(bytes(content)).problems


@given(st.data())
def test_a_line_that_is_left_out_or_moved_is_found(data: st.DataObject) -> None:
    entries = entries_for("a", "b", "c", "d")
    kept = data.draw(st.lists(st.sampled_from(entries), max_size=4, unique=True))
    log = parse_log(log_of(kept))
    prefix = kept == entries[: len(kept)]
    assert bool(log.problems) != prefix, (
        "only a log that was cut at its end looks whole; the head in the register finds that"
    )


def test_a_line_that_was_edited_with_its_digest_made_anew_breaks_the_line_after_it() -> None:
    entries = entries_for("a", "b")
    fields = json.loads(line_of(entries[0]))
    fields["at"] = "2001-01-01T00:00:00+00:00"
    fields["digest"] = custody.digest_of(fields)
    log = parse_log(custody.canonical(fields) + b"\n" + line_of(entries[1]))
    (problem,) = log.problems
    assert problem.code == "CK523"
    assert problem.line == 2
    assert "does not continue the line before it" in problem.message


def test_a_line_whose_text_was_edited_is_named_with_its_exhibit() -> None:
    content = log_of(entries_for("letter.pdf", "b")).replace(b"letter.pdf", b"latter.pdf")
    (problem,) = parse_log(content).problems
    assert (problem.code, problem.line) == ("CK522", 1)
    assert "E1" in problem.message


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"nonsense",
        b"[]",
        b'{"seq":1}',
        b"\xff\xfe",
        b'{"seq":true}',
        b"[" * 5000,
        b'{"at":"\\ud800"}',
        b"1" * 5000,
    ],
)
def test_a_line_that_complaintkit_did_not_write_is_named_and_the_rest_is_read(line: bytes) -> None:
    entries = entries_for("a")
    log = parse_log(log_of(entries) + line + b"\n")
    assert log.entries == tuple(entries)
    assert [(problem.code, problem.line) for problem in log.problems] == [("CK524", 2)]


def test_a_line_without_end_is_explained_as_an_interruption() -> None:
    entries = entries_for("a", "b")
    log = parse_log(log_of(entries)[:-5])
    assert log.unfinished_only
    assert "writing was interrupted" in log.problems[0].message
    assert log.entries == (entries[0],)


def test_an_unfinished_line_is_taken_away_and_only_that(tmp_path: Path) -> None:
    entries = entries_for("a", "b")
    path = tmp_path / "custody.jsonl"
    path.write_bytes(log_of(entries)[:-5])
    custody.drop_unfinished(path)
    assert path.read_bytes() == line_of(entries[0])


def test_a_missing_log_is_a_problem_and_an_empty_one_is_not(tmp_path: Path) -> None:
    assert [problem.code for problem in read_log(tmp_path).problems] == ["CK520"]
    (tmp_path / "custody.jsonl").touch()
    assert read_log(tmp_path).problems == ()


def test_a_log_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "custody.jsonl").mkdir()
    assert [problem.code for problem in read_log(tmp_path).problems] == ["CK521"]
