"""How findings combine: the outcome by Kleene's rules, the proof by what decides it."""

from hypothesis import given
from hypothesis import strategies as st

from complaintkit.assessment.findings import alternatives, inverted, strongest, together, weakest
from complaintkit.assessment.kleene import all_of, any_of
from complaintkit.assessment.values import Cited, Finding, Outcome, Support

MET, NOT_MET, NOT_KNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_KNOWN
ON_DUTY = Finding(MET, Support.DOCUMENTED, ("On duty? yes",), (Cited("E1", "p. 2"),))
INSULTED = Finding(MET, Support.STATED, ("Insulted? yes",))
PRIVATE = Finding(NOT_MET, Support.DOCUMENTED, ("In public? no",), (Cited("E2", None),))
ASKED = Finding(NOT_KNOWN, None, ("Deliberate? unknown",), (), ("Find out: Deliberate?",))
UNASKED = Finding(NOT_KNOWN, missing=("Ask: Who heard it?",), asked=False)

findings = st.lists(st.sampled_from([ON_DUTY, INSULTED, PRIVATE, ASKED, UNASKED]), min_size=1)


def test_all_met_rests_on_every_part_and_is_as_strong_as_the_weakest():
    found = together([ON_DUTY, INSULTED])
    assert (found.outcome, found.support) == (MET, Support.STATED)
    assert found.reasons == ("On duty? yes", "Insulted? yes")


def test_one_part_that_is_not_met_decides_and_is_the_only_proof():
    found = together([ON_DUTY, ASKED, PRIVATE])
    assert (found.outcome, found.support) == (NOT_MET, Support.DOCUMENTED)
    assert found.reasons == PRIVATE.reasons
    assert found.exhibits == PRIVATE.exhibits
    assert found.missing == ()


def test_what_is_not_known_shows_all_reasons_and_what_would_settle_it():
    found = together([ON_DUTY, ASKED, UNASKED])
    assert found.outcome is NOT_KNOWN
    assert found.reasons == ("On duty? yes", "Deliberate? unknown")
    assert found.missing == ("Find out: Deliberate?", "Ask: Who heard it?")


def test_one_alternative_that_is_met_is_enough():
    found = alternatives([PRIVATE, ON_DUTY, UNASKED])
    assert (found.outcome, found.reasons, found.missing) == (MET, ON_DUTY.reasons, ())


def test_the_same_reason_stands_once():
    assert together([ON_DUTY, ON_DUTY]).reasons == ON_DUTY.reasons


def test_it_counts_as_asked_when_any_part_was():
    assert not together([UNASKED, UNASKED]).asked
    assert together([UNASKED, ASKED]).asked


def test_the_opposite_has_the_same_proof():
    opposite = inverted(PRIVATE)
    assert (opposite.outcome, opposite.support, opposite.reasons) == (MET, PRIVATE.support, PRIVATE.reasons)
    assert opposite.exhibits == PRIVATE.exhibits
    assert inverted(UNASKED).outcome is UNASKED.outcome


def test_every_combination_carries_the_tree_of_its_parts():
    tree = together([ON_DUTY, alternatives([PRIVATE, UNASKED])]).proof
    assert (tree.operator, [part.operator for part in tree.parts]) == ("all", ["fact", "any"])
    assert [leaf.reasons for leaf in tree.parts[1].parts] == [PRIVATE.reasons, UNASKED.reasons]


def test_the_weakest_and_the_strongest_support():
    assert weakest([Support.DOCUMENTED, None, Support.NONE, Support.STATED]) is Support.NONE
    assert weakest([Support.NONE, Support.CONTRADICTED]) is Support.CONTRADICTED
    assert weakest([None]) is None
    assert strongest([Support.STATED, Support.DOCUMENTED]) is Support.DOCUMENTED
    assert strongest([]) is Support.NONE


@given(findings)
def test_outcomes_follow_kleene_and_opposites_follow_de_morgan(found):
    outcomes = [one.outcome for one in found]
    assert together(found).outcome is all_of(outcomes)
    assert alternatives(found).outcome is any_of(outcomes)
    assert inverted(together(found)).outcome is alternatives([inverted(one) for one in found]).outcome


@given(findings)
def test_only_what_is_not_known_asks_for_anything(found):
    for combined in (together(found), alternatives(found)):
        assert combined.outcome is NOT_KNOWN or combined.missing == ()
