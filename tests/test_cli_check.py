"""`check`: one valid object whatever happens, exit codes by problems only, and a report that says who, why and what next."""

from __future__ import annotations

import json
import shutil

import icalendar
import pytest
from click.testing import CliRunner

from complaintkit.cli.main import COMMANDS, group

CRITERION = {"id", "text", "outcome", "support", "basis", "reasons", "exhibits", "missing"}
CONDITION = {"id", "provision", "text", "outcome", "basis", "reasons", "cure"}


@pytest.fixture
def copy(example, tmp_path):
    return shutil.copytree(example, tmp_path / "case")


def run(*arguments):
    return CliRunner().invoke(group, [*map(str, arguments)], standalone_mode=False)


def test_json_has_every_field_of_the_contract(copy):
    answered = run("check", "--case", copy, "--format", "json")
    assert answered.return_value == 0
    found = json.loads(answered.stdout)
    assert set(found) == {"schema", "on", "recipient", "scope", "problems", "incidents", "groups", "recipients"}
    assert (found["schema"], found["on"], found["recipient"]) == ("complaintkit/check/1", "2020-10-02", None)
    for incident in found["incidents"]:
        assert set(incident) == {"id", "title", "from", "to", "provisions"}
        for provision in incident["provisions"]:
            assert set(provision) == {"provision", "outcome", "support", "criteria"}
            assert all(set(criterion) == CRITERION for criterion in provision["criteria"])
    for recipient in found["recipients"]:
        for claim in recipient["claims"]:
            assert set(claim) == {"id", "incidents", "outcome", "conditions", "deadline"}
            assert all(set(condition) == CONDITION for condition in claim["conditions"])
    assert found["scope"] == [incident["id"] for incident in found["incidents"]]


def test_a_recipient_narrows_the_scope_to_its_selection(copy):
    found = json.loads(run("check", "--case", copy, "--recipient", "ombudsman", "--format", "json").stdout)
    assert found["scope"] == ["unanswered-requests-2019-02"]
    assert [recipient["recipient"] for recipient in found["recipients"]] == ["ombudsman"]


def test_case_may_stand_before_or_after_the_command(copy):
    before = run("--case", copy, "check", "--format", "lines")
    after = run("check", "--format", "lines", "--case", copy)
    assert before.stdout == after.stdout != ""


def test_a_typing_mistake_is_told_with_its_place_and_the_rest_is_checked(copy):
    path = copy / "incidents" / "emails-2018-01.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("affected:", "afected:", 1), encoding="utf-8")
    answered = run("check", "--case", copy, "--format", "json")
    assert answered.return_value == 1
    found = json.loads(answered.stdout)
    (problem,) = [problem for problem in found["problems"] if problem["severity"] == "error"]
    assert problem["file"] == "incidents/emails-2018-01.yaml"
    assert path.read_text(encoding="utf-8").splitlines()[problem["line"] - 1].startswith("afected:")
    assert "affected" in problem["hint"]
    assert "meeting-2019-09-18" in found["scope"]


@pytest.mark.parametrize("form", ["text", "json", "lines"])
def test_a_folder_that_is_no_case(tmp_path, form):
    answered = run("check", "--case", tmp_path, "--format", form)
    assert answered.return_value == 1
    assert "Traceback" not in answered.output
    if form == "json":
        found = json.loads(answered.stdout)
        assert found["scope"] == []
        assert [problem["severity"] for problem in found["problems"]] == ["error"]


def test_a_recipient_that_does_not_exist(copy):
    answered = run("check", "--case", copy, "--recipient", "ombudsmann")
    assert answered.return_value == 1
    assert "did you mean `ombudsman`?" in answered.stderr


def test_nothing_selected_yet_names_the_command_to_type(copy):
    (copy / "selections" / "olaf.yaml").unlink()
    answered = run("check", "--case", copy, "--recipient", "olaf")
    assert answered.return_value == 1
    assert "complaintkit select --recipient olaf" in answered.stderr


def test_the_text_begins_with_the_matrix_and_ends_with_what_to_do(copy):
    text = run("check", "--case", copy).stdout
    order = [
        "INCIDENTS AGAINST PROVISIONS",
        "WHY",
        "COURSES OF CONDUCT",
        "WHO CAN BE WRITTEN TO",
        "WHAT TO DO NEXT, AND TO WHOM",
    ]
    places = [text.index(f"\n{heading}\n") for heading in order]
    assert places == sorted(places)
    for word in ("guilty", "committed an offence"):
        assert word not in text
    row = next(line for line in text.splitlines() if line.startswith("2019-09-18  meeting-2019-09-18"))
    assert "open" in row
    assert "no" in row


def test_it_is_the_same_text_every_time(copy):
    assert run("check", "--case", copy).stdout == run("check", "--case", copy).stdout


def test_a_case_without_incidents_says_what_to_do(copy):
    shutil.rmtree(copy / "incidents")
    shutil.rmtree(copy / "selections")
    assert "complaintkit incident add" in run("check", "--case", copy).stdout


def test_a_day_that_does_not_exist_is_wrong_usage(copy):
    answered = CliRunner().invoke(group, ["check", "--case", str(copy), "--on", "2026-13-01"])
    assert answered.exit_code == 2


def test_short_help_in_the_list_of_commands_agrees_with_each_command():
    listing = CliRunner().invoke(group, ["--help"]).output
    assert all(name in listing for name in COMMANDS)


def test_a_day_for_which_no_wording_is_held_is_said_aloud(copy):
    path = copy / "incidents" / "meeting-2019-09-18.yaml"
    text = path.read_text(encoding="utf-8").replace("when: 2019-09-18 ", "when: 2009-09-18 ", 1)
    path.write_text(text.replace("on: 2019-09-18", "on: 2009-09-18"), encoding="utf-8")
    found = json.loads(run("check", "--case", copy, "--format", "json").stdout)
    said = [problem["message"] for problem in found["problems"] if problem["code"] == "CK703"]
    assert "no quotable wording of 11/1 is held for 2009-09-18" in said


def test_the_calendar_has_the_dates_of_the_assessment(copy):
    answered = run("check", "--case", copy, "--format", "ics")
    assert answered.return_value == 0
    found = json.loads(run("check", "--case", copy, "--format", "json").stdout)
    deadlines = {
        claim["id"]: claim["deadline"] for r in found["recipients"] for claim in r["claims"] if claim["deadline"]
    }
    calendar = icalendar.Calendar.from_ical(answered.stdout_bytes)
    events = {str(event["SUMMARY"]): event["DTSTART"].dt.isoformat() for event in calendar.walk("VEVENT")}
    assert events
    for summary, day in events.items():
        claim = summary.split(" about ")[1].split(" ")[0]
        assert day == deadlines[claim]["safe_date" if summary.startswith("Safe date") else "date"]
    assert b"\r\n" in answered.stdout_bytes
    assert b"\n" not in answered.stdout_bytes.replace(b"\r\n", b"")


def test_two_calendars_of_the_same_case_are_equal_to_the_byte(copy):
    first, second = (run("check", "--case", copy, "--format", "ics").stdout_bytes for _ in range(2))
    assert first == second


def test_on_a_day_on_which_everything_is_too_late_the_calendar_is_empty_and_says_so(copy):
    answered = run("check", "--case", copy, "--on", "2026-11-22", "--format", "ics")
    assert answered.return_value == 0
    assert icalendar.Calendar.from_ical(answered.stdout_bytes).walk("VEVENT") == []
    assert "CK740" in answered.stderr


def test_a_mistake_in_the_case_goes_to_standard_error_and_not_into_the_calendar(copy):
    path = copy / "incidents" / "emails-2018-01.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("affected:", "afected:", 1), encoding="utf-8")
    answered = run("check", "--case", copy, "--format", "ics")
    assert answered.return_value == 1
    assert "CK120" in answered.stderr
    assert icalendar.Calendar.from_ical(answered.stdout_bytes).walk("VEVENT")


def test_where_nothing_can_be_read_there_is_no_calendar(tmp_path):
    answered = run("check", "--case", tmp_path, "--format", "ics")
    assert answered.return_value == 1
    assert answered.stdout == ""
    assert answered.stderr
