"""How a last day was reckoned: every step with its article, the act it stands in, the holidays that were counted."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.assessment.derivation import calendar_used, reckoned, standing
from complaintkit.law.conditions import All, Period
from complaintkit.law.holidays import NONE_HELD, Holidays, holidays_at
from complaintkit.law.periods import LONGEST
from complaintkit.law.values import (
    Act,
    Holiday,
    HolidayCalendar,
    HolidayYear,
    Law,
    LegalBasis,
    RecipientCondition,
    Translations,
)

ON = date(2022, 3, 1)
TWO_YEARS = Period(2, "years")
HERE = HolidayCalendar(
    "here",
    "Here",
    (
        HolidayYear(
            2020,
            date(2020, 12, 31),
            "verified",
            "the list of 2020",
            (
                Holiday(date(2020, 5, 1), "Labour Day"),
                Holiday(date(2020, 5, 8), "Perhaps", "unverified", "a rumour"),
            ),
        ),
        HolidayYear(2021, date(2021, 6, 30), "secondary", "an encyclopedia", ()),
    ),
)
THERE = HolidayCalendar(
    "there",
    "There",
    (HolidayYear(2020, date(2020, 12, 31), "verified", "a list", (Holiday(date(2020, 4, 30), "Eve"),)),),
)
HOLIDAYS = holidays_at(Law((), (), (), (), (), (), Translations("", ()), "", holidays=(HERE, THERE)), "here")


def steps(start: str, period: Period = TWO_YEARS, holidays: Holidays = HOLIDAYS) -> list[str]:
    return list(reckoned(period, date.fromisoformat(start), holidays))


def used(start: str, period: Period = TWO_YEARS, holidays: Holidays = HOLIDAYS) -> list[str]:
    return list(calendar_used(period, date.fromisoformat(start), holidays))


class TestTheCount:
    """The day of the event is not counted, and the end is where the unit of the period puts it."""

    @pytest.mark.parametrize(
        ("start", "period", "said"),
        [
            ("2018-03-13", TWO_YEARS, "2 years, that day not counted (Regulation 1182/71, Article 3(1)), end on 2020-03-13 (Article 3(2)(c))."),  # noqa: E501
            ("2020-02-29", TWO_YEARS, "end on 2022-02-28, the last day of a month that has no day 29 (Article 3(2)(c))."),
            ("2019-09-18", Period(15, "days"), "end on 2019-10-03 (Article 3(2)(b))."),
            ("2019-02-13", Period(15, "working_days"), "end on 2019-03-06 (Articles 2(2) and 3(3))."),
        ],
    )  # fmt: skip
    def test_its_article(self, start, period, said):
        assert said in steps(start, period)[0]

    @given(st.dates(), st.sampled_from(list(LONGEST)), st.integers(1, 40))
    def test_any_day_of_any_year_has_a_derivation(self, start, unit, amount):
        period = Period(amount, unit)
        assert all(
            line.endswith((".", ")"))
            for line in (*reckoned(period, start, HOLIDAYS), *calendar_used(period, start, HOLIDAYS))
        )

    def test_the_end_of_time(self):
        assert steps("9998-02-01")[0].endswith("end on 9999-12-31: no day after it can be reckoned with.")

    def test_holidays_within_working_days_are_named(self):
        count, left_out, *_ = steps("2020-04-29", Period(3, "working_days"))
        assert "end on 2020-05-05" in count
        assert left_out == (
            "Public holidays are no working days and not counted: "
            "Friday 2020-05-01, is Labour Day (Here; verified: the list of 2020)."
        )


class TestTheMove:
    """Article 3(4) and, where that leaves one working day alone, Article 3(5)."""

    def test_a_holiday_with_its_source_and_the_days_after_it(self):
        assert steps("2018-05-01")[1] == (
            "Friday 2020-05-01, is Labour Day (Here; verified: the list of 2020); 2020-05-02 is a Saturday; 2020-05-03 is "
            "a Sunday: the period ends on the following working day, 2020-05-04 (Article 3(4))."
        )

    def test_an_unverified_holiday_moves_nothing(self):
        assert steps("2018-05-08")[1] == "2020-05-08 is a Friday: it is not moved (Article 3(4))."

    def test_two_working_days(self):
        assert steps("2019-09-20", Period(2, "days"))[2] == (
            "A period of two days or more includes at least two working days: it ends on Tuesday 2019-09-24 (Article 3(5))."
        )


class TestTheSafeDate:
    """The last working day on or before the unmoved end, under every calendar; what was left out is named."""

    def test_days_of_other_calendars_and_unverified_ones_are_left_out(self):
        assert steps("2018-05-01")[-1].startswith("The safe date is Wednesday 2020-04-29, the last working day")
        assert "Thursday 2020-04-30, is Eve (There; verified: a list)" in steps("2018-05-01")[-1]
        assert "Friday 2020-05-08, is Perhaps (Here; unverified: a rumour)" in steps("2018-05-08")[-1]

    def test_where_there_is_none(self):
        assert steps("2019-09-20", Period(1, "days"), NONE_HELD)[-1].startswith("There is no safe date")


class TestTheCalendar:
    """Whose holidays were counted, and for which years none are held."""

    def test_the_one_that_was_used(self):
        first, year, *_ = used("2018-05-01")
        assert first.endswith("(Article 2(1)); counted here are those of Here.")
        assert year == "For 2020 they are held (verified: the list of 2020)."

    def test_a_year_of_which_a_part_was_read(self):
        assert used("2019-03-01")[1] == "For 2021 they are held (secondary: an encyclopedia)."
        assert used("2019-07-01")[1] == (
            "For 2021 public holidays are held until 2021-06-30 only: check them for the last days."
        )

    def test_a_year_that_is_not_held(self):
        assert used("2020-03-02")[1] == "No public holidays are held for 2022: check them for the last days."

    def test_working_days_touch_every_year_they_run_through(self):
        said = " ".join(used("2020-12-28", Period(300, "working_days")))
        assert "For 2020 they are held" in said
        assert "For 2021 public holidays are held until 2021-06-30 only" in said
        assert "No public holidays are held for 2022" in said

    def test_what_the_other_calendars_do_not_know(self):
        assert used("2018-05-01")[-1] == "For 2020 they are held (verified: the list of 2020)."
        assert used("2019-03-01")[-1] == (
            "The safe date does not know all days up to 2021-03-01 of other calendars that are held: There."
        )

    def test_where_the_recipient_names_none(self):
        (said,) = used("2018-05-01", holidays=NONE_HELD)
        assert said.startswith("No calendar of public holidays is named for this recipient")


class TestWhereThePeriodStands:
    """The Regulation applies to acts of the Council or the Commission; to others by analogy, which is said."""

    ACTS = (
        Act("statute", "", (("en", "Statute of the Ombudsman"),), ("parliament",)),
        Act("access", "", (("en", "Regulation on access"),), ("parliament", "council")),
        Act("data", "", (("en", "Something"),), ()),
    )

    def said(self, provision: str | None, basis: str = "statute") -> str:
        older = LegalBasis(None, None, "an older decision, as seen")
        bases = (older, LegalBasis(date(2021, 8, 5), provision, "Article 2(3)"))
        return standing(RecipientCondition("O6", "condition", "", All(()), basis, bases), self.ACTS, ON)

    def test_an_act_of_parliament(self):
        assert self.said("statute:2(3)") == (
            "Regulation 1182/71 is applied by analogy: it covers acts of the Council or the Commission (its Article 1), "
            "and Statute of the Ombudsman was adopted by the European Parliament."
        )

    def test_an_act_of_parliament_and_council(self):
        assert self.said("access:7(2)") == (
            "Regulation 1182/71 applies (its Article 1): Regulation on access was adopted by the European Parliament and "
            "the Council."
        )

    def test_an_act_of_which_nobody_is_recorded_or_that_is_not_there(self):
        assert "is recorded with nobody who adopted it" in self.said("data:63(1)")
        assert self.said("ceos:11") == "Regulation 1182/71 is applied by analogy: Article 2(3)."

    def test_no_wording_is_held_for_the_day(self):
        condition = RecipientCondition("O6", "condition", "", All(()), "statute", (LegalBasis(None, None, "as seen"),))
        assert standing(condition, self.ACTS, ON) == (
            "Regulation 1182/71 is applied by analogy: no wording is held of the act that sets this period "
            "on 2022-03-01 (as seen)."
        )

    def test_a_yardstick_stands_in_no_act(self):
        assert self.said(None, "inference").startswith("This is a yardstick of practice and no period of an act")
