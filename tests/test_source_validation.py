"""Mistakes in a file's content: each one a problem with place, what was expected and a hint; all of them at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import BaseModel, Field

from complaintkit.case.files import IncidentFile
from complaintkit.case.values import CaseFile, Exhibit, Supported
from complaintkit.problems import Problem
from complaintkit.source.documents import parse_document
from complaintkit.source.validation import path_in_words, validate


def problems_of(model: type[BaseModel], text: str) -> list[Problem]:
    document, problems = parse_document(text, "x.yaml")
    assert document is not None
    assert not problems
    value, found = validate(document, model)
    assert (value is None) == bool(found)
    return sorted(found, key=lambda problem: (problem.line or 0, problem.column or 0))


def told(model: type[BaseModel], text: str) -> list[tuple[int | None, int | None, str, str]]:
    return [(p.line, p.column, p.code, p.message) for p in problems_of(model, text)]


NO_DAY = "a day that does not exist: correct it, or write the month or the year alone"
LABEL = "a label: small letters, digits and hyphens, such as `deputy-head`"
NUMBER = "the number of an exhibit, such as `E12`"
INCIDENT = "title: A meeting\nwhen: 2019-09-18\n"


def test_all_mistakes_of_a_file_are_told_at_once_each_at_its_place() -> None:
    found = told(
        IncidentFile,
        """\
title:
when: 2019-13-45
official: Deputy Head
afected: [a]
affected: association
acts:
  - {on: 2019-01-01, towards: [A b], exhibits: [E12, {exhibit: x12, att: p. 2}], vouched: maybe}
facts:
  deliberate: {answer: yes, exibits: [E1]}
""",
    )
    assert found == [
        (1, 1, "CK122", "`title` is empty; a text is expected"),
        (2, 7, "CK124", f"`when` cannot be read: `2019-13-45` is {NO_DAY}"),
        (3, 11, "CK124", f"`official` must be {LABEL}, not `Deputy Head`"),
        (4, 1, "CK120", "`afected` is not a key that is known in this file"),
        (5, 11, "CK122", "`affected` must be a list, not `association`"),
        (7, 5, "CK121", "`what` is missing in `acts` item 1"),
        (7, 32, "CK124", f"`acts` item 1, `towards` item 1 must be {LABEL}, not `A b`"),
        (7, 64, "CK124", f"`acts` item 1, `exhibits` item 2, `exhibit` must be {NUMBER}, not `x12`"),
        (7, 69, "CK120", "`att` is not a key that is known in `acts` item 1, `exhibits` item 2"),
        (7, 91, "CK122", "`acts` item 1, `vouched` must be `true` or `false`, not `maybe`"),
        (9, 29, "CK120", "`exibits` is not a key that is known in `facts`, `deliberate`"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (INCIDENT + "afected: [a]\n", "did you mean `affected`?"),
        (INCIDENT + "approaches:\n  - {on: 2019, by: a, to: b, about: c, repply: none}\n", "did you mean `reply`?"),
        (INCIDENT + "affected: association\n", "write [association]"),
        (INCIDENT + "official: Deputy Head\n", "write `deputy-head`"),
        (INCIDENT + "what_happened: [{say: x, source: owm}]\n", "did you mean `own`?"),
        ("when: 2019\n", "add `title: ...`"),
    ],
)
def test_hints_name_what_was_meant(text: str, hint: str) -> None:
    (problem,) = problems_of(IncidentFile, text)
    assert problem.hint == hint


def test_a_key_far_from_all_known_ones_is_answered_with_the_list() -> None:
    (problem,) = problems_of(Supported, "zzz: 1\n")
    assert problem.hint == "known here: exhibits, vouched"


@pytest.mark.parametrize("word", ["yes", "true", "Yes", "on"])
def test_yes_is_a_text_in_yaml_and_true_where_a_truth_value_is_expected(word: str) -> None:
    document, _ = parse_document(f"vouched: {word}\n", "x.yaml")
    assert document is not None
    value, problems = validate(document, Supported)
    assert not problems
    assert value is not None
    assert value.vouched is True


def test_a_title_of_digits_is_a_text() -> None:
    document, _ = parse_document("title: 2020\nwhen: 2020\n", "x.yaml")
    assert document is not None
    value, _ = validate(document, IncidentFile)
    assert value is not None
    assert value.title == "2020"
    assert value.when.first == date(2020, 1, 1)


def test_one_value_that_fits_none_of_several_forms_is_one_problem() -> None:
    approach = "approaches:\n  - {on: 2019, by: a, to: b, about: c, reply: %s}\n"
    ((*_, message),) = told(IncidentFile, INCIDENT + approach % "full")
    assert message == (
        "`approaches` item 1, `reply` must be one of `none`, `unknown` or a mapping with `kind`, `on`, `by`, `answers`, "
        "`leaves_open`, `language`, `exhibit`, `note`, not `full`"
    )
    found = told(IncidentFile, INCIDENT + approach % "{kind: ful, on: 2019-02-31, foo: 1}")
    assert [code for *_, code, _ in found] == ["CK123", "CK124", "CK120"]


CASE = """\
format: 1
title: T
complainant: {label: a, shown_as: A, kind: organisation}
respondent: {institution: eeas, shown_as: the Service}
"""


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        ("as_of: 2020-02-31\n", "CK124", "does not exist"),
        ("as_of: 0\n", "CK124", "`0` is no date"),
        ("as_of: 2020\n", "CK124", "`2020` is no day"),
        ("officials: {Bad Label: {post: p}}\n", "CK124", "the key `officials`, `Bad Label` must be a label"),
        ("officials: []\n", "CK122", "must be a mapping, not a list"),
        ("persons: {a-b: {shown_as: }}\n", "CK122", "`shown_as` is empty"),
        ("joined: [{id: a, title: b, incidents: [x]}]\n", "CK125", "needs at least 2 entries"),
        ("court: {answer: perhaps}\n", "CK123", "one of `yes`, `no`, `unknown`, not `perhaps`"),
        ("treatment: {olaf: {confidential: yes}}\n", "CK123", "one of `no`, `whole`, `parts`, not `yes`"),
        ("language: true\n", "CK122", "`language` must be a text, not `true`"),
    ],
)
def test_the_case_file(more: str, code: str, words: str) -> None:
    (problem,) = problems_of(CaseFile, CASE + more)
    assert problem.code == code
    assert words in problem.message
    assert problem.line == 5


def test_another_format_is_told() -> None:
    (problem,) = problems_of(CaseFile, CASE.replace("format: 1", "format: 2"))
    assert problem.message == "`format` must be `1`, not `2`"


def test_a_file_that_is_a_list_is_told_which_keys_it_has() -> None:
    (problem,) = problems_of(Supported, "- a\n")
    assert problem.message == "this file must be a mapping, not a list"
    assert "exhibits, vouched" in str(problem.hint)


def test_numbers_out_of_range_and_digests() -> None:
    found = told(Exhibit, "id: E1\nfile: x\nsha256: abc\nsize: -1\ntitle: t\npages: 0\n")
    assert [(line, code) for line, _, code, _ in found] == [(3, "CK124"), (4, "CK125"), (6, "CK125")]


def test_part_of_a_document_is_validated_at_its_place() -> None:
    document, _ = parse_document("outer:\n  - {vouched: perhaps}\n", "x.yaml")
    assert document is not None
    _, (problem,) = validate(document, Supported, at=("outer", 0))
    assert (problem.line, problem.column) == (2, 15)
    assert problem.message.startswith("`outer` item 1, `vouched` must be")


def test_aliases_of_fields_are_the_keys_that_are_known() -> None:
    class Held(BaseModel):
        model_config = {"extra": "forbid"}
        valid_from: str | None = Field(default=None, alias="from")

    (problem,) = problems_of(Held, "form: x\n")
    assert problem.hint == "did you mean `from`?"


@pytest.mark.parametrize("junk", [1, "x", [], {}, None, True, [[{}]], {"a": [1]}])
def test_whatever_stands_in_a_place_is_told_without_the_names_of_models(junk: Any) -> None:
    document, _ = parse_document("title: x\n", "x.yaml")
    assert document is not None
    fields = dict.fromkeys(IncidentFile.model_fields, junk)
    _, problems = validate(document, IncidentFile, fields)
    for problem in problems:
        for noise in ("Citation", "function-", "constrained", "Input should", "pydantic", "Literal", "model_type"):
            assert noise not in problem.message + str(problem.hint)


def test_a_place_in_words() -> None:
    assert path_in_words(("acts", 1, "towards", 0)) == "`acts` item 2, `towards` item 1"
