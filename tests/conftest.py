"""Fixtures that several test files share."""

from __future__ import annotations

from pathlib import Path

import pytest

from complaintkit.locations import shipped


@pytest.fixture(scope="session")
def regulations() -> Path:
    """Return the rules folder that is shipped."""
    return shipped("regulations")


@pytest.fixture(scope="session")
def example() -> Path:
    """Return the worked example as shipped; copy it before writing."""
    return shipped("evidence")
