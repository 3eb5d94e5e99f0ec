"""How quick complaintkit is, as ratios to what its libraries need anyway, in one run on one machine.

Usage: python benchmarks/speed.py [RUNS]      (Unix; default 9 runs of each; the two commands of a row run in turn)

Every figure is the time of a whole process, median of the runs: by the clock, and of the processor in brackets, which other
programs on the machine disturb less. All run as pip leaves them, compiled to byte code. Exit code 1 if a ratio by the clock
is over its limit.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

TOOL = (sys.executable, "-c", "from complaintkit.cli.main import entry; entry()")
INSTALLED = Path(sys.executable).with_name("complaintkit")
MINIMAL = """
import click
@click.group()
def group(): "A minimal program."
for name in "abcdefghij":
    group.add_command(click.Command(name, help="Does something."))
group(["--help"])
"""
READ_YAML = """
import sys, yaml, pathlib
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml")):
    yaml.load(path.read_bytes(), yaml.CSafeLoader)
"""
INCIDENT = """\
# An incident of a large case.
title: Incident number {number} of a large case, told in one line
when: 2019-{month:02}-{day:02}
official: post-{post}
affected: [person-{person}, association]
known_since: 2019-{month:02}-{day:02}
what_happened:
  - say: The official answered the person's letter of the week before and asked who paid for the journey.
    source: document
    exhibits: [{{exhibit: E1, at: p. {page}}}]
  - say: The person asked for an answer in writing and was told that there would be none.
    source: hearsay
    told_by: person-{person}
    exhibits: [{{exhibit: E1, at: p. 2}}]
acts:
  - {{on: 2019-{month:02}-{day:02}, what: asked who paid for the journey, towards: [person-{person}], exhibits: [E1]}}
facts:
  matter: conduct
  manner: {manner}
  whose-decision: unknown
  outsiders-present: {{answer: yes, exhibits: [{{exhibit: E1, at: p. 2}}]}}
  deliberate: {{answer: yes, vouched: true}}
approaches:
  - {{on: 2019-{month:02}-{day:02}, by: association, to: the Delegation, about: it, asks_for_answer: yes, reply: none}}
"""


@dataclass(frozen=True)
class Time:
    """How long a process took: by the clock, and of the processor."""

    clock: float
    processor: float


@dataclass(frozen=True)
class Row:
    """One comparison: what is measured, against what, and the ratio it must not exceed."""

    what: str
    against: str
    limit: float
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


def main() -> int:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as folder:
        _compiled_as_installed(Path(folder))
        rows = _rows(Path(folder))
        print(
            f"Python {platform.python_version()}, {platform.system()}; medians of {runs} runs, seconds of a process\n"
        )
        print("| what | against | ours | theirs | ratio | at most |")
        print("|---|---|---:|---:|---:|---:|")
        return max(_measure(row, runs) for row in rows)


def _compiled_as_installed(folder: Path) -> None:
    """Let both sides find their modules compiled, as pip compiles them, even where a checkout is never written to."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")


def _rows(folder: Path) -> list[Row]:
    example, large = folder / "example", folder / "large"
    _run((*TOOL, "demo", str(example)))
    _large_case(large)
    letter = ("letter", "--to", "eeas", "--lang", "fr", "--overwrite")
    letter += ("--case", str(example), "--out", str(folder / "out"))
    python = (sys.executable, "-c")
    tool = (str(INSTALLED),) if INSTALLED.exists() else TOOL
    return [
        Row("`--help`", "a minimal click program's", 1.3, (*tool, "--help"), (*python, MINIMAL)),
        Row(
            "`check` of the example", "importing click, yaml, pydantic", 4,
            (*tool, "check", "--case", str(example)), (*python, "import click, yaml, pydantic; pydantic.BaseModel"),
        ),
        Row(
            "one letter", "importing click, yaml, pydantic, docxtpl, babel.dates", 2,
            (*tool, *letter), (*python, "import click, yaml, pydantic, docxtpl, babel.dates; pydantic.BaseModel"),
        ),
        Row(
            "`check` of 1,000 incidents", "reading their YAML with the C loader", 3,
            (*tool, "check", "--case", str(large)), (*python, READ_YAML, str(large)),
        ),
    ]  # fmt: skip


def _large_case(folder: Path) -> None:
    (folder / "incidents").mkdir(parents=True)
    officials = "".join(f"  post-{n}: {{post: Post {n}}}\n" for n in range(5))
    persons = "".join(f"  person-{n}: {{shown_as: person {n}, kind: person}}\n" for n in range(40))
    (folder / "case.yaml").write_text(
        "format: 1\ntitle: A large case\nas_of: 2020-10-02\n"
        "complainant: {label: association, shown_as: the association, kind: organisation, seat: member-state}\n"
        "respondent: {institution: eeas, shown_as: the European External Action Service}\n"
        f"officials:\n{officials}persons:\n{persons}",
        encoding="utf-8",
    )
    (folder / "exhibits.yaml").write_text(
        "format: 1\nexhibits:\n"
        f"  E1: {{file: E1-letter.pdf, sha256: {'0' * 64}, size: 1, title: A letter, kind: letter, pages: 9}}\n",
        encoding="utf-8",
    )
    manners = ("insulting", "belittling", "neutral", "unknown")
    for n in range(1000):
        values = {"month": n % 12 + 1, "day": n % 28 + 1, "post": n % 5, "person": n % 40, "page": n % 9 + 1}
        text = INCIDENT.format(number=n, manner=manners[n % 4], **values)
        (folder / "incidents" / f"incident-{n:04}.yaml").write_text(text, encoding="utf-8")


def _measure(row: Row, runs: int) -> int:
    ours, theirs = [], []
    for _ in range(runs + 1):  # the first of each is not counted: it compiles
        ours.append(_run(row.ours))
        theirs.append(_run(row.theirs))
    pairs = list(zip(ours[1:], theirs[1:], strict=True))
    ratio = statistics.median(mine.clock / other.clock for mine, other in pairs)
    of_processor = statistics.median(mine.processor / other.processor for mine, other in pairs)
    over = ratio > row.limit
    print(
        f"| {row.what} | {row.against} | {_median(ours[1:])} | {_median(theirs[1:])} "
        f"| {ratio:.2f} ({of_processor:.2f}){' OVER' if over else ''} | {row.limit:g} |",
        flush=True,
    )
    return int(over)


def _median(times: list[Time]) -> str:
    clock = statistics.median(time.clock for time in times)
    return f"{clock:.3f} ({statistics.median(time.processor for time in times):.3f})"


def _run(command: tuple[str, ...]) -> Time:
    before, start = _processor(), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return Time(time.perf_counter() - start, _processor() - before)


def _processor() -> float:
    """Return the seconds of the processor that all processes started so far have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
