"""Commands change what they mean to change; comments, order, quotes and every other line stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from complaintkit.problems import Refused
from complaintkit.source.documents import parse_document
from complaintkit.source.editing import edit, on_one_line, widen

TYPED = """\
# yaml-language-server: $schema=../schemas/incident.schema.json
title:   Meeting with   'friends'   # as the group called it
when: 2019-09-18

official: "deputy-head"
# who was there
affected: [ youth-group,association ]
what_happened: |
  The official took over.

  Then he left.
notes: this is a plain text that goes on
  over two lines
acts:
  - {on: 2019-09-18,   what: 'warned', exhibits: [{exhibit: E12, at: 00:01:30}]}   # the only one
facts:
  deliberate:   yes   # he said so
  x: ~
  y:
  z: 0123
  time: 14:05
  "q": "7"
# the end
"""


def edited(tmp_path: Path, text: str, change: Callable[[Any], None]) -> str:
    path = tmp_path / "incident.yaml"
    path.write_text(text, encoding="utf-8")
    edit(path, change)
    return path.read_text(encoding="utf-8")


def test_a_change_of_nothing_changes_nothing(tmp_path: Path) -> None:
    assert edited(tmp_path, TYPED, lambda data: None) == TYPED


def test_only_the_line_that_is_changed_changes(tmp_path: Path) -> None:
    def change(data: Any) -> None:
        data["facts"]["deliberate"] = "no"

    assert edited(tmp_path, TYPED, change) == TYPED.replace("deliberate:   yes   #", "deliberate: no      #")


def test_what_is_added_stands_at_its_place_in_the_files_own_style(tmp_path: Path) -> None:
    def change(data: Any) -> None:
        data["acts"].append({"on": date(2020, 1, 2), "what": "yes", "towards": ["a", "b"], "vouched": True})
        data["new"] = {"n": "12", "t": "true", "e": "", "none": None, "text": "one\n\ntwo\n"}

    after = edited(tmp_path, TYPED, change)
    assert (
        "# the only one\n  - on: 2020-01-02\n    what: yes\n    towards: [a, b]\n    vouched: true\nfacts:\n" in after
    )
    document, problems = parse_document(after, "x.yaml")
    assert not problems
    assert document is not None
    assert document.data["new"] == {"n": "12", "t": "true", "e": "", "none": None, "text": "one\n\ntwo\n"}
    for line in TYPED.splitlines():
        assert line in after.splitlines()


def test_days_yes_times_and_leading_zeros_are_never_turned_into_something_else(tmp_path: Path) -> None:
    before, _ = parse_document(TYPED, "x.yaml")
    after, _ = parse_document(edited(tmp_path, TYPED, lambda data: data.update(title="Another")), "x.yaml")
    assert before is not None
    assert after is not None
    assert after.data == {**before.data, "title": "Another"}
    assert after.data["facts"] == {"deliberate": "yes", "x": None, "y": None, "z": "0123", "time": "14:05", "q": "7"}


def test_a_removed_entry_takes_only_itself_away(tmp_path: Path) -> None:
    def change(data: Any) -> None:
        del data["facts"]["z"]

    assert edited(tmp_path, TYPED, change) == TYPED.replace("  z: 0123\n", "")


@pytest.mark.parametrize(
    "text",
    ["a:\n- x\n- y\nb: 1\n", "a:\n    b:\n        - x\n    c:  1\n", "a: {b: [x], c: 1}\n", "a: 'it''s'\nb:   1\n"],
)
def test_every_style_of_indentation_is_kept(tmp_path: Path, text: str) -> None:
    after = edited(tmp_path, text, lambda data: data.update(new="x"))
    assert after == text + "new: x\n"


def test_windows_line_ends_and_the_byte_order_mark_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: |\r\n  one\r\n  two\r\n")
    edit(path, lambda data: data.update(c="x"))
    assert path.read_bytes() == b"\xef\xbb\xbfa: 1\r\nb: |\r\n  one\r\n  two\r\nc: x\r\n"


def test_a_file_with_mistakes_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("a: 1\na: 2\n", encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        edit(path, lambda data: data.update(c="x"))
    assert refusal.value.problems[0].code == "CK105"
    assert path.read_text(encoding="utf-8") == "a: 1\na: 2\n"


def test_a_change_that_fails_leaves_the_file_alone(tmp_path: Path) -> None:
    def change(data: Any) -> None:
        data["title"] = "half"
        raise KeyboardInterrupt

    path = tmp_path / "x.yaml"
    path.write_text(TYPED, encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        edit(path, change)
    assert path.read_text(encoding="utf-8") == TYPED


def test_what_cannot_be_read_back_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(TYPED, encoding="utf-8")
    with pytest.raises(Refused):
        edit(path, lambda data: data.update(title="a\x07b"))
    assert path.read_text(encoding="utf-8") == TYPED


def test_what_is_added_is_quoted_only_where_it_would_be_misread(tmp_path: Path) -> None:
    added = {
        "when": date(2019, 9, 18),
        "yes": "no",
        "digits": "12",
        "star": "*x*",
        "tags": ["a", "b"],
        "acts": [{"on": "2019"}],
    }
    assert edited(tmp_path, "title: x\n", lambda data: data.update(added)) == (
        "title: x\nwhen: 2019-09-18\nyes: no\ndigits: '12'\nstar: '*x*'\ntags: [a, b]\nacts:\n  - on: '2019'\n"
    )


def test_the_same_value_twice_is_written_twice(tmp_path: Path) -> None:
    citation = {"exhibit": "E1"}
    after = edited(tmp_path, "title: x\n", lambda data: data.update(a=citation, b=citation))
    assert after == "title: x\na:\n  exhibit: E1\nb:\n  exhibit: E1\n"


def test_each_file_of_the_example_survives_an_edit_but_for_what_is_added(tmp_path: Path, example: Path) -> None:
    for source in sorted(example.rglob("*.yaml")):
        typed = source.read_text(encoding="utf-8")
        assert edited(tmp_path, typed, lambda data: None) == typed
        after = edited(tmp_path, typed, lambda data: data.update(added={"a": ["x", "y"]}))
        assert [line for line in after.splitlines() if line not in typed.splitlines()] == ["added:", "  a: [x, y]"]
        assert after.replace("added:\n  a: [x, y]\n", "") == typed, source.name


def test_what_the_round_trip_does_not_understand_is_refused_and_left_alone(tmp_path: Path) -> None:
    odd = "? k\ng: {a: b}\nm:   # why\n  b]\n\n"
    path = tmp_path / "x.yaml"
    path.write_text(odd, encoding="utf-8")
    with pytest.raises(Refused, match="CK112"):
        edit(path, lambda data: data.update(c="x"))
    assert path.read_text(encoding="utf-8") == odd


COMMENTED = """\
facts:
  on-duty: yes  # he said so
  manner: |
    He shouted,
    twice.
  # behind the manner
  words: never again
exhibits:
  - E1  # the signed copy
  - exhibit: E2
    at: p. 2
  # before the acts
acts:
  - on: 2019-09-19
    exhibits:
      - E1
    # the end of the act
# the end
"""


def test_a_comment_on_its_own_line_stays_when_what_it_stood_behind_is_taken_out(tmp_path: Path) -> None:
    def change(data: Any) -> None:
        del data["exhibits"][1]
        del data["acts"][0]["exhibits"]

    taken_out = ["  - exhibit: E2\n    at: p. 2\n", "    exhibits:\n      - E1\n"]
    expected = COMMENTED
    for lines in taken_out:
        expected = expected.replace(lines, "")
    assert edited(tmp_path, COMMENTED, change) == expected


def test_a_line_of_a_text_that_looks_like_a_comment_is_no_comment(tmp_path: Path) -> None:
    text = "a:\n  b: |\n    # one\n    two\n  c: 1\n"

    def change(data: Any) -> None:
        del data["a"]["b"]

    assert edited(tmp_path, text, change) in {"a:\n  c: 1\n", "a:\n    # one\n  c: 1\n"}


def test_a_value_becomes_a_mapping_on_its_line_and_its_comment_stays(tmp_path: Path) -> None:
    def change(data: Any) -> None:
        widen(data["facts"], "on-duty", "answer", {"exhibits": [{"exhibit": "E1", "at": "p. 2"}]})

    after = edited(tmp_path, COMMENTED, change)
    assert after == COMMENTED.replace(
        "on-duty: yes  # he", "on-duty: {answer: yes, exhibits: [{exhibit: E1, at: p. 2}]} # he"
    )


def test_a_long_value_becomes_a_mapping_of_several_lines(tmp_path: Path) -> None:
    def change(data: Any) -> None:
        widen(data["facts"], "manner", "answer", {"exhibits": ["E1"]})

    after = edited(tmp_path, COMMENTED, change)
    document, problems = parse_document(after, "x.yaml")
    assert not problems
    assert document is not None
    assert document.data["facts"]["manner"] == {"answer": "He shouted,\ntwice.\n", "exhibits": ["E1"]}
    assert "# behind the manner" in after
    assert after.count("#") == COMMENTED.count("#")


def test_what_is_added_on_one_line_stays_on_one_line(tmp_path: Path) -> None:
    def change(data: Any) -> None:
        data["exhibits"].append(on_one_line({"exhibit": "E3", "at": "p. 3, para. 4"}))
        data["facts"]["new"] = on_one_line({"answer": ["a", "b"], "note": "he said: no"})

    after = edited(tmp_path, COMMENTED, change)
    assert "  - {exhibit: E3, at: 'p. 3, para. 4'}\n" in after
    assert "  new: {answer: [a, b], note: 'he said: no'}\n" in after
