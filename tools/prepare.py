"""Make the shipped rules ready for quick loading: `python tools/prepare.py`, after every change in `regulations/`.

Nothing is wrong without it: rules that were changed since are read in full, only more slowly. A test says when to run it.
"""

from __future__ import annotations

import sys

from complaintkit.law.loading import load_law
from complaintkit.law.prepared import FILE, as_json
from complaintkit.locations import shipped
from complaintkit.problems import Refused


def main() -> None:
    """Write the file that `law.prepared` reads; rules with any problem at all, even a warning, are not made ready."""
    law, problems = load_law(shipped("regulations"))
    if law is None or problems:
        raise Refused(problems)
    FILE.write_text(as_json(law), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
