"""How quick the law is: loading the rules, assessing many incidents, searching counterfactuals; as ratios in one process.

Usage: python benchmarks/rules.py [RUNS]      (default 5 runs of each; the two sides of a row run in turn)

Rules are loaded as the commands do it. The incidents are made up, 10,000 of them with answers drawn at random (a fixed seed)
to forty questions, so that few are alike. Exit code 1 if a ratio is over its limit.
"""

from __future__ import annotations

import platform
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from complaintkit.assessment import assess
from complaintkit.assessment.counterfactuals import MOST_WAYS, ways_to
from complaintkit.assessment.proofs import proof_of_provision
from complaintkit.case.reading import read_case
from complaintkit.law.folder import files_of
from complaintkit.law.loading import load_law
from complaintkit.law.prepared import prepared_law
from complaintkit.law.values import Law, Question
from complaintkit.locations import shipped

ON = date(2020, 10, 2)
COUNT = 10_000
QUESTIONS = 40


@dataclass(frozen=True)
class Row:
    """One comparison: what is measured, against what, and the ratio it must not exceed (None: measured only)."""

    what: str
    against: str
    limit: float | None
    ours: Callable[[], Any]
    theirs: Callable[[], Any]


def main() -> int:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    law, _ = load_law(shipped("regulations"))
    assert law is not None
    with tempfile.TemporaryDirectory() as folder:
        print(f"Python {platform.python_version()}, {platform.system()}; medians of {runs} runs, seconds\n")
        print("| what | against | ours | theirs | ratio | at most |")
        print("|---|---|---:|---:|---:|---:|")
        over = max(_measure(row, runs) for row in _rows(Path(folder), law))
        _counterfactuals(Path(folder) / "large", law)
    return over


def _rows(folder: Path, law: Law) -> list[Row]:
    rules, own, large = shipped("regulations"), folder / "own", folder / "large"
    shutil.copytree(rules, own)
    (own / "questions.yaml").open("a", encoding="utf-8").write("# changed\n")
    _large_case(large, law)
    case = read_case(large, law).readable()
    return [
        Row(
            "loading the shipped rules", "reading their YAML with the C loader", 1.3,
            lambda: prepared_law(rules), lambda: _plain(rules),
        ),
        Row(
            "loading changed rules in full, checked", "reading their YAML with the C loader", None,
            lambda: load_law(own), lambda: _plain(own),
        ),
        Row(
            f"assessing {COUNT:,} incidents against every provision and recipient", "reading and validating them", 1.5,
            lambda: assess(case, law, ON), lambda: read_case(large, law),
        ),
    ]  # fmt: skip


def _plain(folder: Path) -> None:
    for path in files_of(folder):
        if path.suffix == ".yaml":
            yaml.load(path.read_bytes(), yaml.CSafeLoader)


def _measure(row: Row, runs: int) -> int:
    ours, theirs = [], []
    for _ in range(runs + 1):  # the first of each is not counted
        ours.append(_timed(row.ours))
        theirs.append(_timed(row.theirs))
    ratio = statistics.median(mine / other for mine, other in zip(ours[1:], theirs[1:], strict=True))
    over = row.limit is not None and ratio > row.limit
    figures = f"{statistics.median(ours[1:]):.3f} | {statistics.median(theirs[1:]):.3f} | {ratio:.2f}"
    print(f"| {row.what} | {row.against} | {figures}{' OVER' if over else ''} | {row.limit or '-'} |", flush=True)
    return int(over)


def _timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _counterfactuals(folder: Path, law: Law) -> None:
    """Print how long the search takes for each provision of each incident that is not known, and how many sets it keeps."""
    provisions = {provision.id: provision for provision in law.provisions}
    found = assess(read_case(folder, law).readable(), law, ON, scope=[f"incident-{n:05}" for n in range(500)])
    trees = [
        proof_of_provision(provisions[result.provision].met_when, result.criteria)
        for incident in found.incidents
        for result in incident.provisions
    ]
    times, sizes = [], []
    for tree in trees:
        start = time.perf_counter()
        ways = ways_to(tree)
        times.append(time.perf_counter() - start)
        sizes.append(len(ways))
    times.sort()
    middle, most = statistics.median(times), times[-1]
    print(
        f"\nCounterfactuals: {len(trees):,} searches, median {middle * 1e3:.2f} ms, longest {most * 1e3:.1f} ms; "
        f"at most {max(sizes)} sets kept (bound {MOST_WAYS})"
    )


def _large_case(folder: Path, law: Law) -> None:
    (folder / "incidents").mkdir(parents=True)
    officials = "".join(
        f"  post-{n}: {{post: Post {n}, employer: eeas, category: official, service: {{from: 2015-01-01}}}}\n"
        for n in range(20)
    )
    persons = "".join(f"  person-{n}: {{shown_as: person {n}, kind: person}}\n" for n in range(200))
    (folder / "case.yaml").write_text(
        "format: 1\ntitle: A large case\nas_of: 2020-10-02\n"
        "complainant: {label: association, shown_as: the association, kind: organisation, seat: member-state}\n"
        "respondent: {institution: eeas, shown_as: the European External Action Service}\n"
        f"officials:\n{officials}persons:\n{persons}",
        encoding="utf-8",
    )
    (folder / "exhibits.yaml").write_text("format: 1\nexhibits: {}\n", encoding="utf-8")
    drawn = random.Random(11)
    asked = [question for question in law.questions if not question.recorded and _choices(question)]
    for n in range(COUNT):
        text = _incident(n, drawn.sample(asked, min(QUESTIONS, len(asked))), drawn)
        (folder / "incidents" / f"incident-{n:05}.yaml").write_text(text, encoding="utf-8")


def _choices(question: Question) -> tuple[str, ...]:
    return ("yes", "no") if question.answer == "yes-no" else question.choices


def _incident(number: int, questions: list[Question], drawn: random.Random) -> str:
    day = date(2018 + number % 3, number % 12 + 1, number % 28 + 1)
    facts = "".join(f"  {question.id}: {_answer(question, drawn)}\n" for question in questions)
    return (
        f"title: Incident number {number}\nwhen: {day}\nofficial: post-{number % 20}\naffected: [person-{number % 200}]\n"
        f"known_since: {day}\nacts:\n  - {{on: {day}, what: said something, towards: [person-{number % 200}]}}\n"
        f"facts:\n{facts}"
        f"approaches:\n  - {{on: {day}, by: association, to: the Delegation, about: it, asks_for_answer: yes, reply: none}}\n"
    )


def _answer(question: Question, drawn: random.Random) -> str:
    value = drawn.choice(("unknown", *_choices(question)))
    return f"[{value}]" if question.answer == "choices" and value != "unknown" else value


if __name__ == "__main__":
    sys.exit(main())
