"""Places in exhibits: which page or moment they name, and whether the exhibit reaches so far."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaintkit.case.pinpoints import beyond, last_page, last_second
from complaintkit.case.values import Exhibit


def exhibit(**said: object) -> Exhibit:
    return Exhibit.model_validate(
        {"id": "E1", "file": "exhibits/E1.pdf", "sha256": "0" * 64, "size": 1, "title": "A title", **said}
    )


@pytest.mark.parametrize(
    ("at", "page"),
    [
        ("p. 2", 2), ("p.2", 2), ("pp. 3-4", 4), ("pp. 3–12, para. 99", 12), ("P. 7", 7), ("page 5", 5), ("p. 1, p. 3", 3),
        ("para. 4", None), ("00:01:30", None), ("the second heading", None), ("chap. 2", None), ("step 3", None),
    ],
)  # fmt: skip
def test_the_last_page_that_a_place_names(at: str, page: int | None) -> None:
    assert last_page(at) == page


@pytest.mark.parametrize(
    ("at", "second"),
    [("00:01:30", 90), ("01:30", 90), ("1:00:00", 3600), ("00:10-00:12", 12), ("p. 2", None), ("1:2:3:4", None)],
)
def test_the_last_moment_that_a_place_names(at: str, second: int | None) -> None:
    assert last_second(at) == second


@given(st.integers(1, 99_999), st.integers(1, 99_999))
def test_a_page_lies_beyond_exactly_where_it_is_higher_than_the_last(page: int, pages: int) -> None:
    assert (beyond(f"p. {page}", exhibit(pages=pages)) is not None) == (page > pages)


def test_what_is_beyond_is_said_with_how_far_the_exhibit_reaches() -> None:
    assert beyond("pp. 2-3", exhibit(pages=2)) == "`pp. 2-3` is no page of E1, which has 2 pages"
    assert beyond("p. 0", exhibit(pages=1)) == "`p. 0` is no page of E1, which has 1 page"
    assert beyond("p. 4", exhibit(file_says={"pages": 3})) == "`p. 4` is no page of E1, which has 3 pages"
    said = beyond("00:02:00", exhibit(kind="recording", file_says={"seconds": 95}))
    assert said == "`00:02:00` lies after the end of E1, which lasts 00:01:35"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (None, {"pages": 1}),
        ("p. 9", {}),
        ("para. 9", {"pages": 1}),
        ("14:05", {"pages": 1}),
        ("00:01:35", {"file_says": {"seconds": 95}}),
        ("p. 4", {"pages": 4, "file_says": {"pages": 3}}),
    ],
)
def test_what_is_not_known_to_be_beyond_is_not_doubted(at: str | None, said: dict[str, object]) -> None:
    assert beyond(at, exhibit(**said)) is None
