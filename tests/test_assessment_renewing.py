"""A later reply, refusal or silence opens a new complaint about itself only, where the facts are too old."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.assessment import assess
from complaintkit.case.values import Case, CaseFile, Incident
from complaintkit.law.loading import load_law
from complaintkit.locations import shipped

TODAY = date(2026, 11, 23)
FILE = {
    "format": 1,
    "title": "Invented",
    "complainant": {"label": "club", "shown_as": "the club", "kind": "organisation", "seat": "member-state"},
    "respondent": {"institution": "eeas", "shown_as": "the service"},
    "court": "no",
}


@pytest.fixture(scope="module")
def law():
    return load_law(shipped("regulations"))[0]


def letter(on, *, by="club", reply="none", **more):
    return {
        "on": on,
        "by": by,
        "to": "the service",
        "about": "the meeting of 2019",
        "asks_for_answer": "yes",
        "reply": reply,
        **more,
    }


def came(kind, on):
    return {"kind": kind, "on": on}


def renewals(law, *approaches, on=TODAY, matter="conduct", known_at_latest="2020-10-02"):
    incident = Incident.model_validate(
        {
            "id": "meeting",
            "title": "A meeting",
            "when": "2019-09-18",
            "known_at_latest": known_at_latest,
            "facts": {"matter": matter},
            "approaches": approaches,
        }
    )
    case = Case(CaseFile.model_validate(FILE), (incident,))
    (found,) = assess(case, law, on, recipient="ombudsman").recipients
    return found.claims[0].renewals


@pytest.mark.parametrize(("kind", "answered"), [("part", "reply"), ("full", "reply"), ("refusal", "refusal")])
def test_an_answer_to_a_letter_of_the_complainants_own_opens_two_years_from_its_day(law, kind, answered):
    (found,) = renewals(law, letter("2026-01-12", reply=came(kind, "2026-03-02")))
    assert (found.condition, found.incident, found.answered) == ("O6", "meeting", answered)
    assert (found.since, found.sent) == (date(2026, 3, 2), date(2026, 1, 12))
    assert (found.deadline.date, found.deadline.safe_date) == (date(2028, 3, 2), date(2028, 3, 2))
    assert found.deadline.derivation


def test_a_letter_that_was_refused_two_years_ago_opens_nothing_any_more(law):
    refused = letter("2024-11-04", reply=came("refusal", "2024-11-20"))
    assert renewals(law, refused, on=date(2026, 11, 20))
    assert renewals(law, refused, on=date(2026, 11, 21)) == ()


def test_a_silence_can_be_complained_of_once_two_months_have_passed(law):
    (found,) = renewals(law, letter("2026-01-12"))
    assert (found.answered, found.since) == ("silence", date(2026, 3, 13))
    assert found.deadline.date == date(2028, 1, 12)


def test_an_acknowledgement_breaks_no_silence(law):
    (found,) = renewals(law, letter("2026-01-12", reply=came("acknowledgement", "2026-01-13")))
    assert found.answered == "silence"


def test_of_several_things_that_came_back_each_answer_counts(law):
    several = [came("acknowledgement", "2026-01-13"), came("part", "2026-02-02"), came("refusal", "2026-03-02")]
    found = renewals(law, letter("2026-01-12") | {"reply": "unknown", "replies": several})
    assert [one.answered for one in found] == ["reply", "refusal"]


def test_a_reminder_tells_of_the_same_silence_as_its_letter(law):
    (found,) = renewals(law, letter("2026-01-12"), letter("2026-04-13", reminder=True))
    assert found.sent == date(2026, 4, 13)


def test_the_letters_of_others_open_nothing(law):
    assert renewals(law, letter("2026-01-12", by="youth-group", reply=came("refusal", "2026-03-02"))) == ()


def test_what_asks_for_no_answer_is_followed_by_no_silence(law):
    assert renewals(law, letter("2026-01-12") | {"asks_for_answer": "no"}) == ()


def test_where_the_facts_are_in_time_nothing_needs_to_be_renewed(law):
    refused = letter("2020-01-13", reply=came("refusal", "2020-02-03"))
    assert renewals(law, refused, on=date(2020, 10, 2), known_at_latest="2019-09-18") == ()


@given(day=st.dates(date(2022, 1, 1), date(2030, 1, 1)), after=st.integers(0, 900))
def test_a_refusal_opens_a_complaint_on_exactly_the_days_up_to_its_last_one(law, day, after):
    sent = day - timedelta(days=30)
    on = max(day + timedelta(days=after), date(2023, 1, 2))
    found = renewals(law, letter(sent.isoformat(), reply=came("refusal", day.isoformat())), on=on)
    if found:
        assert on <= found[0].deadline.date
        assert found[0].since == day
    else:
        assert on > day + timedelta(days=730)
