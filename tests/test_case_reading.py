"""Reading a case folder: everything that can be read is read, everything that is wrong is told at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from complaintkit.case.reading import CaseFolder, read_case
from complaintkit.case.values import Incident
from complaintkit.problems import Problem, Refused

CASE = """\
format: 1
title: A case
complainant: {label: association, shown_as: the association, kind: organisation}
respondent: {institution: eeas, shown_as: the Service}
officials:
  deputy-head: {post: Deputy Head}
persons:
  activist-1: {shown_as: the first activist, kind: person}
  youth-group: {shown_as: the youth group, kind: organisation}
"""
DIGEST = "0" * 64
REGISTER = f"""\
format: 1
exhibits:
  E1: {{file: exhibits/E1.eml, sha256: "{DIGEST}", size: 10, title: A letter}}
  E2: {{file: exhibits/E2.pdf, sha256: "{DIGEST}", size: 10, title: A record, pages: 3}}
"""
MEETING = "title: A meeting\nwhen: 2019-09-18\nofficial: deputy-head\n"


def a_case(folder: Path, **files: str) -> Path:
    """Write a case; keys are paths with `__` for `/` and `_yaml` for the ending, as in incidents__meeting_yaml."""
    typed = {"case_yaml": CASE, "exhibits_yaml": REGISTER, **files}
    for name, text in typed.items():
        path = folder / name.replace("__", "/").replace("_yaml", ".yaml").replace("_yml", ".yml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def problem_of(read: CaseFolder) -> Problem:
    assert len(read.problems) == 1, read.problems
    return read.problems[0]


def the_incident(folder: Path, text: str) -> Incident:
    read = read_case(a_case(folder, incidents__meeting_yaml=text), None)
    assert read.problems == ()
    assert read.case is not None
    (incident,) = read.case.incidents
    return incident


def test_a_case_is_read_with_its_incidents_in_the_order_of_their_dates(tmp_path: Path) -> None:
    folder = a_case(
        tmp_path,
        incidents__b_yaml="title: B\nwhen: 2019-09\n",
        incidents__a_yaml="title: A\nwhen: unknown\n",
        incidents__d_yaml="title: D\nwhen: 2018\n",
        incidents__c_yaml="title: C\nwhen: {from: 2019-09-01, to: 2019-09-05}\n",
        selections__olaf_yaml="format: 1\nrecipient: olaf\nchosen: [{incident: a, reason: r}]\nannexes: {E1: 1}\n",
    )
    read = read_case(folder, None)
    assert read.problems == ()
    assert read.case is not None
    assert [incident.id for incident in read.case.incidents] == ["d", "b", "c", "a"]
    assert read.case.register.exhibits["E2"].id == "E2"
    assert read.case.selections["olaf"].incidents == ("a",)
    assert sorted(read.documents) == [
        "case.yaml", "exhibits.yaml", "incidents/a.yaml", "incidents/b.yaml", "incidents/c.yaml", "incidents/d.yaml",
        "selections/olaf.yaml",
    ]  # fmt: skip


def test_a_story_in_plain_text_becomes_statements_with_the_support_of_the_incident(tmp_path: Path) -> None:
    incident = the_incident(
        tmp_path,
        MEETING + "source: hearsay\ntold_by: youth-group\nexhibits: [E1, {exhibit: E2, at: p. 2}]\nvouched: yes\n"
        "what_happened: |\n  The official took over\n  the meeting.\n\n  Then he left.\n",
    )
    first, second = incident.what_happened
    assert (first.say, second.say) == ("The official took over the meeting.", "Then he left.")
    assert (first.source, first.told_by, first.vouched) == ("hearsay", "youth-group", True)
    assert [(cited.exhibit, cited.at) for cited in second.exhibits] == [("E1", None), ("E2", "p. 2")]


def test_a_statement_with_support_of_its_own_keeps_it(tmp_path: Path) -> None:
    incident = the_incident(
        tmp_path,
        MEETING
        + "exhibits: [E1]\nvouched: true\nwhat_happened:\n  - plain words\n  - {say: as written, exhibits: [E2]}\n"
        "against: |\n  Another view.\n",
    )
    plain, written = incident.what_happened
    assert (plain.exhibits[0].exhibit, plain.vouched) == ("E1", True)
    assert (written.exhibits[0].exhibit, written.vouched) == ("E2", False)
    assert incident.against[0].say == "Another view."
    assert incident.against[0].exhibits[0].exhibit == "E1"


def test_a_bare_answer_is_a_fact(tmp_path: Path) -> None:
    incident = the_incident(tmp_path, MEETING + "facts: {deliberate: yes, listeners: [activist-1], count: 3}\n")
    assert incident.facts["deliberate"].answer == "yes"
    assert incident.facts["listeners"].answer == ["activist-1"]
    assert incident.facts["count"].answer == 3


def test_a_broken_incident_is_left_out_and_everything_else_is_read_on(tmp_path: Path) -> None:
    folder = a_case(
        tmp_path,
        incidents__broken_yaml="title: x\n  when: [\n",
        incidents__wrong_yaml="title: x\nwhen: 2019-02-31\nafected: []\n",
        incidents__good_yaml=MEETING,
        selections__olaf_yaml="format: 1\nrecipient: olaf\nchosen: [{incident: broken, reason: r}]\n",
        exhibits_yaml=REGISTER.replace("size: 10", "size: ten", 1),
    )
    read = read_case(folder, None)
    assert read.case is not None
    assert [incident.id for incident in read.case.incidents] == ["good"]
    assert list(read.case.register.exhibits) == ["E2"]
    assert [(p.file, p.line, p.code) for p in read.problems] == [
        ("exhibits.yaml", 3, "CK122"),
        ("incidents/broken.yaml", 2, "CK104"),
        ("incidents/wrong.yaml", 2, "CK124"),
        ("incidents/wrong.yaml", 3, "CK120"),
    ]


def test_a_faulty_case_file_is_told_and_the_incidents_are_read_on(tmp_path: Path) -> None:
    folder = a_case(tmp_path, case_yaml=CASE.replace("title: A case\n", ""), incidents__m_yaml="titel: x\nwhen: 2019\n")
    read = read_case(folder, None)
    assert read.case is None
    assert [(p.file, p.code) for p in read.problems] == [
        ("case.yaml", "CK121"), ("incidents/m.yaml", "CK120"), ("incidents/m.yaml", "CK121"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda folder: folder / "nowhere", "does not exist"),
        (lambda folder: folder, "is empty"),
        (lambda folder: (folder / "notes.txt").write_text("x") and folder, "is no case"),
        (lambda folder: (folder / "file").write_text("x") and folder / "file", "is a file"),
    ],
    ids=["missing", "empty", "no case", "a file"],
)
def test_a_folder_that_is_no_case_is_refused_with_what_to_type(tmp_path: Path, make: object, words: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_case(make(tmp_path), None)  # type: ignore[operator]
    (problem,) = refusal.value.problems
    assert words in problem.message
    assert "complaintkit init" in str(problem.hint)
    assert "complaintkit demo" in str(problem.hint)


def test_case_yml_is_told_by_its_right_name(tmp_path: Path) -> None:
    (tmp_path / "case.yml").write_text(CASE)
    with pytest.raises(Refused, match="CK205"):
        read_case(tmp_path, None)


@pytest.mark.parametrize("kind", ["incidents", "selections"])
def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path, kind: str) -> None:
    (a_case(tmp_path) / kind).write_text("incidents were here", encoding="utf-8")
    problem = problem_of(read_case(tmp_path, None))
    assert (problem.file, problem.code) == (kind, "CK207")
    assert f"the folder of the {kind}" in problem.message


def test_yml_and_yaml_twins_are_duplicates(tmp_path: Path) -> None:
    folder = a_case(tmp_path, incidents__m_yaml=MEETING, incidents__m_yml=MEETING.replace("A meeting", "B"))
    read = read_case(folder, None)
    problem = problem_of(read)
    assert (problem.file, problem.code) == ("incidents/m.yml", "CK204")
    assert "`incidents/m.yaml`" in problem.message
    assert read.case is not None
    assert [incident.title for incident in read.case.incidents] == ["A meeting"]


def test_names_that_differ_only_in_case_are_duplicates(tmp_path: Path) -> None:
    folder = a_case(tmp_path, incidents__meeting_yaml=MEETING, incidents__Meeting_yaml=MEETING)
    problem = problem_of(read_case(folder, None))
    assert (problem.file, problem.code) == ("incidents/Meeting.yaml", "CK204")


def test_a_single_yml_is_read(tmp_path: Path) -> None:
    read = read_case(a_case(tmp_path, incidents__m_yml=MEETING + "affected: [nobody]\n"), None)
    assert problem_of(read).file == "incidents/m.yml"
    assert problem_of(read).line == 4


def test_a_name_that_gives_no_id_is_told_with_a_better_one(tmp_path: Path) -> None:
    folder = a_case(tmp_path)
    (folder / "incidents").mkdir()
    (folder / "incidents" / "My Meeting.yaml").write_text(MEETING)
    (folder / "incidents" / ".hidden.yaml").write_text("[")
    (folder / "incidents" / "notes.txt").write_text("[")
    problem = problem_of(read_case(folder, None))
    assert problem.code == "CK203"
    assert problem.hint == "rename it to `my-meeting.yaml`"


def test_an_id_typed_inside_a_file_is_told_and_the_file_is_read(tmp_path: Path) -> None:
    read = read_case(a_case(tmp_path, incidents__m_yaml=MEETING + "id: other\n"), None)
    problem = problem_of(read)
    assert (problem.code, problem.line, problem.column) == ("CK202", 4, 1)
    assert read.case is not None
    assert read.case.incidents[0].id == "m"


def test_a_selection_named_for_another_recipient_is_told(tmp_path: Path) -> None:
    folder = a_case(tmp_path, selections__olaf_yaml="format: 1\nrecipient: eeas\n")
    problem = problem_of(read_case(folder, None))
    assert (problem.file, problem.line, problem.code) == ("selections/olaf.yaml", 2, "CK206")


def test_a_case_without_register_incidents_or_selections_is_a_case(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(CASE)
    read = read_case(tmp_path, None)
    assert read.problems == ()
    assert read.case is not None
    assert read.case.incidents == ()


@pytest.mark.parametrize("text", ["", "[]", "format: 1\nexhibits: []\n", "exhibits: {E1: }\n", "x"])
def test_a_faulty_register_is_told_and_the_case_is_read(tmp_path: Path, text: str) -> None:
    read = read_case(a_case(tmp_path, exhibits_yaml=text), None)
    assert read.case is not None
    assert read.problems
    assert {problem.file for problem in read.problems} == {"exhibits.yaml"}


def test_quotes_angles_and_ampersands_stay_as_typed(tmp_path: Path) -> None:
    incident = the_incident(tmp_path, 'title: "<b> & \'x\' \\" „y“"\nwhen: 2019\nplace: R&D <dept> "x"\n')
    assert incident.title == "<b> & 'x' \" „y“"
    assert incident.place == 'R&D <dept> "x"'


def test_bad_bytes_in_one_file_do_not_hide_the_others(tmp_path: Path) -> None:
    folder = a_case(tmp_path, incidents__good_yaml=MEETING)
    (folder / "incidents" / "latin.yaml").write_bytes("title: déjà\nwhen: 2019\n".encode("latin-1"))
    with (folder / "incidents" / "large.yaml").open("wb") as file:
        file.truncate(50_000_000)
    read = read_case(folder, None)
    assert [(p.file, p.code) for p in read.problems] == [
        ("incidents/large.yaml", "CK101"), ("incidents/latin.yaml", "CK102"),
    ]  # fmt: skip
    assert read.case is not None
    assert [incident.id for incident in read.case.incidents] == ["good"]


def test_a_control_character_does_not_hide_the_other_mistakes_of_its_file(tmp_path: Path) -> None:
    folder = a_case(tmp_path, incidents__m_yaml="titel: a\x07b\nwhen: 2019-02-31\nplace: \x1b\n")
    found = read_case(folder, None).problems
    assert [(p.line, p.column, p.code) for p in found] == [
        (1, 1, "CK120"), (1, 1, "CK121"), (1, 9, "CK103"), (2, 7, "CK124"), (3, 8, "CK103"),
    ]  # fmt: skip


def test_reading_writes_nothing_and_needs_no_right_to_write(tmp_path: Path) -> None:
    folder = a_case(tmp_path, incidents__m_yaml=MEETING)
    before = sorted(path.name for path in folder.rglob("*"))
    folder.chmod(0o555)
    try:
        read_case(folder, None)
    finally:
        folder.chmod(0o755)
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_reading_imports_nothing_that_only_letters_need() -> None:
    code = (
        "import sys, complaintkit.case.reading\n"
        "print([n for n in ('babel', 'jinja2', 'docxtpl', 'lxml', 'prompt_toolkit', 'ruamel') if n in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
