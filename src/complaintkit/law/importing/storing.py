"""Storing what an import found in a rules folder of the user: every file whole or not at all, after a trial on a copy.

The older wordings are ended before the new ones are written, so that an import that is interrupted in between can be run
again and completes itself. Nothing is written where the folder would then have a mistake that it did not have before.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from complaintkit.law.checks_wordings import digest_of
from complaintkit.law.importing.choosing import Chosen
from complaintkit.law.importing.comparing import Finding
from complaintkit.law.importing.writing import Source, wordings_file
from complaintkit.law.loading import load_law, read_rules
from complaintkit.law.rules_folder import RulesFolder
from complaintkit.law.values import Wording
from complaintkit.problems import Problem, Refused, error
from complaintkit.source.editing import edit
from complaintkit.source.writing import write_atomically, write_new
from complaintkit.values import frozen

Change = Callable[[Any], None]


@frozen
class Plan:
    """What an import would write: changes of files that are there, by file, and new files with their texts."""

    edits: tuple[tuple[str, tuple[Change, ...]], ...]
    files: tuple[tuple[str, str], ...]

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to write."""
        return not self.edits and not self.files


def plan(folder: Path, found: Iterable[tuple[Chosen, tuple[Finding, ...]]], source: Source, *, replace: bool) -> Plan:
    """Return what is to be written for the findings of each act; with `replace`, for those that differ too."""
    rules = read_rules(folder)
    edits: dict[str, list[Change]] = {}
    files: list[tuple[str, str]] = []
    for chosen, findings in found:
        added = [one for one in findings if one.state in ("new", "later")]
        if chosen.new_act:
            edits.setdefault("acts.yaml", []).append(_add_act(chosen))
        for one in findings:
            if one.state == "later":
                _end(one, rules, edits)
            elif one.state == "differs" and replace:
                _replace(one, chosen, source, rules, edits)
        if added:
            files.append((_free_name(folder, chosen), wordings_file(chosen, added, source)))
    return Plan(tuple((name, tuple(changes)) for name, changes in edits.items()), tuple(files))


def _free_name(folder: Path, chosen: Chosen) -> str:
    stem = f"{chosen.act.id}.{chosen.language}.{chosen.first}"
    names = [f"wordings/{stem}.yaml", *(f"wordings/{stem}-{number}.yaml" for number in range(2, 1000))]
    return next(name for name in names if not (folder / name).exists())


def _end(finding: Finding, rules: RulesFolder, edits: dict[str, list[Change]]) -> None:
    """End the older wording the day before, and the working translations of it."""
    last = finding.first - timedelta(days=1)
    held = finding.wording
    if held is None:
        return
    for name, number, wording, status, language in _entries(rules):
        same_time = (wording.provision, wording.valid_from, wording.valid_to) == (
            held.provision,
            held.valid_from,
            held.valid_to,
        )
        translates = held.language == "en" and status == "working"
        if same_time and ((language, status) == (held.language, held.status) or translates):
            edits.setdefault(name, []).append(_set_end(number, last))


def _entries(rules: RulesFolder) -> Iterable[tuple[str, int, Any, str, str]]:
    for document, file in rules.wordings:
        name = document.file.partition("/")[2]
        yield from ((name, number, one, file.status, file.language) for number, one in enumerate(file.wordings))


def _set_end(number: int, last: date) -> Change:
    def change(data: Any) -> None:
        _put(data["wordings"][number], "to", last, after="from")

    return change


def _put(entry: Any, key: str, value: Any, after: str) -> None:
    if key in entry:
        entry[key] = value
    else:
        entry.insert(list(entry).index(after) + 1, key, value)


def _replace(
    finding: Finding, chosen: Chosen, source: Source, rules: RulesFolder, edits: dict[str, list[Change]]
) -> None:
    held = finding.wording
    for name, number, wording, status, language in _entries(rules):
        if held is not None and _is(wording, held) and (status, language) == ("official", held.language):
            edits.setdefault(name, []).append(_set_text(number, finding, chosen, source))


def _is(entry: Any, held: Wording) -> bool:
    return bool((entry.provision, entry.valid_from, entry.text) == (held.provision, held.valid_from, held.text))


def _set_text(number: int, finding: Finding, chosen: Chosen, source: Source) -> Change:
    def change(data: Any) -> None:
        entry = data["wordings"][number]
        entry["text"] = finding.text
        _put(entry, "digest", digest_of(finding.text or ""), after="from")
        _put(entry, "version", chosen.version, after="from")
        _put(entry, "confirmed", source.confirmed(chosen), after="version")
        for key in ("quotable", "note"):
            entry.pop(key, None)
        if finding.table:
            _put(entry, "quotable", value=False, after="confirmed")

    return change


def _add_act(chosen: Chosen) -> Change:
    def change(data: Any) -> None:
        act = chosen.act
        data["acts"].append({"id": act.id, "celex": act.celex, "titles": dict(act.titles)})

    return change


def store(planned: Plan, folder: Path) -> None:
    """Write what is planned, after trying it on a copy of the folder.

    Raises:
        Refused: CK353 with the mistakes that the rules would then have; nothing is written.
    """
    new = _new_mistakes(planned, folder)
    if new:
        message = "the rules would not be in order with these wordings, so nothing was written; what would be wrong:"
        raise Refused([error(str(folder), "CK353", message, "correct the rules first, then import again"), *new])
    _write(planned, folder)


def _new_mistakes(planned: Plan, folder: Path) -> list[Problem]:
    before = {(problem.code, problem.message) for problem in load_law(folder)[1]}
    with tempfile.TemporaryDirectory(prefix="complaintkit-") as place:
        copy = Path(place) / folder.resolve().name
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".*"))
        _write(planned, copy)
        return [one for one in load_law(copy)[1] if (one.code, one.message) not in before]


def _write(planned: Plan, folder: Path) -> None:
    for name, changes in planned.edits:
        edit(folder / name, _all(changes), shown=f"{folder.name}/{name}")
    for name, text in planned.files:
        (folder / name).parent.mkdir(exist_ok=True)
        write_new(folder / name, text.encode())


def _all(changes: tuple[Change, ...]) -> Change:
    def change(data: Any) -> None:
        for one in changes:
            one(data)

    return change


def copy_rules(shipped: Path, folder: Path) -> None:
    """Copy the rules of `shipped` into an empty or new folder, file by file."""
    for path in sorted(shipped.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(shipped).parts):
            target = folder / path.relative_to(shipped)
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(target, path.read_bytes())
