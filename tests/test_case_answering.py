"""What is typed as an answer, or as what shows it, becomes what an incident file holds; what will not do is said."""

from __future__ import annotations

from typing import Any

import pytest

from complaintkit.case.answering import fact_of, form_of, open_questions, parse_answer, parse_support
from complaintkit.law.loading import load_law
from complaintkit.law.values import AnswerType, Law, Question
from complaintkit.locations import shipped

LABELS = ("deputy-head", "activist-1", "association")


def question(answer: AnswerType, *choices: str) -> Question:
    return Question("asked", "What was it?", "help", "example", answer, choices)


@pytest.mark.parametrize(
    ("asked", "typed", "kept"),
    [
        (question("yes-no"), "Y", "yes"),
        (question("yes-no"), "no", "no"),
        (question("yes-no"), "Unknown", "unknown"),
        (question("choice", "own-initiative", "superior"), "own initiative", "own-initiative"),
        (question("choice", "own-initiative", "superior"), "sup", "superior"),
        (question("choices", "dignity", "personality"), "dig, personality", ["dignity", "personality"]),
        (question("number"), "3", 3),
        (question("date"), "2019-09", "2019-09"),
        (question("dates"), "2019-09-18; 2019-09-19", ["2019-09-18", "2019-09-19"]),
        (question("text"), "  it was said, twice  ", "it was said, twice"),
        (question("persons"), "Activist 1, deputy-head", ["activist-1", "deputy-head"]),
        (question("persons"), "nobody", []),
        (question("persons"), "unknown", "unknown"),
    ],
)
def test_an_answer_is_kept_in_the_form_of_its_question(asked: Question, typed: str, kept: Any) -> None:
    assert parse_answer(asked, typed, LABELS) == kept
    assert "unknown" in form_of(asked)


@pytest.mark.parametrize(
    ("asked", "typed", "said"),
    [
        (question("yes-no"), "perhaps", "yes, no or unknown"),
        (question("choice", "superior", "service"), "s", "Choose from"),
        (question("choice", "own-initiative", "superior"), "superoir", "Did you mean `superior`"),
        (question("choices", "dignity"), "dignity, pride", "Choose from"),
        (question("number"), "-1", "a number"),
        (question("number"), "9" * 40, "a number"),
        (question("date"), "yesterday", "is no date"),
        (question("dates"), "2019-02-30", "does not exist"),
        (question("persons"), "activist-2", "stands for nobody in case.yaml"),
    ],
)
def test_an_answer_that_will_not_do_is_said(asked: Question, typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_answer(asked, typed, LABELS)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", {}),
        ("Vouched", {"vouched": True}),
        ("e3", {"exhibits": ["E3"]}),
        ("E3, E4 p. 2, para. 1; E3: 00:01:30", {
            "exhibits": ["E3", {"exhibit": "E4", "at": "p. 2, para. 1"}, {"exhibit": "E3", "at": "00:01:30"}]
        }),
    ],
)  # fmt: skip
def test_what_shows_it_is_exhibits_with_their_places_or_own_knowledge(typed: str, kept: dict[str, Any]) -> None:
    assert parse_support(typed, ("E3", "E4")) == kept


@pytest.mark.parametrize(
    ("typed", "said"), [("E9", "not in the register"), ("the letter", "by number"), ("E0", "by number")]
)
def test_exhibits_that_are_not_there_are_said(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_support(typed, ("E3",))


def test_a_fact_without_support_is_written_short() -> None:
    assert fact_of("yes", {}) == "yes"
    assert fact_of("yes", {"exhibits": ["E3"]}) == {"answer": "yes", "exhibits": ["E3"]}


@pytest.fixture(scope="module")
def law() -> Law:
    found, _ = load_law(shipped("regulations"))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("given", "comes_up"),
    [
        ({}, False),
        ({"whose-decision": "own-initiative"}, False),
        ({"whose-decision": "unknown"}, False),
        ({"whose-decision": "superior"}, True),
        ({"whose-decision": "superior", "order-doubtful": "no"}, False),
    ],
)
def test_a_question_that_follows_another_comes_up_once_that_is_answered_so(
    law: Law, given: dict[str, Any], comes_up: bool
) -> None:
    assert ("order-doubtful" in {one.id for one in open_questions(law, given)}) is comes_up


@pytest.mark.parametrize("answer", [True, "yes"])
def test_a_typed_yes_and_a_word_yes_bring_up_the_same(law: Law, answer: Any) -> None:
    assert "benefit-permitted" in {one.id for one in open_questions(law, {"benefit-accepted": answer})}


def test_to_begin_with_no_more_is_asked_than_somebody_answers(law: Law) -> None:
    asked = open_questions(law, {})
    assert len(asked) < len([one for one in law.questions if not one.recorded]) * 2 / 3
    assert not any(one.follows for one in asked)
