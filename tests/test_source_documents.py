"""Strict YAML: what is text stays text, what nobody means is refused, and each refusal says where."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from complaintkit.problems import Problem
from complaintkit.source.documents import parse_document, read_document
from complaintkit.source.roundtrip import RoundTrip


def only_problem(text: str) -> Problem:
    _, problems = parse_document(text, "x.yaml")
    assert len(problems) == 1, problems
    return problems[0]


def test_text_stays_text() -> None:
    document, problems = parse_document(
        "a: yes\nb: no\nc: on\nd: 14:05\ne: 0123\nf: 1.10\ng: 2025-13-45\nh: 1e3\ni: '7'\nj: True\nk: 0x1F\nl: <<\n",
        "x.yaml",
    )
    assert not problems
    assert document is not None
    assert document.data == {
        "a": "yes", "b": "no", "c": "on", "d": "14:05", "e": "0123", "f": "1.10", "g": "2025-13-45", "h": "1e3",
        "i": "7", "j": "True", "k": "0x1F", "l": "<<",
    }  # fmt: skip


def test_only_truth_values_nothing_and_plain_integers_are_more_than_text() -> None:
    document, _ = parse_document("a: true\nb: false\nc:\nd: ~\ne: null\nf: 12\ng: -3\nh: 0\n2018: x\n", "x.yaml")
    assert document is not None
    assert document.data == {
        "a": True, "b": False, "c": None, "d": None, "e": None, "f": 12, "g": -3, "h": 0, "2018": "x",
    }  # fmt: skip


def test_a_duplicate_key_names_both_lines_and_the_rest_is_read() -> None:
    document, problems = parse_document("title: a\nfacts:\n  deliberate: yes\n  deliberate: no\nwhen: b\n", "x.yaml")
    (problem,) = problems
    assert (problem.line, problem.column, problem.code) == (4, 3, "CK105")
    assert "`deliberate` stands twice here: first on line 3, again on line 4" in problem.message
    assert document is not None
    assert document.data == {"title": "a", "facts": {"deliberate": "yes"}, "when": "b"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: &x [1]\nb: 2\n", "the anchor `&x`"),
        ("a: !!python/object:os.system x\n", "the tag `!!python/object:os.system`"),
        ("a: !secret x\n", "the tag `!secret`"),
        ("a: !!int abc\n", "the tag `!!int`"),
    ],
)
def test_anchors_and_tags_are_refused(text: str, words: str) -> None:
    problem = only_problem(text)
    assert problem.code == "CK106"
    assert words in problem.message
    assert (problem.line, problem.column) == (1, 4)


def test_an_alias_bomb_is_refused_before_it_is_built() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    document, problems = parse_document(bomb, "x.yaml")
    assert document is None
    assert {problem.code for problem in problems} == {"CK106"}


def test_stars_and_ampersands_inside_a_text_are_text() -> None:
    document, problems = parse_document("a: Tom & Jerry *x &y !z\nb: |\n  *emphasis* and &amp;\n  !x\n", "x.yaml")
    assert not problems
    assert document is not None
    assert document.data["a"] == "Tom & Jerry *x &y !z"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        "- " * 1_000_000,
        "? " * 200_000,
        "{a: " * 300_000,
        "x: !a " + "[" * 1_000_000,
        "[[*a,&b " * 200_000,
    ],
    ids=["brackets", "dashes", "questions", "braces", "tagged brackets", "aliases in brackets"],
)
def test_deep_nesting_is_refused_at_once(text: str) -> None:
    begun = time.perf_counter()
    problem = only_problem(text)
    assert problem.code == "CK107"
    assert problem.line == 1
    assert time.perf_counter() - begun < 5


def test_nesting_that_people_may_type_is_read() -> None:
    document, problems = parse_document("[" * 60 + "]" * 60, "x.yaml")
    assert document is not None
    assert not problems


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a:\n\t- b\n", (2, 1), "a tab stands where YAML wants spaces"),
        ("a: b: c\n", (1, 5), "a second colon"),
        ("a: 'it's'\n", (1, 8), "does not belong"),
        ('a: "open\n', (2, 1), "does not end (it began on line 1)"),
        ("a: [1, 2\n", (2, 1), "square brackets does not end"),
        ("a: {b: 1\n", (2, 1), "braces does not end"),
        ("a: *bold* text\n", (1, 9), "cannot begin an unquoted text"),
        ("a: @you\n", (1, 4), "`@` cannot begin an unquoted text"),
        ("a: - b\n", (1, 4), "a list cannot start behind its key"),
        ('a: "\\ud800"\n', (1, 7), "half of a character"),
        ('a: "\\q"\n', (1, 5), "a backslash"),
    ],
)
def test_broken_yaml_is_explained_in_plain_words(text: str, place: tuple[int, int], words: str) -> None:
    problem = only_problem(text)
    assert problem.code == "CK104"
    assert words in problem.message
    assert (problem.line, problem.column) == place
    assert problem.hint


@pytest.mark.parametrize("text", ["", "   \n\n", "# only a comment\n"])
def test_an_empty_file_is_a_problem(text: str) -> None:
    assert only_problem(text).code == "CK109"


def test_several_documents_are_refused() -> None:
    problem = only_problem("a: 1\n---\nb: 2\n")
    assert (problem.code, problem.line) == ("CK108", 2)


@pytest.mark.parametrize("text", ["[a, b]: 1\nc: 2\n", "{a: 1}: 2\nc: 2\n", "~: 1\nc: 2\n", "? \n: 1\nc: 2\n"])
def test_a_key_that_is_no_word_is_a_problem_and_the_rest_is_read(text: str) -> None:
    document, problems = parse_document(text, "x.yaml")
    assert [problem.code for problem in problems] == ["CK110"]
    assert document is not None
    assert document.data == {"c": 2}


def test_control_characters_are_named_raw_and_escaped() -> None:
    raw = only_problem("a: b\nc: d\x07e\n")
    assert (raw.code, raw.line, raw.column) == ("CK103", 2, 5)
    assert "U+0007" in raw.message
    escaped = only_problem('a: b\nc: "d\\x07e"\n')
    assert (escaped.code, escaped.line) == ("CK103", 2)
    half = only_problem("a: \ud800\n")
    assert "surrogate" in half.message


def test_a_place_is_found_for_values_keys_and_what_is_not_there() -> None:
    document, _ = parse_document("title: x\nacts:\n  - {on: 2019, what: y}\n  - on: 2020\nempty:\n", "x.yaml")
    assert document is not None
    assert document.place(("title",)) == (1, 8)
    assert document.place(("title",), key=True) == (1, 1)
    assert document.place(("acts", 0, "what")) == (3, 22)
    assert document.place(("acts", 1)) == (4, 5)
    assert document.place(("acts", 1, "towards", 3)) == (4, 5)
    assert document.place(("empty",)) == (5, 1)
    assert document.place(("nowhere",)) == (1, 1)
    assert document.place(()) == (1, 1)


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbftitle: a\r\nwhen: b\r\n")
    document, problems = read_document(path, "x.yaml")
    assert not problems
    assert document is not None
    assert document.data == {"title": "a", "when": "b"}
    assert document.place(("title",)) == (1, 8)


_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=30)
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | _TEXTS
    | st.sampled_from(["yes", "2019-09-18", "14:05", "0123"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS.filter(bool), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abc-", min_size=1, max_size=5), _VALUES, min_size=1, max_size=4))
@example({"a": [":0", "?x", "b"]})
def test_what_is_written_is_read_back(data: dict[str, object]) -> None:
    written = RoundTrip("title: x\n")
    written.data.update(data)
    document, problems = parse_document(written.dump(), "x.yaml")
    assert not problems
    assert document is not None
    assert document.data == {"title": "x", **data}


@given(st.text(max_size=60))
def test_no_text_whatever_is_answered_with_a_traceback(text: str) -> None:
    document, problems = parse_document(text, "x.yaml")
    assert document is not None or problems


def test_reading_is_about_as_quick_as_the_loader_of_pyyaml() -> None:
    text = "title: A meeting & more\nwhen: 2019-09-18\naffected: [a, b]\nfacts:\n" + "".join(
        f"  question-{n}: {{answer: yes, exhibits: [{{exhibit: E{n}, at: p. 2}}]}}\n" for n in range(1, 12)
    )

    def least(run: object) -> float:
        times = []
        for _ in range(5):
            begun = time.process_time()
            for _ in range(60):
                run()  # type: ignore[operator]
            times.append(time.process_time() - begun)
        return min(times)

    ours = least(lambda: parse_document(text, "x.yaml"))
    plain = least(lambda: yaml.load(text, yaml.CSafeLoader))
    assert ours < 1.5 * plain
