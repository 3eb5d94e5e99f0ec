"""The libraries that packages need, fetched when they are used, and said plainly where they are missing."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from complaintkit.problems import Problem, Refused, error

NEEDED = {
    "pikepdf": "to put PDF pages together",
    "reportlab": "to set the index, the cover sheets and texts",
    "manimgx_fonts": "for letters of every language",
    "PIL": "for pictures",
    "pypdfium2": "to read the bundle again",
}
INSTALL = "install them with: pip install 'complaintkit[package]'"


def library(name: str) -> Any:
    """Return a module of an optional library; raises Refused, with the command to type, where it is missing."""
    try:
        return import_module(name)
    except ImportError:
        raise Refused([_missing([name.partition(".")[0]])]) from None


def require(*names: str) -> None:
    """Raise Refused, naming every library that is missing, unless all are there; without names, all that are needed."""
    problem = missing(*(names or tuple(NEEDED)))
    if problem:
        raise Refused([problem])


def missing(*names: str) -> Problem | None:
    """Return a Problem that names those libraries which are not installed, None if all are."""
    absent = [name for name in names if find_spec(name) is None]
    return _missing(absent) if absent else None


def unfit(name: str, why: str) -> Problem:
    """Return that a library is there, but not as it is needed."""
    return error("package", "CK660", f"the library {name} is not one that packages can be made with: {why}", INSTALL)


def _missing(names: list[str]) -> Problem:
    listed = ", ".join(f"{name} ({NEEDED[name]})" if name in NEEDED else name for name in names)
    return error("package", "CK660", f"libraries for packages are not installed: {listed}", INSTALL)
