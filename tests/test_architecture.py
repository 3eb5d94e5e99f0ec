"""The shape of the house: imports point one way, modules stay small, and the core neither prints nor exits."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import complaintkit

PACKAGE = Path(complaintkit.__file__).parent
ORDER = [
    {"values", "words"},
    {"problems", "locations", "__init__"},
    {"source"},
    {"law"},
    {"case"},
    {"assessment"},
    {"documents"},
    {"languages", "evidence", "scenarios", "selecting"},
    {"disclosure"},
    {"letters", "sealing"},
    {"reports", "packages"},
    {"cli"},
]
LEVEL = {room: level for level, rooms in enumerate(ORDER) for room in rooms}
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else path.stem


def imported_rooms(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            parts = name.split(".")
            if parts[0] == "complaintkit" and len(parts) > 1:
                yield parts[1]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path):
    here = room(path)
    for other in imported_rooms(path):
        assert other == here or LEVEL[other] < LEVEL[here], f"{here} imports {other}"


def imported_modules(path: Path) -> set[Path]:
    """Return the modules of the package that one imports anywhere, for types too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("complaintkit"):
            base = PACKAGE.joinpath(*node.module.split(".")[1:])
            found |= {base / f"{alias.name}.py" for alias in node.names} | {base.with_suffix(".py")}
    return found & set(MODULES)


def test_no_module_needs_itself():
    """Where two modules need each other, what both need belongs into a third."""
    needs = {path: imported_modules(path) for path in MODULES}
    for path in MODULES:
        reached, waiting = set(), [path]
        while waiting:
            new = needs[waiting.pop()] - reached
            reached |= new
            waiting += new
        assert path not in reached, f"{path.relative_to(PACKAGE)} imports itself, by way of others"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_stay_small_and_say_what_they_are(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 420
    assert ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize(
    "path", [path for path in MODULES if room(path) != "cli"], ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_the_core_never_prints_prompts_exits_or_reads_the_clock(path):
    called = {
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    forbidden = {
        "print",
        "input",
        "sys.exit",
        "exit",
        "datetime.now",
        "date.today",
        "time.time",
        "datetime.datetime.now",
    }
    assert not called & forbidden
    assert not any(name.startswith("click.") for name in called)
