"""A selection in the making: what can be done to it, ranges of numbers, filters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.selecting.choices import Choices, Role, begun, put, raising, toggled, turned, with_reasons
from complaintkit.selecting.filtering import matches, matching
from complaintkit.selecting.ranges import format_ranges, parse_ranges

INCIDENTS = ("ball-game", "cake-sale", "dog-walk", "egg-race", "flag-day")
some = st.lists(st.sampled_from(INCIDENTS), max_size=5)
moves = st.one_of(
    st.tuples(st.just("put"), some, st.sampled_from(Role)),
    st.tuples(st.just("toggled"), some),
    st.tuples(st.just("turned"), st.sampled_from(INCIDENTS), st.sampled_from(Role)),
    st.tuples(
        st.just("reasons"), st.dictionaries(st.sampled_from(INCIDENTS), st.one_of(st.none(), st.text(min_size=1)))
    ),
    st.tuples(st.just("raising"), st.one_of(st.none(), st.lists(st.sampled_from(("11/1", "12", "17(1)"))))),
)


def moved(choices: Choices, move: tuple) -> Choices:
    name, *arguments = move
    functions = {"put": put, "toggled": toggled, "turned": turned, "reasons": with_reasons, "raising": raising}
    return functions[name](choices, *arguments)


@given(st.lists(moves, max_size=20))
def test_each_incident_stands_in_exactly_one_list_whatever_is_done(done):
    choices = begun(INCIDENTS)
    for move in done:
        choices = moved(choices, move)
    listed = [incident for role in Role for incident in choices.incidents(role)]
    assert sorted(listed) == sorted(INCIDENTS)
    assert [choice.incident for choice in choices.all] == list(INCIDENTS)


@given(st.lists(moves, max_size=10), some)
def test_toggling_twice_changes_nothing_but_background_to_left_out(done, incidents):
    choices = begun(INCIDENTS)
    for move in done:
        choices = moved(choices, move)
    once = toggled(choices, incidents)
    twice = toggled(once, incidents)
    for choice in choices.all:
        before, after = choice.role, twice.of(choice.incident).role
        assert after is before or (before is Role.BACKGROUND and after is Role.LEFT_OUT)
    assert all((once.of(i).role is Role.CHOSEN) != (choices.of(i).role is Role.CHOSEN) for i in incidents)


def test_nothing_is_chosen_before_anybody_chooses():
    assert begun(INCIDENTS).chosen == ()
    assert begun(INCIDENTS).raised is None


def test_a_reason_belongs_to_its_role_and_comes_back_with_it():
    choices = with_reasons(toggled(begun(INCIDENTS), ["dog-walk"]), {"dog-walk": "it barked"})
    assert choices.of("dog-walk").reason == "it barked"
    left_out = toggled(choices, ["dog-walk"])
    assert left_out.of("dog-walk").reason is None
    assert toggled(left_out, ["dog-walk"]).of("dog-walk").reason == "it barked"
    assert with_reasons(choices, {"dog-walk": None}).of("dog-walk").reason is None


def test_background_twice_is_left_out():
    choices = turned(begun(INCIDENTS), "egg-race", Role.BACKGROUND)
    assert choices.incidents(Role.BACKGROUND) == ("egg-race",)
    assert turned(choices, "egg-race", Role.BACKGROUND) == begun(INCIDENTS)


def test_an_incident_of_another_case_is_a_programming_mistake():
    with pytest.raises(KeyError):
        begun(INCIDENTS).of("grand-ball")


@given(st.sets(st.integers(1, 400), min_size=1))
def test_ranges_read_back_what_they_write(numbers):
    assert set(parse_ranges(format_ranges(numbers), 400)) == numbers


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("3", (3,)), ("1,3-5", (1, 3, 4, 5)), ("5 1", (5, 1)), ("2 - 4", (2, 3, 4)), ("1,1,1-2", (1, 2)), ("4-4", (4,))],
)
def test_ranges_as_people_type_them(typed, meant):
    assert parse_ranges(typed, 9) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "no number given"),
        (",", "no number given"),
        ("two", "`two` is no number"),
        ("3-", "`3-` is no number"),
        ("٣", "is no number"),
        ("5-3", "write 3-5"),
        ("0", "numbers 1 to 9"),
        ("8-10", "numbers 1 to 9"),
        ("1-999999999", "numbers 1 to 9"),
        ("1-99999999999999999999", "is no number"),
    ],
)
def test_ranges_that_cannot_be_meant_are_said_why(typed, said):
    with pytest.raises(ValueError, match=said):
        parse_ranges(typed, 9)


def test_a_filter_looks_for_every_word_in_any_order_without_accents():
    assert matches("prefet letter", "A letter of the Préfet")
    assert matches("  LETTER ", "A letter")
    assert matches("", "anything")
    assert not matches("letter march", "A letter of May")


@given(st.text(alphabet="abx 19-", max_size=12))
def test_a_filter_keeps_the_order_and_invents_nothing(text):
    searched = [("one", "abx 1"), ("two", "ab 19"), ("three", "x-1")]
    found = matching(text, searched)
    assert list(found) == [key for key, _ in searched if key in found]
