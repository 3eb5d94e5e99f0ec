"""One form for every mistake, shown in three: text for readers, JSON for programs, a line for editors."""

from __future__ import annotations

import json

import pytest

from complaintkit.cli.common import show_problems
from complaintkit.problems import (
    Problem,
    Refused,
    did_you_mean,
    error,
    has_errors,
    in_order,
    warning,
)
from complaintkit.source.documents import parse_document

TYPO = error("incidents/m.yaml", "CK120", "`afected` is not a key that is known", "did you mean `affected`?", at=(4, 1))
MISSING = error("case.yaml", "CK100", "this file does not exist")
DOUBT = warning("incidents/a.yaml", "CK221", "known too early", at=(2, 7))


def test_as_a_line_that_editors_jump_from() -> None:
    assert TYPO.as_line() == (
        "incidents/m.yaml:4:1: error: CK120 `afected` is not a key that is known (did you mean `affected`?)"
    )
    assert MISSING.as_line() == "case.yaml: error: CK100 this file does not exist"


def test_as_json_with_no_field_left_out() -> None:
    assert json.loads(json.dumps(MISSING.as_json())) == {
        "file": "case.yaml", "line": None, "column": None, "code": "CK100", "severity": "error",
        "message": "this file does not exist", "hint": None,
    }  # fmt: skip


def test_as_text_with_what_to_do_next_and_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    show_problems([DOUBT, TYPO, MISSING, TYPO])
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == (
        "error CK100  case.yaml\n    this file does not exist\n"
        "warning CK221  incidents/a.yaml:2:7\n    known too early\n"
        "error CK120  incidents/m.yaml:4:1\n    `afected` is not a key that is known\n    → did you mean `affected`?\n"
        "2 errors, 1 warning.\n"
    )


def test_order_is_file_line_column_and_each_stands_once() -> None:
    later = error("incidents/m.yaml", "CK121", "x", at=(10, 1))
    earlier = error("incidents/m.yaml", "CK121", "x", at=(9, 30))
    assert in_order([later, TYPO, earlier, MISSING, later]) == (MISSING, TYPO, earlier, later)


def test_only_errors_set_the_exit_code() -> None:
    assert has_errors([DOUBT, TYPO])
    assert not has_errors([DOUBT])
    assert not has_errors([])


def test_a_refusal_carries_every_problem() -> None:
    refusal = Refused([TYPO, MISSING])
    assert refusal.problems == (TYPO, MISSING)
    assert "CK120" in str(refusal)
    assert "CK100" in str(refusal)


def test_a_close_word_is_offered_and_a_far_one_is_not() -> None:
    assert did_you_mean("afected", ["affected", "acts"]) == "did you mean `affected`?"
    assert did_you_mean("xyz", ["affected", "acts"]) is None


def test_a_mistake_in_a_file_has_the_same_place_in_all_three_forms(capsys: pytest.CaptureFixture[str]) -> None:
    _, (problem,) = parse_document("a: 1\nb:\n  c: 1\n  c: 2\n", "case.yaml")
    assert problem.as_line().startswith("case.yaml:4:3: error: CK105 ")
    assert (problem.as_json()["line"], problem.as_json()["column"]) == (4, 3)
    show_problems([problem])
    assert "error CK105  case.yaml:4:3\n" in capsys.readouterr().err


def test_a_problem_is_a_value() -> None:
    assert (
        Problem(
            "incidents/m.yaml",
            4,
            1,
            "CK120",
            "error",
            "`afected` is not a key that is known",
            "did you mean `affected`?",
        )
        == TYPO
    )
    with pytest.raises(AttributeError):
        TYPO.line = 5  # type: ignore[misc]
