"""What the letters to one recipient have in common in every language, worked out once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Shared:
    """Values that depend on the case, the rules, the selection and the day, and not on the language of the letter.

    One is made for the letters to one recipient and thrown away with them.
    """

    def __init__(self) -> None:
        self._found: dict[Hashable, Any] = {}

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` gave the first time that it was asked under `key`."""
        if key not in self._found:
            self._found[key] = make()
        found: T = self._found[key]
        return found
