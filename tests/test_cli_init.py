"""`complaintkit init`: a new case from answers in a file, from a pipe, or at a terminal; nothing half-written, ever."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from complaintkit.case.reading import read_case
from complaintkit.case.writing import NewCase, case_text, label_from, scalar
from complaintkit.problems import has_errors
from complaintkit.source.documents import parse_document

Run = Callable[..., tuple[int, str, str]]
Terminal = Callable[..., pexpect.spawn]

# What is asked, in order, with an answer that will do.
QUESTIONS = [
    ("What is the case called", "An invented case"),
    ("Who complains", ""),
    ("How do letters call the complainant", "the Invented Association"),
    ("Which short word stands for the complainant", ""),
    ("Where is the organisation registered", "member"),
    ("Which institution", ""),
    ("How do letters call it", ""),
    ("Which part of it", "Delegation of the European Union to the host country"),
    ("Which post does the official hold", "Deputy Head of Delegation"),
    ("Which short word stands for the official", "deputy-head"),
    ("Who employed the official", "eeas"),
    ("In which category", ""),
    ("Where are letters signed", ""),
    ("In which language", ""),
    ("On which day", "2026-01-31"),
]


def ended(child: pexpect.spawn) -> int | None:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


def test_asked_step_by_step_at_a_terminal_a_case_is_made_that_passes_check(
    tmp_path: Path, run: Run, terminal: Terminal
) -> None:
    child = terminal("init", "mine", folder=tmp_path)
    for question, answer in QUESTIONS:
        child.expect_exact(question)
        child.expect_exact("> ")
        child.sendline(answer)
    child.expect_exact("A new case, in the folder mine")
    assert ended(child) == 0

    folder = read_case(tmp_path / "mine", None)
    assert folder.problems == ()
    assert folder.case is not None
    file = folder.case.file
    assert (file.title, file.complainant.label, file.complainant.seat) == (
        "An invented case",
        "association",
        "member-state",
    )
    assert (file.respondent.institution, file.respondent.shown_as) == ("eeas", "the European External Action Service")
    assert file.officials["deputy-head"].post == "Deputy Head of Delegation"
    assert str(file.as_of) == "2026-01-31"
    code, _, errors = run("check", "--case", tmp_path / "mine")
    assert code == 0, errors
    assert run("evidence", "verify", "--case", tmp_path / "mine")[0] == 0


@pytest.mark.parametrize("number", range(len(QUESTIONS)), ids=[question for question, _ in QUESTIONS])
def test_ctrl_c_at_each_prompt_leaves_nothing(tmp_path: Path, number: int, terminal: Terminal) -> None:
    child = terminal("init", "mine", folder=tmp_path)
    for question, answer in QUESTIONS[:number]:
        child.expect_exact(question)
        child.expect_exact("> ")
        child.sendline(answer)
    child.expect_exact(QUESTIONS[number][0])
    child.expect_exact("> ")
    child.sendintr()
    child.expect_exact("Interrupted")
    assert ended(child) == 130
    assert list(tmp_path.iterdir()) == []


def test_the_end_of_a_terminals_input_leaves_nothing(tmp_path: Path, terminal: Terminal) -> None:
    child = terminal("init", "mine", folder=tmp_path)
    child.expect_exact("> ")
    child.sendeof()
    child.expect_exact("Nothing was written")
    assert ended(child) == 2
    assert list(tmp_path.iterdir()) == []


def test_lines_of_a_pipe_are_answers_too(tmp_path: Path, run: Run) -> None:
    code, out, _ = run("init", tmp_path / "mine", typed="".join(f"{answer}\n" for _, answer in QUESTIONS))
    assert code == 0
    assert "complaintkit incident add" in out
    assert read_case(tmp_path / "mine", None).problems == ()


def test_a_person_is_asked_for_citizenship_and_no_official_is_needed(tmp_path: Path, run: Run) -> None:
    answers = ["A case", "person", "Invented Person", "", "yes", "", "", "", "", "", "", ""]
    code, _, _ = run("init", tmp_path / "mine", typed="".join(f"{answer}\n" for answer in answers))
    folder = read_case(tmp_path / "mine", None)
    assert (code, folder.problems) == (0, ())
    assert folder.case is not None
    assert (folder.case.file.complainant.union_citizen, folder.case.file.officials) == ("yes", {})


def test_answers_that_will_not_do_are_asked_again_and_a_question_mark_explains(tmp_path: Path, run: Run) -> None:
    answers = ["", "?", "A case", "firm", "org", "the Association", "Not a label", "association", "nowhere", "",
               "association", "eeas", "", "", "", "", "english", "de", "yesterday", "2026-01-31"]  # fmt: skip
    code, _, errors = run("init", tmp_path / "mine", typed="".join(f"{answer}\n" for answer in answers))
    assert code == 0
    for said in (
        "An answer is needed here",
        "Choose one of organisation, person.",
        "`not-a-label` would do",
        "Choose one of member-state, third-country, unknown.",
        "stands for somebody else already",
        "Write two letters",
        "Write one day",
    ):
        assert said in errors
    assert errors.count("For yourself, in a few words") == 2


def test_answers_that_end_early_leave_nothing(tmp_path: Path, run: Run) -> None:
    code, _, errors = run("init", tmp_path / "mine", typed="A case\norganisation\n")
    assert code == 2
    assert "Nothing was written" in errors
    assert list(tmp_path.iterdir()) == []


def test_control_characters_and_halves_of_pairs_are_asked_again(tmp_path: Path, run: Run) -> None:
    typed = "bell \a\nhalf \ud800\nA case\n" + "".join(f"{answer}\n" for _, answer in QUESTIONS[1:])
    code, _, errors = run("init", tmp_path / "mine", typed=typed)
    assert code == 0
    assert errors.count("This cannot be stored") == 2


@pytest.mark.parametrize("name", ["kept.txt", ".hidden"])
def test_a_folder_that_is_not_empty_is_refused_and_left_as_it_is(tmp_path: Path, run: Run, name: str) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    code, _, errors = run("init", tmp_path, typed="A case\n")
    assert code == 1
    assert "CK720" in errors
    assert "not empty" in errors
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_of_that_name_is_refused(tmp_path: Path, run: Run) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    code, _, errors = run("init", tmp_path / "mine")
    assert (code, "CK720" in errors) == (1, True)
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "mine"


def answers_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_case_is_made_from_a_file_of_answers_in_an_empty_folder(tmp_path: Path, run: Run) -> None:
    answers = answers_file(
        tmp_path, "title: 'A & B <c>: \"x\" # y'\ncomplainant_shown_as: the Association\nplace: Town\n"
    )
    (tmp_path / "mine").mkdir()
    code, _, _ = run("init", tmp_path / "mine", "--from", answers)
    folder = read_case(tmp_path / "mine", None)
    assert (code, folder.problems) == (0, ())
    assert folder.case is not None
    assert folder.case.file.title == 'A & B <c>: "x" # y'
    made = {path.name for path in (tmp_path / "mine").iterdir()}
    assert made == {
        "case.yaml", "exhibits.yaml", "custody.jsonl",
        "incidents", "exhibits", "selections", "translations", "letters", "schemas",
    }  # fmt: skip
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.yaml", "mine"]


def test_the_files_name_their_schema_in_the_first_line_and_the_schemas_are_there(tmp_path: Path, run: Run) -> None:
    run("init", tmp_path / "mine", "--from", answers_file(tmp_path, "title: A\ncomplainant_shown_as: B\n"))
    for name in ("case", "exhibits"):
        first = (tmp_path / "mine" / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
        assert first == f"# yaml-language-server: $schema=schemas/{name}.schema.json"
        assert (tmp_path / "mine" / "schemas" / f"{name}.schema.json").is_file()
    assert (tmp_path / "mine" / "schemas" / "incident.schema.json").is_file()


def test_every_mistake_in_the_answers_is_named_with_its_line_and_nothing_is_made(tmp_path: Path, run: Run) -> None:
    answers = answers_file(tmp_path, "titel: A case\ncomplainant_shown_as: B\nseat: moon\nas_of: 2026-02-30\n")
    code, _, errors = run("init", tmp_path / "mine", "--from", answers)
    assert code == 1
    assert f"{answers}:1:1" in errors
    assert "did you mean `title`?" in errors
    assert f"{answers}:3:" in errors
    assert f"{answers}:4:" in errors
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: A\ncomplainant_shown_as: B\nofficial: deputy-head\n", "official_post"),
        ("title: A\ncomplainant_shown_as: B\ncomplainant: eeas\n", "labels of their own"),
        ("title: A\ncomplainant_shown_as: B\nlanguage: English\n", "two small letters"),
        ("- a list\n", "mapping"),
    ],
)
def test_answers_that_do_not_fit_together_are_problems(tmp_path: Path, run: Run, text: str, said: str) -> None:
    code, _, errors = run("init", tmp_path / "mine", "--from", answers_file(tmp_path, text))
    assert code == 1
    assert said in errors
    assert not (tmp_path / "mine").exists()


def test_a_place_that_cannot_be_written_leaves_nothing(tmp_path: Path, run: Run) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    answers = answers_file(tmp_path, "title: A\ncomplainant_shown_as: B\n")
    code, _, errors = run("init", tmp_path / "file" / "mine", "--from", answers)
    assert code == 1
    assert "Traceback" not in errors
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.yaml", "file"]


def test_interrupted_while_writing_nothing_is_left(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("complaintkit.case.writing.register_text", interrupted)
    code, _, _ = run("init", tmp_path / "mine", "--from", answers_file(tmp_path, "title: A\ncomplainant_shown_as: B\n"))
    assert code == 130
    assert [path.name for path in tmp_path.iterdir()] == ["answers.yaml"]


@pytest.mark.parametrize(
    "text",
    ["no", "on", "null", "2019", "a: b", "a #b", "- a", "'", '"', "\\", "ä\u2028b", "{x}", "*a", "&a", "!a", "~", "x:"],
)
def test_any_text_is_read_back_as_it_was_typed(text: str) -> None:
    document, problems = parse_document(f"key: {scalar(text)}\n", "x")
    assert document is not None
    assert (document.data, problems) == ({"key": text}, ())


def test_a_label_is_made_of_any_text() -> None:
    assert label_from("Deputy Head of Delegation") == "deputy-head-of-delegation"
    assert label_from("Élève à l'école") == "eleve-a-l-ecole"
    assert label_from("письмо", otherwise="incident") == "incident"
    assert len(label_from("word " * 40)) <= 80


def test_the_text_of_a_case_holds_no_error_whatever_is_left_open() -> None:
    text = case_text(NewCase(title="A", complainant_shown_as="B"), "schemas/case.schema.json")
    document, problems = parse_document(text, "case.yaml")
    assert document is not None
    assert not has_errors(problems)
