"""Conversations put in order from what stands in the heads, and where they are silent from subject and date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from complaintkit.evidence.reading.kinds import KINDS
from complaintkit.evidence.reading.threads import threads
from complaintkit.evidence.reading.values import Fact, FileFacts, Party

START = datetime(2019, 9, 18, 8, 0, tzinfo=UTC)
A, B, C = (Party("", f"{name}@invented.example") for name in "abc")


def said(value: object) -> Fact[object] | None:
    return None if value is None else Fact(value, "read", "test")


def mail(
    name: str,
    hour: int | None,
    subject: str = "Access",
    to: str | None = None,
    refs: tuple[str, ...] = (),
    *,
    id_: bool = True,
    people: tuple[Party, Party] = (A, B),
) -> FileFacts:
    return FileFacts(
        f"{name}.eml", KINDS["eml"], 1, said("message/rfc822"),
        date=said(None if hour is None else START + timedelta(hours=hour)),
        sender=said(people[0]), recipients=said((people[1],)), subject=said(subject),
        message_id=said(f"<{name}>" if id_ else None), in_reply_to=said(to and f"<{to}>"),
        references=said(tuple(f"<{one}>" for one in refs) or None),
    )  # fmt: skip


def names(thread) -> list[str]:
    return [message.facts.file.removesuffix(".eml") for message in thread.messages]


def test_answers_follow_what_they_answer():
    found = threads([mail("c", 3, to="b"), mail("a", 0), mail("b", 1, "Re: Access", to="a"), mail("x", 2, "Other")])
    assert [names(thread) for thread in found] == [["a", "b", "c"], ["x"]]
    assert [(message.answers, message.how) for message in found[0].messages] == [
        (None, "read"),
        (0, "read"),
        (1, "read"),
    ]


def test_a_wrong_clock_does_not_put_the_answer_first():
    assert names(threads([mail("a", 5), mail("b", 1, to="a")])[0]) == ["a", "b"]


def test_references_lead_past_a_message_that_is_missing():
    found = threads([mail("a", 0), mail("c", 4, to="gone", refs=("a", "gone"))])
    assert names(found[0]) == ["a", "c"]


def test_two_answers_to_a_missing_message_belong_together_by_assumption():
    found = threads([mail("a", 0, to="gone"), mail("b", 1, to="gone")])
    assert names(found[0]) == ["a", "b"]
    assert found[0].messages[1].how == "assumed"


def test_subject_people_and_date_where_the_head_is_silent():
    found = threads([mail("a", 0, id_=False), mail("b", 2, "AW: RE: access", id_=False, people=(B, A))])
    assert names(found[0]) == ["a", "b"]
    assert found[0].messages[1].how == "assumed"


def test_the_same_subject_among_others_is_another_conversation():
    assert len(threads([mail("a", 0, id_=False), mail("b", 2, "Re: Access", id_=False, people=(C, C))])) == 2


def test_the_same_message_held_twice_is_said():
    twice = mail("a", 0)
    messages = threads([twice, mail("b", 1, to="a"), twice])[0].messages
    assert [message.same_as for message in messages].count(0) == 1


def test_circles_and_messages_without_a_date_come_to_an_end():
    found = threads([mail("a", 0, to="b"), mail("b", 1, to="a"), mail("c", None, to="c")])
    assert sorted(name for thread in found for name in names(thread)) == ["a", "b", "c"]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.booleans()), max_size=10))
def test_every_message_stands_in_one_thread_after_what_it_answers(links):
    facts = [
        mail(str(n), hour, "Re: Access", to=str(to) if linked else None) for n, (hour, to, linked) in enumerate(links)
    ]
    found = threads(facts)
    assert sorted(name for thread in found for name in names(thread)) == sorted(str(n) for n in range(len(links)))
    for thread in found:
        for place, message in enumerate(thread.messages):
            assert message.answers is None or message.answers < place
