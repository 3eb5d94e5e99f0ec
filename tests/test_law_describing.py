"""Conditions of the rules in plain words."""

from __future__ import annotations

from datetime import date

import pytest

from complaintkit.law import conditions as c
from complaintkit.law.conditions import Period
from complaintkit.law.describing import condition_in_words
from complaintkit.law.loading import load_law
from complaintkit.law.values import Law, Question, Translations
from complaintkit.locations import shipped

QUESTIONS = (
    Question("on-duty", "On duty?", "", "", "yes-no"),
    Question("manner", "In which manner?", "", "", "choice", ("insulting", "rude", "neutral")),
    Question("listeners", "Who heard it?", "", "", "persons"),
    Question("times", "How often?", "", "", "number"),
    Question("told", "When told?", "", "", "date"),
)
LAW = Law((), (), (), QUESTIONS, (), (), Translations("", ()), "")
ON_DUTY = c.FactIs("on-duty")


@pytest.mark.parametrize(
    ("condition", "lines"),
    [
        (ON_DUTY, ["“On duty?” yes"]),
        (c.Not(ON_DUTY), ["“On duty?” any other answer than yes"]),
        (c.FactIs("manner", ("insulting", "rude")), ["“In which manner?” insulting or rude"]),
        (
            c.FactIs("manner", (), (("insulting", "met"), ("rude", "not known"))),
            ["“In which manner?” insulting: met, rude: not known, neutral: not met"],
        ),
        (c.FactGiven("listeners"), ["“Who heard it?” something is answered"]),
        (c.FactGiven("listeners", expected=False), ["“Who heard it?” nobody, or nothing"]),
        (c.FactNumber("times", "more_than", 2), ["“How often?” more than 2"]),
        (c.FactDay("told", "on_or_before", date(2020, 1, 2)), ["“When told?” on or before 2020-01-02"]),
        (c.FactCount("listeners", 2), ["“Who heard it?” at least 2 different ones"]),
        (c.All((ON_DUTY, c.Any((ON_DUTY,)))), ["all of these:", "  “On duty?” yes", "  “On duty?” yes"]),
        (c.AtLeast(1, (ON_DUTY, ON_DUTY)), ["at least 1 of these:", "  “On duty?” yes", "  “On duty?” yes"]),
        (c.All(()), ["nothing is asked for"]),
        (c.Unknown("Nobody can say."), ["not decided by the answers alone: Nobody can say."]),
        (c.Incidents(2, ON_DUTY), ["in at least 2 incidents of the course:", "  “On duty?” yes"]),
        (
            c.DaysWithActs(2, "12a(3).improper"),
            ["acts on at least 2 days, in incidents where `improper` holds (several on one day: not known)"],
        ),
        (c.Acts(3), ["at least 3 separate acts"]),
        (c.Spread(Period(2, "months")), ["the first and the last act lie at least 2 months apart"]),
        (c.IncidentDay(date(2014, 1, 1), None), ["the incident lies from 2014-01-01"]),
        (
            c.Within(Period(2, "years")),
            ["the day of the check lies within 2 years of the complainant’s knowledge"],
        ),
        (
            c.Within(Period(3, "months"), "told"),
            ["the day of the check lies within 3 months of the day that answers “When told?”"],
        ),
        (
            c.Waited(Period(2, "months"), Period(15, "working_days")),
            ["not before 15 working days have passed, and surely after 2 months, from the last letter"],
        ),
        (
            c.Waited(Period(4, "months"), Period(4, "months"), "told"),
            ["4 months have passed since the day that answers “When told?”"],
        ),
    ],
)
def test_what_decides_it_is_said(condition, lines):
    assert list(condition_in_words(condition, LAW)) == lines


def test_every_condition_of_the_rules_can_be_said():
    law, _ = load_law(shipped("regulations"))
    for provision in law.provisions:
        for criterion in provision.criteria:
            assert condition_in_words(criterion.decided_by, law)
    for recipient in law.recipients:
        for condition in recipient.conditions:
            assert condition.decided_by is None or condition_in_words(condition.decided_by, law)
