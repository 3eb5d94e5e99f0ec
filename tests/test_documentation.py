"""Documentation that cannot lie: every command and every problem code that exists is documented, and the other way round."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

import complaintkit
from complaintkit.cli.main import COMMANDS, group

PACKAGE = Path(complaintkit.__file__).parent
PROJECT = Path(__file__).parents[1]
CODE = re.compile(r"CK\d{3}")


def codes_in(folder: Path, pattern: str) -> set[str]:
    return {code for path in folder.rglob(pattern) for code in CODE.findall(path.read_text(encoding="utf-8"))}


def test_every_problem_code_is_explained_and_no_other():
    assert codes_in(PACKAGE, "*.py") == codes_in(PROJECT / "docs" / "problems", "*.md")


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_stands_in_the_readme_and_helps(name):
    assert f"`{name}" in (PROJECT / "README.md").read_text(encoding="utf-8")
    answered = CliRunner().invoke(group, [name, "--help"])
    assert answered.exit_code == 0
    assert "Usage:" in answered.output


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_lives_in_a_file_of_its_name(name):
    command = import_module(f"complaintkit.cli.{name}").command
    assert command.help


def test_options_that_the_readme_names_exist():
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    chapter = readme.split("## The commands")[1].split("## What stands where")[0]
    for row in re.findall(r"^\| `([a-z]+).*$", chapter, re.MULTILINE):
        line = next(line for line in chapter.splitlines() if line.startswith(f"| `{row}"))
        helped = CliRunner().invoke(group, [row, "--help"]).output
        for option in re.findall(r"--[a-z]+", line):
            assert option in helped, f"{row} {option}"
