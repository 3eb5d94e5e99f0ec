"""How quick the law is: loading the rules, assessing many incidents, searching counterfactuals; as ratios in one process.

Usage: python benchmarks/rules.py [RUNS]      (default 5 runs of each; the two sides of a row run in turn)

Rules are loaded as the commands do it. The 10,000 incidents are those of the example over and over, on other days, each with
answers to a dozen questions drawn at random (a fixed seed), so that few are alike. Exit code 1 if a ratio is over its limit.
"""

from __future__ import annotations

import gc
import platform
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import yaml
from comparing import HEAD, Row, measure

from complaintkit.assessment import assess
from complaintkit.assessment.answers import MATTER
from complaintkit.assessment.counterfactuals import MOST_WAYS, ways_to
from complaintkit.assessment.proofs import proof_of_provision
from complaintkit.case.reading import read_case
from complaintkit.case.values import Case
from complaintkit.law.folder import files_of
from complaintkit.law.loading import load_law
from complaintkit.law.prepared import prepared_law
from complaintkit.law.values import Law, Question
from complaintkit.locations import shipped

ON = date(2020, 10, 2)
COUNT = 10_000
QUESTIONS = 12
MATTERS = ("reply", "conduct", "disclosure", "information")


def main() -> int:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    gc.set_threshold(200_000)  # as the commands do: garbage is searched for rarely, on both sides of a row
    law, _ = load_law(shipped("regulations"))
    assert law is not None
    with tempfile.TemporaryDirectory() as folder:
        print(f"Python {platform.python_version()}, {platform.system()}; medians of {runs} runs, seconds\n")
        print(HEAD)
        over = max(measure(row, runs) for row in _rows(Path(folder), law))
        _counterfactuals(Path(folder) / "large", law)
    return over


def _rows(folder: Path, law: Law) -> list[Row]:
    rules, own, large = shipped("regulations"), folder / "own", folder / "large"
    shutil.copytree(rules, own)
    (own / "questions.yaml").open("a", encoding="utf-8").write("# changed\n")
    _large_case(large, law)
    case = _read(large, law)
    return [
        Row(
            "loading the shipped rules", "reading their YAML with the C loader", 1.3,
            lambda: prepared_law(rules), lambda: _plain(rules),
        ),
        Row(
            "loading changed rules in full, checked", "reading their YAML with the C loader", 1.3,
            lambda: load_law(own), lambda: _plain(own),
        ),
        Row(
            f"assessing {COUNT:,} incidents against every provision and recipient", "reading and validating them", 1.5,
            lambda: assess(case, law, ON), lambda: read_case(large, law),
        ),
    ]  # fmt: skip


def _read(folder: Path, law: Law) -> Case:
    read = read_case(folder, law)
    wrong = [problem.as_line() for problem in read.problems if problem.severity == "error"]
    assert not wrong, wrong[:5]
    return read.readable()


def _plain(folder: Path) -> None:
    for path in files_of(folder):
        if path.suffix == ".yaml":
            yaml.load(path.read_bytes(), yaml.CSafeLoader)


def _counterfactuals(folder: Path, law: Law) -> None:
    """Print how long the search takes for each provision of each incident that is not known, and how many sets it keeps."""
    provisions = {provision.id: provision for provision in law.provisions}
    found = assess(_read(folder, law), law, ON, scope=[f"incident-{n:05}" for n in range(500)])
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
    """Write a case with the incidents of the example many times over, each with answers of its own and on another day."""
    shutil.copytree(shipped("evidence"), folder, ignore=shutil.ignore_patterns("letters"))
    told = [path.read_text(encoding="utf-8") for path in sorted((folder / "incidents").glob("*.yaml"))]
    for path in (folder / "incidents").glob("*.yaml"):
        path.unlink()
    shutil.rmtree(folder / "selections")
    case = folder / "case.yaml"
    case.write_text(
        re.sub(r"^joined:.*?(?=^\S)", "", case.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL),
        encoding="utf-8",
    )
    drawn = random.Random(11)
    asked = [one for one in law.questions if not one.recorded and _choices(one) and one.id != MATTER]
    for n in range(COUNT):
        text = _varied(n // len(told), told[n % len(told)], drawn.sample(asked, QUESTIONS), drawn)
        (folder / "incidents" / f"incident-{n:05}.yaml").write_text(text, encoding="utf-8")


def _varied(round_of: int, text: str, questions: list[Question], drawn: random.Random) -> str:
    """Return the incident with other answers in place of its own, and every date moved by as many days as its round."""
    days = timedelta(days=round_of % 211)
    named = re.sub(r"\b(id|reminder_of): ([a-z][a-z0-9-]*)", rf"\1: \2-{round_of}", text)  # an id is one letter's alone
    moved = re.sub(r"\b20(?:1\d|20)-\d\d-\d\d\b", lambda found: str(date.fromisoformat(found[0]) + days), named)
    kept, _, _ = moved.partition("\nfacts:")
    after = re.search(r"\n(?=(?:approaches|put_right|special_categories|notes):)", moved[len(kept) + 1 :])
    rest = moved[len(kept) + 1 :][after.start() :] if after else "\n"
    facts = "".join(f"  {question.id}: {_answer(question, drawn)}\n" for question in questions)
    return f"{kept}\nfacts:\n  matter: {drawn.choice(MATTERS)}\n{facts.rstrip()}{rest}"


def _choices(question: Question) -> tuple[str, ...]:
    return ("yes", "no") if question.answer == "yes-no" else question.choices


def _answer(question: Question, drawn: random.Random) -> str:
    value = drawn.choice(("unknown", *_choices(question)))
    return f"[{value}]" if question.answer == "choices" and value != "unknown" else value


if __name__ == "__main__":
    sys.exit(main())
