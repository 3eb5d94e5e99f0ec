"""Conversations in the register: what answers what, the same message twice, and letters after which nothing came."""

from __future__ import annotations

from pathlib import Path

import pytest

from complaintkit.case.reading import read_case
from complaintkit.case.values import Case
from complaintkit.evidence.conversations import conversations
from complaintkit.evidence.coverage import doubts_about_evidence
from complaintkit.evidence.silences import Look, answered_all_the_same, letters_not_told_of, looked_until, silences
from complaintkit.evidence.twins import same_messages

CASE = """\
format: 1
title: Invented case
complainant: {label: association, shown_as: the association, kind: organisation}
respondent: {institution: eeas, shown_as: the European External Action Service}
officials:
  deputy-head: {post: Deputy Head}
"""
ASSOCIATION, DELEGATION = "Association <a@invented.example>", "Delegation <d@invented.example>"
REMINDER = "{on: 2019-10-01, by: association, to: x, about: y, reminder_of: first"
LETTER = "{on: 2019-09-01, by: association, to: the Delegation, about: a room, asks_for_answer: yes, exhibit: E1"


def mail(
    number: int, day: str, sender: str = ASSOCIATION, to: str = DELEGATION, *, answers: str = "", more: str = ""
) -> str:
    """Return an entry of the register: a message sent at ten o'clock, added on 1 October 2020."""
    reply = f", in_reply_to: <{answers}>" if answers else ""
    return (
        f"  E{number}: {{file: exhibits/E{number}.eml, sha256: '{'0' * 64}', size: 1, title: Title {number}, kind: e-mail,"
        f" added: 2020-10-01T09:00:00+00:00, file_says: {{format: eml, sender: '{sender}', recipients: ['{to}'],"
        f" sent: '{day}T10:00:00+00:00', subject: Access, text_sha256: text-{number},"
        f" message_id: <{number}>{reply}}}{more}}}\n"
    )


def paper(number: int, said: str) -> str:
    return (
        f"  E{number}: {{file: exhibits/E{number}.pdf, sha256: '{'0' * 64}', size: 1, title: Title {number},"
        f" added: 2020-10-01T09:00:00+00:00, {said}}}\n"
    )


def same_words(entry: str) -> str:
    return entry.replace("text-2", "text-1")


def a_case(folder: Path, *entries: str, letters: str = f"[{LETTER}}}]") -> Case:
    (folder / "incidents").mkdir(parents=True)
    (folder / "case.yaml").write_text(CASE, encoding="utf-8")
    (folder / "exhibits.yaml").write_text(f"format: 1\nexhibits:\n{''.join(entries)}", encoding="utf-8")
    incident = f"title: Silence\nwhen: 2019-09-01\nwhat_happened: We wrote.\nexhibits: [E1]\napproaches: {letters}\n"
    (folder / "incidents" / "silence.yaml").write_text(incident, encoding="utf-8")
    read = read_case(folder, None)
    assert not [problem for problem in read.problems if problem.severity == "error"]
    return read.readable()


def shape(case: Case) -> list[list[tuple[str, str | None]]]:
    return [[(turn.exhibit.id, turn.answers) for turn in whole.turns] for whole in conversations(case.register)]


def test_messages_stand_in_order_below_what_they_answer(tmp_path: Path) -> None:
    case = a_case(
        tmp_path,
        mail(1, "2019-09-01"),
        mail(2, "2019-09-09", answers="3"),
        mail(3, "2019-09-05", DELEGATION, ASSOCIATION, answers="1"),
        mail(4, "2019-08-01", more=", withdrawn: {at: 2020-01-01, why: not ours}"),
        mail(5, "2019-10-01"),
        paper(6, "kind: letter, dated: 2019-10-01"),
    )
    assert shape(case) == [[("E1", None), ("E3", "E1"), ("E2", "E3")], [("E5", None)]]


def test_a_relation_of_the_register_ties_letters_and_goes_before_what_a_file_says(tmp_path: Path) -> None:
    case = a_case(
        tmp_path,
        paper(1, "kind: letter, made_by: association, dated: 2019-09-01"),
        paper(2, "kind: letter, made_by: deputy-head, dated: 2019-09-10, relations: [{kind: reply-to, exhibit: E1}]"),
        mail(3, "2019-09-12", answers="4", more=", relations: [{kind: reply-to, exhibit: E2}]"),
        mail(4, "2019-09-11"),
    )
    assert shape(case) == [[("E1", None), ("E2", "E1"), ("E3", "E2")], [("E4", None)]]


def test_a_thousand_conversations_are_found_at_once(tmp_path: Path) -> None:
    case = a_case(
        tmp_path, *(mail(n, f"2019-0{1 + n % 9}-11", answers="" if n % 2 else str(n - 1)) for n in range(1, 2001))
    )
    assert len(conversations(case.register)) == 1000


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (lambda entry: entry.replace("<2>", "<x>").replace("10:00:00+00", "12:01:00+02"), True),
        (lambda entry: entry.replace("message_id: <2>", "charset: utf-8"), True),
        (lambda entry: entry.replace("text_sha256: text-1, message_id: <2>", "charset: utf-8"), False),
        (lambda entry: entry.replace("10:00:00", "10:02:01"), False),
        (lambda entry: entry.replace("subject: Access", "subject: Another"), False),
        (lambda entry: entry.replace("d@invented", "x@invented"), False),
        (lambda entry: entry.replace("text-1", "text-2"), False),
        (lambda entry: entry.replace("<2>", "<1>"), False),
    ],
)
def test_the_same_message_is_known_by_words_people_and_time(tmp_path: Path, change, same: bool) -> None:
    first, second = (same_words(mail(n, "2019-09-01")) for n in (1, 2))
    case = a_case(tmp_path, first, change(second))
    assert list(same_messages(case.register)) == ([("E2", "E1")] if same else [])


def test_copies_of_one_message_stand_together_with_what_answers_either(tmp_path: Path) -> None:
    case = a_case(
        tmp_path,
        mail(1, "2019-09-01"),
        same_words(mail(2, "2019-09-01")),
        mail(3, "2019-09-02", DELEGATION, answers="2"),
    )
    (whole,) = conversations(case.register)
    assert [(turn.exhibit.id, turn.same_as, turn.answers) for turn in whole.turns] == [
        ("E1", None, None),
        ("E2", "E1", None),
        ("E3", None, "E1"),
    ]
    assert [turn.exhibit.id for turn in whole.answers_to("E2")] == ["E3"]


# No reply


def proposed(case: Case) -> list[tuple[str, str, str]]:
    return [(one.incident.id, one.exhibit.id, one.until.isoformat()) for one in silences(Look(case))]


def test_a_letter_after_which_nothing_came_is_proposed_with_the_day_of_the_look(tmp_path: Path) -> None:
    case = a_case(tmp_path, mail(1, "2019-09-01"), mail(2, "2019-09-20", answers="1"))
    assert proposed(case) == [("silence", "E1", "2020-10-01")]


@pytest.mark.parametrize(
    "came",
    [
        mail(2, "2019-09-03", DELEGATION, ASSOCIATION, answers="1"),
        mail(2, "2019-09-03", "Colleague <c@invented.example>", ASSOCIATION, answers="1"),
        mail(2, "2019-09-03", DELEGATION, ASSOCIATION).replace("Access", "Something else"),
        paper(2, "kind: letter, made_by: deputy-head, dated: 2019-10"),
        paper(2, "kind: letter, made_by: eeas, dated: 2019-10-01"),
        paper(2, "kind: letter, dated: 2019-10-01, relations: [{kind: reply-to, exhibit: E1}]"),
    ],
)
def test_nothing_is_proposed_where_something_that_came_after_may_be_the_answer(tmp_path: Path, came: str) -> None:
    assert proposed(a_case(tmp_path, mail(1, "2019-09-01"), came)) == []


@pytest.mark.parametrize(
    "other",
    [
        mail(2, "2019-08-03", DELEGATION, ASSOCIATION).replace("Access", "Something else"),
        mail(2, "2019-09-03", DELEGATION, "Somebody <s@invented.example>").replace("Access", "Something else"),
        mail(2, "2019-09-03", DELEGATION, ASSOCIATION, answers="1", more=", withdrawn: {at: 2020-01-01, why: forged}"),
        paper(2, "kind: letter, made_by: deputy-head, dated: 2019-08-01"),
        paper(2, "kind: letter, made_by: association, dated: 2019-10-01"),
        paper(2, "kind: note, dated: 2019-10-01"),
    ],
)
def test_what_cannot_be_the_answer_does_not_stand_in_the_way(tmp_path: Path, other: str) -> None:
    assert proposed(a_case(tmp_path, mail(1, "2019-09-01"), other)) == [("silence", "E1", "2020-10-01")]


def test_what_an_official_made_and_is_cited_elsewhere_is_placed_already(tmp_path: Path) -> None:
    other = "{on: 2019-07-01, by: association, to: x, about: y, exhibit: E3"
    letters = f"[{LETTER}}}, {other}, reply: {{kind: full, on: 2019-10-01, exhibit: E2}}}}]"
    case = a_case(
        tmp_path,
        mail(1, "2019-09-01"),
        paper(2, "kind: letter, made_by: deputy-head, dated: 2019-10-01"),
        paper(3, "kind: letter, made_by: association, dated: 2019-07-01"),
        letters=letters,
    )
    assert proposed(case) == [("silence", "E1", "2020-10-01")]


@pytest.mark.parametrize(
    "letters",
    [
        f"[{LETTER}, reply: none}}]",
        f"[{LETTER}, reply: {{kind: call, on: 2019-09-02}}}}]",
        f"[{LETTER}, address_is: other-service}}]",
        f"[{LETTER}, received: no}}]",
        "[{on: 2019-09-01, by: association, to: x, about: y, asks_for_answer: no, exhibit: E1}]",
        "[{on: 2019-09-01, by: association, to: x, about: y}]",
        "[{on: 2020-10-01, by: association, to: x, about: y, exhibit: E1}]",
        f"[{LETTER}, id: first}}, {REMINDER}, reply: {{kind: full, on: 2019-11-01}}}}]",
    ],
)
def test_a_letter_of_which_enough_is_recorded_or_no_answer_is_due_is_not_proposed(tmp_path: Path, letters: str) -> None:
    assert proposed(a_case(tmp_path, mail(1, "2019-09-01"), letters=letters)) == []


def test_a_register_that_does_not_say_when_it_was_added_to_proposes_nothing(tmp_path: Path) -> None:
    case = a_case(tmp_path, mail(1, "2019-09-01").replace(" added: 2020-10-01T09:00:00+00:00,", ""))
    assert looked_until(case.register) is None
    assert proposed(case) == []


def test_an_answer_that_the_incident_does_not_tell_of_is_named(tmp_path: Path) -> None:
    answer = mail(2, "2019-09-03", DELEGATION, ASSOCIATION, answers="1")
    case = a_case(tmp_path, mail(1, "2019-09-01"), answer, letters=f"[{LETTER}, reply: none}}]")
    assert [(one.exhibit.id, one.by.id) for one in answered_all_the_same(Look(case))] == [("E1", "E2")]


def test_a_message_sent_the_same_way_that_no_incident_tells_of_is_proposed(tmp_path: Path) -> None:
    second = mail(2, "2019-09-08").replace("Access", "Another question")
    elsewhere = mail(3, "2019-09-09", to="Lawyer <l@invented.example>").replace("Access", "For you")
    case = a_case(tmp_path, mail(1, "2019-09-01"), second, elsewhere)
    assert [(exhibit.id, until.isoformat()) for exhibit, until in letters_not_told_of(Look(case))] == [
        ("E2", "2020-10-01")
    ]


def test_the_copy_of_a_letter_that_is_told_of_is_not_proposed(tmp_path: Path) -> None:
    case = a_case(tmp_path, mail(1, "2019-09-01"), same_words(mail(2, "2019-09-01")))
    assert list(letters_not_told_of(Look(case))) == []


def test_check_names_the_command_that_records_each_proposal(tmp_path: Path) -> None:
    case = a_case(tmp_path, mail(1, "2019-09-01"), mail(2, "2019-09-08").replace("Access", "Another question"))
    told = {problem.hint or "" for problem in doubts_about_evidence(case, {}) if problem.code == "CK757"}
    assert len(told) == 2
    assert any("complaintkit evidence link E1 --incident silence --no-reply" in hint for hint in told)
    assert any("complaintkit evidence link E2 --incident ID --approach new" in hint for hint in told)
