"""How long one has to wait for an answer, read from a condition; the shortest alternative whose other parts hold counts."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from complaintkit.assessment.values import Outcome
from complaintkit.assessment.waiting import waiting_ends, waits_in
from complaintkit.law.conditions import All, Any, FactIs, Period, Unknown, Waited

SENT = date(2020, 10, 2)
LONG = Waited(Period(2, "months"), Period(15, "working_days"))
SHORT = Waited(Period(15, "working_days"), Period(15, "working_days"))
ACCESS = FactIs("matter", ("access",))
REPLY = FactIs("matter", ("reply",))
RULE = Any((FactIs("reply-received", ("refusal",)), All((ACCESS, SHORT)), LONG))


def being(*met):
    return lambda condition: Outcome.MET if condition in met else Outcome.NOT_MET


def test_two_months_are_waited_for_where_nothing_shorter_holds():
    assert waiting_ends(waits_in(RULE, being(REPLY)), SENT) == date(2020, 12, 2)


def test_a_shorter_alternative_counts_where_the_rest_of_it_holds():
    assert waiting_ends(waits_in(RULE, being(ACCESS)), SENT) == date(2020, 10, 23)


def test_a_condition_without_waiting_has_no_day():
    assert waiting_ends(waits_in(All((ACCESS, Unknown("open"))), being(ACCESS)), SENT) is None
    assert waiting_ends(waits_in(None, being()), SENT) is None


def test_where_no_alternative_is_open_yet_all_of_them_are_looked_at():
    closed = Any((All((ACCESS, SHORT)), All((REPLY, LONG))))
    assert waits_in(closed, being()) == [SHORT, LONG]


def test_what_is_not_known_does_not_shorten_the_waiting():
    open_ = lambda condition: Outcome.NOT_KNOWN  # noqa: E731
    assert waits_in(RULE, open_) == [LONG]


@given(sent=st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_the_shorter_waiting_never_ends_after_the_longer(sent):
    short, long = waiting_ends(waits_in(RULE, being(ACCESS)), sent), waiting_ends(waits_in(RULE, being(REPLY)), sent)
    assert sent < short <= long
