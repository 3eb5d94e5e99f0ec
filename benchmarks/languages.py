"""How quick letters are in every language at once: three recipients, every language that is shipped, one command, cold.

Usage: python benchmarks/languages.py [RUNS]      (Unix; default 9 runs of each side, in turn)

Against: importing click, yaml, pydantic, docxtpl and babel.dates, which is the least that a tool of this kind does before it
begins. Exit code 1 if the ratio by the clock is over its limit, which is for 24 languages: 72 letters.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from speed import TOOL, Row, _compiled_as_installed, _measure, _run

from complaintkit.languages.catalogue import shipped_languages

LIMIT = 3.5
IMPORTS = "import click, yaml, pydantic, docxtpl, babel.dates; pydantic.BaseModel"


def main() -> int:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    number = 3 * len(shipped_languages())
    with tempfile.TemporaryDirectory() as folder:
        _compiled_as_installed(Path(folder))
        example = Path(folder) / "example"
        _run((*TOOL, "demo", str(example)))
        letters = ("letter", "--to", "ombudsman,olaf,eeas", "--lang", "all", "--overwrite")
        ours = (*TOOL, *letters, "--case", str(example), "--out", str(Path(folder) / "out"))
        theirs = (sys.executable, "-c", IMPORTS)
        print("| what | against | ours | theirs | ratio | at most |")
        print("|---|---|---:|---:|---:|---:|")
        return _measure(Row(f"{number} letters", "importing the libraries", LIMIT, ours, theirs), runs)


if __name__ == "__main__":
    sys.exit(main())
