"""Ids of provisions: one spelling for each, and nothing that is not written like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.law.references import Reference, parse_reference

ACTS = ("sr", "charter", "olaf", "an-act-of-ones-own")


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("12", Reference("sr", None, "12", None, None, None)),
        ("12a(3)", Reference("sr", None, "12a", "3", None, None)),
        ("11/1", Reference("sr", None, "11", None, 1, None)),
        ("charter:41(1)", Reference("charter", None, "41", "1", None, None)),
        ("ceos:2(e)", Reference("ceos", None, "2", None, None, "e")),
        ("annexIX:2(2)", Reference("sr", "IX", "2", "2", None, None)),
        ("periods:3(2)(c)", Reference("periods", None, "3", "2", None, "c")),
        (" 17(1) ", Reference("sr", None, "17", "1", None, None)),
        ("sr:17(1)", Reference("sr", None, "17", "1", None, None)),  # the act may be typed; the id leaves it out
    ],
)
def test_what_an_id_stands_for(text, reference):
    assert parse_reference(text) == reference


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Article 12",
        "12 a (3)",
        "11/0",
        "11/1(2)",
        "Charter:41(1)",
        "annexix:2",
        "12a(3",
        "annex9:2",
        "12a[3]",
        "(3)",
    ],
)
def test_what_is_no_id(text):
    assert parse_reference(text) is None


def test_an_act_that_the_rules_do_not_hold_is_none_where_they_are_asked():
    assert parse_reference("eucharter:41(1)", {"sr", "charter"}) is None
    assert parse_reference("12a(3)", {"sr", "charter"}) == Reference("sr", None, "12a", "3", None, None)
    assert parse_reference("mine:3a(1)", {"sr", "mine"}) == Reference("mine", None, "3a", "1", None, None)


_numbers = st.integers(1, 99).map(str)
_references = st.builds(
    Reference,
    act=st.sampled_from(ACTS),
    annex=st.none() | st.sampled_from(["I", "IX", "XIII"]),
    article=st.builds(str.__add__, _numbers, st.sampled_from(["", "a", "b"])),
    paragraph=st.none() | _numbers,
    place=st.none(),
    point=st.none() | st.sampled_from(["a", "aa", "iii"]),
) | st.builds(
    Reference,
    act=st.sampled_from(ACTS),
    annex=st.none(),
    article=_numbers,
    paragraph=st.none(),
    place=st.integers(1, 99),
    point=st.none(),
)


@given(_references)
def test_every_reference_is_read_back_from_its_id(reference):
    assert parse_reference(str(reference)) == reference


@given(st.text(max_size=20))
def test_what_is_read_has_one_spelling(text):
    found = parse_reference(text)
    assert found is None or parse_reference(str(found)) == found
