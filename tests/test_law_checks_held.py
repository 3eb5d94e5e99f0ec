"""For which days the rules lack a wording: warnings of `law lint`, one for each time that is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.law.checks_held import wordings_lacking
from complaintkit.law.checks_wordings import digest_of
from complaintkit.law.loading import load_law, read_rules
from complaintkit.law.lookup import english_wordings, held_around, in_force
from complaintkit.law.values import Law
from complaintkit.locations import shipped
from complaintkit.problems import Problem

FILES = {
    "acts.yaml": "acts:\n  - {id: sr, celex: 31962R0031, titles: {en: Staff Regulations}}\n",
    "authorities.yaml": "authorities: []\n",
    "questions.yaml": "questions:\n  - {id: eligible, text: Eligible?, help: Look., example: A pass., answer: yes-no}\n",
    "criteria/article-12.yaml": 'provision: "12"\ntitle: Dignity\ncriteria:\n'
    "  - {id: one, text: It is so., decided_by: {fact: eligible, is: yes}, basis: statute}\n",
}
WORDINGS = """\
celex: 31962R0031
version: consolidated
language: en
status: official
confirmed: transcribed
wordings:
"""
RECIPIENT = """\
id: office
order: 1
names: {status: unverified, values: {en: Office}}
addressee: {status: unverified, values: {en: Office}}
address: {status: unverified, checked: 2026-11-22, lines: []}
salutation: {status: unverified, values: {en: Dear Office}}
closing: {status: unverified, values: {en: Yours}}
conditions:
  - id: X1
    kind: condition
    text: Somebody is eligible.
    decided_by: {fact: eligible, is: yes}
    basis: statute
    bases:
"""
NO_BASIS = "      - {from: null, provision: null, source: nothing held}\n"


def wording(provision: str, first: str, last: str | None, more: str = "") -> str:
    """Return an entry of a file of wordings, from one day to another, with `more` lines."""
    text = f"Wording of {provision} from {first}."
    lines = [f'- provision: "{provision}"', f"  from: {first}"]
    lines += [f"  to: {last}"] if last else []
    lines += [f"  {line}" for line in more.splitlines()]
    lines += [f'  digest: "{digest_of(text)}"', f"  text: {text}", ""]
    return indent("\n".join(lines), "  ")


@pytest.fixture
def lint(tmp_path: Path) -> Callable[..., list[Problem]]:
    """Return a function that makes a small rules folder of these wordings and bases, and gives the warnings."""

    def run(wordings: str, bases: str = NO_BASIS) -> list[Problem]:
        folder = tmp_path / "regulations"
        added = {"wordings/sr.en.yaml": WORDINGS + wordings, "recipients/office.yaml": RECIPIENT + bases}
        for name, text in (FILES | added).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        law, problems = load_law(folder)
        assert law is not None, [problem.as_line() for problem in problems]
        return [*problems, *wordings_lacking(read_rules(folder), law)]

    return run


Lint = Callable[..., list[Problem]]


def test_wordings_that_follow_each_other_lack_nothing(lint: Lint) -> None:
    assert lint(wording("12", "2004-05-01", "2010-11-26") + wording("12", "2010-11-27", None)) == []


def test_a_time_between_two_wordings_is_named_with_its_days_and_its_line(lint: Lint) -> None:
    [problem] = lint(wording("12", "2004-05-01", "2010-11-26") + wording("12", "2014-01-01", None))
    assert (problem.code, problem.severity) == ("CK319", "warning")
    assert problem.message == "of 12 no wording is held from 2010-11-27 to 2013-12-31"
    assert (problem.file, problem.line) == ("regulations/wordings/sr.en.yaml", 7)


def test_a_time_that_the_rules_themselves_say_is_missing_is_no_warning(lint: Lint) -> None:
    said = wording("12", "2004-05-01", "2010-11-26", "afterwards: not held until 2014")
    assert lint(said + wording("12", "2014-01-01", None)) == []


def test_a_provision_in_use_whose_latest_wording_ended(lint: Lint) -> None:
    [problem] = lint(wording("12", "2004-05-01", "2010-11-26"))
    assert problem.code == "CK320"
    assert "ended on 2010-11-26" in problem.message
    assert lint(wording("12", "2004-05-01", "2010-11-26", "afterwards: repealed")) == []


def test_a_gap_of_a_provision_that_the_rules_do_not_use_is_no_warning(lint: Lint) -> None:
    unused = wording("13", "2004-05-01", "2010-11-26") + wording("13", "2014-01-01", None)
    assert lint(wording("12", "2004-05-01", None) + unused) == []


@pytest.mark.parametrize("following", ["2010-11-27", None])
def test_a_gap_that_is_said_to_follow_and_does_not(lint: Lint, following: str | None) -> None:
    said = wording("12", "2004-05-01", "2010-11-26" if following else None, "afterwards: not held")
    [problem] = lint(said + (wording("12", following, None) if following else ""))
    assert problem.code == "CK321"


def test_a_provision_with_criteria_of_which_nothing_can_be_quoted(lint: Lint) -> None:
    [problem] = lint(wording("12", "2004-05-01", None, "quotable: false\nnote: incomplete"))
    assert problem.code == "CK322"
    assert problem.file == "regulations/criteria/article-12.yaml"


@pytest.mark.parametrize(
    ("bases", "day"),
    [
        ('      - {from: null, provision: "13", source: "Article 13"}\n', "2010-11-27"),
        (
            (
                '      - {from: null, provision: "13", source: "Article 13"}\n'
                "      - {from: 2010-11-27, provision: null, source: nothing held}\n"
                '      - {from: 2014-01-01, provision: "13", source: "Article 13"}\n'
            ),
            None,
        ),
        (
            (
                "      - {from: null, provision: null, source: nothing held}\n"
                '      - {from: 2009-01-01, provision: "13", source: "Article 13"}\n'
                "      - {from: 2012-01-01, provision: null, source: nothing held}\n"
            ),
            "2010-11-27",
        ),
    ],
)
def test_a_condition_cites_a_provision_for_a_day_of_which_none_is_held(lint: Lint, bases: str, day: str | None) -> None:
    said = wording("13", "2004-05-01", "2010-11-26", "afterwards: not held until 2014")
    found = lint(wording("12", "2004-05-01", None) + said + wording("13", "2014-01-01", None), bases)
    expected = [("CK323", f"X1 cites 13 for {day}, a day of which no wording is held")] if day else []
    assert [(problem.code, problem.message) for problem in found] == expected


@cache
def shipped_law() -> Law:
    law, _ = load_law(shipped("regulations"))
    assert law is not None
    return law


@given(
    provision=st.sampled_from(sorted({one.provision for one in shipped_law().wordings})), day=st.dates(date(1958, 1, 1))
)
def test_on_every_day_a_wording_is_held_or_the_nearest_ones_stand_around_it(provision: str, day: date) -> None:
    held = english_wordings(shipped_law(), provision)
    before, after = held_around(shipped_law(), provision, day)
    current = [one for one in held if in_force(one, day)]
    assert len(current) <= 1
    assert current or before or after
    if before is not None:
        assert before == max(
            (one for one in held if (one.valid_to or date.max) < day), key=lambda one: one.valid_to or day
        )
    if after is not None:
        assert after == min(
            (one for one in held if (one.valid_from or date.min) > day), key=lambda one: one.valid_from or day
        )
