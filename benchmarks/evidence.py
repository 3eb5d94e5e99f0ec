"""How quick exhibits are taken in and verified, as ratios to what plain Python needs for the same bytes, and how much memory.

Usage: python benchmarks/evidence.py [RUNS] [FOLDER]      (Unix; default 5 runs; 4 GB in FOLDER or a temporary one)

Every figure is the time of a whole process by the clock, the median of the runs; the two of a row run in turn, now the one
first and now the other, on a disk that has settled. What our side writes reaches the disk before the command ends, so what it
is compared with sees to that too. Memory is the peak of the process. Exit code 1 if a ratio or the memory is over its limit.
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TOOL = (sys.executable, "-c", "from complaintkit.cli.main import entry; entry()")
MOST_MEMORY = 150
LARGE, LARGE_FILES, MAILS = 256 * 1024 * 1024, 8, 1000
COPY_AND_HASH = """
import hashlib, os, pathlib, shutil, sys
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    copy = pathlib.Path(sys.argv[2]) / path.name
    shutil.copyfile(path, copy)
    with open(copy, "rb") as stream:
        hashlib.file_digest(stream, "sha256").hexdigest()
        os.fsync(stream.fileno())
"""
HASH_ON_ALL_CORES = """
import concurrent.futures, hashlib, os, pathlib, sys
def digest(path):
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    list(pool.map(digest, sorted(pathlib.Path(sys.argv[1]).iterdir())))
"""
PARSE_MAILS = """
import email, email.policy, pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    message["from"], message["to"], message["date"], message["subject"], message["message-id"]
    message.get_body().get_content()
"""
MAIL = """\
From: Person {n} <person{n}@invented.example>
To: The Office <office@invented.example>
Date: Wed, 18 Sep 2019 10:{minute:02}:00 +0200
Message-ID: <{n}@invented.example>
Subject: =?utf-8?q?R=C3=A9ponse_{n}?=
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Dear office,

this is letter number {n} about the matter of which we spoke. There was no answer to it yet.
"""


@dataclass(frozen=True)
class Row:
    """One comparison; `fresh` makes what both sides need before each run."""

    what: str
    against: str
    limit: float
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    fresh: Callable[[], None]


def main() -> int:
    runs, where = int((*sys.argv, "", "")[1] or 5), (*sys.argv, "", "")[2] or None
    with tempfile.TemporaryDirectory(dir=where) as folder:
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        rows = _rows(Path(folder))
        print(
            f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores; medians of {runs} runs\n"
        )
        print("| what | against | ours | theirs | ratio | at most | memory (MB) |")
        print("|---|---|---:|---:|---:|---:|---:|")
        return max(_measure(row, runs) for row in rows)


def _rows(folder: Path) -> list[Row]:
    large, mails, case, copies = folder / "large", folder / "mails", folder / "case", folder / "copies"
    _make_large(large)
    _make_mails(mails)

    def begun() -> None:
        shutil.rmtree(copies, ignore_errors=True)
        copies.mkdir()
        _begin(case)

    def filled() -> None:
        if not (case / "exhibits" / "E1-0.bin").exists():
            begun()
            _run((*TOOL, "evidence", "add", str(large), "--case", str(case)))

    python = (sys.executable, "-c")
    return [
        Row(
            f"`evidence add` of {LARGE_FILES} files of {LARGE // 1024**2} MB", "copying them and hashlib.file_digest", 1.25,
            (*TOOL, "evidence", "add", str(large), "--case", str(case)),
            (*python, COPY_AND_HASH, str(large), str(copies)), begun,
        ),
        Row(
            "`evidence verify` of them", "hashlib.file_digest on all cores", 1.15,
            (*TOOL, "evidence", "verify", "--case", str(case)),
            (*python, HASH_ON_ALL_CORES, str(case / "exhibits")), filled,
        ),
        Row(
            f"`evidence add` of {MAILS:,} e-mails", "parsing them with the standard library", 3,
            (*TOOL, "evidence", "add", str(mails), "--case", str(case)), (*python, PARSE_MAILS, str(mails)), begun,
        ),
    ]  # fmt: skip


def _make_large(folder: Path) -> None:
    folder.mkdir()
    for number in range(LARGE_FILES):
        with (folder / f"{number}.bin").open("wb") as stream:
            for _ in range(LARGE // 2**20):
                stream.write(os.urandom(2**20))
            os.fsync(stream.fileno())


def _make_mails(folder: Path) -> None:
    folder.mkdir()
    for n in range(MAILS):
        (folder / f"mail-{n:04}.eml").write_text(MAIL.format(n=n, minute=n % 60), encoding="utf-8")


def _begin(case: Path) -> None:
    shutil.rmtree(case, ignore_errors=True)
    answers = case.with_name("answers.yaml")
    answers.write_text("title: Invented\ncomplainant_shown_as: the Invented Association\n", encoding="utf-8")
    _run((*TOOL, "init", str(case), "--from", str(answers)))


def _measure(row: Row, runs: int) -> int:
    ours, theirs, memory = [], [], 0
    for number in range(runs):
        row.fresh()
        for mine in (False, True) if number % 2 else (True, False):
            seconds, peak = _timed(row.ours if mine else row.theirs)
            (ours if mine else theirs).append(seconds)
            memory = max(memory, peak) if mine else memory
    mine, other = statistics.median(ours), statistics.median(theirs)
    ratio = mine / other
    print(
        f"| {row.what} | {row.against} | {mine:.2f} | {other:.2f} | {ratio:.2f} | {row.limit} | {memory} |", flush=True
    )
    return int(ratio > row.limit or memory > MOST_MEMORY)


def _timed(command: tuple[str, ...]) -> tuple[float, int]:
    """Return how long a process took, and its peak of memory in MB."""
    os.sync()
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {command[:6]}")
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return seconds, used.ru_maxrss // unit


def _run(command: tuple[str, ...]) -> None:
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
