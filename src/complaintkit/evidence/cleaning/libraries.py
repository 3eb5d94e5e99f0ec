"""The optional libraries, fetched when a file needs them, and said plainly where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from complaintkit.evidence.cleaning.values import Uncleanable

INSTALL = "install it with: pip install 'complaintkit[evidence]'"


def needed(module: str, what: str) -> Any:
    """Return a module of an optional library; raises Uncleanable, with the command to type, where it is missing."""
    try:
        return import_module(module)
    except ImportError:
        raise Uncleanable(
            f"For {what} the library {module.partition('.')[0]} is needed, which is not installed.", INSTALL
        ) from None
