"""Files that people typed: size, encoding and characters are looked at before anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from complaintkit.source.reading import LARGEST_FILE, read_text


def test_a_good_file_is_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("title: déjà vu „so“\n", encoding="utf-8")
    assert read_text(tmp_path / "a.yaml", "a.yaml") == ("title: déjà vu „so“\n", ())


def test_a_file_of_50_megabytes_is_refused_without_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "incident.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)

    def never(_: Path) -> bytes:
        raise AssertionError("was read")

    monkeypatch.setattr(Path, "read_bytes", never)
    text, (problem,) = read_text(path, "incidents/incident.yaml")
    assert text is None
    assert problem.code == "CK101"
    assert "50.0 MB" in problem.message
    assert "evidence add" in str(problem.hint)
    assert path.stat().st_size > LARGEST_FILE


def test_latin_1_is_refused_with_the_place_and_what_was_meant(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("title: x\nplace: près de déjà\n".encode("latin-1"))
    text, (problem,) = read_text(path, "a.yaml")
    assert text is None
    assert (problem.code, problem.line, problem.column) == ("CK102", 2, 10)
    assert "0xE8" in problem.message
    assert "`è`" in problem.message
    assert "UTF-8" in str(problem.hint)


def test_the_column_counts_characters_not_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("ééé".encode() + b"\xff")
    assert read_text(path, "a.yaml")[1][0].column == 4


def test_utf_16_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("title: x\n".encode("utf-16"))
    assert "UTF-16" in read_text(path, "a.yaml")[1][0].message


def test_a_surrogate_in_bytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"title: \xed\xa0\x80\n")
    assert read_text(path, "a.yaml")[1][0].code == "CK102"


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\x7f", "\x9c", "\ufffe", "\uffff"])
def test_control_characters_are_refused_with_their_number(tmp_path: Path, character: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"one\ntwo {character}", encoding="utf-8")
    text, (problem,) = read_text(path, "a.yaml")
    assert text is None
    assert (problem.code, problem.line, problem.column) == ("CK103", 2, 5)
    assert f"U+{ord(character):04X}" in problem.message


def test_a_missing_file_and_a_folder_in_its_place_are_problems(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    assert "does not exist" in read_text(tmp_path / "none.yaml", "none.yaml")[1][0].message
    assert "not a file" in read_text(tmp_path / "folder.yaml", "folder.yaml")[1][0].message


def test_a_file_that_may_not_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: b\n", encoding="utf-8")

    def denied(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    (problem,) = read_text(path, "a.yaml")[1]
    assert problem.code == "CK100"
    assert "Permission denied" in problem.message
