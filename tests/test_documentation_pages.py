"""The pages drawn from the rules and the example say what the rules say today."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[1] / "tools" / "make_pages.py"
SPECIFICATION = importlib.util.spec_from_file_location("make_pages", TOOL)
assert SPECIFICATION is not None
assert SPECIFICATION.loader is not None
make_pages = importlib.util.module_from_spec(SPECIFICATION)
SPECIFICATION.loader.exec_module(make_pages)


@pytest.mark.parametrize("path", list(make_pages.PAGES), ids=lambda path: path.name)
def test_a_page_is_what_the_rules_give_today(path):
    assert path.read_text(encoding="utf-8") == make_pages.PAGES[path](), "run: python tools/make_pages.py"


def test_the_page_on_article_12a_3_names_every_criterion_and_each_basis():
    page = make_pages.reading_page()
    for name in ("person", "over-time", "improper", "intentional", "effect"):
        assert f"### `{name}`" in page
    assert "**inference**" in page
    assert "Skareby v Commission" in page


def test_the_table_has_a_row_for_each_incident_of_the_example():
    page = make_pages.example_page()
    rows = page.split("## Incident by incident")[1].split("## Courses")[0].count("\n| ")
    assert rows == len(list((TOOL.parents[1] / "evidence" / "incidents").glob("*.yaml"))) + 1
