"""The files of a case folder: which there are, and which id each stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from complaintkit.problems import Problem, Refused, error

CASE_FILE = "case.yaml"
EXHIBITS_FILE = "exhibits.yaml"
_ENDINGS = (".yaml", ".yml")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HOW_TO_BEGIN = (
    "give a case folder with --case; `complaintkit init DIR` begins a case, `complaintkit demo DIR` makes an example"
)


def require_case(folder: Path) -> None:
    """Raise Refused, with what to type, unless the folder holds a case."""
    if (folder / CASE_FILE).exists():
        return
    twin = folder / "case.yml"
    if twin.is_file():
        problem = error("case.yml", "CK205", "the case's own file ends in `.yaml`", "rename it to `case.yaml`")
    elif not folder.exists():
        problem = error(str(folder), "CK200", "this folder does not exist", _HOW_TO_BEGIN)
    elif not folder.is_dir():
        problem = error(str(folder), "CK200", "this is a file; a case is a folder", _HOW_TO_BEGIN)
    elif not any(folder.iterdir()):
        problem = error(str(folder), "CK201", "this folder is empty; a case holds `case.yaml`", _HOW_TO_BEGIN)
    else:
        problem = error(str(folder), "CK201", "this folder is no case: it holds no `case.yaml`", _HOW_TO_BEGIN)
    raise Refused((problem,))


def is_id(text: str) -> bool:
    """Tell whether a text is written like the id of an incident: small letters, digits and hyphens."""
    return _ID.fullmatch(text) is not None


def files_by_id(folder: Path, kind: Literal["incidents", "selections"]) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return the YAML files of one kind as id to path within the folder, in the order of ids.

    Of two files that stand for the same id (`.yml` and `.yaml`, or names that differ only in case) the first is kept and
    the other is a problem. So is a name that can be no id, and a file where the folder should be.
    """
    if (folder / kind).is_file():
        return {}, (_no_folder(kind),)
    files: dict[str, str] = {}
    problems: list[Problem] = []
    for name in _names(folder / kind):
        shown = f"{kind}/{name}"
        stem = name.rsplit(".", 1)[0]
        if stem.lower() in files:
            problems.append(_twin(shown, files[stem.lower()]))
        elif is_id(stem):
            files[stem] = shown
        else:
            problems.append(_no_id(shown, name, stem))
    return dict(sorted(files.items())), tuple(problems)


def _names(folder: Path) -> Iterator[str]:
    """Yield the names of the YAML files; a good name comes before one that differs from it in case or ending."""
    try:
        names = [path.name for path in folder.iterdir() if path.suffix.lower() in _ENDINGS and path.name[0] != "."]
    except FileNotFoundError:
        return
    yield from sorted(names, key=lambda name: (name.lower() != name, not name.endswith(".yaml"), name))


def _no_folder(kind: str) -> Problem:
    message = f"this is a file, where the folder of the {kind} should be; so none of them is read"
    return error(kind, "CK207", message, f"give the file another name, and put the {kind} into a folder of this one")


def _twin(shown: str, first: str) -> Problem:
    message = f"this file and `{first}` stand for the same id; names that differ in case or in `.yml` only are the same"
    return error(shown, "CK204", message, "merge the two, or give one of them another name; this one is not read")


def _no_id(shown: str, name: str, stem: str) -> Problem:
    better = re.sub(r"[^a-z0-9]+", "-", stem.lower()).strip("-")
    hint = f"rename it to `{better}.yaml`" if better and better.isascii() else "give it such a name"
    message = f"`{name}` gives no id: small letters, digits and hyphens, then `.yaml`; this file is not read"
    return error(shown, "CK203", message, hint)
