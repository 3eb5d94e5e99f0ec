"""Reading scenarios: what is written is merged into the standard case, and every mistake is told at its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import indent

import pytest

from complaintkit.law.folder import digest_of_files, files_of
from complaintkit.law.loading import load_law
from complaintkit.law.values import Law
from complaintkit.scenarios.reading import read_scenarios
from complaintkit.scenarios.standard import merged

ONE = """
id: one
says: An invented scenario.
basis: inference
incidents:
  insult: {facts: {manner: insulting}}
expect:
  criteria: {12.improper: met}
"""


@pytest.fixture(scope="module")
def law(regulations: Path) -> Law:
    found, problems = load_law(regulations)
    assert found is not None, problems
    return found


Read = Callable[..., tuple[tuple, list[str]]]


@pytest.fixture
def read(tmp_path: Path, law: Law) -> Read:
    """Return a function from the texts of scenarios to those that could be read and the problems, as lines."""

    def reading(*scenarios: str, name: str = "scenarios/a.yaml") -> tuple[tuple, list[str]]:
        path = tmp_path / "rules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        listed = "".join("  - " + indent(text.strip(), "    ").lstrip() + "\n" for text in scenarios)
        path.write_text(f"scenarios:\n{listed}", encoding="utf-8")
        found, problems = read_scenarios(tmp_path / "rules", law)
        return found, [problem.as_line() for problem in problems]

    return reading


def test_what_is_left_out_has_a_standard_value(read: Read) -> None:
    (scenario,), problems = read(ONE)
    assert problems == []
    (incident,) = scenario.case.incidents
    assert (incident.id, incident.title, incident.official, incident.affected) == (
        "insult",
        "insult",
        "official-1",
        ("person-1",),
    )
    assert incident.when.single == date(2019, 9, 18)
    assert (scenario.on, scenario.of) == (date(2020, 10, 2), "insult")
    assert scenario.case.file.complainant.seat == "member-state"
    assert scenario.case.register.exhibits["E1"].pages == 1


def test_an_incident_may_say_nothing_at_all(read: Read) -> None:
    (scenario,), problems = read(ONE.replace("{facts: {manner: insulting}}", "").replace("met}", "not known}"))
    assert problems == []
    assert scenario.case.incidents[0].facts == {}


def test_what_is_written_is_merged_key_by_key(read: Read) -> None:
    (scenario,), problems = read(
        ONE + "case: {complainant: {seat: third-country}, officials: {official-1: {category: contract}}}\n"
        "exhibits: {E1: {pages: 4}, E2: {kind: e-mail}}\non: 2021-08-05"
    )
    assert problems == []
    file = scenario.case.file
    assert (file.complainant.seat, file.complainant.label) == ("third-country", "association")
    assert (file.officials["official-1"].category, file.officials["official-1"].employer) == ("contract", "eeas")
    assert {number: one.pages for number, one in scenario.case.register.exhibits.items()} == {"E1": 4, "E2": 1}
    assert scenario.on == date(2021, 8, 5)


def test_merging_replaces_lists_and_leaves_the_standard_as_it_was() -> None:
    standard = {"a": {"b": [1], "c": 2}, "d": 3}
    assert merged(standard, {"a": {"b": [5]}, "e": {"f": 6}}) == {"a": {"b": [5], "c": 2}, "d": 3, "e": {"f": 6}}
    assert merged(standard, {"a": None}) == {"a": None, "d": 3}
    assert standard == {"a": {"b": [1], "c": 2}, "d": 3}


# What is written instead of what, the words at the place that the problem names, its code, and what it says.
MISTAKES = [
    ("manner: insulting", "maner: insulting", "maner:", "CK213", "no question `maner` (did you mean `manner`?)"),
    ("insulting}", "insultng}", "insultng", "CK214", "no answer to `manner` (did you mean `insulting`?)"),
    ("manner: insulting", "deliberate: perhaps", "perhaps", "CK214", "(write yes, no or unknown)"),
    ("manner: insulting", "own-approach: own", "own-app", "CK215", "the answer follows from what the case records"),
    ("{facts:", "{fact:", "fact:", "CK120", "(did you mean `facts`?)"),
    ("{facts:", "{official: offical-1, facts:", "offical-1", "CK210", "(did you mean `official-1`?)"),
    ("{facts:", "{official: person-1, facts:", "person-1", "CK209", "`person-1` is no official of this case"),
    ("{facts:", "{when: 2014-09-18, facts:", "2014", "CK212", "before the service of `official-1`"),
    ("{facts:", "{when: 2019-02-30, facts:", "2019-02-30", "CK124", "a day that does not exist"),
    ("insulting}", "{answer: insulting, exhibits: [E7]}}", "E7", "CK211", "`E7` is not in the register"),
    ("expect:", "case: {complainant: {seat: nowhere}}\nexpect:", "nowhere", "CK123", "not `nowhere`"),
    ("expect:", "case: {complainant: {set: unknown}}\nexpect:", "set:", "CK120", "(did you mean `seat`?)"),
    ("expect:", "exhibits: {E2: {pages: none}}\nexpect:", "none", "CK122", "must be a number"),
    ("improper: met", "improper: mett", "mett", "CK123", "(did you mean `met`?)"),
    ("12.improper", "12.imprper", "12.imprper", "CK382", "no criterion `12.imprper` (did you mean `12.improper`?)"),
    ("12.improper", "11(1).bound", "11(1)", "CK382", "the paragraphs of Article 11 have no numbers"),
    ("12.improper", "12", "12:", "CK385", "`12` is a provision (expect it under `provisions`)"),
    ("criteria: {12.improper", "provisions: {12.improper", "12.", "CK385", "(expect it under `criteria`)"),
    ("criteria: {12.improper", "provisions: {12a", "12a", "CK382", "(did you mean `12a(1)` or `12a(3)`?)"),
    ("criteria: {12.improper", "groups: {12", "12:", "CK385", "(expect it under `provisions`)"),
    ("criteria: {12.improper", "groups: {12.improper", "12.", "CK385", "(expect it under `criteria`)"),
    ("criteria: {12.improper", "groups: {12a(3).tme", "12a(3).", "CK382", "no course of conduct `12a(3).tme`"),
    ("criteria: {12.improper", "claims: {ombudsmann", "ombudsmann", "CK382", "(did you mean `ombudsman`?)"),
    ("criteria: {12.improper", "conditions: {ombudsman.O66", "ombudsman.O66", "CK382", "are ombudsman.O1, "),
    ("criteria: {12.improper", "conditions: {O6", "O6", "CK382", "write RECIPIENT.CONDITION, as ombudsman.O6"),
    ("criteria: {12.improper", "conditions: {ombudsman.O13", "ombudsman.O13", "CK385", "a notice: it is shown"),
    ("criteria: {12.improper: met", "deadlines: {ombudsmn: null", "ombudsmn", "CK382", "(did you mean `ombudsman`?)"),
    ("criteria: {12.improper: met", "deadlines: {olaf: {date: 2021-13-20}", "2021-13-20", "CK124", "`date`"),
    ("criteria:", "criterion:", "criterion:", "CK120", "(did you mean `criteria`?)"),
    ("criteria:", "of: insults\n  criteria:", "insults", "CK384", "no incident `insults` (did you mean `insult`?)"),
    ("criteria: {12.improper: met}", "of: insult", "expect:", "CK384", "this scenario expects nothing"),
    ("basis: inference", "basis: case", "case", "CK383", "names no authority whose outcome was read"),
    ("basis: inference", "basis: statute", "statute", "CK383", "does not say where it stands"),
    ("basis: inference", "basis: case\nauthorities: [skarby]", "skarby", "CK383", "(did you mean `skareby`?)"),
    ("basis: inference", "basis: judgment", "judgment", "CK123", "`statute`, `case`, `inference`"),
    ("says: An invented scenario.", "", "id: one", "CK121", "`says` is missing"),
    ("id: one", "id: one\non: 2020-10", "2020-10", "CK124", "write a whole date"),
    ("insult: {facts: {manner: insulting}}", "{}", "{}", "CK125", "needs at least 1 entry"),
]


@pytest.mark.parametrize(("written", "instead", "at", "code", "said"), MISTAKES, ids=lambda text: text[:30])
def test_a_mistake_is_told_at_its_place_with_what_was_meant(
    read: Read, tmp_path: Path, *, written: str, instead: str, at: str, code: str, said: str
) -> None:
    assert written in ONE
    scenarios, problems = read(ONE.replace("id: one", "id: first", 1), ONE.replace(written, instead))
    assert [one.id for one in scenarios] == ["first"], "one faulty scenario does not hide the others"
    (problem,) = [line for line in problems if code in line and said in line]
    file, line, column, *_ = problem.split(":")
    text = (tmp_path / "rules" / "scenarios" / "a.yaml").read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert file == "rules/scenarios/a.yaml"
    assert text[int(column) - 1 :].startswith(at)


def test_an_id_stands_once_over_all_files(read: Read) -> None:
    read(ONE)
    scenarios, problems = read(ONE, name="criteria/scenarios/b.yaml")
    assert len(scenarios) == 1
    (problem,) = problems
    assert "CK381 the scenario `one` stands twice" in problem
    assert "rules/" in problem


@pytest.mark.parametrize("name", ["scenarios/a.yml", "scenarios/more/a.yaml", "scenarios/notes.txt"])
def test_a_file_that_would_not_be_read_is_told(read: Read, name: str) -> None:
    scenarios, problems = read(ONE, name=name)
    assert scenarios == ()
    (problem,) = problems
    assert problem.startswith(f"rules/{name}: error: CK380")


def test_explanations_and_hidden_files_may_lie_there(read: Read) -> None:
    for name in ("scenarios/README.md", "scenarios/.a.yaml.swp"):
        assert read(ONE, name=name) == ((), [])


def test_a_file_that_is_no_yaml_does_not_hide_another(read: Read, tmp_path: Path) -> None:
    read(ONE)
    (tmp_path / "rules" / "scenarios" / "b.yaml").write_text("scenarios: [\n", encoding="utf-8")
    scenarios, problems = read(ONE)
    assert len(scenarios) == 1
    assert problems[0].startswith("rules/scenarios/b.yaml:2:1: error: CK104")


def test_a_doubtful_incident_is_a_warning_and_the_scenario_is_run(read: Read) -> None:
    act = "{acts: [{on: 2019-10-01, what: insulted, towards: [person-1]}], facts:"
    scenarios, problems = read(ONE.replace("{facts:", act))
    assert len(scenarios) == 1
    (problem,) = problems
    assert "warning: CK227 this act lies after the days of its incident" in problem


def test_scenarios_are_no_part_of_the_rules(regulations: Path, tmp_path: Path, law: Law) -> None:
    copied = Path(shutil.copytree(regulations, tmp_path / "regulations"))
    before = digest_of_files(files_of(copied), copied)
    shutil.rmtree(copied / "scenarios")
    (copied / "criteria" / "scenarios").mkdir()
    (copied / "criteria" / "scenarios" / "mine.yaml").write_text("scenarios: []", encoding="utf-8")
    found, problems = load_law(copied)
    assert problems == ()
    assert found is not None
    assert replace(found, translations=law.translations) == replace(law, digest=before)
    assert law.digest == before
