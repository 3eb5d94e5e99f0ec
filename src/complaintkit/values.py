"""Frozen values, quick to define: `@frozen` does what `@dataclass(frozen=True)` does, without its cost at each start.

The standard decorator writes six methods for each class as text and compiles them, two thirds of a millisecond a class;
with the many small values of this package that was a sixth of the time that a command took. Here only the initialiser is
written; comparing, hashing and printing are shared. A class stays a dataclass for `fields`, `replace`, `asdict`, `match`
and type checkers. Orders and default factories are left to the standard decorator.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def frozen(kind: type[T]) -> type[T]:
    """Return the class as one whose instances are compared by their fields and cannot be changed."""
    made: Any = dataclass(init=False, repr=False, eq=False)(kind)
    parts = fields(made)
    content: Callable[[object], object] = attrgetter(*(part.name for part in parts)) if parts else type

    def equal(self: object, other: object) -> bool:
        return content(self) == content(other) if type(other) is type(self) else NotImplemented

    made.__init__ = _initialiser(parts)
    made.__eq__ = equal
    made.__hash__ = lambda self: hash(content(self))
    made.__repr__ = _shown
    made.__setattr__ = made.__delattr__ = _refuse
    return kind


def _initialiser(parts: tuple[Field[Any], ...]) -> Callable[..., None]:
    """Return `__init__`, which takes the fields in their order."""
    if any(part.default_factory is not MISSING for part in parts):
        raise TypeError("a default factory needs the standard decorator")
    default = {part.name: part.default for part in parts if part.default is not MISSING}
    taken = [f"{part.name}=default[{part.name!r}]" if part.name in default else part.name for part in parts]
    kept = [f" __held[{part.name!r}] = {part.name}" for part in parts]  # a name that no field has
    text = "\n".join((f"def __init__({', '.join(('self', *taken))}):", " __held = self.__dict__", *kept))
    names: dict[str, Any] = {"default": default}
    exec(text, names)  # noqa: S102 - names of fields only, as the standard decorator does it
    initialiser: Callable[..., None] = names["__init__"]
    return initialiser


def _shown(self: Any) -> str:
    named = (f"{part.name}={getattr(self, part.name)!r}" for part in fields(self))
    return f"{type(self).__qualname__}({', '.join(named)})"


def _refuse(self: object, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"`{name}` of a frozen {type(self).__name__} cannot be changed")
