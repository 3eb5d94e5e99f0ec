"""Counting things, shortening lists, and knowing which word is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.words import counted, meant, sentence_case, some

CHOICES = ("own-initiative", "superior", "service-position")


def test_one_is_not_many():
    assert [counted(number, "act") for number in (0, 1, 2)] == ["0 acts", "1 act", "2 acts"]


def test_a_long_list_says_how_many_more_there_are():
    assert some(["a", "b"]) == "a, b"
    assert some(["a", "b", "c", "d"], most=2) == "a, b and 2 more"
    assert some([]) == ""


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("superior", "superior"),
        ("Own Initiative", "own-initiative"),  # as it is said, not as it is stored
        ("own", "own-initiative"),
        ("s", None),  # two begin like that
        ("subordinate", None),
    ],
)
def test_a_word_is_meant_by_an_unambiguous_beginning(typed, word):
    assert meant(typed, CHOICES) == word


@given(st.sampled_from(CHOICES), st.sets(st.sampled_from(CHOICES)))
def test_a_word_typed_in_full_is_always_meant(word, others):
    assert meant(word, {word, f"{word}-too", *others}) == word


def test_only_the_first_letter_becomes_a_capital():
    assert sentence_case("l'article 12 bis du statut") == "L'article 12 bis du statut"
    assert sentence_case("") == ""
