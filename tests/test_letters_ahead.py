"""Documents made on two processors are those made on one; what cannot be made is left to be made, and told, later."""

from __future__ import annotations

import os

import pytest

from complaintkit.letters import ahead
from complaintkit.letters.ahead import made_ahead, together

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a second process is made on Linux only"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),  # the test runner has threads of its own
]


@pytest.fixture(autouse=True)
def possible(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_possible", lambda: True)


def double(item: int) -> bytes:
    return bytes([item]) * 2


def test_every_item_is_made_in_its_place() -> None:
    assert made_ahead(range(30), double) == {item: double(item) for item in range(30)}


def test_a_few_items_are_not_worth_it() -> None:
    assert made_ahead(range(3), double) == {}


def test_what_fails_is_left_out_on_both_sides() -> None:
    def failing(item: int) -> bytes:
        if item in {4, 5}:
            raise ValueError(item)
        return double(item)

    assert set(range(30)) - set(made_ahead(range(30), failing)) == {4, 5}


def test_a_second_process_that_dies_takes_nothing_with_it() -> None:
    here = os.getpid()

    def dying(item: int) -> bytes:
        if os.getpid() != here and item == 7:
            os._exit(3)
        return double(item)

    assert made_ahead(range(30), dying) == {item: double(item) for item in range(0, 30, 2)}


def test_on_one_processor_everything_is_made_when_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    assert made_ahead(range(30), double) == {}


def test_what_is_done_together_comes_back_in_its_order() -> None:
    assert together(double, range(30)) == [double(item) for item in range(30)]
    assert together(double, range(2)) == [double(item) for item in range(2)]
    assert together(double, ()) == []


def test_of_what_is_raised_together_the_first_in_order_is_heard_and_the_rest_is_done() -> None:
    seen: set[int] = set()

    def failing(item: int) -> bytes:
        seen.add(item)
        if item in {4, 9}:
            raise OSError(f"no room for {item}")
        return double(item)

    with pytest.raises(OSError, match="no room for 4"):
        together(failing, range(30))
    assert seen == set(range(30))
