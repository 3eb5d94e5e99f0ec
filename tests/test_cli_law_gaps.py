"""`complaintkit law show --on DATE`: what is held for the day, and what is said aloud where nothing is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Run = Callable[..., tuple[int, str, str]]


def words(text: str) -> str:
    return " ".join(text.split())


def test_article_11_of_2019_is_shown_whole(run: Run) -> None:
    code, out, err = run("law", "show", "11", "--on", "2019-09-18")
    assert (code, err) == (0, "")
    assert out.count("In force:  from 2014-01-01 and still in force") == 4
    assert "no wording is held" not in out


def test_article_11_of_2005_is_shown_as_far_as_it_is_held_and_not_quoted(run: Run) -> None:
    code, out, err = run("law", "show", "11", "--on", "2005-01-01")
    assert (code, err) == (0, "")
    assert "duty of loyalty to the Communities." in words(out)
    assert "NOT TO BE QUOTED" in out
    assert "CELEX 32004R0723; act as enacted" in out
    assert "“He shall" not in out
    for one in ("11/2", "11/3", "11/4"):
        assert f"{one}   no wording is held for 2005-01-01" in out
    assert out.count("held before: nothing") == 3
    assert out.count("held after: from 2014-01-01 on") == 3
    assert "new in Regulation 1023/2013 Art. 1(7)" in out


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (
            "2012-01-01",
            "11/1: held before: from 2004-05-01 to 2010-11-26 (not to be quoted), held after: from 2014-01-01 on",
        ),
        ("2001-01-01", "11/1: held before: nothing, held after: from 2004-05-01 to 2010-11-26 (not to be quoted)"),
    ],
)
def test_for_a_day_of_which_nothing_of_article_11_is_held_that_is_said(run: Run, day: str, said: str) -> None:
    code, out, err = run("law", "show", "11", "--on", day)
    assert (code, out) == (1, "")
    assert f"no wording of 11/1, 11/2, 11/3, 11/4 is held for {day}" in words(err)
    assert said in words(err)


def test_a_time_known_to_be_missing_says_why(run: Run) -> None:
    code, out, err = run("law", "show", "11/1", "--on", "2012-01-01")
    assert (code, out) == (1, "")
    assert "held before: from 2004-05-01 to 2010-11-26 (not to be quoted); held after: from 2014-01-01 on" in words(err)
    assert "of the time from 27 November 2010 to 31 December 2013 no wording is held" in words(err)


def test_before_its_first_wording_the_note_of_that_one_tells_where_it_came_from(run: Run) -> None:
    code, _, err = run("law", "show", "12a(3)", "--on", "2001-01-01")
    assert code == 1
    assert "held after: from 2004-05-01 on" in words(err)
    assert "inserted by Regulation 723/2004 Annex I, point (14)" in words(err)


@pytest.mark.parametrize(
    ("provision", "day", "wording"),
    [
        ("17a(2)", "2010-11-26", "work of the Communities"),
        ("17a(2)", "2010-11-27", "work of the Union"),
        ("16/2", "2013-12-31", "shall inform their institution thereof. If"),
        ("16/2", "2014-01-01", "using a specific form"),
        ("24/1", "2010-11-27", "The Union shall assist any official"),
        ("statute:2(3)", "2021-08-05", "within two years of the date"),
        ("olaf:5(1)", "2021-01-17", "sufficient suspicion"),
    ],
)
def test_on_the_day_of_a_change_the_wording_changes(run: Run, provision: str, day: str, wording: str) -> None:
    code, out, _ = run("law", "show", provision, "--on", day)
    assert code == 0
    assert wording in words(out)


@pytest.mark.parametrize(
    ("provision", "day"),
    [
        ("24/1", "2010-11-26"),
        ("statute:2(3)", "2020-10-02"),
        ("olaf:5(1)", "2020-10-02"),
        ("olaf:9(2)", "2021-01-16"),
        ("charter:41(1)", "2005-01-01"),
        ("tfeu:228(1)", "2005-01-01"),
        ("ceos:11/1", "2001-01-01"),
        ("1b", "2005-01-01"),
    ],
)
def test_a_later_text_is_not_shown_for_an_earlier_day(run: Run, provision: str, day: str) -> None:
    code, out, err = run("law", "show", provision, "--on", day)
    assert (code, out) == (1, "")
    assert f"no wording of {provision} is held for {day}" in words(err)


def test_where_the_first_day_is_not_held_the_reader_is_told_to_check(run: Run) -> None:
    _, out, _ = run("law", "show", "86(1)", "--on", "2005-01-01")
    assert "from a day that is not held (whether it read so on 2005-01-01 is to be checked)" in words(out)


def test_a_translation_of_another_time_only_is_said_to_be_missing_for_the_day(run: Run) -> None:
    _, out, _ = run("law", "show", "22a(1)", "--on", "2008-01-01", "--lang", "fr")
    assert "No French wording is held for 2008-01-01; here is the official English one." in words(out)
    assert "Communities" in out
    _, out, _ = run("law", "show", "90(1)", "--lang", "fr")
    assert "No French wording is held; here is the official English one." in words(out)


def test_numbers_of_an_article_that_are_not_held_are_named(run: Run) -> None:
    _, out, _ = run("law", "show", "statute:1")
    assert "No wording is held at all, for any day, of statute:1(1)." in out
    _, out, _ = run("law", "show", "12a")
    assert "for any day" not in out


def test_a_defective_copy_is_shown_with_its_reason_and_not_quoted(run: Run) -> None:
    _, out, _ = run("law", "show", "23/1")
    assert "NOT TO BE QUOTED" in out
    assert "the copy read has a defect" in words(out)
    assert "“" not in out
