"""The same case gives the same bytes in every process, wherever and in whatever order it reads."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROGRAM = "from complaintkit.cli.main import entry; entry()"
PLACES = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "86400"},
)


def test_letters_and_manifest_are_equal_in_two_processes(example: Path, tmp_path: Path) -> None:
    made = []
    for number, place in enumerate(PLACES):
        case, out = shutil.copytree(example, tmp_path / f"case {number}"), tmp_path / str(number)
        words = ["--case", str(case), "letter", "--to", "olaf,eeas", "--lang", "en,fr", "--out", str(out)]
        subprocess.run(
            [sys.executable, "-c", PROGRAM, *words], env={**os.environ, **place}, check=True, capture_output=True
        )
        made.append({path.name: path.read_bytes() for path in sorted(out.iterdir())})

    assert set(made[0]) == {"olaf.en.docx", "olaf.fr.docx", "eeas.en.docx", "eeas.fr.docx", "manifest.json"}
    assert made[0] == made[1]
