"""Folders, archives and messages taken in; what files say of themselves; bad names, full disks, many files."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from complaintkit.case.values import Exhibit
from complaintkit.evidence import custody, files, registering
from complaintkit.evidence.journal import JOURNAL
from complaintkit.evidence.register import Description, read_register
from complaintkit.evidence.registering import Added, Wishes, add
from complaintkit.evidence.verifying import verify
from complaintkit.evidence.writing import RegisterWriter
from complaintkit.problems import Problem

AT = "2026-11-22T10:00:00+01:00"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def case(new_case: Path) -> Path:
    return new_case


def exhibits(case: Path) -> dict[str, Exhibit]:
    register, _, problems = read_register(case)
    assert problems == ()
    assert register is not None
    return dict(register.exhibits)


def mail(subject: str = "Our meeting", number: int = 1, reply_to: str | None = None, **attached: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Witness One <one@invented.example>", "Office <office@invented.example>"
    message["Date"], message["Subject"] = "Wed, 18 Sep 2019 10:05:00 +0200", subject
    message["Message-ID"] = f"<{number}@invented.example>"
    if reply_to:
        message["In-Reply-To"] = reply_to
    message.set_content("Dear office,\n\nthis is the letter about the matter of which we spoke.\n")
    for name, content in attached.items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=f"{name}.txt")
    return message.as_bytes()


def archive(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name, content in members.items():
            made.writestr(f"{name}.txt", content)
    return packed.getvalue()


def put(folder: Path, **contents: bytes) -> Path:
    folder.mkdir(exist_ok=True, parents=True)
    for name, content in contents.items():
        (folder / name.replace("__", ".")).write_bytes(content)
    return folder


def take(case: Path, *sources: Path, description: Description | None = None, **wishes: bool) -> list[Added]:
    added, problems = add(case, sources, Wishes(description or Description(), **wishes), AT)
    assert [problem for problem in problems if problem.severity == "error"] == []
    assert verify(case).problems == ()
    return list(added)


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


def test_what_a_message_says_is_read_and_what_is_only_likely_is_said_so(case: Path, tmp_path: Path) -> None:
    (added,) = take(case, put(tmp_path / "in", a__dat=mail()) / "a.dat")
    exhibit = exhibits(case)["E1"]
    said = exhibit.file_says
    assert (exhibit.kind, exhibit.title, exhibit.language) == ("e-mail", "Our meeting", None)
    assert exhibit.dated is not None
    assert said is not None
    assert (said.sender, said.sent) == ("Witness One <one@invented.example>", "2019-09-18T10:05:00+02:00")
    assert (said.message_id, said.name, said.assumed) == ("<1@invented.example>", "a.dat", ("language",))
    assert "from Witness One <one@invented.example>" in added.read
    assert added.assumed == ("language en",)


def test_what_is_typed_counts_before_what_the_file_says(case: Path, tmp_path: Path) -> None:
    source = put(tmp_path / "in", a__eml=mail()) / "a.eml"
    take(case, source, description=Description(title="My title", kind="letter", dated="2019-10"), assume=True)
    exhibit = exhibits(case)["E1"]
    assert (exhibit.title, exhibit.kind, exhibit.language) == ("My title", "letter", "en")


def test_attachments_are_exhibits_of_their_own_that_are_linked_to_the_message(case: Path, tmp_path: Path) -> None:
    source = put(tmp_path / "in", a__eml=mail(minutes=b"the minutes", list=b"the list")) / "a.eml"
    said = Description(title="The message", received_from="witness-1", disclosure="olaf")
    (added,) = take(case, source, description=said)
    found = exhibits(case)
    assert added.inside == ("E2", "E3")
    assert found["E1"].file_says is not None
    assert found["E1"].file_says.holds == ("E2", "E3")
    assert [(one.kind, one.exhibit) for one in found["E2"].relations] == [("attachment-of", "E1")]
    assert (found["E2"].file, found["E2"].title) == ("exhibits/E2-minutes.txt", "minutes.txt")
    assert (found["E2"].received_from, found["E2"].disclosure, found["E2"].how_obtained) == (
        "witness-1", "olaf", "taken-out",
    )  # fmt: skip


def test_what_is_attached_twice_is_one_exhibit_that_both_messages_name(case: Path, tmp_path: Path) -> None:
    folder = put(tmp_path / "in", a__eml=mail(minutes=b"the minutes"), b__eml=mail("Again", 2, minutes=b"the minutes"))
    take(case, folder)
    found = exhibits(case)
    assert list(found) == ["E1", "E2", "E3"]
    assert [one.file_says.holds for one in (found["E1"], found["E3"]) if one.file_says] == [("E2",), ("E2",)]


def test_a_reply_is_linked_to_the_message_that_is_in_the_register(case: Path, tmp_path: Path) -> None:
    take(case, put(tmp_path / "in", a__eml=mail(), b__eml=mail("Re: Our meeting", 2, "<1@invented.example>")))
    assert [(one.kind, one.exhibit) for one in exhibits(case)["E2"].relations] == [("reply-to", "E1")]


def test_archives_are_opened_however_deep_and_a_damaged_member_is_said(case: Path, tmp_path: Path) -> None:
    packed = archive(inner=b"deep inside", other=b"beside it")
    folder = put(tmp_path / "in", all__zip=archive(letter=b"a letter", more=packed), message__eml=mail(pack=packed))
    take(case, folder)
    found = exhibits(case)
    parents = {number: [(one.kind, one.exhibit) for one in exhibit.relations] for number, exhibit in found.items()}
    assert parents["E2"] == [("extract-of", "E1")]
    assert parents["E4"] == [("extract-of", "E3")]
    assert found["E6"].file_says is not None
    assert found["E6"].file_says.holds == ("E3",), "the archive within was known already"
    assert (found["E1"].kind, found["E3"].kind) == ("archive", "archive")


def test_folders_are_walked_and_hidden_files_links_and_the_case_itself_are_left_out(case: Path, tmp_path: Path) -> None:
    folder = put(tmp_path / "in" / "2019" / "autumn", b__txt=b"b").parents[1]
    put(folder, a__txt=b"a", __hidden=b"h")
    put(folder / ".git", config=b"c")
    (folder / "out").symlink_to(tmp_path)
    (folder / "link.txt").symlink_to(folder / "a.txt")
    case = case.rename(folder / "case")
    added, problems = add(case, [folder], Description(), AT)
    names = [exhibit.file_says.name for exhibit in exhibits(case).values() if exhibit.file_says]
    assert names == ["in/a.txt", "in/2019/autumn/b.txt"]
    assert len(added) == 2
    assert codes(problems) == ["CK509"]
    assert all(name in problems[0].message for name in (".git/", ".hidden", "case/", "link.txt", "out/"))


def test_an_empty_folder_is_said(case: Path, tmp_path: Path) -> None:
    assert codes(add(case, [put(tmp_path / "in")], Description(), AT)[1]) == ["CK509"]


@pytest.mark.parametrize(
    "name",
    [
        "two\nlines.txt",
        "gpj\u202ecod.txt",
        "\u200frtl\u200e.txt",
        "x" * 251 + ".txt",
        "é" * 125 + ".txt",
        "bad\udcff.txt",
    ],
)
def test_names_that_mislead_or_break_lines_are_taken_under_a_clean_one(case: Path, tmp_path: Path, name: str) -> None:
    source = tmp_path / name
    source.write_bytes(b"content")
    (added,) = take(case, source)
    assert (case / added.file).read_bytes() == b"content"
    assert added.source.isprintable()
    said = exhibits(case)["E1"].file_says
    assert said is not None
    assert (said.name or "").isprintable()


def test_names_that_differ_only_in_case_or_in_unicode_form_are_different_files(case: Path, tmp_path: Path) -> None:
    names = ("Letter.txt", "letter.txt", "\u00e9.txt", "e\u0301.txt")
    for number, name in enumerate(names):
        (put(tmp_path / "in") / name).write_bytes(b"%d" % number)
    take(case, tmp_path / "in")
    taken = [(case / exhibit.file).read_bytes() for exhibit in exhibits(case).values()]
    assert sorted(taken) == [b"0", b"1", b"2", b"3"]
    assert len({exhibit.file.lower() for exhibit in exhibits(case).values()}) == len(names)


@pytest.mark.parametrize("fails_at", ["copy", "log", "register"])
def test_a_full_disk_ends_it_with_nothing_lost_and_adding_again_completes(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: str
) -> None:
    monkeypatch.setattr(registering, "MOST_FILES", 2)
    folder = put(tmp_path / "in", **{f"{n}__txt": f"number {n}".encode() for n in range(7)})
    full = OSError(28, "No space left on device")
    count = {"n": 0}

    def failing(real: Callable[..., object], times: int) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            count["n"] += 1
            if count["n"] >= times:
                raise full
            return real(*arguments)

        return call

    with monkeypatch.context() as patch:
        match fails_at:
            case "copy":
                patch.setattr(files, "written_in", failing(files.written_in, 5))
            case "log":
                patch.setattr(custody, "append", failing(custody.append, 2))
            case "register":
                patch.setattr(RegisterWriter, "enter", failing(RegisterWriter.enter, 2))
        _, problems = add(case, [folder], Description(), AT)
    assert {problem.code for problem in problems} == ({"CK508"} if fails_at == "copy" else {"CK519"})
    assert all("No space left" in problem.message for problem in problems)
    take(case, folder)
    assert sorted((case / one.file).read_bytes() for one in exhibits(case).values()) == [
        f"number {n}".encode() for n in range(7)
    ]
    assert not (case / JOURNAL).exists()


def test_interrupted_in_the_middle_of_many_nothing_that_was_taken_is_read_again(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registering, "MOST_FILES", 10)
    folder = put(tmp_path / "in", **{f"{n:03}__txt": f"number {n}".encode() for n in range(60)})
    dealt_with: list[int] = []

    def stop(size: int) -> None:
        dealt_with.append(size)
        if len(dealt_with) == 35:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add(case, [folder], Wishes(progress=stop), AT)
    assert len(exhibits(case)) == 30
    assert list((case / "exhibits").glob(f"{files.UNFINISHED}*")) == []
    read: list[Path] = []
    take_one = registering.take_all

    def watched(given: object, folder: Path, held: object, skip: Callable[[object], bool]) -> object:
        return take_one(given, folder, held, lambda one: skip(one) or bool(read.append(one.path)))  # type: ignore[arg-type,attr-defined,func-returns-value]

    monkeypatch.setattr(registering, "take_all", watched)
    added = take(case, folder)
    assert sum(one.resumed for one in added) >= 30
    assert len(read) <= 30, "only what was not registered is read"
    assert len(exhibits(case)) == 60


def test_the_register_is_added_to_as_text_and_what_stands_in_it_stays(case: Path, tmp_path: Path) -> None:
    register = case / "exhibits.yaml"
    take(case, put(tmp_path / "in", a__txt=b"a") / "a.txt")
    typed = register.read_text(encoding="utf-8").replace("title: a.txt", "title:   'a letter'   # ours")
    register.write_text(f"{typed}    # a remark\n\n", encoding="utf-8")
    take(case, put(tmp_path / "in", b__txt=b"b") / "b.txt")
    after = register.read_text(encoding="utf-8")
    assert "title:   'a letter'   # ours" in after
    assert "    # a remark\n\n  E2:\n" in after


@pytest.mark.parametrize(
    "layout",
    [
        "format: 1\nexhibits: {{}}\ncustody:\n  entries: 0\n  head: '{zeros}'\n",
        "format: 1\ncustody: {{entries: 0, head: '{zeros}'}}\nexhibits:\n",
        "exhibits: {{}} # none yet\nformat: 1\n",
        "format: 1\r\ncustody:\r\n  entries: 0\r\n  head: '{zeros}'\r\nexhibits: {{}}\r\n",
        "# a remark\nformat: 1\ncustody:\n    entries: 0 # of the log\n    head: '{zeros}'\nexhibits: # below\n",
    ],
)
def test_a_register_laid_out_in_any_way_is_added_to(case: Path, tmp_path: Path, layout: str) -> None:
    (case / "exhibits.yaml").write_bytes(layout.format(zeros="0" * 64).encode())
    take(case, put(tmp_path / "in", a__txt=b"a", b__txt=b"b"))
    take(case, put(tmp_path / "more", c__txt=b"c"))
    assert list(exhibits(case)) == ["E1", "E2", "E3"]


def test_what_somebody_types_into_the_register_meanwhile_stays(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registering, "MOST_FILES", 1)
    register = case / "exhibits.yaml"

    def typing(_: int) -> None:
        if register.exists() and "E1:" in (text := register.read_text(encoding="utf-8")) and "seen" not in text:
            register.write_text(text.rstrip("\n") + "\n    notes: seen by two\n", encoding="utf-8")

    add(case, [put(tmp_path / "in", a__txt=b"a", b__txt=b"b", c__txt=b"c")], Wishes(progress=typing), AT)
    assert any(exhibit.notes == "seen by two" for exhibit in exhibits(case).values())
    assert verify(case).problems == ()


def test_every_kind_of_file_is_found_when_one_byte_of_it_is_changed(case: Path, tmp_path: Path) -> None:
    folder = put(
        tmp_path / "in", a__eml=mail(minutes=b"the minutes"), b__zip=archive(x=b"inside"), c__txt=b"text",
        d__html=b"<!doctype html><title>T</title>", e__pdf=b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", f__bin=os.urandom(99),
    )  # fmt: skip
    take(case, folder)
    for exhibit in exhibits(case).values():
        path = case / exhibit.file
        whole = path.read_bytes()
        path.chmod(0o644)
        for place in {0, len(whole) // 2, len(whole) - 1}:
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
            (problem,) = verify(case).problems
            assert (problem.code, problem.file) == ("CK541", exhibit.file)
        path.write_bytes(whole)
    assert verify(case).problems == ()


TABLE = """\
file;title;kind;dated;made_by;how obtained;special_categories;disclosure;pages
a.txt;"First; with a separator";letter;2019-09;association;handed-over;health political-opinions;olaf;2
b.txt;;note;;;;;;
"""


def test_a_table_describes_each_file(run: Run, case: Path, tmp_path: Path) -> None:
    folder = put(tmp_path / "in", a__txt=b"a", b__txt=b"b", c__txt=b"c", list__csv=TABLE.encode("utf-8-sig"))
    code, _, errors = run("evidence", "add", "--from-csv", folder / "list.csv", "--made-by", "ministry", "--case", case)
    assert (code, errors) == (0, "")
    first, second = exhibits(case).values()
    assert (first.title, first.kind, first.pages, first.disclosure) == ("First; with a separator", "letter", 2, "olaf")
    assert (first.made_by, first.how_obtained) == ("association", "handed-over")
    assert first.special_categories == ("health", "political-opinions")
    assert (second.title, second.kind, second.made_by) == ("b.txt", "note", "ministry")


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ("file,titel\na.txt,x\n", 1, "did you mean `title`"),
        ("title\nx\n", 1, "`file` is missing"),
        ("file,title,title\na.txt,x,y\n", 1, "stands twice"),
        ("file,dated\na.txt,2019-13\n", 2, "does not fit the column `dated`"),
        ("file,pages\na.txt,many\n", 2, "does not fit the column `pages`"),
        ("file,disclosure\nb.txt,\na.txt,friends\n", 3, "everybody, institution, olaf or nobody"),
        ("file,title\n,x\n", 2, "names no file"),
        ("file,title\na.txt,x,y\n", 2, "more cells"),
        ("file,title\na.txt,x\n\na.txt,y\n", 4, "twice"),
        ('file,title\na.txt,"x\n', 2, "cannot be read"),
        ("file,title\na.txt,bell \a\n", 2, "control character"),
    ],
)
def test_a_mistake_in_a_table_is_told_with_its_line_and_nothing_is_added(  # noqa: PLR0917
    run: Run, case: Path, tmp_path: Path, table: str, line: int, said: str
) -> None:
    folder = put(tmp_path / "in", a__txt=b"a", b__txt=b"b", list__csv=table.encode())
    code, _, errors = run("evidence", "add", "--from-csv", folder / "list.csv", "--case", case)
    assert code == 1
    assert f"list.csv:{line}:1" in errors
    assert said in errors
    assert exhibits(case) == {}


def test_on_a_terminal_what_no_file_says_is_asked(terminal: Callable[..., object], case: Path, tmp_path: Path) -> None:
    source = put(tmp_path / "in", a__eml=mail()) / "a.eml"
    asked = terminal("evidence", "add", source, folder=case)
    asked.expect("read in the file: .*from Witness One")  # type: ignore[attr-defined]
    asked.expect("only assumed: language en")  # type: ignore[attr-defined]
    for question, answer in (
        ("What is it", ""), ("Who made it", "witness-1"), ("How did it reach you", "sideways"),
        ("This is none of the words", "handed"), ("From whom", ""), ("How do you handle it", "confidential"),
    ):  # fmt: skip
        asked.expect(question)  # type: ignore[attr-defined]
        asked.expect("> ")  # type: ignore[attr-defined]
        asked.sendline(answer)  # type: ignore[attr-defined]
    asked.expect("E1  exhibits/E1-a.eml")  # type: ignore[attr-defined]
    asked.wait()  # type: ignore[attr-defined]
    exhibit = exhibits(case)["E1"]
    assert (exhibit.kind, exhibit.made_by, exhibit.how_obtained, exhibit.confidentiality) == (
        "e-mail", "witness-1", "handed-over", "confidential",
    )  # fmt: skip


def test_with_yes_nothing_is_asked_and_the_likely_is_taken(
    terminal: Callable[..., object], case: Path, tmp_path: Path
) -> None:
    asked = terminal("evidence", "add", "--yes", put(tmp_path / "in", a__eml=mail()) / "a.eml", folder=case)
    asked.expect("E1  exhibits/E1-a.eml")  # type: ignore[attr-defined]
    asked.wait()  # type: ignore[attr-defined]
    assert exhibits(case)["E1"].language == "en"
