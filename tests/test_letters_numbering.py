"""Numbers of annexes: the same exhibit keeps its number for ever, and no number ever means something else."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from complaintkit.case.values import Citation, Selection
from complaintkit.languages.catalogue import load_catalogue
from complaintkit.letters.writing import Writing

LETTERS = st.lists(st.lists(st.integers(1, 12), max_size=8), min_size=1, max_size=8)


def written(selection: Selection, cited: list[int]) -> Writing:
    """Return a letter in the making in which those exhibits were cited, in that order."""
    exhibits: Any = SimpleNamespace(register=SimpleNamespace(exhibits={f"E{number}": object() for number in range(13)}))
    recipient: Any = SimpleNamespace(id="olaf")
    nothing: Any = None
    writing = Writing(
        exhibits, nothing, nothing, selection, recipient, load_catalogue("en"), date(2020, 10, 2), draft=False
    )
    for number in cited:
        writing.annex(Citation(exhibit=f"E{number}", at=f"p. {number}"))
    return writing


@given(LETTERS, st.lists(st.integers(1, 30), max_size=4))
def test_numbers_stay_and_are_never_used_again(letters: list[list[int]], retired: list[int]) -> None:
    meant: dict[int, str] = {}
    selection = Selection(format=1, recipient="olaf", retired_annexes=tuple(retired))
    for cited in letters:
        used = written(selection, cited).used_annexes
        for exhibit, number in used.items():
            assert meant.setdefault(number, exhibit) == exhibit
            assert number not in retired
        assert all(used.get(exhibit, number) == number for number, exhibit in meant.items())
        selection = selection.model_copy(update={"annexes": {**selection.annexes, **used}})


@given(st.lists(st.integers(1, 12), min_size=1, max_size=20))
def test_the_first_letter_counts_from_one_without_gaps(cited: list[int]) -> None:
    used = written(Selection(format=1, recipient="olaf"), cited).used_annexes
    assert list(used) == [f"E{number}" for number in dict.fromkeys(cited)]
    assert list(used.values()) == list(range(1, len(used) + 1))


def test_the_places_cited_are_kept_with_their_annex() -> None:
    writing = written(Selection(format=1, recipient="olaf"), [3])
    writing.annex(Citation(exhibit="E3", at="p. 7"))
    writing.annex(Citation(exhibit="E3", at="p. 7"))
    assert writing.places_in("E3") == (("p. 3", "p.\u00a03"), ("p. 7", "p.\u00a07"))
    assert writing.places_in("E4") == ()
