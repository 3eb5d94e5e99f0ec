"""Finding wordings, authorities and sentences by id, language and day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from complaintkit.law.loading import load_law
from complaintkit.law.lookup import (
    authority,
    basis_on,
    best_wordings,
    citable_authorities,
    paragraphs_of,
    provision,
    question,
    recipient,
    wording_in_force,
)
from complaintkit.law.values import Law, LegalBasis


@pytest.fixture(scope="module")
def law(regulations: Path) -> Law:
    found, _ = load_law(regulations)
    assert found is not None
    return found


def test_a_wording_is_that_of_the_day(law: Law) -> None:
    assert wording_in_force(law, "11/1", "en", date(2013, 12, 31)) is None
    first_day = wording_in_force(law, "11/1", "en", date(2014, 1, 1))
    assert first_day is not None
    assert first_day == wording_in_force(law, "11/1", "en", None)


def test_a_working_translation_comes_with_the_official_english(law: Law) -> None:
    german, english = best_wordings(law, "12a(3)", "de", date(2019, 9, 18))
    assert german is not None
    assert english is not None
    assert (german.language, german.status) == ("de", "working")
    assert (english.language, english.status) == ("en", "official")


def test_where_no_wording_is_held_in_the_language_the_english_remains(law: Law) -> None:
    french, english = best_wordings(law, "annexIX:2(2)", "fr", date(2019, 9, 18))
    assert french is None
    assert english is not None


@pytest.mark.parametrize(
    ("article", "ids"),
    [
        ("11", ("11/1", "11/2", "11/3", "11/4")),
        ("12a", ("12a(1)", "12a(2)", "12a(3)", "12a(4)")),
        ("21", ("21/1", "21/2")),
        ("12", ("12",)),
        ("96", ("96/1", "96/2", "96/3")),
        ("annexIX:2", ("annexIX:2(1)", "annexIX:2(2)", "annexIX:2(3)")),
        ("charter:41", ("charter:41(1)", "charter:41(2)", "charter:41(3)", "charter:41(4)")),
        ("ceos:2", ("ceos:2(e)",)),
        ("periods:3", tuple(f"periods:3{part}" for part in ("(1)", "(2)(b)", "(2)(c)", "(2)(d)", "(3)", "(4)", "(5)"))),
        ("11/1", ()),
        ("no article", ()),
    ],
)
def test_the_paragraphs_of_an_article_in_their_order(law: Law, article: str, ids: tuple[str, ...]) -> None:
    assert paragraphs_of(law, article) == ids


def test_an_authority_younger_than_the_letter_is_not_cited(law: Law) -> None:
    wanted = ["xh_ag", "skareby", "teixeira", "no-such-case"]
    assert [one.id for one in citable_authorities(law, wanted, date(2020, 10, 2))] == ["teixeira", "skareby"]
    assert [one.id for one in citable_authorities(law, [*wanted, "curto"], date(2026, 11, 22))] == [
        "teixeira",
        "skareby",
        "curto",
    ]
    assert citable_authorities(law, ["zavvos"], date(2002, 7, 8)) == ()


def test_an_ecli_only_where_it_is_held(law: Law) -> None:
    zavvos, skareby = authority(law, "zavvos"), authority(law, "skareby")
    assert zavvos is not None
    assert skareby is not None
    assert zavvos.ecli is None
    assert skareby.ecli == "ECLI:EU:F:2012:64"


def test_what_does_not_exist_is_none(law: Law) -> None:
    assert provision(law, "13") is None
    assert question(law, "nothing") is None
    assert recipient(law, "nobody") is None


def test_a_condition_stands_where_the_youngest_basis_of_the_day_has_it(law: Law) -> None:
    old, young = LegalBasis(None, None, "an older decision"), LegalBasis(date(2021, 8, 5), "statute:2(3)", "")
    condition = replace(law.recipients[0].conditions[0], bases=(young, old))
    assert basis_on(condition, date(2021, 8, 4)) == old
    assert basis_on(condition, date(2021, 8, 5)) == young
    assert basis_on(replace(condition, bases=(young,)), date(2021, 8, 4)) is None
