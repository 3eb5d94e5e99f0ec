"""Calendars of public holidays: dated data with a source, checked, and what they do to a last day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from textwrap import dedent

import pytest
from dateutil.easter import easter

from complaintkit.law.holiday_checks import check_holidays
from complaintkit.law.holidays import CONFIRMED, holds, holidays_at, year_held
from complaintkit.law.loading import load_law, read_rules
from complaintkit.law.periods import is_working_day
from complaintkit.law.values import Law
from complaintkit.problems import Problem

FROM_EASTER = {"Maundy Thursday": -3, "Good Friday": -2, "Easter Monday": 1, "Whit Monday": 50}
CALENDAR = """
    id: here
    name: Here
    years:
      - year: 2019
        status: verified
        source: the list of 2019
        checked: 2026-11-25
        days:
          - {on: 2019-01-01, name: New Year}
          - {on: 2019-07-01, name: Perhaps, status: unverified, source: a rumour}
          - {on: 2019-12-24, to: 2019-12-31, name: end of the year}
      - year: 2020
        status: secondary
        source: an encyclopedia
        checked: 2026-11-25
        until: 2020-05-31
        days:
          - {on: 2020-05-01, name: Labour Day}
    """


@pytest.fixture(scope="module")
def law(regulations: Path) -> Law:
    found, problems = load_law(regulations)
    assert problems == ()
    assert found is not None
    return found


def problems_with(tmp_path: Path, old: str = "", new: str = "") -> tuple[Problem, ...]:
    """Return the problems of the calendar above, with one change in it."""
    text = dedent(CALENDAR).lstrip()
    assert old in text
    folder = tmp_path / "regulations"
    (folder / "holidays").mkdir(parents=True)
    (folder / "questions.yaml").write_text("questions: []\n", encoding="utf-8")
    (folder / "holidays" / "here.yaml").write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
    rules = read_rules(folder)
    found = [one for one in rules.problems if one.file.startswith("regulations/holidays")]
    return (*found, *check_holidays(rules))


def test_a_calendar_without_mistakes_has_no_problem(tmp_path):
    assert problems_with(tmp_path) == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("on: 2019-01-01", "on: 2018-01-01", "CK364", 9),
        ("to: 2019-12-31", "to: 2020-01-02", "CK364", 11),
        ("to: 2019-12-31", "to: 9999-12-31", "CK364", 11),
        ("to: 2019-12-31", "to: 2019-12-23", "CK364", 11),
        ("on: 2020-05-01", "on: 2020-06-01", "CK364", 18),  # after the last day that was read
        ("until: 2020-05-31", "until: 2021-05-31", "CK364", 16),
        ("on: 2019-07-01", "on: 2019-12-27", "CK365", 11),
    ],
)
def test_a_mistake_has_its_line(tmp_path, old, new, code, line):
    (found,) = problems_with(tmp_path, old, new)
    assert (found.code, found.line, found.severity) == (code, line, "error")


def test_a_year_that_stands_twice(tmp_path):
    found = problems_with(tmp_path, "year: 2020", "year: 2019")
    assert ("CK365", 12) in {(problem.code, problem.line) for problem in found}


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("status: verified", "status: sure", 5),
        ("source: the list of 2019", "sauce: the list of 2019", 6),
        ("on: 2019-01-01", "on: 2019-01", 9),
        ("year: 2019", "year: 20190", 4),
        ("checked: 2026-11-25", "checked: today", 7),
    ],
)
def test_what_cannot_be_read_has_its_line_too(tmp_path, old, new, line):
    found = problems_with(tmp_path, old, new)
    assert line in {problem.line for problem in found}
    assert {problem.severity for problem in found} == {"error"}


def test_a_recipient_that_names_an_unknown_calendar(regulations, tmp_path):
    rules = read_rules(regulations)
    rules.holidays = [(document, file) for document, file in rules.holidays if file.id != "strasbourg"]
    (found,) = check_holidays(rules)
    assert (found.code, found.file) == ("CK366", "regulations/recipients/ombudsman.yaml")
    assert "no calendar `strasbourg`" in found.message


def test_a_row_of_days_is_a_holiday_each(law):
    (calendar,) = [one for one in law.holidays if one.id == "eu-brussels"]
    year = year_held(calendar, 2023)
    assert year is not None
    assert [day.day.day for day in year.days if day.name == "end-of-year days"] == [25, 26, 27, 28, 29]


class TestWhichHolidaysCount:
    """Confirmed ones of the recipient's calendar move a last day; no day that any calendar holds is safe."""

    def test_every_recipient_of_the_rules_names_a_calendar_that_is_held(self, law):
        for recipient in law.recipients:
            assert recipient.holidays in {calendar.id for calendar in law.holidays}

    def test_an_unverified_one_moves_nothing_and_is_not_safe(self, law):
        good_friday = date(2021, 4, 2)
        strasbourg = holidays_at(law, "strasbourg")
        assert is_working_day(good_friday, strasbourg.moving)
        assert not is_working_day(good_friday, strasbourg.held)

    def test_those_of_another_calendar_move_nothing_and_are_not_safe(self, law):
        armistice, all_souls = date(2023, 11, 13), date(2023, 11, 2)
        strasbourg = holidays_at(law, "strasbourg")
        assert is_working_day(armistice, strasbourg.held)
        assert is_working_day(all_souls, strasbourg.moving)
        assert not is_working_day(all_souls, strasbourg.held)

    def test_without_a_calendar_nothing_moves_a_last_day(self, law):
        none = holidays_at(law, None)
        assert (none.calendar, none.moving) == (None, frozenset())
        assert date(2023, 12, 25) in none.held

    def test_what_is_held_of_a_day_names_the_own_calendar_first(self, law):
        found = holidays_at(law, "eu-brussels").on(date(2023, 8, 15))
        assert [held.calendar.id for held in found] == ["eu-brussels", "belgium", "strasbourg"]
        assert found[0].status == "verified"
        assert "OJ C 201 I" in found[0].source

    def test_a_year_is_held_up_to_the_day_that_was_read(self, law):
        (brussels,) = [one for one in law.holidays if one.id == "eu-brussels"]
        assert holds(brussels, date(2024, 8, 14))
        assert not holds(brussels, date(2024, 8, 15))
        assert not holds(brussels, date(2021, 1, 1))


class TestWhatIsShipped:
    """Movable feasts are where Easter puts them; every year says where it was read."""

    def test_movable_feasts(self, law):
        seen = 0
        for calendar in law.holidays:
            for year in calendar.years:
                for holiday in year.days:
                    if holiday.name in FROM_EASTER:
                        assert holiday.day == easter(year.year) + timedelta(days=FROM_EASTER[holiday.name])
                        seen += 1
        assert seen > 80

    def test_ascension_is_on_its_thursday(self, law):
        days = [day for c in law.holidays for y in c.years for day in y.days if day.name.startswith("Ascension Day")]
        assert all(holiday.day == easter(holiday.day.year) + timedelta(days=39) for holiday in days)
        assert days

    def test_what_is_verified_names_the_official_journal(self, law):
        verified = [year for calendar in law.holidays for year in calendar.years if year.status == "verified"]
        assert verified
        assert all("OJ C" in year.source for year in verified)

    def test_nothing_confirmed_comes_from_a_program_alone_in_the_institutions_calendars(self, law):
        (parliament,) = [one for one in law.holidays if one.id == "parliament"]
        assert all(year.status not in CONFIRMED for year in parliament.years)
