"""Bad input, item by item, on the real command line: said clearly, without traceback, with nothing lost or half-written.

Each test shows one thing that a user or a machine can do wrong: what is said, where, with which exit code, and that
everything that was there before is byte for byte as it was.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from itertools import chain, cycle
from pathlib import Path
from xml.etree import ElementTree

import pexpect
import pytest

from complaintkit.cli.main import entry
from complaintkit.source.documents import read_document

Run = Callable[..., tuple[int, str, str]]
Terminal = Callable[..., pexpect.spawn]
PROGRAM = "import sys; from complaintkit.cli.main import entry; entry(sys.argv[1:])"
CASE = """\
format: 1
title: An invented case
as_of: 2020-10-02
complainant: {label: association, shown_as: the Invented Association, kind: organisation, seat: member-state}
respondent: {institution: eeas, shown_as: the European External Action Service}
officials:
  deputy-head: {post: Deputy Head of Delegation, employer: eeas, category: official, service: {from: 2018-01-01}}
persons:
  activist-1: {shown_as: an invented activist, kind: person}
"""
INCIDENT = """\
# as the minutes call it
title: A letter without an answer
when: 2019-02-13
official: deputy-head
affected: [activist-1]  # nobody else is known
known_since: 2019-06-01
what_happened:
  - {say: The association asked for a meeting., exhibits: [E1]}
approaches:
  - {on: 2019-02-13, by: association, to: the Delegation, about: a meeting, asks_for_answer: yes, exhibit: E1, reply: none}
  - {on: 2019-05-13, by: association, to: the Delegation, about: a meeting, asks_for_answer: yes, reminder: true, reply: none}
facts:
  matter: reply
  on-duty: {answer: yes, vouched: true}
"""
LETTER = "To the Delegation. We ask for a meeting."


@pytest.fixture
def case(tmp_path: Path, run: Run) -> Path:
    """Return a case with one exhibit, one incident, `letter`, chosen for the Ombudsman, and no mistake."""
    answers, sent = tmp_path / "answers.yaml", tmp_path / "letter.txt"
    answers.write_text("title: A\ncomplainant_shown_as: B\n", encoding="utf-8")
    sent.write_text(LETTER, encoding="utf-8")
    folder = tmp_path / "case"
    assert run("init", folder, "--from", answers)[0] == 0
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    assert run("--case", folder, "evidence", "add", sent, "--pages", "1")[0] == 0
    (folder / "incidents" / "letter.yaml").write_text(INCIDENT, encoding="utf-8")
    chosen = run("--case", folder, "select", "--recipient", "ombudsman", "--all", "--raise", "charter:41(1)")
    assert chosen[0] == 0, chosen
    assert run("--case", folder, "check")[0] == 0
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


# Every command that reads the case, and those that write to it.

READING = (
    "check",
    "check --format json",
    "check --format lines",
    "incident list",
    "incident show letter",
    "evidence list",
    "evidence show E1",
    "evidence verify",
    "translate status",
)
WRITING = (
    "incident add --from new.yaml",
    "incident ask letter",
    "incident edit letter",
    "incident remove letter --force --yes",
    "evidence add new.yaml",
    "select --recipient olaf --all --raise 12",
    "letter --to ombudsman",
    "translate export --lang fr",
)


def told(errors: str) -> list[tuple[str, str, str, str]]:
    """Return the problems shown: code, place, message, and what to do."""
    found = re.findall(r"^(?:> )?(?:error|warning) (CK\d{3})  (.*)\n    (.*)(?:\n    → (.*))?", errors, re.MULTILINE)
    return [tuple(problem) for problem in found]


def refused(run: Run, folder: Path, *arguments: object, code: int = 1) -> str:
    """Run a command that must be refused and must leave the folder as it is; return what it says."""
    before = files(folder)
    ended, _, errors = run("--case", folder, *arguments)
    assert ended == code, errors
    assert files(folder) == before
    assert {path.name for path in folder.iterdir()} >= {name.split("/")[0] for name in before}
    return errors


# What people type into the files of a case.

TYPED = {
    "unknown key": (
        "incidents/letter.yaml",
        ("affected:", "afected:"),
        ("CK120", "incidents/letter.yaml:5:1", "`afected` is not a key", "did you mean `affected`?"),
    ),
    "wrong type": (
        "incidents/letter.yaml",
        ("[activist-1]", "activist-1"),
        ("CK122", "incidents/letter.yaml:5:11", "`affected` must be a list", "[activist-1]"),
    ),
    "impossible date": (
        "incidents/letter.yaml",
        ("when: 2019-02-13", "when: 2019-02-30"),
        ("CK124", "incidents/letter.yaml:3:7", "`2019-02-30` is a day that does not exist: correct it", ""),
    ),
    "incident before the official's service": (
        "case.yaml",
        ("{from: 2018-01-01}", "{from: 2019-02-14}"),
        ("CK212", "incidents/letter.yaml:3:7", "service", "correct"),
    ),
    "exhibit that is not in the register": (
        "incidents/letter.yaml",
        ("exhibits: [E1]", "exhibits: [E7]"),
        ("CK211", "incidents/letter.yaml:8:60", "`E7` is not in the register", "complaintkit evidence add FILE"),
    ),
    "the same key twice": (
        "case.yaml",
        ("persons:", "officials:"),
        ("CK105", "case.yaml:8:1", "`officials`", "keep one of the two"),
    ),
}


@pytest.mark.parametrize("mistake", TYPED)
def test_a_mistake_in_a_file_is_told_with_line_and_column_and_what_to_do(case: Path, run: Run, mistake: str) -> None:
    file, (right, wrong), (code, place, message, hint) = TYPED[mistake]
    change(case / file, right, wrong)
    problems = told(refused(run, case, "check"))
    (found,) = [problem for problem in problems if problem[0] == code]
    assert found[1] == place
    assert message in found[2]
    assert hint in found[3]
    assert f"{place}: error: {code}" in run("--case", case, "check", "--format", "lines")[1]
    refused(run, case, "letter", "--to", "ombudsman")


def test_all_mistakes_are_told_at_once(case: Path, run: Run) -> None:
    change(case / "incidents" / "letter.yaml", "when: 2019-02-13", "when: 2019-02-30\nwen: 2019-02-13")
    change(case / "incidents" / "letter.yaml", "[activist-1]", "activist-1")
    change(case / "selections" / "ombudsman.yaml", "recipient:", "recipents:")
    found = [(code, place) for code, place, _, _ in told(refused(run, case, "check"))]
    assert found == [
        ("CK124", "incidents/letter.yaml:3:7"),
        ("CK120", "incidents/letter.yaml:4:1"),
        ("CK122", "incidents/letter.yaml:6:11"),
        ("CK121", "selections/ombudsman.yaml:2:1"),
        ("CK120", "selections/ombudsman.yaml:3:1"),
    ]


def test_an_impossible_date_on_the_command_line_is_wrong_usage(case: Path, run: Run) -> None:
    for command in ("check", "letter --to ombudsman", "select --recipient olaf --all", "law show 12"):
        errors = refused(run, case, *command.split(), "--on", "2020-02-30", code=2)
        assert "`2020-02-30` is no day of the calendar" in errors


def test_a_duplicate_id_is_refused_wherever_it_comes_from(case: Path, run: Run, tmp_path: Path) -> None:
    (case / "incidents" / "letter.yml").write_text("title: Another", encoding="utf-8")
    ((code, place, message, hint),) = told(refused(run, case, "check"))
    assert (code, place) == ("CK204", "incidents/letter.yml")
    assert "`incidents/letter.yaml` stand for the same id" in message
    assert "give one of them another name" in hint

    (case / "incidents" / "letter.yml").unlink()
    (tmp_path / "new.yaml").write_text(INCIDENT, encoding="utf-8")
    errors = refused(run, case, "incident", "add", "--from", tmp_path / "new.yaml", "--id", "letter")
    ((code, place, _, hint),) = told(errors)
    assert (code, place) == ("CK722", "incidents/letter.yaml")
    assert "--id" in hint

    change(case / "case.yaml", "  activist-1:", "  deputy-head:")
    assert "CK208" in {problem[0] for problem in told(refused(run, case, "check"))}


# A folder that is no case, and files that are not what they should be.


@pytest.mark.parametrize("command", [*READING, *WRITING])
def test_an_empty_folder_is_no_case(tmp_path: Path, run: Run, command: str) -> None:
    folder = tmp_path / "nothing in it"
    folder.mkdir()
    _, out, errors = run("--case", folder, *command.split())
    assert "this folder is empty; a case holds `case.yaml`" in out + errors
    assert "complaintkit init DIR" in out + errors
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("command", [*READING, *WRITING])
def test_a_folder_that_is_no_case_is_left_alone(tmp_path: Path, run: Run, command: str) -> None:
    (tmp_path / "holiday.txt").write_text("mine", encoding="utf-8")
    code, out, errors = run("--case", tmp_path, *command.split())
    assert code == 1
    assert "this folder is no case: it holds no `case.yaml`" in out + errors
    assert files(tmp_path) == {"holiday.txt": b"mine"}


@pytest.mark.parametrize("command", [*READING, *WRITING])
def test_a_file_is_no_case_and_neither_is_what_does_not_exist(tmp_path: Path, run: Run, command: str) -> None:
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    for name, said in (("case.yaml", "this is a file; a case is a folder"), ("cas", "this folder does not exist")):
        code, out, errors = run("--case", tmp_path / name, *command.split())
        assert code == 1
        assert said in out + errors
    assert files(tmp_path) == {"case.yaml": CASE.encode()}


YAML = ("case.yaml", "exhibits.yaml", "incidents/letter.yaml", "selections/ombudsman.yaml")


@pytest.mark.parametrize("name", YAML)
def test_a_file_of_50_megabytes_is_not_even_opened(case: Path, run: Run, name: str) -> None:
    with (case / name).open("r+b") as file:
        file.truncate(50_000_000)
    for command in ("check", "letter --to ombudsman", "select --recipient ombudsman --all"):
        errors = run("--case", case, *command.split())[2]
        found = [problem for problem in told(errors) if problem[0] == "CK101"]
        assert found[0][1] == name
        assert "50.0 MB" in found[0][2]
        assert "complaintkit evidence add" in found[0][3]
    assert (case / name).stat().st_size == 50_000_000


def test_50_megabytes_given_as_answers_incident_or_translation_are_refused(
    case: Path, run: Run, tmp_path: Path
) -> None:
    large = tmp_path / "large.yaml"
    with large.open("wb") as file:
        file.truncate(50_000_000)
    for command in ("incident add --from", "translate import --lang fr"):
        assert "CK101" in refused(run, case, *command.split(), large)
    code, _, errors = run("init", tmp_path / "new", "--from", large)
    assert (code, "CK101" in errors, (tmp_path / "new").exists()) == (1, True, False)


@pytest.mark.parametrize("name", YAML)
def test_latin_1_bytes_are_told_with_the_letter_that_was_meant(case: Path, run: Run, name: str) -> None:
    old = (case / name).read_bytes()
    (case / name).write_bytes("# café\n".encode("latin-1") + old)
    (found,) = [problem for problem in told(refused(run, case, "check")) if problem[0] == "CK102"]
    _, place, message, hint = found
    assert place == f"{name}:1:6"
    assert "0xE9" in message
    assert "`é`" in message
    assert "UTF-8" in hint
    for command in ("letter --to ombudsman", "select --recipient ombudsman --all", "incident ask letter"):
        run("--case", case, *command.split())
    assert (case / name).read_bytes() == "# café\n".encode("latin-1") + old


UNPRINTABLE = {
    "a control character": (b"\x07", "CK103", "U+0007"),
    "a control character that is escaped": (b"\\a", "CK103", "U+0007"),
    "a lone surrogate that is escaped": (b"\\ud800", "CK104", "a surrogate"),
    "a lone surrogate in bytes": (b"\xed\xa0\x80", "CK102", "0xED"),
    "a zero byte": (b"\x00", "CK103", "U+0000"),
}


@pytest.mark.parametrize("kind", UNPRINTABLE)
def test_what_cannot_be_printed_is_told_at_its_place(case: Path, run: Run, kind: str) -> None:
    data, code, number = UNPRINTABLE[kind]
    path = case / "incidents" / "letter.yaml"
    path.write_bytes(path.read_bytes().replace(b"title: A letter", b'title: "A ' + data + b'letter" # '))
    (found,) = [problem for problem in told(refused(run, case, "check")) if problem[0] == code]
    assert found[1].startswith("incidents/letter.yaml:2:")
    assert number in found[2]
    assert found[3]
    refused(run, case, "letter", "--to", "ombudsman")


@pytest.mark.parametrize("text", ["\x07", "\udcff"])
def test_what_cannot_be_stored_is_refused_on_the_command_line(case: Path, run: Run, tmp_path: Path, text: str) -> None:
    new = tmp_path / "new.txt"
    new.write_text("another letter", encoding="utf-8")
    errors = refused(run, case, "evidence", "add", new, "--title", f"A{text}title", code=2)
    assert "--title" in errors
    errors = refused(run, case, "select", "--recipient", "olaf", "--all", "--reason", f"because{text}")
    assert "CK459" in errors


# `&<>` and quotes everywhere, through to the letter.


def marked(field: str) -> str:
    """Return a text that XML, YAML, templates and format strings would all like to read as their own."""
    return f"""{field} & <{field.lower()}> "{field}" '{field}' {{{{ {field} }}}} %s {{0}} &amp; ]]>"""


def in_quotes(field: str) -> str:
    return "'" + marked(field).replace("'", "''") + "'"


MARKED_CASE = f"""\
format: 1
title: {in_quotes("Case title")}
as_of: 2020-10-02
place: {in_quotes("Town")}
reference: {in_quotes("Reference")}
complainant:
  label: association
  shown_as: {in_quotes("Complainant")}
  kind: organisation
  seat: member-state
  address: [{in_quotes("Address")}]
  signatory: {{post: {in_quotes("Signatory")}}}
respondent: {{institution: eeas, shown_as: {in_quotes("Respondent")}, unit: {in_quotes("Unit")}}}
officials:
  deputy-head: {{post: {in_quotes("Post")}, employer: eeas, category: official}}
persons:
  activist-1: {{shown_as: {in_quotes("Person")}, kind: person}}
preserve: [{in_quotes("Preserve")}]
treatment:
  ombudsman: {{asks: [{in_quotes("Asks")}], protect: [{in_quotes("Protect")}]}}
  olaf: {{asks: [{in_quotes("Asks")}], protect: [{in_quotes("Protect")}]}}
  eeas: {{asks: [{in_quotes("Asks")}], protect: [{in_quotes("Protect")}]}}
"""
MARKED_INCIDENT = f"""\
title: {in_quotes("Title")}
when: 2019-02-13
place: {in_quotes("Place")}
official: deputy-head
affected: [activist-1]
known_since: 2019-06-01
what_happened:
  - {{say: {in_quotes("Statement")}, exhibits: [{{exhibit: E1, at: {in_quotes("Pinpoint")}}}]}}
against:
  - {{say: {in_quotes("Against")}, exhibits: [E1]}}
acts:
  - {{on: 2019-02-13, what: {in_quotes("Act")}, towards: [activist-1], exhibits: [E1]}}
approaches:
  - {{on: 2019-02-13, by: association, to: {in_quotes("Addressee")}, about: {in_quotes("Subject")}, exhibit: E1, reply: none}}
  - {{on: 2019-05-13, by: association, to: the Delegation, about: it, reminder: true, reply: none}}
facts: {{matter: reply, on-duty: yes}}
"""
EVERYWHERE = ["Town", "Reference", "Complainant", "Address", "Signatory", "Person", "Preserve", "Asks", "Protect"]
EVERYWHERE += ["Title", "Place", "Statement", "Pinpoint", "Against", "Act", "Exhibit"]
BESIDES = {"ombudsman": ["Respondent", "Unit", "Addressee", "Subject"], "olaf": ["Post", "Unit"], "eeas": ["Post"]}


def words_of(letter: Path) -> str:
    """Return the text of a letter as Word shows it, a paragraph a line."""
    with zipfile.ZipFile(letter) as package:
        parts = [ElementTree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")]
    paragraphs = [each for part in parts for each in part.iter() if each.tag.endswith("}p")]
    return "\n".join("".join(paragraph.itertext()) for paragraph in paragraphs)


@pytest.mark.parametrize("recipient", BESIDES)
def test_and_signs_angles_and_quotes_reach_the_letter_as_they_were_typed(
    case: Path, run: Run, tmp_path: Path, recipient: str
) -> None:
    (case / "case.yaml").write_text(MARKED_CASE, encoding="utf-8")
    (case / "incidents" / "letter.yaml").write_text(MARKED_INCIDENT, encoding="utf-8")
    old, new = case / "exhibits" / "E1-letter.txt", "exhibits/E1 & <b> 'c' %s.txt"
    old.rename(case / new)
    change(case / "exhibits.yaml", "exhibits/E1-letter.txt", f'"{new}"')
    register = re.sub(
        r"(?m)^    title: .*$", lambda _: f"    title: {in_quotes('Exhibit')}", read(case / "exhibits.yaml")
    )
    (case / "exhibits.yaml").write_text(register, encoding="utf-8")

    assert (
        run("--case", case, "select", "--recipient", recipient, "--all", "--raise", "12", "--reason", marked("R"))[0]
        == 0
    )
    code, out, _ = run(
        "--case", case, "letter", "--to", recipient, "--draft", "--text", "--out", tmp_path / marked("o")[:9]
    )
    assert code == 0, out
    letter = tmp_path / marked("o")[:9] / f"DRAFT-{recipient}.en.docx"
    for text in (words_of(letter), read(letter.with_suffix(".txt"))):
        lost = [field for field in EVERYWHERE + BESIDES[recipient] if marked(field) not in text]
        heads = {"Town", "Reference", "Address", "Exhibit"}  # of the letter and its table: not pasted into a web form
        assert set(lost) <= (heads if text.startswith("===") else set())
        assert "&amp;amp;" not in text
        assert "&lt;" not in text
    assert new in read(letter.with_suffix(".txt"))
    for command in READING:
        run("--case", case, *command.split())
    assert marked("Title") in run("--case", case, "incident", "list")[1]
    assert marked("Exhibit") in run("--case", case, "evidence", "show", "E1")[1]


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
@pytest.mark.parametrize(
    ("name", "command"),
    [
        *((name, "check") for name in YAML),
        ("custody.jsonl", "evidence verify"),
        ("translations/fr.po", "translate status"),
    ],
)
def test_a_folder_or_a_pipe_where_a_file_should_be_is_told_and_nobody_waits_for_it(
    case: Path, run: Run, name: str, command: str, make: Callable[[Path], None]
) -> None:
    (case / name).unlink(missing_ok=True)
    make(case / name)
    errors = refused(run, case, *command.split())
    assert any(place == name and hint for _, place, _, hint in told(errors))
    assert not (case / name).is_file()


# Templates and places to write to.


def without_annexes(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in files(folder).items() if name != "selections/ombudsman.yaml"}


def test_a_missing_template_is_named_with_its_path(case: Path, run: Run, tmp_path: Path) -> None:
    for folder in (tmp_path / "nowhere", case / "letters", tmp_path / "letter.txt"):
        errors = refused(run, case, "--templates", folder, "letter", "--to", "ombudsman")
        ((code, place, message, hint),) = told(errors)
        assert (code, place) == ("CK601", "templates/ombudsman.docx")
        assert str(folder) in message or "Not a directory" in message
        assert "leave out --templates" in hint


DAMAGED = {
    "empty": b"",
    "no archive": b"This is not a document at all.",
    "cut off": b"PK\x03\x04" + bytes(30),
    "an archive without a document": b"PK\x05\x06" + bytes(18),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_template_is_refused(case: Path, run: Run, tmp_path: Path, damage: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "ombudsman.docx").write_bytes(DAMAGED[damage])
    errors = refused(run, case, "--templates", tmp_path / "templates", "letter", "--to", "ombudsman")
    ((code, place, _, hint),) = told(errors)
    assert (code in {"CK602", "CK608"}, place) == (True, "templates/ombudsman.docx")
    assert "shipped template" in hint or "in Word" in hint


def test_a_template_that_was_cut_or_changed_anywhere_never_makes_half_a_letter(
    case: Path, run: Run, tmp_path: Path, word_document: Callable[..., bytes]
) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    for body in ("{{ recipent }}", "{% for x in sections %}", "{{ title.__class__ }}", "{{ open('x') }}", "{{"):
        (templates / "ombudsman.docx").write_bytes(word_document(body))
        errors = refused(run, case, "--templates", templates, "letter", "--to", "ombudsman", "--draft")
        assert all(code.startswith("CK61") and hint for code, _, _, hint in told(errors)), errors


NOT_A_FOLDER = "/proc/self/nothing-can-be-made-here" if Path("/proc/self").exists() else "/dev/null/letters"


@pytest.mark.parametrize("where", ["below a file", "on a file", "where nothing can be made"])
def test_an_output_folder_that_cannot_be_written_is_named(case: Path, run: Run, tmp_path: Path, where: str) -> None:
    file = tmp_path / "letter.txt"
    out = {"below a file": file / "letters", "on a file": file, "where nothing can be made": Path(NOT_A_FOLDER)}[where]
    errors = refused(run, case, "letter", "--to", "ombudsman", "--out", out)
    ((code, place, message, hint),) = told(errors)
    assert (code, place) == ("CK423", str(out))
    assert "letters cannot be written there" in message
    assert "--out" in hint
    assert read(file) == LETTER


@pytest.mark.parametrize(
    "command",
    [
        "letter --to ombudsman",
        "evidence add {new}",
        "select --recipient olaf --all --raise 12",
        "incident add --from {new}",
        "translate export --lang fr",
        "incident edit letter",
        "incident remove letter --force --yes",
    ],
)
def test_a_file_in_the_place_of_a_folder_of_the_case_is_told(
    case: Path, run: Run, tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    new = tmp_path / "new.yaml"
    new.write_text(INCIDENT, encoding="utf-8")
    for name in ("letters", "incidents", "exhibits", "selections", "translations", ".removed", ".editing"):
        shutil.rmtree(case / name, ignore_errors=True)
        (case / name).write_text("in the way", encoding="utf-8")
    errors = refused(run, case, *command.format(new=new).split())
    assert all(hint for _, _, _, hint in told(errors))
    assert told(errors)


def test_letters_are_not_put_among_the_originals(case: Path, run: Run) -> None:
    for out in (case / "exhibits", case / "letters" / ".." / "exhibits" / "mine"):
        errors = refused(run, case, "letter", "--to", "ombudsman", "--draft", "--out", out)
        assert "the originals of the exhibits lie there" in errors
    assert run("--case", case, "evidence", "verify")[0] == 0


def test_a_new_case_that_cannot_be_written_leaves_nothing(run: Run, tmp_path: Path) -> None:
    file, answers = tmp_path / "file", tmp_path / "answers.yaml"
    file.write_text("mine", encoding="utf-8")
    answers.write_text("title: A\ncomplainant_shown_as: B\n", encoding="utf-8")
    before = files(tmp_path)
    for command in (
        ["init", file, "--from", answers],
        ["init", file / "case", "--from", answers],
        ["demo", file / "case"],
    ):
        code, _, errors = run(*command)
        assert code == 1
        assert told(errors)[0][3]
        assert files(tmp_path) == before


def test_an_existing_letter_is_kept_unless_it_is_to_be_overwritten(case: Path, run: Run) -> None:
    assert run("--case", case, "letter", "--to", "ombudsman", "--draft", "--text")[0] == 0
    letter = case / "letters" / "DRAFT-ombudsman.en.docx"
    letter.write_bytes(b"worked on in Word")
    ((code, place, message, hint),) = told(refused(run, case, "letter", "--to", "ombudsman", "--draft", "--text"))[-1:]
    assert (code, place) == ("CK422", "DRAFT-ombudsman.en.docx")
    assert "kept as it is" in message or "kept as it was" in message
    assert "--overwrite" in hint
    assert run("--case", case, "letter", "--to", "ombudsman", "--draft", "--overwrite")[0] == 0
    assert zipfile.is_zipfile(letter)


def test_a_folder_with_the_name_of_a_letter_is_kept_whatever_is_asked(case: Path, run: Run) -> None:
    (case / "letters" / "DRAFT-ombudsman.en.docx").mkdir(parents=True)
    for option in ((), ("--overwrite",)):
        errors = refused(run, case, "letter", "--to", "ombudsman", "--draft", *option)
        assert told(errors)[-1][3]


# Ctrl-C at each prompt.

INIT = ("An invented case", "", "the Invented Association")
ADD = ("A meeting", "2019-09-18", "", "", "", "It was said.")


PROMPT = r"(?:\n|\] )(?:> |\. )"


def interrupted_at(child: pexpect.spawn, number: int, typed: tuple[str, ...]) -> bool:
    """Answer prompts, then Ctrl-C at that `number`; return whether there was such a prompt, and that it ended with 130."""
    for line in (typed + ("",) * number)[:number]:
        if child.expect([PROMPT, pexpect.EOF]):
            return False
        child.sendline(line)
    if child.expect([PROMPT, pexpect.EOF]):
        return False
    child.sendintr()
    child.expect(pexpect.EOF)
    assert "Traceback" not in child.before
    child.close()
    assert child.exitstatus == 130, child.before
    return True


def at_each_prompt(start: Callable[[], pexpect.spawn], typed: tuple[str, ...], unharmed: Callable[[], None]) -> int:
    """Interrupt a command at its first prompt, its second and so on, until it ends by itself; return how many there were."""
    for number in range(60):
        if not interrupted_at(start(), number, typed):
            return number
        unharmed()
    raise AssertionError("it never stopped asking")


@pytest.mark.slow
def test_ctrl_c_at_each_prompt_of_init_leaves_nothing(tmp_path: Path, terminal: Terminal) -> None:
    def unharmed() -> None:
        assert list(tmp_path.iterdir()) == []

    assert at_each_prompt(lambda: terminal("init", "mine", folder=tmp_path), INIT, unharmed) > 9
    assert (tmp_path / "mine" / "case.yaml").exists()


@pytest.mark.slow
def test_ctrl_c_at_each_prompt_of_incident_add_leaves_the_case_as_it_was(case: Path, terminal: Terminal) -> None:
    before = files(case)

    def unharmed() -> None:
        assert files(case) == before

    assert at_each_prompt(lambda: terminal("incident", "add", folder=case), ADD, unharmed) > 7
    assert len(files(case)) == len(before) + 1


def test_ctrl_c_at_the_prompts_of_incident_ask_keeps_what_was_answered(
    case: Path, run: Run, terminal: Terminal
) -> None:
    before = files(case)
    for number in (0, 1):
        assert interrupted_at(terminal("incident", "ask", "letter", folder=case), number, ("unknown",))
        assert ("unknown" in read(case / "incidents" / "letter.yaml")) == bool(number)
    kept = files(case)
    assert {name for name in before if before[name] != kept[name]} == {"incidents/letter.yaml"}
    assert read(case / "incidents" / "letter.yaml").startswith(INCIDENT.rstrip("\n"))
    assert run("--case", case, "check")[0] == 0


class Leaving(io.StringIO):
    """Standard input of somebody who answers `number` times, then leaves with Ctrl-C; `yes` where yes will do."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.left, self.answers = number, cycle(("yes", "unknown", "vouched"))

    def readline(self, *_: object) -> str:
        if self.left == 0:
            raise KeyboardInterrupt
        self.left -= 1
        return next(self.answers) + "\n"


@pytest.mark.slow
def test_ctrl_c_at_any_prompt_of_incident_ask_keeps_each_answer(
    case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, kept, number = case / "incidents" / "letter.yaml", 2, 0  # two are answered in the file as it was
    for step in chain(
        [1] * 12, cycle([11])
    ):  # the first prompts one by one, then one in eleven of those that are alike
        path.write_text(INCIDENT, encoding="utf-8")
        monkeypatch.setattr("sys.stdin", Leaving(number))
        with pytest.raises(SystemExit) as end:
            entry(["incident", "ask", "letter", "--case", str(case)])
        assert "Traceback" not in capsys.readouterr().err
        document, problems = read_document(path, "letter.yaml")
        assert (problems, read(path).startswith(INCIDENT.rstrip("\n"))) == ((), True)
        assert document is not None
        assert kept <= len(document.data["facts"]) <= kept + step
        kept, number = len(document.data["facts"]), number + step
        if not end.value.code:
            break
        assert end.value.code == 130
    assert number > kept > 30


def test_ctrl_c_when_asked_whether_to_remove_removes_nothing(case: Path, terminal: Terminal) -> None:
    before = files(case)
    assert interrupted_at(terminal("incident", "remove", "letter", "--force", folder=case), 0, ())
    assert files(case) == before


def test_ctrl_c_after_a_mistake_in_the_editor_keeps_the_text(case: Path, tmp_path: Path, terminal: Terminal) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\necho 'titel: typed for an hour' >> \"$1\"\n", encoding="utf-8")
    editor.chmod(0o755)
    before = files(case)
    assert interrupted_at(terminal("incident", "edit", "letter", folder=case, EDITOR=str(editor)), 0, ())
    assert {name: data for name, data in files(case).items() if name in before} == before
    assert "typed for an hour" in read(case / ".editing" / "letter.yaml")


@pytest.mark.parametrize("way", ["plain", "full"])
def test_ctrl_c_while_choosing_keeps_the_selection_and_the_choice(case: Path, way: str, terminal: Terminal) -> None:
    before = files(case)
    options, prompt = (["--plain"], "olaf> ") if way == "plain" else ([], "quit")
    words = ("select", "--recipient", "olaf", *options)
    child = terminal(*words, folder=case, TERM="dumb" if way == "plain" else "xterm-256color")
    child.expect_exact(prompt)
    child.send("1\r" if way == "plain" else " ")
    child.expect("Chosen: 1" if way == "plain" else "1 chosen|.")
    child.send("\x03")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert "Traceback" not in child.before
    after = files(case)
    assert {name: data for name, data in after.items() if name in before} == before
    assert set(after) - set(before) <= {"selections/.olaf.in-progress.yaml"}


def test_bytes_that_are_no_utf_8_typed_at_a_terminal_are_asked_for_again(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter([b"caf\xe9", b"coffee"])

    def typing(_: str) -> str:
        line = next(typed, None)
        if line is None:
            raise KeyboardInterrupt
        return line.decode("utf-8")

    monkeypatch.setattr("complaintkit.cli.asking.on_terminal", lambda: True)
    monkeypatch.setattr("builtins.input", typing)
    code, _, errors = run("init", tmp_path / "new")
    assert code == 130
    assert "set it to UTF-8" in errors
    assert list(tmp_path.iterdir()) == []


# Killed in the middle of writing.

KILLED = """
import os, pathlib, signal, sys
left = int(sys.argv[1])
def counted(function):
    def call(*arguments, **named):
        global left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **named)
    return call
for name in ("write", "fsync", "link", "rename", "replace", "unlink"):
    setattr(os, name, counted(getattr(os, name)))
from complaintkit.cli.main import entry
entry(sys.argv[2:])
"""
AGAIN = {
    "select --recipient ombudsman --all --raise 12": "selections/ombudsman.yaml",
    "letter --to ombudsman --draft --overwrite": "letters/DRAFT-ombudsman.en.docx",
    "evidence add {new}": "exhibits.yaml",
    "incident add --from {new} --id new": "incidents/new.yaml",
    "translate export --lang fr": "translations/fr.po",
}


@pytest.mark.slow
@pytest.mark.parametrize("command", AGAIN)
def test_killed_at_any_moment_every_file_is_old_or_new_and_the_command_can_be_typed_again(
    case: Path, run: Run, tmp_path: Path, command: str
) -> None:
    (tmp_path / "new.yaml").write_text(INCIDENT.replace("exhibits: [E1]", "vouched: true"), encoding="utf-8")
    words = ["--case", str(case), *command.format(new=tmp_path / "new.yaml").split()]
    run("--case", case, "letter", "--to", "ombudsman", "--draft")
    before = files(case)
    whole = tmp_path / "whole"
    shutil.copytree(case, whole)
    assert run("--case", whole, *words[2:])[0] == 0
    for moment in range(1, 60):
        ended = subprocess.run([sys.executable, "-c", KILLED, str(moment), *words], capture_output=True, check=False)
        if ended.returncode == 0 or b"There is an incident of that ID already" in ended.stderr:
            break
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        after = files(case)
        for name, data in before.items():
            assert after[name] in (data, (whole / name).read_bytes()) or name in {"custody.jsonl", "exhibits.yaml"}
        assert run("--case", case, "check")[0] == 0
    else:
        raise AssertionError("it never came to an end")
    assert moment > 2
    assert AGAIN[command] in files(case)
    assert run("--case", case, "evidence", "verify")[0] == 0
    assert visible(case) == visible(whole)


def visible(folder: Path) -> set[str]:
    return {name for name in files(folder) if not Path(name).name.startswith(".")}


def test_killed_while_a_case_is_made_there_is_all_of_it_or_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text("title: A\ncomplainant_shown_as: B\n", encoding="utf-8")
    target = tmp_path / "new"
    words = ["init", str(target), "--from", str(tmp_path / "answers.yaml")]
    for moment in range(1, 30):
        ended = subprocess.run([sys.executable, "-c", KILLED, str(moment), *words], capture_output=True, check=False)
        if target.exists():
            assert run("--case", target, "check")[0] == 0
        if ended.returncode == 0:
            break
    assert target.exists()


# Two commands at once.

HOLDER = """
import sys
from itertools import chain, cycle
from pathlib import Path
from complaintkit.source.locking import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def busy(case: Path) -> Iterator[Path]:
    """Return a case to which another process is writing."""
    words = [sys.executable, "-c", HOLDER, str(case)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield case
        other.communicate()


@pytest.mark.parametrize("command", WRITING)
def test_of_two_commands_that_write_the_second_is_refused(
    busy: Path, run: Run, tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "new.yaml"
    new.write_text(INCIDENT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EDITOR", "true")
    before = files(busy)
    code, _, errors = run("--case", busy, *command.split(), typed="unknown\n" * 40)
    assert code == 1
    assert {name: data for name, data in files(busy).items() if not name.startswith(".editing/")} == before
    ((code, _, message, hint),) = [problem for problem in told(errors) if problem[0] == "CK701"]
    assert "another complaintkit command is writing to this case" in message
    assert "try again" in hint


@pytest.mark.parametrize("command", READING)
def test_who_only_reads_waits_for_nobody(busy: Path, run: Run, command: str) -> None:
    before = files(busy)
    assert run("--case", busy, *command.split())[0] == 0
    assert files(busy) == before


def test_many_at_once_write_whole_files_or_nothing(case: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text(INCIDENT, encoding="utf-8")
    words = [
        sys.executable,
        "-c",
        PROGRAM,
        "--case",
        str(case),
        "incident",
        "add",
        "--from",
        str(tmp_path / "new.yaml"),
    ]
    started = [
        subprocess.Popen([*words, "--id", f"new-{number}"], stderr=subprocess.PIPE, text=True) for number in range(6)
    ]
    for number, process in enumerate(started):
        errors = process.communicate()[1]
        path = case / "incidents" / f"new-{number}.yaml"
        assert path.exists() == (process.returncode == 0), errors
        assert process.returncode == 0 or "CK701" in errors
        assert not path.exists() or read(path).endswith(INCIDENT)
    assert run("--case", case, "check")[0] == 0


# Besides: what careless people type.

CARELESS = {
    "letter --to ombudsmann": (1, "did you mean `ombudsman`?"),
    "letter --to EEAS": (1, "complaintkit select --recipient eeas"),
    "letter --to ,": (2, "--to names no recipient"),
    "letter --to ombudsman --lang xx": (1, "there is no catalogue of fixed sentences in `xx`"),
    "letter --to ombudsman --lang ../../x": (1, "there is no catalogue"),
    "select --recipient olaf --only leter": (1, "did you mean `letter`?"),
    "select --recipient olaf --only ,": (2, "--only names no incident"),
    "select --recipient olaf --all --raise 99": (1, "no provision that the rules know"),
    "law show rubbish": (1, "is not written like the id of a provision"),
    "law show 11(1)": (1, "11/1, 11/2"),
    "incident show nothing": (1, "There is no incident `nothing`"),
    "incident show ../case": (1, "There is no incident"),
    "incident edit ../case": (1, "There is no incident"),
    "incident remove ../case --yes": (1, "There is no incident"),
    "evidence show E99": (1, "There is no exhibit `E99`"),
    "evidence add nowhere.pdf": (1, "There is no such file"),
    "translate export --lang ../x": (1, "is no code of a language"),
    "translate export --lang en": (1, "there is nothing to translate"),
    "check --recipient olaff": (1, "did you mean `olaf`?"),
    "check --recipient olaf": (1, "complaintkit select --recipient olaf"),
    "check --regulations nowhere": (1, "--regulations"),
}


@pytest.mark.parametrize("command", CARELESS)
def test_a_slip_on_the_command_line_is_answered_and_changes_nothing(case: Path, run: Run, command: str) -> None:
    code, said = CARELESS[command]
    assert said in refused(run, case, *command.split(), code=code)


ODD = {
    "5000 letters without a blank": "x" * 5000,
    "1000 words": "word " * 1000,
    "right to left": "\u202eabc\u202c \u200f\u05e9\u05dc\u05d5\u05dd",
    "emoji and combining marks": "👩\u200d👧 🇪🇺 e\u0301",
    "other ends of lines": "a\u2028b\u2029c\u0085d",
    "what looks like YAML": "yes: [no, ~] # & * ! | > ' %",
}


@pytest.mark.parametrize("kind", ODD)
def test_odd_titles_go_through_every_command(case: Path, run: Run, kind: str) -> None:
    title = ODD[kind].replace("'", "''")
    change(case / "incidents" / "letter.yaml", "title: A letter without an answer", f"title: '{title}'")
    for command in (*READING, "select --recipient ombudsman --all --raise 12", "letter --to ombudsman --draft --text"):
        code, out, errors = run("--case", case, *command.split())
        assert code == 0, (command, out, errors)


def test_a_selection_that_is_empty_or_a_register_that_lost_an_exhibit_is_not_written_over(case: Path, run: Run) -> None:
    (case / "selections" / "ombudsman.yaml").write_text("", encoding="utf-8")
    for command in ("check", "select --recipient ombudsman --all", "letter --to ombudsman"):
        assert "CK109" in refused(run, case, *command.split())
    (case / "selections" / "ombudsman.yaml").unlink()
    register = read(case / "exhibits.yaml")
    (case / "exhibits.yaml").write_text(register[: register.index("exhibits:")] + "exhibits: {}\n", encoding="utf-8")
    assert "`E1` is not in the register" in refused(run, case, "check")
    assert "CK529" in refused(run, case, "evidence", "verify")


@pytest.mark.parametrize("text", ["not JSON", "[1]", "null", "{}", "\ufeff{}"])
def test_a_custody_log_that_is_none_is_told_and_nothing_is_added_to_it(case: Path, run: Run, text: str) -> None:
    (case / "custody.jsonl").write_text(f"{text}\n", encoding="utf-8")
    assert "CK524" in refused(run, case, "evidence", "verify")
    assert "Nothing was added" in refused(run, case, "evidence", "add", case.parent / "answers.yaml")
