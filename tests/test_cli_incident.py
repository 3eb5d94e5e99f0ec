"""`complaintkit incident`: add, list, show, edit, remove, ask; nothing typed is ever lost."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pexpect
import pytest

from complaintkit.case.reading import read_case
from complaintkit.case.values import Incident, Reply
from complaintkit.law.loading import load_law
from complaintkit.source.documents import read_document

Run = Callable[..., tuple[int, str, str]]
Terminal = Callable[..., pexpect.spawn]

CASE = """\
format: 1
title: An invented case
as_of: 2026-01-31
complainant: {label: association, shown_as: the Invented Association, kind: organisation, seat: member-state}
respondent: {institution: eeas, shown_as: the European External Action Service}
officials:
  deputy-head: {post: Deputy Head of Delegation, employer: eeas, category: official}
persons:
  activist-1: {shown_as: an invented activist, kind: person}
"""

# A comment before everything.
INCIDENT = """\
# yaml-language-server: $schema=../schemas/incident.schema.json
title: A warning at a meeting  # as the minutes call it
when: 2019-09-18
official: deputy-head
# affected: nobody else is known
affected: [activist-1]
what_happened: |
  The official warned the activist.
exhibits: [{exhibit: E1, at: p. 2}]
facts:
  on-duty: yes  # he said so
"""

ADDING = [
    ("What happened, in one line", "An unanswered letter"),
    ("When?", "2019-05-03"),
    ("Where?", "by e-mail"),
    ("Which official", "deputy"),
    ("Who was affected", "association, activist-1"),
    ("What happened?", "The association wrote a letter.\n"),
    ("What shows it", "E1 p. 2"),
    ("Since when", "2019-06-03"),
    ("Was something sent", "yes"),
    ("When was it sent", "2019-05-03"),
    ("Who sent it", ""),
    ("To whom", "the Head of Delegation"),
    ("What was it about", "a request: to be heard"),
    ("How was it sent", "e-mail"),
    ("To which address", "delegation@example.org"),
    ("Did it ask for an answer", "yes"),
    ("Which exhibit is it", "E1 p. 2"),
    ("What proves that it was sent", "E1 p. 1"),
    ("What came back", "part"),
    ("When did it come back", "2019-05-20"),
    ("What did it leave open", "whether it is heard"),
    ("On which day was a reminder sent", "2019-06-01"),
    ("Which ID", ""),
]


@pytest.fixture
def case(tmp_path: Path, run: Run) -> Path:
    """Return a case with one exhibit and one incident, `warning`."""
    answers, letter = tmp_path / "answers.yaml", tmp_path / "letter.pdf"
    answers.write_text("title: A\ncomplainant_shown_as: B\n", encoding="utf-8")
    letter.write_bytes(b"%PDF invented")
    folder = tmp_path / "case"
    assert run("init", folder, "--from", answers)[0] == 0
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "incidents" / "warning.yaml").write_text(INCIDENT, encoding="utf-8")
    assert run("evidence", "add", letter, "--case", folder)[0] == 0
    return folder


def incident(case: Path, incident_id: str) -> Incident:
    folder = read_case(case, None)
    assert folder.problems == ()
    assert folder.case is not None
    found = folder.case.incident(incident_id)
    assert found is not None
    return found


def names(case: Path, folder: str = "incidents") -> list[str]:
    return sorted(path.name for path in (case / folder).iterdir())


def data(case: Path, incident_id: str) -> Any:
    document, problems = read_document(case / f"incidents/{incident_id}.yaml", "x")
    assert document is not None
    assert problems == ()
    return document.data


def answer(child: pexpect.spawn, question: str, typed: str) -> None:
    child.expect_exact(question)
    child.expect_exact("> ")
    child.sendline(typed)


def ended(child: pexpect.spawn) -> int | None:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


# add


def test_asked_at_a_terminal_an_incident_is_written_with_what_was_typed(case: Path, terminal: Terminal) -> None:
    child = terminal("incident", "add", folder=case)
    for question, typed in ADDING:
        answer(child, question, typed)
    child.expect_exact("Written: incidents/2019-05-03-an-unanswered-letter.yaml")
    assert ended(child) == 0
    new = incident(case, "2019-05-03-an-unanswered-letter")
    assert (new.title, new.place, new.official) == ("An unanswered letter", "by e-mail", "deputy-head")
    assert new.affected == ("association", "activist-1")
    (statement,) = new.what_happened
    assert statement.say == "The association wrote a letter."
    assert [(one.exhibit, one.at) for one in statement.exhibits] == [("E1", "p. 2")]
    approach, reminder = new.approaches
    assert (approach.by, approach.to, approach.about) == (
        "association",
        "the Head of Delegation",
        "a request: to be heard",
    )
    assert (approach.how, approach.asks_for_answer) == ("e-mail", "yes")
    assert approach.exhibit is not None
    assert (approach.exhibit.exhibit, approach.exhibit.at) == ("E1", "p. 2")
    assert isinstance(approach.reply, Reply)
    assert (approach.reply.kind, str(approach.reply.on.single)) == ("part", "2019-05-20")
    assert (approach.address, approach.reply.leaves_open) == ("delegation@example.org", "whether it is heard")
    assert approach.proof_of_sending is not None
    assert (str(reminder.on.single), reminder.reminds, reminder.reply) == ("2019-06-01", True, "unknown")
    text = (case / "incidents" / "2019-05-03-an-unanswered-letter.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schemas/incident.schema.json\n")
    assert "# acts:" in text


@pytest.mark.parametrize("number", range(len(ADDING)), ids=[question for question, _ in ADDING])
def test_ctrl_c_at_each_prompt_of_add_writes_nothing(case: Path, number: int, terminal: Terminal) -> None:
    child = terminal("incident", "add", folder=case)
    for question, typed in ADDING[:number]:
        answer(child, question, typed)
    child.expect_exact(ADDING[number][0])
    child.expect_exact("> ")
    child.sendintr()
    child.expect_exact("Interrupted")
    assert ended(child) == 130
    assert names(case) == ["warning.yaml"]


def piped(*answers: str) -> str:
    return "".join(f"{one}\n" for one in answers)


def test_little_need_be_known(case: Path, run: Run) -> None:
    code, _, errors = run("incident", "add", "--case", case, typed=piped("Silence", "unknown", *[""] * 8))
    assert code == 0, errors
    assert (incident(case, "silence").official, incident(case, "silence").approaches) == ("unknown", ())


def test_answers_that_will_not_do_are_asked_again(case: Path, run: Run) -> None:
    typed = piped(
        "Meeting", "2019-02-30", "2018-01-16 to 2018-01-10", "2018-01-16 to 2018-01-31", "", "minister", "unknown",
        "activist-2", "activist-1", "It was said.", "", "E7", "page 2", "vouched", "2017", "2018-02",
        "perhaps", "yes", "then", "2018-02", "minister", "", "", "a talk", "", "", "", "E1, E1", "", "", "maybe", "none",
        "2017-12-24", "",
        "warning", "Big", "the-talk",
    )  # fmt: skip
    code, _, errors = run("incident", "add", "--case", case, typed=typed)
    assert code == 0, errors
    for said in (
        "`2019-02-30` is a day that does not exist",
        "a period ends on or after the day it starts",
        "Choose one of deputy-head, unknown.",
        "`activist-2` stands for nobody in case.yaml. Did you mean `activist-1`?",
        "E7 is not in the register",
        "Write exhibits by number",
        "That is before it happened",
        "Choose one of yes, no.",
        "`then` is no date",
        "Write one exhibit by its number",
        "Choose one of none, acknowledgement, call, meeting, part, full, refusal, unknown.",
        "That is before the letter was sent (2018-02).",
        "There is an incident of that ID already",
        "`Big` is no ID",
    ):
        assert said in errors
    new = incident(case, "the-talk")
    assert (str(new.when.first), str(new.when.last)) == ("2018-01-16", "2018-01-31")
    assert new.what_happened[0].vouched


def test_any_text_is_kept_as_typed(case: Path, run: Run) -> None:
    hostile = ["He said: \"A & B <c>\" # 'really'", "- {x: [", "| > %TAG", "ä € 漢 \u202b"]
    run(
        "incident",
        "add",
        "--id",
        "x",
        "--case",
        case,
        typed=piped("*t: &x", "2019", "", "", "", *hostile, "", "", "", ""),
    )
    new = incident(case, "x")
    assert new.title == "*t: &x"
    assert [statement.say for statement in new.what_happened] == [line.strip() for line in hostile]


def test_answers_that_end_early_write_nothing(case: Path, run: Run) -> None:
    code, _, errors = run("incident", "add", "--case", case, typed=piped("A meeting", "2019"))
    assert code == 2
    assert "Nothing was written" in errors
    assert names(case) == ["warning.yaml"]


def test_a_file_is_taken_over_as_it_is_with_its_comments(case: Path, tmp_path: Path, run: Run) -> None:
    source = tmp_path / "new.yaml"
    source.write_text("title: Über den Brief  # a comment\nwhen: {from: 2018-01, to: 2018-02}\n", encoding="utf-8")
    code, out, _ = run("incident", "add", "--from", source, "--case", case)
    assert code == 0
    assert "incidents/2018-01-01-uber-den-brief.yaml" in out
    text = (case / "incidents" / "2018-01-01-uber-den-brief.yaml").read_text(encoding="utf-8")
    assert text == "# yaml-language-server: $schema=../schemas/incident.schema.json\n" + source.read_text(
        encoding="utf-8"
    )


def test_every_mistake_in_the_file_is_named_and_nothing_is_written(case: Path, tmp_path: Path, run: Run) -> None:
    source = tmp_path / "new.yaml"
    source.write_text("titel: A\nwhen: 2019-02-30\naffectd: [x]\n", encoding="utf-8")
    code, _, errors = run("incident", "add", "--from", source, "--case", case)
    assert code == 1
    assert "did you mean `title`?" in errors
    assert "did you mean `affected`?" in errors
    assert f"{source}:2:" in errors
    assert names(case) == ["warning.yaml"]


def test_a_label_that_stands_for_nobody_is_named_when_the_file_has_been_taken_over(
    case: Path, tmp_path: Path, run: Run
) -> None:
    source = tmp_path / "new.yaml"
    source.write_text("title: A\nwhen: 2019\naffected: [activist-2]\n", encoding="utf-8")
    code, out, errors = run("incident", "add", "--from", source, "--id", "new", "--case", case)
    assert code == 1
    assert "Written: incidents/new.yaml" in out
    assert "activist-2" in errors
    assert "incidents/new.yaml:4:12" in errors


@pytest.mark.parametrize("taken", ["warning.yaml", "Warning.yaml", "warning.yml"])
def test_an_id_that_is_taken_in_any_spelling_is_refused(case: Path, tmp_path: Path, run: Run, taken: str) -> None:
    (case / "incidents" / "warning.yaml").rename(case / "incidents" / taken)
    source = tmp_path / "new.yaml"
    source.write_text("title: A\nwhen: 2019\n", encoding="utf-8")
    code, _, errors = run("incident", "add", "--from", source, "--id", "warning", "--case", case)
    assert code == 1
    assert "There is an incident of that ID already" in errors
    assert names(case) == [taken]
    assert (case / "incidents" / taken).read_text(encoding="utf-8") == INCIDENT


@pytest.mark.parametrize("bad", ["../escape", "Upper", "a b", ".hidden", "a/b"])
def test_what_is_no_id_is_refused(case: Path, tmp_path: Path, run: Run, bad: str) -> None:
    source = tmp_path / "new.yaml"
    source.write_text("title: A\nwhen: 2019\n", encoding="utf-8")
    code, _, errors = run("incident", "add", "--from", source, "--id", bad, "--case", case)
    assert (code, "is no ID" in errors) == (1, True)
    assert names(case) == ["warning.yaml"]


# list and show


def test_list_gives_id_dates_and_title(case: Path, run: Run) -> None:
    code, out, _ = run("incident", "list", "--case", case)
    assert (code, out) == (0, "warning  2019-09-18  A warning at a meeting\n")


def test_list_goes_on_past_a_faulty_incident_and_names_it(case: Path, run: Run) -> None:
    (case / "incidents" / "bad.yaml").write_text("title: [\n", encoding="utf-8")
    code, out, errors = run("incident", "list", "--case", case)
    assert code == 1
    assert "A warning at a meeting" in out
    assert "incidents/bad.yaml" in errors


def test_show_is_readable(case: Path, run: Run) -> None:
    code, out, _ = run("incident", "show", "warning", "--case", case)
    assert code == 0
    assert "A warning at a meeting  (warning)" in out
    assert "2019-09-18 · official: deputy-head · affected: activist-1" in out
    assert "  The official warned the activist. [E1 p. 2]" in out
    assert "  on-duty: yes" in out


def test_every_incident_of_the_example_can_be_shown(example: Path, run: Run) -> None:
    for path in (example / "incidents").glob("*.yaml"):
        code, out, _ = run("incident", "show", path.stem, "--case", example)
        assert code == 0
        assert f"({path.stem})" in " ".join(out.split())


@pytest.mark.parametrize("command", ["show", "edit", "remove", "ask"])
@pytest.mark.parametrize("wrong", ["warnin", "../case", "WARNING"])
def test_an_id_that_is_not_there_is_a_problem_with_a_hint(case: Path, run: Run, command: str, wrong: str) -> None:
    code, _, errors = run("incident", command, wrong, "--case", case)
    assert code == 1
    assert "CK721" in errors
    assert (case / "case.yaml").is_file()
    if wrong == "warnin":
        assert "did you mean `warning`?" in errors


# remove


def test_what_names_an_incident_is_said_before_it_is_removed(case: Path, run: Run) -> None:
    (case / "incidents" / "other.yaml").write_text(
        "title: Another\nwhen: 2019\nacts: [{on: 2019, what: the same, same_as: warning}]\n", encoding="utf-8"
    )
    (case / "selections" / "olaf.yaml").write_text(
        "format: 1\nrecipient: olaf\nchosen: [{incident: warning, reason: it is clear}]\n", encoding="utf-8"
    )
    (case / "case.yaml").write_text(
        f"{CASE}joined: [{{id: both, title: Both, incidents: [warning, other]}}]\n", encoding="utf-8"
    )
    code, _, errors = run("incident", "remove", "warning", "--case", case)
    assert code == 1
    for place in ("selections/olaf.yaml, `chosen`", "joined claim `both`", "incidents/other.yaml, `same_as` of act 1"):
        assert place in errors
    assert "warning.yaml" in names(case)
    code, _, errors = run("incident", "remove", "warning", "--force", "--case", case)
    assert code == 0
    assert "selections/olaf.yaml" in errors
    assert names(case) == ["other.yaml"]
    assert names(case, ".removed") == ["warning.yaml"]


def test_a_faulty_file_that_may_name_it_holds_the_removal_up(case: Path, run: Run) -> None:
    (case / "selections" / "eeas.yaml").write_text("format: 1\nchosen: warning\n", encoding="utf-8")
    code, _, errors = run("incident", "remove", "warning", "--case", case)
    assert code == 1
    assert "selections/eeas.yaml (which has a mistake)" in errors


def test_removed_files_are_kept_also_the_second_of_a_name(case: Path, run: Run) -> None:
    assert run("incident", "remove", "warning", "--case", case)[0] == 0
    (case / "incidents" / "warning.yaml").write_text("title: Again\nwhen: 2020\n", encoding="utf-8")
    assert run("incident", "remove", "warning", "--case", case)[0] == 0
    assert names(case, ".removed") == ["warning.2.yaml", "warning.yaml"]
    assert (case / ".removed" / "warning.yaml").read_text(encoding="utf-8") == INCIDENT


@pytest.mark.parametrize(("typed", "removed"), [("", False), ("no", False), ("yes", True)])
def test_a_terminal_is_asked_and_enter_means_no(case: Path, typed: str, removed: bool, terminal: Terminal) -> None:
    child = terminal("incident", "remove", "warning", folder=case)
    answer(child, "Remove incidents/warning.yaml?", typed)
    child.expect_exact("Removed." if removed else "Nothing was removed.")
    assert ended(child) == (0 if removed else 1)
    assert names(case) == ([] if removed else ["warning.yaml"])


def test_ctrl_c_at_the_question_removes_nothing(case: Path, terminal: Terminal) -> None:
    child = terminal("incident", "remove", "warning", folder=case)
    child.expect_exact("> ")
    child.sendintr()
    assert ended(child) == 130
    assert names(case) == ["warning.yaml"]


# edit


def editor(tmp_path: Path, script: str) -> str:
    """Return the command of an editor that runs a Python script over the file."""
    path = tmp_path / "editor.py"
    path.write_text(f"import sys, pathlib\nfile = pathlib.Path(sys.argv[1])\n{script}\n", encoding="utf-8")
    return f"{sys.executable} {path}"


@pytest.fixture
def editing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    monkeypatch.delenv("VISUAL", raising=False)
    return lambda script: monkeypatch.setenv("EDITOR", editor(tmp_path, script))


REPLACE = "file.write_text(file.read_text(encoding='utf-8').replace({!r}, {!r}), encoding='utf-8')"


def test_what_the_editor_saved_takes_the_place_of_the_file(
    case: Path, run: Run, editing: Callable[[str], None]
) -> None:
    editing(REPLACE.format("A warning at a meeting", "A warning, twice"))
    code, out, _ = run("incident", "edit", "warning", "--case", case)
    assert code == 0
    assert "Saved: incidents/warning.yaml" in out
    assert (case / "incidents" / "warning.yaml").read_text(encoding="utf-8") == INCIDENT.replace(
        "A warning at a meeting", "A warning, twice"
    )
    assert not (case / ".editing").exists()


def test_nothing_changed_is_said(case: Path, run: Run, editing: Callable[[str], None]) -> None:
    editing("pass")
    code, out, _ = run("incident", "edit", "warning", "--case", case)
    assert (code, out) == (0, "Nothing was changed.\n")


def test_a_mistake_keeps_the_text_in_a_copy_and_the_next_edit_goes_on_with_it(
    case: Path, run: Run, editing: Callable[[str], None]
) -> None:
    editing(REPLACE.format("affected: [activist-1]", "affectd: [activist-1]"))
    code, _, errors = run("incident", "edit", "warning", "--case", case)
    assert code == 1
    assert "did you mean `affected`?" in errors
    assert ".editing/warning.yaml:6:1" in errors
    assert "Your text is kept in .editing/warning.yaml" in errors
    assert (case / "incidents" / "warning.yaml").read_text(encoding="utf-8") == INCIDENT
    editing(REPLACE.format("affectd: [activist-1]", "affected: []"))
    code, _, errors = run("incident", "edit", "warning", "--case", case)
    assert code == 0
    assert "Going on with the copy" in errors
    assert data(case, "warning")["affected"] == []


def test_an_editor_that_fails_keeps_the_text(case: Path, run: Run, editing: Callable[[str], None]) -> None:
    editing("file.write_text('half', encoding='utf-8'); sys.exit(3)")
    code, _, errors = run("incident", "edit", "warning", "--case", case)
    assert code == 1
    assert "Your text is kept in .editing/warning.yaml" in errors
    assert (case / ".editing" / "warning.yaml").read_text(encoding="utf-8") == "half"
    assert (case / "incidents" / "warning.yaml").read_text(encoding="utf-8") == INCIDENT


def test_a_change_made_meanwhile_is_not_overwritten(case: Path, run: Run, editing: Callable[[str], None]) -> None:
    target = case / "incidents" / "warning.yaml"
    other, mine = "title: Other\nwhen: 2020\n", "title: Mine\nwhen: 2019\n"
    editing(f"pathlib.Path({str(target)!r}).write_text({other!r})\nfile.write_text({mine!r})")
    code, _, errors = run("incident", "edit", "warning", "--case", case)
    assert code == 1
    assert "CK724" in errors
    assert target.read_text(encoding="utf-8") == other
    assert (case / ".editing" / "warning.yaml").read_text(encoding="utf-8") == mine


def test_a_copy_left_the_last_time_does_not_overwrite_what_was_typed_since(
    case: Path, run: Run, editing: Callable[[str], None]
) -> None:
    target = case / "incidents" / "warning.yaml"
    editing(REPLACE.format("affected: [activist-1]", "affectd: [activist-1]"))
    assert run("incident", "edit", "warning", "--case", case)[0] == 1
    target.write_text(INCIDENT.replace("2019-09-18", "2019-09-19"), encoding="utf-8")
    editing(REPLACE.format("affectd: [activist-1]", "affected: []"))
    code, _, errors = run("incident", "edit", "warning", "--case", case)
    assert (code, "CK724" in errors) == (1, True)
    assert "2019-09-19" in target.read_text(encoding="utf-8")
    assert "affected: []" in (case / ".editing" / "warning.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("leave", ["no", "ctrl-c"])
def test_at_a_terminal_one_is_asked_whether_to_go_on_and_the_text_is_kept(
    case: Path, tmp_path: Path, leave: str, terminal: Terminal
) -> None:
    broken = editor(tmp_path, REPLACE.format("when: 2019-09-18", "when: 2019-02-30"))
    child = terminal("incident", "edit", "warning", folder=case, EDITOR=broken, VISUAL=broken)
    child.expect_exact("2019-02-30")
    child.expect_exact("Go on editing?")
    child.expect_exact("> ")
    if leave == "no":
        child.sendline("no")
    else:
        child.sendintr()
    child.expect_exact("Your text is kept in .editing/warning.yaml")
    assert ended(child) == (1 if leave == "no" else 130)
    assert "when: 2019-02-30" in (case / ".editing" / "warning.yaml").read_text(encoding="utf-8")


# ask


def test_each_answer_is_written_at_once_with_its_exhibits_and_comments_stay(case: Path, terminal: Terminal) -> None:
    child = terminal("incident", "ask", "warning", folder=case)
    answer(child, "1 of", "?")
    child.expect_exact("What would support it:")
    child.expect_exact("> ")
    child.sendline("own")
    answer(child, "What shows it?", "E1 p. 3")
    child.expect_exact("2 of ")
    assert data(case, "warning")["facts"]["whose-decision"] == {
        "answer": "own-initiative",
        "exhibits": [{"exhibit": "E1", "at": "p. 3"}],
    }
    child.sendintr()
    child.expect_exact("Interrupted")
    assert ended(child) == 130
    text = (case / "incidents" / "warning.yaml").read_text(encoding="utf-8")
    for comment in ("# as the minutes call it", "# affected: nobody else is known", "# he said so"):
        assert comment in text
    assert data(case, "warning")["facts"]["on-duty"] == "yes"


def test_ctrl_c_at_the_exhibits_of_an_answer_leaves_the_file_as_it_was(case: Path, terminal: Terminal) -> None:
    child = terminal("incident", "ask", "warning", folder=case)
    answer(child, "1 of", "superior")
    child.expect_exact("What shows it?")
    child.expect_exact("> ")
    child.sendintr()
    child.expect_exact("Interrupted")
    assert ended(child) == 130
    assert (case / "incidents" / "warning.yaml").read_text(encoding="utf-8") == INCIDENT


def test_enter_skips_unknown_is_an_answer_and_the_end_of_the_lines_ends_it(case: Path, run: Run) -> None:
    code, out, _ = run("incident", "ask", "warning", "--case", case, typed=piped("", "unknown"))
    assert code == 0
    assert "1 answered" in out
    facts = data(case, "warning")["facts"]
    assert list(facts.values()) == ["yes", "unknown"]


def test_questions_that_are_answered_or_recorded_are_not_asked(case: Path, run: Run) -> None:
    _, _, errors = run("incident", "ask", "warning", "--case", case, typed="\n" * 80)
    assert "Was it part of the official's job?" not in errors
    assert "official-category" not in errors


def test_every_question_can_be_answered_and_then_nothing_is_left_to_ask(
    case: Path, run: Run, regulations: Path
) -> None:
    law, _ = load_law(regulations)
    assert law is not None
    typed = []
    for question in law.questions:
        if question.recorded or question.id == "on-duty":
            continue
        right = {
            "yes-no": "y",
            "choice": question.choices[0] if question.choices else "",
            "choices": ", ".join(question.choices[:2]),
            "number": "3",
            "date": "2019-09",
            "dates": "2019-09-18, 2019-09-19",
            "text": 'In a few words: "this" & that # so',
            "persons": "nobody",
        }[question.answer]
        typed += [right, "vouched"]
    code, out, errors = run("incident", "ask", "warning", "--case", case, typed=piped(*typed))
    assert code == 0, errors
    assert "0 left open" in out
    assert [problem.as_line() for problem in read_case(case, law).problems] == []
    code, out, _ = run("incident", "ask", "warning", "--case", case)
    assert "Every question is answered" in out


def test_answers_to_an_incident_without_facts_are_added_at_its_end(case: Path, run: Run) -> None:
    path = case / "incidents" / "bare.yaml"
    path.write_text("title: Bare\nwhen: 2019\n# the end\n", encoding="utf-8")
    run("incident", "ask", "bare", "--case", case, typed=piped("no", ""))
    assert path.read_text(encoding="utf-8") == "title: Bare\nwhen: 2019\n# the end\nfacts:\n  on-duty: no\n"


def test_a_faulty_incident_is_not_asked_about(case: Path, run: Run) -> None:
    (case / "incidents" / "bad.yaml").write_text("titel: A\nwhen: 2019\n", encoding="utf-8")
    code, _, errors = run("incident", "ask", "bad", "--case", case, typed="yes\n")
    assert code == 1
    assert "did you mean `title`?" in errors


@pytest.mark.parametrize(
    "arguments", [("list",), ("show", "x"), ("edit", "x"), ("remove", "x"), ("ask", "x"), ("add",)]
)
def test_a_folder_that_is_no_case_is_refused(tmp_path: Path, run: Run, arguments: tuple[str, ...]) -> None:
    code, _, errors = run("incident", *arguments, "--case", tmp_path)
    assert code == 1
    assert "complaintkit init" in errors
    assert list(tmp_path.iterdir()) == []


def test_questions_are_put_in_a_language_of_the_rules(case: Path, run: Run) -> None:
    (case / "incidents" / "bare.yaml").write_text("title: Bare\nwhen: 2019\n", encoding="utf-8")
    _, _, errors = run("incident", "ask", "bare", "--lang", "fr", "--case", case, typed=piped("no", ""))
    assert "Cela faisait-il partie des fonctions du fonctionnaire" in errors
    assert data(case, "bare")["facts"] == {"on-duty": "no"}
    code, _, errors = run("incident", "ask", "bare", "--lang", "xx", "--case", case)
    assert (code, "CK332" in errors) == (1, True)
