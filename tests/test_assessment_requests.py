"""Requests: letters and the reminders that name them, and the one of several that counts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from complaintkit.assessment.requests import requests_that_count
from complaintkit.case.values import Incident

LETTER = {"on": "2019-05-06", "by": "club", "to": "the Delegation", "about": "a meeting", "reply": "none"}
FULL = {"kind": "full", "on": "2019-06-03"}


def counting(*letters: dict):
    """Return the requests that count among these letters, each a change of one letter."""
    sent = [{**LETTER, **letter} for letter in letters]
    return requests_that_count(Incident.model_validate({"id": "one", "title": "T", "when": "2019", "approaches": sent}))


def test_without_letters_there_is_no_request():
    assert counting() == ()


def test_a_reminder_and_the_letter_it_names_are_one_request_which_either_reply_answers():
    (request,) = counting(
        {"on": "2019-06-01", "reminder_of": "first", "reply": FULL},
        {"id": "first"},
    )
    assert [str(letter.on.first) for letter in request.letters] == ["2019-05-06", "2019-06-01"]
    assert request.came_back == "full"


def test_a_reminder_of_a_reminder_belongs_to_the_first_letter():
    (request,) = counting({"id": "a"}, {"id": "b", "reminder_of": "a"}, {"reminder_of": "b"})
    assert len(request.letters) == 3


def test_reminders_that_name_each_other_are_read_all_the_same():
    assert counting({"id": "a", "reminder_of": "b"}, {"id": "b", "reminder_of": "a"})


def test_a_reminder_that_names_no_letter_of_the_incident_stands_alone():
    assert len(counting({}, {"reminder": True}, {"reminder_of": "elsewhere"})) == 3


def test_an_open_request_counts_before_one_that_was_answered():
    (request,) = counting({"reply": FULL}, {"on": "2019-07-01"})
    assert request.came_back == "none"


def test_one_that_asked_for_an_answer_counts_before_one_that_did_not():
    (request,) = counting({"asks_for_answer": "no"}, {"asks_for_answer": "yes", "reply": "unknown"})
    assert (request.asked, request.came_back) == ("yes", "unknown")


def test_then_the_least_answered_the_best_addressed_and_the_best_shown_count():
    call = {"kind": "call", "on": "2019-05-07"}
    assert counting({"reply": call}, {})[0].came_back == "none"
    assert counting({"address_is": "wrong"}, {"address_is": "right"})[0].addressed == "right"
    assert counting({"exhibit": "E1"}, {"proof_of_sending": "E2"})[0].shown == "sent"


def test_those_alike_count_together_the_oldest_first():
    found = counting({"on": "2019-07-01"}, {"on": "2019-05-01"}, {"on": "unknown"})
    assert [str(request.letters[0].on.first) for request in found] == ["2019-05-01", "2019-07-01", "None"]


def test_the_first_answer_to_the_whole_is_the_answer_and_of_parts_the_last():
    part, later = {"kind": "part", "on": "2019-05-07"}, {"kind": "part", "on": "2019-05-09"}
    (answered,) = counting({"reply": "unknown", "replies": [{"kind": "refusal", "on": "2019-08-01"}, part, FULL]})
    assert answered.answer.kind == "full"
    (open_still,) = counting(
        {"reply": "unknown", "replies": [later, part, {"kind": "acknowledgement", "on": "2019-06"}]}
    )
    assert str(open_still.answer.on.first) == "2019-05-09"


def test_what_came_back_shows_that_it_was_received_and_a_denial_only_where_nothing_better_is_held():
    assert counting({"reply": {"kind": "acknowledgement", "on": "2019-05-07"}})[0].shown == "received"
    assert counting({"received": "yes"})[0].shown == "received"
    assert counting({"received": "no", "proof_of_sending": "E1"})[0].shown == "denied"
    assert counting({"id": "a", "received": "no"}, {"reminder_of": "a", "exhibit": "E1"})[0].shown == "copy"


DRAWN = st.fixed_dictionaries(
    {
        "on": st.sampled_from(("2019-05-06", "2019-05", "unknown")),
        "asks_for_answer": st.sampled_from(("yes", "no", "unknown")),
        "reply": st.sampled_from(("none", "unknown", FULL, {"kind": "part", "on": "unknown"})),
        "address_is": st.sampled_from(("right", "other-service", "wrong", "unknown")),
        "reminder_of": st.sampled_from((None, "a", "b")),
    }
)


@given(st.lists(DRAWN, max_size=4), st.randoms())
def test_the_order_of_the_file_does_not_matter(letters, random):
    named = [{**letter, "id": name} for name, letter in zip("abcd", letters, strict=False)]
    shuffled = random.sample(named, len(named))

    def said(found):
        return sorted((one.came_back, one.asked, one.addressed, one.shown) for one in found)

    assert said(counting(*named)) == said(counting(*shuffled))


@given(st.lists(DRAWN, min_size=1, max_size=4))
def test_every_letter_belongs_to_one_request_and_an_answered_one_counts_only_where_none_is_open(letters):
    found = counting(*letters)
    assert found
    if found[0].came_back in {"full", "refusal"}:
        assert all(letter["reply"] == FULL for letter in letters if letter["reminder_of"] is None)
