"""`evidence copy`: what it makes, records and refuses, and that the originals stay as they are."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from complaintkit.evidence.cleaning import copying
from complaintkit.evidence.cleaning.values import Cleaned

Run = Callable[..., tuple[int, str, str]]
ANSWERS = "title: Invented case\ncomplainant_shown_as: the Invented Association\n"


def photo() -> bytes:
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x010F] = "PLANTED maker"
    Image.new("RGB", (20, 20), "blue").save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def case(tmp_path: Path, run: Run) -> Path:
    (tmp_path / "answers.yaml").write_text(ANSWERS, encoding="utf-8")
    run("init", tmp_path / "case", "--from", tmp_path / "answers.yaml")
    files = {
        "Jane.jpg": photo(),
        "note.txt": b"Plainly Invented was here.\n",
        "old.msg": b"\xd0\xcf\x11\xe0" + bytes(99),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        assert run("evidence", "add", tmp_path / name, "--case", tmp_path / "case")[0] == 0
    return tmp_path / "case"


def listed(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "list.yaml"
    path.write_text("redactions:\n" + "".join(f"- {line}\n" for line in lines), encoding="utf-8")
    return path


def test_a_copy_is_named_by_number_logged_recorded_and_the_original_untouched(
    case: Path, tmp_path: Path, run: Run
) -> None:
    before = {path: path.read_bytes() for path in (case / "exhibits").iterdir()}
    code, out, errors = run("evidence", "copy", "e1", "--to", tmp_path / "out", "--case", case)
    assert (code, errors) == (0, "")
    assert "removed  EXIF" in out
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["E1.jpg"]
    copy = (tmp_path / "out" / "E1.jpg").read_bytes()
    assert b"PLANTED" not in copy
    assert {path: path.read_bytes() for path in (case / "exhibits").iterdir()} == before
    record = json.loads((case / "copies.jsonl").read_text(encoding="utf-8"))
    assert record["copy_sha256"] == sha256(copy).hexdigest()
    assert record["original_sha256"] == sha256(photo()).hexdigest()
    last = json.loads((case / "custody.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (last["act"], last["sha256"], last["seq"]) == ("copied", record["copy_sha256"], record["entry"])
    assert run("evidence", "verify", "--case", case)[0] == 0
    assert run("evidence", "add", tmp_path / "answers.yaml", "--case", case)[0] == 0


def test_what_cannot_be_cleaned_is_said_and_the_rest_is_copied(case: Path, tmp_path: Path, run: Run) -> None:
    code, out, errors = run("evidence", "copy", "E3", "E9", "E2", "--to", tmp_path / "out", "--case", case)
    assert code == 1
    assert "CK590" in errors
    assert ".eml" in errors
    assert "CK510" in errors
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["E2.txt"]
    assert out.startswith("E2")


def test_nothing_is_overwritten_and_nothing_put_among_the_originals(case: Path, tmp_path: Path, run: Run) -> None:
    run("evidence", "copy", "E1", "--to", tmp_path / "out", "--case", case)
    code, _, errors = run("evidence", "copy", "E1", "--to", tmp_path / "out", "--case", case)
    assert (code, "CK598" in errors) == (1, True)
    code, _, errors = run("evidence", "copy", "E1", "--to", case / "exhibits" / "sent", "--case", case)
    assert (code, "CK597" in errors) == (1, True)
    (tmp_path / "file").write_bytes(b"")
    code, _, errors = run("evidence", "copy", "E1", "--to", tmp_path / "file", "--case", case)
    assert (code, "CK599" in errors) == (1, True)
    assert run("evidence", "verify", "--case", case)[0] == 0


def test_a_passage_is_blacked_out_or_nothing_is_made(case: Path, tmp_path: Path, run: Run) -> None:
    found = listed(tmp_path, "{exhibit: E2, text: plainly invented}")
    code, _, errors = run("evidence", "copy", "E2", "--to", tmp_path / "out", "--redact", found, "--case", case)
    assert (code, errors) == (0, "")
    assert "████ was here." in (tmp_path / "out" / "E2-redacted.txt").read_text(encoding="utf-8")
    missed = listed(tmp_path, "{exhibit: E2, text: somebody secret}", "{exhibit: E1, box: [0, 0, 5, 5]}")
    code, _, errors = run("evidence", "copy", "E2", "--to", tmp_path / "more", "--redact", missed, "--case", case)
    assert code == 1
    assert "CK593" in errors
    assert "CK594" in errors
    assert "somebody secret" not in errors
    assert not (tmp_path / "more").exists()


def test_an_exhibit_that_was_changed_is_not_copied(case: Path, tmp_path: Path, run: Run) -> None:
    original = next((case / "exhibits").glob("E2-*"))
    original.chmod(0o644)
    original.write_bytes(b"Somebody else was here.")
    code, _, errors = run("evidence", "copy", "E2", "--to", tmp_path / "out", "--case", case)
    assert (code, "CK591" in errors) == (1, True)


def test_a_damaged_log_stops_everything(case: Path, tmp_path: Path, run: Run) -> None:
    lines = (case / "custody.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (case / "custody.jsonl").write_text("".join(lines[:-1]), encoding="utf-8")
    code, _, errors = run("evidence", "copy", "E1", "--to", tmp_path / "out", "--case", case)
    assert (code, "CK596" in errors) == (1, True)


def test_a_copy_that_still_tells_something_is_not_made(
    case: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:

    monkeypatch.setattr(copying, "clean", lambda data, _: Cleaned(data, "jpg"))
    code, _, errors = run("evidence", "copy", "E1", "--to", tmp_path / "out", "--case", case)
    assert (code, "CK592" in errors) == (1, True)
    assert not (tmp_path / "out").exists()


def test_a_copy_interrupted_before_the_register_was_written_does_not_stop_the_next(
    case: Path, tmp_path: Path, run: Run
) -> None:
    register = (case / "exhibits.yaml").read_bytes()
    run("evidence", "copy", "E1", "--to", tmp_path / "out", "--case", case)
    (case / "exhibits.yaml").write_bytes(register)
    assert run("evidence", "verify", "--case", case)[0] == 1
    assert run("evidence", "copy", "E2", "--to", tmp_path / "out", "--case", case)[0] == 0
    assert run("evidence", "verify", "--case", case)[0] == 0


def test_a_copy_interrupted_between_log_and_register_does_not_stop_adding(case: Path, tmp_path: Path, run: Run) -> None:
    register = (case / "exhibits.yaml").read_bytes()
    run("evidence", "copy", "E1", "--to", tmp_path / "out", "--case", case)
    (case / "exhibits.yaml").write_bytes(register)
    (tmp_path / "more.txt").write_text("one more")
    code, out, errors = run("evidence", "add", tmp_path / "more.txt", "--yes", "--case", case)
    assert (code, "CK515" in errors) == (0, True)
    assert "exhibits/E" in out
    assert run("evidence", "verify", "--case", case)[0] == 0


def test_what_an_interruption_kept_out_of_the_record_the_next_copy_completes(
    case: Path, tmp_path: Path, run: Run
) -> None:
    run("evidence", "copy", "E1", "--to", tmp_path / "out", "--case", case)
    (case / "copies.jsonl").unlink()
    code, _, errors = run("evidence", "verify", "--case", case)
    assert (code, "CK774" in errors) == (1, True)
    assert run("evidence", "copy", "E2", "--to", tmp_path / "out", "--case", case)[0] == 0
    first = json.loads((case / "copies.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert (first["exhibit"], first["file"], first["removed"]) == (
        "E1", "E1.jpg", ["what was removed is not known: the command was interrupted"],
    )  # fmt: skip
    assert run("evidence", "verify", "--case", case)[0] == 0


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('"exhibit":"E1"', '"exhibit":"E2"', "CK773"),
        ('"redacted":false', '"redacted": false', "CK772"),
        ('"entry":', '"entry":9', "CK773"),
        ('"original_sha256":"', '"original_sha256":"0', "CK773"),
        ("{", "[", "CK772"),
    ],
)
def test_verify_compares_the_record_of_copies_with_the_log(
    case: Path, tmp_path: Path, run: Run, *, before: str, after: str, code: str
) -> None:
    run("evidence", "copy", "E1", "--to", tmp_path / "out", "--case", case)
    record = case / "copies.jsonl"
    written = record.read_text(encoding="utf-8")
    assert before in written
    record.write_text(written.replace(before, after, 1), encoding="utf-8")
    ended, _, errors = run("evidence", "verify", "--case", case)
    assert ended == 1
    assert code in errors
    assert "copies.jsonl:1:1" in errors


def test_a_line_of_the_record_that_stands_twice_is_named(case: Path, tmp_path: Path, run: Run) -> None:
    run("evidence", "copy", "E1", "--to", tmp_path / "out", "--case", case)
    record = case / "copies.jsonl"
    record.write_bytes(record.read_bytes() * 2)
    ended, _, errors = run("evidence", "verify", "--case", case)
    assert (ended, "CK772" in errors, "copies.jsonl:2:1" in errors) == (1, True, True)


def test_where_memory_does_not_suffice_that_is_said_and_the_rest_goes_on(
    case: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_left(data: bytes, choices: object) -> Cleaned:
        if data.startswith(b"\xff\xd8"):
            raise MemoryError
        return real(data, choices)  # type: ignore[arg-type]

    real = copying.clean
    monkeypatch.setattr(copying, "clean", none_left)
    code, out, errors = run("evidence", "copy", "E1", "E2", "--to", tmp_path / "out", "--case", case)
    assert code == 1
    assert "up to four times its size in memory" in errors
    assert "E2." in out
