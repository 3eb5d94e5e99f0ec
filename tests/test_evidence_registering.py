"""Taking exhibits in: copied read-only, hashed, logged, registered; what cannot be taken is said and the rest goes on."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import pytest

from complaintkit.evidence import custody, files, taking
from complaintkit.evidence.journal import JOURNAL
from complaintkit.evidence.register import Description, read_register
from complaintkit.evidence.registering import Added, add
from complaintkit.evidence.verifying import verify
from complaintkit.evidence.writing import RegisterWriter
from complaintkit.problems import Problem, Refused
from complaintkit.source.locking import locked

AT = "2026-11-22T10:00:00+01:00"


@pytest.fixture
def case(new_case: Path) -> Path:
    return new_case


def written(folder: Path, name: str, content: bytes = b"an invented letter") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def add_one(case: Path, source: Path, description: Description | None = None) -> Added:
    (added,), problems = add(case, [source], description or Description(), AT)
    assert codes(problems) in ([], ["CK539"])
    return added


def codes(problems: tuple[Problem, ...]) -> list[str]:
    """Return the codes; that an invented file is not what its name says does not matter here."""
    return [problem.code for problem in problems if problem.code not in {"CK550", "CK552"}]


def test_a_file_is_copied_read_only_under_its_number_and_its_original_is_left_alone(case: Path, tmp_path: Path) -> None:
    source = written(tmp_path, "Letter of 3 May.pdf")
    added = add_one(case, source)
    copy = case / "exhibits" / "E1-Letter-of-3-May.pdf"
    assert added.file == "exhibits/E1-Letter-of-3-May.pdf"
    assert copy.read_bytes() == source.read_bytes() == b"an invented letter"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o444
    assert verify(case).problems == ()


def test_the_register_holds_digest_size_and_what_was_said_of_it_and_the_head_of_the_log(
    case: Path, tmp_path: Path
) -> None:
    source = written(tmp_path, "scan.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 10)
    add_one(
        case, source, Description("Photograph of the page", None, "2019-09", "association", "taken: by hand", "en", 1)
    )
    register, _, problems = read_register(case)
    assert problems == ()
    assert register is not None
    exhibit = register.exhibits["E1"]
    assert exhibit.sha256 == sha256(source.read_bytes()).hexdigest()
    assert (exhibit.size, exhibit.title, exhibit.kind, exhibit.pages) == (18, "Photograph of the page", "picture", 1)
    assert (exhibit.made_by, exhibit.obtained, exhibit.added) == ("association", "taken: by hand", AT)
    log = custody.read_log(case)
    assert register.custody is not None
    assert (register.custody.entries, register.custody.head) == (1, log.entries[0].digest)
    assert (log.entries[0].at, log.entries[0].act, log.entries[0].exhibit) == (AT, "added", "E1")


def test_comments_in_the_register_survive(case: Path, tmp_path: Path) -> None:
    register = case / "exhibits.yaml"
    add_one(case, written(tmp_path, "a.txt", b"a"))
    register.write_text(
        register.read_text(encoding="utf-8") + "    # ask the author for the second page\n", encoding="utf-8"
    )
    add_one(case, written(tmp_path, "b.txt", b"b"))
    assert "# ask the author for the second page" in register.read_text(encoding="utf-8")
    assert "# The register of exhibits." in register.read_text(encoding="utf-8")


def test_the_same_bytes_twice_are_recognised_under_any_name_and_nothing_is_added(case: Path, tmp_path: Path) -> None:
    first, second = written(tmp_path, "letter.pdf"), written(tmp_path, "copy of letter.pdf")
    add_one(case, first)
    before = (case / "exhibits.yaml").read_bytes(), (case / "custody.jsonl").read_bytes()
    again = add_one(case, second)
    assert again.known
    assert (again.exhibit, again.file) == ("E1", "exhibits/E1-letter.pdf")
    assert ((case / "exhibits.yaml").read_bytes(), (case / "custody.jsonl").read_bytes()) == before
    assert [path.name for path in (case / "exhibits").iterdir()] == ["E1-letter.pdf"]


def test_the_same_bytes_twice_in_one_command_are_recognised_too(case: Path, tmp_path: Path) -> None:
    added, problems = add(case, [written(tmp_path, "a.txt"), written(tmp_path, "b.txt")], Description(), AT)
    assert codes(problems) == []
    assert [(one.exhibit, one.known, one.file) for one in added] == [
        ("E1", False, "exhibits/E1-a.txt"),
        ("E1", True, "exhibits/E1-a.txt"),
    ]


def test_what_cannot_be_taken_is_said_and_the_rest_goes_on(case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    written(folder, ".hidden", b"x")
    link = tmp_path / "link.pdf"
    link.symlink_to(written(tmp_path, "target.pdf", b"t"))
    os.mkfifo(tmp_path / "pipe")
    sources = [
        tmp_path / "missing.pdf",
        link,
        folder,
        written(tmp_path, "empty.txt", b""),
        tmp_path / "pipe",
        written(tmp_path, "good.txt", b"good"),
    ]
    added, problems = add(case, sources, Description(), AT)
    assert [one.file for one in added] == ["exhibits/E1-good.txt"]
    assert codes(problems) == ["CK503", "CK504", "CK509", "CK506", "CK505"]
    assert "no such file" in problems[0].message
    assert "This is a link" in problems[1].message
    assert "1 name in this folder left out: .hidden" in problems[2].message
    assert "The file is empty" in problems[3].message
    assert all(problem.hint for problem in problems)
    assert verify(case).problems == ()


def test_a_file_that_cannot_be_read_is_said_and_the_rest_goes_on(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, good = written(tmp_path, "closed.txt", b"x"), written(tmp_path, "good.txt", b"good")
    opened = os.open

    def refusing(path: Path, flags: int, *more: int, **others: int) -> int:
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, flags, *more, **others)

    monkeypatch.setattr(taking.os, "open", refusing)
    added, problems = add(case, [closed, good], Description(), AT)
    assert [one.file for one in added] == ["exhibits/E1-good.txt"]
    assert codes(problems) == ["CK508"]
    assert "Permission denied" in problems[0].message


def test_a_source_that_changes_while_it_is_read_is_not_taken(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = written(tmp_path, "growing.log", b"first")
    write = files.written_in

    def growing(pieces: Iterable[bytes | memoryview], folder: Path) -> tuple[Path, files.Fingerprint]:
        result = write(pieces, folder)
        source.write_bytes(b"first and second")
        return result

    monkeypatch.setattr(files, "written_in", growing)
    added, problems = add(case, [source], Description(), AT)
    assert added == ()
    assert codes(problems) == ["CK507"]
    assert list((case / "exhibits").iterdir()) == []


def killed(*_: object) -> None:
    raise KeyboardInterrupt


def interrupted(case: Path, source: Path, monkeypatch: pytest.MonkeyPatch, stop: str) -> None:
    """Add a file and be killed before the log, or between log and register, is written."""
    with monkeypatch.context() as patch:
        if stop == "log":
            patch.setattr(custody, "append", killed)
        else:
            patch.setattr(RegisterWriter, "enter", killed)
        with pytest.raises(KeyboardInterrupt):
            add(case, [source], Description(), AT)


@pytest.mark.parametrize("stop", ["log", "register"])
@pytest.mark.parametrize("journal", ["kept", "lost"])
def test_killed_between_two_writes_verify_explains_and_adding_again_completes(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: str, journal: str
) -> None:
    source, other = written(tmp_path, "letter.pdf"), written(tmp_path, "other.pdf", b"other")
    interrupted(case, source, monkeypatch, stop)
    if journal == "lost":
        (case / JOURNAL).unlink()

    explained = verify(case).problems
    assert any("interrupted" in problem.message for problem in explained)
    assert any("complaintkit evidence add exhibits/E1-letter.pdf" in (problem.hint or "") for problem in explained)
    assert add_one(case, other).exhibit == "E2", "the number of what was begun is not given to anything else"
    again = add_one(case, source)
    assert (again.exhibit, again.file) == ("E1", "exhibits/E1-letter.pdf")
    assert again.resumed or again.known
    assert verify(case).problems == ()
    assert len(custody.read_log(case).entries) == 2
    assert not (case / JOURNAL).exists()


def test_what_the_journal_completes_is_said_and_not_read_again(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = written(tmp_path, "letter.txt")
    interrupted(case, source, monkeypatch, "register")
    with monkeypatch.context() as patch:
        patch.setattr(taking, "take", killed)
        (again,), problems = add(case, [source], Description(), AT)
    assert (again.exhibit, again.resumed) == ("E1", True)
    assert [(problem.code, problem.severity) for problem in problems] == [("CK539", "warning")]
    assert verify(case).problems == ()


def test_a_source_that_was_changed_after_the_interruption_is_read_again(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = written(tmp_path, "letter.txt")
    interrupted(case, source, monkeypatch, "register")
    source.write_bytes(b"a later version of the letter")
    (again,), _ = add(case, [source], Description(), AT)
    assert (again.exhibit, again.resumed) == ("E2", False)
    assert verify(case).problems == ()


def test_what_was_begun_can_be_completed_from_the_copy_itself_after_others_were_added(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted(case, written(tmp_path, "letter.pdf"), monkeypatch, "register")
    (case / JOURNAL).unlink()
    assert add_one(case, written(tmp_path, "other.pdf", b"other")).exhibit == "E2"
    assert codes(verify(case).problems) == ["CK529", "CK548"]
    assert add_one(case, case / "exhibits" / "E1-letter.pdf").exhibit == "E1"
    assert verify(case).problems == ()


def test_killed_while_a_line_of_the_log_was_written_adding_again_takes_the_unfinished_line_away(
    case: Path, tmp_path: Path
) -> None:
    add_one(case, written(tmp_path, "a.txt", b"a"))
    with (case / "custody.jsonl").open("ab") as log:
        log.write(b'{"act":"added","at":"2026')
    assert "CK525" in codes(verify(case).problems)
    added, problems = add(case, [written(tmp_path, "b.txt", b"b")], Description(), AT)
    assert [one.exhibit for one in added] == ["E2"]
    assert [(problem.code, problem.severity) for problem in problems] == [("CK526", "warning")]
    assert verify(case).problems == ()


def test_an_unfinished_copy_is_named_by_verify_and_taken_away_by_the_next_addition(case: Path, tmp_path: Path) -> None:
    written(case / "exhibits", ".adding-x1", b"half")
    assert codes(verify(case).problems) == ["CK545"]
    add_one(case, written(tmp_path, "a.txt"))
    assert verify(case).problems == ()


def test_nothing_is_added_to_a_log_that_was_tampered_with(case: Path, tmp_path: Path) -> None:
    add_one(case, written(tmp_path, "a.txt", b"a"))
    log = case / "custody.jsonl"
    log.write_bytes(log.read_bytes().replace(b"E1-a.txt", b"E1-b.txt"))
    before = log.read_bytes(), (case / "exhibits.yaml").read_bytes()
    with pytest.raises(Refused) as refusal:
        add(case, [written(tmp_path, "b.txt", b"b")], Description(), AT)
    assert "Nothing was added" in str(refusal.value)
    assert "evidence verify" in str(refusal.value)
    assert (log.read_bytes(), (case / "exhibits.yaml").read_bytes()) == before
    assert [path.name for path in (case / "exhibits").iterdir()] == ["E1-a.txt"]


def test_nothing_is_added_where_the_log_was_deleted(case: Path, tmp_path: Path) -> None:
    add_one(case, written(tmp_path, "a.txt", b"a"))
    (case / "custody.jsonl").unlink()
    with pytest.raises(Refused, match="CK520"):
        add(case, [written(tmp_path, "b.txt", b"b")], Description(), AT)


def test_a_folder_that_is_no_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no case"):
        add(tmp_path, [written(tmp_path, "a.txt")], Description(), AT)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt"]


def test_a_register_with_a_mistake_is_refused_with_its_place(case: Path, tmp_path: Path) -> None:
    (case / "exhibits.yaml").write_text("format: 1\nexhibit: {}\n", encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        add(case, [written(tmp_path, "a.txt")], Description(), AT)
    (problem,) = refusal.value.problems
    assert (problem.file, problem.line) == ("exhibits.yaml", 2)
    assert "exhibits" in (problem.hint or "")


def test_a_folder_of_originals_that_leads_elsewhere_is_refused(case: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (case / "exhibits").rmdir()
    (case / "exhibits").symlink_to(elsewhere)
    with pytest.raises(Refused, match="CK501"):
        add(case, [written(tmp_path, "a.txt")], Description(), AT)
    assert list(elsewhere.iterdir()) == []


def test_two_commands_at_once_one_of_them_is_told_to_wait(case: Path, tmp_path: Path) -> None:
    source = written(tmp_path, "a.txt")
    with locked(case), pytest.raises(Refused, match="CK701"):
        add(case, [source], Description(), AT)
    add_one(case, source)


@pytest.mark.parametrize(
    ("original", "cleaned"),
    [
        ("Letter (final) v2.PDF", "Letter-final-v2.PDF"),
        ("Grüße an die EU.eml", "Grüße-an-die-EU.eml"),
        ("../../etc/passwd", "etc-passwd"),
        ("письмо 3.txt", "письмо-3.txt"),
        ("CON", "CON"),
        (".hidden", "hidden"),
        ("a\nb\x07c.txt", "a-b-c.txt"),
        ("   ", "file"),
        ("…", "file"),
        ("archive.tar.gz", "archive.tar.gz"),
        ('a & <b> "c".pdf', "a-b-c.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
        ("gpj\u202eexe.txt", "gpj-exe.txt"),
    ],
)
def test_names_are_reduced_to_what_every_system_takes(original: str, cleaned: str) -> None:
    assert files.clean_name(original) == cleaned


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.dat", b"From: a@invented.example\nTo: b@invented.example\nSubject: x\n\nText", "e-mail"),
        ("b.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 30, "picture"),
        ("c.txt", b"plain words", "document"),
        ("d.txt", b"<!doctype html><html><title>T</title></html>", "web page"),
    ],
)
def test_the_kind_follows_from_the_content(case: Path, tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    add(case, [written(tmp_path, name, content)], Description(), AT)
    register, _, _ = read_register(case)
    assert register is not None
    assert register.exhibits["E1"].kind == kind


def test_numbers_go_on_after_the_highest_ever_used(case: Path, tmp_path: Path) -> None:
    written(case / "exhibits", "E7-put-here-by-hand.txt", b"7")
    assert add_one(case, written(tmp_path, "a.txt", b"a")).exhibit == "E8"
