"""Where the data that travels with the package lies: rules, templates and the worked example.

In an installed wheel they are inside the package; in a checkout they stand at the top of the project.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).parent


def shipped(name: Literal["regulations", "templates", "evidence"]) -> Path:
    """Return the folder of that name as shipped with this installation."""
    inside = _PACKAGE / "data" / name
    return inside if inside.is_dir() else _PACKAGE.parents[1] / name
