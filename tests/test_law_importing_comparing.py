"""Two wordings beside each other: whether they have the same words, and where they differ."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.law.importing.choosing import Chosen
from complaintkit.law.importing.comparing import alike, compare, difference
from complaintkit.law.importing.structure import Article, Paragraph, Part
from complaintkit.law.values import Act, Law, Translations, Wording

ACT = Act("charter", "12012P/TXT", (("en", "Charter"),))


def law(*wordings: Wording) -> Law:
    return Law((ACT,), wordings, (), (), (), (), Translations("", ()), "0")


def held(
    text: str, first: date | None, last: date | None = None, provision: str = "charter:1", language: str = "en"
) -> Wording:
    return Wording(provision, language, first, last, "official", text, "12012P/TXT", "version", "read")


def chosen(text: str, first: date = date(2014, 1, 1), last: date | None = None) -> Chosen:
    part = Part((), (Article(None, "1", "", (Paragraph(None, text, ()),), 1, table=False),))
    return Chosen(ACT, new_act=False, part=part, language="en", first=first, last=last, version="a version")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the citizen's right", "the citizen’s  right", True),
        ("« un »\n\ndeux", "“un” deux", True),
        ("non‑discrimination — all", "non-discrimination – all", True),
        ("shall", "may", False),
        ("Union", "union", False),
    ],
)
def test_typography_does_not_count_and_words_do(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same


def test_where_two_wordings_differ() -> None:
    places = difference(
        "The official shall answer within two weeks of the day.", "The official may answer within two weeks."
    )
    assert places[0] == ("The official [shall] answer within two weeks", "The official [may] answer within two weeks.")


_WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=12).map(" ".join)


@given(_WORDS, _WORDS)
def test_a_place_is_named_exactly_where_wordings_are_not_alike(one: str, other: str) -> None:
    assert bool(difference(one, other)) == (not alike(one, other))


@pytest.mark.parametrize(
    ("holds", "imported", "state", "last"),
    [
        ([], chosen("A."), "new", None),
        ([held("A.", None)], chosen("A."), "same", None),
        ([held("B.", None)], chosen("A."), "later", None),
        ([held("B.", date(2004, 5, 1))], chosen("A."), "later", None),
        ([held("B.", date(2014, 1, 1))], chosen("A."), "differs", None),
        ([held("B.", date(2004, 5, 1), date(2015, 12, 31))], chosen("A."), "later", date(2015, 12, 31)),
        ([held("B.", date(2004, 5, 1), date(2010, 12, 31))], chosen("A."), "new", None),
        ([held("B.", date(2020, 1, 1))], chosen("A."), "new", date(2019, 12, 31)),
        ([held("B.", date(2020, 1, 1))], chosen("A.", last=date(2016, 1, 1)), "new", date(2016, 1, 1)),
        ([held("B.", date(2004, 5, 1))], chosen("A.", last=date(2016, 1, 1)), "kept", date(2016, 1, 1)),
    ],
)
def test_what_becomes_of_a_provision(holds: list[Wording], imported: Chosen, state: str, last: date | None) -> None:
    (finding,) = compare(imported, law(*holds))
    assert (finding.state, finding.last) == (state, last)


def test_what_is_held_and_not_found_is_said_and_english_stands_in_for_a_language_without_wordings() -> None:
    gone = held("Gone.", None, provision="charter:2")
    assert [(one.provision, one.state) for one in compare(chosen("A."), law(gone))] == [
        ("charter:1", "new"),
        ("charter:2", "not found"),
    ]


def test_what_the_rules_hold_whole_or_by_points_is_found_so() -> None:
    points = (("(a)", "(a) first"), ("(b)", "(b) second"))
    part = Part(
        (),
        (
            Article(None, "1", "", (Paragraph(None, "One.", ()), Paragraph(None, "Two.", ())), 1, table=False),
            Article(None, "2", "", (Paragraph(None, "These:\n\n(a) first\n\n(b) second", points),), 5, table=False),
        ),
    )
    imported = Chosen(ACT, new_act=False, part=part, language="en", first=date(2014, 1, 1), last=None, version="v")
    whole, point = held("One.\n\nTwo.", None), held("second", None, provision="charter:2(b)")
    found = {one.provision: one.state for one in compare(imported, law(whole, point))}
    assert found == {"charter:2": "new", "charter:1": "same", "charter:2(b)": "same"}
