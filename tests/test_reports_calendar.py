"""The deadlines as a calendar: what a calendar library finds in it, and what a calendar program needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.assessment.values import (
    Assessment,
    ClaimResult,
    ConditionResult,
    Deadline,
    Outcome,
    RecipientResult,
    Renewal,
)
from complaintkit.law.values import Law, Translations
from complaintkit.reports.calendar import as_calendar, notes

LAW = Law((), (), (), (), (), (), Translations("", ()), "")
ON = date(2020, 10, 2)
LINES = ("2019-01-05: known, at the earliest.", "2 years end on 2021-01-05; é, ž and “quotes”.")


def condition(outcome: Outcome, *, left: str | None = None) -> ConditionResult:
    return ConditionResult("O7", None, "An own approach.", outcome, "statute", (), "Write first, then wait.", left)


def claim(
    last: date, safe: date | None, outcome: Outcome = Outcome.MET, *conditions: ConditionResult, name: str = "silence"
) -> ClaimResult:
    return ClaimResult(name, (name,), outcome, conditions, Deadline(last, safe, LINES))


def assessment(*claims: ClaimResult, on: date = ON) -> Assessment:
    result = RecipientResult("ombudsman", Outcome.NOT_KNOWN, claims, ())
    return Assessment(on, None, (), (), (), (), (result,))


def events(found: Assessment) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(as_calendar(found, LAW, "case").encode())
    return list(calendar.walk("VEVENT"))


def test_the_last_day_and_the_safe_date_are_whole_days():
    safe, last = events(assessment(claim(date(2021, 1, 11), date(2021, 1, 8))))
    assert safe["DTSTART"].dt == date(2021, 1, 8)
    assert safe["DTEND"].dt == date(2021, 1, 9)
    assert last["DTSTART"].dt == date(2021, 1, 11)
    assert last["SUMMARY"] == "Last day to write to the ombudsman about silence"
    assert safe["SUMMARY"] == "Safe date to write to the ombudsman about silence (the last day is 2021-01-11)"


def test_one_event_where_the_last_day_is_safe_or_no_day_is():
    (same,) = events(assessment(claim(date(2021, 1, 8), date(2021, 1, 8))))
    assert same["SUMMARY"].endswith("(a safe day)")
    (unsafe,) = events(assessment(claim(date(2021, 1, 11), None)))
    assert "Safe date: none." in unsafe["DESCRIPTION"]


def test_the_description_tells_how_it_was_reckoned_and_what_is_open():
    curable = condition(Outcome.NOT_MET)
    (event,) = events(assessment(claim(date(2021, 1, 8), date(2021, 1, 8), Outcome.NOT_MET, curable)))
    assert event["DESCRIPTION"] == "\n".join(
        (
            "Last day: 2021-01-08. Safe date: 2021-01-08.",
            "Is the claim admissible, on 2020-10-02? not met.",
            "O7, not met: Write first, then wait.",
            "How the days were reckoned:",
            *LINES,
        )
    )


def test_a_later_refusal_has_its_own_days_though_the_claim_comes_too_late():
    lost = condition(Outcome.NOT_MET, left="A petition.")
    renewal = Renewal(
        "O6",
        "silence",
        "refusal",
        date(2020, 9, 11),
        None,
        "a meeting",
        Deadline(date(2022, 9, 12), date(2022, 9, 9), LINES),
    )
    late = replace(claim(date(2019, 1, 8), None, Outcome.NOT_MET, lost), renewals=(renewal,))
    safe, last = events(assessment(late))
    assert last["SUMMARY"] == "Last day to write to the ombudsman about the refusal in silence only"
    assert safe["SUMMARY"].startswith("Safe date to write to the ombudsman about the refusal in silence only")
    assert "it revives nothing." in last["DESCRIPTION"]
    assert notes(assessment(late)) == ()


def test_a_claim_that_fails_for_good_and_days_that_have_passed_are_left_out():
    lost = condition(Outcome.NOT_MET, left="A petition.")
    found = assessment(
        claim(date(2021, 1, 8), date(2021, 1, 8), Outcome.NOT_MET, lost),
        claim(date(2020, 10, 1), date(2020, 10, 1), Outcome.NOT_KNOWN, name="older"),
        claim(date(2020, 10, 5), date(2020, 10, 1), Outcome.NOT_KNOWN, name="safe-day-gone"),
    )
    (event,) = events(found)
    assert event["DTSTART"].dt == date(2020, 10, 5)
    (note,) = notes(found)
    assert note.code == "CK741"
    assert "older (ombudsman, 2020-10-01)" in note.message


def test_the_day_of_the_check_itself_is_not_passed():
    assert len(events(assessment(claim(ON, ON)))) == 1


def test_nothing_to_enter_is_said():
    assert events(assessment()) == []
    assert [note.code for note in notes(assessment())] == ["CK740"]
    assert notes(assessment(claim(date(2021, 1, 8), None))) == ()


def test_the_same_event_keeps_its_identity_when_its_day_changes():
    before = events(assessment(claim(date(2021, 1, 11), date(2021, 1, 8))))
    after = events(assessment(claim(date(2021, 3, 11), date(2021, 3, 10)), on=date(2020, 11, 2)))
    assert [event["UID"] for event in before] == [event["UID"] for event in after]
    assert len({event["UID"] for event in before}) == 2
    assert after[0]["DTSTAMP"].dt.date() == date(2020, 11, 2)
    other = icalendar.Calendar.from_ical(as_calendar(assessment(claim(date(2021, 1, 11), None)), LAW, "another case"))
    assert other.walk("VEVENT")[0]["UID"] not in {event["UID"] for event in before}


def test_the_end_of_time_has_no_day_after():
    (event,) = events(assessment(claim(date.max, date.max)))
    assert event["DTSTART"].dt == date.max
    assert "DTEND" not in event


@given(
    st.text(st.characters(blacklist_categories=("Cc", "Cs"), whitelist_characters="\n"), max_size=300),
    st.integers(0, 9),
)
def test_any_text_comes_back_as_it_was_and_no_line_is_too_long(text, more):
    told = ClaimResult("silence", (), Outcome.MET, (), Deadline(ON + timedelta(days=more), None, (text,)))
    written = as_calendar(assessment(told), LAW, "case")
    assert written.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    (event,) = icalendar.Calendar.from_ical(written.encode()).walk("VEVENT")
    assert event["DESCRIPTION"].endswith(f"How the days were reckoned:\n{text}")
