"""Periods on a fact sheet: in time, too late, or depending on a day that nobody has recorded."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.assessment.answers import Answer
from complaintkit.assessment.deciding import Judge
from complaintkit.assessment.sheets import Answers, Sheet
from complaintkit.assessment.timing import awaited_until, deadline, from_day, settled_after, waited, within
from complaintkit.assessment.values import Cited, Outcome, Support
from complaintkit.case.values import Incident
from complaintkit.law.conditions import Period, Waited, Within
from complaintkit.law.holidays import Holidays
from complaintkit.law.periods import is_working_day

MET, NOT_MET, NOT_KNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_KNOWN
TWO_YEARS = Period(2, "years")
REASONABLE = Waited(met_after=Period(2, "months"), not_met_until=Period(15, "working_days"))
SENT = date(2019, 2, 13)

days = st.dates(date(1995, 1, 1), date(2080, 1, 1))


def sheet(known_from=None, known_by=None, *, since=None, sent=None, raised=None) -> Sheet:
    """Return a fact sheet that holds dates only; `since` is the day of knowledge that the case itself gives."""
    incident = Incident(id="incident", title="Invented", when="2018-01-10", known_since=since)
    return Sheet(incident, {}, Answers({}), known_from, known_by, sent, raised)


class TestWithin:
    """Two years from the knowledge of the facts."""

    @pytest.mark.parametrize(
        ("on", "outcome"),
        [
            (date(2020, 3, 13), MET),
            (date(2020, 3, 16), MET),  # 14 March 2020 is a Saturday: the period ends on Monday
            (date(2020, 3, 17), NOT_MET),
        ],
    )
    def test_the_edge_where_the_day_of_knowledge_is_recorded(self, on, outcome):
        known = date(2018, 3, 14)
        found = within(TWO_YEARS, sheet(known, known, since="2018-03-14"), on)
        assert found.outcome is outcome
        assert found.support is Support.STATED
        assert "2 years from 2018-03-14 end on 2020-03-16" in found.reasons[0]

    def test_in_time_even_from_the_earliest_day_says_which_day_that_is(self):
        (reason,) = within(TWO_YEARS, sheet(date(2018, 1, 10)), date(2020, 1, 10)).reasons
        assert reason.startswith("In time: ")
        assert reason.endswith(
            "reckoned from the earliest day, the incident's last day, since no day of knowledge is given."
        )

    def test_without_a_latest_day_nothing_is_ever_too_late(self):
        found = within(TWO_YEARS, sheet(date(2018, 1, 10)), date(2040, 1, 1))
        assert found.outcome is NOT_KNOWN
        assert found.missing == ("Record when the complainant learned of it (known_since, known_at_latest)",)

    def test_between_the_earliest_and_the_latest_day_it_is_not_known(self):
        dates = sheet(date(2018, 1, 10), date(2018, 6, 1))
        assert within(TWO_YEARS, dates, date(2020, 6, 1)).outcome is NOT_KNOWN
        assert within(TWO_YEARS, dates, date(2020, 6, 2)).outcome is NOT_MET

    def test_where_no_day_at_all_is_held(self):
        assert within(TWO_YEARS, sheet(), date(2020, 1, 1)).outcome is NOT_KNOWN

    @given(days, st.integers(0, 400), st.integers(0, 2000), st.integers(0, 400))
    def test_what_is_too_late_stays_too_late(self, earliest, wide, later, more):
        dates = sheet(earliest, earliest + timedelta(days=wide))
        order = (MET, NOT_KNOWN, NOT_MET)
        on = earliest + timedelta(days=later)
        now, then = (within(TWO_YEARS, dates, day).outcome for day in (on, on + timedelta(days=more)))
        assert order.index(now) <= order.index(then)


class TestDeadline:
    """The last day with its derivation."""

    def test_every_step_is_told(self):
        found = deadline(Within(TWO_YEARS), sheet(date(2018, 3, 14), since="2018-03-14"))
        assert (found.date, found.safe_date) == (date(2020, 3, 16), date(2020, 3, 13))
        start, counted, moved, safe, holidays = found.derivation
        assert start == (
            "2018-03-14: the facts came to the complainant's attention at the earliest "
            "(the day the case gives for its knowledge)."
        )
        assert "that day not counted (Regulation 1182/71, Article 3(1)), end on 2020-03-14" in counted
        assert moved == (
            "2020-03-14 is a Saturday; 2020-03-15 is a Sunday: the period ends on the following working day, "
            "2020-03-16 (Article 3(4))."
        )
        assert safe.startswith("The safe date is Friday 2020-03-13, the last working day on or before the unmoved end")
        assert holidays == (
            "No calendar of public holidays is named for this recipient: only Saturdays and Sundays move the last day."
        )

    def test_a_working_day_is_not_moved(self):
        found = deadline(Within(TWO_YEARS), sheet(date(2018, 3, 13)))
        assert found.derivation[2] == "2020-03-13 is a Friday: it is not moved (Article 3(4))."
        assert found.date == found.safe_date == date(2020, 3, 13)

    def test_none_without_a_day_to_reckon_from(self):
        assert deadline(Within(TWO_YEARS), sheet(None, date(2018, 3, 14))) is None

    @given(days)
    def test_the_deadline_is_the_last_day_that_is_in_time(self, known):
        last = deadline(Within(TWO_YEARS), sheet(known, known)).date
        assert is_working_day(last)
        assert within(TWO_YEARS, sheet(known, known), last).outcome is MET
        assert within(TWO_YEARS, sheet(known, known), last + timedelta(days=1)).outcome is NOT_MET


class TestWaited:
    """A reasonable time to answer: fifteen working days are too short, two months are enough, between them it is open."""

    @pytest.mark.parametrize(
        ("on", "outcome"),
        [
            (SENT, NOT_MET),
            (date(2019, 3, 6), NOT_MET),  # the fifteenth working day
            (date(2019, 3, 7), NOT_KNOWN),
            (date(2019, 4, 13), NOT_KNOWN),  # two months to the day
            (date(2019, 4, 14), MET),
        ],
    )
    def test_the_edges(self, on, outcome):
        assert waited(REASONABLE, sheet(sent=SENT), on).outcome is outcome

    def test_what_is_open_says_until_when_to_wait(self):
        found = waited(REASONABLE, sheet(sent=SENT), date(2019, 3, 20))
        (reason,) = found.reasons
        assert reason == (
            "The last approach is of 2019-02-13: between 15 working days and 2 months it is not settled "
            "(yardsticks of practice, no period of an act)."
        )
        assert found.missing == ("Wait until after 2019-04-13",)

    def test_the_complainants_own_approach_counts_before_the_last_of_anybody(self):
        found = waited(REASONABLE, sheet(sent=date(2019, 9, 1), raised=SENT), date(2019, 9, 2))
        assert found.outcome is MET
        assert "2019-02-13" in found.reasons[0]

    def test_where_nothing_was_sent_it_has_not_been_asked(self):
        found = waited(REASONABLE, sheet(), date(2020, 1, 1))
        assert (found.outcome, found.asked) == (NOT_KNOWN, False)
        assert found.missing == ("Record the day of the approach to the institution",)


class TestWaitingForAnAnswer:
    """One limit is a period that an act sets; whoever waits for its end waits under every calendar that is held."""

    FIFTEEN = Waited(Period(15, "working_days"), Period(15, "working_days"))
    FOUR_MONTHS = Waited(Period(4, "months"), Period(4, "months"))

    def test_the_end_is_moved_for_a_saturday(self):
        dates = sheet(sent=date(2019, 12, 18))  # 18 April 2020 is a Saturday
        assert waited(self.FOUR_MONTHS, dates, date(2020, 4, 20)).outcome is NOT_MET
        assert waited(self.FOUR_MONTHS, dates, date(2020, 4, 21)).outcome is MET

    def test_every_holiday_that_is_held_is_waited_for(self):
        unsure = Holidays(None, frozenset(), frozenset({date(2020, 4, 20)}))
        assert settled_after(self.FOUR_MONTHS, date(2019, 12, 18), unsure) == date(2020, 4, 22)
        assert settled_after(self.FOUR_MONTHS, date(2019, 12, 18)) == date(2020, 4, 21)

    def test_it_is_said_until_when_and_why(self):
        assert awaited_until(REASONABLE, date(2020, 10, 2)) == (
            "2 months from 2020-10-02, that day not counted, end on 2020-12-02: a yardstick of practice, "
            "no period of an act."
        )
        assert "15 working days from 2020-10-02, that day not counted, end on 2020-10-23" in awaited_until(
            self.FIFTEEN, date(2020, 10, 2)
        )

    @given(days, st.sampled_from([REASONABLE, FIFTEEN, FOUR_MONTHS]))
    def test_the_first_day_on_which_it_is_met(self, sent, condition):
        first = settled_after(condition, sent)
        assert waited(condition, sheet(sent=sent), first).outcome is MET
        assert waited(condition, sheet(sent=sent), first - timedelta(days=1)).outcome is not MET


class TestFromTheDayOfAFact:
    """Periods that run from the day that answers a question: one day, or any day of a month or a year."""

    THREE_MONTHS = Within(Period(3, "months"), "refused-on")
    FOUR_MONTHS = Waited(Period(4, "months"), Period(4, "months"), "asked-on")

    @pytest.mark.parametrize(
        ("days", "on", "outcome"),
        [
            (("2020-01-14", "2020-01-14"), date(2020, 4, 14), MET),
            (("2020-01-14", "2020-01-14"), date(2020, 4, 15), NOT_MET),
            (("2020-01-01", "2020-01-31"), date(2020, 4, 1), MET),  # in time whichever day of January it was
            (("2020-01-01", "2020-01-31"), date(2020, 4, 2), NOT_KNOWN),
            (("2020-01-01", "2020-01-31"), date(2020, 5, 1), NOT_MET),
        ],
    )
    def test_within(self, days, on, outcome):
        first, last = map(date.fromisoformat, days)
        assert from_day(self.THREE_MONTHS, (first, last), on).outcome is outcome

    @pytest.mark.parametrize(
        ("days", "on", "outcome"),
        [
            (("2020-01-14", "2020-01-14"), date(2020, 5, 14), NOT_MET),
            (("2020-01-14", "2020-01-14"), date(2020, 5, 15), MET),
            (("2020-01-01", "2020-01-31"), date(2020, 5, 1), NOT_MET),
            (("2020-01-01", "2020-01-31"), date(2020, 5, 20), NOT_KNOWN),
            (("2020-01-01", "2020-01-31"), date(2020, 6, 2), MET),
        ],
    )
    def test_waited(self, days, on, outcome):
        first, last = map(date.fromisoformat, days)
        assert from_day(self.FOUR_MONTHS, (first, last), on).outcome is outcome

    def test_the_proof_is_the_answer_and_the_reckoning(self):
        judge = Judge({}, date(2020, 4, 14))
        answer = Answer("refused-on", "answered", ("2020-01-14",), Support.DOCUMENTED, (Cited("E1", "p. 1"),))
        found = judge.decide(self.THREE_MONTHS, answered(answer))
        assert (found.outcome, found.support, found.exhibits) == (MET, Support.DOCUMENTED, (Cited("E1", "p. 1"),))
        assert found.reasons == (
            "refused-on 2020-01-14 (E1, p. 1)",
            "In time: 3 months from 2020-01-14 end on 2020-04-14.",
        )

    @pytest.mark.parametrize(
        ("answer", "asked", "missing"),
        [
            (Answer("refused-on", "unasked"), False, "Ask: refused-on (refused-on)"),
            (Answer("refused-on", "unknown"), True, "Find out: refused-on (refused-on)"),
            (
                Answer("refused-on", "answered", ("in spring",)),
                True,
                "Settle: refused-on (refused-on; the answer so far is “in spring”)",
            ),
        ],
    )
    def test_an_answer_that_is_no_day_decides_nothing(self, answer, asked, missing):
        found = Judge({}, date(2020, 4, 14)).decide(self.THREE_MONTHS, answered(answer))
        assert (found.outcome, found.asked, found.missing) == (NOT_KNOWN, asked, (missing,))

    def test_the_deadline_runs_from_the_earliest_day_of_the_answer(self):
        found = deadline(self.THREE_MONTHS, answered(Answer("refused-on", "answered", ("2020-01",))))
        assert found.date == date(2020, 4, 1)
        assert deadline(self.THREE_MONTHS, answered(Answer("refused-on", "unknown"))) is None


def answered(answer: Answer) -> Sheet:
    """Return a fact sheet that holds one answer."""
    return replace(sheet(), answers={answer.question: answer})


class TestUntilTheDayThatEndedTheWaiting:
    """How long a reply took is reckoned to the day of the reply, whatever the day of the check."""

    LATE = Waited(Period(2, "months"), Period(15, "working_days"), "sent-on", "answered-on")

    def found(self, came, sent="2020-05-04", on=date(2026, 11, 25)):
        answers = {
            question: Answer(question, "answered", (day,), Support.STATED) if day else Answer(question, "unknown")
            for question, day in (("sent-on", sent), ("answered-on", came))
        }
        told = answered(Answer("sent-on", "unknown"))
        told.answers.update(answers)
        return Judge({}, on).decide(self.LATE, told)

    @pytest.mark.parametrize(
        ("came", "outcome"),
        [
            ("2020-05-25", NOT_MET),  # the fifteenth working day
            ("2020-05-26", NOT_KNOWN),
            ("2020-07-04", NOT_KNOWN),  # the last day of two months
            ("2020-07-05", MET),
            ("2020-07", NOT_KNOWN),  # some day of July
            ("2020-08", MET),  # whichever day of August it was
            (None, NOT_KNOWN),
        ],
    )
    def test_the_edges(self, came, outcome):
        assert self.found(came).outcome is outcome

    def test_the_day_of_the_check_changes_nothing(self):
        assert self.found("2020-05-25", on=date(2020, 5, 26)) == self.found("2020-05-25")

    def test_both_days_are_in_the_proof_and_nobody_is_told_to_wait(self):
        found = self.found("2020-06-01")
        assert (found.reasons[0], found.reasons[-1]) == ("sent-on 2020-05-04", "answered-on 2020-06-01")
        assert found.missing == ()

    def test_a_day_that_is_not_known_is_what_is_missing(self):
        assert self.found(None).missing == ("Find out: answered-on (answered-on)",)
        assert self.found("2020-06-01", sent=None).missing == ("Find out: sent-on (sent-on)",)
