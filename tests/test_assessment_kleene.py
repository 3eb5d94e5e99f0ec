"""Kleene's tables, and what makes three-valued logic safe: order does not matter, and learning more never flips."""

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from complaintkit.assessment.kleene import all_of, any_of, at_least, opposite
from complaintkit.assessment.values import Outcome

MET, NOT_MET, NOT_KNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_KNOWN
outcomes = st.sampled_from(list(Outcome))


def test_the_tables():
    conjunction = {
        (MET, MET): MET,
        (MET, NOT_KNOWN): NOT_KNOWN,
        (MET, NOT_MET): NOT_MET,
        (NOT_KNOWN, NOT_KNOWN): NOT_KNOWN,
        (NOT_KNOWN, NOT_MET): NOT_MET,
        (NOT_MET, NOT_MET): NOT_MET,
    }
    for pair, expected in conjunction.items():
        assert all_of(pair) is expected
        assert any_of([opposite(one) for one in pair]) is opposite(expected)


def test_nothing_at_all():
    assert all_of([]) is MET
    assert any_of([]) is NOT_MET


def test_so_many_of_several():
    assert at_least(2, [MET, MET, NOT_MET]) is MET
    assert at_least(2, [MET, NOT_KNOWN, NOT_MET]) is NOT_KNOWN
    assert at_least(2, [MET, NOT_MET, NOT_MET]) is NOT_MET


@given(st.lists(outcomes, min_size=1))
def test_all_and_one_of_several_are_special_cases(found):
    assert at_least(len(found), found) is all_of(found)
    assert at_least(1, found) is any_of(found)


@given(st.lists(outcomes), st.randoms())
def test_the_order_does_not_matter(found, random):
    shuffled = found[:]
    random.shuffle(shuffled)
    assert all_of(found) is all_of(shuffled)
    assert any_of(found) is any_of(shuffled)
    assert at_least(2, found) is at_least(2, shuffled)


@given(st.lists(outcomes, min_size=1), st.data())
def test_learning_what_was_not_known_never_flips_an_outcome(found, data):
    learned = [data.draw(st.sampled_from([MET, NOT_MET])) if one is NOT_KNOWN else one for one in found]
    for rule in (all_of, any_of, partial(at_least, 2)):
        before = rule(found)
        assert before is NOT_KNOWN or rule(learned) is before


@given(st.lists(outcomes))
def test_de_morgan(found):
    assert opposite(all_of(found)) is any_of([opposite(one) for one in found])
