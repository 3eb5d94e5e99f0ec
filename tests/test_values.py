"""Frozen values behave as frozen dataclasses do."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

import pytest

from complaintkit.values import frozen


@frozen
class Place:
    """A place in an exhibit."""

    exhibit: str
    at: str | None = None
    pages: tuple[int, ...] = ()

    @property
    def spoken(self) -> str:
        return f"{self.exhibit}, {self.at}"

    @cached_property
    def looked_up(self) -> list[str]:
        return [self.exhibit]


@dataclass(frozen=True)
class Standard:
    """The same by the standard decorator."""

    exhibit: str
    at: str | None = None
    pages: tuple[int, ...] = ()


@frozen
class Nothing:
    """A value without fields."""


@frozen
class Other:
    """A value with the same fields as another."""

    exhibit: str
    at: str | None = None
    pages: tuple[int, ...] = ()


def test_fields_are_given_by_place_by_name_or_left_to_their_defaults() -> None:
    place = Place("E1", pages=(1, 2))
    assert (place.exhibit, place.at, place.pages, place.spoken) == ("E1", None, (1, 2), "E1, None")


@pytest.mark.parametrize("wrong", [(), ("E1", "p. 2", (), "more")])
def test_too_few_and_too_many_are_refused(wrong: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError, match="argument"):
        Place(*wrong)


@frozen
class Keeper:
    """A field may have the name that the initialiser would like for itself."""

    held: int
    default: int = 2


def test_a_field_may_have_any_name() -> None:
    assert (Keeper(1).held, Keeper(1).default) == (1, 2)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(TypeError, match="page"):
        Place("E1", page=2)  # type: ignore[call-arg]


def test_values_with_equal_fields_are_equal_and_have_one_hash() -> None:
    assert Place("E1", "p. 2") == Place("E1", "p. 2")
    assert len({Place("E1", "p. 2"), Place("E1", "p. 2"), Place("E1")}) == 2
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())


def test_values_of_different_kinds_are_never_equal() -> None:
    assert Place("E1") != Other("E1")
    assert Place("E1") != ("E1", None, ())
    assert Nothing() != Place("E1")


def test_what_was_looked_up_before_is_no_part_of_the_value() -> None:
    place = Place("E1")
    assert place.looked_up is place.looked_up
    assert place == Place("E1")
    assert hash(place) == hash(Place("E1"))


def test_nothing_can_be_changed_added_or_taken_away() -> None:
    place = Place("E1")
    with pytest.raises(FrozenInstanceError, match="`at`"):
        place.at = "p. 2"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="`more`"):
        place.more = 1  # type: ignore[attr-defined]
    with pytest.raises(FrozenInstanceError, match="`at`"):
        del place.at
    assert place == Place("E1")


def test_they_are_dataclasses_to_everything_that_looks() -> None:
    place = Place("E1", "p. 2")
    assert is_dataclass(Place)
    assert [part.name for part in fields(Place)] == ["exhibit", "at", "pages"]
    assert replace(place, at=None) == Place("E1")
    assert asdict(place) == {"exhibit": "E1", "at": "p. 2", "pages": ()}
    match place:
        case Place(exhibit, at):
            assert (exhibit, at) == ("E1", "p. 2")


def test_they_print_like_dataclasses() -> None:
    assert repr(Place("E1", "p. 2")) == repr(Standard("E1", "p. 2")).replace("Standard", "Place")
    assert repr(Nothing()) == "Nothing()"


def test_they_can_be_copied() -> None:
    place = Place("E1", "p. 2", (1,))
    assert copy.deepcopy(place) == copy.copy(place) == pickle.loads(pickle.dumps(place)) == place


def test_an_unhashable_field_makes_an_unhashable_value() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Place("E1", pages=[1]))  # type: ignore[arg-type]


def test_a_default_factory_is_left_to_the_standard_decorator() -> None:
    with pytest.raises(TypeError, match="standard decorator"):

        @frozen
        class Wrong:
            items: list[str] = field(default_factory=list)
