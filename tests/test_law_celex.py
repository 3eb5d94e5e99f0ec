"""CELEX numbers: the forms that exist, and the act behind a consolidated text."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.law.celex import act_of_consolidated, consolidated_number, is_celex, version_day
from complaintkit.law.loading import load_law


@pytest.mark.parametrize(
    "number",
    ["31962R0031", "32021R1163", "12012P/TXT", "12012E/TXT", "12016E228", "02009L0101-20130701", "62019CJ0001",
     "32009L0101R(01)", "42010A0612(01)", "02016ME/TXT-20240901", "52010DC0001", "C2023XC0161"],
)  # fmt: skip
def test_numbers_as_eur_lex_writes_them(number: str) -> None:
    assert is_celex(number)


@pytest.mark.parametrize(
    "number",
    ["", "2009L0101", "3209L0101", "32009L01O1", "32009l0101", "39999R0001", "02009L0101-20131301", "x2021R1163",
     "32021R1163 ", "Regulation 883/2013", "11801P/TXT"],
)  # fmt: skip
def test_numbers_that_no_act_has(number: str) -> None:
    assert not is_celex(number)


@pytest.mark.parametrize(
    ("consolidated", "act"),
    [
        ("02009L0101-20130701", "32009L0101"),
        ("2009L0101", "32009L0101"),  # as older pages write it
        ("01962R0031-20260101", "31962R0031"),
        ("02016ME/TXT-20240901", "12016ME/TXT"),
        ("02012A1115(01)-20200101", "22012A1115(01)"),
        ("nothing", None),
    ],
)
def test_the_act_behind_a_consolidated_text(consolidated: str, act: str | None) -> None:
    assert act_of_consolidated(consolidated) == act


@given(
    st.integers(1952, 2099), st.sampled_from("RLD"), st.integers(1, 9999), st.dates(date(1990, 1, 1), date(2099, 1, 1))
)
def test_the_number_of_a_consolidated_text_says_act_and_day(year: int, kind: str, number: int, day: date) -> None:
    act = f"3{year}{kind}{number:04}"
    consolidated = consolidated_number(act, day)
    assert is_celex(consolidated)
    assert act_of_consolidated(consolidated) == act
    assert version_day(consolidated) == day


def test_the_rules_linter_looks_at_every_number(tmp_path, regulations) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(regulations, folder)
    for name in ("acts.yaml", "wordings/olaf.en.yaml"):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace("32013R0883", "32013R883O"), encoding="utf-8")
    law, problems = load_law(folder)
    assert law is None
    found = {(problem.file, problem.code) for problem in problems}
    assert found == {("rules/acts.yaml", "CK340"), ("rules/wordings/olaf.en.yaml", "CK340")}
    assert all(problem.line and "32013R883O" in problem.message for problem in problems)
