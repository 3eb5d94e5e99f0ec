"""Make the shipped rules and templates ready for quick loading: `python tools/prepare.py`, after every change in them.

Nothing is wrong without it: what was changed since is read in full, only more slowly. Tests say when to run it.
"""

from __future__ import annotations

import sys

from complaintkit.documents import prepared as templates
from complaintkit.documents.compiled import compile_template
from complaintkit.law import prepared as rules
from complaintkit.law.linting import lint_rules
from complaintkit.letters.rendering import NAMES
from complaintkit.locations import shipped
from complaintkit.problems import Refused


def main() -> None:
    """Write the files that `law.prepared` and `documents.prepared` read; what has a problem is not made ready."""
    rules.FILE.write_text(prepared_rules(), encoding="utf-8", newline="\n")
    templates.FILE.write_text(prepared_templates(), encoding="utf-8", newline="\n")


def prepared_rules() -> str:
    """Return the shipped rules as `law.prepared` keeps them; raises Refused for any problem at all, even a warning."""
    law, problems = lint_rules(shipped("regulations"))
    if law is None or problems:
        raise Refused(problems)
    return rules.as_json(law)


def prepared_templates() -> str:
    """Return the shipped templates as `documents.prepared` keeps them; raises Refused where one has a mistake."""
    files = [path.read_bytes() for path in sorted(shipped("templates").glob("*.docx"))]
    return templates.as_json((data, compile_template(data, "template", NAMES)) for data in files)


if __name__ == "__main__":
    sys.exit(main())
